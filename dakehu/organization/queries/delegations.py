"""Authority given in writing: what somebody may do on a day, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import Scope
from dakehu.organization.access import SEE_DELEGATIONS, staff_reached
from dakehu.organization.models import Appointment, Delegation
from dakehu.organization.queries.past import past_positions, seats_on
from dakehu.policy.decimals import amount_text, group_text

GENERAL_MANAGER: Final = ("gm",)


@dataclass(frozen=True)
class Authority:
    """Whether somebody may, and because of what; `delegation_id` names the paper."""

    allowed: bool
    because: str
    delegation_id: int | None = None


def delegation_for(
    staff_id: int,
    subject: str,
    on: date,
    amount: Decimal | None = None,
    rate: Decimal | None = None,
) -> Authority:
    """Whether a person may act on a subject, up to an amount and a rate, on a day.

    The general manager needs no paper; everybody else needs one in force whose limits reach.
    """
    what = str(Delegation.Subject(subject).label)
    if is_general_manager(staff_id, on):
        return Authority(True, _("总经理以职务权限%s，不需要另行授权。") % what)
    papers = in_force(on, grantee=staff_id, subject=subject)
    for paper in papers:
        if reaches(paper, amount, rate):
            return Authority(True, _allowed(paper, what), paper.pk)
    if not papers:
        told = _("没有%(what)s的有效授权（%(on)s）。请先由总经理书面授权并登记。")
        return Authority(False, told % {"what": what, "on": on.isoformat()})
    widest = max(papers, key=lambda one: (one.limit_amount or 0, one.limit_rate or 0))
    return Authority(False, _too_much(widest, what, amount), widest.pk)


_WITH_SOURCES: Final = (
    "grantor",
    "grantee",
    "source__grantor",
    "source__source__grantor",
    "source__source__source__grantor",
)
"""Authority is passed on once or twice; papers further back are read one by one."""


def in_force(on: date, **narrowed: object) -> list[Delegation]:
    """The papers in force on a day, each with all that it comes from."""
    rows = Delegation.objects.on(on).filter(**narrowed).select_related(*_WITH_SOURCES)
    return [paper for paper in rows if on < good_until(paper)]


def good_until(paper: Delegation) -> date:
    """The first day on which a paper is no longer good.

    It ends on its own day, when it is taken back, when one of its people leaves, and with the paper
    it comes from: nobody has what its giver has lost.
    """
    ends = [paper.ends_on, paper.revoked_on, paper.grantor.left_on, paper.grantee.left_on]
    if paper.source is not None:
        ends.append(good_until(paper.source))
    return min(filter(None, ends))


def is_general_manager(staff_id: int, on: date) -> bool:
    return holds_any(staff_id, GENERAL_MANAGER, on)


def holds_any(staff_id: int, seats: Iterable[str], on: date) -> bool:
    """Whether a person holds one of the seats on a day."""
    held = Appointment.objects.on(on).filter(staff=staff_id).values_list("position_id", flat=True)
    return any(not set(seats).isdisjoint(each) for each in _seats_held(list(held), on))


def _seats_held(positions: list[int], on: date) -> Iterable[tuple[str, ...]]:
    past = past_positions(on, position__in=positions)
    return seats_on(on, positions, past).values()


def reaches(paper: Delegation, amount: Decimal | None, rate: Decimal | None) -> bool:
    """Whether the limits of a paper are not exceeded."""
    in_amount = amount is None or paper.limit_amount is None or amount <= paper.limit_amount
    return in_amount and (rate is None or paper.limit_rate is None or rate <= paper.limit_rate)


def delegations_visible_to(actor: Actor, on: date) -> QuerySet[Delegation]:
    """The register as far as the actor sees it: both sides of a paper see it."""
    everything = Delegation.objects.select_related(*_WITH_SOURCES)
    if actor.scope(SEE_DELEGATIONS) is Scope.ALL:
        return everything
    near = staff_reached(actor, SEE_DELEGATIONS, lambda: Appointment.objects.on(on)).values("pk")
    return everything.filter(Q(grantor__in=near) | Q(grantee__in=near))


def papers_of(staff_id: int) -> QuerySet[Delegation]:
    """What a person gave and was given, the latest first."""
    rows = Delegation.objects.select_related(*_WITH_SOURCES)
    return rows.filter(Q(grantor=staff_id) | Q(grantee=staff_id)).order_by("-starts_on", "-pk")


def _allowed(paper: Delegation, what: str) -> str:
    told = _("%(grantor)s书面授权%(what)s，%(limit)s，%(from)s 至 %(last)s 有效。")
    return told % {
        "grantor": paper.grantor.name,
        "what": what,
        "limit": limit_text(paper),
        "from": paper.starts_on.isoformat(),
        "last": last_day(paper).isoformat(),
    }


def _too_much(paper: Delegation, what: str, amount: Decimal | None) -> str:
    asked = "" if amount is None else _("本次 %s 元，") % group_text(amount_text(amount))
    told = _("%(asked)s超出%(what)s的授权：%(limit)s。请报总经理。")
    return told % {"asked": asked, "what": what, "limit": limit_text(paper)}


def limit_text(paper: Delegation) -> str:
    """The limits of a paper in words."""
    parts = []
    if paper.limit_amount is not None:
        parts.append(_("单笔不超过 %s 元") % group_text(amount_text(paper.limit_amount)))
    if paper.limit_rate is not None:
        parts.append(_("幅度不超过 %s%%") % f"{paper.limit_rate.scaleb(2).normalize():f}")
    return "，".join(parts) or _("不限额")


def last_day(paper: Delegation) -> date:
    """The last day on which a paper is good, whatever ends it."""
    return good_until(paper) - timedelta(days=1)
