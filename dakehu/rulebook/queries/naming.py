"""The words in which clauses are told: the company's own names, and no codes.

One function for pages, search and papers, so that a renamed role or noun is renamed everywhere.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from dakehu.organization.queries.labels import DEFAULTS, labels
from dakehu.rulebook.queries.published import book

Naming = Callable[[str], str]

_AUTHORITY = "[A-Z]{2} 按 CH-[0-9]+"


def naming() -> Naming:
    """What puts the company's words into a told text."""
    current = labels()
    renamed = tuple(
        (default, current[code]) for code, default in DEFAULTS.items() if default != current[code]
    )
    policies = book().policies
    titles = tuple((policy.code, policy.title) for policy in policies)
    chains = tuple((code, each.title) for one in policies for code, each in one.chains.items())
    return _naming(renamed, titles, chains)


Pairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def _naming(renamed: Pairs, titles: Pairs, chains: Pairs) -> Naming:
    """Longer names first, each place once; the title of a paper (《…》) is what it is."""
    words: Mapping[str, str | None] = {**dict.fromkeys(DEFAULTS.values()), **dict(renamed)}
    longest_first = sorted(words, key=len, reverse=True) if renamed else []
    pattern = re.compile("|".join(["《[^》]*》", _AUTHORITY, *map(re.escape, longest_first)]))
    title_of, chain_of = dict(titles), dict(chains)

    def word(match: "re.Match[str]") -> str:
        found = match.group()
        if found.startswith("《"):
            return found
        policy, parted, chain = found.partition(" 按 ")
        if parted:
            return _("《%(policy)s》按“%(chain)s”程序") % {
                "policy": title_of.get(policy, policy),
                "chain": chain_of.get(chain, chain),
            }
        return words[found] or found

    return lambda text: pattern.sub(word, text)
