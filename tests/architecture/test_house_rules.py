"""The repository keeps its own rules."""

from pathlib import Path

import pytest

from tests.architecture.house.all_rules import RULES
from tests.architecture.house.tree import Rule, Tree

REPOSITORY = Tree(Path(__file__).resolve().parents[2])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_repository_keeps_the_rule(rule: Rule) -> None:
    faults = [str(fault) for fault in rule(REPOSITORY)]
    assert not faults, "\n".join([rule.__doc__ or "", *faults])
