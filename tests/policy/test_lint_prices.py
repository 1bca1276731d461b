"""Price rules under examination: the limits of A-06, the clash of A-02, the cliffs of A-08."""

from collections.abc import Sequence
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.brackets import Brackets
from dakehu.policy.decimals import CONTEXT
from dakehu.policy.lint.examination import examine
from dakehu.policy.lint.findings import Finding
from dakehu.policy.lint.price_zones import fen, multipliers, odd_zones
from dakehu.policy.loading.files import read_raw

Raw = dict[str, Any]


def examined(**values: Any) -> list[Finding]:
    """The notes and warnings on prices after parameters were set anew, None to leave one out."""
    raw = deepcopy(next(raw for name, raw in read_raw() if name.startswith("SA/")))
    assert isinstance(raw, dict)
    for key, value in values.items():
        key = key.replace("__", ".")
        for entry in list(raw["parameters"]):
            if entry["key"] == key and value is None:
                raw["parameters"].remove(entry)
            elif entry["key"] == key:
                entry["value"] = value
    prices = ("boundary_clash", "idle_edge", "price_cliff", "no_band_zone", "several_bands_zone")
    return [each for each in examine([("SA/x.yaml", raw)]) if each.code in prices]


def zones(found: Sequence[Finding], code: str, basis: str) -> list[tuple[str, str]]:
    return [
        (each.data["from"], each.data["to"])
        for each in found
        if each.code == code and each.data["basis"] == basis
    ]


@pytest.mark.parametrize(
    "basis, expected",
    [
        ("reference", [("400000.00", "409836.07"), ("819672.13", "833333.33")]),
        (
            "no_rebate",
            [("166666.67", "170940.17"), ("427350.43", "438596.49"), ("877192.98", "909090.91")],
        ),
        ("receipts", [("393162.39", "403508.77"), ("807017.54", "818181.82")]),
    ],
)
def test_the_zones_without_a_band_are_those_of_the_register(
    basis: str, expected: list[tuple[str, str]]
) -> None:
    found = examined()
    assert zones(found, "no_band_zone", basis) == expected


def test_the_only_zone_with_two_bands_is_the_one_on_receipts() -> None:
    found = [each for each in examined() if each.code == "several_bands_zone"]
    assert [(each.data["basis"], each.data["from"], each.data["to"]) for each in found] == [
        ("receipts", "157264.96", "158333.33")
    ]
    assert found[0].data["bands"] == [0, 1]
    assert found[0].data["exact"] == {"from": "18400000/117", "to": "475000/3"}


def test_zones_follow_the_bands_and_are_not_fixed_figures() -> None:
    found = examined(profit__bands=[["0", "0.25"], ["100000", "0"]], rebate__bands=[["0", "0"]])
    assert zones(found, "no_band_zone", "no_rebate") == [("80000.00", "100000.00")]
    assert "80,000.00 元以上、不满 100,000.00 元" in found[1].message


def test_level_prices_have_no_zones_and_no_cliffs() -> None:
    assert (
        examined(profit__bands=[["0", "0.2"], ["200000", "0.2"]], rebate__bands=[["0", "0"]])[1:]
        == []
    )


def test_without_reference_rebates_only_the_bare_price_is_examined() -> None:
    found = examined(rebate__bands=None)
    assert {each.data["basis"] for each in found if "basis" in each.data} == {"no_rebate"}
    assert all(each.code != "boundary_clash" for each in found)


def test_a_rebate_of_everything_leaves_no_price_on_receipts() -> None:
    found = examined(rebate__bands=[["0", "1"]])
    assert {each.data["basis"] for each in found if "basis" in each.data} == {
        "reference",
        "no_rebate",
    }


def test_without_readable_profit_bands_prices_are_not_examined() -> None:
    assert [each.code for each in examined(profit__bands=None)] == ["boundary_clash"]
    assert [each.code for each in examined(profit__bands="x")] == ["boundary_clash"]


def test_the_clash_at_200_000_says_both_rates_and_the_one_applied() -> None:
    (upper,) = [each for each in examined() if each.code == "boundary_clash"]
    assert upper.data["amount"] == "200000.00"
    assert upper.data["rates"] == ["0.05", "0.08"]
    assert upper.data["applied"] == "0.08"
    (lower,) = [e for e in examined(rebate__edge_200k="lower") if e.code == "boundary_clash"]
    assert lower.data["applied"] == "0.05"
    assert "现按 5% 执行" in lower.message


def test_an_edge_rule_without_its_edge_is_found() -> None:
    found = examined(rebate__bands=[["0", "0.05"], ["300000", "0.08"], ["1000000", "0.1"]])
    assert [(each.code, each.level, each.article) for each in found[:1]] == [
        ("idle_edge", "warning", "第12条(四)")
    ]


def test_cliffs_name_the_totals_and_the_range_that_is_dearer_but_legal() -> None:
    found = [each for each in examined() if each.code == "price_cliff"]
    assert [
        (each.data["total_below"], each.data["total_at"], each.data["difference"]) for each in found
    ] == [
        ("199999.99", "200000.00", "0.03"),
        ("499999.99", "500000.00", "0.03"),
        ("999999.99", "1000000.00", "0.04"),
    ]
    assert found[2].data["dearer_but_legal"] == {
        "from": "964912.28",
        "to": "999999.99",
        "legal_at": "1000000.00",
    }
    assert (found[2].data["cost_from"], found[2].data["cost_to"]) == ("877192.98", "909090.91")


def test_an_edge_at_which_the_profit_rises_is_no_cliff() -> None:
    found = examined(profit__bands=[["0", "0.1"], ["200000", "0.2"]])
    assert all(each.code != "price_cliff" for each in found)
    assert zones(found, "several_bands_zone", "no_rebate") == [("166666.67", "181818.18")]


@given(
    st.lists(st.integers(1, 10**7), unique=True, max_size=4).map(sorted),
    st.lists(st.integers(0, 100), min_size=5, max_size=5),
    st.integers(1, 10**7),
)
def test_a_cost_lies_in_an_odd_zone_just_when_not_exactly_one_band_suits_it(
    edges: list[int], rates: list[int], cost: int
) -> None:
    number = CONTEXT.create_decimal
    rows = [(number(edge), number(rate).scaleb(-2)) for edge, rate in zip([0, *edges], rates)]  # noqa: B905
    profit = Brackets.of(rows)
    factors = multipliers(profit, None, "no_rebate")
    assert factors is not None
    suiting = [
        band.index
        for band, factor in zip(profit.bands, factors, strict=True)
        if band.from_ <= cost * factor and (band.to is None or cost * factor < band.to)
    ]
    holding = [zone for zone in odd_zones(profit, factors) if zone.from_ <= cost < zone.to]
    assert [list(zone.bands) for zone in holding] == ([] if len(suiting) == 1 else [suiting])


def test_fractions_are_shown_half_up_to_the_fen() -> None:
    assert str(fen(Fraction(1, 200))) == "0.01"
    assert str(fen(Fraction(1, 3))) == "0.33"
