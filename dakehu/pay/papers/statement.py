"""工资单: what one person gets in a month, with the score and the receipts behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dakehu.kit.papers import Fact, Facts, Paper, Signature, Signatures, Table, TableColumn, Words
from dakehu.pay.papers.parts import before_tax, company_told, total_line
from dakehu.pay.settling.axes import Axes, UnableToSetPay
from dakehu.policy.decimals import ZERO, exactly
from dakehu.rules.commission import SHOWN


@dataclass(frozen=True)
class PayLine:
    """A part of somebody's pay: what, how much, how it came about, by which clause."""

    label: str
    amount: Decimal
    how: str = ""
    clause: str = ""


@dataclass(frozen=True)
class ScoreLine:
    """A part of somebody's score, or what was taken off it; points as they are written."""

    label: str
    points: str
    how: str = ""
    clause: str = ""


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt on which somebody earns; `note` says what is particular about it."""

    verified_on: date | None
    serial: str
    customer: str
    project: str
    amount: Decimal
    share: str
    note: str = ""


@dataclass(frozen=True)
class StatementData:
    """What one person gets in a month; `state` says how far the settlement has come.

    `parts` make up `score`, and `score_how` says how. `standing` is what the paper is not yet.
    """

    axes: Axes
    on: date
    name: str
    unit: str
    position: str
    lines: tuple[PayLine, ...]
    number: str = ""
    staff_number: str = ""
    score: str = ""
    carried: Decimal | None = None
    notes: tuple[str, ...] = ()
    company: str = ""
    parts: tuple[ScoreLine, ...] = ()
    score_how: str = ""
    receipts: tuple[ReceiptLine, ...] = ()
    state: str = ""
    standing: str = ""


@exactly
def statement_paper(data: StatementData) -> Paper:
    """One person's pay statement."""
    if not data.lines:
        raise UnableToSetPay(_("工资单没有明细，请至少填写一行。"), field="lines")
    total = sum((one.amount for one in data.lines), ZERO)
    columns = (
        TableColumn(_("项目"), 16, key="label"),
        TableColumn(_("金额（元）"), 14, "end", "amount"),
        TableColumn(_("怎么算的"), 40, key="how"),
        TableColumn(_("依据"), 30, key="clause"),
    )
    rows = [(one.label, one.amount, one.how, one.clause) for one in data.lines]
    return Paper(
        title=_("工资单（税前）"),
        subtitle=data.axes.told,
        company=company_told(data.company),
        number=data.number,
        on=data.on,
        secrecy=_("秘密"),
        standing=data.standing,
        blocks=(
            Facts(_facts(data)),
            Table(columns, rows, (_("应发合计"), total, "", "")),
            total_line(total, _("应发（税前）")),
            *_score_table(data),
            *_receipts_table(data.receipts),
            Words((before_tax(), *data.notes), _("说明"), is_list=True, key="notes"),
            Signatures((Signature(_("制表人")), Signature(_("本人签收")))),
        ),
        fields={"axes": data.axes.told},
    )


def _facts(data: StatementData) -> tuple[Fact, ...]:
    facts = (
        Fact(_("姓名"), data.name, "name"),
        Fact(_("工号"), data.staff_number, "staff_number"),
        Fact(_("部门"), data.unit, "unit"),
        Fact(_("岗位"), data.position, "position"),
        Fact(_("考核得分"), data.score, "score"),
        Fact(_("结转下月余额"), data.carried, "carried"),
    )
    return (*facts, Fact(_("核算状态"), data.state, "state")) if data.state else facts


def _score_table(data: StatementData) -> list[Table]:
    if not data.parts:
        return []
    columns = (
        TableColumn(_("考核项"), 28, key="part"),
        TableColumn(_("分"), 10, "end", "points"),
        TableColumn(_("怎么算的"), 34, key="how"),
        TableColumn(_("依据"), 28, key="clause"),
    )
    rows = [(one.label, one.points, one.how, one.clause) for one in data.parts]
    total = (_("考核得分"), data.score, data.score_how, "")
    return [Table(columns, rows, total, _("考核得分"), "score_parts")]


def _receipts_table(receipts: tuple[ReceiptLine, ...]) -> list[Table]:
    """The receipts, the first few of many; what is particular has a column of its own."""
    if not receipts:
        return []
    noted = any(one.note for one in receipts)
    columns = [
        TableColumn(_("核实日期"), 15, "center", "verified_on"),
        TableColumn(_("流水号"), 19, key="serial"),
        TableColumn(_("客户"), 23, key="customer"),
        TableColumn(_("项目"), 22, key="project"),
        TableColumn(_("金额（元）"), 17, "end", "amount"),
        TableColumn(_("份额"), 12, "end", "share"),
        *([TableColumn(_("情况"), 11, "center", "note")] if noted else []),
    ]
    width = len(columns)
    rows = [
        (
            one.verified_on.isoformat() if one.verified_on else "",
            *(one.serial, one.customer, one.project, one.amount, one.share, one.note),
        )[:width]
        for one in receipts[:SHOWN]
    ]
    if len(receipts) > SHOWN:
        rest = receipts[SHOWN:]
        told = _("其余 %d 笔，见部门核算表") % len(rest)
        worth = sum((one.amount for one in rest), ZERO)
        rows.append(("", told, "", "", worth, "", "")[:width])
    total = sum((one.amount for one in receipts), ZERO)
    totals = (_("合计"), "", "", "", total, "", "")[:width]
    heading = _("计提成的回款（%d 笔）") % len(receipts)
    return [Table(tuple(columns), rows, totals, heading, "credited")]
