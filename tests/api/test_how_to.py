"""The examples of docs/how-to/use-the-api.md give what the page shows."""

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
EXAMPLE = re.compile(r"^\$ curl -s \$DAKEHU/api/v1/calc/(\w+) .*-d '(\{.*\})'\n(\{.*\})$", re.M)
EXAMPLES = EXAMPLE.findall(PAGE.read_text("utf-8"))


def is_part(shown, given):
    """Whether the answer holds everything that the page shows of it."""
    if isinstance(shown, dict):
        return all(name in given and is_part(each, given[name]) for name, each in shown.items())
    if isinstance(shown, list):
        return len(shown) == len(given) and all(map(is_part, shown, given))
    return shown == given


def test_the_page_has_examples():
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("kind, body, shown", EXAMPLES)
def test_an_example_is_answered_as_shown(ask, kind, body, shown):
    assert is_part(json.loads(shown), ask(kind, body).json())
