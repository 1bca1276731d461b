"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dakehu.kit.registry import (
    MenuEntry,
    RecordKind,
    SettlementSource,
    menu,
    record_kinds,
    settlement_sources,
)
from dakehu.kit.sheets import SheetKind, sheets
from dakehu.kit.wording import Word, Wording, data_words, wordings
from dakehu.receipts import queries, services
from dakehu.receipts.access import ENTER_RECEIPTS, SEE_RECEIPTS
from dakehu.receipts.sheets import RECEIPTS


def _page(pk: int) -> str:
    return f"{reverse('receipts:list')}?{urlencode({'q': queries.number_of(pk)})}"


sheets.add(
    SheetKind(
        shape=RECEIPTS,
        import_permission=ENTER_RECEIPTS,
        export_permission=SEE_RECEIPTS,
        check=queries.check_rows,
        write=lambda rows, by, at: services.enter_receipts(by=by, at=at, rows=rows),
        undo=lambda written, by, at: services.undo_receipts(by=by, at=at, written=written),
        export=queries.rows_given_out,
        route="receipts:list",
    )
)

record_kinds.add(RecordKind("receipt", _("回款"), queries.numbers_there, queries.number_of, _page))

settlement_sources.add(
    SettlementSource(
        "receipts", _("回款"), queries.money_between, queries.serials_changed, queries.money_of
    )
)

menu.add(MenuEntry("receipts.list", _("回款"), "receipts:list", "coin", SEE_RECEIPTS))

for _code, _template in (
    ("entered", _("登记回款：新增 {count} 笔，更正 {changed} 笔，流水号 {first} 至 {last}")),
    ("import_undone", _("撤销导入的回款：作废 {count} 笔，恢复 {changed} 笔")),
    ("verified", _("核实回款 {number}，核实日期 {on}")),
    ("voided", _("作废回款 {number}，原因：{reason}")),
):
    wordings.add(Wording(f"receipts.{_code}", _template))

for _key, _text in (
    ("count", _("新增笔数")),
    ("changed", _("更正笔数")),
    ("first", _("第一笔")),
    ("last", _("最后一笔")),
    ("number", _("流水号")),
):
    data_words.add(Word(f"receipts.{_key}", _text))
