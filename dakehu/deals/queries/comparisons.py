"""Comparisons of quotes as their pages and workbooks show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from dakehu.catalog.queries import sees_cost
from dakehu.deals.access import quote_comparisons_visible_to
from dakehu.deals.data.quote_sheet import BELOW, OK, QUOTE_SHEET, SHORT, UNTOLD
from dakehu.deals.models import QuoteComparison
from dakehu.deals.queries.quote_rows import counts_of, rows_by_state
from dakehu.exchange.queries.looking import Look, look_at_stored
from dakehu.kit.actors import Actor
from dakehu.policy.decimals import group_number

SHOWN: Final = 200
"""So many rows of a kind are shown; the others stand in the workbook."""


class Earlier(NamedTuple):
    """A comparison that was made before."""

    pk: int
    file_name: str
    summary: str
    who: str
    at: datetime


class QuoteLine(NamedTuple):
    """A quote of a comparison; amounts as texts, empty where nothing could be told.

    `cost` is empty for who does not see it. `explain` is the address of its explanations.
    """

    row: int
    name: str
    about: str
    quantity: str
    unit: str
    cost: str
    rule: str
    offered: str
    unit_gap: str
    total_gap: str
    enough: str
    special: str
    needs_approval: bool
    told: str
    faults: tuple[tuple[str, str], ...]
    explain: str


@dataclass(frozen=True)
class ComparisonPage:
    """A comparison: what lies below first, then what cannot be told, then what is in order."""

    found: QuoteComparison
    summary: str
    below: tuple[QuoteLine, ...]
    untold: tuple[QuoteLine, ...]
    fitting: tuple[QuoteLine, ...]
    hidden: int
    missing: Decimal
    """By how much those below are too cheap together."""
    notices: tuple[str, ...]
    chain: tuple[Mapping[str, str], ...]
    sees_cost: bool


def comparison_of(actor: Actor, pk: int) -> QuoteComparison | None:
    """A comparison that the actor sees."""
    return quote_comparisons_visible_to(actor).select_related("file").filter(pk=pk).first()


def earlier_comparisons(actor: Actor) -> list[Earlier]:
    """What the actor sees of the comparisons made so far, the latest first."""
    rows = quote_comparisons_visible_to(actor).exclude(result={})
    told = rows.annotate(told=F("result__summary")).defer("result", "headings", "matching")
    return [
        Earlier(one.pk, one.file_name, one.told, str(one.compared_by or ""), one.compared_at)
        for one in told[:SHOWN]
    ]


def look_of(actor: Actor, found: QuoteComparison) -> Look:
    """The worksheet of a comparison with its columns; costs only for those who see them."""
    look = look_at_stored(QUOTE_SHEET, found)
    if sees_cost(actor):
        return look
    is_own = found.compared_by_id == actor.staff_id
    meant = [code or guess for code, guess in zip(look.codes, look.suggested, strict=True)]
    shown = [
        values if is_own and code != "unit_cost" else [_("按权限不显示")]
        for code, values in zip(meant, look.values, strict=True)
    ]
    return replace(look, values=shown)


def summary_of(result: Mapping[str, Any]) -> str:
    """38份合规 · 4份低于规定价 · 1份算不了; the first two always."""
    counts = counts_of(result)
    words = (
        (OK, _("%d份合规")),
        (BELOW, _("%d份低于规定价")),
        (SHORT, _("%d份须特批")),
        (UNTOLD, _("%d份算不了")),
    )
    always = (OK, BELOW)
    return " · ".join(word % counts[one] for one, word in words if counts[one] or one in always)


def comparison_page(actor: Actor, found: QuoteComparison) -> ComparisonPage:
    """A comparison as far as the reader may see it."""
    sees = sees_cost(actor)
    result = found.result
    lines = {
        states: tuple(quote_line(found, one, sees=sees) for one in _ordered(result, states))
        for states in ((BELOW, SHORT), (UNTOLD,), (OK,))
    }
    below, untold, fitting = lines.values()
    gaps = (Decimal(one["total_gap"]) for one in rows_by_state(result, BELOW))
    return ComparisonPage(
        found=found,
        summary=summary_of(result),
        below=below[:SHOWN],
        untold=untold[:SHOWN],
        fitting=fitting[:SHOWN],
        hidden=sum(max(0, len(one) - SHOWN) for one in lines.values()),
        missing=sum(gaps, Decimal(0)),
        notices=tuple(result["notices"]),
        chain=tuple(result["chain"]),
        sees_cost=sees,
    )


def quote_line(found: QuoteComparison, one: Mapping[str, Any], *, sees: bool) -> QuoteLine:
    """A stored row as it is read."""
    inputs = one.get("inputs", {})
    name = one["customer"] or one["number"] or _("第 %d 行") % one["row"]
    about = (one["number"] if one["customer"] else "", one["product"])
    return QuoteLine(
        row=one["row"],
        name=name,
        about=" · ".join(filter(None, about)),
        quantity=group_number(inputs["quantity"]) if inputs else "",
        unit=inputs.get("unit", ""),
        cost=inputs.get("unit_cost", "") if sees else "",
        rule=one.get("unit_price", ""),
        offered=one.get("offered", ""),
        unit_gap=one.get("unit_gap", ""),
        total_gap=one.get("total_gap", ""),
        enough=one.get("enough_unit_price", ""),
        special=one.get("special", ""),
        needs_approval=one.get("needs_approval", False),
        told=one.get("told", ""),
        faults=tuple(_faults(one.get("faults", ()), sees=sees)),
        explain=f"{reverse('deals:quotes', args=[found.pk])}explain/{one['row']}/",
    )


def _faults(faults: Iterable[Mapping[str, str]], *, sees: bool) -> Iterable[tuple[str, str]]:
    """What is wrong and what to do, with the column; no cost for who does not see it."""
    labels = {one.code: str(one.label) for one in QUOTE_SHEET.columns}
    for one in faults:
        is_hidden = one["column"] == "unit_cost" and not sees
        message = _("按权限不显示") if is_hidden else one["message"]
        label = labels.get(one["column"], "")
        yield (_("%s：") % label if label else "") + message, one["remedy"]


def _ordered(result: Mapping[str, Any], states: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """The rows in some states, those below by how much first."""
    rows = list(rows_by_state(result, *states))
    if BELOW in states:
        rows.sort(key=lambda one: Decimal(one["total_gap"]), reverse=True)
    return rows
