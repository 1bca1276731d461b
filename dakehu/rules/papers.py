"""What printed papers need: amounts in formal characters, and the check of a credit code."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.capitals import LIMIT, capitals
from dakehu.policy.credit_code import Reason, check_credit_code
from dakehu.policy.decimals import ONE, ZERO, exactly, half_up
from dakehu.policy.figures import AMOUNT, TEXT, Figure, entered
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import Asked, Faults, Number, Text, one_form
from dakehu.rules.laws import CAPITALS, GB_32100


@exactly
def amount_in_capitals(amount: Decimal) -> Figure:
    """An amount of yuan as papers and cheques write it; 0 to below 10**12 after rounding."""
    given = entered("amount", "金额", amount, AMOUNT)
    how = "{0} 元，按票据大写规则书写"
    return Figure("text", "人民币大写", capitals(amount), TEXT, how, CAPITALS, (given,))


class CreditCode(NamedTuple):
    """Whether a unified social credit code is right, and what fails first where it is not."""

    verdict: Figure
    reason: Reason | None


_REASONS: Final[Mapping[Reason | None, tuple[str, str]]] = {
    None: ("有效", "{0} 长度、用字和校验码均符合标准"),
    "length": ("无效", "{0} 不是 18 位"),
    "alphabet": ("无效", "{0} 含有标准以外的字符"),
    "check_character": ("无效", "{0} 的末位校验码与前 17 位不符"),
}


def credit_code(code: str) -> CreditCode:
    """Check a unified social credit code exactly as given (GB 32100-2015)."""
    reason = check_credit_code(code)
    value, how = _REASONS[reason]
    given = entered("code", "统一社会信用代码", code, TEXT)
    return CreditCode(Figure("valid", "校验结果", value, TEXT, how, GB_32100, (given,)), reason)


class _Writable:
    """An amount that can be written in capitals."""

    alike: ClassVar = (Number(least=ZERO, below=LIMIT),)

    def read(self, raw: Any, path: str, row: int | None, faults: Faults) -> Any:
        """The amount as given; it is judged as rounded to the fen, so that −0.004 is 0."""
        number = Number().read(raw, path, row, faults)
        if number is None:
            return None
        if not -ONE < number < LIMIT or not ZERO <= half_up(number) < LIMIT:
            faults.add(path, "out_of_range", "须不小于 0 且小于 1,000,000,000,000", row)
        return number


def _answer_capitals(_book: Rulebook, values: Mapping[str, Any]) -> Answer:
    text = amount_in_capitals(values["amount"])
    return Answer({"text": text.value}, text)


def _answer_credit_code(_book: Rulebook, values: Mapping[str, Any]) -> Answer:
    checked = credit_code(values["code"])
    fields: dict[str, Any] = {"valid": checked.reason is None}
    if checked.reason is not None:
        fields["reason"] = checked.reason
    return Answer(fields, checked.verdict)


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="capitals",
        title="人民币大写",
        signature=one_form(amount=Asked(_Writable())),
        rule=_answer_capitals,
        amount_field="amount",
    ),
    Kind(
        name="credit_code",
        title="统一社会信用代码校验",
        signature=one_form(code=Asked(Text())),
        rule=_answer_credit_code,
        amount_field="code",
    ),
)
