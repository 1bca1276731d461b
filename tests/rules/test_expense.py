"""Travel and entertainment (S5-4.8, S5-4.9, S5-4.12; A-89 to A-92, A-96)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

CASES = Path(__file__).parents[2] / "cases"
AMOUNTS = st.decimals("0", "99999", places=3)


def lines():
    for kind in ("travel", "entertainment"):
        for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines():
            yield pytest.param(kind, json.loads(line), id=json.loads(line)["id"])


def told(answer):
    error = answer["error"]
    return error["field"], error["code"], error.get("row")


def codes(answer):
    return [notice["code"] for notice in answer["notices"]]


def node(answer, key):
    return next(each for each in answer["explanation"]["nodes"] if each["id"] == key)


def item(**fields):
    return {"kind": "住宿", "units": "1", **fields}


@pytest.mark.parametrize("kind, case", list(lines()))
def test_every_worked_case_comes_out(ask, kind, case):
    answer = ask(kind, **case["input"])
    expected = dict(case["expect"])
    wanted = expected.pop("notice_codes_include", [])
    assert {key: answer[key] for key in expected} == expected
    assert set(wanted) <= set(codes(answer))


@pytest.mark.parametrize(
    "fields, paid, own",
    [
        ({"limit": "350", "units": "3", "receipts": "1050"}, "1050.00", "0.00"),
        ({"limit": "350", "units": "3", "receipts": "1050.01"}, "1050.00", "0.01"),
        ({"limit": "350", "units": "3", "receipts": "1049.99"}, "1049.99", "0.00"),
        ({"limit": "0", "receipts": "10"}, "0.00", "10.00"),
        ({"limit": "350"}, "0.00", "0.00"),
        ({}, "0.00", "0.00"),
        ({"receipts": "0.005"}, "0.01", "0.00"),
        ({"receipts": "0.004"}, "0.00", "0.00"),
        ({"limit": "100", "units": "1.5", "fixed": True}, "150.00", "0.00"),
        ({"limit": "100", "receipts": "999", "fixed": True}, "100.00", "0.00"),
        ({"limit": "100", "receipts": "99", "fixed": False}, "99.00", "0.00"),
    ],
)
def test_an_item_pays_by_receipts_and_limit(ask, fields, paid, own):
    answer = ask("travel", items=[item(**fields)])
    assert answer["items"] == [{"kind": "住宿", "reimbursed": paid, "own_part": own}]
    assert (answer["reimbursed"], answer["own_part"]) == (paid, own)


def test_own_parts_are_added_before_they_are_rounded(ask):
    answer = ask("travel", items=[item(receipts="0.004")] * 2)
    assert [each["own_part"] for each in answer["items"]] == ["0.00", "0.00"]
    assert answer["own_part"] == "0.01"


def test_no_items_are_nothing(ask):
    answer = ask("travel", items=[])
    assert (answer["reimbursed"], answer["own_part"], answer["items"]) == ("0.00", "0.00", [])
    assert answer["explanation"]["nodes"][0]["id"] == "reimbursed"


def test_items_without_a_limit_are_told_once_with_their_rows(ask):
    items = [item(receipts="1"), item(limit="1", receipts="1"), item(limit=None)]
    (notice,) = ask("travel", items=items)["notices"]
    assert notice["code"] == "no_limit"
    assert notice["data"] == {"rows": [0, 2]}
    assert notice["source"]["policy"] == "EX"


def test_every_item_can_be_opened(ask):
    items = [
        item(limit="350", units="3", receipts="1200"),
        item(limit="100", units="4", fixed=True),
        item(receipts="553"),
    ]
    answer = ask("travel", items=items)
    how = [node(answer, f"reimbursed_{place}")["how"] for place in range(3)]
    assert how == [
        "票据 1,200.00 与限额 350.00 × 3 两者取低",
        "定额 100.00 × 4，不凭票据",
        "没有限额，按票据 553.00",
    ]
    assert node(answer, "own_part_0")["how"] == "1,200.00 − 1,050.00，不低于 0"
    assert node(answer, "own_part_1")["how"] == "定额项目没有自付部分"
    assert node(answer, "own_part")["value"] == "150.00"
    for each in answer["explanation"]["nodes"]:
        assert each["source"] is None or each["source"]["policy"] == "EX"


@pytest.mark.parametrize("trip", [None, {"from": "2026-05-01", "to": "2026-05-01"}])
def test_the_claim_has_dates_only_with_a_trip(ask, trip):
    answer = ask("travel", items=[], trip=trip)
    assert ("claim_month" in answer, "due_on" in answer) == (trip is not None, trip is not None)


@pytest.mark.parametrize(
    "to, month, due",
    [
        ("2026-04-30", "2026-04", "2026-05-06"),
        ("2026-05-31", "2026-05", "2026-06-05"),
        ("2025-12-31", "2025-12", "2026-01-05"),
    ],
)
def test_a_trip_belongs_to_the_month_of_its_end(ask, to, month, due):
    answer = ask("travel", items=[], trip={"from": "2025-01-01", "to": to})
    assert (answer["claim_month"], answer["due_on"]) == (month, due)
    assert node(answer, "claim_month")["value"] == month
    assert node(answer, "due_on")["value"] == due
    assert node(answer, "due_month")["how"] == f"{month} 的次月"
    assert codes(answer) == []


def test_the_due_day_of_a_claim_is_a_parameter(ask):
    params = {"claim.due_day": "31", "claim.roll": "none"}
    trip = {"from": "2026-01-01", "to": "2026-01-02"}
    assert ask("travel", items=[], trip=trip, params=params)["due_on"] == "2026-02-28"


def test_an_estimated_calendar_is_told_after_missing_limits(ask):
    trip = {"from": "2099-01-01", "to": "2099-01-02"}
    answer = ask("travel", items=[item()], trip=trip)
    assert codes(answer) == ["no_limit", "calendar_not_official"]


@pytest.mark.parametrize(
    "question, error",
    [
        ({}, ("items", "required", None)),
        ({"items": {}}, ("items", "wrong_type", None)),
        ({"items": [1]}, ("items", "wrong_type", 0)),
        ({"items": [item(), {"kind": "x"}]}, ("items.units", "required", 1)),
        ({"items": [item(kind=1)]}, ("items.kind", "wrong_type", 0)),
        ({"items": [item(fixed=True)]}, ("items.limit", "required", 0)),
        ({"items": [item(fixed=True, limit="x")]}, ("items.limit", "not_a_number", 0)),
        ({"items": [{"fixed": True}]}, ("items.kind", "required", 0)),
        ({"items": [{"kind": "x", "fixed": True}]}, ("items.limit", "required", 0)),
        ({"items": [item(fixed="yes")]}, ("items.fixed", "wrong_type", 0)),
        ({"items": [item(receipts="-1")]}, ("items.receipts", "out_of_range", 0)),
        ({"items": [item(limit="1e99", receipts="1e99")]}, ("items.limit", "out_of_range", None)),
        ({"items": [item(receipts="999999999999999.995")]}, ("items.limit", "out_of_range", None)),
        ({"items": [], "trip": {"from": "2026-01-01"}}, ("trip.to", "required", None)),
        ({"items": [], "trip": {"to": "2026-01-01"}}, ("trip.from", "required", None)),
        (
            {"items": [], "trip": {"from": "2026-01-02", "to": "2026-01-01"}},
            ("trip", "inconsistent", None),
        ),
        (
            {"items": [], "trip": {"from": "9999-12-31", "to": "9999-12-01"}},
            ("trip.to", "out_of_range", None),
        ),
        (
            {"items": [], "trip": {"from": "2026-01-02", "to": "9999-12-01"}, "params": {"x": "1"}},
            ("trip.to", "out_of_range", None),
        ),
    ],
)
def test_a_faulty_trip_is_refused(ask, question, error):
    assert told(ask("travel", **question)) == error


def test_the_last_month_but_one_of_the_calendar_is_still_claimed(ask):
    answer = ask("travel", items=[], trip={"from": "9999-11-01", "to": "9999-11-30"})
    assert answer["claim_month"] == "9999-11"
    assert answer["due_on"].startswith("9999-12-")


@given(limit=AMOUNTS, units=st.integers(0, 99), receipts=AMOUNTS)
def test_paid_and_own_part_make_up_the_receipts(ask, limit, units, receipts):
    fields = {"limit": str(limit), "units": units, "receipts": str(receipts)}
    answer = ask("travel", items=[item(**fields)])
    paid, own = Decimal(answer["reimbursed"]), Decimal(answer["own_part"])
    assert abs(paid + own - receipts) <= Decimal("0.01")
    assert paid <= limit * units + Decimal("0.005")
    assert own >= 0


@pytest.mark.parametrize(
    "event_on, special, company, own, notices",
    [
        (None, None, "3000.00", "600.00", []),
        ("2026-05-10", [], "3000.00", "600.00", []),
        ("2026-05-10", [("400", "2026-05-10")], "3400.00", "200.00", []),
        ("2026-05-10", [("400", "2026-05-11")], "3000.00", "600.00", [1]),
        (None, [("400", "2099-05-11")], "3400.00", "200.00", []),
        ("2026-05-10", [("900", "2026-01-01")], "3600.00", "0.00", []),
        (
            "2026-05-10",
            [("100", "2026-05-09"), ("200", "2026-05-11"), ("300", "2026-06-01")],
            "3100.00",
            "500.00",
            [2],
        ),
    ],
)
def test_special_approvals_count_up_to_the_day_of_the_event(
    ask, event_on, special, company, own, notices
):
    rows = special and [{"amount": amount, "approved_on": day} for amount, day in special]
    answer = ask("entertainment", limit="3000", actual="3600", event_on=event_on, special=rows)
    assert (answer["company"], answer["own"]) == (company, own)
    assert [notice["data"] for notice in answer["notices"]] == [{"count": n} for n in notices]
    assert set(codes(answer)) <= {"approved_after_event"}


@pytest.mark.parametrize(
    "limit, actual, company, own",
    [
        ("0", "0", "0.00", "0.00"),
        ("10", "0.005", "0.01", "0.00"),
        ("0.004", "0.006", "0.00", "0.01"),
        ("0.005", "0.006", "0.01", "0.00"),
        ("1e99", "5", "5.00", "0.00"),
    ],
)
def test_company_and_own_part_are_rounded_half_up(ask, limit, actual, company, own):
    answer = ask("entertainment", limit=limit, actual=actual)
    assert (answer["company"], answer["own"]) == (company, own)


def test_the_shares_tell_how_they_came_about(ask):
    special = [{"amount": "400", "approved_on": "2026-05-09"}]
    answer = ask("entertainment", limit="3000", actual="3600", special=special)
    assert answer["explanation"]["nodes"][0]["id"] == "company"
    assert node(answer, "company")["how"] == (
        "实际 3,600.00 与限额 3,000.00 + 特批 400.00 两者取低"
    )
    assert node(answer, "special_0")["label"] == "特批金额（2026-05-09 批准）"
    assert node(answer, "own")["how"] == "3,600.00 − 3,400.00"


@pytest.mark.parametrize(
    "question, error",
    [
        ({"actual": "1"}, ("limit", "required", None)),
        ({"limit": "1", "actual": "-1"}, ("actual", "out_of_range", None)),
        ({"limit": "1", "actual": "1e99"}, ("limit", "out_of_range", None)),
        ({"limit": "1", "actual": "1", "event_on": "x"}, ("event_on", "not_a_date", None)),
        (
            {"limit": "1", "actual": "1", "special": [{"amount": "1"}]},
            ("special.approved_on", "required", 0),
        ),
        (
            {"limit": "1", "actual": "1", "special": [{"approved_on": "2026-01-01"}]},
            ("special.amount", "required", 0),
        ),
    ],
)
def test_faulty_entertainment_is_refused(ask, question, error):
    assert told(ask("entertainment", **question)) == error


@given(limit=AMOUNTS, actual=AMOUNTS)
def test_company_and_person_together_bear_the_rounded_amount(ask, limit, actual):
    answer = ask("entertainment", limit=str(limit), actual=str(actual))
    total = Decimal(answer["company"]) + Decimal(answer["own"])
    assert abs(total - actual) <= Decimal("0.005")
