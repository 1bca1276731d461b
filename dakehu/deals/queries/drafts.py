"""Drafts of prices: whose they are, their versions, and several of them side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.deals.access import drafts_of
from dakehu.deals.data.words import CUSTOMER_TYPES
from dakehu.deals.hiding import HIDDEN_FIGURES
from dakehu.deals.models import PriceDraft
from dakehu.deals.queries.desk import Measured, measured
from dakehu.kit.actors import Actor
from dakehu.policy.decimals import amount_text, group_number, group_text, percent_of

MOST_COMPARED: Final = 4


def latest_drafts(actor: Actor) -> QuerySet[PriceDraft]:
    """The newest version of each of the actor's drafts, the last saved first."""
    return drafts_of(actor).filter(is_latest=True).order_by("-saved_at", "-pk")


def with_text(rows: QuerySet[PriceDraft], text: str) -> QuerySet[PriceDraft]:
    """Those whose name, customer or product holds the text."""
    named = Q(name__icontains=text) | Q(customer__icontains=text)
    return rows.filter(named | Q(product__icontains=text))


def in_need(rows: QuerySet[PriceDraft], need: str) -> QuerySet[PriceDraft]:
    """Those that need a special approval (`yes`), or none."""
    none = Decimal(0)
    return (
        rows.filter(missing_amount__gt=none) if need == "yes" else rows.filter(missing_amount=none)
    )


def draft_of(actor: Actor, pk: Any) -> PriceDraft | None:
    """A draft of the actor's own by its id, whatever was typed for one; None for any other."""
    if not str(pk or "").isdecimal() or len(str(pk)) > 18:
        return None
    return drafts_of(actor).filter(pk=int(pk)).first()


def others_to_compare(actor: Actor, draft: PriceDraft) -> list[PriceDraft]:
    """The actor's latest other drafts, for a choice."""
    return list(latest_drafts(actor).exclude(pk=draft.pk)[:20])


def versions_of(draft: PriceDraft) -> list[PriceDraft]:
    """All versions of a draft, the newest first."""
    family = Q(pk=draft.family) | Q(first_id=draft.family)
    return list(PriceDraft.objects.filter(family).order_by("-version"))


def last_draft(actor: Actor) -> PriceDraft | None:
    """What the actor saved last."""
    return drafts_of(actor).order_by("-saved_at", "-pk").first()


