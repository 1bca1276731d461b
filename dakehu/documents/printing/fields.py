"""A paper's fields by name, and the Word template that holds every one of them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

ROW: Final = "row"
LINE: Final = "line"
_BREAK: Final = "\u200b"

HEAD: Final = {
    "company": _("公司名称"),
    "title": _("标题"),
    "subtitle": _("副标题"),
    "number": _("编号"),
    "on": _("日期"),
    "secrecy": _("密级"),
    "stamp": _("“试用”字样"),
    "footer": _("打印人、时间和次数"),
}
"""The fields that every paper has."""


def context_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of all fields of a paper that was laid out: texts, and lists of rows."""
    found: dict[str, Any] = {key: data[key] for key in HEAD}
    found.update(data["fields"])
    for block in data["blocks"]:
        found.update(_values(block))
    whole: dict[str, Any] = _unbroken(found)
    return whole


def _values(block: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kind, key = block["kind"], block.get("key", "")
    if kind == "facts":
        yield from ((one["key"], one["value"]) for row in block["rows"] for one in row)
    elif kind == "words":
        yield key, block["paragraphs"]
    elif kind == "capitals":
        yield key, block["figure"]
        yield f"{key}_capitals", block["capitals"]
    elif kind == "signatures":
        blank = block["blank_day"]
        steps = [step for line in block["lines"] for step in line]
        yield key, [{**step, "on": step["on"] or blank} for step in steps]
    elif kind == "table":
        names = [one["key"] for one in block["columns"]]
        rows = [row["cells"] for row in block["rows"]]
        none = [block["none"], *[""] * (len(names) - 1)]
        yield key, [dict(zip(names, cells, strict=True)) for cells in rows or [none]]
        totals = block["totals"] or [""] * len(names)
        yield f"{key}_totals", dict(zip(names, totals, strict=True))


def _unbroken(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(_BREAK, "")
    if isinstance(value, list):
        return [_unbroken(one) for one in value]
    return {key: _unbroken(one) for key, one in value.items()}


def labels_of(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every field as it is written in a template, with what it is: for the list of fields."""
    found = [(_tag(key), str(text)) for key, text in HEAD.items()]
    for block in data["blocks"]:
        found += _labels(block)
    return found + [(_tag(key), key) for key in data["fields"]]


def _labels(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind, key = block["kind"], block.get("key", "")
    if kind == "facts":
        yield from ((_tag(one["key"]), one["label"]) for row in block["rows"] for one in row)
    elif kind == "words":
        yield (
            f"{{%p for {LINE} in {key} %}} {_tag(LINE)} {{%p endfor %}}",
            block["heading"] or str(_("说明文字")),
        )
    elif kind == "capitals":
        yield _tag(key), block["label"]
        yield _tag(f"{key}_capitals"), str(_("%s（大写）")) % block["label"]
    elif kind == "signatures":
        for place, step in enumerate(step for line in block["lines"] for step in line):
            yield _tag(f"{key}[{place}].name"), step["title"]
    elif kind == "table":
        yield f"{{%tr for {ROW} in {key} %}} … {{%tr endfor %}}", str(_("每行一次"))
        for one in block["columns"]:
            yield _tag(f"{ROW}.{one['key']}"), one["label"].replace(_BREAK, "")
            if block["totals"] is not None:
                told = str(_("%s（合计行）")) % one["label"].replace(_BREAK, "")
                yield _tag(f"{key}_totals.{one['key']}"), told


def with_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """A paper that was laid out, with the names of its fields in place of their values."""
    return {
        **data,
        **{key: _tag(key) for key in HEAD},
        "notice": "",
        "watermark": "",
        "stamp": "",
        "blocks": [_named(one) for one in data["blocks"]],
    }


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _named(block: Mapping[str, Any]) -> dict[str, Any]:
    kind, key = block["kind"], block.get("key", "")
    if kind == "facts":
        rows = [[{**one, "value": _tag(one["key"])} for one in row] for row in block["rows"]]
        return {**block, "rows": rows}
    if kind == "words":
        text = f"{{{{ loop.index }}}}. {_tag(LINE)}" if block["is_list"] else _tag(LINE)
        lines = [f"{{%p for {LINE} in {key} %}}", text, "{%p endfor %}"]
        return {**block, "is_list": False, "paragraphs": lines}
    if kind == "capitals":
        return {**block, "figure": _tag(key), "capitals": _tag(f"{key}_capitals")}
    if kind == "signatures":
        return {**block, "lines": _signatures_named(block)}
    return _rows_named(block) if kind == "table" else dict(block)


def _signatures_named(block: Mapping[str, Any]) -> list[list[dict[str, str]]]:
    found, place = [], 0
    for line in block["lines"]:
        steps = []
        for _step in line:
            name = f"{block['key']}[{place}]"
            keys = ("title", "name", "on", "opinion")
            steps.append({key: _tag(f"{name}.{key}") for key in keys})
            place += 1
        found.append(steps)
    return found


def _rows_named(block: Mapping[str, Any]) -> dict[str, Any]:
    key, names = block["key"], [one["key"] for one in block["columns"]]
    blank = [""] * (len(names) - 1)
    rows = (
        [f"{{%tr for {ROW} in {key} %}}", *blank],
        [_tag(f"{ROW}.{name}") for name in names],
        ["{%tr endfor %}", *blank],
    )
    totals = [_tag(f"{key}_totals.{name}") for name in names] if block["totals"] else None
    return {**block, "rows": [{"cells": cells} for cells in rows], "totals": totals}
