"""Looking for words in the clauses as they read, with their values filled in."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dakehu.policy.book import Clause, Policy
from dakehu.policy.telling import Place, parameters_of
from dakehu.rulebook.addresses import clause_url

Naming = Callable[[str], str]

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SHOWN: Final = 4


@dataclass(frozen=True)
class Stretch:
    """Some text, found or not."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class HitLine:
    """A line of a clause that holds a word; `place` is the clause or the item."""

    place: Place
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Hit:
    """A clause that holds every word, its title marked too, and up to four of its lines."""

    policy: str
    policy_title: str
    version: str
    place: Place
    title: tuple[Stretch, ...]
    lines: tuple[HitLine, ...]
    parameters: tuple[str, ...]

    @property
    def url(self) -> str:
        return clause_url(self.policy, self.place, self.version)


def words_of(text: str) -> tuple[str, ...]:
    """The words to look for: parted by blanks, small letters, narrow forms, each once."""
    return tuple(dict.fromkeys(_plain(text).split()))


def _plain(text: str) -> str:
    """One character for one, so that places in the plain text are places in the text."""
    return "".join(low if len(low := each.lower()) == 1 else each for each in text.translate(_WIDE))


def hits_in(policies: Iterable[Policy], text: str, named: Naming) -> list[Hit]:
    """The clauses that hold every word of `text` in title, text, or the names of their values."""
    words = words_of(text)
    if not words:
        return []
    found = (_hit(policy, clause, words, named) for policy in policies for clause in policy.clauses)
    return [hit for hit in found if hit is not None]


def _hit(policy: Policy, clause: Clause, words: tuple[str, ...], named: Naming) -> Hit | None:
    title = named(clause.title)
    lines = list(_lines(policy, clause, named))
    names = [named(each.name) for each in parameters_of(policy, clause)]
    whole = _plain("\n".join([clause.article, title, *names, *(text for _, text in lines)]))
    if any(word not in whole for word in words):
        return None
    marked = [HitLine(place, marked_in(text, words)) for place, text in lines]
    hits = [line for line in marked if any(each.is_hit for each in line.stretches)]
    return Hit(
        policy=policy.code,
        policy_title=policy.title,
        version=policy.version,
        place=Place(clause.article),
        title=marked_in(title, words),
        lines=tuple((hits or marked)[:_SHOWN]),
        parameters=tuple(name for name in names if any(word in _plain(name) for word in words)),
    )


def _lines(policy: Policy, clause: Clause, named: Naming) -> Iterator[tuple[Place, str]]:
    if clause.text:
        yield Place(clause.article), named(policy.fill(clause.text))
    for item in clause.items:
        yield Place(clause.article, item.number), named(policy.fill(item.text))


def marked_in(text: str, words: Iterable[str]) -> tuple[Stretch, ...]:
    """`text` in stretches, every occurrence of a word marked; the longer word wins."""
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    stretches: list[Stretch] = []
    end = 0
    for match in pattern.finditer(_plain(text)):
        if match.start() > end:
            stretches.append(Stretch(text[end : match.start()], False))
        stretches.append(Stretch(text[match.start() : match.end()], True))
        end = match.end()
    if end < len(text):
        stretches.append(Stretch(text[end:], False))
    return tuple(stretches)
