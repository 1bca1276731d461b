"""The policy book: every policy in its versions, and what is in force on a day.

A `Book` holds all versions of all policies; `Book.on(day)` gives the `Rulebook` of that day:
each policy's version in force, its parameters as typed values, and the clause behind every
parameter and every rule ID. Adopted-on and effective-from are two dates; only the second one
decides what is in force.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from dakehu.policy.chains import Chain
from dakehu.policy.figures import Figure, Source
from dakehu.policy.params import TYPES, parse_parameter

PLACEHOLDER = re.compile(r"\{([a-z_0-9.]+)(?:\[(\d+)\](?:\.(from|rate))?)?\}")


class NotInForce(LookupError):
    """No version is in force on that day, or none that sets what was asked for."""


class UnknownParameter(KeyError):
    """A parameter key that no policy has."""


@dataclass(frozen=True)
class Item:
    """One numbered item of a clause: 第1条(一)."""

    number: str
    text: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """A numbered article: text with parameters in braces, and what it governs."""

    article: str
    title: str
    text: str
    chapter: str = ""
    items: tuple[Item, ...] = ()
    covers: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    proposal: bool = False
    purpose: str = ""

    @property
    def all_covers(self) -> tuple[str, ...]:
        """Rule IDs of the clause and of its items, each once."""
        of_items = (rule for item in self.items for rule in item.covers)
        return tuple(dict.fromkeys((*self.covers, *of_items)))

    @property
    def whole_text(self) -> str:
        """Lead and items as one raw text."""
        lines = [self.text, *(f"（{item.number}）{item.text}" for item in self.items)]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Parameter:
    """A dated, typed parameter bound to its clause; `raw` is the value as written."""

    key: str
    name: str
    unit: str
    article: str
    raw: Any
    value: Any
    adopted_on: date
    effective_from: date
    rows: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    read_by: str = "rules"


@dataclass(frozen=True)
class Policy:
    """One version of one policy."""

    code: str
    title: str
    version: str
    adopted_on: date
    effective_from: date
    approved_by: str
    authority: str
    touches_pay: bool
    summary: str
    clauses: tuple[Clause, ...]
    parameters: Mapping[str, Parameter]
    chains: Mapping[str, Chain]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Article or item (第4条(三)) → text with its parameters filled in."""
        texts: dict[str, str] = {}
        for clause in self.clauses:
            texts[clause.article] = self.fill(clause.whole_text)
            for item in clause.items:
                texts[f"{clause.article}({item.number})"] = self.fill(item.text)
        return texts

    def fill(self, text: str) -> str:
        """`text` with every `{parameter}` replaced by its value in Chinese."""
        return PLACEHOLDER.sub(self._told, text)

    def _told(self, match: "re.Match[str]") -> str:
        key, row, part = match.groups()
        parameter = self.parameters[key]
        kind = TYPES[key]
        if row is None:
            return kind.show(parameter.value)
        return kind.parts(parameter.value)[int(row)][part or ""]

    def source(self, article: str) -> Source:
        """The source of an article or item of this version."""
        covers: tuple[str, ...] = ()
        for clause in self.clauses:
            if article == clause.article:
                covers = clause.all_covers
            elif article.startswith(f"{clause.article}("):
                number = article[len(clause.article) + 1 : -1]
                covers = next(item.covers for item in clause.items if item.number == number)
                covers = covers or clause.covers
        return Source(
            policy=self.code,
            version=self.version,
            article=article,
            covers=covers,
            title=self.title,
            text=self.texts[article],
        )


