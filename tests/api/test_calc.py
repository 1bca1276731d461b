"""`POST calc/KIND`: batches, exact numbers, and bodies that nobody should send."""

import json
from datetime import date

import pytest

from dakehu.api.calculating import MOST_BYTES
from dakehu.calendar.services import set_day
from dakehu.rulebook.models import PolicyVersion
from dakehu.rules.kinds import KINDS
from tests.api.conftest import AT, STARTER

QUOTE = {"unit_cost": "70", "quantity": "10000", "estimated_sales": "854000"}


def told(response):
    """Status and the error of a single bad object."""
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["request_id"] == response["X-Request-Id"]
    return response.status_code, body["errors"][0]["field"], body["errors"][0]["code"]


def test_a_quote_is_answered_with_its_explanation(ask):
    answer = ask("quote", json.dumps(QUOTE)).json()
    assert answer["unit_price"] == "85.40"
    assert answer["explanation"]["nodes"][0]["id"] == "unit_price"
    assert answer["on"] == "2026-11-23"


@pytest.mark.parametrize(
    "amount", ["123456789012.34", '"123456789012.34"', "1234567890.1234E2", '"1234567890.1234e+2"']
)
def test_numbers_keep_every_digit_however_they_are_spelt(ask, amount):
    answer = ask("month_pay", f'{{"basic_wage": {amount}}}').json()
    assert answer["total"] == "123456789012.34"


def test_fifteen_digits_and_two_decimals_come_back_unharmed(ask):
    answer = ask("month_pay", '{"basic_wage": 999999999999999.98, "commission": 0.01}').json()
    assert answer["total"] == "999999999999999.99"


def test_a_number_of_sixteen_digits_is_refused_and_not_rounded(ask):
    response = ask("month_pay", '{"basic_wage": 1234567890123456.78}')
    assert told(response) == (422, "basic_wage", "not_a_number")


def test_a_batch_answers_good_and_bad_items_in_order(ask):
    items = [QUOTE, {"unit_cost": "0", "quantity": "1"}, 5, None, {**QUOTE, "quantities": "1"}]
    answers = ask("quote", json.dumps({"items": items})).json()["items"]
    assert answers[0]["unit_price"] == "85.40"
    codes = [(each["error"]["field"], each["error"]["code"]) for each in answers[1:]]
    assert codes == [
        ("unit_cost", "out_of_range"),
        ("", "wrong_type"),
        ("", "wrong_type"),
        ("quantities", "unknown_field"),
    ]


def test_a_thousand_items_are_answered_and_one_more_refused(ask):
    item = {"amount": "1"}
    assert len(ask("capitals", json.dumps({"items": [item] * 1000})).json()["items"]) == 1000
    response = ask("capitals", json.dumps({"items": [item] * 1001}))
    assert told(response) == (422, "items", "out_of_range")
    assert "1,001" in response.json()["detail"]


def test_an_empty_batch_has_no_results(ask):
    assert ask("capitals", '{"items": []}').json() == {"items": []}


def test_items_that_are_no_list_are_told_as_such(ask):
    assert told(ask("capitals", '{"items": 5}')) == (422, "items", "wrong_type")


def test_the_items_of_a_journey_are_no_batch(ask):
    journey = {"items": [{"kind": "lodging", "limit": "350", "units": "3", "receipts": "1200"}]}
    assert ask("travel", json.dumps(journey)).json()["reimbursed"] == "1050.00"
    assert ask("travel", '{"items": []}').json()["reimbursed"] == "0.00"
    answers = ask("travel", json.dumps({"items": [journey, {"items": []}, {}]})).json()["items"]
    assert [each.get("reimbursed") for each in answers] == ["1050.00", "0.00", None]
    assert answers[2]["error"]["code"] == "required"


