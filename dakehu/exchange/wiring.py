"""What the area plugs into the engines below it."""

from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from dakehu.exchange.access import OVERVIEW
from dakehu.exchange.queries import records
from dakehu.exchange.services import background
from dakehu.exchange.services.checking import CHECK_JOB
from dakehu.exchange.services.exporting import drop_expired, listing_taken
from dakehu.exchange.services.running import RUN_JOB
from dakehu.exchange.services.undoing import UNDO_JOB
from dakehu.kit.actors import system
from dakehu.kit.exporting import exporter
from dakehu.kit.jobs import Handler, handlers
from dakehu.kit.registry import MenuEntry, menu, record_kinds
from dakehu.kit.schedules import Daily, daily
from dakehu.kit.wording import Word, Wording, data_words, wordings

exporter.fill(listing_taken)
handlers.add(Handler(CHECK_JOB, background.check_in_background, _("检查要导入的文件")))
handlers.add(Handler(RUN_JOB, background.run_in_background, _("导入文件")))
handlers.add(Handler(UNDO_JOB, background.undo_in_background, _("撤销导入")))
record_kinds.add(records.IMPORTS)

for _code, _template in (
    (
        "imported",
        _("导入{sheet}（{file}）：新增 {new} 行，更改 {changed} 行，未导入 {left_out} 行"),
    ),
    ("undone", _("撤销导入{sheet}（{file}），共 {rows} 行")),
    ("exported", _("导出{sheet}，共 {rows} 行")),
    ("listing_exported", _("导出列表“{sheet}”，共 {rows} 行")),
):
    wordings.add(Wording(f"exchange.{_code}", _template))

for _key, _text in (
    ("sheet", _("表")),
    ("file", _("文件")),
    ("new", _("新增行数")),
    ("changed", _("更改行数")),
    ("left_out", _("未导入行数")),
    ("rows", _("行数")),
    ("columns", _("列")),
    ("purpose", _("用途")),
    ("filters", _("条件")),
):
    data_words.add(Word(f"exchange.{_key}", _text))

for _name, _label, _route, _icon in (
    ("home", _("导入与导出"), "home", "arrows-exchange"),
    ("imports", _("导入记录"), "import_list", "history"),
    ("exports", _("我的导出"), "export_list", "download"),
):
    menu.add(MenuEntry(f"exchange.{_name}", _label, f"exchange:{_route}", _icon, OVERVIEW))


def _drop_expired(now: datetime) -> None:
    """Files with contact data go when their links have expired."""
    drop_expired(by=system("daily"), at=now)


daily.add(Daily("exchange.drop_expired", _drop_expired, time(0, 40), _("清理过期的导出文件")))
