"""What a question comes to at the price desk: the answer of the rules, and who would decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.catalog.queries import product_cost, sees_cost
from dakehu.deals.access import EARNERS
from dakehu.deals.hiding import without_cost
from dakehu.deals.models import PriceDraft
from dakehu.kit.actors import Actor
from dakehu.organization.queries.people import names_of_staff
from dakehu.policy.book import NotInForce
from dakehu.policy.chains import NoVariant, seats_told
from dakehu.policy.decimals import ZERO, plain_text
from dakehu.policy.telling import DOES
from dakehu.rulebook.queries.approvals import who_approves
from dakehu.rulebook.queries.naming import naming
from dakehu.rulebook.queries.published import book, rulebook_on
from dakehu.rules.answering import answer_of
from dakehu.rules.asking import Refused
from dakehu.rules.customer_types import is_public
from dakehu.rules.price_cliff import Cliff, price_cliff
from dakehu.rules.price_desk import DESK
from dakehu.rules.quote_terms import Asked, OtherCost

CHAIN: Final = "CH-1"
_ASKED: Final = (
    *("quantity", "estimated_sales", "rebate_rate", "other_costs", "offered_unit_price"),
    *("project_other_total", "customer_type", "tendered"),
)
_NUMBERS: Final = (
    *("quantity", "estimated_sales", "rebate_rate", "offered_unit_price"),
    "project_other_total",
)
_STEPS: Final = ((Decimal(10), "0.01"), (Decimal(1000), "0.10"), (Decimal(10000), "1.00"))


@dataclass(frozen=True)
class Cost:
    """The cost that a price is measured with: `told` is the catalog's, for those who see cost.

    `source` says where it comes from and may be seen by everybody.
    """

    value: Decimal
    told: str = ""
    source: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ChainStep:
    """Who takes a step of the special approval, and why."""

    seats: str
    does: str
    people: str
    because: str
    is_missing: bool


@dataclass(frozen=True)
class Measured:
    """The answer to a question, as far as the reader may see it."""

    answer: Mapping[str, Any]
    explanation: Mapping[str, Any]
    sees_cost: bool
    unit: str
    chain: tuple[ChainStep, ...] = ()
    is_earner: bool = False
    price: Decimal = ZERO
    """The price that the total is made of."""
    unit_cost: Decimal | None = None
    """The cost, for those who see it."""

    @property
    def needs_approval(self) -> bool:
        return bool(self.answer["special_approval"])

    @property
    def has_offer(self) -> bool:
        return "unit_gap" in self.answer

    @property
    def is_below(self) -> bool:
        """Whether the offered price lies below the rule price."""
        return self.has_offer and Decimal(self.answer["unit_gap"]) > 0

    @property
    def is_above(self) -> bool:
        return self.has_offer and Decimal(self.answer["unit_gap"]) < 0

    @property
    def profit_differs(self) -> bool:
        """Whether the lacking profit is another sum than the distance to the rule price."""
        return self.answer["missing_profit"] != self.answer.get("total_gap")

    @property
    def unit_above(self) -> Decimal:
        """By how much the offered price lies above the rule price."""
        return -Decimal(self.answer["unit_gap"])

    @property
    def special_told(self) -> str:
        """Whether a special approval is needed, in words."""
        return _("需总经理特批") if self.needs_approval else _("不需要特批")

    @property
    def verdict(self) -> str:
        return verdict_told(self)

    @property
    def rounding(self) -> Decimal | None:
        """What rounding adds to the parts of the rule price; None for nothing to be told."""
        if self.unit_cost is None:
            return None
        parts = ("unit_profit", "unit_rebate", "unit_other")
        known = sum((Decimal(self.answer[one]) for one in parts), self.unit_cost)
        return (Decimal(self.answer["unit_price"]) - known) or None

    @property
    def is_eased(self) -> bool:
        """Whether the lowest price stays below the lowest total, as rounding is let pass (A-11)."""
        return Decimal(self.answer["enough_total"]) < Decimal(self.answer["lowest_compliant_total"])

    @property
    def is_at_lowest(self) -> bool:
        """Whether the price is the lowest one that is enough."""
        return self.price == Decimal(self.answer["enough_unit_price"])


def cost_of(
    actor: Actor, inputs: Mapping[str, Any], draft: PriceDraft | None, on: date
) -> Cost | None:
    """The cost typed by those who see it, else that of the draft's product, else the catalog's."""
    known = product_cost(inputs["product"], on) if inputs["product"] else None
    source = _("%s 起的成本价") % known.since if known else ""
    told = f"{known.cost:,.2f} 元/{known.unit}，{source}" if known else ""
    unit = known.unit if known else ""
    if "unit_cost" in inputs:
        return Cost(Decimal(inputs["unit_cost"]), told, source, unit)
    if draft is not None and not sees_cost(actor) and draft.product == inputs["product"]:
        return Cost(Decimal(draft.inputs["unit_cost"]), "", _("存草稿时的成本价"), draft.unit)
    return Cost(known.cost, told, source, unit) if known else None


def missing_inputs(inputs: Mapping[str, Any], cost: Cost | None, actor: Actor) -> list[str]:
    """What is still to be filled in before anything can be said."""
    found = [] if "quantity" in inputs else [_("数量")]
    if cost is None:
        found.append(
            _("成本价（或选一个有成本价的产品）") if sees_cost(actor) else _("有成本价的产品")
        )
    return found


def measured(
    actor: Actor,
    inputs: Mapping[str, Any],
    cost: Decimal,
    on: date,
    *,
    with_chain: bool = True,
) -> Measured:
    """The answer by the policies in force on a day; Refused with the one fault that is told."""
    question = {name: inputs[name] for name in _ASKED if name in inputs}
    question["unit_cost"] = plain_text(cost)
    if not book().policies:
        raise Refused("on", "out_of_range", _("还没有发布制度，无从计算"))
    answer = answer_of(DESK, question, book=book(), today=on)
    sees = sees_cost(actor)
    shown = answer if sees else without_cost(answer)
    return Measured(
        answer=shown,
        explanation=shown["explanation"],
        sees_cost=sees,
        unit=inputs.get("unit") or _("单位"),
        chain=special_approval(actor, on) if with_chain and answer["special_approval"] else (),
        is_earner=actor.has_role(*EARNERS),
        price=Decimal(inputs.get("offered_unit_price") or answer["unit_price"]),
        unit_cost=cost if sees else None,
    )


def special_approval(actor: Actor, on: date) -> tuple[ChainStep, ...]:
    """Who would decide on a price of the actor's below the rule price, after they have filed it."""
    if actor.staff_id is None:
        return ()
    try:
        steps = who_approves(on=on, person=actor.staff_id, chain=CHAIN)
    except (NotInForce, NoVariant):
        return ()
    named = naming()
    names = names_of_staff({int(one) for step in steps for one in step.persons})
    return tuple(
        ChainStep(
            seats=named(seats_told(step.seats, "、")),
            does=DOES[step.does],
            people="、".join(names[int(one)] for one in step.persons),
            because=named(step.because),
            is_missing=step.problem is not None,
        )
        for step in steps
        if step.does != "file"
    )


