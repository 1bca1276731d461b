"""An explanation made ready for its drawer: where its clauses are read, which versions it rests on.

The explanation is what the rules give (`{nodes, clauses}`); nothing is computed here.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.policy.book import Book
from dakehu.policy.decimals import group_number, group_text, percent_of
from dakehu.policy.telling import place_of
from dakehu.rulebook.addresses import clause_url

_RATE: Final = re.compile("(?:率|比例|系数|份额|比例上限)$")
_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2}")
_COUNTED: Final = re.compile("(?:数量|实际完成值?|目标值?)$")
_MOMENT: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def value_read(label: str, value: str) -> str:
    """A figure's written value as people read it: amounts and counts grouped, shares in percent.

    An explanation keeps no units; shares and counts are told by their names, which a test
    holds against the rules.
    """
    if _RATE.search(label) and _NUMBER.fullmatch(value):
        return percent_of(value)
    if _MOMENT.fullmatch(value):
        return value.replace("T", " ")
    if _COUNTED.search(label) and _NUMBER.fullmatch(value):
        return group_number(value)
    return group_text(value) if _AMOUNT.fullmatch(value) else value


def read_aloud(explanation: Mapping[str, Any]) -> dict[str, Any]:
    """The same explanation with every value as people read it."""
    nodes = [
        {**node, "value": value_read(node["label"], node["value"])} for node in explanation["nodes"]
    ]
    return {"nodes": nodes, "clauses": explanation.get("clauses", {})}


def part_of(explanation: Mapping[str, Any], root: str) -> dict[str, Any]:
    """The same explanation for one of its figures: that node first, and what it stands on."""
    by_id = {node["id"]: node for node in explanation["nodes"]}
    wanted = [root]
    for each in wanted:
        wanted += [one for one in by_id[each]["inputs"] if one not in wanted]
    return {
        "nodes": [by_id[each] for each in wanted],
        "clauses": explanation.get("clauses", {}),
    }


def clause_urls(explanation: Mapping[str, Any]) -> dict[str, str]:
    """The address of each clause cited, by the name under which the explanation lists its text."""
    urls: dict[str, str] = {}
    for node in explanation["nodes"]:
        source = node["source"]
        place = place_of(source["article"]) if source and "policy" in source else None
        if place is not None:
            key = f"{source['policy']} {source['article']}"
            urls[key] = clause_url(source["policy"], place, source["version"])
    return urls


def versions_line(explanation: Mapping[str, Any], book: Book) -> str:
    """Which versions were applied: 按 2026-01-01 起施行的版本; empty where no policy is cited."""
    days = {
        policy.effective_from.isoformat(): policy.title
        for source in (node["source"] for node in explanation["nodes"])
        if source and "policy" in source
        for policy in book.versions(source["policy"])
        if policy.version == source["version"]
    }
    if not days:
        return ""
    return _("按 %(days)s 起施行的版本") % {"days": "、".join(sorted(days))}
