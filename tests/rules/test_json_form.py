"""JSON in and out: numbers keep their spelling, and what is no JSON is refused as such."""

import pytest

from dakehu.rules.asking import JsonNumber, Refused
from dakehu.rules.json_form import read_json, write_json


def test_numbers_keep_their_spelling() -> None:
    read = read_json(b'{"a": 0.10, "b": [1e2, -0], "c": "1"}')
    assert read == {"a": "0.10", "b": ["1e2", "-0"], "c": "1"}
    assert isinstance(read["a"], JsonNumber)
    assert isinstance(read["b"][1], JsonNumber)
    assert not isinstance(read["c"], JsonNumber)


@pytest.mark.parametrize(
    "document, told",
    [
        (b"\xff\xfe{\x00", "UTF-8"),
        (b"\xef\xbb\xbf{}", "第 1 个字符"),
        (b"NaN", "NaN"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b"{} {}", "第 4 个字符"),
        (b'{"a": 1', "JSON"),
        (b"[" * 100_000, "嵌套"),
        (b"", "JSON"),
    ],
)
def test_what_is_no_json_is_refused(document: bytes, told: str) -> None:
    with pytest.raises(Refused) as caught:
        read_json(document)
    assert (caught.value.field, caught.value.code) == ("", "not_json")
    assert told in caught.value.message


def test_answers_are_one_line_of_utf_8() -> None:
    assert write_json({"名": ["甲", True, None, 3]}) == '{"名":["甲",true,null,3]}'.encode()


def test_half_a_character_pair_goes_out_escaped() -> None:
    assert write_json({"who": "\ud800"}) == b'{"who":"\\ud800"}'
