"""A pay sheet held against a settlement: who agrees, who differs, where they first part."""

from dataclasses import replace

import pytest

from dakehu.pay.comparing.compare import (
    DIFFERENT,
    ONLY_OURS,
    ONLY_THEIRS,
    SAME,
    UNREAD,
    compare,
)
from dakehu.pay.comparing.lines import TheirLine, our_lines
from dakehu.pay.comparing.telling import figure_told, stored, summary
from dakehu.policy.decimals import half_up
from tests.pay.comparing import (
    GAO,
    LIN,
    MENG,
    SU,
    D,
    example,
    held,
    person,
    right_lines,
    sheet_with,
)


def test_a_right_sheet_agrees_with_everybody() -> None:
    found = held(right_lines())

    assert summary(found) == "12人一致 · 0人不同"
    assert not any(one.partings for one in found.people)


def test_people_part_at_the_first_step_in_the_order_of_calculation() -> None:
    found = held(sheet_with(LIN, score=87, factor="0.87", performance_pay=2610, total=22720))
    lin = person(found, LIN)

    assert summary(found) == "11人一致 · 1人不同"
    assert lin.state == DIFFERENT
    assert lin.partings == ("score", "total")
    assert lin.first is not None
    assert (lin.first.ours, lin.first.theirs) == (D("88.00"), D(87))


def test_a_sum_that_follows_from_its_parts_is_no_parting_of_its_own() -> None:
    found = held(sheet_with(LIN, commission="18000.01", total="25272.01"))

    assert person(found, LIN).partings == ("commission",)


def test_two_parts_of_the_pay_part_each_for_itself() -> None:
    lin = person(held(sheet_with(LIN, factor=1, commission=0, basic_wage=4000)), LIN)

    assert lin.partings[:3] == ("factor", "commission", "basic_wage")


def test_nothing_and_0_are_one() -> None:
    meng = person(held(sheet_with(MENG, performance_pay=None, extra=None)), MENG)

    assert meng.state == SAME


def test_a_blank_where_something_is_due_differs() -> None:
    lin = person(held(sheet_with(LIN, commission=None)), LIN)

    assert lin.partings[0] == "commission"
    assert lin.causes["commission"] == "表里没有填"


def test_a_column_that_is_empty_all_the_way_down_is_not_there() -> None:
    lines = [replace(one, values={**one.values, "commission": None}) for one in right_lines()]

    assert held(lines).count(SAME) == 12


def test_a_score_that_a_sheet_leaves_out_is_not_compared() -> None:
    assert person(held(sheet_with(LIN, score=None, factor=None)), LIN).state == SAME


def test_somebody_on_probation_has_no_factor() -> None:
    assert person(held(sheet_with(SU, factor=0, performance_pay=0)), SU).state == SAME
    assert person(held(sheet_with(SU, factor="0.67")), SU).partings == ("factor",)


def test_a_fen_is_a_difference() -> None:
    assert person(held(sheet_with(LIN, total="22752.02")), LIN).partings == ("total",)


def test_decimals_beyond_the_fen_are_rounded_as_we_round() -> None:
    bai = person(held(sheet_with("1011", extra="121.845")), "1011")

    assert bai.state == SAME


def test_performance_pay_without_an_extra_column_is_both_together() -> None:
    codes = ("performance_pay", "commission", "basic_wage", "total")
    ours = {one.number: one.values for one in our_lines(example().settled)}
    lines = [
        replace(
            one, values={**one.values, "performance_pay": ours[one.number]["performance_total"]}
        )
        for one in right_lines(codes)
    ]

    assert summary(held(lines)).startswith("12人一致 · 0人不同")


def test_the_only_commission_of_a_sheet_is_the_one_paid() -> None:
    ours = {one.number: one.values for one in our_lines(example().settled)}
    lines = [
        replace(one, values={"earned": ours[one.number]["commission"]}) for one in right_lines()
    ]

    assert summary(held(lines)) == "12人一致 · 0人不同"


def test_a_carry_over_is_written_with_and_without_a_minus() -> None:
    codes = ("earned", "carry_in", "commission")

    assert person(held(sheet_with(GAO, codes, carry_in="1240.50")), GAO).state == SAME
    assert person(held(sheet_with(GAO, codes, carry_in="-1240.50")), GAO).state == SAME


# ---------------------------------------------------------------- who is who


