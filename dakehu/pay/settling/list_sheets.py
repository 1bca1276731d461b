"""The lists beside the sheet for filing: receipts with who earned on them, and the hints."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dakehu.exchange.writing.books import Watermark
from dakehu.pay.settling.credits import Credit, late_told
from dakehu.pay.settling.tables import Formats, write_table
from dakehu.pay.settling.telling import Hint, Hints
from dakehu.policy.decimals import ONE
from dakehu.rules.month_facts import Money, MonthFacts
from dakehu.rules.settling import Settlement


def write_receipts(
    sheet: Any,
    formats: Formats,
    facts: MonthFacts,
    settled: Settlement,
    credits: Mapping[str, Sequence[Credit]],
    watermark: Watermark | None = None,
) -> None:
    """Every receipt, and who earned on it or why nobody did."""
    heads = (
        (_("流水号"), 20, "text"),
        (_("到账日期"), 12, "day"),
        (_("核实日期"), 12, "day"),
        (_("客户"), 26, "text"),
        (_("项目"), 26, "text"),
        (_("金额（元）"), 15, "amount"),
        (_("计提成的人"), 20, "text"),
        (_("份额"), 9, "rate"),
        (_("情况"), 26, "text"),
    )
    write_table(sheet, formats, heads, _receipt_rows(facts, settled, credits), watermark)


def _receipt_rows(
    facts: MonthFacts, settled: Settlement, credits: Mapping[str, Sequence[Credit]]
) -> Iterable[Sequence[Any]]:
    earners: dict[int, list[tuple[str, Decimal]]] = {}
    names = {one.id: f"{one.name}（{one.id}）" for one in facts.people}
    for person, earned in credits.items():
        for one in earned:
            earners.setdefault(id(one.money), []).append((names[person], one.share))
    missed = {id(one): _("没有项目，暂不计提成") for one in settled.credited.unassigned}
    missed |= {id(one): _("没有可以计提成的人") for one in settled.credited.unearned}
    late = {id(one): late_told(one.amount) for one in facts.late}
    for money in (*facts.receipts, *facts.late):
        given = (
            *(money.serial, money.arrived_on, money.verified_on, money.customer),
            *(money.project, money.amount),
        )
        if id(money) not in earners:
            told = missed.get(id(money)) or _outside(money, settled)
            yield (*given, "", None, told)
            continue
        counted = late.get(id(money)) or _("计入本期")
        for place, (name, share) in enumerate(earners[id(money)]):
            shown = given if not place else (*given[:5], None)
            told = counted if share == ONE else _("%s（分成）") % counted
            yield (*shown, name, share, told)


def _outside(money: Money, settled: Settlement) -> str:
    if money.verified_on is None:
        return _("尚未核实")
    if money.verified_on < settled.axes.window.from_:
        return _("属于以前的窗口")
    return _("属于以后的窗口")


def write_hints(
    sheet: Any, formats: Formats, hints: Hints, watermark: Watermark | None = None
) -> None:
    """What has to be settled by somebody, then what is only to be known."""
    heads = (
        (_("类别"), 8, "center"),
        (_("对象"), 30, "note"),
        (_("内容"), 50, "note"),
        (_("怎么办"), 40, "note"),
        (_("位置"), 28, "note"),
        (_("依据"), 30, "note"),
    )
    rows = [(_("待处理"), *_hint_row(one)) for one in hints.open]
    rows += [(_("说明"), *_hint_row(one)) for one in hints.known]
    write_table(sheet, formats, heads, rows, watermark)


def _hint_row(hint: Hint) -> tuple[str, str, str, str, str]:
    place = ""
    if hint.place is not None:
        row = _("第 %d 行") % hint.place.row if hint.place.row else ""
        place = " ".join(filter(None, (hint.place.file, hint.place.tab, row, hint.place.column)))
    return hint.about, hint.message, hint.remedy, place, hint.clause
