"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.conduct import queries, services
from dakehu.conduct.access import PROPOSE_POINTS, SEE_POINTS
from dakehu.conduct.sheets import POINTS
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

sheets.add(
    SheetKind(
        shape=POINTS,
        import_permission=PROPOSE_POINTS,
        export_permission=SEE_POINTS,
        check=queries.check_rows,
        write=lambda rows, by, at: services.record_points(by=by, at=at, rows=rows),
        undo=lambda written, by, at: services.undo_points(by=by, at=at, written=written),
        export=queries.rows_given_out,
        route="conduct:points",
    )
)

record_kinds.add(
    RecordKind(
        *("conduct_point", _("扣分"), queries.points_there, queries.title_of),
        lambda pk: reverse("conduct:point", args=[pk]),
    )
)

settlement_sources.add(SettlementSource("penalties", _("扣分"), queries.penalties_between))

menu.add(MenuEntry("conduct.points", _("扣分"), "conduct:points", "square-minus", SEE_POINTS))

for _code, _template in (
    ("recorded", _("登记扣分：新增 {count} 条，更改 {changed} 条，日期 {first} 至 {last}")),
    ("import_undone", _("撤销导入的扣分：删去 {count} 条，恢复 {changed} 条")),
    ("confirmed", _("确认 {day} 的扣分 {points} 分")),
    ("evidence_given", _("{day} 的扣分补上证据：{evidence}")),
    ("dropped", _("{day} 的扣分不扣，原因：{reason}")),
):
    wordings.add(Wording(f"conduct.{_code}", _template))

for _key, _text in (
    ("count", _("新增条数")),
    ("changed", _("更改条数")),
    ("first", _("最早日期")),
    ("last", _("最晚日期")),
    ("points", _("分值")),
    ("evidence", _("证据")),
):
    data_words.add(Word(f"conduct.{_key}", _text))
