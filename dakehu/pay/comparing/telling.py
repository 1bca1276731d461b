"""A comparison in words, and as it is stored: figures as text, so that it never changes."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dakehu.kit.sheets import CellKind
from dakehu.pay.comparing.compare import (
    DIFFERENT,
    ONLY_OURS,
    ONLY_THEIRS,
    SAME,
    UNREAD,
    Compared,
    Comparison,
    PersonCompared,
)
from dakehu.pay.comparing.lines import OurLine
from dakehu.pay.data.pay_sheet import STEP
from dakehu.policy.decimals import (
    amount_text,
    group_number,
    group_text,
    half_up,
    percent_text,
    plain_text,
)
from dakehu.policy.figures import Figure

STATES: "Final[Mapping[str, str | Promise]]" = {
    SAME: gettext_lazy("一致"),
    DIFFERENT: gettext_lazy("不同"),
    UNREAD: gettext_lazy("没有读全"),
    ONLY_OURS: gettext_lazy("只在核算中"),
    ONLY_THEIRS: gettext_lazy("只在表中"),
}
ORDER: Final = (DIFFERENT, UNREAD, ONLY_THEIRS, ONLY_OURS, SAME)
"""The states in the order in which somebody looks at them."""


def summary(comparison: Comparison) -> str:
    """How many people agree and how many do not: 10人一致 · 2人不同."""
    return summary_of({state: comparison.count(state) for state in STATES})


def summary_of(counts: Mapping[str, int]) -> str:
    """The same from the counts; who agrees and who differs is always told."""
    told = [
        _("%(count)d人%(state)s") % {"count": counts.get(state, 0), "state": word}
        for state, word in STATES.items()
        if counts.get(state) or state in (SAME, DIFFERENT)
    ]
    return " · ".join(told)


def figure_told(code: str, value: Decimal | None) -> str:
    """A step's figure for reading: amounts to the fen, more where a sheet holds more."""
    if value is None:
        return "–"
    kind = STEP[code].kind
    if kind is CellKind.RATE:
        return percent_text(half_up(value, 8))
    if value == half_up(value):
        return group_text(amount_text(value))
    return group_number(plain_text(half_up(value, 6)))


def sentence_of(line: OurLine, code: str) -> str:
    """How our figure of a step came about."""
    figure = _behind(line, code)
    return figure.sentence() if figure is not None else ""


def clause_of(line: OurLine, code: str) -> str:
    """By which clause."""
    figure = _behind(line, code)
    return "" if figure is None or figure.source is None else figure.source.citation


def _behind(line: OurLine, code: str) -> Figure | None:
    """The figure that says most: a commission without carry-over is what was earned."""
    if code == "commission" and not line.values["carry_in"] and not line.values["carry_out"]:
        return line.figures.get("earned")
    return line.figures.get(code)


# ---------------------------------------------------------------- as it is stored


def stored(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON: who differs with every sentence, who agrees with the figures."""
    return {
        "whole_yuan": comparison.is_whole_yuan,
        "notices": list(comparison.notices),
        "people": [_person(one) for one in comparison.people],
    }


def _person(one: PersonCompared) -> dict[str, Any]:
    ours = one.ours.values["total"] if one.ours else None
    theirs = one.theirs.values.get("total") if one.theirs else None
    return {
        "number": one.number,
        "name": one.name,
        "state": one.state,
        "row": one.row,
        "ours": _text(ours),
        "theirs": _text(theirs),
        "partings": list(one.partings),
        "causes": dict(one.causes),
        "note": one.note,
        "steps": [_step(one, each) for each in one.steps],
    }


def _step(person: PersonCompared, step: Compared) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": step.code,
        "ours": _text(step.ours),
        "theirs": _text(step.theirs),
    }
    if not step.is_same:
        told["is_same"] = False
    if step.told:
        told["told"] = step.told
    if person.state != SAME and person.ours is not None:
        figure = person.ours.figures.get(step.code)
        told["how"] = sentence_of(person.ours, step.code)
        told["clause"] = clause_of(person.ours, step.code)
        told["key"] = figure.key if figure is not None else ""
    return told


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def counts_of(people: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many of the stored people are in each state."""
    found = dict.fromkeys(STATES, 0)
    for one in people:
        found[one["state"]] += 1
    return found
