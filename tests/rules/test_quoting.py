"""Quotes: bands at their edges, modes, the floor test and its tolerance."""

from decimal import Decimal

import pytest

RECEIPTS = {"quote.rebate_basis": "receipts"}
PLAIN = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}


def asked(ask, **more):
    return ask("quote", **{**PLAIN, **more})


def auto(ask, cost, **more):
    """One piece at `cost` without an estimate."""
    return ask("quote", unit_cost=cost, quantity="1", **more)


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def notice(answer, code):
    return next(each for each in answer["notices"] if each["code"] == code)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


# ---------------------------------------------------------------- declared


@pytest.mark.parametrize(
    "estimate, band, profit, rebate",
    [
        ("0.01", ("0.00", "200000.00"), "0.2", "0.05"),
        ("199999.99", ("0.00", "200000.00"), "0.2", "0.05"),
        ("200000", ("200000.00", "500000.00"), "0.17", "0.08"),
        ("499999.99", ("200000.00", "500000.00"), "0.17", "0.08"),
        ("500000", ("500000.00", "1000000.00"), "0.14", "0.08"),
        ("999999.99", ("500000.00", "1000000.00"), "0.14", "0.08"),
        ("1000000", ("1000000.00", None), "0.1", "0.1"),
        ("999999999999999e99", ("1000000.00", None), "0.1", "0.1"),
    ],
)
def test_the_declared_estimate_picks_the_band_and_the_reference(
    ask, estimate, band, profit, rebate
):
    answer = asked(ask, estimated_sales=estimate)
    assert answer["mode"] == "declared"
    assert (answer["band_from"], answer["band_to"]) == band
    assert (answer["profit_rate"], answer["rebate_rate"]) == (profit, rebate)
    assert node(answer, "profit_rate")["inputs"] == ["estimated_sales"]


def test_own_bands_with_other_edges_decide(ask):
    params = {
        "profit.bands": [["0", "0.5"], ["0.015", "0.25"]],
        "rebate.bands": [["0", "0.1"], ["0.02", "0"]],
    }
    low = asked(ask, estimated_sales="0.0149999999", params=params)
    high = asked(ask, estimated_sales="0.02", params=params)
    assert (low["profit_rate"], low["rebate_rate"], low["band_to"]) == ("0.5", "0.1", "0.02")
    assert (high["profit_rate"], high["rebate_rate"], high["band_to"]) == ("0.25", "0", None)


def test_a_lump_is_spread_and_a_unit_cost_multiplied_without_markup(ask):
    others = [
        {"kind": "freight", "amount": "100.05"},
        {"kind": "installation", "amount": "0.335", "per": "unit"},
        {"kind": "auxiliary", "amount": "0", "per": "lump"},
    ]
    answer = ask("quote", unit_cost="10", quantity="10", estimated_sales="1", other_costs=others)
    assert node(answer, "other_costs")["value"] == "103.40"
    assert (answer["unit_other"], answer["unit_price"]) == ("10.34", "22.84")
    assert answer["unit_profit"] == "2.00"


def test_the_rounding_line_is_visible_where_the_parts_do_not_add_up(ask):
    answer = ask("quote", unit_cost="33.33", quantity="3000", estimated_sales="125000")
    parts = ("unit_profit", "unit_rebate", "unit_other")
    assert sum(Decimal(answer[part]) for part in parts) == Decimal("8.34")
    assert answer["unit_price"] == "41.66"


# ---------------------------------------------------------------- auto


