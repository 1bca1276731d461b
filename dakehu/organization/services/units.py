"""The tree of units: added, renamed, moved, closed."""

from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import MANAGE, require
from dakehu.organization.models import Appointment, Unit
from dakehu.organization.services.past import keep_past, standing_of

DEEPEST = 12


class UnableToChangeUnit(UnableTo):
    """A unit cannot be added, renamed or moved that way."""


class UnableToCloseUnit(UnableTo):
    """People or units are still in it."""


def add_unit(
    *,
    by: Actor,
    at: datetime,
    name: str,
    parent: int | None = None,
    kind: str = Unit.Kind.DEPARTMENT,
    on: date | None = None,
) -> Unit:
    """Add a unit under `parent`, at the top without one; `on` is the day it exists from."""
    require(by, MANAGE)
    with work(by=by, at=at) as unit:
        above = None if parent is None else _open_unit(parent)
        _check_name(name, parent=parent)
        if above is not None and above.path.count("/") > DEEPEST:
            raise UnableToChangeUnit(_("部门层级太深，请放在更上一级。"), field="parent")
        place = Unit.objects.filter(parent=above).count()
        made = Unit.objects.create(
            name=name.strip(), parent=above, path="", place=place, kind=kind, opened_on=on
        )
        made.path = f"{above.path if above else '/'}{made.pk}/"
        made.save(update_fields=["path"])
        ref = RecordRef("unit", made.pk)
        unit.note(
            "organization.unit_added", ref, unit=made.name, parent=above.name if above else ""
        )
    return made


def rename_unit(*, by: Actor, at: datetime, unit: int, name: str, kind: str = "") -> Unit:
    """Give a unit another name, and another kind if one is given."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        found = _open_unit(unit)
        _check_name(name, parent=found.parent_id, but=found.pk)
        before, found.name, found.kind = found.name, name.strip(), kind or found.kind
        found.save(update_fields=["name", "kind"])
        ref = RecordRef("unit", found.pk)
        job.note("organization.unit_renamed", ref, before=before, unit=found.name)
    return found


def move_unit(*, by: Actor, at: datetime, unit: int, parent: int | None, on: date) -> Unit:
    """Hang a unit, and all below it, under another one from a day on."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        # Moves change paths far from here: one at a time, so that two cannot close a circle.
        everything = {
            one.pk: one for one in Unit.objects.select_for_update(no_key=True).order_by("pk")
        }
        found, above = everything[unit], None if parent is None else everything[parent]
        _check_move(found, above)
        _check_name(found.name, parent=parent, but=found.pk)
        if found.parent_id != parent:
            keep_past(found.past, on, parent_id=found.parent_id)
        before, path = found.path, f"{above.path if above else '/'}{found.pk}/"
        Unit.objects.filter(path__under=before).update(
            path=Concat(Value(path), Substr(F("path"), len(before) + 1))
        )
        place = Unit.objects.filter(parent=above).count()
        Unit.objects.filter(pk=found.pk).update(parent=above, place=place)
        found.refresh_from_db()
        ref = RecordRef("unit", found.pk)
        job.note(
            "organization.unit_moved", ref, unit=found.name, parent=above.name if above else ""
        )
    return found


def close_unit(*, by: Actor, at: datetime, unit: int, on: date) -> Unit:
    """Close a unit from a day on; refused while people or open units are in it."""
    require(by, MANAGE)
    with work(by=by, at=at) as job:
        found = _open_unit(unit)
        below = Unit.objects.filter(parent=found, closed_on__isnull=True)
        names = "、".join(below.values_list("name", flat=True)[:3])
        if names:
            raise UnableToCloseUnit(_("下面还有部门：%s。请先撤销或移走它们。") % names)
        held = Appointment.objects.touching(on, None).filter(position__unit=found)
        people = "、".join(held.values_list("staff__name", flat=True)[:3])
        if people:
            raise UnableToCloseUnit(_("还有人任职：%s。请先结束他们的任职。") % people)
        found.closed_on = on
        found.save(update_fields=["closed_on"])
        for position in found.positions.filter(is_active=True):
            keep_past(position.past, on, **standing_of(position))
        found.positions.update(is_active=False)
        ref = RecordRef("unit", found.pk)
        job.note("organization.unit_closed", ref, unit=found.name, on=on.isoformat())
    return found


def _open_unit(unit: int) -> Unit:
    """The unit, locked; refused if it was closed."""
    found = Unit.objects.select_for_update(no_key=True).get(pk=unit)
    if found.closed_on is not None:
        raise UnableToChangeUnit(_("%s已经撤销。") % found.name)
    return found


def _check_name(name: str, *, parent: int | None, but: int = 0) -> None:
    if not name.strip():
        raise UnableToChangeUnit(_("请填写部门名称。"), field="name")
    same = Unit.objects.filter(parent=parent, name=name.strip(), closed_on__isnull=True)
    if same.exclude(pk=but).exists():
        raise UnableToChangeUnit(_("同一级里已有“%s”。") % name.strip(), field="name")


def _check_move(unit: Unit, above: Unit | None) -> None:
    for one in (unit, above):
        if one is not None and one.closed_on is not None:
            raise UnableToChangeUnit(_("%s已经撤销。") % one.name, field="parent")
    if above is not None and above.path.startswith(unit.path):
        told = _("不能移到自己或自己的下级部门里。请另选上级部门。")
        raise UnableToChangeUnit(told, field="parent")
