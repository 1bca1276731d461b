"""A list of quotes held against the rule prices: what each row comes to, or why it cannot be told.

The result is plain data with figures as texts, so that it stays as it came out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.catalog.queries import ProductCost, costs_on, sees_cost
from dakehu.deals.data.quote_sheet import BELOW, IDENTITY, OK, SHORT, UNTOLD
from dakehu.deals.queries.desk import Measured, measured, special_approval
from dakehu.exchange.queries.looking import Source
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import Fault, SheetRow
from dakehu.policy.decimals import HALF_FEN, amount, amount_text, exactly, half_up, plain_text
from dakehu.rules.asking import Refused

_GIVEN: Final = ("quantity", "estimated_sales", "rebate_rate")
_FIGURES: Final = ("unit_price", "unit_gap", "total_gap", "total", "enough_unit_price")
_COLUMN_OF: Final = {"offered_unit_price": "unit_price", "other_costs.amount": "other_costs"}
_PLACES: Final = 10
"""So many decimals a question takes: a price made of a total has more than the fen."""


class _Untold(Exception):
    """Why a row cannot be computed: the column at fault, what is wrong, what to do."""


def compared(actor: Actor, source: Source, on: date) -> dict[str, Any]:
    """Every quote of a worksheet beside its rule price, by the policies and costs of a day.

    Who does not see cost compares with the catalog's costs alone.
    """
    if not sees_cost(actor):
        source = _only(source, {*source.matching.columns} - {"unit_cost"})
    named = _named(source)
    costs = costs_on(on)
    rows = []
    for read in source.rows():
        if isinstance(read, SheetRow):
            rows.append(_row(actor, read, costs, on))
        elif any(not one.is_notice for one in read):
            rows.append(_untold(read[0].row, named.get(read[0].row, {}), read))
    needs = any(one.get("needs_approval") for one in rows)
    chain = special_approval(actor, on) if needs else ()
    return {
        "notices": list(source.notices),
        "rows": rows,
        "chain": [{"seats": one.seats, "people": one.people, "does": one.does} for one in chain],
    }


def remeasured_row(actor: Actor, result: Mapping[str, Any], row: int, on: date) -> Measured | None:
    """A row of a stored result computed anew, as far as the reader may see it."""
    found = next((one for one in result["rows"] if one["row"] == row and "inputs" in one), None)
    if found is None:
        return None
    inputs = found["inputs"]
    return measured(actor, inputs, Decimal(inputs["unit_cost"]), on, with_chain=False)


def _only(source: Source, codes: "set[str]") -> Source:
    columns = {code: at for code, at in source.matching.columns.items() if code in codes}
    return replace(source, matching=replace(source.matching, columns=columns))


def _named(source: Source) -> dict[int, Mapping[str, Any]]:
    """Whose quote each row is, also where the rest of it cannot be read."""
    rows = _only(source, set(IDENTITY)).rows()
    return {one.number: one.values for one in rows if isinstance(one, SheetRow)}


@exactly
def _row(actor: Actor, row: SheetRow, costs: Mapping[str, ProductCost], on: date) -> dict[str, Any]:
    try:
        inputs = _inputs(row.values, costs, with_cost=sees_cost(actor))
        cost = Decimal(inputs["unit_cost"])
        found = measured(actor, inputs, cost, on, with_chain=False)
    except _Untold as untold:
        return _untold(row.number, row.values, [Fault(row.number, *untold.args)])
    except Refused as refused:
        column = _COLUMN_OF.get(refused.field, refused.field)
        fault = Fault(row.number, column, refused.message, _("请在表里改正后重新上传。"))
        return _untold(row.number, row.values, [fault])
    state = BELOW if found.is_below else SHORT if found.needs_approval else OK
    return {
        **_who(row.number, row.values),
        "state": state,
        "inputs": inputs,
        "offered": amount_text(found.price),
        "needs_approval": found.needs_approval,
        "special": found.special_told,
        "told": found.verdict,
        **{name: found.answer[name] for name in _FIGURES},
    }


def _who(number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"row": number, **{name: values.get(name) or "" for name in IDENTITY}}


def _untold(number: int, values: Mapping[str, Any], faults: "list[Fault]") -> dict[str, Any]:
    told = [
        {"column": one.column, "message": one.message, "remedy": one.remedy}
        for one in faults
        if not one.is_notice
    ]
    return {**_who(number, values), "state": UNTOLD, "faults": told}


# ---------------------------------------------------------------- a row as a question


def _inputs(
    values: Mapping[str, Any], costs: Mapping[str, ProductCost], *, with_cost: bool
) -> dict[str, Any]:
    """The question of the price desk that a row asks."""
    cost, unit = _cost(values, costs, with_cost=with_cost)
    given = {name: plain_text(values[name]) for name in _GIVEN if values.get(name) is not None}
    others = values.get("other_costs")
    kept = {"kind": _("其他费用"), "amount": plain_text(others or 0), "per": "lump"}
    return {
        **given,
        **({"other_costs": [kept]} if others else {}),
        "unit": unit,
        "unit_cost": plain_text(cost),
        "offered_unit_price": plain_text(_offered(values)),
        "customer_type": values.get("customer_type") or "enterprise",
        "tendered": bool(values.get("tendered")),
    }


def _cost(
    values: Mapping[str, Any], costs: Mapping[str, ProductCost], *, with_cost: bool
) -> tuple[Decimal, str]:
    """The cost that the row gives, else the catalog's; and the unit."""
    unit = values.get("unit") or ""
    if values.get("unit_cost") is not None:
        return values["unit_cost"], unit
    product = values.get("product") or ""
    known = costs.get(product)
    if known is None:
        fault = _("“%s”还没有成本价") % product if product else _("没有成本价，也没有写产品")
        remedy = (
            _("请在表里填成本价，或先在“成本价”里录入这个产品。")
            if with_cost
            else _("请产品管理先录入这个产品的成本价，再重新对比。")
        )
        raise _Untold("product", fault, remedy)
    if unit and unit != known.unit:
        fault = _("成本价按“%(known)s”计，表里的单位是“%(unit)s”")
        remedy = _("请把数量和单价换算成同一个单位。")
        raise _Untold("unit", fault % {"known": known.unit, "unit": unit}, remedy)
    return known.cost, known.unit


