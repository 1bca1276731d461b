"""Saving, copying and deleting drafts of prices."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import gettext as _

from dakehu.deals.access import USE_DESK, drafts_of
from dakehu.deals.models import PriceDraft
from dakehu.deals.queries.desk import measured
from dakehu.deals.queries.drafts import versions_of
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.refs import RecordRef
from dakehu.kit.work import work
from dakehu.policy.decimals import plain_text
from dakehu.rules.asking import Refused

_LONGEST: Final = 120
_OFFERED: Final = "offered_unit_price"


class UnableToSaveDraft(UnableTo):
    """The draft cannot be saved that way."""


class UnableToDeleteDraft(UnableTo):
    """The draft cannot be deleted."""


def save_draft(
    *,
    by: Actor,
    at: datetime,
    on: date,
    inputs: Mapping[str, Any],
    cost: Decimal,
    name: str = "",
    version_of: int | None = None,
) -> PriceDraft:
    """Keep a question with its cost and what it came to; as the next version of `version_of`."""
    if by.staff_id is None or not by.may(USE_DESK):
        raise PermissionDenied
    kept = {**inputs, "unit_cost": plain_text(cost)}
    try:
        answer = measured(by, kept, cost, on).answer
    except Refused as refused:
        raise UnableToSaveDraft(refused.message, field=refused.field) from None
    with work(by=by, at=at) as unit:
        before = _locked(by, version_of)
        draft = PriceDraft(
            owner_id=by.staff_id,
            name=_name(name, kept, before),
            inputs=kept,
            quantity=Decimal(kept["quantity"]),
            unit_price=Decimal(answer["unit_price"]),
            offered_unit_price=Decimal(offered) if (offered := kept.get(_OFFERED)) else None,
            total_amount=Decimal(answer["total"]),
            missing_amount=Decimal(answer["missing_profit"]),
            policies_on=on,
            saved_at=at,
            **{one: kept.get(one, "") for one in ("customer", "product", "unit")},
        )
        _put_on_top(draft, before)
        unit.note("deals.draft_saved", _ref(draft), name=draft.name, version=draft.version)
    return draft


def copy_draft(*, by: Actor, at: datetime, draft: int) -> PriceDraft:
    """A draft of its own with the same content."""
    with work(by=by, at=at) as unit:
        (source,) = _locked(by, draft)[:1]
        told = _("%s（副本）") % source.name[: _LONGEST - 4]
        copy = PriceDraft.objects.get(pk=source.pk)
        copy.pk, copy.first_id, copy.version, copy.is_latest = None, None, 1, True
        copy.name, copy.saved_at = told, at
        copy._state.adding = True
        copy.save()
        unit.note("deals.draft_saved", _ref(copy), name=copy.name, version=1)
    return copy


def delete_draft(*, by: Actor, at: datetime, draft: int) -> None:
    """Delete a draft with all its versions; drafts are nobody's record yet (G-22)."""
    with work(by=by, at=at) as unit:
        versions = _locked(by, draft)
        unit.note("deals.draft_deleted", _ref(versions[0]), name=versions[0].name)
        PriceDraft.objects.get(pk=versions[0].family).delete()


def _locked(by: Actor, pk: int | None) -> list[PriceDraft]:
    """The named version first, then the others of its draft; none where none is named."""
    if pk is None:
        return []
    row = drafts_of(by).select_for_update().filter(pk=pk).first()
    if row is None:
        raise UnableToSaveDraft(_("这份草稿已经不在了，可以另存为一份新的。"))
    return [row, *(one for one in versions_of(row) if one.pk != row.pk)]


def _put_on_top(draft: PriceDraft, versions: list[PriceDraft]) -> None:
    """Store the draft as the newest of its versions."""
    if versions:
        newest = max(versions, key=lambda one: one.version)
        draft.first_id, draft.version = newest.family, newest.version + 1
        PriceDraft.objects.filter(pk=newest.pk).update(is_latest=False)
    try:
        draft.save()
    except IntegrityError as error:
        told = _("这份草稿刚刚在别处另存了一版，请打开最新一版再改。")
        raise UnableToSaveDraft(told) from error


def _name(given: str, inputs: Mapping[str, Any], versions: list[PriceDraft]) -> str:
    if given.strip():
        return given.strip()[:_LONGEST]
    if versions:
        return versions[0].name
    customer, about = inputs.get("customer"), inputs.get("project") or inputs.get("product")
    parts = (customer, about)
    return " · ".join(filter(None, parts))[:_LONGEST] or _("未命名的测算")


def _ref(draft: PriceDraft) -> RecordRef:
    return RecordRef("price_draft", draft.pk)
