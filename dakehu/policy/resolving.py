"""Who takes each step of one request, in which order, and why that person.

To resolve a chain means to choose its variant and to fill the seats with people. The separation
of duties is kept here and nowhere else (A-68): whoever applies never approves, a level that only
the applicant could take is skipped to the next one, and the last level goes to a named deputy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from dakehu.policy.chains import (
    APPROVALS,
    FALLBACKS,
    OPTIONAL_SEATS,
    SPECIAL_SEATS,
    Chain,
    Does,
    StepRule,
    seats_told,
)

Problem = Literal["empty_seat", "unfilled"]

_VERBS: Final[Mapping[Does, str]] = {
    "file": "提交",
    "opinion": "提出意见",
    "approve": "审批",
    "decide": "作出决定",
    "check": "核对",
    "confirm": "确认",
    "issue": "出具凭据",
    "pay": "付款",
    "record": "登记",
    "see": "阅知",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of one request: any of `persons` may take it.

    `because` is the Chinese reason. `skipped` are the seats of lower levels that fell to this
    step because the applicant holds them. With a `problem` nobody can take the step yet:
    `empty_seat` (nobody holds the seat) or `unfilled` (only the applicant does, and no deputy is
    named).
    """

    seats: tuple[str, ...]
    persons: tuple[str, ...]
    does: Does
    because: str
    may: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    problem: Problem | None = None


