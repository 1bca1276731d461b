"""When things are due: meetings, claims, and the window of a month's commission.

S3-3.1a, S3-3.1b, S3-3.1d, S5-4.1b, S5-4.12; A-30, A-31, A-72, A-73, A-91.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, NamedTuple

from dakehu.policy import periods
from dakehu.policy.book import Rulebook
from dakehu.policy.figures import NUMBER, TEXT, Figure, entered
from dakehu.policy.periods import Month, OutOfCalendar
from dakehu.policy.workdays import Lookup, WorkingCalendar
from dakehu.rules.answering import Answer, ByCalendar, Kind, Notice
from dakehu.rules.asking import DAY, MONTH, Asked, Choice, Refused, several_forms
from dakehu.rules.laws import WORKING_DAYS


class _Series(NamedTuple):
    """A weekly series: the parameter that sets its time, and its rule."""

    key: str
    law: str


SERIES: Final[Mapping[str, _Series]] = {
    "department": _Series("meeting.weekly", "S3-3.1b"),
    "water": _Series("meeting.water", "S3-3.1d"),
}
"""The weekly meetings by the name of their series."""

CANCELLED: Final = "取消"


def monthly_meeting_at(book: Rulebook, month: Month, lookup: Lookup) -> Figure:
    """The monthly meeting: first working day, at the hour of `meeting.monthly` (S3-3.1a, A-72)."""
    hour = book.setting("meeting.monthly", TEXT)
    day = lookup.first_working_day(month)
    first = Figure(
        "first_working_day",
        "当月第一个工作日",
        day,
        TEXT,
        "{0} 的第一个工作日",
        WORKING_DAYS,
        (entered("month", "月份", month, TEXT),),
    )
    value = f"{day}T{book[hour.key]}"
    source = book.source("meeting.monthly")
    return Figure("at", "会议时间", value, TEXT, "{0} 的 {1}", source, (first, hour))


def weekly_meeting_at(book: Rulebook, day: date, series: str, lookup: Lookup) -> Figure:
    """The meeting of a series in the week of a day, or 取消 where there is none (A-73).

    A scheduled day that is no working day moves as `meeting.holiday_rule` says.
    """
    key, law = SERIES[series]
    weekday, hour = book[key]
    week = periods.week_of(day)
    inputs = (
        entered("week_of", "所在周", week[0], TEXT),
        book.setting(key, TEXT),
    )
    if lookup.is_working(week[weekday]):
        value, how = f"{week[weekday]}T{hour}", "{0} 起的一周，{1}"
        return Figure("at", "会议时间", value, TEXT, how, book.law(law), inputs)
    held_on = _MOVES[book["meeting.holiday_rule"]](week, weekday, lookup)
    value = CANCELLED if held_on is None else f"{held_on}T{hour}"
    how = "{0} 起的一周，{1} 不是工作日：{2}"
    rule = book.setting("meeting.holiday_rule", TEXT)
    return Figure("at", "会议时间", value, TEXT, how, rule.source, (*inputs, rule))


_Week = tuple[date, ...]


def _shifted(week: _Week, weekday: int, lookup: Lookup) -> date | None:
    """The first working day from the scheduled one on, else the week's first."""
    return lookup.first_working(week[weekday:] + week[:weekday])


def _skipped(_week: _Week, _weekday: int, _lookup: Lookup) -> date | None:
    return None


def _earlier(week: _Week, weekday: int, lookup: Lookup) -> date | None:
    """The last working day before the scheduled one, in an earlier week if need be."""
    return lookup.previous_working_day(week[weekday])


_MOVES: Final[Mapping[str, Callable[[_Week, int, Lookup], date | None]]] = {
    "shift_in_week": _shifted,
    "skip": _skipped,
    "previous": _earlier,
}


def claim_due_on(
    book: Rulebook, month: Month, lookup: Lookup, *, reason: Figure | None = None
) -> Figure:
    """The last day for the claims that are due in `month` (S5-4.12, A-91).

    Day `claim.due_day`, or the month's last; moved to the next working day where `claim.roll`
    says so. `reason` is the figure that the month comes from, where it was not entered.
    """
    number = book.setting("claim.due_day", NUMBER)
    roll = book.setting("claim.roll", TEXT)
    due = month.day_or_last(book[number.key])
    if book[roll.key] == "next_working_day":
        due = lookup.roll_forward(due)
    due_month = reason or entered("due_month", "截止月份", month, TEXT)
    inputs = (due_month, number, roll)
    how = "{0} 的第 {1} 日（无此日的为月末），遇非工作日{2}"
    return Figure("due_on", "核销截止日", due, TEXT, how, book.source("claim.due_day"), inputs)


