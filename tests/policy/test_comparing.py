"""Two versions compared: what changed, down to the word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.book import Policy
from dakehu.policy.comparing import Run, changes_of, lines_on_one_side, marked
from dakehu.policy.loading.files import load_book


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_book().versions("SA")[0]


def test_a_changed_number_is_marked_as_a_whole() -> None:
    old, new = marked("基本利润率为 14%；", "基本利润率为 15.5%；")
    assert old == [Run("same", "基本利润率为 "), Run("gone", "14%"), Run("same", "；")]
    assert new == [Run("same", "基本利润率为 "), Run("new", "15.5%"), Run("same", "；")]


def test_a_changed_day_is_marked_as_a_whole() -> None:
    old, new = marked("自 2020-01-01 起", "自 2026-12-01 起")
    assert old == [Run("same", "自 "), Run("gone", "2020-01-01"), Run("same", " 起")]
    assert new == [Run("same", "自 "), Run("new", "2026-12-01"), Run("same", " 起")]


def test_what_was_added_and_what_was_dropped_stand_on_one_side() -> None:
    assert marked("甲", "甲乙") == ([Run("same", "甲")], [Run("same", "甲"), Run("new", "乙")])
    assert marked("甲乙", "乙") == ([Run("gone", "甲"), Run("same", "乙")], [Run("same", "乙")])


@given(st.text("甲乙12,.%ab \n", max_size=30), st.text("甲乙12,.%ab \n", max_size=30))
def test_the_marks_lose_nothing_of_either_side(old: str, new: str) -> None:
    left, right = marked(old, new)
    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    same = ["".join(run.text for run in side if run.mark == "same") for side in (left, right)]
    assert same[0] == same[1]


def test_lines_of_one_side_come_old_first() -> None:
    assert list(lines_on_one_side("甲\n乙\n", "甲\n丙")) == [("-", "乙"), ("+", "丙")]


def test_a_version_compared_with_itself_is_the_same(policy: Policy) -> None:
    assert changes_of(policy, policy)["change"] == "same"


def test_a_new_and_a_dropped_policy_are_told_whole(policy: Policy) -> None:
    added, removed = changes_of(None, policy), changes_of(policy, None)
    assert (added["change"], removed["change"]) == ("added", "removed")
    assert len(added["clauses"]) == len(removed["clauses"]) == len(policy.clauses)
    assert all(pair["old"] is None for pair in added["parameters"])
    assert all(pair["new_value"] is None for pair in removed["parameters"])


def test_a_changed_head_is_told_by_its_parts(policy: Policy) -> None:
    changed = changes_of(policy, replace(policy, approved_by="董事会"))
    assert changed["head"] == [{"name": "approved_by", "old": "总经理", "new": "董事会"}]
