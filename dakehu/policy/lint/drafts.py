"""A policy version as it is written: right in form, but not yet known to make sense.

Lint looks at drafts and not at frozen policies, since a policy with a fault cannot be built.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dakehu.policy.decimals import parse_number
from dakehu.policy.lint.findings import Finding, Level
from dakehu.policy.param_types import ParamError
from dakehu.policy.params import parse_parameter


@dataclass(frozen=True)
class Draft:
    """One file's checked content; `name` is the file's own."""

    name: str
    raw: Mapping[str, Any]

    @property
    def code(self) -> str:
        return str(self.raw["code"])

    @property
    def version(self) -> str:
        return str(self.raw["version"])

    @property
    def effective_from(self) -> str:
        return str(self.raw["effective_from"])

    @cached_property
    def clauses(self) -> list[Mapping[str, Any]]:
        """All clauses, in their order."""
        return [clause for chapter in self.raw["chapters"] for clause in chapter["clauses"]]

    @property
    def parameters(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.raw["parameters"]
        return found

    @property
    def chains(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.raw["chains"]
        return found

    def text_of(self, article: str) -> str | None:
        """Lead and items of a clause as one raw text; None where there is no such clause."""
        for clause in self.clauses:
            if clause["article"] == article:
                return "\n".join([clause["text"], *(item["text"] for item in clause["items"])])
        return None

    def covers(self) -> Iterator[str]:
        """Every rule ID that a clause or item covers."""
        for clause in self.clauses:
            yield from clause["covers"]
            for item in clause["items"]:
                yield from item["covers"]

    def finding(
        self, code: str, level: Level, article: str, message: str, mend: str, **data: Any
    ) -> Finding:
        """A finding about this version."""
        return Finding(code, level, self.code, article, message, mend, data, self.version)


def standing_together(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The sets of versions that are in force on the same day, from the oldest to the newest."""
    ordered = sorted(drafts, key=lambda draft: draft.effective_from)
    return [
        list({draft.code: draft for draft in ordered if draft.effective_from <= day}.values())
        for day in dict.fromkeys(draft.effective_from for draft in ordered)
    ]


def typed_value(entry: Mapping[str, Any]) -> Any:
    """The typed value of a parameter entry, None where it has none."""
    try:
        return parse_parameter(entry["key"], entry["value"])
    except (KeyError, ParamError):
        return None


def number_in(raw: Any) -> Any:
    """The Decimal that a raw text spells, else None."""
    return parse_number(raw) if isinstance(raw, str) else None


def row_article(entry: Mapping[str, Any], row: int) -> str:
    """The item that sets a row of a parameter, else its clause."""
    rows = entry["rows"]
    return str(rows[row] if row < len(rows) else entry["article"])
