"""Two versions side by side, with what is gone and what came marked word by word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from dakehu.policy.book import Policy
from dakehu.policy.comparing import HEAD, Run, changes_of, marked
from dakehu.policy.telling import Place
from dakehu.rulebook.addresses import clause_url

Naming = Callable[[str], str]

KINDS: Final = {"added": _("新增"), "removed": _("删除"), "changed": _("修改")}


@dataclass(frozen=True)
class Change:
    """Something that differs: both sides in runs; `name` says what it is, `url` where it stands."""

    kind: str
    name: str
    url: str
    old: tuple[Run, ...]
    new: tuple[Run, ...]
    key: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two versions of a policy."""

    before: Policy
    after: Policy
    head: tuple[Change, ...]
    parameters: tuple[Change, ...]
    clauses: tuple[Change, ...]
    chains: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        return not (self.head or self.parameters or self.clauses or self.chains)


def compared(before: Policy, after: Policy, named: Naming) -> Comparison:
    """The comparison of two versions of the same policy."""
    found = changes_of(before, after)

    def clause(pair: Mapping[str, Any]) -> Change:
        side = before if pair["new"] is None else after
        return _change(pair, pair["name"], named, _url(side, pair["name"]))

    return Comparison(
        before,
        after,
        head=tuple(_change(pair, HEAD[pair["name"]], named) for pair in found["head"]),
        parameters=tuple(_parameter(pair, before, after, named) for pair in found["parameters"]),
        clauses=tuple(map(clause, found["clauses"])),
        chains=tuple(_chain(pair, before, after, named) for pair in found["chains"]),
    )


def _parameter(pair: Mapping[str, Any], before: Policy, after: Policy, named: Naming) -> Change:
    side = before if pair["new"] is None else after
    url = _url(side, pair["article"])
    return _change(pair, named(pair["name"]), named, url, key=pair["key"])


def _chain(pair: Mapping[str, Any], before: Policy, after: Policy, named: Naming) -> Change:
    side = before if pair["new"] is None else after
    chain = side.chains[pair["name"]]
    told = {
        name: None if pair[name] is None else pair[name].replace(f"{chain.code} ", "")
        for name in ("old", "new")
    }
    return _change(told, named(chain.title), named, _url(side, chain.article), key=chain.code)


def _url(policy: Policy, article: str) -> str:
    return clause_url(policy.code, Place(article.partition("(")[0]), policy.version)


def _change(
    pair: Mapping[str, Any], name: str, named: Naming, url: str = "", *, key: str = ""
) -> Change:
    old, new = pair["old"], pair["new"]
    kind = "added" if old is None else "removed" if new is None else "changed"
    left, right = _sides(named(old or ""), named(new or ""))
    return Change(kind, name, url, left, right, key)


def _sides(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    left, right = marked(old, new)
    return tuple(left), tuple(right)
