"""Believable pay of the demo month; names are invented."""

from datetime import date
from decimal import Decimal

from dakehu.pay.papers.sheet import Recorded, SheetData, SheetLine
from dakehu.pay.papers.statement import PayLine, StatementData
from dakehu.pay.settling.axes import Axes

_AXES = Axes("2026-11", "2026-10", date(2026, 10, 1), date(2026, 10, 30))
_ON = date(2026, 11, 2)


def sample_statement() -> StatementData:
    """The statement of one representative."""
    return StatementData(
        axes=_AXES,
        on=_ON,
        number="GZ-2026-11-005",
        name="林晓雯",
        staff_number="A005",
        unit="大客户部",
        position="大客户员",
        score="88.00",
        carried=Decimal(0),
        lines=(
            PayLine("基本工资", Decimal(4500), "10月在岗整月", "《大客户销售政策》第36条"),
            PayLine(
                "绩效工资",
                Decimal(2640),
                "基数 3,000.00 × 88%，得分 88.00 = 54.00 + 17.00 + 18.00 − 1.00",
                "《绩效考核办法》第4条(三)",
            ),
            PayLine(
                "部门加发",
                Decimal(132),
                "2,640.00 × 5%，10月部门达到挑战目标",
                "《绩效考核办法》第5条",
            ),
            PayLine(
                "业务提成",
                Decimal(18000),
                "窗口内已核实回款 900,000.00 × 2%，无结转余额",
                "《大客户销售政策》第37条、第38条",
            ),
        ),
    )


def sample_sheet() -> SheetData:
    """The sheet of a department of five."""
    clauses = "销售政策第36、37条；考核办法第4、5条"
    people = (
        ("林晓雯", "大客户员", 4500, 2640, 132, 18000),
        ("孟凡", "大客户员", 4500, 1800, 90, 6420),
        ("欧阳慕容嘉懿", "大客户员", 4200, 2700, 135, "9380.55"),
        ("陈静", "大客户部内勤", 4000, 880, 44, 0),
        ("周建国", "大客户部经理", 8000, 4750, "237.50", 0),
    )
    return SheetData(
        axes=_AXES,
        on=_ON,
        number="GZ-2026-11",
        unit="大客户部",
        lines=tuple(
            SheetLine(
                name=name,
                position=position,
                basic_wage=Decimal(basic),
                performance_pay=Decimal(performance),
                unit_extra=Decimal(extra),
                commission=Decimal(commission),
                clauses=clauses,
            )
            for name, position, basic, performance, extra, commission in people
        ),
        record=(
            Recorded("2026-11-02 10:12", "周建国", "提交"),
            Recorded("2026-11-02 11:40", "孙立", "复核", "与回款清单核对一致"),
        ),
    )
