"""How long files are kept (G-22): kinds with their years, and when the years begin."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Start(Enum):
    """What the period is counted from."""

    NEVER = "never"
    """No period: the file may go at any time."""
    BOOKED = "booked"
    """The day after it was booked: the day itself does not count (民法典 201)."""
    YEAR_END = "year_end"
    """The first day after the fiscal year in which it was booked."""
    ENDED = "ended"
    """The end of what it hangs on: contract, employment, relation. Until then it is kept."""


@dataclass(frozen=True)
class Retention:
    """A kind of record and its period; `told` says it in words.

    `is_final` says that the files are to be deleted once the period is over.
    """

    code: str
    name: "str | Promise"
    told: "str | Promise"
    start: Start
    years: int = 0
    days: int = 0
    is_final: bool = False

    @property
    def is_booked(self) -> bool:
        return self.start is not Start.NEVER


_YEAR_END = Start.YEAR_END
_30_YEARS = _("年度结束后 30 年")

_ALL = (
    Retention("general", _("一般资料"), _("不设保存期"), Start.NEVER),
    Retention("staff", _("员工资料"), _("离职后 2 年"), Start.ENDED, 2),
    Retention("appraisal", _("考核、会议与纪律记录"), _("离职后 2 年"), Start.ENDED, 2),
    Retention("contract", _("合同"), _("合同终止后 10 年"), Start.ENDED, 10),
    Retention("tender", _("投标资料"), _("15 年"), Start.BOOKED, 15),
    Retention("quote", _("报价资料"), _("5 年"), Start.BOOKED, 5),
    Retention("rebate", _("返点单据"), _30_YEARS, _YEAR_END, 30),
    Retention("receipt", _("收款证明"), _30_YEARS, _YEAR_END, 30),
    Retention("claim", _("报销单据"), _30_YEARS, _YEAR_END, 30),
    Retention("pay", _("工资单据"), _30_YEARS, _YEAR_END, 30),
    Retention("invoice", _("发票"), _30_YEARS, _YEAR_END, 30),
    Retention("bank", _("银行流水与对账单"), _("年度结束后 10 年"), _YEAR_END, 10),
    Retention(
        "contact", _("联系人资料"), _("往来终止后 2 年，届时删除"), Start.ENDED, 2, is_final=True
    ),
    Retention("location", _("位置记录"), _("90 天"), Start.BOOKED, days=90, is_final=True),
    Retention("privacy_log", _("个人信息处理记录"), _("3 年"), Start.BOOKED, 3),
    Retention("security_log", _("安全日志"), _("184 天"), Start.BOOKED, days=184),
)

RETENTIONS: Final = {one.code: one for one in _ALL}
GENERAL: Final = "general"


def keep_until(code: str, booked_on: date | None, ended_on: date | None) -> date | None:
    """The first day on which a file may go; None while its period has not begun to run.

    A file that is not booked has none; nor has one whose contract or employment still lasts;
    `ended_on` is the first day without it.
    """
    kind = RETENTIONS[code]
    if booked_on is None or not kind.is_booked:
        return None
    if kind.start is Start.YEAR_END:
        return date(booked_on.year + 1 + kind.years, 1, 1)
    begins = booked_on + timedelta(days=1) if kind.start is Start.BOOKED else ended_on
    return None if begins is None else _later(begins, kind.years) + timedelta(days=kind.days)


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
