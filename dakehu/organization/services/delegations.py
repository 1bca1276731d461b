"""Authority is given in writing, and taken back (授权)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import DELEGATE, require
from dakehu.organization.models import Delegation
from dakehu.organization.queries.delegations import (
    GENERAL_MANAGER,
    good_until,
    holds_any,
    in_force,
    reaches,
)
from dakehu.organization.services.stand_ins import both_staying, check_stretch

HEADS: Final = (
    *GENERAL_MANAGER,
    *("decision_level", "deputy_gm_admin", "cfo", "market_director", "mkt_center"),
    *("ka_head", "dept_head"),
)
"""The seats of those who lead a unit."""

GIVEN_BY: Final = {
    Delegation.Subject.SIGN_CONTRACT: GENERAL_MANAGER,
    Delegation.Subject.PRICE_CONCESSION: GENERAL_MANAGER,
}
"""By which posts a subject is given; any other by the heads of units.

Contracts and prices belong to the general manager (S4-3.A3). What remains is what every head has by
their post: they represent their unit, approve its expenses in the chains, and delegate their own
work to those below them (S4-3.A7, A10, Ar1). Others pass on at most what they were given.
"""


class UnableToDelegate(UnableTo):
    """That authority cannot be given."""


class UnableToRevokeDelegation(UnableTo):
    """That authority cannot be taken back then."""


def delegate(
    *,
    by: Actor,
    at: datetime,
    grantor: int,
    grantee: int,
    subject: str,
    starts_on: date,
    ends_on: date,
    limit_amount: Decimal | None = None,
    limit_rate: Decimal | None = None,
    note: str = "",
) -> Delegation:
    """Register what `grantor` lets `grantee` do, up to which limits, until `ends_on`."""
    require(by, DELEGATE, owner=grantor)
    if by.staff_id == grantee:
        raise UnableToDelegate(_("不能登记给自己的授权，请由授权人办理。"), field="grantee")
    paper = Delegation(
        grantor_id=grantor,
        grantee_id=grantee,
        subject=subject,
        starts_on=starts_on,
        ends_on=ends_on,
        limit_amount=limit_amount,
        limit_rate=limit_rate,
        document_note=note.strip(),
    )
    _check(paper)
    with work(by=by, at=at) as job:
        giver, taker = both_staying(grantor, grantee, ends_on, UnableToDelegate, "grantee")
        paper.source = _source(paper)
        paper.save(force_insert=True)
        job.note(
            "organization.authority_given",
            RecordRef("delegation", paper.pk),
            grantor=giver.name,
            grantee=taker.name,
            subject=subject,
            starts_on=starts_on.isoformat(),
            last_on=(ends_on - timedelta(days=1)).isoformat(),
            limit_amount=None if limit_amount is None else str(limit_amount),
            limit_rate=None if limit_rate is None else str(limit_rate),
        )
    return paper


def revoke_delegation(*, by: Actor, at: datetime, delegation: int, on: date) -> Delegation:
    """The authority is gone from `on` on."""
    with work(by=by, at=at) as job:
        found = Delegation.objects.select_for_update(no_key=True).get(pk=delegation)
        require(by, DELEGATE, owner=found.grantor_id)
        if found.revoked_on is not None or found.ends_on <= on:
            raise UnableToRevokeDelegation(_("这项授权已经失效。"))
        found.revoked_on = on
        found.save(update_fields=["revoked_on"])
        job.note(
            "organization.authority_revoked",
            RecordRef("delegation", found.pk),
            grantor=found.grantor.name,
            grantee=found.grantee.name,
            subject=found.subject,
            on=on.isoformat(),
        )
    return found


def _check(paper: Delegation) -> None:
    if paper.subject not in Delegation.Subject.values:
        raise UnableToDelegate(_("请选择授权事项。"), field="subject")
    if paper.grantor_id == paper.grantee_id:
        raise UnableToDelegate(_("不能授权给本人，请另选一位。"), field="grantee")
    check_stretch(paper.starts_on, paper.ends_on, UnableToDelegate)
    if paper.limit_amount is not None and paper.limit_amount < 0:
        raise UnableToDelegate(_("限额不能是负数。"), field="limit_amount")
    if paper.limit_rate is not None and not 0 <= paper.limit_rate <= 1:
        raise UnableToDelegate(_("幅度应当在 0 到 100% 之间。"), field="limit_rate")


def _source(paper: Delegation) -> Delegation | None:
    """The grantor's paper that reaches as far and as long; none where the post gives the right."""
    posts = GIVEN_BY.get(Delegation.Subject(paper.subject), HEADS)
    if holds_any(paper.grantor_id, posts, paper.starts_on):
        return None
    for one in in_force(paper.starts_on, grantee=paper.grantor_id, subject=paper.subject):
        if good_until(one) >= paper.ends_on and _covers(one, paper):
            return one
    if posts is HEADS:
        told = _("这类事项由部门负责人或总经理授权，授权人自己也没有够用的授权，不能转授。")
        raise UnableToDelegate(told, field="grantor")
    told = _("授权人自己没有这么大的授权，不能转授。请减小限额或由总经理授权。")
    raise UnableToDelegate(told, field="limit_amount")


def _covers(own: Delegation, wanted: Delegation) -> bool:
    """Whether one paper's limits reach another's; a missing limit is the widest."""
    for limit, asked in (
        (own.limit_amount, wanted.limit_amount),
        (own.limit_rate, wanted.limit_rate),
    ):
        if limit is not None and asked is None:
            return False
    return reaches(own, wanted.limit_amount, wanted.limit_rate)
