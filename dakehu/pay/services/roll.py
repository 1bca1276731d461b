"""Bringing in a roll of people: who they are, their positions, their pay basics."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dakehu.documents.queries.attachments import has_files
from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import UnableToTakeBack
from dakehu.kit.refs import RecordRef
from dakehu.kit.sheets import SheetRow, Standing, Written
from dakehu.kit.work import work
from dakehu.organization.queries.people import staff_by_id
from dakehu.organization.services.appointments import (
    appoint,
    end_appointment,
    take_back_appointment,
)
from dakehu.organization.services.staff import add_staff, change_staff, end_employment
from dakehu.organization.services.taking_back import remove_newcomer, reopen_appointment
from dakehu.pay.access import ENTER_TERMS
from dakehu.pay.models import PayTerms
from dakehu.pay.queries.roll import Plan, Terms, plans_of
from dakehu.periods.queries import require_all_open

_KEPT = ("scheme", "basic_wage", "performance_base", "is_on_probation")


def enter_roll(*, by: Actor, at: datetime, on: date, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file: new people, and what differs of those who are there."""
    _require(by)
    with work(by=by, at=at) as unit:
        plans = plans_of(rows, by, on)
        written = [_carried_out(plan, by, at) for plan in plans]
        new = sum(one.before is None for one in written)
        terms = sum(plan.terms is not None for plan in plans)
        unit.note("pay.roll_entered", None, count=new, changed=len(written) - new, terms=terms)
    return written


def undo_roll(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import brought in; UnableTo where something was built on it."""
    _require(by)
    with work(by=by, at=at) as unit:
        for one in written:
            if one.before is None:
                _refuse_with_files(one.record)
                PayTerms.objects.filter(staff=one.record.id).delete()
                remove_newcomer(by=by, at=at, staff=one.record.id)
            else:
                _give_back(one.record.id, dict(one.before), by, at)
        new = sum(one.before is None for one in written)
        unit.note("pay.roll_undone", None, count=new, changed=len(written) - new)


def _refuse_with_files(person: RecordRef) -> None:
    """Files of somebody who is gone could be neither read nor kept as long as the law wants."""
    found = staff_by_id(person.id)
    if found is not None and has_files(person):
        told = _("%s已有附件，不能撤销。请先删除附件，已归档的资料不能删除。")
        raise UnableToTakeBack(told % found.name)


def _carried_out(plan: Plan, by: Actor, at: datetime) -> Written:
    """One row, step by step through the services that know the rules of each."""
    given, before = plan.given, None
    if plan.person is None:
        staff = add_staff(
            by=by,
            at=at,
            name=given["name"],
            number=given["number"],
            mobile=given.get("mobile") or "",
            hired_on=given.get("hired_on"),
        ).pk
        _appointed(plan, staff, by, at)
        _with_terms(plan.terms, staff, by, at)
    else:
        staff = plan.person.pk
        if plan.standing is Standing.SAME:
            return Written(plan.number, RecordRef("staff", staff), {})
        before = plan.before()
        if plan.differing:
            _changed(plan, by, at)
        before["appointed"] = _appointed(plan, staff, by, at)
        before["terms"] = _with_terms(plan.terms, staff, by, at)
    if plan.left_on is not None:
        end_employment(by=by, at=at, staff=staff, left_on=plan.left_on)
    return Written(plan.number, RecordRef("staff", staff), before)


def _changed(plan: Plan, by: Actor, at: datetime) -> None:
    person = plan.person
    if person is None:
        return
    change_staff(
        by=by,
        at=at,
        staff=person.pk,
        name=person.name,
        number=person.number,
        mobile=plan.given.get("mobile") or person.mobile,
        kind=person.kind,
        hired_on=plan.given.get("hired_on") or person.hired_on,
        probation_until=person.probation_until,
    )


def _appointed(plan: Plan, staff: int, by: Actor, at: datetime) -> int | None:
    if plan.post is None or plan.starts_on is None:
        return None
    if plan.held is not None:
        end_appointment(by=by, at=at, appointment=plan.held.pk, ends_on=plan.starts_on)
    made = appoint(by=by, at=at, staff=staff, position=plan.post.id, starts_on=plan.starts_on)
    return made.pk


def _with_terms(terms: Terms | None, staff: int, by: Actor, at: datetime) -> dict[str, Any] | None:
    """Store the terms; what stood under their first day before, None for nothing."""
    if terms is None:
        return None
    old = PayTerms.objects.filter(staff=staff, valid_from=terms.valid_from).first()
    values = {name: getattr(terms, name) for name in _KEPT}
    PayTerms.objects.update_or_create(
        staff_id=staff,
        valid_from=terms.valid_from,
        defaults={**values, "entered_by_id": by.staff_id, "entered_at": at},
    )
    if old is None:
        return None
    return {
        "scheme": old.scheme,
        "basic_wage": str(old.basic_wage),
        "performance_base": str(old.performance_base),
        "is_on_probation": old.is_on_probation,
    }


def _give_back(staff: int, before: dict[str, Any], by: Actor, at: datetime) -> None:
    person = staff_by_id(staff)
    if not before or person is None:
        return
    if before["left"]:
        raise UnableToTakeBack(_("%s的离职已经办理，不能撤销导入。") % person.name)
    if before["valid_from"]:
        _require_open(staff, before)
        found = PayTerms.objects.filter(staff=staff, valid_from=before["valid_from"])
        if before["terms"] is None:
            found.delete()
            found = _in_force(staff, before["valid_from"])
        else:
            found.update(**before["terms"])
        found.update(entered_by_id=by.staff_id, entered_at=at)
    if before["appointed"]:
        begun = date.fromisoformat(before["appointed_from"])
        take_back_appointment(by=by, at=at, appointment=before["appointed"], on=begun)
    if before["appointed"] and before["held"]:
        until = _read(before["held_until"])
        reopen_appointment(by=by, at=at, appointment=before["held"], ends_on=until)
    if not before.keys() & {"mobile", "hired_on"}:
        return
    change_staff(
        by=by,
        at=at,
        staff=staff,
        name=person.name,
        number=person.number,
        mobile=before.get("mobile", person.mobile),
        kind=person.kind,
        hired_on=_read(before["hired_on"]) if "hired_on" in before else person.hired_on,
        probation_until=person.probation_until,
    )


def _in_force(staff: int, valid_from: str) -> QuerySet[PayTerms]:
    """The terms that hold again from a day on, so that settled months learn of them."""
    earlier = PayTerms.objects.filter(staff=staff, valid_from__lt=valid_from)
    return PayTerms.objects.filter(pk__in=earlier.order_by("-valid_from").values("pk")[:1])


def _require_open(staff: int, before: dict[str, Any]) -> None:
    """`MonthIsClosed` where terms go back in a closed month; the first ones ever may."""
    others = PayTerms.objects.filter(staff=staff).exclude(valid_from=before["valid_from"])
    if before["terms"] is not None or others.exists():
        require_all_open([before["valid_from"][:7]])


def _read(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _require(by: Actor) -> None:
    if not by.may(ENTER_TERMS):
        raise PermissionDenied
