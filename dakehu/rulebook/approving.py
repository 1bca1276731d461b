"""Who approves what on a day: every chain resolved for one person, with the reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dakehu.organization.queries.seats import StandIn, deputies_of_seats
from dakehu.policy.book import Rulebook
from dakehu.policy.chains import SPECIAL_SEATS, Chain, Variant, seats_told
from dakehu.policy.resolving import Step, resolve
from dakehu.policy.telling import DOES, Place, place_of
from dakehu.rulebook.addresses import clause_url

Naming = Callable[[str], str]


@dataclass(frozen=True)
class Staffing:
    """Who holds which seat on the day, who stands in (by chain), and what people are called."""

    on: date
    seats: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    superiors: Mapping[str, str]
    standing: Callable[[str], Mapping[str, StandIn]]

    def name(self, person: str) -> str:
        return self.names.get(person, person)

    def deputies(self, chain: str) -> Mapping[str, str]:
        """By seat, who stands in for a holder in a chain."""
        return deputies_of_seats(self.seats, self.standing(chain))

    def told(self, person: str, chain: str, applicant: str) -> str:
        """A person with their deputy of the day; whoever applies acts for nobody."""
        name, deputy = self.name(person), self.standing(chain).get(person)
        if deputy is None or str(deputy.person.id) == applicant:
            return name
        last = deputy.last_on.isoformat()
        if deputy.last_on.year == self.on.year:
            last = last[5:]
        words = {"name": name, "deputy": deputy.person.name, "last": last}
        return _("%(name)s（代理：%(deputy)s，至 %(last)s）") % words

    def holds(self, person: str, seats: Sequence[str]) -> bool:
        return any(person in self.seats.get(seat, ()) for seat in seats)


@dataclass(frozen=True)
class StepLine:
    """A step as a page tells it; `mend` says what to do where nobody can take it."""

    seats: str
    does: str
    people: tuple[str, ...]
    because: str
    mend: str


@dataclass(frozen=True)
class CaseLine:
    """A variant of a chain: when it applies, who files it, and its steps."""

    because: str
    applicant: str
    steps: tuple[StepLine, ...]

    @property
    def has_problem(self) -> bool:
        return any(step.mend for step in self.steps)


@dataclass(frozen=True)
class ApprovalLine:
    """A chain with its variants; `is_own` where the person asked about may file it."""

    code: str
    title: str
    citation: str
    url: str
    is_own: bool
    cases: tuple[CaseLine, ...]


def approvals_in(
    rulebook: Rulebook, staffing: Staffing, person: str, named: Naming
) -> list[ApprovalLine]:
    """Every chain in force, in the order of their numbers."""
    codes = {code for policy in rulebook.policies.values() for code in policy.chains}
    chains = [rulebook.chain(code) for code in sorted(codes, key=lambda code: int(code[3:]))]
    return [_approval(chain, staffing, person, named) for chain in chains]


def _approval(chain: Chain, staffing: Staffing, person: str, named: Naming) -> ApprovalLine:
    source = chain.source
    place = (place_of(chain.article) if source else None) or Place(chain.article)
    cases: list[CaseLine] = []
    own = False
    for variant in chain.variants:
        if not _may_apply(variant, staffing, person):
            continue
        filed_by_person = _files(variant, staffing, person)
        own = own or filed_by_person
        applicant = person if filed_by_person else _filer(variant, staffing) or person
        cases.append(_case(chain, variant, staffing, applicant, named))
    return ApprovalLine(
        code=chain.code,
        title=named(chain.title),
        citation=chain.citation,
        url=clause_url(source.policy, place, source.version) if source else "",
        is_own=own,
        cases=tuple(cases),
    )


def _may_apply(variant: Variant, staffing: Staffing, person: str) -> bool:
    """A variant for travellers of one seat is for those who hold it, and they have no other."""
    traveller = variant.when.get("traveller")
    return traveller is None or staffing.holds(person, [traveller])


def _filing_seats(variant: Variant) -> tuple[str, ...]:
    """Whose request it is: the seats that file it, though another may act before them."""
    filing = (step.seats for step in variant.steps if step.does == "file")
    return next(filing, variant.steps[0].seats)


def _files(variant: Variant, staffing: Staffing, person: str) -> bool:
    seats = _filing_seats(variant)
    return not SPECIAL_SEATS.isdisjoint(seats) or staffing.holds(person, seats)


def _filer(variant: Variant, staffing: Staffing) -> str | None:
    """Somebody who files such requests, where the person asked about does not."""
    for seat in _filing_seats(variant):
        for person in staffing.seats.get(seat, ()):
            return person
    return None


def _case(
    chain: Chain, variant: Variant, staffing: Staffing, applicant: str, named: Naming
) -> CaseLine:
    one = Chain(chain.code, chain.title, (variant,), chain.article, chain.source)
    facts = facts_for(variant, staffing, applicant)
    steps = resolve(
        one,
        facts=facts,
        seats=staffing.seats,
        applicant=applicant,
        deputies=staffing.deputies(chain.code),
    )
    lead = f"{chain.title}（{chain.citation}）：{variant.because}；"
    return CaseLine(
        because=named(variant.because),
        applicant=staffing.name(applicant),
        steps=tuple(
            _step(step, lambda who: staffing.told(who, chain.code, applicant), lead, named)
            for step in steps
        ),
    )


def facts_for(variant: Variant, staffing: Staffing, applicant: str) -> dict[str, str]:
    """The facts that choose the variant, and people or words for the seats that a request fills."""
    return {
        **variant.when,
        "superior": staffing.superiors.get(applicant, ""),
        "organiser": _("由会议指明的组织者"),
        "leaver": applicant,
        "successor": _("由交接单指明的接收人"),
    }


def _step(step: Step, told: Callable[[str], str], lead: str, named: Naming) -> StepLine:
    return StepLine(
        seats=named(seats_told(step.seats, "、")),
        does=DOES[step.does],
        people=tuple(told(each) for each in step.persons),
        because=named(_worth_telling(step.because.removeprefix(lead))),
        mend=_mend(step),
    )


def _worth_telling(because: str) -> str:
    """A reason that says no more than who does what is left out: the line says it already."""
    return "" if because.startswith("由") and "；" not in because else because


def _mend(step: Step) -> str:
    if step.problem == "empty_seat" and "superior" in step.seats:
        return _("写明申请人岗位的直接上级，并为它任命人员")
    if step.problem == "empty_seat":
        return _("为这个岗位任命人员，或者由别的岗位一并负责")
    if step.problem == "unfilled":
        return _("请本人在“代理”中指定一位代理人")
    return ""


@dataclass(frozen=True)
class ApprovalGroup:
    """Approvals under a heading."""

    title: str
    lines: tuple[ApprovalLine, ...]


def approval_groups(lines: Sequence[ApprovalLine], name: str) -> list[ApprovalGroup]:
    """First what the person may bring up, then what others do."""
    return [
        ApprovalGroup(
            _("%(name)s可以提出的事项") % {"name": name},
            tuple(line for line in lines if line.is_own),
        ),
        ApprovalGroup(_("由别的岗位提出的事项"), tuple(line for line in lines if not line.is_own)),
    ]
