"""工资单 and 工资提成审批表: three time axes, each part with its clause, all pre-tax (G-40)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.kit.papers import (
    Capitals,
    Fact,
    Facts,
    Paper,
    Signature,
    Signatures,
    Table,
    TableColumn,
    Words,
)
from dakehu.policy.decimals import ZERO, exactly
from dakehu.policy.periods import Month, NotADate

CHAIN = "CH-4"


class UnableToSetPay(UnableTo):
    """The figures of a pay paper do not fit each other."""


@dataclass(frozen=True)
class Axes:
    """The month of payment, the appraised month, and the window of receipts, both days in it."""

    pay_month: str
    appraisal_month: str
    window_from: date
    window_last: date

    @property
    def told(self) -> str:
        """2026年11月发放（10月考核 · 10-01 至 10-30 回款）"""
        pay, appraised = _month(self.pay_month), _month(self.appraisal_month)
        if self.window_from > self.window_last:
            told = _("回款窗口的开始日期晚于截止日期，请核对。")
            raise UnableToSetPay(told, field="axes.window_from")
        parts = {
            "year": pay.year,
            "month": pay.number,
            "appraised": _appraised(pay, appraised),
            "first": _day(self.window_from, pay.year),
            "last": _day(self.window_last, pay.year),
        }
        text = _("%(year)d年%(month)d月发放（%(appraised)s考核 · %(first)s 至 %(last)s 回款）")
        return text % parts


@dataclass(frozen=True)
class PayLine:
    """A part of somebody's pay: what, how much, how it came about, by which clause."""

    label: str
    amount: Decimal
    how: str = ""
    clause: str = ""


@dataclass(frozen=True)
class StatementData:
    """What one person gets in a month."""

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


@dataclass(frozen=True)
class SheetLine:
    """One person's row of the approval sheet."""

    name: str
    position: str
    basic_wage: Decimal
    performance_pay: Decimal
    commission: Decimal
    unit_extra: Decimal = ZERO
    clauses: str = ""
    note: str = ""

    @property
    def total(self) -> Decimal:
        return self.basic_wage + self.performance_pay + self.unit_extra + self.commission


@dataclass(frozen=True)
class Step:
    """Somebody's decision on the way."""

    title: str
    name: str = ""
    on: date | None = None
    opinion: str = ""


@dataclass(frozen=True)
class Recorded:
    """A line of the approval record that the system keeps."""

    at: str
    who: str
    what: str
    opinion: str = ""


@dataclass(frozen=True)
class SheetData:
    """The month's pay and commission of a department, for approval (CH-4)."""

    axes: Axes
    on: date
    unit: str
    lines: tuple[SheetLine, ...]
    number: str = ""
    steps: tuple[Step, ...] = ()
    record: tuple[Recorded, ...] = ()
    notes: tuple[str, ...] = ()
    company: str = ""


@exactly
def statement_paper(data: StatementData) -> Paper:
    """One person's pay statement."""
    if not data.lines:
        raise UnableToSetPay(_("工资单没有明细，请至少填写一行。"), field="lines")
    total = sum((one.amount for one in data.lines), ZERO)
    facts = [
        Fact(_("姓名"), data.name, "name"),
        Fact(_("工号"), data.staff_number, "staff_number"),
        Fact(_("部门"), data.unit, "unit"),
        Fact(_("岗位"), data.position, "position"),
        Fact(_("考核得分"), data.score, "score"),
        Fact(_("结转下月余额"), data.carried, "carried"),
    ]
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
        company=_company(data.company),
        number=data.number,
        on=data.on,
        secrecy=_("秘密"),
        blocks=(
            Facts(tuple(facts)),
            Table(columns, rows, (_("应发合计"), total, "", "")),
            _total(total, _("应发（税前）")),
            Words((before_tax(), *data.notes), _("说明"), is_list=True, key="notes"),
            Signatures((Signature(_("制表人")), Signature(_("本人签收")))),
        ),
        fields={"axes": data.axes.told},
    )


@exactly
def sheet_paper(data: SheetData) -> Paper:
    """The department's sheet for approval, across."""
    if not data.lines:
        raise UnableToSetPay(_("审批表没有人员，请至少填写一行。"), field="lines")
    total = sum((one.total for one in data.lines), ZERO)
    recorded = [_recorded(data.record)] if data.record else []
    facts = (
        Fact(_("部门"), data.unit, "unit"),
        Fact(_("人数"), _("%d 人") % len(data.lines), "count"),
    )
    return Paper(
        title=_("工资提成审批表"),
        subtitle=data.axes.told,
        company=_company(data.company),
        number=data.number,
        on=data.on,
        secrecy=_("秘密"),
        is_landscape=True,
        blocks=(
            Facts(facts),
            _people(data.lines, total),
            _total(total, _("应发合计（税前）")),
            Signatures(_steps(data)),
            *recorded,
            Words((before_tax(), *data.notes), _("说明"), is_list=True, key="notes"),
        ),
        fields={"axes": data.axes.told},
    )


def _people(lines: tuple[SheetLine, ...], total: Decimal) -> Table:
    columns = (
        TableColumn(_("序号"), 5, "center", "place"),
        TableColumn(_("姓名"), 9, key="name"),
        TableColumn(_("岗位"), 11, key="position"),
        TableColumn(_("基本工资（元）"), 12, "end", "basic_wage"),
        TableColumn(_("绩效工资（元）"), 12, "end", "performance_pay"),
        TableColumn(_("部门加减（元）"), 12, "end", "unit_extra"),
        TableColumn(_("业务提成（元）"), 12, "end", "commission"),
        TableColumn(_("应发（税前，元）"), 13, "end", "total"),
        TableColumn(_("依据"), 18, key="clauses"),
        TableColumn(_("备注"), 10, key="note"),
    )
    rows = [
        (
            number,
            one.name,
            one.position,
            one.basic_wage,
            one.performance_pay,
            one.unit_extra,
            one.commission,
            one.total,
            one.clauses,
            one.note,
        )
        for number, one in enumerate(lines, start=1)
    ]
    sums = (
        sum((one.basic_wage for one in lines), ZERO),
        sum((one.performance_pay for one in lines), ZERO),
        sum((one.unit_extra for one in lines), ZERO),
        sum((one.commission for one in lines), ZERO),
    )
    return Table(columns, rows, ("", _("合计"), "", *sums, total, "", ""))


def _company(given: str) -> str:
    """The name given, else that of the installation, which is asked only then: where a company is
    given a paper is set without a database.
    """
    if given:
        return given
    from dakehu.organization.queries.company import company_name

    return company_name()


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
    return Table(columns, rows, heading=_("系统审批记录"), key="record")


def _total(total: Decimal, label: str) -> Capitals:
    return Capitals(total, label, "total")


def before_tax() -> str:
    """The note that every pay paper carries (G-40)."""
    return _(
        "以上均为税前金额。个人所得税由扣缴义务人按累计预扣法另行计算，社会保险、住房公积金个人部分"
        "依照规定扣缴，均不在本表计算。"
    )


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except NotADate:
        raise UnableToSetPay(_("月份请写成 2026-11。"), field="axes") from None


def _appraised(pay: Month, appraised: Month) -> str:
    if appraised.year == pay.year:
        return _("%d月") % appraised.number
    return _("%(year)d年%(month)d月") % {"year": appraised.year, "month": appraised.number}


def _day(day: date, year: int) -> str:
    return f"{day:%m-%d}" if day.year == year else day.isoformat()
