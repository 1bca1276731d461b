"""How sheets name a person: by number, with the name to check it by."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.kit.sheets import CellKind, SheetColumn

NUMBER: Final = SheetColumn(
    "number",
    _("工号"),
    CellKind.CODE,
    is_required=True,
    longest=20,
    aliases=(_("员工编号"), _("员工号"), _("编号")),
)
NAME: Final = SheetColumn(
    "name", _("姓名"), longest=60, note=_("用来核对工号，可以不填。"), aliases=(_("员工姓名"),)
)
