"""报价单: what the customer gets. Cost, profit and rebate have no place in its data."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.kit.papers import (
    Block,
    Capitals,
    Fact,
    Facts,
    Paper,
    Seals,
    Table,
    TableColumn,
    Words,
)
from dakehu.organization.queries.company import company_name
from dakehu.policy.decimals import ONE, ZERO, exactly, half_up

MOST_RATE: Final = Decimal("0.2")


class UnableToSetQuote(UnableTo):
    """The figures of a quote do not fit each other."""


@dataclass(frozen=True)
class QuoteLine:
    """A product of a quote; `unit_price` holds the tax of `tax_rate` (0.13)."""

    product: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    tax_rate: Decimal = Decimal("0.13")
    specification: str = ""
    note: str = ""

    @property
    def amount(self) -> Decimal:
        return half_up(self.quantity * self.unit_price)


@dataclass(frozen=True)
class QuoteData:
    """A quote as the customer reads it, tax-inclusive."""

    number: str
    on: date
    customer: str
    lines: tuple[QuoteLine, ...]
    valid_until: date
    project: str = ""
    contact: str = ""
    contact_phone: str = ""
    delivery: str = ""
    payment: str = ""
    warranty: str = ""
    notes: tuple[str, ...] = ()
    offered_by: str = ""
    offered_phone: str = ""
    company: str = ""
    secrecy: str = ""


@dataclass(frozen=True)
class _Share:
    rate: Decimal
    gross: Decimal
    net: Decimal = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "net", half_up(self.gross / (ONE + self.rate)))

    @property
    def tax(self) -> Decimal:
        return self.gross - self.net


@exactly
def quote_paper(data: QuoteData) -> Paper:
    """The quote on paper: who, what at which price, the tax apart, the terms."""
    _check(data)
    total = sum((one.amount for one in data.lines), ZERO)
    notes = (*_standing_notes(data), *data.notes)
    blocks: list[Block] = [
        _parties(data),
        _lines(data, total),
        _taxes(data),
        Capitals(total, _("价税合计"), "total"),
        Words(notes, _("说明"), is_list=True, key="notes"),
        Seals((_("报价单位（盖章处）："), _("客户确认（盖章处）："))),
    ]
    return Paper(
        title=_("报价单"),
        company=data.company or company_name(),
        blocks=tuple(blocks),
        number=data.number,
        on=data.on,
        secrecy=data.secrecy,
    )


def _check(data: QuoteData) -> None:
    if not data.lines:
        raise UnableToSetQuote(_("报价单没有产品行，请至少填写一行。"), field="lines")
    for number, one in enumerate(data.lines, start=1):
        if not ZERO <= one.tax_rate <= MOST_RATE:
            told = _("第 %d 行的税率不在 0 到 20% 之间，例如 13% 写作 0.13。") % number
            raise UnableToSetQuote(told, field=f"lines[{number - 1}].tax_rate")


def _parties(data: QuoteData) -> Facts:
    return Facts(
        (
            Fact(_("客户"), data.customer, "customer"),
            Fact(_("项目"), data.project, "project"),
            Fact(_("联系人"), data.contact, "contact"),
            Fact(_("联系电话"), data.contact_phone, "contact_phone"),
            Fact(_("报价人"), data.offered_by, "offered_by"),
            Fact(_("报价人电话"), data.offered_phone, "offered_phone"),
            Fact(_("有效期至"), data.valid_until, "valid_until"),
            Fact(_("质量保证"), data.warranty, "warranty"),
            Fact(_("交货"), data.delivery, "delivery"),
            Fact(_("付款"), data.payment, "payment"),
        )
    )


def _lines(data: QuoteData, total: Decimal) -> Table:
    columns = (
        TableColumn(_("序号"), 6, "center", "place"),
        TableColumn(_("产品"), 22, key="product"),
        TableColumn(_("规格型号"), 18, key="specification"),
        TableColumn(_("数量"), 11, "end", "quantity"),
        TableColumn(_("单位"), 6, "center", "unit"),
        TableColumn(_("含税单价（元）"), 13, "end", "unit_price"),
        TableColumn(_("税率"), 7, "end", "tax_rate"),
        TableColumn(_("含税金额（元）"), 17, "end", "amount"),
    )
    rows = [
        (
            number,
            "\n".join(filter(None, (one.product, one.note))),
            one.specification,
            _plain(one.quantity),
            one.unit,
            one.unit_price,
            _percent(one.tax_rate),
            one.amount,
        )
        for number, one in enumerate(data.lines, start=1)
    ]
    return Table(columns, rows, ("", _("合计"), "", "", "", "", "", total))


def _taxes(data: QuoteData) -> Table:
    """Net and tax apart, once for each rate (C-10)."""
    gross: dict[Decimal, Decimal] = {}
    for one in data.lines:
        gross[one.tax_rate] = gross.get(one.tax_rate, ZERO) + one.amount
    shares = [_Share(rate, amount) for rate, amount in sorted(gross.items(), reverse=True)]
    columns = (
        TableColumn(_("税率"), 20, "center", "rate"),
        TableColumn(_("不含税金额（元）"), 27, "end", "net"),
        TableColumn(_("税额（元）"), 26, "end", "tax"),
        TableColumn(_("价税合计（元）"), 27, "end", "gross"),
    )
    rows = [(_percent(one.rate), one.net, one.tax, one.gross) for one in shares]
    totals = (
        _("合计"),
        sum((one.net for one in shares), ZERO),
        sum((one.tax for one in shares), ZERO),
        sum((one.gross for one in shares), ZERO),
    )
    return Table(columns, rows, totals if len(shares) > 1 else None, key="taxes")


def _standing_notes(data: QuoteData) -> tuple[str, ...]:
    until = _("%(year)d年%(month)d月%(day)d日") % {
        "year": data.valid_until.year,
        "month": data.valid_until.month,
        "day": data.valid_until.day,
    }
    return (
        _("以上价格为人民币含税价，有效期至 %s；逾期或者数量、规格变更的，须重新报价。") % until,
        _("本报价单不构成合同，双方的权利和义务以签订的合同为准。"),
    )


def _plain(number: Decimal) -> str:
    """A quantity with separators and without useless zeros."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(rate: Decimal) -> str:
    return f"{_plain(rate * 100)}%"
