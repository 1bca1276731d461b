"""A run's side of a comparison, and comparisons as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from dakehu.exchange.queries.looking import Look, look_at, look_at_stored, remembered_for
from dakehu.exchange.reading.books import Book, UnreadableFile
from dakehu.kit.actors import Actor
from dakehu.kit.sheets import CellKind
from dakehu.pay.access import (
    comparisons_visible_to,
    runs_visible_to,
    statements_visible_to,
)
from dakehu.pay.comparing.compare import SAME
from dakehu.pay.comparing.lines import OurLine
from dakehu.pay.comparing.reading import is_enough
from dakehu.pay.comparing.recomputing import MonthAgain
from dakehu.pay.comparing.telling import ORDER, STATES, counts_of, figure_told, summary_of
from dakehu.pay.data.pay_sheet import PAY_SHEET, STEP
from dakehu.pay.models import PayComparison, PayStatement, SettlementRun
from dakehu.pay.queries.axes import axes_of_run
from dakehu.pay.queries.runs import kept_of, replayed, rules_of_run, unpacked
from dakehu.pay.queries.statement_page import explain_url
from dakehu.pay.settling.axes import heading_axes
from dakehu.policy.figures import Figure, nodes_of
from dakehu.policy.periods import Month

SHOWN: Final = 200
"""So many people are shown open; whoever comes after stands in the workbook."""

_LONGEST_HEADING: Final = 200
_FIGURES: Final[Mapping[str, str]] = {
    "score": "score",
    "factor": "factor",
    "base": "base",
    "performance_pay": "pay",
    "extra": "extra",
    "performance_total": "performance_total",
    "carry_in": "carry_in",
    "commission": "amount",
    "carry_out": "carry_out",
    "basic_wage": "basic_wage",
    "total": "month_total",
}
"""The figure of a stored explanation behind each step."""


# ---------------------------------------------------------------- our side


def our_lines_of(actor: Actor, run: SettlementRun) -> list[OurLine]:
    """The stored statements of a run that the actor may see, step by step."""
    rows = statements_visible_to(actor).filter(run=run).order_by("place")
    bases = {one.id: one.performance_base for one in kept_of(run).facts.people}
    return [_our_line(one, bases.get(one.number)) for one in rows]


def _our_line(statement: PayStatement, base: Decimal | None) -> OurLine:
    stored = unpacked(statement)
    nodes = {one.key: one for one in nodes_of((stored.root, *stored.others))}
    figures = {code: nodes[key] for code, key in _FIGURES.items() if key in nodes}
    earned = figures["commission"].inputs[0].inputs[0]
    owed = [one for key, one in nodes.items() if key.startswith("owed_")]
    performed = statement.factor is not None
    values = {
        "score": statement.score,
        "factor": statement.factor,
        "base": base,
        "performance_pay": statement.performance_pay if performed else None,
        "extra": statement.extra if performed else None,
        "performance_total": statement.performance_pay + statement.extra if performed else None,
        "earned": earned.value,
        "carry_in": statement.carry_in,
        "commission": statement.commission,
        "carry_out": statement.carry_out,
        "basic_wage": statement.basic_wage,
        "correction": statement.correction,
        "total": statement.total,
    }
    more: dict[str, Figure] = {
        "earned": earned,
        **({"correction": owed[0]} if len(owed) == 1 else {}),
    }
    return OurLine(
        statement.number, statement.name, values, {**figures, **more}, statement.department
    )


def month_again(run: SettlementRun) -> MonthAgain:
    """The month of a run, to be computed again otherwise; from what is stored with it."""
    facts = kept_of(run).facts
    return MonthAgain(rules_of_run(run), Month.parse(run.pay_month), facts, replayed(run))


# ---------------------------------------------------------------- their side


def remembered(headings: Sequence[str]) -> Mapping[str, str]:
    """What was decided about the columns of pay sheets that look like this one."""
    return remembered_for(PAY_SHEET.code, [one[:_LONGEST_HEADING] for one in headings])


def look_of(found: PayComparison) -> Look:
    """The worksheet of a comparison with its columns, as they were matched so far."""
    return look_at_stored(PAY_SHEET, found)


def first_look(book: Book, tab: str = "") -> Look | None:
    """A look at a file, None where it holds no table at all."""
    try:
        return look_at(PAY_SHEET, book, tab)
    except UnreadableFile:
        return None


def may_be_compared(codes: Iterable[str]) -> bool:
    """Whether these columns name people and give something to compare."""
    return is_enough(codes)


# ---------------------------------------------------------------- pages


class StepLine(NamedTuple):
    """A step of a person: both figures, and how ours came about."""

    label: str
    ours: str
    theirs: str
    apart: str
    note: str
    is_parting: bool
    differs: bool
    how: str
    clause: str
    url: str


class PersonLine(NamedTuple):
    """A person of a comparison with what opens under them."""

    number: str
    name: str
    word: str
    ours: str
    theirs: str
    apart: str
    parted: str
    causes: tuple[tuple[str, str], ...]
    note: str
    steps: tuple[StepLine, ...]
    is_same: bool


@dataclass(frozen=True)
class ComparisonPage:
    """A comparison with everybody, who differs first."""

    found: PayComparison
    run: SettlementRun
    axes: str
    summary: str
    people: tuple[PersonLine, ...]
    same: tuple[PersonLine, ...]
    hidden: int
    notices: tuple[str, ...]
    is_stale: bool
    chips: tuple[dict[str, Any], ...]


class Earlier(NamedTuple):
    """A comparison that was made before."""

    pk: int
    file_name: str
    summary: str
    who: str
    at: datetime
    is_stale: bool


@dataclass(frozen=True)
class UploadPage:
    """Where a pay sheet is brought: the run, and what was compared with it before."""

    run: SettlementRun
    axes: str
    earlier: tuple[Earlier, ...]


def run_of(actor: Actor, pk: int) -> SettlementRun | None:
    """A run that the actor sees."""
    return runs_visible_to(actor).filter(pk=pk).first()


def comparison_of(actor: Actor, pk: int) -> PayComparison | None:
    """A comparison that the actor sees."""
    return comparisons_visible_to(actor).select_related("file").filter(pk=pk).first()


def upload_page(actor: Actor, run: SettlementRun) -> UploadPage:
    """The page of a run for bringing a sheet, the latest comparisons first."""
    rows = comparisons_visible_to(actor).filter(run=run).annotate(told=F("result__summary"))
    earlier = [
        Earlier(
            one.pk,
            one.file_name,
            one.told,
            str(one.compared_by or ""),
            one.compared_at,
            one.revision != run.revision,
        )
        for one in rows.exclude(result={}).defer("result", "headings", "matching")[:SHOWN]
    ]
    return UploadPage(run, heading_axes(axes_of_run(run)).told, tuple(earlier))


def differences_of(actor: Actor, run: SettlementRun) -> dict[str, str] | None:
    """By how much the sheet in use differs for each person, by number, as the run stands now.

    None where nobody has compared it, or the actor does not see it.
    """
    rows = comparisons_visible_to(actor).filter(run=run, revision=run.revision)
    found = rows.exclude(result={}).order_by("-pk").first()
    if found is None:
        return None
    told = {}
    for one in found.result["people"]:
        apart = _apart("total", _decimal(one["ours"]), _decimal(one["theirs"]))
        told[one["number"]] = "0.00" if one["state"] == SAME else apart or str(STATES[one["state"]])
    return told


def summary_told(found: PayComparison) -> str:
    """7人一致 · 5人不同, from the counts."""
    return summary_of(counts_of(found.result["people"]))


def comparison_page(actor: Actor, found: PayComparison, show: str = "") -> ComparisonPage:
    """The result as a page; `show` is a state, or nothing for everybody."""
    run = SettlementRun.objects.defer("facts").get(pk=found.run_id)
    counts = counts_of(found.result["people"])
    people = sorted(found.result["people"], key=lambda one: ORDER.index(one["state"]))
    wanted = [one for one in people if not show or one["state"] == show]
    open_ones = [one for one in wanted if one["state"] != SAME]
    statements = {}
    if found.revision == run.revision:
        rows = statements_visible_to(actor).filter(run=run).only("pk", "number")
        statements = {one.number: one for one in rows}
    lines = [_person_line(one, statements.get(one["number"])) for one in open_ones[:SHOWN]]
    same = [_person_line(one, None) for one in wanted if one["state"] == SAME]
    return ComparisonPage(
        found=found,
        run=run,
        axes=heading_axes(axes_of_run(run)).told,
        summary=summary_of(counts),
        people=tuple(lines),
        same=tuple(same),
        hidden=max(0, len(open_ones) - SHOWN),
        notices=tuple(found.result["notices"]),
        is_stale=found.revision != run.revision,
        chips=tuple(_chips(counts, show)),
    )


def _chips(counts: Mapping[str, int], show: str) -> Iterable[dict[str, Any]]:
    total = sum(counts.values())
    yield {"label": _("全部 %d 人") % total, "url": "?", "current": not show}
    for state in ORDER:
        if counts[state]:
            label = f"{STATES[state]} {counts[state]}"
            yield {"label": label, "url": f"?show={state}", "current": show == state}


def _person_line(one: Mapping[str, Any], statement: PayStatement | None) -> PersonLine:
    ours, theirs = _decimal(one["ours"]), _decimal(one["theirs"])
    labels = {each: str(STEP[each].label) for each in one["partings"]}
    steps = () if one["state"] == SAME else tuple(_step_lines(one, statement))
    return PersonLine(
        number=one["number"],
        name=one["name"] or one["number"],
        word=str(STATES[one["state"]]),
        ours=figure_told("total", ours),
        theirs=figure_told("total", theirs),
        apart=_apart("total", ours, theirs),
        parted=next(iter(labels.values()), ""),
        causes=tuple((labels[code], one["causes"].get(code, "")) for code in one["partings"]),
        note=one["note"],
        steps=steps,
        is_same=one["state"] == SAME,
    )


def _step_lines(one: Mapping[str, Any], statement: PayStatement | None) -> Iterable[StepLine]:
    for step in one["steps"]:
        code = step["code"]
        ours, theirs = _decimal(step["ours"]), _decimal(step["theirs"])
        differs = not step.get("is_same", True) and not step.get("told")
        is_parting = code in one["partings"]
        note = step.get("told", "")
        if is_parting:
            is_first = code == one["partings"][0]
            note = _("从这一步起不同") if is_first else _("这一步也不同")
        elif differs:
            note = _("随前面的不同")
        key = step.get("key", "")
        yield StepLine(
            label=str(STEP[code].label),
            ours=figure_told(code, ours),
            theirs=figure_told(code, theirs),
            apart=_apart(code, ours, theirs) if differs else "",
            note=note,
            is_parting=is_parting,
            differs=differs,
            how=step.get("how", ""),
            clause=step.get("clause", ""),
            url=explain_url(statement, key) if statement is not None and key else "",
        )


def _apart(code: str, ours: Decimal | None, theirs: Decimal | None) -> str:
    """By how much theirs is more (or less), nothing where one side has no figure."""
    if ours is None or theirs is None or ours == theirs:
        return ""
    more = theirs - ours
    if STEP[code].kind is CellKind.RATE:
        return ""
    told = figure_told(code, abs(more))
    return f"+{told}" if more > 0 else f"−{told}"


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def is_state(show: str) -> bool:
    """Whether an address asks for a state that there is."""
    return show in STATES
