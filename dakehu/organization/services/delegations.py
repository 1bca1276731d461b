"""Authority is given in writing, and taken back (授权)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.organization.access import DELEGATE, require
from dakehu.organization.models import Delegation, Staff
from dakehu.organization.queries.delegations import in_force, is_general_manager, reaches

GIVEN_ON = frozenset({Delegation.Subject.SIGN_CONTRACT, Delegation.Subject.PRICE_CONCESSION})
"""What belongs to the general manager: others pass on at most what they were given."""


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
        both = (
            Staff.objects.select_for_update(no_key=True)
            .filter(pk__in=[grantor, grantee])
            .order_by("pk")
        )
        known = {one.pk: one for one in both}
        for one in known.values():
            if one.left_on is not None and one.left_on < ends_on:
                raise UnableToDelegate(_("%s已经离职。") % one.name, field="grantee")
        _check_own_authority(paper)
        paper.save(force_insert=True)
        job.note(
            "organization.authority_given",
            RecordRef("delegation", paper.pk),
            grantor=known[grantor].name,
            grantee=known[grantee].name,
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
    if paper.ends_on <= paper.starts_on:
        raise UnableToDelegate(_("结束日期应当晚于开始日期。"), field="ends_on")
    if paper.limit_amount is not None and paper.limit_amount < 0:
        raise UnableToDelegate(_("限额不能是负数。"), field="limit_amount")
    if paper.limit_rate is not None and not 0 <= paper.limit_rate <= 1:
        raise UnableToDelegate(_("幅度应当在 0 到 100% 之间。"), field="limit_rate")


def _check_own_authority(paper: Delegation) -> None:
    """Refuse to pass on more than the grantor was given, or for longer."""
    if paper.subject not in GIVEN_ON or is_general_manager(paper.grantor_id, paper.starts_on):
        return
    own = in_force(paper.starts_on).filter(
        grantee=paper.grantor_id,
        subject=paper.subject,
        ends_on__gte=paper.ends_on,
        revoked_on__isnull=True,
    )
    if not any(_covers(one, paper) for one in own):
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
