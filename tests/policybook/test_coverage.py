"""Nothing of the source policies is lost: every rule, decision and chain stands in a clause."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dakehu.policy.book import Book, Clause, Rulebook
from tests.policybook.register import CHAINS, DECISIONS, GUARD_KEYS, GUARDS, KEYS, RULES

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
"""The register itself; it lies beside the checkout of those who work on it, not beside others'."""

HOMES = {
    "S1-": "KA",
    "S2-": "KA",
    "S3-": "OF",
    "S4-6.": "AP",
    "S4-": "DE",
    "S5-4.1": "SA",
    "S5-4.1a": "SA",
    "S5-4.1b": "SA",
    "S5-4.": "EX",
    "S5-": "SA",
}
ANCHORS = {
    "AP": {
        "第3条(一)": "S4-6.4",
        "第3条(二)": "S4-6.5",
        "第3条(三)": "S4-6.6",
        "第4条(一)": "S4-6.7",
        "第4条(二)": "S4-6.8",
        "第4条(三)": "S4-6.9",
        "第4条(四)": "S4-6.10",
        "第5条": "S4-6.11",
    },
    "SA": {
        "第1条": "S5-1.0",
        "第1条(一)": "S5-1.1",
        "第1条(二)": "S5-1.2",
        "第1条(三)": "S5-1.3",
        "第1条(四)": "S5-1.4",
        "第1条(五)": "S5-1.5",
    },
    "OF": {"第4条": "S3-3.4.2"},
}


def home_of(rule: str) -> str:
    """The policy that must cover a rule."""
    if rule in HOMES:
        return HOMES[rule]
    return next(HOMES[prefix] for prefix in HOMES if prefix[-1] in "-." and rule.startswith(prefix))


def clauses(book: Book) -> list[Clause]:
    return [clause for policy in book.policies for clause in policy.clauses]


def test_the_register_is_whole() -> None:
    for names, count in ((RULES, 180), (DECISIONS, 116), (CHAINS, 17), (GUARDS, 42), (KEYS, 70)):
        assert len(set(names)) == len(names) == count
    assert {rule[:2] for rule in RULES} == {"S1", "S2", "S3", "S4", "S5"}


def test_the_register_is_that_of_the_specification() -> None:
    source = SHARED / "spec" / "rules.md"
    if not source.exists():
        assert RULES
        assert KEYS
        return
    text = source.read_text(encoding="utf-8")
    table = re.findall(r"^\| (`[a-z].*?) \|", text.partition("## 10. Parameters")[2], re.MULTILINE)
    keys = [key for row in table for key in re.findall(r"`([a-z_0-9.*]+)`", row)]
    guards = (SHARED / "spec" / "compliance.md").read_text(encoding="utf-8")

    assert list(RULES) == re.findall(r"\*\*(S[1-5]-[0-9A-Za-z.]+)", text)
    assert sorted(DECISIONS) == sorted(re.findall(r"^- \*\*(A-\d+)\*\*", text, re.MULTILINE))
    assert list(CHAINS) == re.findall(r"^\| (CH-\d+) \|", text, re.MULTILINE)
    assert [*KEYS, "guard.*"] == keys
    assert list(GUARDS) == re.findall(r"^\| (G-\d+) \|", guards, re.MULTILINE)


def test_the_worked_cases_are_those_of_the_specification() -> None:
    ours = {path.name: path.read_bytes() for path in (ROOT / "cases").glob("*.jsonl")}
    theirs = {path.name: path.read_bytes() for path in (SHARED / "cases").glob("*.jsonl")}

    assert len(ours) >= 19
    assert all(ours.values())
    assert not theirs or ours == theirs


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_stands_in_a_clause_of_its_own_policy(rule: str, rules: Rulebook) -> None:
    source = rules.law(rule)

    assert source.policy == home_of(rule)
    assert rule in source.covers
    assert source.text


def test_the_clauses_cover_only_rules_that_exist(book: Book) -> None:
    covered = {rule for clause in clauses(book) for rule in clause.all_covers}

    assert sorted(covered - set(RULES)) == []
    assert sorted(set(RULES) - covered) == []


def test_each_decision_is_written_down_in_a_clause_or_a_parameter(book: Book) -> None:
    named = Counter(decision for clause in clauses(book) for decision in clause.decides)
    for policy in book.policies:
        named.update(each for value in policy.parameters.values() for each in value.decides)

    assert sorted(set(DECISIONS) - set(named)) == []
    assert sorted(set(named) - set(DECISIONS)) == []


def test_the_clauses_name_only_guards_that_exist(book: Book) -> None:
    named = {guard for clause in clauses(book) for guard in clause.guards}

    assert named <= set(GUARDS)
    assert set(GUARDS) - named <= {"G-31"}, "logs and backups are the software's own affair"


def test_each_guards_threshold_stands_in_a_clause_that_names_a_guard(rules: Rulebook) -> None:
    for key in GUARD_KEYS:
        source = rules.source(key)
        policy = rules.policies[source.policy]
        clause = next(each for each in policy.clauses if each.article == source.article)

        assert clause.guards, f"{key} in {source.citation}"


def test_no_clause_is_there_without_a_rule_a_decision_or_a_purpose(book: Book) -> None:
    idle = [
        f"{policy.code} {clause.article}"
        for policy in book.policies
        for clause in policy.clauses
        if not (clause.all_covers or clause.decides or clause.purpose)
    ]

    assert idle == []


@pytest.mark.parametrize(
    "policy, article, rule",
    [(policy, *anchor) for policy, anchors in ANCHORS.items() for anchor in anchors.items()],
)
def test_articles_that_pages_quote_stay_where_they_are(
    policy: str, article: str, rule: str, rules: Rulebook
) -> None:
    assert rule in rules.policies[policy].source(article).covers


def test_all_six_policies_are_in_force_from_the_first_day(rules: Rulebook) -> None:
    assert set(rules.policies) == {"KA", "OF", "DE", "AP", "SA", "EX"}
    assert all(policy.adopted_on < policy.effective_from for policy in rules.policies.values())
    assert rules["policy.authority"] == {
        code: policy.authority for code, policy in rules.policies.items()
    }


def test_proposed_content_is_marked_as_a_proposal(rules: Rulebook) -> None:
    proposed = {
        rule
        for clause in rules.policies["DE"].clauses
        if clause.proposal
        for rule in clause.all_covers
    }

    assert {"S4-2", "S4-5.1", "S4-5.2", "S4-5.3"} <= proposed