@pytest.mark.parametrize(
    "cost, more, profit, candidates",
    [
        # The "none" zones of A-06, and a fen to both sides of each.
        ("399999.99", {}, "0.17", 1),
        ("400000.00", {}, "0.17", 0),
        ("409836.06", {}, "0.17", 0),
        ("409836.07", {}, "0.14", 1),
        ("819672.12", {}, "0.14", 1),
        ("819672.13", {}, "0.14", 0),
        ("833333.32", {}, "0.14", 0),
        ("833333.33", {}, "0.1", 1),
        ("166666.66", {"rebate_rate": "0"}, "0.2", 1),
        ("166666.67", {"rebate_rate": "0"}, "0.2", 0),
        ("170940.16", {"rebate_rate": "0"}, "0.2", 0),
        ("170940.17", {"rebate_rate": "0"}, "0.17", 1),
        ("427350.42", {"rebate_rate": "0"}, "0.17", 1),
        ("427350.43", {"rebate_rate": "0"}, "0.17", 0),
        ("438596.48", {"tendered": True}, "0.17", 0),
        ("438596.49", {"tendered": True}, "0.14", 1),
        ("877192.97", {"customer_type": "party"}, "0.14", 1),
        ("877192.98", {"customer_type": "party"}, "0.14", 0),
        ("909090.90", {"rebate_rate": "0"}, "0.14", 0),
        ("909090.91", {"rebate_rate": "0"}, "0.1", 1),
        ("393162.38", {"params": RECEIPTS}, "0.17", 1),
        ("393162.39", {"params": RECEIPTS}, "0.17", 0),
        ("403508.76", {"params": RECEIPTS}, "0.17", 0),
        ("403508.77", {"params": RECEIPTS}, "0.14", 1),
        ("807017.53", {"params": RECEIPTS}, "0.14", 1),
        ("807017.54", {"params": RECEIPTS}, "0.14", 0),
        ("818181.81", {"params": RECEIPTS}, "0.14", 0),
        ("818181.82", {"params": RECEIPTS}, "0.1", 1),
        ("157264.95", {"params": RECEIPTS}, "0.2", 1),
        ("157264.96", {"params": RECEIPTS}, "0.2", 2),
        ("158333.32", {"params": RECEIPTS}, "0.2", 2),
        ("158333.33", {"params": RECEIPTS}, "0.17", 1),
    ],
)
def test_without_an_estimate_the_band_is_the_one_its_own_price_lies_in(
    ask, cost, more, profit, candidates
):
    answer = auto(ask, cost, **more)
    assert (answer["mode"], answer["profit_rate"]) == ("auto", profit)
    assert ("no_consistent_band" in codes(answer)) is (candidates == 0)
    assert ("several_consistent_bands" in codes(answer)) is (candidates == 2)


def test_several_fitting_bands_are_counted_and_the_lowest_is_used(ask):
    answer = auto(ask, "158000", params=RECEIPTS)
    assert notice(answer, "several_consistent_bands")["data"] == {"count": 2}
    assert (answer["profit_rate"], answer["total"]) == ("0.2", "199578.95")


def test_where_no_band_fits_the_highest_reached_one_counts_and_not_the_last(ask):
    params = {"profit.bands": [["0", "1"], ["100", "0.5"], ["180", "0"], ["900", "0.2"]]}
    answer = auto(ask, "119", params=params, rebate_rate="0")
    assert answer["profit_rate"] == "0.5"
    assert "no_consistent_band" not in codes(answer)
    answer = auto(ask, "150", params=params, rebate_rate="0")
    assert (answer["profit_rate"], answer["total"]) == ("0.5", "225.00")
    assert "no_consistent_band" in codes(answer)


def test_the_rest_of_the_project_counts_when_the_band_is_found(ask):
    alone = auto(ask, "80000")
    besides = auto(ask, "80000", project_other_total="100000.00")
    below = auto(ask, "80000", project_other_total="99999.99")
    assert [each["profit_rate"] for each in (alone, besides, below)] == ["0.2", "0.17", "0.2"]
    assert besides["total"] == "100000.00"
    assert besides["rebate_rate"] == "0.08"


def test_the_reference_at_a_bands_edge_is_read_from_above(ask):
    answer = auto(ask, "160000", params={"rebate.edge_200k": "lower"})
    assert (answer["profit_rate"], answer["rebate_rate"]) == ("0.17", "0.08")


@pytest.mark.parametrize(
    "cost, quantity, total, profit",
    [
        # The unit price is rounded first: 41.66, not 41.6625, times the quantity.
        ("33.33", "4800.5", "199988.83", "0.2"),
        # Then the total: 199,999.995 is 200,000.00.
        ("32", "4999.999875", "200000.00", "0.17"),
        ("32", "4999.99987", "199999.99", "0.2"),
    ],
)
def test_the_band_is_looked_up_at_rounded_totals(ask, cost, quantity, total, profit):
    answer = ask("quote", unit_cost=cost, quantity=quantity)
    assert (answer["total"], answer["profit_rate"]) == (total, profit)


def test_an_offered_price_does_not_move_the_band_that_is_found(ask):
    answer = auto(ask, "100000", offered_unit_price="1500000")
    assert (answer["profit_rate"], answer["unit_price"]) == ("0.2", "125000.00")
    assert answer["required_profit_rate"] == "0.1"


