"""The roll of people in a file: what each row asks for, and what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.accounts.models import User
from dakehu.kit import masking
from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Scope
from dakehu.kit.sheets import Checked, Fault, SheetRow, Standing
from dakehu.organization.models import Appointment, Staff
from dakehu.organization.queries.company import company
from dakehu.organization.queries.people import staff_visible_to, with_positions
from dakehu.organization.queries.posts import (
    Post,
    appointments_of,
    posts_in_use,
    why_not_hold,
)
from dakehu.organization.queries.roster import likeness
from dakehu.pay.access import SEE_TERMS
from dakehu.pay.models import PayTerms
from dakehu.pay.queries.terms import all_terms, in_force
from dakehu.periods.queries import closed_among, month_name
from dakehu.policy.periods import Month

_DAY: Final = timedelta(days=1)
_PAY: Final = ("scheme", "basic_wage", "performance_base")


@dataclass(frozen=True)
class Terms:
    """Pay terms as a row asks for them."""

    valid_from: date
    scheme: str
    basic_wage: Decimal
    performance_base: Decimal
    is_on_probation: bool


@dataclass
class Plan:
    """What a row asks for: None and False where it asks for nothing that is not so already.

    `held` is the primary appointment that the new one follows; `left_on` the first day gone;
    `differing` are the person's own values that change.
    """

    number: int
    given: Mapping[str, Any]
    person: Staff | None
    post: Post | None = None
    held: Appointment | None = None
    starts_on: date | None = None
    terms: Terms | None = None
    left_on: date | None = None
    differing: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        if self.person is None:
            return Standing.NEW
        is_changed = self.post or self.terms or self.left_on or self.differing
        return Standing.CHANGED if is_changed else Standing.SAME

    def before(self) -> dict[str, Any]:
        """What the person's row held, as far as a file changes it."""
        if self.person is None:
            return {}
        return {
            **{name: _kept(getattr(self.person, name)) for name in self.differing},
            "held": self.held.pk if self.held else None,
            "held_until": _told(self.held.ends_on) if self.held else None,
            "appointed_from": _told(self.starts_on),
            "left": self.left_on is not None,
            "valid_from": _told(self.terms.valid_from) if self.terms else None,
        }

    def tell(self, column: str, fault: str, remedy: str = "", *, is_notice: bool = False) -> None:
        """Note what is wrong in the row."""
        self.faults.append(Fault(self.number, column, fault, remedy, is_notice))


@dataclass(frozen=True)
class _Known:
    """What is stored, looked up for all rows at once."""

    by: Actor
    on: date
    people: Mapping[str, Staff]
    named: Mapping[str, str]
    held: Mapping[int, Sequence[Appointment]]
    terms: Mapping[int, Sequence[PayTerms]]
    posts: Mapping[tuple[str, str], Post]
    mobiles: Mapping[str | None, int]
    closed: set[str]
    minimum_wage: Decimal | None


