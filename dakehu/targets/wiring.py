"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.kit.clock import today
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
from dakehu.targets import queries, services
from dakehu.targets.access import SEE_TARGETS, SET_TARGETS
from dakehu.targets.sheets import TARGETS

sheets.add(
    SheetKind(
        shape=TARGETS,
        import_permission=SET_TARGETS,
        export_permission=SEE_TARGETS,
        check=queries.check_rows,
        write=lambda rows, by, at: services.set_targets(by=by, at=at, on=today(), rows=rows),
        undo=lambda written, by, at: services.undo_targets(by=by, at=at, written=written),
        export=queries.rows_given_out,
        route="targets:list",
    )
)

record_kinds.add(
    RecordKind(
        *("target", _("目标"), queries.targets_there, queries.title_of),
        lambda _pk: reverse("targets:list"),
    )
)

settlement_sources.add(SettlementSource("goals", _("目标"), queries.goals_between))

menu.add(MenuEntry("targets.list", _("目标"), "targets:list", "target", SEE_TARGETS))

for _code, _template in (
    ("set", _("下达目标：新增 {count} 个，更改 {changed} 个，月份 {first} 至 {last}")),
    ("import_undone", _("撤销导入的目标：删去 {count} 个，恢复 {changed} 个")),
):
    wordings.add(Wording(f"targets.{_code}", _template))

for _key, _text in (
    ("count", _("新增个数")),
    ("changed", _("更改个数")),
    ("first", _("最早月份")),
    ("last", _("最晚月份")),
):
    data_words.add(Word(f"targets.{_key}", _text))
