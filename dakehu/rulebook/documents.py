"""A policy as a reader sees it: chapters, clauses, highlighted values, and what each one drives."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from dakehu.policy.book import Book, Clause, NotInForce, Parameter, Policy, Rulebook
from dakehu.policy.chains import Chain, seats_told
from dakehu.policy.telling import (
    DOES,
    Place,
    chains_of,
    clause_at,
    parameters_of,
    pieces_of,
    value_told,
)
from dakehu.rulebook.addresses import anchor, clause_url
from dakehu.rulebook.reads import kinds_reading
from dakehu.rules.kinds import KINDS

Naming = Callable[[str], str]

_BARE: Final = re.compile("[0-9][0-9,.]*")


@dataclass(frozen=True)
class TextPiece:
    """Some words, or the told value of a parameter with its `name` and since when it holds."""

    text: str
    name: str = ""
    unit: str = ""
    since: date | None = None


@dataclass(frozen=True)
class ItemPart:
    """An item of a clause."""

    number: str
    anchor: str
    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True)
class ParameterLine:
    """A parameter as it is told in lists."""

    key: str
    name: str
    value: str
    unit: str
    since: date
    policy: str
    title: str
    place: Place
    version: str

    @property
    def told(self) -> str:
        """The value with its unit, where it is a bare number."""
        return f"{self.value} {self.unit}" if _BARE.fullmatch(self.value) else self.value

    @property
    def url(self) -> str:
        return clause_url(self.policy, self.place, self.version)


@dataclass(frozen=True)
class ChainLine:
    """An approval that a clause sets: its name and its steps in one line."""

    code: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Drives:
    """What a clause governs: computations by name and title, values, approvals, rules, guards."""

    kinds: tuple[tuple[str, str], ...]
    parameters: tuple[ParameterLine, ...]
    chains: tuple[ChainLine, ...]
    rules: tuple[str, ...]
    decisions: tuple[str, ...]
    guards: tuple[str, ...]
    purpose: str

    @property
    def is_empty(self) -> bool:
        return not (self.kinds or self.parameters or self.chains)


@dataclass(frozen=True)
class ClausePart:
    """A clause with its items, and since when its text is as it stands."""

    article: str
    anchor: str
    title: str
    is_proposal: bool
    pieces: tuple[TextPiece, ...]
    items: tuple[ItemPart, ...]
    drives: Drives
    since: date
    is_new: bool


@dataclass(frozen=True)
class ChapterPart:
    """A chapter; `anchor` is its id on the page."""

    title: str
    anchor: str
    clauses: tuple[ClausePart, ...]


def chapters_of(book: Book, policy: Policy, named: Naming) -> tuple[ChapterPart, ...]:
    """The whole policy for its page."""
    clauses = [clause_part(book, policy, clause, named) for clause in policy.clauses]
    chapter_by_article = {clause.article: clause.chapter for clause in policy.clauses}
    grouped = groupby(clauses, key=lambda part: chapter_by_article[part.article])
    return tuple(
        ChapterPart(named(title), f"chapter-{place}", tuple(parts))
        for place, (title, parts) in enumerate(grouped, start=1)
    )


def clause_part(book: Book, policy: Policy, clause: Clause, named: Naming) -> ClausePart:
    """One clause for the page or the drawer."""
    since = clause_since(book, policy, clause.article)
    return ClausePart(
        article=clause.article,
        anchor=anchor(Place(clause.article)),
        title=named(clause.title),
        is_proposal=clause.proposal,
        pieces=tuple(_pieces(book, policy, clause.text, named)),
        items=tuple(
            ItemPart(
                item.number,
                anchor(Place(clause.article, item.number)),
                tuple(_pieces(book, policy, item.text, named)),
            )
            for item in clause.items
        ),
        drives=drives_of(book, policy, clause, named),
        since=since,
        is_new=since == policy.effective_from and policy != book.versions(policy.code)[0],
    )


def _pieces(book: Book, policy: Policy, text: str, named: Naming) -> Iterator[TextPiece]:
    for piece in pieces_of(policy, text):
        if not piece.key:
            yield TextPiece(named(piece.text))
            continue
        parameter = policy.parameters[piece.key]
        since = parameter_since(book, policy, piece.key)
        yield TextPiece(named(piece.text), named(parameter.name), parameter.unit, since)


def drives_of(book: Book, policy: Policy, clause: Clause, named: Naming) -> Drives:
    """What a clause drives, as far as the program carries it out."""
    parameters = parameters_of(policy, clause)
    keys = frozenset(each.key for each in parameters)
    laws = frozenset(_cited_for(book.on(policy.effective_from), policy, clause))
    return Drives(
        kinds=tuple((kind, KINDS[kind].title) for kind in kinds_reading(keys, laws)),
        parameters=tuple(parameter_line(book, policy, each, named) for each in parameters),
        chains=tuple(chain_line(chain, named) for chain in chains_of(policy, clause)),
        rules=clause.all_covers,
        decisions=clause.decides,
        guards=clause.guards,
        purpose=named(clause.purpose),
    )


def _cited_for(rulebook: Rulebook, policy: Policy, clause: Clause) -> Iterator[str]:
    """The rules and decisions for which this very clause is cited, not another one beside it."""
    for rule in (*clause.all_covers, *clause.decides):
        try:
            source = rulebook.law(rule)
        except NotInForce:
            continue
        if source.policy == policy.code and source.article.partition("(")[0] == clause.article:
            yield rule


def parameter_line(
    book: Book, policy: Policy, parameter: Parameter, named: Naming
) -> ParameterLine:
    """A parameter for lists and notes."""
    return ParameterLine(
        key=parameter.key,
        name=named(parameter.name),
        value=named(value_told(parameter)),
        unit=parameter.unit,
        since=parameter_since(book, policy, parameter.key),
        policy=policy.code,
        title=policy.title,
        place=Place(parameter.article),
        version=policy.version,
    )


def chain_line(chain: Chain, named: Naming) -> ChainLine:
    """A chain with each variant's steps in one line."""
    return ChainLine(
        chain.code,
        named(chain.title),
        tuple(
            named(
                " → ".join(f"{seats_told(step.seats)}{DOES[step.does]}" for step in variant.steps)
            )
            for variant in chain.variants
        ),
    )


def clause_since(book: Book, policy: Policy, article: str) -> date:
    """Since when an article reads as it does in `policy`."""

    def told(version: Policy) -> str | None:
        clause = clause_at(version, article)
        return None if clause is None else f"{clause.title}\n{version.texts[article]}"

    return _since(book.versions(policy.code), policy, told)


def parameter_since(book: Book, policy: Policy, key: str) -> date:
    """Since when a parameter has the value that it has in `policy`."""

    def value(version: Policy) -> object:
        parameter = version.parameters.get(key)
        return None if parameter is None else (parameter.raw,)

    return _since(book.versions(policy.code), policy, value)


def _since(versions: Sequence[Policy], policy: Policy, told: Callable[[Policy], object]) -> date:
    """The first day of the unbroken run of versions, up to `policy`, that say the same."""
    wanted = told(policy)
    since = policy.effective_from
    earlier = [each for each in versions if each.effective_from < policy.effective_from]
    for version in reversed(earlier):
        if told(version) != wanted:
            break
        since = version.effective_from
    return since
