"""Cost prices as others may see them, and what is wrong with rows of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from dakehu.catalog import access
from dakehu.catalog.models import CostPrice
from dakehu.kit.actors import Actor
from dakehu.kit.keyed_rows import KeyedRows, Wanted
from dakehu.kit.permissions import EVERY_ROLE
from dakehu.kit.sheets import Checked, Fault, SheetRow
from dakehu.organization.queries.labels import role_label

ROWS: Final = KeyedRows(
    kind="cost_price",
    model=CostPrice,
    key=("product", "valid_from"),
    compared=("unit", "cost", "note"),
)


@dataclass(frozen=True)
class ProductCost:
    """What a product costs on a day, by its unit, and since when."""

    product: str
    unit: str
    cost: Decimal
    since: date


@dataclass(frozen=True)
class CostSwitch:
    """A role and whether it sees cost."""

    role: str
    name: str
    is_on: bool
    is_usual: bool


def sees_cost(actor: Actor) -> bool:
    """Whether cost, profit and margin are shown to the actor."""
    return access.sees_cost(actor)


def cost_switches() -> list[CostSwitch]:
    """The switch of every role, in the order of the roles."""
    seeing = access.roles_seeing_cost()
    return [
        CostSwitch(role, role_label(role), role in seeing, role in access.USUAL)
        for role in EVERY_ROLE
        if role in access.SWITCHED
    ]


def roles_told(roles: Any) -> str:
    """Roles by their names, for the trail."""
    named = [role_label(one) for one in EVERY_ROLE if one in (roles or ())]
    return "、".join(named) or _("无")


def cost_rows() -> QuerySet[CostPrice]:
    """Every cost price, product by product, the latest first."""
    return CostPrice.objects.select_related("entered_by").order_by("product", "-valid_from")


def with_text(rows: QuerySet[CostPrice], text: str) -> QuerySet[CostPrice]:
    """Those whose product holds the text."""
    return rows.filter(product__icontains=text)


def valid_rows(rows: QuerySet[CostPrice], on: date) -> QuerySet[CostPrice]:
    """Of each product the cost price of a day."""
    newest = CostPrice.objects.filter(product=OuterRef("product"), valid_from__lte=on)
    return rows.filter(pk=Subquery(newest.order_by("-valid_from").values("pk")[:1]))


def products_on(on: date) -> list[tuple[str, str]]:
    """The products that have a cost on a day, each with its unit."""
    rows = valid_rows(CostPrice.objects.all(), on).order_by("product")
    return list(rows.values_list("product", "unit"))


def costs_on(on: date) -> dict[str, ProductCost]:
    """What each product costs on a day, by its name."""
    rows = valid_rows(CostPrice.objects.all(), on)
    return {one.product: _told_cost(one) for one in rows}


def product_cost(product: str, on: date) -> ProductCost | None:
    """What a product of that very name costs on a day; None where nobody has entered it."""
    row = (
        CostPrice.objects.filter(product=product.strip(), valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    return _told_cost(row) if row else None


def _told_cost(row: CostPrice) -> ProductCost:
    return ProductCost(row.product, row.unit, row.cost, row.valid_from)


def costs_there(ids: Iterable[int]) -> set[int]:
    return set(CostPrice.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = CostPrice.objects.filter(pk=pk).first()
    return str(found) if found else ""


def wanted_row(row: SheetRow) -> Wanted:
    """A row of a file as it shall be stored."""
    given = row.values
    values = {one: given[one] for one in ("product", "unit", "cost", "valid_from")}
    if "note" in given:
        values["note"] = given["note"] or ""
    return Wanted(row.number, values)


def check_rows(rows: Sequence[SheetRow], _by: Actor, on: date) -> Checked:
    """What is wrong with rows of a file, and how they stand to what is stored."""
    wanted = [wanted_row(row) for row in rows]
    stored = ROWS.stored(wanted)
    units = dict(CostPrice.objects.order_by("valid_from").values_list("product", "unit"))
    return Checked(list(_faults(rows, on, units)), ROWS.standing(wanted, stored))


def _faults(rows: Sequence[SheetRow], on: date, units: dict[str, str]) -> Iterator[Fault]:
    for row in rows:
        cost, unit = row.values["cost"], row.values["unit"]
        if cost <= 0:
            fault = _("成本价须大于 0。")
            yield Fault(row.number, "cost", fault, _("请填写一个计量单位的含税成本。"))
        known = units.setdefault(row.values["product"], unit)
        if known != unit:
            fault = _("这个产品此前按“%s”计价。") % known
            remedy = _("确认没有填错；按新单位测算时数量也要换算。")
            yield Fault(row.number, "unit", fault, remedy, is_notice=True)
        if row.values["valid_from"] > on:
            fault = _("%s 起才生效。") % row.values["valid_from"]
            yield Fault(row.number, "valid_from", fault, _("在此之前仍用原来的。"), is_notice=True)


def rows_given_out(_actor: Actor, asked: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The cost prices by the codes of the sheet."""
    rows = cost_rows()
    if text := asked.get("q", ""):
        rows = with_text(rows, text)
    for one in rows.iterator(chunk_size=2000):
        yield {
            "product": one.product,
            "unit": one.unit,
            "cost": one.cost,
            "valid_from": one.valid_from,
            "note": one.note or None,
        }
