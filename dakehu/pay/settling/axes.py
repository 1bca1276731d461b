"""The three time axes of a pay month as every heading tells them (A-30)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dakehu.kit.errors import UnableTo
from dakehu.policy.periods import Month, NotADate
from dakehu.rules import settling


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


def heading_axes(axes: settling.Axes) -> Axes:
    """The three time axes as papers have them."""
    window = axes.window
    return Axes(str(axes.pay_month), str(axes.appraisal_month), window.from_, window.to)


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
