"""Findings on decision tables: gaps, overlaps, rows never reached (adoption.md §2.6)."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.decision_tables import DecisionTable, decide, one_row, parse_table
from dakehu.policy.table_faults import table_faults


def table(*conditions: dict[str, Any]) -> DecisionTable:
    facts = ["product_class", "customer_age", "receipt_age_days"]
    return parse_table({"facts": facts, "rows": [{"when": c, "value": "0.02"} for c in conditions]})


def days(from_: int | None, until: int | None) -> dict[str, Any]:
    return {"receipt_age_days": {"from": from_, "until": until}}


def codes(found: DecisionTable) -> list[tuple[str, int]]:
    return [(fault.code, fault.row) for fault in table_faults(found)]


def test_a_plain_rate_has_no_faults() -> None:
    assert table_faults(one_row(Decimal("0.02"))) == ()


def test_a_sound_table_has_no_faults() -> None:
    sound = table(
        {"product_class": "A", **days(0, 90)},
        {"product_class": "A", **days(90, None)},
        {"product_class": ["A", "B"]},
        {"customer_age": "new"},
        {"customer_age": "old"},
        {},
    )

    assert table_faults(sound) == ()


def test_a_table_without_a_last_row_for_all_the_rest_is_incomplete() -> None:
    (fault,) = table_faults(table({"product_class": "A"}))

    assert (fault.code, fault.row) == ("no_last_row", 0)
    assert fault.message == "最后一行须不带条件，以免有的情形查不到结果"
    assert codes(DecisionTable((), ())) == [("no_last_row", 0)]


def test_naming_every_stretch_of_a_number_does_not_replace_the_last_row() -> None:
    assert codes(table(days(None, 90), days(90, None))) == [("no_last_row", 1)]


def test_rows_after_one_without_conditions_are_never_reached() -> None:
    found = table({"product_class": "A"}, {}, {"product_class": "B"}, {})

    assert codes(found) == [("after_catch_all", 2), ("after_catch_all", 3)]
    assert table_faults(found)[0].message == "第 3 行在不带条件的第 2 行之后，永远轮不到"


def test_a_row_inside_one_earlier_row_is_shadowed() -> None:
    found = table({"product_class": ["A", "B"]}, {"product_class": "B", **days(0, 90)}, {})

    (fault,) = table_faults(found)

    assert (fault.code, fault.row) == ("shadowed", 1)
    assert fault.message.startswith("第 2 行（产品类别为B，回款账龄（天）自 0 起、不满 90）的情形")


def test_a_row_that_several_earlier_rows_use_up_together_is_shadowed() -> None:
    assert codes(table(days(None, 60), days(60, 120), days(30, 90), {})) == [("shadowed", 2)]
    assert codes(
        table({"product_class": "A"}, {"product_class": "B"}, {"product_class": ["A", "B"]}, {})
    ) == [("shadowed", 2)]


def test_a_fact_that_may_be_unknown_leaves_something_over() -> None:
    found = table(
        {"product_class": "A", **days(None, 90)},
        {"product_class": "A", **days(90, None)},
        {"product_class": "A"},
        {},
    )

    assert table_faults(found) == ()


def test_rows_that_overlap_in_part_are_allowed() -> None:
    assert table_faults(table(days(0, 90), days(60, 120), {})) == ()


def test_numbers_left_out_between_two_stretches_are_a_gap() -> None:
    found = table(days(120, None), days(0, 90), {})

    (fault,) = table_faults(found)

    assert (fault.code, fault.row) == ("number_gap", 0)
    assert fault.message == "回款账龄（天） 90 起不满 120 没有写在任何一行，第 1 行之前有缺口"


def test_a_stretch_inside_another_does_not_hide_or_make_a_gap() -> None:
    assert codes(table(days(10, 20), days(None, 90), days(90, None), {})) == []
    assert codes(table(days(0, 90), days(100, None), {})) == [("number_gap", 1)]


def test_stretches_under_different_conditions_are_not_compared() -> None:
    found = table(
        {"product_class": "A", **days(0, 30)}, {"product_class": "B", **days(90, 120)}, {}
    )

    assert table_faults(found) == ()


STRETCHES = [
    {"from": from_, "until": until}
    for from_, until in [(None, 2), (None, 3), (1, None), (1, 2), (1, 3), (2, None), (2, 3)]
]
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "product_class": st.lists(st.sampled_from("AB"), min_size=1, max_size=2),
        "customer_age": st.sampled_from(["new", "old"]),
        "receipt_age_days": st.sampled_from(STRETCHES),
    },
)
EVERY_FACT = [
    {"product_class": p, "customer_age": c, "receipt_age_days": d}
    for p in ("A", "B", "other", None)
    for c in ("new", "old", None)
    for d in (0, 1, 2, 3, None)
]


@given(st.lists(CONDITIONS, min_size=1, max_size=5))
def test_exactly_the_rows_that_no_facts_reach_are_found(conditions: list[dict[str, Any]]) -> None:
    made = table(*conditions, {})
    reached = {decide(made, facts)[0] for facts in EVERY_FACT}

    never = {f.row for f in table_faults(made) if f.code in ("after_catch_all", "shadowed")}

    assert never == set(range(len(made.rows))) - reached
