"""The differences as a workbook: everybody with both sums and the step, then every step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dakehu.pay.comparing.telling import ORDER, STATES
from dakehu.pay.data.pay_sheet import STEP
from dakehu.pay.data.result_files import FONT
from dakehu.pay.settling.tables import write_table
from dakehu.policy.decimals import half_up

_EDGE: Final = {"border": 1, "border_color": "#8A94A3", "valign": "vcenter"}


def write_comparison(
    target: Path, result: Mapping[str, Any], *, heading: str, about: Sequence[str], at: datetime
) -> None:
    """Write a stored comparison; `heading` tells the month, `about` what it was compared with."""
    import xlsxwriter  # loaded when a book is written: most processes write none

    book = xlsxwriter.Workbook(
        str(target),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(target.parent),
        },
    )
    book.set_properties({"created": at.astimezone(UTC), "title": _("对比")})
    try:
        formats = _formats(book)
        people = sorted(result["people"], key=lambda one: ORDER.index(one["state"]))
        write_table(book.add_worksheet(_("对比")), formats, _heads(), map(_person_row, people))
        write_table(book.add_worksheet(_("逐项")), formats, _step_heads(), _step_rows(people))
        _explain(book.add_worksheet(_("说明")), formats, (heading, *about, *result["notices"]))
    finally:
        book.close()


def _formats(book: Any) -> dict[str, Any]:
    made: dict[str, dict[str, Any]] = {
        "head": {
            **_EDGE,
            **{"bold": True, "bg_color": "#E9EEF5", "align": "center", "text_wrap": True},
        },
        "text": {**_EDGE, "num_format": "@"},
        "center": {**_EDGE, "align": "center"},
        "note": {**_EDGE, "num_format": "@", "text_wrap": True},
        "amount": {**_EDGE, "num_format": "#,##0.00"},
        "figure": {**_EDGE, "num_format": "#,##0.00####"},
        "wrapped": {"valign": "top", "text_wrap": True},
    }
    return {name: book.add_format({"font_name": FONT, **one}) for name, one in made.items()}


def _heads() -> tuple[tuple[str, int, str], ...]:
    return (
        (_("工号"), 10, "text"),
        (_("姓名"), 12, "text"),
        (_("结果"), 11, "center"),
        (_("应发·核算"), 14, "amount"),
        (_("应发·表中"), 14, "amount"),
        (_("表中多（少）"), 13, "amount"),
        (_("从哪一步起不同"), 15, "center"),
        (_("这一步·核算"), 14, "figure"),
        (_("这一步·表中"), 14, "figure"),
        (_("可能的原因"), 46, "note"),
        (_("核算是怎么算的"), 40, "note"),
        (_("依据"), 28, "note"),
        (_("表中的行"), 9, "center"),
    )


def _person_row(one: Mapping[str, Any]) -> Sequence[Any]:
    ours, theirs = _number(one["ours"]), _number(one["theirs"])
    apart = theirs - ours if ours is not None and theirs is not None else None
    parted = [each for each in one["steps"] if each["code"] in one["partings"]]
    first = parted[0] if parted else {}
    causes = [_cause(one, each["code"], several=len(parted) > 1) for each in parted]
    return (
        one["number"],
        one["name"],
        str(STATES[one["state"]]),
        ours,
        theirs,
        apart,
        "、".join(str(STEP[each["code"]].label) for each in parted),
        _number(first.get("ours")),
        _number(first.get("theirs")),
        "；".join(filter(None, (*causes, one["note"]))),
        first.get("how", ""),
        first.get("clause", ""),
        one["row"] or None,
    )


def _cause(one: Mapping[str, Any], code: str, *, several: bool) -> str:
    told: str = one["causes"].get(code, "")
    return f"{STEP[code].label}：{told}" if told and several else told


def _step_heads() -> tuple[tuple[str, int, str], ...]:
    return (
        (_("工号"), 10, "text"),
        (_("姓名"), 12, "text"),
        (_("项"), 14, "text"),
        (_("核算"), 14, "figure"),
        (_("表中"), 14, "figure"),
        (_("表中多（少）"), 14, "figure"),
        (_("情况"), 22, "text"),
        (_("核算是怎么算的"), 50, "note"),
        (_("依据"), 30, "note"),
    )


def _step_rows(people: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[Any]]:
    for one in people:
        for step in one["steps"]:
            ours, theirs = _number(step["ours"]), _number(step["theirs"])
            apart = None
            if step["theirs"] is not None and not step.get("is_same", True):
                apart = (theirs or Decimal(0)) - (ours or Decimal(0))
            yield (
                *(one["number"], one["name"], str(STEP[step["code"]].label), ours, theirs, apart),
                *(_state_told(one, step), step.get("how", ""), step.get("clause", "")),
            )


def _state_told(person: Mapping[str, Any], step: Mapping[str, Any]) -> str:
    if step.get("told"):
        return str(step["told"])
    if step.get("is_same", True):
        return _("一致") if step["theirs"] is not None or not step["ours"] else _("表中没有填")
    if step["code"] in person["partings"]:
        return _("从这一步起不同")
    return _("随前面的不同而不同")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else half_up(Decimal(text), 8)


def _explain(sheet: Any, formats: Mapping[str, Any], lines: Iterable[str]) -> None:
    sheet.set_column(0, 0, 90)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, formats["wrapped"])
