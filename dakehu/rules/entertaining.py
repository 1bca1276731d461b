"""What company and person bear of entertainment (S5-4.8, A-95, A-96)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount, exactly
from dakehu.policy.figures import AMOUNT, Figure, entered
from dakehu.rules.answering import Answer, Kind, Notice
from dakehu.rules.asking import DAY, Asked, Number, Record, Rows, one_form, optional


class Special(NamedTuple):
    """An amount that was specially approved for an event."""

    amount: Decimal
    approved_on: date


class Entertainment(NamedTuple):
    """What company and person bear; `too_late` approvals came after the event."""

    company: Figure
    own: Figure
    too_late: int


@exactly
def entertainment(
    book: Rulebook,
    *,
    limit: Decimal,
    actual: Decimal,
    event_on: date | None = None,
    special: Sequence[Special] = (),
) -> Entertainment:
    """The company bears what limit and special approvals cover, the person the rest (S5-4.8).

    An approval counts if it is dated not later than the event (A-96).
    """
    valid = [each for each in special if event_on is None or each.approved_on <= event_on]
    approved = Figure(
        "approved",
        "有效特批金额",
        sum((each.amount for each in valid), ZERO),
        AMOUNT,
        "不晚于活动当日批准的特批金额之和",
        book.law("A-96"),
        tuple(
            entered(f"special_{place}", f"特批金额（{each.approved_on} 批准）", each.amount)
            for place, each in enumerate(special)
        ),
    )
    spent = entered("actual", "实际金额", actual)
    covered = entered("limit", "限额", limit)
    source = book.law("S5-4.8")
    borne = amount(min(actual, limit + approved.value))
    how = "实际 {0} 与限额 {1} + 特批 {2} 两者取低"
    company = Figure("company", "公司承担", borne, AMOUNT, how, source, (spent, covered, approved))
    rest = max(ZERO, amount(amount(actual) - borne))
    own = Figure("own", "个人承担", rest, AMOUNT, "{0} − {1}", source, (spent, company))
    return Entertainment(company, own, len(special) - len(valid))


def _answer_entertainment(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    special = [Special(**row) for row in values["special"]]
    found = entertainment(book, **{**values, "special": special})
    notices = []
    if found.too_late:
        message = "有特批晚于活动日期，不予计入。"
        data = {"count": found.too_late}
        notices.append(Notice("approved_after_event", message, data, book.law("A-96")))
    fields = {"company": found.company.written(), "own": found.own.written()}
    return Answer(fields, found.company, (found.own,), notices)


_AMOUNT: Final = Number(least=ZERO)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="entertainment",
        title="招待费分担",
        signature=one_form(
            limit=Asked(_AMOUNT),
            actual=Asked(_AMOUNT),
            event_on=optional(DAY),
            special=optional(
                Rows(Record({"amount": Asked(_AMOUNT), "approved_on": Asked(DAY)})), ()
            ),
        ),
        rule=_answer_entertainment,
        amount_field="limit",
    ),
)
