"""Points for how people attend a meeting: late, absent, away, on the phone (S3-3.5.1, S3-3.5.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO
from dakehu.policy.figures import NUMBER, TEXT, Figure, entered
from dakehu.rules.answering import Answer, Kind
from dakehu.rules.asking import (
    MOMENT,
    Asked,
    Choice,
    Flag,
    Number,
    Record,
    Rows,
    Text,
    one_form,
    optional,
)


class Attendance(NamedTuple):
    """How one person attended; `leave` is `approved` or None, `arrived_at` None for not at all."""

    who: str
    arrived_at: datetime | None = None
    left_minutes: Decimal = ZERO
    phone: bool = False
    leave: str | None = None
    late_notice: bool = False


class PersonPoints(NamedTuple):
    """One person's points and what they are for: late, absent, left or phone."""

    who: str
    points: Figure
    items: tuple[tuple[str, Figure], ...]


class MeetingPoints(NamedTuple):
    """The points of a meeting, person by person, and their sum."""

    people: tuple[PersonPoints, ...]
    total: Figure


def meeting_points(
    book: Rulebook, *, start: datetime, attendance: Sequence[Attendance]
) -> MeetingPoints:
    """The points that a meeting costs each person, each breach once (A-75, A-76).

    Approved leave excuses absence, lateness and leaving; telling beforehand excuses lateness.
    """
    begins = entered("start", "开始时间", start, TEXT)
    people = tuple(
        _person(book, begins, place, attended) for place, attended in enumerate(attendance)
    )
    inputs = tuple(person.points for person in people)
    value = sum((figure.value for figure in inputs), ZERO)
    source = book.law("S3-3.5.1")
    total = Figure("total", "会议扣分合计", value, NUMBER, "各人会议扣分之和", source, inputs)
    return MeetingPoints(people, total)


def _person(book: Rulebook, begins: Figure, place: int, attended: Attendance) -> PersonPoints:
    if attended.arrived_at is None:
        items = _absence(book, place, attended)
    else:
        arrived = entered(f"arrived_{place}", "到会时间", attended.arrived_at, TEXT)
        found = (
            _lateness(book, begins, arrived, place, attended),
            _leaving(book, place, attended),
            _phone(book, place, attended),
        )
        items = tuple(item for item in found if item is not None)
    inputs = tuple(figure for _, figure in items)
    how = " + ".join(f"{{{index}}}" for index in range(len(inputs))) or "没有应扣分的情形"
    points = Figure(
        f"points_{place}",
        f"{attended.who} 会议扣分",
        sum((figure.value for figure in inputs), ZERO),
        NUMBER,
        how,
        book.law("S3-3.5.1"),
        inputs,
    )
    return PersonPoints(attended.who, points, items)


_Item = tuple[str, Figure]


def _absence(book: Rulebook, place: int, attended: Attendance) -> tuple[_Item, ...]:
    """Not there at all: absent and nothing else, or excused altogether (A-75)."""
    if attended.leave is not None:
        return ()
    return (_item(book, "absent", place, "未到会且未经批准请假，每次扣 {0} 分"),)


def _lateness(
    book: Rulebook, begins: Figure, arrived: Figure, place: int, attended: Attendance
) -> _Item | None:
    """Late by the minute: the arrival loses its seconds before it is compared (A-75)."""
    if attended.leave is not None or attended.late_notice:
        return None
    grace = book.setting("meeting.grace_min", NUMBER)
    if arrived.value.replace(second=0) - begins.value <= timedelta(minutes=book[grace.key]):
        return None
    how = "{1} 到会，晚于开始时间 {2}，超出宽限 {3} 分钟，每次扣 {0} 分"
    return _item(book, "late", place, how, arrived, begins, grace)


def _leaving(book: Rulebook, place: int, attended: Attendance) -> _Item | None:
    """Long out of the room without a word (A-76)."""
    limit = book.setting("meeting.long_leave_min", NUMBER)
    if attended.leave is not None or attended.left_minutes < book[limit.key]:
        return None
    away = entered(f"left_minutes_{place}", "离场分钟数", attended.left_minutes, NUMBER)
    how = "未说明离场 {1} 分钟，达到 {2} 分钟，每次扣 {0} 分"
    return _item(book, "left", place, how, away, limit)


def _phone(book: Rulebook, place: int, attended: Attendance) -> _Item | None:
    """A phone that rang or was used in the room (S3-3.5.2)."""
    if not attended.phone:
        return None
    return _item(book, "phone", place, "会议中手机响铃或接打电话，每次扣 {0} 分")


_LABELS: Final[Mapping[str, str]] = {
    "late": "迟到扣分",
    "absent": "缺席扣分",
    "left": "长时间离场扣分",
    "phone": "手机扣分",
}


def _item(book: Rulebook, what: str, place: int, how: str, *inputs: Figure) -> _Item:
    key = f"deduction.{what}"
    setting = book.setting(key, NUMBER)
    worth = Decimal(book[key])
    source = book.source(key)
    figure = Figure(
        f"{what}_{place}", _LABELS[what], worth, NUMBER, how, source, (setting, *inputs)
    )
    return what, figure


def _answer(book: Rulebook, values: Mapping[str, Any]) -> Answer:
    attendance = [Attendance(**row) for row in values["attendance"]]
    found = meeting_points(book, start=values["start"], attendance=attendance)
    points = [
        {
            "who": person.who,
            "points": person.points.written(),
            "items": [{"what": what, "points": each.written()} for what, each in person.items],
        }
        for person in found.people
    ]
    return Answer({"points": points}, found.total)


_ATTENDANCE: Final = Record(
    {
        "who": Asked(Text()),
        "arrived_at": optional(MOMENT),
        "left_minutes": optional(Number(least=ZERO, whole=True), ZERO),
        "phone": optional(Flag(), False),
        "leave": optional(Choice(("approved",))),
        "late_notice": optional(Flag(), False),
    }
)

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        name="meeting_points",
        title="会议扣分",
        signature=one_form(start=Asked(MOMENT), attendance=Asked(Rows(_ATTENDANCE))),
        rule=_answer,
        amount_field="attendance.left_minutes",
        time_field="start",
    ),
)