# ---------------------------------------------------------------- floor test


@pytest.mark.parametrize(
    "besides, required",
    [("747999.99", "0.14"), ("748000", "0.1"), ("247999.99", "0.17"), ("248000", "0.14")],
)
def test_the_required_rate_is_that_of_the_whole_project(ask, besides, required):
    answer = asked(
        ask,
        quantity="3000",
        estimated_sales="1200000",
        rebate_rate="0.1",
        project_other_total=besides,
    )
    assert (answer["total"], answer["required_profit_rate"]) == ("252000.00", required)
    assert "同项目其他" in node(answer, "required_profit_rate")["how"]


@pytest.mark.parametrize(
    "offered, missing",
    [
        ("41.67", "0.00"),
        ("41.66", "0.00"),
        ("41.6599999999", "7.50"),
        ("41.6599", "7.80"),
        ("41.6625", "0.00"),
        ("41.65", "37.50"),
    ],
)
def test_an_offered_price_below_the_formula_gets_no_tolerance(ask, offered, missing):
    answer = ask(
        "quote",
        unit_cost="33.33",
        quantity="3000",
        estimated_sales="125000",
        rebate_rate="0.05",
        offered_unit_price=offered,
    )
    assert answer["unit_price"] == "41.66"
    assert answer["missing_profit"] == missing
    assert answer["special_approval"] is (missing != "0.00")


@pytest.mark.parametrize(
    "lump, missing",
    [("0", "0.00"), ("0.005", "0.00"), ("0.0050000001", "50.01"), ("0.006", "50.01")],
)
def test_the_tolerance_is_half_a_fen_a_unit_plus_half_a_fen_and_no_more(ask, lump, missing):
    answer = asked(
        ask,
        estimated_sales="1000000",
        rebate_rate="0",
        offered_unit_price="79.795",
        other_costs=[{"kind": "freight", "amount": lump}],
    )
    assert (answer["total"], answer["required_profit_rate"]) == ("797950.00", "0.14")
    assert answer["missing_profit"] == missing
    clause = node(answer, "missing_profit")["how"]
    assert ("容差" in clause) is (missing == "0.00")


def test_a_profit_that_is_reached_lacks_nothing_even_below_the_formula(ask):
    answer = asked(ask, estimated_sales="100000", rebate_rate="0", offered_unit_price="80")
    assert answer["unit_price"] == "84.00"
    assert (answer["missing_profit"], answer["special_approval"]) == ("0.00", False)
    assert "利润已达到" in node(answer, "missing_profit")["how"]


def test_less_than_half_a_fen_missing_needs_no_special_approval(ask):
    below = {"unit_cost": "1", "quantity": "1", "estimated_sales": "9", "rebate_rate": "0"}
    answer = ask(
        "quote",
        **below,
        offered_unit_price="1.19",
        other_costs=[{"kind": "freight", "amount": "0.0000000001"}],
    )
    assert answer["missing_profit"] == "0.01"
    params = {"profit.bands": [["0", "0.1949"]]}
    answer = ask("quote", **below, offered_unit_price="1.1899999", params=params)
    assert (answer["unit_price"], answer["total"]) == ("1.19", "1.19")
    assert (answer["missing_profit"], answer["special_approval"]) == ("0.00", False)


def test_figures_from_the_total_on_are_those_of_the_offered_price(ask):
    answer = asked(ask, rebate_rate="0.08", offered_unit_price="84")
    assert (answer["unit_price"], answer["unit_rebate"]) == ("85.40", "5.60")
    assert (answer["total"], answer["actual_profit"]) == ("840000.00", "84000.00")
    assert (answer["rebate_payable"], answer["rebate_shortfall"]) == ("67200.00", "11200.00")
    assert node(answer, "total")["inputs"] == ["offered_unit_price", "quantity"]


def test_the_profits_share_is_taken_from_the_unrounded_profit(ask):
    answer = ask("quote", unit_cost="0.01", quantity="1", estimated_sales="1", rebate_rate="0.05")
    assert answer["unit_price"] == "0.01"
    assert (answer["actual_profit"], answer["actual_profit_rate"]) == ("0.00", "-0.05")


def test_a_shortfall_may_be_negative_and_adds_to_the_profit(ask):
    answer = asked(ask, rebate_rate="0.08", offered_unit_price="60")
    assert answer["rebate_shortfall"] == "-8000.00"
    assert (answer["actual_profit"], answer["profit_after_rebate"]) == ("-156000.00", "-148000.00")


