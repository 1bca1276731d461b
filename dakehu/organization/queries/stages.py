"""Where a dated row stands on a day: ahead, running, over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AHEAD: Final = "ahead"
RUNNING: Final = "running"
OVER: Final = "over"

HOLDS: Final = _("现任")


@dataclass(frozen=True)
class Stage:
    """A code for programs, a word and a colour for readers."""

    code: str
    word: "str | Promise"
    colour: str

    @property
    def is_ahead(self) -> bool:
        return self.code == AHEAD

    @property
    def is_running(self) -> bool:
        return self.code == RUNNING

    @property
    def is_over(self) -> bool:
        return self.code == OVER


def stage_of(
    starts_on: date, ends_on: date | None, on: date, running: "str | Promise" = HOLDS
) -> Stage:
    """`running` is the word while it lasts."""
    if ends_on is not None and ends_on <= on:
        return Stage(OVER, _("已结束"), "grey")
    if starts_on > on:
        return Stage(AHEAD, _("未开始"), "orange")
    return Stage(RUNNING, running, "green")


def day_before(day: date | None) -> date | None:
    """The last day of a stretch that ends with `day`."""
    return None if day is None else day - timedelta(days=1)
