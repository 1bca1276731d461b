"""What a reader of a month's pay should know beside the figures (G-04, G-17, G-34, A-57, A-58)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from dakehu.policy.book import Rulebook
from dakehu.policy.decimals import ZERO, amount_text
from dakehu.policy.figures import Figure
from dakehu.policy.periods import Month
from dakehu.rules.answering import Notice
from dakehu.rules.appraisal import Score
from dakehu.rules.laws import G_04, G_17, G_34
from dakehu.rules.month_facts import Person
from dakehu.rules.pay import MonthPay
from dakehu.rules.performance import PerformancePay

if TYPE_CHECKING:
    from dakehu.rules.settling import DepartmentMonth

MEAN_OF = 3
"""So many months a drop is measured against (G-17)."""


def of_appraisal(
    book: Rulebook,
    person: Person,
    scored: Score | None,
    performed: PerformancePay | None,
    earlier: Sequence[Decimal],
) -> list[Notice]:
    """Probation, a changed band, nothing at all, or a large drop."""
    found: list[Notice] = []
    if scored is not None and person.on_probation:
        law = book.law("A-57")
        found.append(Notice("on_probation", "试用期内只考核，不发绩效工资。", {}, law))
    if scored is not None and scored.lost is not None:
        message = "扣分改变了绩效系数档次，请人事复核依据。"
        data = {"per_1000": scored.lost.written()}
        found.append(Notice("deduction_changed_band", message, data, G_17))
    if performed is None:
        return found
    if performed.factor.value == ZERO:
        message = "绩效系数为 0：发放前请复核考核依据、听取本人意见，并核对最低工资。"
        found.append(Notice("zero_pay_review", message, {}, performed.factor.source))
    mean = _mean_far_above(book, performed.total, earlier)
    if mean is not None:
        message = f"绩效工资比前 {MEAN_OF} 个月的平均数明显下降，请人事复核依据。"
        found.append(Notice("large_drop", message, {"mean": amount_text(mean)}, G_17))
    return found


def _mean_far_above(book: Rulebook, total: Figure, earlier: Sequence[Decimal]) -> Decimal | None:
    """The mean of the months before, where this month's pay is far below it (G-17)."""
    last = list(earlier)[-MEAN_OF:]
    if len(last) < MEAN_OF:
        return None
    mean: Decimal = sum(last, ZERO) / MEAN_OF
    return mean if total.value < mean * (1 - book["guard.performance_drop"]) else None


def of_department(
    book: Rulebook, department: "DepartmentMonth", performed: PerformancePay | None
) -> list[Notice]:
    """A department without targets is neutral, and that is told (A-45)."""
    if performed is None:
        return []
    law = book.law("A-45")
    if department.target is None:
        return [Notice("target_missing", "部门没有录入本月目标，不加发也不扣减。", {}, law)]
    if department.challenge is None:
        message = "部门没有录入挑战目标，完成目标时不加发。"
        return [Notice("challenge_missing", message, {}, law)]
    return []


def of_commission(
    book: Rulebook, person: Person, kept: Figure, has_receipts: bool, appraisal: Month
) -> list[Notice]:
    """A balance carried on, and a leaver whose receipts somebody has to decide on (A-28, G-34)."""
    found: list[Notice] = []
    if kept.value < ZERO:
        message = "退款多于回款，差额结转下期，只从以后的提成中抵减。"
        data = {"carry_out": kept.written()}
        found.append(Notice("carried_on", message, data, book.law("A-28")))
    if person.left_on is None:
        return found
    if has_receipts:
        message = "离职人员仍有未回款项目，请确认提成处理方式。"
        found.append(Notice("leaver_commission", message, {}, G_34))
    if Month.of(person.left_on) == appraisal:
        message = "当月离职，基本工资和绩效基数按录入的数计算，不自动折算。"
        found.append(Notice("part_month", message, {}, book.law("A-58")))
    return found


def of_pay(pay: MonthPay) -> list[Notice]:
    """Pay below the minimum wage (G-04)."""
    gap = pay.below_minimum
    if gap.value <= ZERO:
        return []
    message = "应发工资低于当地最低工资标准，请补足。"
    return [Notice("below_minimum_wage", message, {"below_minimum": gap.written()}, G_04)]
