"""Unified social credit codes after GB 32100-2015 (calc `credit_code`)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.credit_code import ALPHABET, check_character, check_credit_code

CASES = Path(__file__).parents[2] / "cases" / "credit_code.jsonl"
GOOD = "91350100M000100Y43"


@pytest.mark.parametrize("line", CASES.read_text(encoding="utf-8").splitlines())
def test_every_worked_case_is_judged_as_it_says(line: str) -> None:
    case = json.loads(line)

    reason = check_credit_code(case["input"]["code"])

    assert (reason is None) == case["expect"]["valid"]
    assert reason == case["expect"].get("reason")


@pytest.mark.parametrize("code", ["", GOOD[:-1], GOOD + "0", f" {GOOD}", f"{GOOD}\n"])
def test_the_length_is_looked_at_first(code: str) -> None:
    assert check_credit_code(code) == "length"


@pytest.mark.parametrize("letter", [*"IOSVZ", *"aym", " ", "-", "９", "٣", "Ａ"])
def test_a_character_outside_the_alphabet_is_not_put_right(letter: str) -> None:
    assert check_credit_code(f"{letter}{GOOD[1:]}") == "alphabet"
    assert check_credit_code(f"{GOOD[:-1]}{letter}") == "alphabet"


def test_the_alphabet_has_31_characters_without_those_easily_confused() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set("IOSVZ") & set(ALPHABET)


def test_a_remainder_of_zero_is_written_as_zero() -> None:
    assert check_character("0" * 17) == "0"


@pytest.mark.parametrize("first17", ["", "9" * 16, "9" * 18, "I" + "9" * 16])
def test_the_check_character_of_anything_but_17_good_characters_is_refused(first17: str) -> None:
    with pytest.raises(ValueError, match=r"expected 17|substring"):
        check_character(first17)


@given(
    st.text(ALPHABET, min_size=17, max_size=17),
    st.integers(0, 17),
    st.sampled_from(ALPHABET),
)
def test_one_wrong_character_is_always_found(first17: str, place: int, other: str) -> None:
    code = first17 + check_character(first17)
    changed = code[:place] + other + code[place + 1 :]

    assert check_credit_code(code) is None
    assert check_credit_code(changed) == (None if changed == code else "check_character")