def test_people_of_one_side_are_told() -> None:
    lines = [*right_lines()[1:], TheirLine(20, "2001", "王一", {"total": D(5000)})]
    found = held(lines)

    assert summary(found) == "11人一致 · 0人不同 · 1人只在核算中 · 1人只在表中"
    assert person(found, "1001").state == ONLY_OURS
    assert person(found, "2001").state == ONLY_THEIRS


def test_a_name_is_enough() -> None:
    lines = [replace(one, number="") for one in right_lines()]

    assert held(lines).count(SAME) == 12


def test_a_name_goes_before_a_number_that_is_another_ones() -> None:
    lines = [replace(one, number=str(place)) for place, one in enumerate(right_lines(), 1)]
    found = held(lines)

    assert found.count(SAME) == 12
    assert person(found, LIN).note == "表里的工号是 2，按姓名对上的是 1002。"


def test_another_name_under_a_number_is_told() -> None:
    lines = [replace(one, name="林小雯") if one.number == LIN else one for one in right_lines()]

    assert person(held(lines), LIN).note == "工号 1002 是林晓雯，表里写的是林小雯。"


def test_a_name_of_two_people_needs_a_number() -> None:
    ours = [replace(one, name="张伟") for one in our_lines(example().settled)[:2]]
    found = compare(ours, [TheirLine(2, "", "张伟", {"total": D(1)})])

    assert found.people[-1].state == ONLY_THEIRS
    assert found.people[-1].note == "有 2 个人叫这个名字，请在表里加上工号。"


def test_one_person_is_compared_once() -> None:
    lines = [*right_lines(), TheirLine(30, "", "林晓雯", {"total": D(1)})]
    found = held(lines)

    assert found.count(SAME) == 12
    assert found.people[-1].note == "和第 3 行都像是同一个人，只对比了那一行。"


def test_what_cannot_be_read_is_neither_the_same_nor_different() -> None:
    lines = [
        replace(one, values={"total": one.values["total"]}, unread={"commission": "不是数字"})
        for one in right_lines()
    ]
    found = held(lines)

    assert found.count(UNREAD) == 12
    assert summary(found) == "0人一致 · 0人不同 · 12人没有读全"


# ---------------------------------------------------------------- whole yuan


def test_a_sheet_of_whole_yuan_is_compared_in_whole_yuan_and_told_so() -> None:
    lines = [
        replace(
            one,
            values={
                code: value if code in ("score", "factor") or value is None else half_up(value, 0)
                for code, value in one.values.items()
            },
        )
        for one in right_lines()
    ]
    found = held(lines)

    assert found.is_whole_yuan
    assert found.count(SAME) == 12
    assert found.notices == ("这张表只到元，按四舍五入到元对比。",)


def test_a_sum_of_rounded_parts_may_be_a_yuan_apart() -> None:
    parts = {"performance_pay": D(2437), "extra": D(122), "commission": D(10604)}
    values = {**parts, "basic_wage": D(4300), "total": D(17463)}
    other = {"commission": D(15480), "basic_wage": D(4500)}
    lines = [TheirLine(2, "1011", "白露", values), TheirLine(3, LIN, "林晓雯", other)]
    found = held(lines)

    assert person(found, "1011").state == SAME
    assert person(found, LIN).state == SAME


def test_a_sheet_with_fen_somewhere_is_compared_to_the_fen() -> None:
    lines = sheet_with(LIN, commission=15480)

    assert person(held(lines), LIN).state == DIFFERENT


# ---------------------------------------------------------------- as it is stored


def test_a_stored_comparison_has_every_figure_as_text() -> None:
    kept = stored(held(sheet_with(LIN, commission="18000.01", total="25272.01")))
    lin = next(one for one in kept["people"] if one["number"] == LIN)
    commission = next(one for one in lin["steps"] if one["code"] == "commission")

    assert (lin["ours"], lin["theirs"]) == ("22752.01", "25272.01")
    assert (commission["ours"], commission["theirs"]) == ("15480.01", "18000.01")
    assert commission["how"] == "8,712.00 + 6,768.01"
    assert commission["clause"] == "《大客户销售政策》第37条"
    assert commission["is_same"] is False


@pytest.mark.parametrize(
    "code,value,told",
    [
        ("total", D("22752.01"), "22,752.01"),
        ("extra", D("121.845"), "121.845"),
        ("factor", D("0.895"), "89.5%"),
        ("score", D(60), "60.00"),
        ("total", None, "–"),
    ],
)
def test_figures_are_told_as_people_read_them(code: str, value: D | None, told: str) -> None:
    assert figure_told(code, value) == told
