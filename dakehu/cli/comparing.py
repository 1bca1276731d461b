"""`dakehu settle --compare`: the pay sheet in use held against the month that was settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dakehu.cli.tables import laid_out, table

if TYPE_CHECKING:
    from datetime import datetime

    from dakehu.pay.comparing.compare import Comparison
    from dakehu.pay.comparing.reading import PaySheet
    from dakehu.pay.settling.reading import Found
    from dakehu.policy.book import Rulebook
    from dakehu.rules.month_facts import MonthFacts
    from dakehu.rules.settling import Settlement

_WIDE: Final = 120
_MOST: Final = 50


@dataclass(frozen=True)
class Compared:
    """A comparison as it is stored, and the worksheet that it was made with."""

    result: Mapping[str, Any]
    about: Sequence[str]
    summary: str
    differs: bool


def read_sheets(path: Path) -> "tuple[list[PaySheet], list[Found]]":
    """The pay sheets in a file, and what is wrong where there is none."""
    from dakehu.exchange.reading.books import UnreadableFile, open_book
    from dakehu.pay.comparing.reading import read_pay_sheets
    from dakehu.pay.settling.reading import Found, Place

    try:
        return read_pay_sheets(open_book(path, path.name)), []
    except UnreadableFile as refusal:
        message, _stop, remedy = str(refusal).partition("。")
        return [], [Found(Place(path.name), message, remedy)]


def compared(
    rules: "Rulebook", facts: "MonthFacts", settled: "Settlement", name: str, sheets: Any
) -> Compared:
    """Hold a settled month against the worksheet of a file that fits it best."""
    from dakehu.pay.comparing.causes import find_causes
    from dakehu.pay.comparing.choosing import best_of
    from dakehu.pay.comparing.compare import SAME
    from dakehu.pay.comparing.lines import our_lines
    from dakehu.pay.comparing.recomputing import MonthAgain
    from dakehu.pay.comparing.telling import stored, summary

    sheet, found = best_of(our_lines(settled), sheets)
    month = MonthAgain(rules, settled.axes.pay_month, facts, settled)
    found = find_causes(found, month)
    about = [f"对比的表：{name}，工作表“{sheet.tab}”，{len(sheet.lines):,} 人"]
    differs = found.count(SAME) < len(found.people)
    return Compared(stored(_with(found, sheet)), about, summary(found), differs)


def _with(found: "Comparison", sheet: "PaySheet") -> "Comparison":
    from dataclasses import replace

    return replace(found, notices=(*found.notices, *sheet.notices))


def write(compared: Compared, folder: Path, heading: str, at: "datetime") -> None:
    """The differences as a workbook beside the other results."""
    from dakehu.pay.comparing.book import write_comparison
    from dakehu.pay.data.result_files import COMPARED

    about = (*compared.about, compared.summary)
    write_comparison(folder / COMPARED, compared.result, heading=heading, about=about, at=at)


# ---------------------------------------------------------------- for the terminal


def compared_told(compared: Compared) -> str:
    """The people who differ, with both sums, the step where they part, and the likely cause."""
    from dakehu.pay.comparing.telling import ORDER

    people = [one for one in compared.result["people"] if one["state"] != "same"]
    people.sort(key=lambda one: ORDER.index(one["state"]))
    blocks = ["\n".join(compared.about), compared.summary]
    if people:
        heads = ("姓名", "应发·核算", "应发·表中", "从哪一步起不同", "核算", "表中", "结果")
        rows = [_row(one) for one in people[:_MOST]]
        blocks.append(table(heads, rows, right=(1, 2, 4, 5), width=_WIDE))
        causes = [each for one in people[:_MOST] for each in _causes(one)]
        if causes:
            blocks.append(laid_out(causes, width=_WIDE))
    if len(people) > _MOST:
        blocks.append(f"另有 {len(people) - _MOST:,} 人，见 对比.xlsx。")
    blocks += ["\n".join(compared.result["notices"])] if compared.result["notices"] else []
    return "\n\n".join(["与工资表对比", *blocks])


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    from dakehu.pay.comparing.telling import STATES
    from dakehu.pay.data.pay_sheet import STEP

    steps = {each["code"]: each for each in one["steps"]}
    first = steps[one["partings"][0]] if one["partings"] else None
    code = first["code"] if first else ""
    return (
        one["name"] or one["number"],
        _figure("total", one["ours"]),
        _figure("total", one["theirs"]),
        str(STEP[code].label) if first else "–",
        _figure(code, first["ours"]) if first else "–",
        _figure(code, first["theirs"]) if first else "–",
        str(STATES[one["state"]]),
    )


def _causes(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    from dakehu.pay.data.pay_sheet import STEP

    name = one["name"] or one["number"]
    told = [
        (name, f"{STEP[code].label}：可能是{one['causes'][code]}。")
        if code in one["causes"]
        else (name, f"{STEP[code].label}：请对照 对比.xlsx 的“逐项”。")
        for code in one["partings"]
    ]
    return [*told, *([(name, one["note"])] if one["note"] else [])]


def _figure(code: str, text: str | None) -> str:
    from decimal import Decimal

    from dakehu.pay.comparing.telling import figure_told

    return figure_told(code, None if text is None else Decimal(text))
