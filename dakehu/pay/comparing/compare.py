"""Two pay sheets held against each other: who agrees, who differs, and where they first part."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dakehu.kit.sheets import CellKind
from dakehu.pay.comparing.lines import OurLine, TheirLine, Values
from dakehu.pay.data.pay_sheet import STEP, STEPS, SUM, WAGE
from dakehu.policy.decimals import ZERO, exactly, half_up

SAME: Final = "same"
DIFFERENT: Final = "different"
ONLY_OURS: Final = "only_ours"
ONLY_THEIRS: Final = "only_theirs"
UNREAD: Final = "unread"
"""Something in the row cannot be read, and the rest agrees."""

_SIGNLESS: Final = frozenset({"carry_in", "carry_out"})
"""What is carried over is written with a minus by some and without by others."""
_PLACES: Final = {CellKind.AMOUNT: 2, CellKind.SCORE: 2, CellKind.RATE: 6}
_INTERMEDIATE: Final = frozenset({"score", "factor", "base", "performance_total", "total"})
"""Steps that a sheet leaves out without saying that they are nothing."""


@dataclass(frozen=True)
class Compared:
    """One step of a person; `theirs` is None where the sheet does not give it."""

    code: str
    ours: Decimal | None
    theirs: Decimal | None
    is_same: bool
    told: str = ""
    """What is wrong with the cell."""

    @property
    def differs(self) -> bool:
        return not self.is_same and not self.told


@dataclass(frozen=True)
class PersonCompared:
    """A person: state, both sums, the steps that the sheet gives, and where the two part.

    `partings` are codes of steps: the first one in the order of calculation, and those of other
    parts of the pay that the first does not explain. `causes` are guesses by step that give
    exactly the figure of the sheet.
    """

    number: str
    name: str
    state: str
    ours: OurLine | None = None
    theirs: TheirLine | None = None
    steps: tuple[Compared, ...] = ()
    partings: tuple[str, ...] = ()
    causes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def first(self) -> Compared | None:
        """The step where they first part."""
        return self.step(self.partings[0]) if self.partings else None

    def step(self, code: str) -> Compared | None:
        """A step that the sheet gives."""
        return next((one for one in self.steps if one.code == code), None)

    @property
    def row(self) -> int:
        return self.theirs.row if self.theirs else 0


@dataclass(frozen=True)
class Comparison:
    """Everybody of both sides, in our order, then who is in the sheet alone."""

    people: tuple[PersonCompared, ...]
    notices: tuple[str, ...] = ()
    is_whole_yuan: bool = False
    """The sheet has whole yuan only, and is compared so."""

    def count(self, state: str) -> int:
        """How many people are in a state."""
        return sum(1 for one in self.people if one.state == state)

    @property
    def differing(self) -> list[PersonCompared]:
        """Everybody who is not the same on both sides."""
        return [one for one in self.people if one.state != SAME]


@exactly
def compare(ours: Sequence[OurLine], theirs: Sequence[TheirLine]) -> Comparison:
    """Hold the lines of a sheet against the settled ones; causes are not looked for yet."""
    lines = _alike(theirs)
    pairs, notes, alone = _paired(ours, lines)
    matched = [(one, pairs[one.number]) for one in ours if one.number in pairs]
    is_whole = _has_whole_yuan(matched)
    people = [
        _person(one, pairs[one.number], notes.get(one.number, ""), is_whole)
        if one.number in pairs
        else PersonCompared(one.number, one.name, ONLY_OURS, ours=one)
        for one in ours
    ]
    people += [
        PersonCompared(
            one.number,
            one.name,
            UNREAD if one.fault else ONLY_THEIRS,
            theirs=one,
            note=one.fault or told,
        )
        for one, told in alone
    ]
    notices = [_("这张表只到元，按四舍五入到元对比。")] if is_whole else []
    return Comparison(tuple(people), tuple(notices), is_whole)


# ---------------------------------------------------------------- what their columns mean


def _alike(lines: Sequence[TheirLine]) -> list[TheirLine]:
    """The lines with columns named as one has to read them beside the others.

    A column that is empty all the way down is not there. Performance pay without a column for the
    department's extra is both together, and the only commission of a sheet is the one that is paid.
    """
    held = {code for line in lines for code, one in line.values.items() if one is not None}
    given = held.union(*(line.unread for line in lines))
    renamed: dict[str, str] = {}
    if "performance_pay" in given and not given & {"extra", "performance_total"}:
        renamed["performance_pay"] = "performance_total"
    if "earned" in given and not given & {"commission", "carry_in"}:
        renamed["earned"] = "commission"
    return [
        replace(
            line,
            values={
                renamed.get(code, code): one for code, one in line.values.items() if code in given
            },
            unread={renamed.get(code, code): one for code, one in line.unread.items()},
        )
        for line in lines
    ]


# ---------------------------------------------------------------- who is who


def _paired(
    ours: Sequence[OurLine], theirs: Sequence[TheirLine]
) -> tuple[dict[str, TheirLine], dict[str, str], list[tuple[TheirLine, str]]]:
    """Their line by our number, a note on it, and the lines that are nobody's of ours."""
    by_number = {one.number: one for one in ours}
    by_name: dict[str, list[OurLine]] = defaultdict(list)
    for one in ours:
        by_name[_plain(one.name)].append(one)
    pairs: dict[str, TheirLine] = {}
    notes: dict[str, str] = {}
    alone: list[tuple[TheirLine, str]] = []
    for line in theirs:
        found, note = _whose(line, by_number, by_name)
        if found is None or found.number in pairs:
            if found is not None:
                told = _("和第 %d 行都像是同一个人，只对比了那一行。")
                note = told % pairs[found.number].row
            alone.append((line, note))
            continue
        pairs[found.number] = line
        if note:
            notes[found.number] = note
    return pairs, notes, alone


