"""What the area plugs into the engines below it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dakehu.catalog import queries, services
from dakehu.catalog.access import ENTER_COSTS, KEY, SEE_COSTS, SET_VISIBILITY
from dakehu.catalog.sheets import COSTS
from dakehu.kit.registry import MenuEntry, RecordKind, menu, record_kinds
from dakehu.kit.sheets import SheetKind, sheets
from dakehu.kit.wording import Word, Wording, data_words, setting_words, wordings

sheets.add(
    SheetKind(
        shape=COSTS,
        import_permission=ENTER_COSTS,
        export_permission=SEE_COSTS,
        check=queries.check_rows,
        write=lambda rows, by, at: services.enter_costs(by=by, at=at, rows=rows),
        undo=lambda written, by, at: services.undo_costs(by=by, at=at, written=written),
        export=queries.rows_given_out,
        route="catalog:costs",
    )
)

record_kinds.add(
    RecordKind(
        *("cost_price", _("成本价"), queries.costs_there, queries.title_of),
        lambda _pk: reverse("catalog:costs"),
    )
)

menu.add(MenuEntry("catalog.costs", _("成本价"), "catalog:costs", "currency-yuan", SEE_COSTS))
menu.add(
    MenuEntry("catalog.visibility", _("成本可见"), "catalog:visibility", "eye", SET_VISIBILITY)
)

setting_words.add(Word(KEY, _("成本可见"), queries.roles_told))

for _code, _template in (
    ("costs_entered", _("录入产品成本价：新增 {count} 条，更改 {changed} 条")),
    ("costs_undone", _("撤销导入的产品成本价：删去 {count} 条，恢复 {changed} 条")),
):
    wordings.add(Wording(f"catalog.{_code}", _template))
data_words.add(Word("catalog.count", _("新增条数")))
data_words.add(Word("catalog.changed", _("更改条数")))