def drafts_there(ids: Iterable[int]) -> set[int]:
    return set(PriceDraft.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def title_of(pk: int) -> str:
    found = PriceDraft.objects.filter(pk=pk).first()
    return str(found) if found else ""


def remeasured(actor: Actor, draft: PriceDraft) -> Measured:
    """A draft computed anew from what it keeps, by the policies of its day."""
    cost = Decimal(draft.inputs["unit_cost"])
    return measured(actor, draft.inputs, cost, draft.policies_on)


@dataclass(frozen=True)
class ComparedLine:
    """A line of a comparison: a cell for each draft, and whether they differ."""

    label: str
    cells: tuple[str, ...]
    differs: bool
    is_figure: bool = False


@dataclass(frozen=True)
class Comparison:
    """Some drafts side by side."""

    drafts: tuple[PriceDraft, ...]
    lines: tuple[ComparedLine, ...]

    @property
    def differing(self) -> int:
        return sum(line.differs for line in self.lines)


def to_compare(actor: Actor, ids: Sequence[str]) -> list[PriceDraft]:
    """The actor's own drafts among the ids, each once, in the order given; at most four."""
    found = [draft for one in dict.fromkeys(ids) if (draft := draft_of(actor, one))]
    return found[:MOST_COMPARED]


def compared(actor: Actor, drafts: Sequence[PriceDraft]) -> Comparison:
    """The drafts line by line, without cost for those who do not see it."""
    each = [sheet_lines(remeasured(actor, draft), draft.inputs) for draft in drafts]
    labels = list(dict.fromkeys(line.label for lines in each for line in lines))
    by_label = [{line.label: line for line in lines} for lines in each]
    return Comparison(tuple(drafts), tuple(_compared(label, by_label) for label in labels))


def _compared(label: str, each: "Sequence[dict[str, SheetLine]]") -> ComparedLine:
    cells = tuple(lines[label].value if label in lines else "–" for lines in each)
    is_figure = any(label in lines and lines[label].is_figure for lines in each)
    return ComparedLine(label, cells, len(set(cells)) > 1, is_figure)


@dataclass(frozen=True)
class SheetLine:
    """A line of the sheet: its name, its value as read, and how it came about."""

    label: str
    value: str
    how: str = ""
    is_figure: bool = False


_GIVEN: Final = (
    ("customer", gettext_lazy("客户"), "text"),
    ("project", gettext_lazy("项目"), "text"),
    ("product", gettext_lazy("产品"), "text"),
    ("quantity", gettext_lazy("数量"), "number"),
    ("unit", gettext_lazy("单位"), "text"),
    ("customer_type", gettext_lazy("客户类型"), "type"),
    ("tendered", gettext_lazy("招投标项目"), "flag"),
    ("estimated_sales", gettext_lazy("预估销售额（元）"), "amount"),
    ("project_other_total", gettext_lazy("同项目其他合同与报价（元）"), "amount"),
)
_FIGURES: Final = (
    ("unit_cost", gettext_lazy("成本价（元）"), "amount"),
    ("profit_rate", gettext_lazy("基本利润率"), "rate"),
    ("rebate_rate", gettext_lazy("返点比例"), "rate"),
    ("unit_price", gettext_lazy("规定单价（元）"), "amount"),
    ("offered_unit_price", gettext_lazy("对客单价（元）"), "amount"),
    ("unit_gap", gettext_lazy("单价比规定低（元，负数为高）"), "amount"),
    ("total", gettext_lazy("合计（元）"), "amount"),
    ("total_gap", gettext_lazy("合计比规定低（元，负数为高）"), "amount"),
    ("required_profit_rate", gettext_lazy("应有利润率"), "rate"),
    ("actual_profit", gettext_lazy("实际利润（元）"), "amount"),
    ("actual_profit_rate", gettext_lazy("实际利润率（占成本）"), "rate"),
    ("profit_on_price", gettext_lazy("利润占报价比例（供参考）"), "rate"),
    ("missing_profit", gettext_lazy("缺少的利润（元）"), "amount"),
    ("special_approval", gettext_lazy("特批"), "text"),
    ("lowest_compliant_total", gettext_lazy("最低合规总价（元）"), "amount"),
    ("enough_unit_price", gettext_lazy("最低合规单价（元）"), "amount"),
    ("rebate_payable", gettext_lazy("应付返点（元）"), "amount"),
    ("rebate_shortfall", gettext_lazy("返点缺口（元）"), "amount"),
    ("profit_after_rebate", gettext_lazy("付返点后利润（元）"), "amount"),
    ("commission", gettext_lazy("全部收款后的提成（元）"), "amount"),
    ("net", gettext_lazy("不含税金额（元）"), "amount"),
    ("vat", gettext_lazy("税额（元）"), "amount"),
)


def sheet_lines(found: Measured, inputs: dict[str, Any]) -> list[SheetLine]:
    """Everything a draft says, in the order of the sheet; nothing that the reader may not see."""
    nodes = {node["id"]: node for node in found.explanation["nodes"]}
    given = [
        SheetLine(str(label), _read(inputs[name], kind), is_figure=kind in {"amount", "number"})
        for name, label, kind in _GIVEN
        if inputs.get(name)
    ]
    costs = [
        SheetLine(
            _("其他费用：%s（元）") % one["kind"],
            _read(one["amount"], "amount") + (_(" 每单位") if one["per"] == "unit" else ""),
            is_figure=True,
        )
        for one in inputs.get("other_costs", ())
    ]
    figures = [
        SheetLine(str(label), _read(nodes[name]["value"], kind), nodes[name]["how"], kind != "text")
        for name, label, kind in _FIGURES
        if name in nodes and (found.sees_cost or name not in HIDDEN_FIGURES)
    ]
    return [*given, *costs, *figures]


def _read(value: Any, kind: str) -> str:
    if kind == "amount":
        return group_text(amount_text(Decimal(value)))
    if kind == "rate":
        return percent_of(value)
    if kind == "number":
        return group_number(value)
    if kind == "type":
        return str(CUSTOMER_TYPES[value])
    return _("是") if value is True else str(value)