def verdict_told(found: Measured) -> str:
    """What the figures come to, in one sentence without figures."""
    if found.needs_approval and found.is_below:
        return _("对客单价低于规定单价，达不到应有利润，需总经理特批。")
    if found.needs_approval:
        return _("合计所在一档要求的利润更高，达不到应有利润，需总经理特批。")
    if found.is_below:
        return _("对客单价低于规定单价，但达到合计所在一档的应有利润，不需要特批。")
    return _("达到应有利润，不需要特批。")


def stepped(price: Decimal, step: str) -> Decimal:
    """The price one step dearer (`+`) or cheaper (`-`), never below one fen."""
    width = next((text for limit, text in _STEPS if price < limit), "10.00")
    changed = price + Decimal(width) if step == "+" else price - Decimal(width)
    return max(changed, Decimal("0.01"))


def cliff_of(inputs: Mapping[str, Any], cost: Decimal, found: Measured, on: date) -> Cliff:
    """The totals around this price and the lowest compliant one; for those who see cost."""
    given = {name: Decimal(inputs[name]) for name in _NUMBERS if name in inputs}
    others = tuple(
        OtherCost(one["kind"], Decimal(one["amount"]), one["per"] == "unit")
        for one in inputs.get("other_costs", ())
    )
    public = is_public(inputs["customer_type"], inputs["tendered"])
    asked = Asked(unit_cost=cost, other_costs=others, public=public, **given)
    around = (found.answer["total"], found.answer["lowest_compliant_total"])
    return price_cliff(rulebook_on(on), asked, *map(Decimal, around))