def resolve(
    chain: Chain,
    *,
    facts: Mapping[str, str],
    seats: Mapping[str, Sequence[str]],
    applicant: str,
    deputies: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """The steps of one request, in order, each with its people and the reason (A-68).

    `facts` choose the variant and name the people of the special seats; `seats` says who holds
    which seat; `deputies` names, by seat, who stands in where only the applicant could act.
    Raises `NoVariant`.
    """
    variant = chain.variant_for(facts)
    office = _Office(facts, seats, applicant, deputies or {})
    rules = [rule for rule in variant.steps if not office.does_without(rule)]
    drafts = _without_own(_settled([_draft(rule, office) for rule in rules], office))
    lead = f"{chain.title}（{chain.citation}）：{variant.because}；"
    return tuple(draft.step(lead) for draft in _merged(drafts))


@dataclass(frozen=True, slots=True)
class _Office:
    """Who is there to act on one request."""

    facts: Mapping[str, str]
    seats: Mapping[str, Sequence[str]]
    applicant: str
    deputies: Mapping[str, str]

    def holders(self, seat: str) -> tuple[str, ...]:
        """The people in a seat itself, without fallback."""
        if seat == "applicant":
            return (self.applicant,)
        if seat in SPECIAL_SEATS:
            person = self.facts.get(seat)
            return (person,) if person else ()
        return tuple(self.seats.get(seat, ()))

    def acting_seat(self, seat: str) -> str:
        """The seat whose holders act for a seat: itself, or its fallback where it is empty."""
        return seat if self.holders(seat) else FALLBACKS.get(seat, seat)

    def deputy(self, rule: StepRule) -> str | None:
        """Who stands in for the applicant at a step, never the applicant."""
        for seat in (*rule.seats, *map(self.acting_seat, rule.seats)):
            person = self.deputies.get(seat)
            if person and person != self.applicant:
                return person
        return None

    def does_without(self, rule: StepRule) -> bool:
        """Whether a step falls away: its seats are optional and nobody holds them (A-64)."""
        return all(seat in OPTIONAL_SEATS and not self.holders(seat) for seat in rule.seats)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A step in the making; `own` says that only the applicant could take it."""

    rule: StepRule
    persons: tuple[str, ...]
    notes: tuple[str, ...]
    own: bool = False
    skipped: tuple[str, ...] = ()
    problem: Problem | None = None
    is_merged: bool = False

    def step(self, lead: str) -> Step:
        """The finished step, its reason led in by the chain and its variant."""
        notes = self.notes
        if self.is_merged:
            notes = (*notes, f"{seats_told(self.rule.seats, '、')}为同一人，一并审批")
        return Step(
            seats=self.rule.seats,
            persons=self.persons,
            does=self.rule.does,
            because=f"{lead}{'；'.join(notes)}。",
            may=self.rule.may,
            skipped=self.skipped,
            problem=self.problem,
        )


def _draft(rule: StepRule, office: _Office) -> _Draft:
    """One step with its people, before levels are skipped or merged."""
    told = seats_told(rule.seats)
    if rule.does == "file" and SPECIAL_SEATS.isdisjoint(rule.seats):
        holds = any(office.applicant in office.holders(seat) for seat in rule.seats)
        note = f"由申请人以{told}身份提交" if holds else "由申请人提交"
        return _Draft(rule, (office.applicant,), (note,))
    acting = {seat: office.acting_seat(seat) for seat in rule.seats}
    people = _each_once(who for seat in acting.values() for who in office.holders(seat))
    notes = tuple(
        f"{seats_told([seat])}未另设专人，由{seats_told([other])}担任"
        for seat, other in acting.items()
        if seat != other
    )
    if not people:
        missing = "目前无人任职，须先任命" if SPECIAL_SEATS.isdisjoint(rule.seats) else "尚未指明"
        return _Draft(rule, (), (*notes, f"{told}{missing}"), problem="empty_seat")
    others = tuple(who for who in people if who != office.applicant)
    if rule.is_approval and not others:
        return _Draft(rule, (), notes, own=True)
    notes = (*notes, f"由{told}{_VERBS[rule.does]}")
    if rule.is_approval and others != people:
        return _Draft(rule, others, (*notes, "申请人本人不参与本级"))
    return _Draft(rule, people, notes)


def _settled(drafts: Sequence[_Draft], office: _Office) -> list[_Draft]:
    """The drafts with a deputy, or a problem, at own levels that no later level can take over.

    Read from the end: a level may be skipped only where another person surely takes a later one.
    """
    settled: list[_Draft] = []
    taken_later = False
    for draft in reversed(drafts):
        found = _by_deputy(draft, office) if draft.own and not taken_later else draft
        taken_later = taken_later or (found.rule.is_approval and bool(found.persons))
        settled.append(found)
    return settled[::-1]


def _by_deputy(draft: _Draft, office: _Office) -> _Draft:
    """An own level at the end of the chain, in the hands of its deputy if there is one."""
    told = seats_told(draft.rule.seats)
    person = office.deputy(draft.rule)
    if person is None:
        note = f"申请人即{told}，其上再无他人，且未指定代理人，须先指定"
        return replace(draft, own=False, notes=(*draft.notes, note), problem="unfilled")
    note = f"申请人即{told}，其上再无他人，由指定的代理人{_VERBS[draft.rule.does]}"
    return replace(draft, own=False, persons=(person,), notes=(*draft.notes, note))


def _without_own(drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts without the levels still the applicant's own; the next approval names them."""
    kept: list[_Draft] = []
    skipped: tuple[str, ...] = ()
    for draft in drafts:
        if draft.own:
            skipped += draft.rule.seats
        elif skipped and draft.rule.is_approval:
            note = f"申请人即{seats_told(skipped, '、')}，该级跳过，由本级接办"
            kept.append(replace(draft, skipped=skipped, notes=(note, *draft.notes)))
            skipped = ()
        else:
            kept.append(draft)
    return kept


def _merged(drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts with neighbouring approvals of one and the same person made one step (A-68)."""
    kept: list[_Draft] = []
    for draft in drafts:
        if kept and _same_approver(kept[-1], draft):
            kept.append(_joined(kept.pop(), draft))
        else:
            kept.append(draft)
    return kept


def _same_approver(earlier: _Draft, later: _Draft) -> bool:
    both_approve = earlier.rule.is_approval and later.rule.is_approval
    return both_approve and len(later.persons) == 1 and earlier.persons == later.persons


def _joined(earlier: _Draft, later: _Draft) -> _Draft:
    """Two approvals as one that keeps both seats and weighs as the weightier of them."""
    rule = StepRule(
        seats=_each_once((*earlier.rule.seats, *later.rule.seats)),
        does=max(earlier.rule.does, later.rule.does, key=APPROVALS.index),
        may=_each_once((*earlier.rule.may, *later.rule.may)),
    )
    return _Draft(
        rule=rule,
        persons=later.persons,
        notes=earlier.notes + later.notes,
        skipped=earlier.skipped + later.skipped,
        is_merged=True,
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
