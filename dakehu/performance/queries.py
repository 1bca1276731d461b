"""Scores as others may see them, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.sheets import Checked, Fault, SheetRow
from dakehu.organization.queries.roster import Found, beyond_reach, find_people, not_serving
from dakehu.performance.access import SCORE, scores_visible_to
from dakehu.performance.data.items import CLERK, ITEMS, PART_OF, SALES, SCHEMES
from dakehu.performance.models import SubScores
from dakehu.periods.queries import closed_faults, month_name
from dakehu.policy.book import NotInForce
from dakehu.policy.periods import Month
from dakehu.rulebook.queries.published import rulebook_on
from dakehu.rules.appraisal import limit_of
from dakehu.rules.month_facts import Rating

WORDS: Final = dict(ITEMS)
SCHEME_WORDS: Final = dict(SCHEMES)

ROWS: Final = KeyedRows(
    kind="sub_scores",
    model=SubScores,
    key=("staff_id", "month"),
    compared=tuple(WORDS),
    along=("scored_by_id", "scored_at"),
)

Limits = Mapping[str, Decimal]


def scores_of(actor: Actor) -> QuerySet[SubScores]:
    """What the actor sees, the latest month first, with the people at hand."""
    return scores_visible_to(actor).select_related("staff", "home").order_by("-month", "-pk")


def scheme_of(scores: SubScores) -> str:
    """The scheme by which somebody was scored."""
    return "sales" if any(getattr(scores, code) is not None for code, _ in SALES) else "clerk"


def parts_of(scores: SubScores) -> list[tuple[str, Decimal]]:
    """What was scored, by its name."""
    given = ((str(word), getattr(scores, code)) for code, word in ITEMS)
    return [(word, score) for word, score in given if score is not None]


def of_person(rows: QuerySet[SubScores], text: str) -> QuerySet[SubScores]:
    return rows.filter(Q(staff__name__icontains=text) | Q(staff__number__iexact=text))


def scores_there(ids: Iterable[int]) -> set[int]:
    return set(SubScores.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = SubScores.objects.select_related("staff").filter(pk=pk).first()
    return f"{found.staff.name} · {found.month}" if found else ""


def limits_of(month: str) -> Limits | None:
    """The most points of each part at the end of a month; None where no policy is in force."""
    try:
        book = rulebook_on(Month.parse(month).last_day)
    except NotInForce:
        return None
    return {code: limit_of(book, *part) for code, part in PART_OF.items()}


def wanted_row(row: SheetRow, people: Found) -> Wanted:
    """A row of a file as it shall be stored; an empty cell leaves what was scored before."""
    person, month = people.people[row.number], row.values["month"]
    scores = {code: row.values[code] for code in WORDS if row.values.get(code) is not None}
    home = person.unit_on(Month.parse(month).last_day)
    return Wanted(row.number, {"staff_id": person.id, "month": month, "home_id": home, **scores})


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    people = find_people(rows)
    faults = [*people.faults, *closed_faults(rows)]
    faults += not_serving(rows, people.people, _stretch)
    faults += beyond_reach(rows, people.people, by, SCORE, lambda row: _stretch(row)[1])
    limits = {month: limits_of(month) for month in {row.values["month"] for row in rows}}
    for row in rows:
        faults += _faults(row, limits[row.values["month"]], on)
        person = people.people.get(row.number)
        if person is not None and person.id == by.staff_id:
            told = _("请删去这一行，由您的上级评分。")
            faults.append(Fault(row.number, "number", _("不能给自己评分。"), told))
    wanted = [wanted_row(row, people) for row in rows if row.number in people.people]
    stored = ROWS.stored(wanted)
    faults += _of_two_schemes(wanted, stored)
    return Checked(faults, ROWS.standing(wanted, stored))


def rows_given_out(actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The scores that the actor sees, by the codes of the sheet."""
    rows = scores_of(actor)
    if month := asked.get("month", ""):
        rows = rows.filter(month=month)
    if text := asked.get("q", ""):
        rows = of_person(rows, text)
    for one in rows.iterator(chunk_size=2000):
        scores = {code: getattr(one, code) for code in WORDS}
        person = {"number": one.staff.number, "name": one.staff.name}
        yield {**person, "month": one.month, **scores}


def _stretch(row: SheetRow) -> tuple[date, date]:
    month = Month.parse(row.values["month"])
    return month.first_day, month.last_day


def _faults(row: SheetRow, limits: Limits | None, on: date) -> Iterator[Fault]:
    month = row.values["month"]
    if _stretch(row)[0] > on:
        told = _("%s还没有开始，不能评分。") % month_name(month)
        yield Fault(row.number, "month", told, _("请核对月份。"))
    if limits is None:
        told = _("%s没有施行中的考核办法。") % month_name(month)
        yield Fault(row.number, "month", told, _("请核对月份，或先发布当月施行的制度。"))
        return
    given = {code: row.values[code] for code in WORDS if row.values.get(code) is not None}
    if not given:
        told = _("这一行没有评分。")
        yield Fault(row.number, "", told, _("请填写至少一项，或删去这一行。"))
    if _mixed(given):
        yield _mixed_told(row.number)
    for code, score in given.items():
        if not 0 <= score <= limits[code]:
            names = {"item": WORDS[code], "score": score, "limit": f"{limits[code]:f}"}
            told = _("%(item)s %(score)s 分不在 0 到 %(limit)s 分之间。") % names
            remedy = _("请按 %(month)s施行的考核办法评分，%(item)s满分 %(limit)s 分。")
            yield Fault(row.number, code, told, remedy % {**names, "month": month_name(month)})


def _mixed(codes: Iterable[str]) -> bool:
    return len({PART_OF[code][0] for code in codes}) > 1


def _mixed_told(number: int) -> Fault:
    sales = "、".join(str(word) for _code, word in SALES)
    clerk = "、".join(str(word) for _code, word in CLERK)
    remedy = _("销售填%(sales)s；内勤填%(clerk)s。") % {"sales": sales, "clerk": clerk}
    return Fault(number, "", _("同时有销售和内勤的评分。"), remedy)


def _of_two_schemes(wanted: Sequence[Wanted], stored: Mapping[Any, SubScores]) -> Iterator[Fault]:
    """The rows that would score somebody by another scheme than the one already used."""
    for one in wanted:
        there = stored.get(ROWS.key_of(one.values))
        codes = [code for code in WORDS if code in one.values]
        if there is None or not codes or _mixed(codes):
            continue
        if PART_OF[codes[0]][0] != scheme_of(there):
            told = _("这个月已按%s评分。") % SCHEME_WORDS[scheme_of(there)]
            yield Fault(one.number, codes[0], told, _("请核对工号；一个月只按一种方案评分。"))


def ratings_between(first: date, last: date) -> Iterator[Rating]:
    """What was scored of the months of some days."""
    rows = SubScores.objects.filter(month__range=(str(Month.of(first)), str(Month.of(last))))
    for one in rows.select_related("staff").order_by("month", "staff__number"):
        items = {
            part: getattr(one, code)
            for code, (_scheme, part) in PART_OF.items()
            if getattr(one, code) is not None
        }
        yield Rating(one.staff.number, Month.parse(one.month), items)
