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
from dakehu.rewards.access import ENTER_CARRIES, ENTER_SHARES, SEE_CARRIES, SEE_SHARES
from dakehu.rewards.queries import carries, shares
from dakehu.rewards.services.carries import enter_carries, undo_carries
from dakehu.rewards.services.shares import enter_shares, undo_shares
from dakehu.rewards.sheets import CARRIES, SHARES

sheets.add(
    SheetKind(
        shape=SHARES,
        import_permission=ENTER_SHARES,
        export_permission=SEE_SHARES,
        check=shares.check_rows,
        write=lambda rows, by, at: enter_shares(by=by, at=at, on=today(), rows=rows),
        undo=lambda written, by, at: undo_shares(by=by, at=at, written=written),
        export=shares.rows_given_out,
        route="rewards:shares",
    )
)
sheets.add(
    SheetKind(
        shape=CARRIES,
        import_permission=ENTER_CARRIES,
        export_permission=SEE_CARRIES,
        check=carries.check_rows,
        write=lambda rows, by, at: enter_carries(by=by, at=at, on=today(), rows=rows),
        undo=lambda written, by, at: undo_carries(by=by, at=at, written=written),
        export=carries.rows_given_out,
        route="rewards:carries",
    )
)

record_kinds.add(
    RecordKind(
        *("project_share", _("提成分成"), shares.shares_there, shares.title_of),
        lambda _pk: reverse("rewards:shares"),
    )
)
record_kinds.add(
    RecordKind(
        *("opening_carry", _("提成期初"), carries.carries_there, carries.title_of),
        lambda _pk: reverse("rewards:carries"),
    )
)

settlement_sources.add(SettlementSource("shares", _("提成分成"), shares.shares_in_force))

settlement_sources.add(SettlementSource("carries", _("提成期初"), carries.opening_carries))

menu.add(MenuEntry("rewards.shares", _("提成分成"), "rewards:shares", "percentage", SEE_SHARES))
menu.add(MenuEntry("rewards.carries", _("提成期初"), "rewards:carries", "scale", SEE_CARRIES))

for _code, _template in (
    ("shares_entered", _("登记提成分成：{projects} 个项目，新增 {count} 条，更改 {changed} 条")),
    ("shares_undone", _("撤销导入的提成分成：删去 {count} 条，恢复 {changed} 条")),
    ("carries_entered", _("登记提成期初：新增 {count} 人，更改 {changed} 人")),
    ("carries_undone", _("撤销导入的提成期初：删去 {count} 人，恢复 {changed} 人")),
):
    wordings.add(Wording(f"rewards.{_code}", _template))

for _key, _text in (
    ("count", _("新增")),
    ("changed", _("更改")),
    ("projects", _("项目数")),
):
    data_words.add(Word(f"rewards.{_key}", _text))
