"""The kinds of record that others refer to: whether they exist, their titles and pages."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.registry import RecordKind
from dakehu.organization.access import MANAGE, SEE_CHART
from dakehu.organization.models import (
    Appointment,
    Delegation,
    Deputy,
    LegalEntity,
    Position,
    Staff,
    Unit,
)
from dakehu.organization.queries.people import files_are_seen_by


def _existing(model: Any) -> Callable[[Iterable[int]], set[int]]:
    def existing(ids: Iterable[int]) -> set[int]:
        return set(model.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))

    return existing


def _title(model: Any, *fields: str) -> Callable[[int], str]:
    def title(number: int) -> str:
        row = model.objects.filter(pk=number).values_list(*fields).first()
        return " · ".join(map(str, row)) if row else ""

    return title


def _page(route: str) -> Callable[[int], str]:
    return lambda number: reverse(route, args=[number])


def _page_of(model: type[models.Model], owner: str, route: str) -> Callable[[int], str]:
    """The page of a row's person, for rows without a page of their own."""

    def page(number: int) -> str:
        return reverse(route, args=[model._default_manager.values_list(owner).get(pk=number)[0]])

    return page


def _kind(
    code: str, name: Any, model: Any, fields: tuple[str, ...], url: Any, **files: Any
) -> RecordKind:
    return RecordKind(code, name, _existing(model), _title(model, *fields), url, **files)


def _sees_chart(actor: Actor, _number: int) -> bool:
    return actor.may(SEE_CHART)


def _manages(actor: Actor, _number: int) -> bool:
    return actor.may(MANAGE)


_STAFF = "organization:staff_detail"

KINDS = (
    _kind(
        "staff",
        _("员工"),
        Staff,
        ("name",),
        _page(_STAFF),
        may_see=files_are_seen_by,
        may_attach=_manages,
    ),
    _kind("unit", _("部门"), Unit, ("name",), _page("organization:unit_detail")),
    _kind(
        "position",
        _("岗位"),
        Position,
        ("title",),
        _page("organization:position_detail"),
        may_see=_sees_chart,
        may_attach=_manages,
    ),
    _kind(
        "appointment",
        _("任职"),
        Appointment,
        ("staff__name", "position__title"),
        _page_of(Appointment, "staff_id", _STAFF),
    ),
    _kind(
        "deputy",
        _("代理"),
        Deputy,
        ("staff__name", "deputy__name"),
        _page_of(Deputy, "staff_id", _STAFF),
    ),
    _kind(
        "delegation",
        _("授权"),
        Delegation,
        ("grantor__name", "grantee__name"),
        _page("organization:delegation_detail"),
    ),
    _kind(
        "legal_entity",
        _("签约主体"),
        LegalEntity,
        ("name",),
        _page("organization:legal_entity_change"),
    ),
)
