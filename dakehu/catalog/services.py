"""Entering cost prices, and switching who sees cost."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.catalog.access import ENTER_COSTS, KEY, SET_VISIBILITY, SWITCHED
from dakehu.catalog.models import CostPrice
from dakehu.catalog.queries import ROWS, check_rows, wanted_row
from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.keyed_rows import counts_of, refuse_faulty
from dakehu.kit.permissions import Permission
from dakehu.kit.settings_store import write
from dakehu.kit.sheets import SheetRow, Written
from dakehu.kit.work import work


class UnableToEnterCost(UnableTo):
    """The cost price cannot be entered that way."""


class UnableToSwitchVisibility(UnableTo):
    """There is no such switch."""


def enter_cost(
    *, by: Actor, at: datetime, on: date, product: str, unit: str, cost: Decimal, valid_from: date
) -> CostPrice:
    """Enter one cost price, or correct the one of that product and day."""
    values = {"product": product, "unit": unit, "cost": cost, "valid_from": valid_from}
    row = SheetRow(1, values)
    with work(by=by, at=at):
        refuse_faulty(check_rows([row], by, on), UnableToEnterCost)
        enter_costs(by=by, at=at, rows=[row])
        return CostPrice.objects.get(product=product, valid_from=valid_from)


def enter_costs(*, by: Actor, at: datetime, rows: Sequence[SheetRow]) -> list[Written]:
    """Store checked rows of a file."""
    _require(by, ENTER_COSTS)
    with work(by=by, at=at) as unit:
        written = ROWS.write(
            [wanted_row(row) for row in rows], entered_by_id=by.staff_id, entered_at=at
        )
        if written:
            unit.note("catalog.costs_entered", None, **counts_of(written))
    return written


def undo_costs(*, by: Actor, at: datetime, written: Sequence[Written]) -> None:
    """Take back what an import entered; drafts keep the cost that they were computed with."""
    _require(by, ENTER_COSTS)
    with work(by=by, at=at) as unit:
        ROWS.take_back(written)
        unit.note("catalog.costs_undone", None, **counts_of(written))


def set_cost_visibility(*, by: Actor, at: datetime, roles: Collection[str]) -> None:
    """Let exactly these roles see cost."""
    _require(by, SET_VISIBILITY)
    if not set(roles) <= set(SWITCHED):
        raise UnableToSwitchVisibility(_("没有这个角色，请刷新页面后再试。"))
    with work(by=by, at=at):
        write(KEY, [role for role in SWITCHED if role in roles])


def _require(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
