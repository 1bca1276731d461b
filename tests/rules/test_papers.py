"""Amounts in formal characters, and the check of a credit code (GB 32100-2015)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.capitals import parse_capitals

CASES = Path(__file__).parents[2] / "cases"
CODE = "91350100M000100Y43"


def lines():
    for kind in ("capitals", "credit_code"):
        for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines():
            yield pytest.param(kind, json.loads(line), id=json.loads(line)["id"])


def told(answer):
    return answer["error"]["field"], answer["error"]["code"]


@pytest.mark.parametrize("kind, case", list(lines()))
def test_every_worked_case_comes_out(ask, kind, case):
    answer = ask(kind, **case["input"])
    assert {key: answer[key] for key in case["expect"]} == case["expect"]


@pytest.mark.parametrize(
    "amount, text",
    [
        ("0", "人民币零元整"),
        ("-0.004", "人民币零元整"),
        ("1e-99", "人民币零元整"),
        ("0.005", "人民币壹分"),
        ("100005000", "人民币壹亿零伍仟元整"),
        ("1000005000", "人民币壹拾亿零伍仟元整"),
        ("999999999999.99", "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_is_rounded_to_the_fen_before_it_is_written(ask, amount, text):
    assert ask("capitals", amount=amount)["text"] == text


@pytest.mark.parametrize(
    "amount", ["-0.005", "-1", "999999999999.995", "1000000000000", "1e99", "-1e99"]
)
def test_an_amount_that_cannot_be_written_is_out_of_range(ask, amount):
    assert told(ask("capitals", amount=amount)) == ("amount", "out_of_range")
    both = ask("capitals", amount=amount, params={"no.such": "1"})
    assert told(both) == ("amount", "out_of_range")


@pytest.mark.parametrize(
    "question, error",
    [
        ({}, ("amount", "required")),
        ({"amount": None}, ("amount", "required")),
        ({"amount": "十元"}, ("amount", "not_a_number")),
        ({"amount": True}, ("amount", "not_a_number")),
        ({"amount": "1", "code": CODE}, ("code", "unknown_field")),
    ],
)
def test_a_faulty_amount_is_refused(ask, question, error):
    assert told(ask("capitals", **question)) == error


def test_the_text_cites_the_norm_and_the_amount(ask):
    root, given_amount = ask("capitals", amount="12.5")["explanation"]["nodes"]
    assert root["how"] == "12.50 元，按票据大写规则书写"
    assert "票据" in root["source"]["norm"]
    assert root["inputs"] == [given_amount["id"]]


@given(amount=st.decimals("0", "999999999999.99", places=2))
def test_a_text_reads_back_as_its_amount(ask, amount):
    assert parse_capitals(ask("capitals", amount=str(amount))["text"]) == amount


@pytest.mark.parametrize(
    "code, reason",
    [
        ("", "length"),
        (CODE[:-1], "length"),
        (f" {CODE}", "length"),
        (CODE.lower(), "alphabet"),
        ("９1350100M000100Y43", "alphabet"),
        ("91350100M000100Y44", "check_character"),
        ("91350100O000100Y4", "length"),
    ],
)
def test_the_first_that_fails_is_the_reason(ask, code, reason):
    answer = ask("credit_code", code=code)
    assert (answer["valid"], answer["reason"]) == (False, reason)
    root = answer["explanation"]["nodes"][0]
    assert root["value"] == "无效"
    assert root["source"] == {"norm": "GB 32100-2015"}


def test_a_right_code_has_no_reason(ask):
    answer = ask("credit_code", code=CODE)
    assert answer["valid"] is True
    assert "reason" not in answer
    assert answer["explanation"]["nodes"][0]["value"] == "有效"


def test_a_code_with_braces_is_only_wrong(ask):
    answer = ask("credit_code", code="{0}{1}")
    assert answer["explanation"]["nodes"][0]["how"] == "{0}{1} 不是 18 位"


@pytest.mark.parametrize("code", [1, 91350100, True, [CODE], {"code": CODE}])
def test_a_code_that_is_not_a_text_is_of_the_wrong_type(ask, code):
    assert told(ask("credit_code", code=code)) == ("code", "wrong_type")


def test_a_code_must_be_given(ask):
    assert told(ask("credit_code")) == ("code", "required")


@given(amount=st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_an_amount_is_written_or_refused_but_never_crashes(ask, amount):
    answer = ask("capitals", amount=f"{amount:f}")
    if "error" not in answer:
        assert Decimal("-0.005") < amount < Decimal("999999999999.995")
