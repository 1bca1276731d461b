"""Setting days and hours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.calendar.access import MANAGE_CALENDAR
from dakehu.calendar.models import Day, OfficeHours
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import Unit, work

DAY: Final = "calendar_day"
"""The kind of record that a day entered by the company is."""

_DAY: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_LINE: Final = re.compile(rf"{_DAY}(?:\s*(?:至|到|~|－|—)\s*{_DAY})?(.{{0,40}})")
_LONGEST: Final = timedelta(days=31)


class UnableToSetDays(UnableTo):
    """Days cannot be set that way."""


class UnableToSetOfficeHours(UnableTo):
    """Hours cannot be set that way."""


@dataclass(frozen=True)
class DaySet:
    """A day as it shall be: worked or not."""

    day: date
    is_working: bool
    name: str = ""


def set_day(
    *,
    by: Actor,
    at: datetime,
    day: date,
    is_working: bool,
    name: str = "",
    kind: str = Day.Kind.COMPANY,
) -> Day:
    """Say of one day whether it is worked, whatever the official table says."""
    _require(by)
    with work(by=by, at=at) as unit:
        return _store(unit, DaySet(day, is_working, name.strip()), kind)


def set_days(
    *, by: Actor, at: datetime, days: Iterable[DaySet], kind: str = Day.Kind.OFFICIAL
) -> list[Day]:
    """Enter a year's official notice at once, all days or none."""
    _require(by)
    wanted = list(days)
    if not wanted:
        raise UnableToSetDays(_("没有要登记的日期。"), field="days")
    if len({one.day for one in wanted}) < len(wanted):
        raise UnableToSetDays(_("同一天出现了两次，请核对。"), field="days")
    with work(by=by, at=at) as unit:
        return [_store(unit, one, kind) for one in wanted]


def write_rows(rows: Sequence[SheetRow], by: Actor, at: datetime) -> list[Written]:
    """Enter the days of a file; what they held before is told."""
    days = [row.values["day"] for row in rows]
    before = {one.day: one for one in Day.objects.filter(day__in=days)}
    wanted = [
        DaySet(one.values["day"], one.values["kind"] == "working", one.values.get("name") or "")
        for one in rows
    ]
    stored = set_days(by=by, at=at, days=wanted, kind=Day.Kind.COMPANY)
    return [
        Written(row.number, RecordRef(DAY, day.pk), _held(before.get(day.day)))
        for row, day in zip(rows, stored, strict=True)
    ]


def take_back_rows(written: Sequence[Written], by: Actor, at: datetime) -> None:
    """Forget the days that a file entered, and give back to the others what they held."""
    _require(by)
    days = Day.objects.in_bulk([one.record.id for one in written])
    with work(by=by, at=at) as unit:
        for one in written:
            there = days.get(one.record.id)
            if there is None:
                continue
            if one.before is None:
                clear_day(by=by, at=at, day=there.day)
                continue
            kind, name = str(one.before["kind"]), str(one.before["name"])
            _store(unit, DaySet(there.day, bool(one.before["is_working"]), name), kind)


def _held(day: Day | None) -> dict[str, Any] | None:
    if day is None:
        return None
    return {"is_working": day.is_working, "name": day.name, "kind": str(day.kind)}


def set_year(*, by: Actor, at: datetime, year: int, off: str, working: str) -> list[Day]:
    """Enter a year's official arrangement from its text, one stretch a line."""
    return set_days(
        by=by,
        at=at,
        days=[
            *_days_in(off, year, "off", is_working=False),
            *_days_in(working, year, "working", is_working=True),
        ],
    )


def clear_day(*, by: Actor, at: datetime, day: date) -> None:
    """Forget what was said of a day: the official table or the estimate counts again."""
    _require(by)
    with work(by=by, at=at) as unit:
        gone, _rows = Day.objects.filter(day=day).delete()
        if gone:
            unit.note("calendar.day_cleared", None, day=day.isoformat())


def set_office_hours(
    *,
    by: Actor,
    at: datetime,
    starts_on: date,
    morning_from: time,
    morning_until: time,
    afternoon_from: time,
    afternoon_until: time,
) -> OfficeHours:
    """The hours from a day on; setting the same day again replaces them."""
    _require(by)
    if not morning_from < morning_until <= afternoon_from < afternoon_until:
        told = _("时间应当从早到晚：上午开始、上午结束、下午开始、下午结束。")
        raise UnableToSetOfficeHours(told, field="morning_until")
    with work(by=by, at=at) as unit:
        found, _made = OfficeHours.objects.update_or_create(
            starts_on=starts_on,
            defaults={
                "morning_from": morning_from,
                "morning_until": morning_until,
                "afternoon_from": afternoon_from,
                "afternoon_until": afternoon_until,
            },
        )
        unit.note(
            "calendar.office_hours_set",
            None,
            starts_on=starts_on.isoformat(),
            morning=f"{morning_from:%H:%M}–{morning_until:%H:%M}",
            afternoon=f"{afternoon_from:%H:%M}–{afternoon_until:%H:%M}",
        )
    return found


def _days_in(text: str, year: int, field: str, *, is_working: bool) -> list[DaySet]:
    """The days of lines such as 2027-02-05 至 2027-02-11 春节."""
    found: list[DaySet] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.fullmatch(line)
        try:
            first = date.fromisoformat(match[1]) if match else None
            last = date.fromisoformat(match[2]) if match and match[2] else first
        except ValueError:
            first = last = None
        if first is None or last is None or not first <= last <= first + _LONGEST:
            told = _("看不懂这一行：%s。请写成 2027-02-05 至 2027-02-11 春节。")
            raise UnableToSetDays(told % line, field=field)
        if first.year != year or last.year != year:
            raise UnableToSetDays(
                _("这一行不在 %(year)s 年：%(line)s。") % {"year": year, "line": line}, field=field
            )
        name = match[3].strip() if match else ""
        for offset in range((last - first).days + 1):
            found.append(DaySet(first + timedelta(days=offset), is_working, name))
    return found


def _store(unit: Unit, wanted: DaySet, kind: str) -> Day:
    found, _made = Day.objects.update_or_create(
        day=wanted.day,
        defaults={"is_working": wanted.is_working, "name": wanted.name, "kind": kind},
    )
    code = "calendar.day_set_working" if wanted.is_working else "calendar.day_set_off"
    unit.note(code, None, day=wanted.day.isoformat(), name=wanted.name)
    return found


def _require(by: Actor) -> None:
    if not by.may(MANAGE_CALENDAR):
        raise PermissionDenied
