"""Somebody stands in for somebody else (代理)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import NAME_DEPUTY, require
from dakehu.organization.models import Deputy
from dakehu.organization.services.stand_ins import both_staying, check_stretch


class UnableToNameDeputy(UnableTo):
    """That person cannot stand in then."""


def name_deputy(
    *,
    by: Actor,
    at: datetime,
    staff: int,
    deputy: int,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    chains: Iterable[str] = (),
) -> Deputy:
    """Let `deputy` act for `staff` until `ends_on`, in some approval chains or in all."""
    require(by, NAME_DEPUTY, owner=staff)
    check_stretch(starts_on, ends_on, UnableToNameDeputy)
    if by.staff_id == deputy and staff != deputy:
        told = _("不能给别人指定自己为代理人，请由本人指定。")
        raise UnableToNameDeputy(told, field="deputy")
    if staff == deputy:
        raise UnableToNameDeputy(_("代理人不能是本人，请另选一位。"), field="deputy")
    with work(by=by, at=at) as job:
        absent, acting = both_staying(staff, deputy, ends_on, UnableToNameDeputy, "deputy")
        wanted = sorted(set(chains))
        for other in Deputy.objects.filter(staff=staff).touching(starts_on, ends_on):
            if not wanted or not other.chains or set(wanted) & set(other.chains):
                told = _("这段时间已有代理人%s。请先结束原来的代理。")
                raise UnableToNameDeputy(told % other.deputy.name, field="starts_on")
        made = Deputy.objects.create(
            staff=absent,
            deputy=acting,
            starts_on=starts_on,
            ends_on=ends_on,
            chains=wanted,
            reason=reason.strip(),
        )
        job.note(
            "organization.deputy_named",
            RecordRef("staff", staff),
            staff=absent.name,
            deputy=acting.name,
            starts_on=starts_on.isoformat(),
            last_on=(ends_on - timedelta(days=1)).isoformat(),
        )
    return made


def end_deputy(*, by: Actor, at: datetime, deputy: int, on: date) -> Deputy:
    """The deputy acts up to, not including, `on`; one that had not begun never will."""
    with work(by=by, at=at) as job:
        found = Deputy.objects.select_for_update(no_key=True).get(pk=deputy)
        require(by, NAME_DEPUTY, owner=found.staff_id)
        if found.ends_on <= on:
            raise UnableToNameDeputy(_("这次代理已经结束。"))
        found.ends_on = max(found.starts_on, on)
        found.save(update_fields=["ends_on"])
        job.note(
            "organization.deputy_ended",
            RecordRef("staff", found.staff_id),
            staff=found.staff.name,
            deputy=found.deputy.name,
            on=found.ends_on.isoformat(),
        )
    return found
