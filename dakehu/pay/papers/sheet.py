"""工资提成审批表: a month's pay of everybody, for approval by the chain of pay (CH-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dakehu.kit.papers import Fact, Facts, Paper, Signature, Signatures, Table, TableColumn, Words
from dakehu.pay.papers.parts import CHAIN, before_tax, company_told, total_line
from dakehu.pay.settling.axes import Axes, UnableToSetPay
from dakehu.policy.decimals import ZERO, exactly


@dataclass(frozen=True)
class SheetLine:
    """One person's row of the approval sheet; `corrected` is paid for earlier months."""

    name: str
    position: str
    basic_wage: Decimal
    performance_pay: Decimal
    commission: Decimal
    unit_extra: Decimal = ZERO
    clauses: str = ""
    note: str = ""
    corrected: Decimal = ZERO
    unit: str = ""

    @property
    def total(self) -> Decimal:
        parts = (self.basic_wage, self.performance_pay, self.unit_extra, self.corrected)
        return sum(parts, self.commission)


@dataclass(frozen=True)
class Step:
    """Somebody's decision on the way."""

    title: str
    name: str = ""
    on: date | None = None
    opinion: str = ""


@dataclass(frozen=True)
class Recorded:
    """A line of the record that the system keeps."""

    at: str
    who: str
    what: str
    opinion: str = ""


@dataclass(frozen=True)
class SheetData:
    """The month's pay and commission of a department or of all, for approval (CH-4).

    `state` says how far the settlement has come, `standing` what the paper is not yet.
    """

    axes: Axes
    on: date
    unit: str
    lines: tuple[SheetLine, ...]
    number: str = ""
    steps: tuple[Step, ...] = ()
    record: tuple[Recorded, ...] = ()
    notes: tuple[str, ...] = ()
    company: str = ""
    state: str = ""
    standing: str = ""


@exactly
def sheet_paper(data: SheetData) -> Paper:
    """The sheet for approval, across."""
    if not data.lines:
        raise UnableToSetPay(_("审批表没有人员，请至少填写一行。"), field="lines")
    total = sum((one.total for one in data.lines), ZERO)
    recorded = [_recorded(data.record)] if data.record else []
    facts = [
        Fact(_("部门"), data.unit, "unit"),
        Fact(_("人数"), _("%d 人") % len(data.lines), "count"),
    ]
    if data.state:
        facts.append(Fact(_("核算状态"), data.state, "state"))
    return Paper(
        title=_("工资提成审批表"),
        subtitle=data.axes.told,
        company=company_told(data.company),
        number=data.number,
        on=data.on,
        secrecy=_("秘密"),
        is_landscape=True,
        standing=data.standing,
        blocks=(
            Facts(tuple(facts)),
            _people(data.lines, total),
            total_line(total, _("应发合计（税前）")),
            Signatures(_steps(data)),
            *recorded,
            Words((before_tax(), *data.notes), _("说明"), is_list=True, key="notes"),
        ),
        fields={"axes": data.axes.told},
    )


def _people(lines: tuple[SheetLine, ...], total: Decimal) -> Table:
    """Everybody; 部门 and 补发 only where there is something in them."""
    units, corrected = any(one.unit for one in lines), any(one.corrected for one in lines)
    columns = (
        TableColumn(_("序号"), 5, "center", "place"),
        TableColumn(_("姓名"), 9, key="name"),
        *([TableColumn(_("部门"), 10, key="unit")] if units else []),
        TableColumn(_("岗位"), 11, key="position"),
        TableColumn(_("基本工资（元）"), 12, "end", "basic_wage"),
        TableColumn(_("绩效工资（元）"), 12, "end", "performance_pay"),
        TableColumn(_("部门加减（元）"), 12, "end", "unit_extra"),
        TableColumn(_("业务提成（元）"), 12, "end", "commission"),
        *([TableColumn(_("补发（元）"), 11, "end", "corrected")] if corrected else []),
        TableColumn(_("应发（税前，元）"), 13, "end", "total"),
        TableColumn(_("依据"), 18, key="clauses"),
        TableColumn(_("备注"), 10, key="note"),
    )
    rows = [
        (
            *(number, one.name),
            *((one.unit,) if units else ()),
            *(one.position, one.basic_wage, one.performance_pay, one.unit_extra, one.commission),
            *((one.corrected,) if corrected else ()),
            *(one.total, one.clauses, one.note),
        )
        for number, one in enumerate(lines, start=1)
    ]
    sums = (
        sum((one.basic_wage for one in lines), ZERO),
        sum((one.performance_pay for one in lines), ZERO),
        sum((one.unit_extra for one in lines), ZERO),
        sum((one.commission for one in lines), ZERO),
        *((sum((one.corrected for one in lines), ZERO),) if corrected else ()),
    )
    blank = ("", "") if units else ("",)
    return Table(columns, rows, ("", _("合计"), *blank, *sums, total, "", ""))


def _steps(data: SheetData) -> tuple[Signature, ...]:
    """Those who decided; before anybody has, the seats of the chain."""
    if data.steps:
        return tuple(Signature(one.title, one.name, one.on, one.opinion) for one in data.steps)
    from dakehu.pay.queries.signing import signature_titles

    return tuple(Signature(title) for title in signature_titles(CHAIN, data.on))


def _recorded(record: Iterable[Recorded]) -> Table:
    columns = (
        TableColumn(_("时间"), 18, key="at"),
        TableColumn(_("经手人"), 16, key="who"),
        TableColumn(_("处理"), 16, key="what"),
        TableColumn(_("意见"), 50, key="opinion"),
    )
    rows = [(one.at, one.who, one.what, one.opinion) for one in record]
    return Table(columns, rows, heading=_("系统办理记录"), key="record")