def _whose(
    line: TheirLine, by_number: Mapping[str, OurLine], by_name: Mapping[str, Sequence[OurLine]]
) -> tuple[OurLine | None, str]:
    """Whose line it is: by number where the name agrees, else by a name that is one person's."""
    numbered = by_number.get(line.number) if line.number else None
    if numbered is not None and (not line.name or _plain(numbered.name) == _plain(line.name)):
        return numbered, ""
    named = by_name.get(_plain(line.name), ()) if line.name else ()
    if len(named) == 1:
        if not line.number:
            return named[0], ""
        told = _("表里的工号是 %(given)s，按姓名对上的是 %(number)s。")
        return named[0], told % {"given": line.number, "number": named[0].number}
    if len(named) > 1:
        return None, _("有 %d 个人叫这个名字，请在表里加上工号。") % len(named)
    if numbered is not None:
        told = _("工号 %(number)s 是%(name)s，表里写的是%(given)s。")
        values = {"number": numbered.number, "name": numbered.name, "given": line.name}
        return numbered, told % values
    return None, ""


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


# ---------------------------------------------------------------- one person


def _person(ours: OurLine, theirs: TheirLine, note: str, is_whole: bool) -> PersonCompared:
    if theirs.fault:
        return PersonCompared(
            ours.number, ours.name, UNREAD, ours=ours, theirs=theirs, note=theirs.fault
        )
    steps = tuple(_steps(ours.values, theirs, is_whole))
    partings = _partings(steps)
    state = DIFFERENT if partings else UNREAD if any(one.told for one in steps) else SAME
    return PersonCompared(ours.number, ours.name, state, ours, theirs, steps, partings, note=note)


def _steps(ours: Values, theirs: TheirLine, is_whole: bool) -> Iterable[Compared]:
    for step in STEPS:
        code, mine = step.code, ours[step.code]
        if code in theirs.unread:
            yield Compared(code, mine, None, False, theirs.unread[code])
        elif code in theirs.values:
            given = theirs.values[code]
            if given is None and code in _INTERMEDIATE and mine:
                yield Compared(code, mine, None, True)
                continue
            is_same = equal(code, mine, given, is_whole)
            if code == "total" and is_whole and not is_same and given is not None:
                is_same = _is_sum_of_whole(ours, theirs, given)
            yield Compared(code, mine, given, is_same)


def equal(code: str, ours: Decimal | None, theirs: Decimal | None, is_whole: bool = False) -> bool:
    """Whether both are the same to the fen; nothing and 0 are one."""
    kind = STEP[code].kind
    mine, given = ours or ZERO, half_up(theirs or ZERO, _PLACES[kind])
    if code in _SIGNLESS:
        mine, given = abs(mine), abs(given)
    return mine == given or (is_whole and kind is CellKind.AMOUNT and half_up(mine, 0) == given)


def paid_parts(values: Values) -> dict[str, Decimal]:
    """The given parts of the sum of what is due, none of them counted twice."""
    parts = {code: one for code, one in values.items() if one is not None and STEP[code].is_paid}
    together = values.get("performance_total")
    if together is not None and not parts.keys() & {"performance_pay", "extra"}:
        parts["performance_total"] = together
    return parts


def _partings(steps: Sequence[Compared]) -> tuple[str, ...]:
    """The first differing step of each part of the pay; the sum where the parts do not explain it.

    Within performance pay and commission each step follows from the one before.
    """
    found: dict[str, str] = {}
    for one in steps:
        branch = STEP[one.code].branch
        if one.differs and branch != SUM:
            found.setdefault(one.code if branch == WAGE else branch, one.code)
    total = next((one for one in steps if one.code == "total"), None)
    if total is not None and total.differs and not (found and _follows(total, steps)):
        found[SUM] = total.code
    return tuple(found.values())


def _follows(total: Compared, steps: Sequence[Compared]) -> bool:
    """Whether the sums differ by exactly what the parts differ by."""
    theirs = paid_parts({one.code: one.theirs or ZERO for one in steps if not one.told})
    mine = {one.code: one.ours or ZERO for one in steps}
    apart = sum((value - mine[code] for code, value in theirs.items()), ZERO)
    return half_up((total.theirs or ZERO) - (total.ours or ZERO) - apart) == ZERO


# ---------------------------------------------------------------- whole yuan


def _has_whole_yuan(pairs: Sequence[tuple[OurLine, TheirLine]]) -> bool:
    """Their amounts are all whole yuan, though most of ours that are not would round to them."""
    counts: Counter[bool] = Counter()
    for ours, theirs in pairs:
        for code, given in theirs.values.items():
            mine = ours.values[code]
            if given is None or STEP[code].kind is not CellKind.AMOUNT:
                continue
            if given != half_up(given, 0):
                return False
            if mine is not None and mine != half_up(mine, 0):
                counts[half_up(mine, 0) == given] += 1
    return counts[True] > counts[False]


def _is_sum_of_whole(ours: Values, theirs: TheirLine, total: Decimal) -> bool:
    """A sum of rounded parts may be a yuan or two from the rounded sum."""
    parts = paid_parts(theirs.values)
    agree = all(equal(code, ours[code], one, is_whole=True) for code, one in parts.items())
    is_near = abs(total - (ours["total"] or ZERO)) <= len(parts)
    return agree and is_near and sum(parts.values(), ZERO) == total