@dataclass(frozen=True)
class Rulebook:
    """All policies in force on one day (规则集), optionally with some parameters replaced."""

    policies: Mapping[str, Policy]
    overrides: Mapping[str, Any] = field(default_factory=dict)
    standing: "Rulebook | None" = None
    """The rulebook without the replaced parameters: where clauses are looked up."""

    @cached_property
    def _homes(self) -> dict[str, Policy]:
        if self.standing is not None:
            return self.standing._homes
        return {key: policy for policy in self.policies.values() for key in policy.parameters}

    @cached_property
    def _articles(self) -> dict[str, Source]:
        """Rule ID → source: an item before its clause, the first clause before later ones."""
        if self.standing is not None:
            return self.standing._articles
        sources: dict[str, Source] = {}
        for policy in self.policies.values():
            for clause in policy.clauses:
                for item in clause.items:
                    source = policy.source(f"{clause.article}({item.number})")
                    for rule in item.covers:
                        sources.setdefault(rule, source)
                source = policy.source(clause.article)
                for rule in (*clause.covers, *clause.decides):
                    sources.setdefault(rule, source)
        return sources

    @cached_property
    def _cache(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def _values(self) -> dict[str, Any]:
        if self.standing is not None:
            return {**self.standing._values, **self.overrides}
        return {key: home.parameters[key].value for key, home in self._homes.items()}

    def __getitem__(self, key: str) -> Any:
        """The typed value of parameter `key`; NotInForce where no policy sets it that day."""
        try:
            return self._values[key]
        except KeyError:
            raise NotInForce(key) from None

    def parameter(self, key: str) -> Parameter:
        """The parameter with its clause and dates; NotInForce where no policy sets it that day."""
        home = self._homes.get(key)
        if home is None:
            raise NotInForce(key)
        return home.parameters[key]

    def source(self, key: str, row: int | None = None) -> Source:
        """The clause that sets parameter `key`, or the item behind one of its rows."""
        found = self._cache.get((key, row))
        if found is None:
            parameter = self.parameter(key)
            replaced = key in self.overrides
            one_row = row is not None and row < len(parameter.rows) and not replaced
            article = parameter.rows[row] if one_row and row is not None else parameter.article
            found = self._source(self._homes[key], article)
            self._cache[(key, row)] = found
        source: Source = found
        return source

    def _source(self, home: Policy, article: str) -> Source:
        if self.standing is not None:
            return self.standing._source(home, article)
        found: Source | None = self._cache.get((home.code, article))
        if found is None:
            found = self._cache[(home.code, article)] = home.source(article)
        return found

    def law(self, rule: str) -> Source:
        """The clause that covers rule ID `rule` or writes down decision `rule`."""
        try:
            return self._articles[rule]
        except KeyError:
            raise NotInForce(rule) from None

    def setting(self, key: str, unit: str, label: str = "") -> Figure:
        """A parameter as a figure, to stand among a computation's inputs."""
        figure: Figure | None = self._cache.get((key, "figure"))
        if figure is None:
            value = self[key]
            plain = isinstance(value, Decimal | int)
            told = Decimal(value) if plain else TYPES[key].show(value)
            how = "本次计算指定" if key in self.overrides else "制度规定"
            name = label or self.parameter(key).name
            figure = Figure(key, name, told, unit, how, self.source(key))
            self._cache[(key, "figure")] = figure
        return figure

    def replacing(self, overrides: Mapping[str, Any]) -> "Rulebook":
        """The same rulebook with typed parameter values replaced for one computation."""
        if not overrides:
            return self
        return Rulebook(self.policies, {**self.overrides, **overrides}, self.standing or self)

    def chain(self, code: str) -> Chain:
        """The approval chain `code` as the policies in force set it."""
        for policy in self.policies.values():
            if code in policy.chains:
                chain = policy.chains[code]
                return replace(chain, source=policy.source(chain.article))
        raise NotInForce(code)


@dataclass(frozen=True)
class Book:
    """Every policy in all its versions."""

    policies: tuple[Policy, ...]

    @cached_property
    def _days(self) -> dict[date, Rulebook]:
        return {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The policies' codes, in the order of the files."""
        return tuple(dict.fromkeys(policy.code for policy in self.policies))

    def versions(self, code: str) -> tuple[Policy, ...]:
        """All versions of one policy, the oldest first."""
        found = [policy for policy in self.policies if policy.code == code]
        return tuple(sorted(found, key=lambda policy: policy.effective_from))

    def in_force(self, code: str, day: date) -> Policy | None:
        """The version of `code` in force on `day`, None before the first."""
        found: Policy | None = None
        for policy in self.versions(code):
            if policy.effective_from <= day:
                found = policy
        return found

    def on(self, day: date) -> Rulebook:
        """What is in force on `day`; NotInForce before the first version of any policy."""
        rulebook = self._days.get(day)
        if rulebook is None:
            current = [(code, self.in_force(code, day)) for code in self.codes]
            policies = {code: policy for code, policy in current if policy is not None}
            if not policies:
                raise NotInForce(day.isoformat())
            rulebook = self._same(policies) or Rulebook(policies)
            self._days[day] = rulebook
        return rulebook

    def of_versions(self, names: Mapping[str, str]) -> Rulebook:
        """The versions of those names by policy code; NotInForce where one is not there."""
        policies: dict[str, Policy] = {}
        for code, name in names.items():
            found = [one for one in self.versions(code) if one.version == name]
            if not found:
                raise NotInForce(f"{code} {name}")
            policies[code] = found[0]
        return self._same(policies) or Rulebook(policies)

    def earliest(self) -> Rulebook:
        """What is in force on the first day of the first version."""
        return self.on(min(policy.effective_from for policy in self.policies))

    def _same(self, policies: Mapping[str, Policy]) -> Rulebook | None:
        for rulebook in self._days.values():
            if all(rulebook.policies.get(code) is policy for code, policy in policies.items()):
                return rulebook if len(rulebook.policies) == len(policies) else None
        return None

    def keys(self) -> Iterator[str]:
        """Every parameter key that some version sets."""
        return iter(dict.fromkeys(key for policy in self.policies for key in policy.parameters))


def override(key: str, raw: Any) -> Any:
    """The typed value of an override; UnknownParameter for a key that no policy has."""
    if key not in TYPES:
        raise UnknownParameter(key)
    return parse_parameter(key, raw)
