"""Approval chains as a policy writes them."""

import pytest

from dakehu.policy.chains import Chain, NoVariant, StepRule, Variant, seats_told
from dakehu.policy.figures import Source

MONTHLY = Variant({"meeting": "monthly"}, "事业部月会", (StepRule(("gm",), "decide"),))
ORDINARY = Variant({}, "其他会议", (StepRule(("organiser",), "decide"),))
LEAVE = Chain("CH-11", "会议请假", (MONTHLY, ORDINARY), "第20条")


def test_the_first_variant_whose_conditions_all_hold_is_taken() -> None:
    assert LEAVE.variant_for({"meeting": "monthly", "other": "x"}) is MONTHLY
    assert LEAVE.variant_for({"meeting": "weekly"}) is ORDINARY
    assert LEAVE.variant_for({}) is ORDINARY


def test_a_chain_without_a_fitting_variant_says_so() -> None:
    with pytest.raises(NoVariant, match="CH-11"):
        Chain("CH-11", "会议请假", (MONTHLY,)).variant_for({"meeting": "weekly"})


def test_a_chain_cites_its_clause_as_closely_as_it_knows_it() -> None:
    source = Source(policy="OF", title="办公与会议管理办法", article="第20条")

    assert (
        Chain("CH-11", "会议请假", (), "第20条", source).citation == "《办公与会议管理办法》第20条"
    )
    assert LEAVE.citation == "第20条"
    assert Chain("CH-11", "会议请假", ()).citation == "CH-11"


def test_judging_steps_are_approvals_and_all_others_are_acts() -> None:
    judging = ("opinion", "approve", "decide", "check", "confirm")
    acting = ("file", "issue", "pay", "record", "see")

    assert all(StepRule(("gm",), does).is_approval for does in judging)
    assert not any(StepRule(("gm",), does).is_approval for does in acting)


def test_seats_are_told_in_chinese_and_unknown_ones_by_their_code() -> None:
    assert seats_told(["ka_rep", "sales_supervisor"]) == "大客户员或业务主管"
    assert seats_told(["gm", "board"], "、") == "总经理、board"
