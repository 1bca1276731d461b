"""Answers: result figures, notices, and the function that answers a kind.

A kind is a signature and a rule. `answer_of` reads the question, picks the policies in force,
computes, and gives the answer as plain data with its explanation. It reads no clock and no table of
days: the caller says what today is and which days are worked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import DecimalException
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Book, NotInForce, Rulebook, UnknownParameter, override
from dakehu.policy.decimals import AmountTooLarge, exactly
from dakehu.policy.figures import Figure, Source, explained
from dakehu.policy.param_types import ParamError
from dakehu.policy.periods import OutOfCalendar
from dakehu.policy.workdays import OFFICIAL, WorkingCalendar
from dakehu.rules.asking import DAY, Faults, Refused, Signature, read_fields


class Notice(NamedTuple):
    """Something the reader should know beside the result."""

    code: str
    message: str
    data: Mapping[str, Any] = MappingProxyType({})
    source: Source | None = None

    def to_json(self) -> dict[str, Any]:
        """The notice as the interface gives it."""
        return {
            "code": self.code,
            "message": self.message,
            "data": dict(self.data),
            "source": None if self.source is None else self.source.told,
        }


class Answer(NamedTuple):
    """A computed answer: fields for JSON, the root figure, further figures, notices.

    A field may be a figure; its value is then given as the explanation has it.
    """

    fields: Mapping[str, Any]
    root: Figure
    others: Iterable[Figure] = ()
    notices: Iterable[Notice] = ()


Late = Callable[[Mapping[str, Any], Rulebook, Faults], None]
Rule = Callable[[Rulebook, Mapping[str, Any]], Answer]


class ByCalendar(NamedTuple):
    """A rule that asks which days are worked."""

    rule: Callable[[Rulebook, Mapping[str, Any], WorkingCalendar], Answer]


@dataclass(frozen=True)
class Kind:
    """One thing that can be asked.

    `rule` answers; `late` notes faults that only the policies in force can tell (its places are
    set by the caller's field order); `amount_field` is blamed for amounts past 15 digits, and
    `time_field` for dates past the calendar.
    """

    name: str
    title: str
    signature: Signature
    rule: Rule | ByCalendar
    amount_field: str
    late: Late | None = None
    time_field: str = ""


_ON_FIELD: Final = "on"
_NOT_IN_FORCE: Final = "该日期没有施行相关的制度条款"


def params_of(raw: Any, faults: Faults) -> dict[str, Any]:
    """The typed overrides of a question; faults name `params.KEY`."""
    if not isinstance(raw, dict):
        faults.add("params", "wrong_type", "须为对象")
        return {}
    overrides: dict[str, Any] = {}
    for key, value in raw.items():
        if value is None:
            continue
        try:
            overrides[key] = override(key, value)
        except UnknownParameter:
            faults.add(f"params.{key}", "unknown_parameter", "没有这个参数，请检查拼写")
        except ParamError as error:
            faults.add(f"params.{key}", "unknown_value", str(error))
    return overrides


@exactly
def answer_of(
    kind: Kind, raw: Any, *, book: Book, today: date, calendar: WorkingCalendar = OFFICIAL
) -> dict[str, Any]:
    """The answer to one question as plain data; Refused with the one fault that is told.

    `calendar` is the company's own where there is one.
    """
    if not isinstance(raw, dict):
        raise Refused("", "wrong_type", "每行须为一个 JSON 对象")
    faults = Faults()
    fields = kind.signature.of(raw)
    values = read_fields(raw, fields, faults)
    on = today
    if raw.get(_ON_FIELD) is not None:
        on = DAY.read(raw[_ON_FIELD], _ON_FIELD, None, faults)
    rulebook = _in_force(book, on, faults)
    faults.place += 1
    overrides = params_of(raw["params"], faults) if raw.get("params") is not None else {}
    rulebook = rulebook and rulebook.replacing(overrides)
    if kind.late is not None:
        # Before the first version the limits of that one tell what is wrong besides.
        limits = rulebook or book.earliest().replacing(overrides)
        _note_late(kind, values, fields, limits, faults)
    faults.raise_first()
    assert rulebook is not None
    answer = _computed(kind, rulebook, values, calendar)
    told, written = explained(answer.root, answer.others)
    given = dict(answer.fields)
    for name, value in answer.fields.items():
        if isinstance(value, Figure):
            given[name] = written.get(value.key) or value.written()
    given["on"] = on.isoformat()
    given["explanation"] = told
    given["notices"] = [notice.to_json() for notice in answer.notices]
    return given


def _in_force(book: Book, on: date | None, faults: Faults) -> Rulebook | None:
    if on is None:
        return None
    try:
        return book.on(on)
    except NotInForce:
        faults.add(_ON_FIELD, "out_of_range", "该日期之前没有施行的制度")
        return None


def _note_late(
    kind: Kind,
    values: Mapping[str, Any],
    fields: Mapping[str, Any],
    rulebook: Rulebook,
    faults: Faults,
) -> None:
    """Range checks against the policies, made only on values that were read without a fault."""
    if any(rank <= 3 for rank, _, _ in faults.found):
        return
    noted = Faults()
    assert kind.late is not None
    try:
        kind.late(values, rulebook, noted)
    except NotInForce:
        noted.add(_ON_FIELD, "out_of_range", _NOT_IN_FORCE)
    places = {name: place for place, name in enumerate(fields)}
    for rank, _, refused in noted.found:
        place = places.get(refused.field.partition(".")[0], len(places))
        faults.found.append((rank, place, refused))


def _computed(
    kind: Kind, rulebook: Rulebook, values: Mapping[str, Any], calendar: WorkingCalendar
) -> Answer:
    try:
        if isinstance(kind.rule, ByCalendar):
            return kind.rule.rule(rulebook, values, calendar)
        return kind.rule(rulebook, values)
    except NotInForce:
        raise Refused(_ON_FIELD, "out_of_range", _NOT_IN_FORCE) from None
    except (AmountTooLarge, DecimalException):
        message = "算得的金额超过 15 位整数，请检查输入"
        raise Refused(kind.amount_field, "out_of_range", message) from None
    except OutOfCalendar:
        message = "超出可计算的日期范围"
        raise Refused(kind.time_field, "out_of_range", message) from None
