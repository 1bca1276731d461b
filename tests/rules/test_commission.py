"""Commission: the window, the base, what is carried, and the shares (S5-4.1b)."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.figures import entered
from dakehu.policy.periods import Month
from dakehu.rules.commission import SHOWN, Receipt, commission, shared

CASES = Path(__file__).parents[2] / "cases" / "commission.jsonl"
NAMES = ("from", "to")


def lines():
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def receipt(amount="10000", verified_on="2026-04-12", **more):
    return {"amount": amount, "verified_on": verified_on, **more}


def asked(ask, *receipts, **more):
    return ask("commission", pay_month="2026-05", receipts=list(receipts), **more)


def told(answer):
    return answer["error"]["field"], answer["error"]["code"], answer["error"].get("row")


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


@pytest.mark.parametrize("case", lines(), ids=lambda case: case["id"])
def test_every_worked_case_comes_out(ask, case):
    answer = ask("commission", **case["input"])
    expected = dict(case["expect"])
    codes = set(expected.pop("notice_codes_include", ()))
    if "error" in expected:
        assert told(answer)[:2] == (expected["error"]["field"], expected["error"]["code"])
        return
    assert {key: answer[key] for key in expected} == expected
    assert codes <= {notice["code"] for notice in answer["notices"]}


def test_the_first_and_last_day_of_the_window_count(ask):
    days = ("2026-03-30", "2026-03-31", "2026-04-30", "2026-05-01")
    answer = asked(ask, *(receipt(str(10**place), day) for place, day in enumerate(days)))
    assert answer["base"] == "110.00"


def test_receipts_outside_the_window_are_told_once_with_count_and_sum(ask):
    answer = asked(ask, receipt("-3.5", "2026-05-01"), receipt("10", "2026-03-30"), receipt())
    (notice,) = answer["notices"]
    assert notice["code"] == "outside_window"
    assert notice["data"] == {"count": 2, "sum": "6.50"}
    assert notice["source"]["policy"] == "SA"
    assert asked(ask, receipt())["notices"] == []


@pytest.mark.parametrize(
    "params, window",
    [
        ({}, ("2026-03-31", "2026-04-30")),
        ({"commission.lag": "0"}, ("2026-05-01", "2026-05-30")),
        ({"commission.lag": "3"}, ("2026-01-31", "2026-02-28")),
        ({"commission.window_end": "31"}, ("2026-04-01", "2026-04-30")),
        ({"commission.window_end": "1"}, ("2026-03-02", "2026-04-01")),
    ],
)
def test_window_end_and_lag_move_the_window(ask, params, window):
    answer = asked(ask, params=params)
    assert answer["window"] == dict(zip(NAMES, window, strict=True))
    assert answer["amount"] == "0.00"


def test_the_sum_is_rounded_once_and_then_the_commission(ask):
    answer = asked(ask, receipt("0.004"), receipt("0.004"), receipt("0.242"))
    assert (answer["base"], answer["amount"]) == ("0.25", "0.01")


def test_rebates_paid_on_receipts_outside_the_window_are_not_taken_off(ask):
    answer = asked(
        ask,
        receipt("100", rebate_paid="8"),
        receipt("50"),
        receipt("100", "2026-05-02", rebate_paid="5"),
        params={"commission.base": "net_of_rebate"},
    )
    assert answer["base"] == "142.00"
    assert node(answer, "base")["how"] == "150.00 − 8.00"


def test_the_vat_base_follows_the_tax_rate(ask):
    params = {"commission.base": "net_of_vat", "tax.rate": "0.06"}
    answer = asked(ask, receipt("106"), params=params)
    assert answer["base"] == "100.00"
    assert node(answer, "tax.rate")["how"] == "本次计算指定"


def test_rebates_and_tax_change_nothing_on_the_gross_base(ask):
    answer = asked(ask, receipt("106", rebate_paid="8"), params={"tax.rate": "0.06"})
    assert answer["base"] == "106.00"


def test_a_debt_carried_in_is_set_off_and_the_rest_is_carried_on(ask):
    answer = asked(ask, receipt("1000"), carry_in="-20.005")
    assert (answer["amount"], answer["carry_out"]) == ("0.00", "-0.01")
    answer = asked(ask, receipt("-1000"), carry_in="-5")
    assert (answer["amount"], answer["carry_out"]) == ("0.00", "-25.00")
    assert answer["explanation"]["nodes"][0]["id"] == "amount"
    assert node(answer, "carry_out")["value"] == "-25.00"


def test_nothing_received_gives_nothing(ask):
    answer = ask("commission", pay_month="2026-05", receipts=[], shares=[], carry_in=None)
    assert (answer["base"], answer["amount"], answer["carry_out"]) == ("0.00", "0.00", "0.00")
    assert answer["shares"] == []


@pytest.mark.parametrize(
    "shares", [["0.5", "0.4999999999"], ["1", "0"], ["1.5", "-0.5"], ["2"], ["0.5", "0.6"]]
)
def test_shares_that_are_no_division_of_the_whole_are_inconsistent(ask, shares):
    rows = [{"who": "甲", "share": share} for share in shares]
    assert told(asked(ask, receipt(), shares=rows)) == ("shares", "inconsistent", None)


def test_the_last_share_takes_what_rounding_leaves(ask):
    rows = [{"who": who, "share": share} for who, share in (("甲", "0.3"), ("乙", "0.7"))]
    answer = asked(ask, receipt("0.75"), shares=rows)
    assert answer["amount"] == "0.02"
    assert [row["amount"] for row in answer["shares"]] == ["0.01", "0.01"]
    assert node(answer, "share_2")["source"]["policy"] == "SA"


def test_a_rate_table_without_conditions_decides_by_its_row(ask):
    rows = [{"when": {"customer_age": "new"}, "value": "0.03"}, {"value": "0.01"}]
    params = {"commission.rate": {"facts": ["customer_age"], "rows": rows}}
    answer = asked(ask, receipt("100"), params=params)
    assert answer["amount"] == "1.00"
    assert node(answer, "commission.rate")["label"] == "业务提成比例(第 2 行：其余情形)"
    assert node(answer, "commission.rate")["how"] == "本次计算指定"
    assert node(asked(ask), "commission.rate")["label"] == "业务提成比例"
    assert node(asked(ask), "commission.rate")["how"] == "制度规定"


def test_a_rate_table_that_needs_facts_is_refused(ask):
    rows = [{"when": {"customer_age": "new"}, "value": "0.03"}]
    params = {"commission.rate": {"facts": ["customer_age"], "rows": rows}}
    answer = asked(ask, receipt("100"), params=params)
    assert told(answer) == ("params.commission.rate", "unknown_value", None)


def test_up_to_fifty_receipts_are_shown_each_and_more_as_one_sum(ask):
    answer = asked(ask, *([receipt("2")] * SHOWN))
    assert node(answer, f"receipt_{SHOWN}")["value"] == "2.00"
    answer = asked(ask, *([receipt("2")] * (SHOWN + 1)))
    assert node(answer, "receipts")["label"] == f"窗口内回款 {SHOWN + 1} 笔"
    assert node(answer, "receipts")["value"] == "102.00"
    assert not any(each["id"] == "receipt_1" for each in answer["explanation"]["nodes"])


def test_every_computed_figure_cites_its_clause(ask):
    rows = [{"who": "a{0}", "share": "0.5"}, {"who": "b", "share": "0.5"}]
    answer = asked(ask, receipt(), shares=rows, carry_in="-1")
    for each in answer["explanation"]["nodes"]:
        assert each["source"] is not None or each["how"] == "录入"
    assert node(answer, "share_rate_1")["label"] == "a{0} 的份额"


@pytest.mark.parametrize(
    "question, error",
    [
        ({"pay_month": "0001-01", "receipts": []}, ("pay_month", "out_of_range", None)),
        ({"pay_month": "2026-5", "receipts": []}, ("pay_month", "not_a_date", None)),
        ({"receipts": []}, ("pay_month", "required", None)),
        ({"pay_month": "2026-05"}, ("receipts", "required", None)),
        (
            {"pay_month": "2026-05", "receipts": [receipt(), {"amount": "1"}]},
            ("receipts.verified_on", "required", 1),
        ),
        (
            {"pay_month": "2026-05", "receipts": [receipt("x"), receipt(verified_on="x")]},
            ("receipts.amount", "not_a_number", 0),
        ),
        (
            {"pay_month": "2026-05", "receipts": [receipt(rebate_paid="-1")], "carry_in": "1"},
            ("receipts.rebate_paid", "out_of_range", 0),
        ),
        (
            {"pay_month": "2026-05", "receipts": [], "carry_in": "0.01"},
            ("carry_in", "out_of_range", None),
        ),
        (
            {"pay_month": "2026-05", "receipts": [], "shares": [{"who": 1, "share": "1"}]},
            ("shares.who", "wrong_type", 0),
        ),
        (
            {"pay_month": "2026-05", "receipts": [], "shares": [{"who": "a", "share": "x"}]},
            ("shares.share", "not_a_number", 0),
        ),
        (
            {"pay_month": "2026-05", "receipts": [receipt("1e99")]},
            ("receipts.amount", "out_of_range", None),
        ),
        (
            {"pay_month": "2026-05", "receipts": [receipt("1e16", "2026-05-01")]},
            ("receipts.amount", "out_of_range", None),
        ),
    ],
)
def test_what_is_wrong_is_named_in_the_agreed_order(ask, question, error):
    assert told(ask("commission", **question)) == error


fen = st.integers(-(10**9), 10**9).map(lambda number: Decimal(number).scaleb(-2))
days = st.integers(0, 800).map(lambda number: date(2025, 1, 1) + timedelta(days=number))


@given(receipts=st.lists(st.tuples(fen, days), max_size=8))
def test_every_receipt_counts_in_exactly_one_pay_month(book, receipts):
    rules = book.on(date(2026, 1, 1))
    given_ = [Receipt(amount, day) for amount, day in receipts]
    start = Month(2024, 12)
    found = [
        commission(rules, pay_month=start.plus(place), receipts=given_).base.value
        for place in range(32)
    ]
    assert sum(found) == sum(amount for amount, _ in receipts)


@given(fen, st.lists(st.integers(1, 99), min_size=1, max_size=6))
def test_the_shares_always_sum_to_the_amount(book, amount, weights):
    total = sum(weights)
    exact = [Decimal(weight) / 10000 for weight in weights]
    exact[-1] = 1 - Decimal(total - weights[-1]) / 10000
    figures = shared(
        book.on(date(2026, 1, 1)),
        entered("amount", "应发提成", amount),
        [(f"p{place}", share) for place, share in enumerate(exact)],
    )
    assert sum(figure.value for figure in figures) == amount