def _offered(values: Mapping[str, Any]) -> Decimal:
    """The unit price that was offered; where the total is given, the one that makes it."""
    price, total = values.get("unit_price"), values.get("total")
    quantity: Decimal = values["quantity"]
    if quantity <= 0:
        raise _Untold("quantity", _("数量须大于 0"), _("请改正数量。"))
    if total is None:
        if price is None:
            raise _Untold("unit_price", _("没有单价，也没有合计"), _("请填写其中一个。"))
        return Decimal(price)
    made = amount(price * quantity) if price is not None else total
    if made == total and price is not None:
        return Decimal(price)
    if abs(made - total) > HALF_FEN * quantity + HALF_FEN:
        fault = _("单价乘以数量是 %(made)s 元，合计写的是 %(total)s 元")
        told = {"made": f"{made:,.2f}", "total": f"{total:,.2f}"}
        raise _Untold("total", fault % told, _("请改正其中一个。"))
    return half_up(total / quantity, _PLACES)


def counts_of(result: Mapping[str, Any]) -> dict[str, int]:
    """How many rows are in each state."""
    found = dict.fromkeys((OK, BELOW, SHORT, UNTOLD), 0)
    for one in result["rows"]:
        found[one["state"]] += 1
    return found


def rows_by_state(result: Mapping[str, Any], *states: str) -> Iterator[Mapping[str, Any]]:
    """The rows in some states, in the order of the list."""
    return (one for one in result["rows"] if one["state"] in states)
