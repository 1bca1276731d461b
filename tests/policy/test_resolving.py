"""Who takes each step of a request: fallbacks, own requests, merged steps (A-25, A-64..A-68)."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.chains import (
    APPROVALS,
    SEAT_NAMES,
    SPECIAL_SEATS,
    Chain,
    Does,
    NoVariant,
    StepRule,
    Variant,
)
from dakehu.policy.resolving import Step, resolve

CAST = {
    "ka_rep": ["li", "wang"],
    "ka_head": ["zhao"],
    "market_director": ["qian"],
    "gm": ["sun"],
    "cfo": ["zhou"],
    "finance": ["wu", "zheng"],
    "hr_admin": ["feng"],
}


def chain(*steps: tuple[str, Does]) -> Chain:
    rules = tuple(StepRule((seat,), does) for seat, does in steps)
    return Chain("CH-1", "特批", (Variant({}, "低于应有利润的报价", rules),), "第2条")


PRICE = chain(
    ("ka_rep", "file"), ("ka_head", "opinion"), ("mkt_center", "opinion"), ("gm", "decide")
)


def resolved(
    of: Chain,
    applicant: str = "li",
    seats: Mapping[str, Sequence[str]] = CAST,
    facts: Mapping[str, str] | None = None,
    deputies: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    return resolve(of, facts=facts or {}, seats=seats, applicant=applicant, deputies=deputies)


def who(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    return [step.persons for step in steps]


def test_a_representatives_request_goes_up_level_by_level() -> None:
    steps = resolved(PRICE)

    assert who(steps) == [("li",), ("zhao",), ("qian",), ("sun",)]
    assert [step.does for step in steps] == ["file", "opinion", "opinion", "decide"]
    assert steps[0].because == "特批（第2条）：低于应有利润的报价；由申请人以大客户员身份提交。"
    assert steps[3].because == "特批（第2条）：低于应有利润的报价；由总经理作出决定。"


def test_the_variant_that_fits_is_resolved_and_what_a_step_may_is_kept() -> None:
    monthly = Variant({"meeting": "monthly"}, "月会", (StepRule(("gm",), "decide", ("return",)),))
    leave = Chain("CH-11", "会议请假", (monthly,))

    (step,) = resolved(leave, facts={"meeting": "monthly"})

    assert (step.persons, step.may) == (("sun",), ("return",))
    with pytest.raises(NoVariant):
        resolved(leave, facts={"meeting": "weekly"})


def test_the_market_director_fills_an_empty_marketing_centre() -> None:
    steps = resolved(PRICE)
    own_seat = resolved(PRICE, seats={**CAST, "mkt_center": ["chen"]})

    assert steps[2].persons == ("qian",)
    assert "市场营销中心未另设专人，由市场总监担任" in steps[2].because
    assert own_seat[2].persons == ("chen",)
    assert "未另设专人" not in own_seat[2].because


def test_the_general_manager_is_the_decision_level_unless_one_is_named() -> None:
    appraisal_rules = chain(("ka_head", "file"), ("decision_level", "decide"))

    assert who(resolved(appraisal_rules, "zhao")) == [("zhao",), ("sun",)]


def test_an_optional_seat_that_nobody_holds_has_no_step() -> None:
    report = chain(("ka_head", "file"), ("deputy_gm_admin", "see"), ("market_director", "see"))

    assert who(resolved(report, "zhao")) == [("zhao",), ("qian",)]
    with_deputy = resolved(report, "zhao", {**CAST, "deputy_gm_admin": ["han"]})
    assert who(with_deputy) == [("zhao",), ("han",), ("qian",)]


def test_the_facts_name_the_people_of_special_seats() -> None:
    handover = chain(("leaver", "file"), ("successor", "confirm"), ("ka_head", "confirm"))

    steps = resolved(handover, "feng", facts={"leaver": "li", "successor": "wang"})

    assert who(steps) == [("li",), ("wang",), ("zhao",)]
    assert steps[0].because.endswith("由移交人提交。")


def test_a_special_seat_that_the_facts_do_not_name_is_a_problem() -> None:
    (step,) = resolved(chain(("organiser", "decide")))

    assert (step.persons, step.problem) == ((), "empty_seat")
    assert step.because.endswith("会议组织者尚未指明。")


def test_an_empty_seat_without_fallback_is_a_problem_and_is_told() -> None:
    steps = resolved(PRICE, seats={"ka_head": ["zhao"], "gm": ["sun"]})

    assert (steps[2].persons, steps[2].problem) == ((), "empty_seat")
    assert "市场营销中心目前无人任职，须先任命" in steps[2].because
    assert [step.problem for step in steps] == [None, None, "empty_seat", None]


def test_the_person_concerned_sees_the_own_result() -> None:
    result = chain(("superior", "file"), ("applicant", "see"), ("hr_admin", "check"))

    steps = resolved(result, facts={"superior": "zhao"})

    assert who(steps) == [("zhao",), ("li",), ("feng",)]


def test_whoever_files_without_holding_the_seat_files_in_no_capacity() -> None:
    steps = resolved(PRICE, "zhao")

    assert steps[0].persons == ("zhao",)
    assert steps[0].because.endswith("由申请人提交。")


def test_an_own_level_is_skipped_and_the_next_one_says_so() -> None:
    steps = resolved(PRICE, "zhao")

    assert who(steps) == [("zhao",), ("qian",), ("sun",)]
    assert steps[1].skipped == ("ka_head",)
    assert "申请人即大客户部经理，该级跳过，由本级接办" in steps[1].because
    assert steps[2].skipped == ()


def test_acts_between_do_not_take_over_a_skipped_level() -> None:
    steps = resolved(
        chain(("ka_head", "approve"), ("finance", "record"), ("gm", "approve")), "zhao"
    )

    assert [step.skipped for step in steps] == [(), ("ka_head",)]


def test_two_own_levels_are_both_skipped() -> None:
    steps = resolved(PRICE, "zhao", {**CAST, "mkt_center": ["zhao"]})

    assert who(steps) == [("zhao",), ("sun",)]
    assert steps[1].skipped == ("ka_head", "mkt_center")
    assert "申请人即大客户部经理、市场营销中心，该级跳过" in steps[1].because


def test_the_last_levels_own_request_is_decided_by_the_deputy() -> None:
    steps = resolved(PRICE, "sun", deputies={"gm": "han"})

    assert who(steps) == [("sun",), ("zhao",), ("qian",), ("han",)]
    assert "申请人即总经理，其上再无他人，由指定的代理人作出决定" in steps[3].because


def test_an_own_level_is_skipped_towards_a_deputy_at_the_last_level() -> None:
    steps = resolved(PRICE, "sun", {**CAST, "mkt_center": ["sun"]}, deputies={"gm": "han"})

    assert who(steps) == [("sun",), ("zhao",), ("han",)]
    assert steps[2].skipped == ("mkt_center",)


def test_the_deputy_of_the_seat_that_acts_stands_in_for_a_seat_filled_by_it() -> None:
    short = chain(("ka_rep", "file"), ("mkt_center", "approve"))

    assert who(resolved(short, "qian", deputies={"market_director": "han"}))[1] == ("han",)


@pytest.mark.parametrize("deputies", [{}, {"gm": "sun"}, {"gm": ""}])
def test_without_another_person_the_last_level_stays_unfilled(deputies: dict[str, str]) -> None:
    last = resolved(PRICE, "sun", deputies=deputies)[-1]

    assert (last.persons, last.problem) == ((), "unfilled")
    assert "未指定代理人，须先指定" in last.because


def test_a_later_empty_seat_does_not_take_over_an_own_level() -> None:
    steps = resolved(
        chain(("ka_head", "approve"), ("cfo", "approve")), "zhao", {"ka_head": ["zhao"]}
    )

    assert [step.problem for step in steps] == ["unfilled", "empty_seat"]


def test_others_in_the_same_seat_approve_without_the_applicant() -> None:
    steps = resolved(chain(("finance", "check"), ("finance", "pay")), "wu")

    assert who(steps) == [("zheng",), ("wu", "zheng")]
    assert steps[0].because.endswith("由财务部核对；申请人本人不参与本级。")


def test_any_of_several_seats_may_take_a_step_and_nobody_counts_twice() -> None:
    rules = (StepRule(("ka_head", "sales_supervisor"), "approve"),)
    either = Chain("CH-7", "出差计划", (Variant({}, "出差之前", rules),))

    (step,) = resolved(either, seats={"ka_head": ["zhao"], "sales_supervisor": ["he", "zhao"]})

    assert step.persons == ("zhao", "he")
    assert step.because.endswith("由大客户部经理或业务主管审批。")


def test_neighbouring_approvals_of_one_person_are_one_step_for_both_seats() -> None:
    steps = resolved(PRICE, seats={**CAST, "mkt_center": ["sun"]})

    assert who(steps) == [("li",), ("zhao",), ("sun",)]
    assert steps[2].seats == ("mkt_center", "gm")
    assert steps[2].does == "decide"
    assert steps[2].because.endswith(
        "由市场营销中心提出意见；由总经理作出决定；市场营销中心、总经理为同一人，一并审批。"
    )


def test_three_levels_of_one_person_are_one_step_that_may_all_they_might() -> None:
    rules = (
        StepRule(("ka_head",), "opinion", ("return",)),
        StepRule(("mkt_center",), "check", ("return", "hold")),
        StepRule(("gm",), "decide"),
    )
    seats = {"ka_head": ["sun"], "mkt_center": ["sun"], "gm": ["sun"]}

    (step,) = resolved(Chain("CH-1", "特批", (Variant({}, "低价", rules),)), seats=seats)

    assert step.seats == ("ka_head", "mkt_center", "gm")
    assert step.may == ("return", "hold")
    assert step.because.count("一并审批") == 1


def test_a_skipped_level_between_makes_its_neighbours_merge() -> None:
    seats = {"ka_head": ["qian"], "mkt_center": ["li"], "gm": ["qian"]}

    steps = resolved(PRICE, seats=seats)

    assert who(steps) == [("li",), ("qian",)]
    assert steps[1].seats == ("ka_head", "gm")
    assert steps[1].skipped == ("mkt_center",)


def test_approvals_are_not_merged_across_an_act_or_where_several_could_act() -> None:
    across = chain(("gm", "check"), ("gm", "record"), ("gm", "approve"))
    several = chain(("finance", "check"), ("finance", "approve"))

    assert [step.does for step in resolved(across)] == ["check", "record", "approve"]
    assert len(resolved(several)) == 2


PEOPLE = st.sampled_from(["a", "b", "c", "d"])
SEATS = st.sampled_from(sorted(SEAT_NAMES))
RULES = st.builds(
    StepRule,
    st.lists(SEATS, min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from([*APPROVALS, "file", "pay", "see"]),
)
HOLDERS = st.dictionaries(SEATS, st.lists(PEOPLE, max_size=2, unique=True))


@given(
    st.lists(RULES, min_size=1, max_size=6),
    HOLDERS,
    st.dictionaries(st.sampled_from(sorted(SPECIAL_SEATS)), PEOPLE),
    PEOPLE,
    st.dictionaries(SEATS, PEOPLE),
)
def test_nobody_ever_approves_the_own_request(
    rules: list[StepRule],
    seats: dict[str, list[str]],
    facts: dict[str, str],
    applicant: str,
    deputies: dict[str, str],
) -> None:
    variant = Variant({}, "任意情形", tuple(rules))

    steps = resolve(
        Chain("CH-1", "特批", (variant,)),
        facts=facts,
        seats=seats,
        applicant=applicant,
        deputies=deputies,
    )

    for step in steps:
        assert step.because.startswith("特批（CH-1）：任意情形；")
        assert step.because.endswith("。")
        assert bool(step.persons) == (step.problem is None)
        assert step.does not in APPROVALS or applicant not in step.persons
    told = [seat for step in steps for seat in (*step.seats, *step.skipped)]
    optional = {"deputy_gm_admin"}
    assert {seat for rule in rules for seat in rule.seats} - optional == set(told) - optional
    assert _is_in_order(rules, steps)


def _is_in_order(rules: Sequence[StepRule], steps: Sequence[Step]) -> bool:
    """Whether each step's weight and first seat turn up among the rules in the same order."""
    remaining = iter(rules)
    return all(
        any(step.does == rule.does and rule.seats[0] in step.seats for rule in remaining)
        for step in steps
    )
