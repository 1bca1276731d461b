"""The notices of a month's pay: which ask for a decision, and each in a word or two."""

from typing import Final

from django.utils.translation import gettext_lazy

SHORT: Final = {
    "on_probation": gettext_lazy("试用"),
    "deduction_changed_band": gettext_lazy("扣分换档"),
    "zero_pay_review": gettext_lazy("系数为 0"),
    "large_drop": gettext_lazy("明显下降"),
    "target_missing": gettext_lazy("部门无目标"),
    "challenge_missing": gettext_lazy("无挑战目标"),
    "carried_on": gettext_lazy("结转下期"),
    "leaver_commission": gettext_lazy("离职待定"),
    "part_month": gettext_lazy("当月离职"),
    "below_minimum_wage": gettext_lazy("低于最低工资"),
}
"""Each notice in a word or two, for narrow columns."""

TO_SETTLE: Final = frozenset(
    {
        "deduction_changed_band",
        "zero_pay_review",
        "large_drop",
        "leaver_commission",
        "below_minimum_wage",
    }
)
"""Notices that ask somebody for a decision before the month is paid."""
