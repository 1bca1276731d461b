"""Which worksheet of a file is the month's: people keep a year of them in one file."""

from collections.abc import Sequence

from dakehu.pay.comparing.compare import SAME, Comparison, compare
from dakehu.pay.comparing.lines import OurLine
from dakehu.pay.comparing.reading import PaySheet


def best_of(ours: Sequence[OurLine], sheets: Sequence[PaySheet]) -> tuple[PaySheet, Comparison]:
    """The worksheet with which most steps agree, the first of several alike, and its comparison."""
    found = [(one, compare(ours, one.lines)) for one in sheets]
    return max(found, key=lambda one: _likeness(one[1]))


def _likeness(found: Comparison) -> tuple[int, int]:
    """People who agree, then single steps that do."""
    steps = sum(1 for one in found.people for each in one.steps if each.is_same and each.theirs)
    return found.count(SAME), steps