def check_rows(rows: Sequence[SheetRow], by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    plans = plans_of(rows, by, on)
    faults = [fault for plan in plans for fault in plan.faults]
    there = {plan.number: plan.standing for plan in plans if plan.person is not None}
    return Checked(faults, there)


def plans_of(rows: Sequence[SheetRow], by: Actor, on: date) -> list[Plan]:
    """What each row asks for, looked up in a few queries."""
    known = _known(rows, by, on)
    plans = [_plan(row, known) for row in rows]
    _tell_mobiles_named_twice(plans)
    return plans


def rows_given_out(actor: Actor, asked: Mapping[str, str], on: date) -> Iterator[dict[str, Any]]:
    """The people whom the actor sees, by the codes of the sheet; pay of others is left empty."""
    people = list(with_positions(staff_visible_to(actor, on), on))
    terms = all_terms(one.pk for one in people)
    sees_all = actor.scope(SEE_TERMS) is Scope.ALL
    text = asked.get("q", "")
    for one in people:
        if text and text not in one.name and text != one.number:
            continue
        is_open = sees_all or one.pk == actor.staff_id
        now = in_force(terms[one.pk], on) if is_open else None
        yield {**_person_given_out(one, is_open), **_terms_given_out(now)}


def _person_given_out(one: Any, is_open: bool) -> dict[str, Any]:
    post = one.held[0].position if one.held else None
    return {
        "number": one.number,
        "name": one.name,
        "unit": post.unit.name if post else None,
        "position": post.title if post else None,
        "hired_on": one.hired_on if is_open else None,
        "left_on": one.left_on - _DAY if one.left_on else None,
        "mobile": masking.shown(one.mobile, masking.mobile, is_open) or None,
    }


def _terms_given_out(now: PayTerms | None) -> dict[str, Any]:
    return {
        "scheme": now.scheme if now else None,
        "basic_wage": now.basic_wage if now else None,
        "performance_base": now.performance_base if now else None,
        "on_probation": now.is_on_probation if now else None,
        "since": f"{now.valid_from:%Y-%m}" if now else None,
    }


def _known(rows: Sequence[SheetRow], by: Actor, on: date) -> _Known:
    numbers = {row.values["number"] for row in rows}
    names = {row.values["name"] for row in rows}
    people = {one.number: one for one in Staff.objects.filter(number__in=numbers)}
    others = Staff.objects.filter(name__in=names).exclude(number__in=numbers)
    ids = [one.pk for one in people.values()]
    mobiles = {row.values.get("mobile") for row in rows} - {None}
    months = {row.values.get("since") or str(Month.of(on)) for row in rows}
    own = company()
    return _Known(
        by=by,
        on=on,
        people=people,
        named=dict(others.values_list("name", "number")),
        held=appointments_of(ids),
        terms=all_terms(ids),
        posts=posts_in_use(),
        mobiles=dict(User.objects.filter(mobile__in=mobiles).values_list("mobile", "pk")),
        closed=closed_among(months),
        minimum_wage=own.minimum_wage if own else None,
    )


def _plan(row: SheetRow, known: _Known) -> Plan:
    plan = Plan(row.number, row.values, known.people.get(row.values["number"]))
    _look_at_person(plan, known)
    _look_at_leaving(plan)
    _look_at_post(plan, known)
    _look_at_pay(plan, known)
    return plan


def _look_at_person(plan: Plan, known: _Known) -> None:
    given, person = plan.given, plan.person
    if person is None:
        number = known.named.get(given["name"])
        if number:
            told = _("已有一位%(name)s，工号 %(number)s。") % {
                "name": given["name"],
                "number": number,
            }
            plan.tell("number", told, _("如果是同一个人，请改填这个工号。"), is_notice=True)
    elif person.name != given["name"]:
        names = {"number": person.number, "name": person.name, "told": given["name"]}
        told = _("工号 %(number)s 是%(name)s，表中写的是%(told)s。") % names
        plan.tell("name", told, _("请核对工号；改名请在员工页面修改。"))
    mobile = given.get("mobile")
    owner = known.mobiles.get(mobile) if mobile else None
    if owner is not None and (person is None or owner != person.user_id):
        plan.tell("mobile", _("这个手机号已由他人使用。"), _("请核对手机号。"))
    if person is not None:
        asked = {"mobile": mobile, "hired_on": given.get("hired_on")}
        plan.differing = tuple(
            name for name, value in asked.items() if value and value != getattr(person, name)
        )


def _look_at_leaving(plan: Plan) -> None:
    last, person = plan.given.get("left_on"), plan.person
    hired = plan.given.get("hired_on") or (person.hired_on if person else None)
    if last is None:
        return
    if hired and last < hired:
        plan.tell("left_on", _("离职日期早于入职日期。"), _("请核对这两个日期。"))
    elif person is None or person.left_on is None:
        plan.left_on = last + _DAY
    elif person.left_on != last + _DAY:
        told = _("%(name)s的离职日期已登记为 %(day)s。")
        names = {"name": person.name, "day": person.left_on - _DAY}
        plan.tell("left_on", told % names, _("请核对日期；需要更正的，请在员工页面办理。"))


def _look_at_post(plan: Plan, known: _Known) -> None:
    unit, title = plan.given.get("unit"), plan.given.get("position")
    if not unit and not title:
        return
    post = known.posts.get((unit or "", title or ""))
    if post is None:
        _tell_post(plan, known, unit, title)
        return
    start = _post_start(plan, known)
    held = known.held.get(plan.person.pk, ()) if plan.person else ()
    if any(_holds(one, start) and one.position_id == post.id for one in held):
        return
    gone = plan.person.left_on if plan.person and plan.person.left_on else plan.left_on
    if gone and start >= gone:
        return
    plan.held = next((one for one in held if _holds(one, start) and one.is_primary), None)
    later = next((one for one in held if one.is_primary and one.starts_on >= start), None)
    if later is not None and (plan.held is None or plan.held.starts_on >= start):
        told = _("现任岗位自 %s 起，不早于这次变动。") % later.starts_on
        plan.tell("position", told, _("请填写更晚的执行月份，或在员工页面任命。"))
        return
    plan.post, plan.starts_on = post, start
    if why_not := why_not_hold(known.by, plan.person.pk if plan.person else None, post):
        plan.tell("position", str(why_not))


def _tell_post(plan: Plan, known: _Known, unit: str | None, title: str | None) -> None:
    units = {each for each, _title in known.posts}
    titles = {each for home, each in known.posts if home == unit}
    if not unit or not title:
        plan.tell("position", _("部门和岗位只填了一个。"), _("请两个都填，或都不填。"))
    elif unit not in units:
        remedy = likeness(unit, units) + _("请改成组织架构中的名称，或先新建这个部门和岗位。")
        plan.tell("unit", _("没有叫“%s”的部门，或者其中没有岗位。") % unit, remedy)
    else:
        told = _("%(unit)s没有“%(title)s”这个岗位。") % {"unit": unit, "title": title}
        remedy = likeness(title, titles) + _("请改成现有的岗位，或先新建这个岗位。")
        plan.tell("position", told, remedy)


def _look_at_pay(plan: Plan, known: _Known) -> None:
    given = plan.given
    asked = [name for name in _PAY if given.get(name) is not None]
    if not asked:
        return
    for name in _PAY:
        if given.get(name) is None:
            told = _("方案、基本工资、绩效基数没有填全。")
            plan.tell(name, told, _("请三项都填；没有绩效工资的，绩效基数填 0。"))
            return
    terms = known.terms.get(plan.person.pk, ()) if plan.person else ()
    start = _terms_start(plan, known, bool(terms))
    now = in_force(terms, start)
    probation = given.get("on_probation")
    if probation is None:
        probation = now.is_on_probation if now else False
    wanted = Terms(
        start, given["scheme"], given["basic_wage"], given["performance_base"], probation
    )
    if now is None or _terms_of(now, start) != wanted:
        plan.terms = wanted
        if terms and str(Month.of(start)) in known.closed:
            told = _("%s已月结，工资基础不能再改。") % month_name(Month.of(start))
            plan.tell("since", told, _("请填写尚未月结的执行月份。"))
    if known.minimum_wage and wanted.basic_wage < known.minimum_wage:
        told = _("基本工资低于最低工资 %s 元。") % f"{known.minimum_wage:,.2f}"
        plan.tell("basic_wage", told, _("请核对；发放时按最低工资提示。"), is_notice=True)


def _terms_of(stored: PayTerms, start: date) -> Terms:
    return Terms(
        start,
        stored.scheme,
        stored.basic_wage,
        stored.performance_base,
        stored.is_on_probation,
    )


def _terms_start(plan: Plan, known: _Known, has_terms: bool) -> date:
    """The month asked for, else that of joining for the first terms, else the current one."""
    asked = plan.given.get("since")
    hired = plan.given.get("hired_on") or (plan.person.hired_on if plan.person else None)
    if asked:
        return Month.parse(asked).first_day
    if has_terms:
        return known.on.replace(day=1)
    return hired.replace(day=1) if hired else known.on.replace(month=1, day=1)


def _post_start(plan: Plan, known: _Known) -> date:
    """The first day of the month asked for, never before joining; the first time since joining."""
    asked = plan.given.get("since")
    hired = plan.given.get("hired_on") or (plan.person.hired_on if plan.person else None)
    has_post = plan.person is not None and bool(known.held.get(plan.person.pk))
    if not asked and not has_post and hired:
        return hired
    start = Month.parse(asked).first_day if asked else known.on.replace(day=1)
    return max(start, hired) if hired else start


def _holds(one: Appointment, on: date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or one.ends_on > on)


def _told(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _kept(value: Any) -> Any:
    """A person's value as it is kept in JSON."""
    return value.isoformat() if isinstance(value, date) else value


def _tell_mobiles_named_twice(plans: Sequence[Plan]) -> None:
    first: dict[str, int] = {}
    for plan in plans:
        mobile = plan.given.get("mobile")
        if mobile and first.setdefault(mobile, plan.number) != plan.number:
            told = _("手机号与第 %d 行相同。") % first[mobile]
            plan.tell("mobile", told, _("一个手机号只能属于一个人，请核对。"))
