"""Believable appraisals of a month; names are invented."""

from datetime import date
from decimal import Decimal

from dakehu.performance.papers import ClerkAppraisalData, Deduction, SalesAppraisalData


def sample_sales() -> SalesAppraisalData:
    """A representative's month: 88.00 points."""
    return SalesAppraisalData(
        name="林晓雯",
        unit="大客户部",
        position="大客户员",
        month="2026-10",
        superior="周建国",
        number="KH-K-2026-0105",
        on=date(2026, 11, 2),
        scheme_number="JX-2026-10",
        target=Decimal(1_000_000),
        achieved=Decimal(900_000),
        scores={
            "performance": Decimal("54.00"),
            "ability.knowledge": Decimal("4.50"),
            "ability.technique": Decimal("4.00"),
            "ability.process": Decimal("4.50"),
            "ability.coordination": Decimal("4.00"),
            "attitude.discipline": Decimal("4.00"),
            "attitude.initiative": Decimal("4.50"),
            "attitude.responsibility": Decimal("4.50"),
            "attitude.service": Decimal("5.00"),
        },
        remarks={
            "ability.knowledge": "独立完成华岳二期方案，一次通过审核",
            "attitude.service": "客户书面肯定一次",
        },
        deductions=(
            Deduction(
                "10-12 周例会迟到 1 分钟",
                date(2026, 10, 12),
                "《办公与会议管理办法》第4条",
                Decimal(1),
                "签到记录",
            ),
        ),
        result={
            "业绩得分": "54.00",
            "能力得分": "17.00",
            "态度得分": "18.00",
            "扣分前合计": "89.00",
            "扣分合计": "1.00",
            "考核得分": "88.00",
            "绩效工资基数": "¥3,000.00",
            "系数": "88%",
            "绩效工资": "¥2,640.00",
            "部门目标状态": "达到挑战目标",
            "加发或者扣减": "¥132.00",
            "应发绩效工资（税前）": "¥2,772.00",
        },
        talk={
            "面谈日期与时长": "2026-11-02，40 分钟",
            "当月主要成绩": "华岳重工二期防水进入合同谈判",
            "主要不足及具体事例": "泽远机电三十七天未联系",
            "改进事项与完成日期": "A 类客户每月两次拜访，自 11 月起",
        },
    )


def sample_clerk() -> ClerkAppraisalData:
    """A clerk's month, partly to be filled in by hand."""
    return ClerkAppraisalData(
        name="陈静",
        unit="大客户部",
        position="大客户部内勤",
        month="2026-10",
        superior="周建国",
        number="KH-K-2026-0106",
        on=date(2026, 11, 2),
        scheme_number="JX-2026-10",
        scores={
            "workload.daily_work": Decimal("18.00"),
            "attitude.discipline": Decimal("9.00"),
            "attitude.manners": Decimal("9.00"),
            "attitude.teamwork": Decimal("9.00"),
            "ability.professional": Decimal("9.00"),
            "ability.creative": Decimal("8.00"),
            "ability.communication": Decimal("9.00"),
            "ability.coordination": Decimal("8.00"),
            "effect.completion": Decimal("9.00"),
        },
    )
