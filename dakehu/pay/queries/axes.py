"""The time axes of a stored run."""

from dakehu.pay.models import SettlementRun
from dakehu.policy.periods import Month, Window
from dakehu.rules.settling import Axes


def axes_of_run(run: SettlementRun) -> Axes:
    """Pay month, appraisal month and window as they were when the run was computed (A-30)."""
    return Axes(
        Month.parse(run.pay_month),
        Month.parse(run.appraisal_month),
        Window(run.window_from, run.window_to),
    )