class CommissionWindow(NamedTuple):
    """The first and the last day whose verified receipts count for a pay month."""

    from_: Figure
    to: Figure


def commission_window(book: Rulebook, pay_month: Month) -> CommissionWindow:
    """The window of `commission.window_end` and `commission.lag` (S5-4.1b, A-30, A-31)."""
    end = book.setting("commission.window_end", NUMBER)
    lag = book.setting("commission.lag", NUMBER)
    window = periods.commission_window(pay_month, window_end=book[end.key], lag=book[lag.key])
    inputs = (entered("pay_month", "发放月份", pay_month, TEXT), lag, end)
    source = book.source("commission.window_end")
    opens = "发放月 {0} 再往前 {1} 个月的上一个月第 {2} 日（无此日的为月末）的次日"
    closes = "发放月 {0} 往前 {1} 个月的第 {2} 日（无此日的为月末）"
    return CommissionWindow(
        Figure("from", "回款窗口起日", window.from_, TEXT, opens, source, inputs),
        Figure("to", "回款窗口止日", window.to, TEXT, closes, source, inputs),
    )


def calendar_notices(lookup: Lookup) -> list[Notice]:
    """`calendar_not_official` where one of the days looked at was an estimate (A-72)."""
    if lookup.official_only:
        return []
    message = "该年度尚无官方放假安排，按周末和法定节假日推算，未计调休上班日；安排公布后请复核。"
    return [Notice("calendar_not_official", message, source=WORKING_DAYS)]


@contextmanager
def within_calendar(field: str) -> Iterator[None]:
    """Blame `field` for a date past the years 1 to 9999."""
    try:
        yield
    except OutOfCalendar:
        raise Refused(field, "out_of_range", "超出可计算的日期范围") from None


def _answer_monthly(book: Rulebook, values: Mapping[str, Any], lookup: Lookup) -> Answer:
    at = monthly_meeting_at(book, values["month"], lookup)
    return Answer({"at": at.value}, at, (), calendar_notices(lookup))


def _answer_weekly(book: Rulebook, values: Mapping[str, Any], lookup: Lookup) -> Answer:
    with within_calendar("week_of"):
        at = weekly_meeting_at(book, values["week_of"], values["series"], lookup)
    notices = calendar_notices(lookup)
    if at.value != CANCELLED:
        return Answer({"at": at.value}, at, (), notices)
    message = "例会遇非工作日，按制度本周取消。"
    cancelled = Notice("cancelled", message, source=book.source("meeting.holiday_rule"))
    return Answer({"at": None}, at, (), [cancelled, *notices])


def _answer_claim_due(book: Rulebook, values: Mapping[str, Any], lookup: Lookup) -> Answer:
    due_on = claim_due_on(book, values["month"], lookup)
    return Answer({"due_on": due_on.written()}, due_on, (), calendar_notices(lookup))


def _answer_window(book: Rulebook, values: Mapping[str, Any], _lookup: Lookup) -> Answer:
    with within_calendar("pay_month"):
        window = commission_window(book, values["pay_month"])
    fields = {"from": window.from_.written(), "to": window.to.written()}
    return Answer(fields, window.from_, (window.to,))


_ANSWERS: Final[Mapping[str, Callable[[Rulebook, Mapping[str, Any], Lookup], Answer]]] = {
    "monthly_meeting": _answer_monthly,
    "weekly_meeting": _answer_weekly,
    "claim_due": _answer_claim_due,
    "commission_window": _answer_window,
}


def _answer(book: Rulebook, values: Mapping[str, Any], calendar: WorkingCalendar) -> Answer:
    return _ANSWERS[values["what"]](book, values, Lookup(calendar))


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="dates",
        title="日期",
        signature=several_forms(
            "what",
            monthly_meeting={"month": Asked(MONTH)},
            weekly_meeting={"week_of": Asked(DAY), "series": Asked(Choice(tuple(SERIES)))},
            claim_due={"month": Asked(MONTH)},
            commission_window={"pay_month": Asked(MONTH)},
        ),
        rule=ByCalendar(_answer),
        amount_field="what",
        time_field="month",
    ),
)
