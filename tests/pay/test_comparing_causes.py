"""Why a sheet has another figure: told only where an alternative gives it to the fen."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dakehu.pay.comparing.compare import DIFFERENT
from dakehu.pay.comparing.lines import our_lines
from dakehu.pay.comparing.recomputing import replaced
from tests.pay.comparing import (
    CHEN,
    GAO,
    HE,
    LIN,
    MENG,
    OUYANG,
    SU,
    ZHENG,
    D,
    cause,
    example,
    held,
    person,
    sheet_with,
)

PAID = ("performance_pay", "extra", "commission", "basic_wage", "total")
LIANG, BAI = "1010", "1011"


@pytest.mark.parametrize(
    "number,figures,told",
    [
        pytest.param(
            MENG,
            {"score": 60, "factor": "0.6", "performance_pay": 1800, "extra": 90},
            "得分先取整再分档（59.99 取整为 60）",
            id="a score rounded before it is banded",
        ),
        pytest.param(
            OUYANG,
            {"factor": 1, "performance_pay": 3000, "extra": 150},
            "得分先取整再分档（89.50 取整为 90）",
            id="the same where the score itself is right",
        ),
        pytest.param(
            OUYANG,
            {"score": "90.5", "factor": 1, "performance_pay": 3000, "extra": 150},
            "没有扣分（少扣 1 分）",
            id="points that were not deducted",
        ),
        pytest.param(
            SU,
            {"factor": "0.67", "performance_pay": 1608, "extra": "80.40"},
            "试用期发了绩效工资",
            id="performance pay on probation",
        ),
        pytest.param(LIN, {"extra": 150}, "部门加发算在绩效基数上", id="extra on the base"),
        pytest.param(LIN, {"extra": 0}, "没有算部门加发或扣减", id="no extra"),
        pytest.param(LIN, {"extra": -132}, "按部门未完成目标扣减了", id="extra the other way"),
        pytest.param(
            HE,
            {"factor": "0.965", "performance_pay": 2895, "extra": "144.75"},
            "按得分比例发，没有用 95 分以上的系数",
            id="no band above 95",
        ),
        pytest.param(
            GAO,
            {"factor": "0.33", "performance_pay": 990, "extra": "49.50"},
            "得分不到及格线，仍按得分比例发了绩效工资",
            id="performance pay below 60",
        ),
        pytest.param(
            LIN,
            {"commission": "18000.01"},
            "多算了 10-31 核实（10-30 到账）的回款 126,000.00 元 × 2%"
            "（截止日按 31 日，或按到账日期归入窗口）",
            id="a receipt verified on the 31st",
        ),
        pytest.param(
            LIN,
            {"commission": "9080.01"},
            "少算了 10-08 核实（10-01 到账）的回款 320,000.00 元 × 2%",
            id="a receipt left out",
        ),
        pytest.param(
            GAO,
            {"commission": "2359.50"},
            "没有减 10-15 核实的退款 260,000.00 元 × 2%",
            id="a refund left out",
        ),
        pytest.param(BAI, {"commission": 10904}, "没有抵减上期结转 -300.00 元", id="no carry-over"),
        pytest.param(
            CHEN,
            {"commission": 2992},
            "多算了 10-29 核实的回款 65,000.00 元 × 2%（不按岗位计提成的人也算了）",
            id="commission by a post that earns none",
        ),
        pytest.param(
            HE,
            {"commission": "16196.72"},
            "多算了 10-28 核实的回款 45,000.00 元 × 2%（没有项目的也算了）",
            id="a receipt without a project",
        ),
        pytest.param(
            SU,
            {"commission": 3560},
            "多算了尚未核实（10-29 到账）的回款 58,000.00 元 × 2%（没有核实的也算了）",
            id="a receipt not yet verified",
        ),
        pytest.param(
            BAI,
            {"commission": "9349.56"},
            "按不含税的金额算提成（÷ 1.13）",
            id="commission on amounts without tax",
        ),
        pytest.param(
            LIN,
            {"commission": "19992.00"},
            "没有按分成比例分，全部算给业务员",
            id="no shares",
        ),
        pytest.param(
            GAO,
            {"basic_wage": "1659.50"},
            "退款多于回款的 2,840.50 元从基本工资里扣了，没有结转",
            id="a refund taken off the basic wage",
        ),
        pytest.param(
            GAO,
            {"basic_wage": "2900"},
            "本期多退的提成 1,600.00 元从基本工资里扣了",
            id="this month's refund taken off the basic wage",
        ),
        pytest.param(
            ZHENG,
            {"basic_wage": "1806.45"},
            "按当月在职天数折算（20 ÷ 31）",
            id="a leaver's wage by days",
        ),
        pytest.param(
            LIN, {"basic_wage": 7500}, "把绩效基数也算进了基本工资", id="the base in the wage"
        ),
        pytest.param(
            LIN,
            {"total": 22700},
            "合计加错：各项相加是 22,752.01，表里写的是 22,700.00",
            id="a wrong sum",
        ),
    ],
)
def test_the_usual_ways_are_known_by_their_figures(
    number: str, figures: dict[str, Any], told: str
) -> None:
    assert cause(number, **figures) == told


def test_another_rounding_is_known_by_a_fen_and_two_that_fit_are_both_told() -> None:
    assert cause(LIN, commission="15480.00") == (
        "逐笔取整到分再相加，没有先合计；也可能是分成各自四舍五入，没有按累计份额"
    )


def test_where_very_many_differ_causes_are_looked_for_among_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dakehu.pay.comparing.causes.EXPLAINED", 1)
    lines = sheet_with(LIN, extra=150)
    lines = [replace(one, values={**one.values, "extra": D(0)}) for one in lines]
    found = held(lines)
    explained = [one for one in found.people if one.causes]

    assert found.count(DIFFERENT) > 1
    assert len(explained) == 1
    assert found.notices == ("不同的人很多，只为前 1 人找了可能的原因。",)


def test_a_figure_that_nothing_explains_is_left_unexplained() -> None:
    assert cause(LIN, commission="12345.67") == ""
    assert cause(LIN, score=70) == ""
    assert cause(LIN, basic_wage=4444) == ""


def test_an_alternative_must_give_what_the_sheet_gives_before_the_parting() -> None:
    told = cause(OUYANG, score="89.5", factor=1)

    assert told == "得分先取整再分档（89.50 取整为 90）"


def test_no_alternative_explains_that_nothing_was_paid() -> None:
    assert cause(LIN, commission=0) == ""


def test_points_for_more_than_the_target_are_known() -> None:
    statement = next(one for one in example().settled.statements if one.person.id == LIANG)
    assert statement.score is not None
    results = statement.score.before.inputs[0]
    weight, actual, target = (one.value for one in results.inputs)
    score = 38 + (weight * actual / target).quantize(Decimal("0.01"))

    assert actual > target
    assert cause(LIANG, score=score) == "业绩得分没有以 60 分封顶"


def test_an_amount_of_another_column_in_the_sum_is_known() -> None:
    lines = sheet_with(LIN, total="23052.01", others={"餐补": D(300), "出勤天数": D(22)})

    assert person(held(lines), LIN).causes == {"total": "应发里加了“餐补” 300.00 元"}


def test_what_is_taken_off_in_the_sum_is_known() -> None:
    others = {"社保": D("410.50"), "个税": D(20)}
    lines = sheet_with(LIN, total="22321.51", others=others)

    assert person(held(lines), LIN).causes == {"total": "应发里减了“社保”“个税”"}


def test_days_and_numbers_are_no_amounts() -> None:
    lines = sheet_with(LIN, total="22774.01", others={"出勤天数": D(22)})

    assert person(held(lines), LIN).causes["total"].startswith("合计加错")


def test_a_sum_of_unrounded_parts_is_known() -> None:
    figures = {"performance_pay": "2640.004", "extra": "132.004", "total": "22752.018"}
    lin = person(held(sheet_with(LIN, PAID, **figures)), LIN)

    assert lin.partings == ("total",)
    assert lin.causes == {"total": "各项没有先取整到分就相加"}


def test_a_part_without_a_column_is_known_by_the_sum() -> None:
    codes = ("commission", "basic_wage", "total")
    lin = person(held(sheet_with(LIN, codes, total="19980.01")), LIN)

    assert lin.causes == {"total": "应发里没有算“绩效工资”“部门加发” 2,772.00 元"}


def test_another_window_tells_what_came_in_and_what_went_out() -> None:
    told = cause(LIN, commission="17328.00")

    assert told == (
        "多算了 09-30 核实的回款 150,000.00 元 × 2%，"
        "少算了 10-27 核实（10-26 到账）的回款 96,000.40 元 × 2% × 60%（截止日按 25 日）"
    )


def test_the_people_of_an_alternative_earn_as_they_do_in_the_whole_month() -> None:
    """What is computed again for some is what it is for all, department included."""
    month = example()
    whole = {one.number: one.values for one in our_lines(month.settled)}
    for number, values in whole.items():
        assert month.only([number]).as_it_was.lines[number].values == values


def test_an_alternative_is_computed_by_the_same_rules() -> None:
    again = example().changed(replaced(commission__window_end="31"))

    assert again is not None
    assert again.statements[LIN].commission.value == D("18000.01")
