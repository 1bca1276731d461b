"""Who may use which sheet, and which imports and exports a person sees."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.exchange.models import Export, Import
from dakehu.kit.actors import Actor
from dakehu.kit.masking import FieldClass
from dakehu.kit.permissions import Permission, Scope, permissions
from dakehu.kit.settings_store import pack_is_on
from dakehu.kit.sheets import SheetKind, sheets

_KEEPERS = (
    *("hr_admin", "finance", "cfo", "ka_clerk", "ka_head", "market_director"),
    *("product_mgmt", "gm", "deputy_gm_admin", "admin"),
)

OVERVIEW = permissions.add(
    Permission("exchange.overview", _("导入与导出一览"), {role: Scope.ALL for role in _KEEPERS})
)
USE = permissions.add(Permission("exchange.use", _("按各表的权限导入和导出"), everyone=Scope.ALL))
EXPORT_MANY = permissions.add(
    Permission(
        "exchange.export_many_contacts",
        _("导出大量联系人"),
        {
            role: Scope.ALL
            for role in ("ka_head", "market_director", "hr_admin", "gm", "deputy_gm_admin")
        },
    )
)
EXPORT_PERSONAL = permissions.add(
    Permission(
        "exchange.export_personal",
        _("导出时可见个人信息"),
        {
            role: Scope.ALL
            for role in (
                *("hr_admin", "gm", "deputy_gm_admin", "admin"),
                *("ka_head", "market_director", "mkt_center", "dept_head"),
            )
        },
    )
)
EXPORT_PAY = permissions.add(
    Permission(
        "exchange.export_pay",
        _("导出时可见薪酬"),
        {role: Scope.ALL for role in ("hr_admin", "finance", "cfo", "gm", "deputy_gm_admin")},
    )
)
_OPENED_BY = {FieldClass.PERSONAL: EXPORT_PERSONAL, FieldClass.PAY: EXPORT_PAY}


def is_open(actor: Actor, field_class: FieldClass) -> bool:
    """Whether cells of that class leave the house as they are; the area may show even less."""
    asked = _OPENED_BY.get(field_class)
    return asked is None or actor.may(asked)


def may_import(actor: Actor, kind: SheetKind) -> bool:
    """Whether the person may put rows of this sheet in."""
    may = kind.import_permission is None or actor.may(kind.import_permission)
    return kind.write is not None and may and pack_is_on(kind.pack) and not actor.is_anonymous


def may_export(actor: Actor, kind: SheetKind) -> bool:
    """Whether the person may take rows of this sheet out."""
    may = kind.export_permission is None or actor.may(kind.export_permission)
    return kind.export is not None and may and pack_is_on(kind.pack) and not actor.is_anonymous


def sheets_for(actor: Actor) -> list[SheetKind]:
    """The sheets that the person may use in one direction at least."""
    return [one for one in sheets if may_import(actor, one) or may_export(actor, one)]


def sheet_for(actor: Actor, code: str) -> SheetKind | None:
    """The sheet of that code, None where there is none for this person."""
    kind = sheets.get(code)
    return kind if kind and (may_import(actor, kind) or may_export(actor, kind)) else None


def require_import(actor: Actor, kind: SheetKind) -> None:
    """PermissionDenied for somebody who may not import the sheet."""
    if not may_import(actor, kind):
        raise PermissionDenied


def imports_visible_to(actor: Actor) -> "QuerySet[Import]":
    """Imports of the sheets that the person may import: all, or their own where they reach less."""
    rows = Import.objects.all()
    if actor.is_system:
        return rows
    open_to = [one for one in sheets if may_import(actor, one)]
    whole = [one.code for one in open_to if _reaches_all(actor, one)]
    own = [one.code for one in open_to if not _reaches_all(actor, one)]
    mine = rows.filter(sheet__in=own, user_id=actor.user_id)
    return rows.filter(sheet__in=whole) | mine


def _reaches_all(actor: Actor, kind: SheetKind) -> bool:
    return kind.import_permission is None or actor.scope(kind.import_permission) is Scope.ALL


def exports_visible_to(actor: Actor) -> "QuerySet[Export]":
    """The person's own exports."""
    return Export.objects.filter(user_id=actor.user_id, user_id__isnull=False)
