"""Amounts in formal Chinese characters (calc `capitals`, compliance C-10)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.capitals import capitals, parse_capitals

CASES = Path(__file__).parents[2] / "cases" / "capitals.jsonl"

WRITTEN = {
    "0": "零元整",
    "0.004": "零元整",
    "-0.004": "零元整",
    "0.005": "壹分",
    "0.08": "捌分",
    "0.50": "伍角整",
    "0.51": "伍角壹分",
    "1.05": "壹元零伍分",
    "10": "壹拾元整",
    "10.05": "壹拾元零伍分",
    "10.50": "壹拾元伍角整",
    "101": "壹佰零壹元整",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "100000.50": "壹拾万元伍角整",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "200000.05": "贰拾万元零伍分",
    "1005000": "壹佰万伍仟元整",
    "10000001": "壹仟万零壹元整",
    "10500000": "壹仟零伍拾万元整",
    "100005000": "壹亿零伍仟元整",
    "100050000": "壹亿零伍万元整",
    "1000005000": "壹拾亿零伍仟元整",
    "1000500000": "壹拾亿零伍拾万元整",
    "1010000000": "壹拾亿壹仟万元整",
    "100000000000": "壹仟亿元整",
    "999999999999.994": "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize("line", CASES.read_text(encoding="utf-8").splitlines())
def test_every_worked_case_is_written_as_it_says(line: str) -> None:
    case = json.loads(line)

    assert capitals(Decimal(case["input"]["amount"])) == case["expect"]["text"]


@pytest.mark.parametrize("amount, text", WRITTEN.items())
def test_zeros_stand_once_and_only_where_they_are_read(amount: str, text: str) -> None:
    assert capitals(Decimal(amount)) == f"人民币{text}"


@pytest.mark.parametrize(
    "amount",
    ["-0.01", "-0.005", "-1", "1e12", "999999999999.995", "1e99", "NaN", "sNaN", "Infinity"],
)
def test_an_amount_that_cannot_be_written_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="amount outside"):
        capitals(Decimal(amount))


@given(st.integers(0, 10**14 - 1) | st.lists(st.sampled_from("0001"), max_size=14).map("".join))
def test_every_amount_reads_back_from_its_capitals(fen: int | str) -> None:
    amount = Decimal(int(fen or 0)) / 100

    text = capitals(amount)

    assert parse_capitals(text) == amount
    assert "零零" not in text
    assert text.endswith(("整", "分"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人民币",
        "壹元整",
        "人民币壹元",
        "人民币一元整",
        "人民币 壹元整",
        "人民币壹元整整",
        "人民币拾元整",
        "人民币壹分整",
        "人民币壹元伍分",
        "人民币零伍分",
        "人民币壹角贰叁",
        "人民币壹仟零零壹元整",
        "人民币壹拾万零柒仟元伍角叁分",
        "人民币壹亿零万伍仟元整",
        "人民币玖仟玖仟亿元整",
    ],
)
def test_only_the_one_correct_spelling_is_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount in capitals|outside|substring"):
        parse_capitals(text)