@pytest.mark.parametrize(
    "body, code",
    [
        (b"", "not_json"),
        (b"quote", "not_json"),
        (b'{"unit_cost": NaN}', "not_json"),
        (b'{"unit_cost": -Infinity}', "not_json"),
        (b'\xff\xfe{"unit_cost"', "not_json"),
        (b'\xef\xbb\xbf{"unit_cost": "70"}', "not_json"),
        (b"[" * 200_000, "not_json"),
        (b'{"a":' * 100_000, "not_json"),
        (b'{"unit_cost": "70"} x', "not_json"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b"1" * 500_000, "wrong_type"),
        (b'{"unit_cost": 1' + b"0" * 400_000 + b', "quantity": 1}', "not_a_number"),
        (b'{"unit_cost": 1e99999, "quantity": 1}', "not_a_number"),
        (b'{"unit_cost": 1, "quantity": 1, "\\ud800": 1}', "unknown_field"),
        (b'{"unit_cost": 1, "quantity": 1, "channel": "\\ud800"}', "unknown_value"),
        (b'{"unit_cost": 1, "quantity": 1, "params": {"\\ud800": 1}}', "unknown_parameter"),
        (b'{"unit_cost": 1e99, "quantity": 1e99}', "out_of_range"),
        (b'{"unit_cost": 1, "quantity": 1, "on": "0001-01-01"}', "out_of_range"),
        (b'{"unit_cost": {}, "quantity": [1]}', "not_a_number"),
        (b'{"unit_cost": true, "quantity": 1}', "not_a_number"),
    ],
)
def test_a_hostile_body_is_told_what_is_wrong_with_it(ask, body, code):
    status, _, given = told(ask("quote", body))
    assert (status, given) == (422, code)


def test_of_a_name_given_twice_the_last_counts(ask):
    answer = ask("capitals", '{"amount": "1", "amount": "2"}').json()
    assert answer["text"] == "人民币贰元整"


def test_half_a_character_pair_goes_out_as_it_came_in(ask):
    body = '{"items": [{"kind": "\\ud800", "units": "1", "receipts": "1"}]}'
    response = ask("travel", body)
    assert response.status_code == 200
    assert response.json()["items"][0]["kind"] == "\ud800"


def test_a_body_past_a_megabyte_is_too_large(ask):
    assert ask("quote", b" " * (MOST_BYTES + 1)).status_code == 413
    response = ask("quote", b" " * MOST_BYTES)
    assert told(response) == (422, "", "not_json")


def test_an_unknown_kind_is_not_found(ask):
    response = ask("quotes", "{}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "测算" in response.json()["detail"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_says_before_anything_is_published_that_nothing_is(ask, kind):
    PolicyVersion.objects.all().delete()
    response = ask(kind, "{}")
    assert response.status_code == 422
    assert told(response)[1:] == ("on", "out_of_range")


def test_parameters_may_be_replaced_for_one_calculation(ask):
    body = {"estimated_sales": "854000", "params": {"profit.bands": "x"}}
    assert told(ask("profit_rate", json.dumps(body)))[1:] == (
        "params.profit.bands",
        "unknown_value",
    )


def test_a_batch_costs_few_queries_however_long_it_is(ask, django_assert_max_num_queries):
    body = json.dumps({"items": [{"amount": "1"}] * 500})
    ask("capitals", body)
    with django_assert_max_num_queries(4) as seen:
        ask("capitals", body)
    assert {query["sql"].split()[0] for query in seen.captured_queries} == {"SELECT"}


def test_the_companys_own_day_off_moves_what_is_due(ask):
    question = json.dumps({"what": "claim_due", "month": "2026-06"})
    assert ask("dates", question).json()["due_on"] == "2026-06-05"
    set_day(by=STARTER, at=AT, day=date(2026, 6, 5), is_working=False, name="厂休")
    assert ask("dates", question).json()["due_on"] == "2026-06-08"
    batch = ask("dates", f'{{"items": [{question}]}}').json()
    assert batch["items"][0]["due_on"] == "2026-06-08"