# ---------------------------------------------------------------- on receipts


def test_on_receipts_the_rebate_is_a_share_of_the_price(ask):
    answer = asked(ask, rebate_rate="0.08", params=RECEIPTS)
    assert (answer["unit_price"], answer["total"]) == ("86.74", "867400.00")
    assert (answer["unit_rebate"], answer["rebate_shortfall"]) == ("6.94", "0.00")
    assert answer["actual_profit"] == "98008.00"
    assert node(answer, "unit_price")["how"].startswith("(700,000.00 × (1 + 14%)")


@pytest.mark.parametrize("more", [{}, {"estimated_sales": None}])
def test_a_reference_that_takes_the_whole_price_is_refused(ask, more):
    params = {**RECEIPTS, "rebate.bands": [["0", "1"]]}
    assert told(asked(ask, **more, params=params)) == ("unit_cost", "out_of_range", None)
    assert asked(ask, **more, rebate_rate="0.5", params=params)["rebate_rate"] == "0.5"
    assert asked(ask, **more, params={"rebate.bands": [["0", "1"]]})["rebate_rate"] == "1"


# ---------------------------------------------------------------- lowest compliant total


@pytest.mark.parametrize(
    "more, lowest, profit",
    [
        # The formula's own total, without rounding a unit.
        ({"rebate_rate": "0.08"}, "854000.00", "0.14"),
        # A dearer band that asks less: its edge, or the price it asks.
        ({"unit_cost": "87.5", "rebate_rate": "0"}, "997500.00", "0.14"),
        ({"unit_cost": "89", "rebate_rate": "0"}, "1000000.00", "0.1"),
        ({"unit_cost": "91", "rebate_rate": "0"}, "1001000.00", "0.1"),
        # The rest of the project lifts the band.
        ({"rebate_rate": "0", "project_other_total": "230000"}, "770000.00", "0.1"),
        ({"rebate_rate": "0", "project_other_total": "230000.01"}, "770000.00", "0.1"),
        ({"rebate_rate": "0", "project_other_total": "229999.99"}, "770000.01", "0.1"),
        ({"rebate_rate": "0", "project_other_total": "202000.005"}, "797999.995", "0.1"),
    ],
)
def test_the_lowest_compliant_total_lies_in_the_band_that_allows_it(ask, more, lowest, profit):
    answer = asked(ask, **more)
    expected = Decimal(lowest).quantize(Decimal("0.01"), "ROUND_CEILING")
    assert Decimal(answer["lowest_compliant_total"]) == expected
    inputs = node(answer, "lowest_compliant_total")["inputs"]
    assert node(answer, inputs[1])["value"] == profit


@pytest.mark.parametrize("cost, lowest", [("99.99", "119.99"), ("100", "150.00")])
def test_a_total_on_the_next_bands_edge_must_meet_what_that_band_asks(ask, cost, lowest):
    params = {"profit.bands": [["0", "0.2"], ["120", "0.5"]]}
    answer = auto(ask, cost, estimated_sales="1", rebate_rate="0", params=params)
    assert answer["lowest_compliant_total"] == lowest


def test_a_lowest_compliant_total_past_15_digits_is_refused(ask):
    question = {"estimated_sales": "1", "rebate_rate": "0", "offered_unit_price": "1"}
    params = {"profit.bands": [["0", "0"], ["2", "0.5"]]}
    answer = auto(ask, "666666666666666", **question, params=params)
    assert answer["lowest_compliant_total"] == "999999999999999.00"
    refused = auto(ask, "666666666666667", **question, params=params)
    assert told(refused) == ("unit_cost", "out_of_range", None)


def test_in_auto_mode_the_lowest_total_uses_the_reference_of_its_own_band(ask):
    answer = auto(ask, "405000")
    assert (answer["rebate_rate"], answer["lowest_compliant_total"]) == ("0.08", "500000.00")
    answer = auto(ask, "825000")
    assert answer["lowest_compliant_total"] == "1000000.00"
    rebate = node(answer, "lowest_rebate_rate")
    assert (rebate["value"], rebate["source"]["policy"]) == ("0.1", "SA")
    declared = ask("quote", unit_cost="825000", quantity="1", estimated_sales="900000")
    assert "lowest_rebate_rate" not in [each["id"] for each in declared["explanation"]["nodes"]]
