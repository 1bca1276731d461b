"""The JSON in which questions come and answers go: numbers keep their spelling, text is UTF-8."""

import json
from collections.abc import Callable
from typing import Any, Final, NoReturn

import orjson

from dakehu.rules.asking import JsonNumber, Refused


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


_as_spelt: Final[Callable[[str], str]] = JsonNumber
_DECODER: Final = json.JSONDecoder(
    parse_int=_as_spelt,
    parse_float=_as_spelt,
    parse_constant=_no_constant,
)


def read_json(document: bytes) -> Any:
    """One JSON document in UTF-8 without a byte order mark; Refused as `not_json` otherwise.

    Numbers become `JsonNumber`, never floats; NaN and Infinity are no JSON.
    """
    try:
        return _DECODER.decode(document.decode())
    except UnicodeDecodeError:
        message = "不是 UTF-8 编码的文字，请改用 UTF-8 保存后再提交"
    except RecursionError:
        message = "嵌套层数过多，请检查括号是否成对"
    except json.JSONDecodeError as error:
        message = f"不是合法的 JSON：第 {error.pos + 1} 个字符处有误"
    except ValueError as error:
        message = f"不是合法的 JSON：不能写 {error}"
    raise Refused("", "not_json", message)


def write_json(value: Any) -> bytes:
    """`value` as one line of JSON in UTF-8; half a character pair, which UTF-8 cannot write, goes
    out escaped as it came in."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def as_spelt(value: Any) -> str:
    """What `read_json` read, as JSON again with every number spelt as it was."""
    if isinstance(value, JsonNumber):
        return str.__str__(value)
    if isinstance(value, dict):
        fields = (f"{json.dumps(name)}:{as_spelt(each)}" for name, each in value.items())
        return "{" + ",".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ",".join(as_spelt(each) for each in value) + "]"
    return json.dumps(value)
