"""An answer of the price desk without cost, profit and margin (成本可见).

What is hidden stays in the explanation as a step with its name and without its value, so that the
sum can still be followed: rule price, distance and approval stand. A step that was computed from
something hidden tells what from, not with which numbers.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

HIDDEN_FIGURES: Final = frozenset(
    (
        *("unit_cost", "cost", "profit_rate", "unit_profit", "unit_rebate", "priced_rebate"),
        *("required_profit_rate", "actual_profit", "actual_profit_rate", "profit_on_price"),
        *("rebate_shortfall", "profit_after_rebate", "lowest_profit_rate"),
    )
)
"""Figures that are cost, profit or margin, or give it away together with the rebate rate."""

_HIDDEN_FIELDS: Final = HIDDEN_FIGURES | {"band_from", "band_to"}
_HIDDEN_NOTICES: Final = frozenset({"rebate_eats_profit"})
_COSTS: Final = frozenset({"unit_cost", "cost"})


def without_cost(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The same answer for somebody who does not see cost."""
    kept = {name: value for name, value in answer.items() if name not in _HIDDEN_FIELDS}
    kept["notices"] = [one for one in answer["notices"] if one["code"] not in _HIDDEN_NOTICES]
    kept["explanation"] = _covered(answer["explanation"])
    return kept


def _covered(explanation: Mapping[str, Any]) -> dict[str, Any]:
    by_id = {node["id"]: node for node in explanation["nodes"]}
    nodes = [_node(node, by_id) for node in explanation["nodes"]]
    reached = _reached(nodes)
    shown = [node for node in nodes if node["id"] in reached]
    cited = {_key(node["source"]) for node in shown}
    clauses = explanation["clauses"]
    return {"nodes": shown, "clauses": {key: clauses[key] for key in clauses if key in cited}}


def _node(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    if node["id"] in HIDDEN_FIGURES:
        label = _("成本价") if node["id"] in _COSTS else node["label"]
        bare: dict[str, Any] = {"how": "", "source": None, "inputs": []}
        return {**node, **bare, "label": label, "value": _("按权限不显示")}
    if HIDDEN_FIGURES.isdisjoint(node["inputs"]):
        return dict(node)
    names = dict.fromkeys(_name(by_id[one]) for one in node["inputs"])
    return {**node, "how": _("由%s算得") % "、".join(names)}


def _name(node: Mapping[str, Any]) -> str:
    return _("成本价") if node["id"] in _COSTS else str(node["label"])


def _reached(nodes: list[dict[str, Any]]) -> set[str]:
    """What the shown figures stand on: a fact that only served a hidden one goes with it."""
    inputs = {node["id"]: node["inputs"] for node in nodes}
    waiting = [node["id"] for place, node in enumerate(nodes) if place == 0 or node["inputs"]]
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += inputs[one]
    return found


def _key(source: Mapping[str, Any] | None) -> str:
    if source is None:
        return ""
    if "policy" in source:
        return f"{source['policy']} {source['article']}"
    return str(source.get("guard") or source.get("norm", ""))
