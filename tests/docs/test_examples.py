"""The examples in the documentation are run: what a page shows is what the command gives."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dakehu.policy.loading.files import load_book
from dakehu.rules.answering import answer_of
from dakehu.rules.json_form import read_json
from dakehu.rules.kinds import KINDS

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
PAGES = sorted(
    path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if ".venv" not in path.parts
)
EXAMPLE = re.compile(r"^\$ echo '(\{.*\})' \| dakehu calc (\w+)\n(\{.*\})$", re.M)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")


def examples() -> list[Any]:
    """Every example of every page, named by its page and place."""
    found = []
    for page in PAGES:
        for match in EXAMPLE.finditer(page.read_text(encoding="utf-8")):
            name = f"{page.relative_to(ROOT)}:{match.group(2)}"
            found.append(pytest.param(*match.groups(), id=name))
    return found


def missing(shown: Any, given: Any, path: str = "") -> list[str]:
    """Where `shown` is no part of `given`."""
    if isinstance(shown, dict) and isinstance(given, dict):
        return [
            fault
            for key, value in shown.items()
            for fault in missing(value, given.get(key), f"{path}.{key}")
        ]
    if isinstance(shown, list) and isinstance(given, list) and len(shown) == len(given):
        pairs = zip(shown, given, strict=True)
        return [
            fault
            for place, (one, other) in enumerate(pairs)
            for fault in missing(one, other, f"{path}[{place}]")
        ]
    return [] if shown == given else [f"{path}: page shows {shown!r}, answer is {given!r}"]


@pytest.mark.parametrize("question, kind, shown", examples())
def test_an_example_gives_what_its_page_shows(question: str, kind: str, shown: str) -> None:
    asked = read_json(question.encode())
    answer = answer_of(KINDS[kind], asked, book=load_book(), today=TODAY)
    assert not missing(json.loads(shown), answer)


def test_every_kind_has_a_page_with_an_example() -> None:
    for kind in KINDS:
        page = ROOT / "docs" / "policy" / f"{kind}.md"
        asked = {match.group(2) for match in EXAMPLE.finditer(page.read_text(encoding="utf-8"))}
        assert kind in asked, f"{page} has no example that is run"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    lost = [target for target in targets if not (page.parent / target).exists()]
    assert not lost
