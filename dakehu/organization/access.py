"""Who may see and change what of the organization."""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor
from dakehu.kit.permissions import WEIGHTY_ROLES, Permission, Scope, permissions
from dakehu.kit.scoping import visible
from dakehu.organization.models import Appointment, Staff

_HEADS = {
    "ka_head": Scope.SUBTREE,
    "market_director": Scope.SUBTREE,
    "mkt_center": Scope.SUBTREE,
    "dept_head": Scope.SUBTREE,
}
_WHOLE_COMPANY = {
    "hr_admin": Scope.ALL,
    "gm": Scope.ALL,
    "deputy_gm_admin": Scope.ALL,
    "admin": Scope.ALL,
}

SEE_CHART = permissions.add(
    Permission("organization.see_chart", _("查看组织架构"), everyone=Scope.ALL)
)
SEE_STAFF = permissions.add(
    Permission(
        "organization.see_staff",
        _("查看员工"),
        {**_WHOLE_COMPANY, **_HEADS},
        everyone=Scope.DEPARTMENT,
    )
)
SEE_PERSONAL = permissions.add(
    Permission(
        "organization.see_personal",
        _("查看员工个人信息"),
        {**_WHOLE_COMPANY, **_HEADS},
        everyone=Scope.OWN,
    )
)
MANAGE = permissions.add(
    Permission(
        "organization.manage",
        _("维护组织、岗位和员工"),
        {"hr_admin": Scope.ALL, "admin": Scope.ALL},
    )
)
MANAGE_LABELS = permissions.add(
    Permission(
        "organization.manage_labels",
        _("修改名词与角色名称"),
        {"admin": Scope.ALL, "gm": Scope.ALL},
    )
)
NAME_DEPUTY = permissions.add(
    Permission(
        "organization.name_deputy",
        _("指定代理人"),
        {"hr_admin": Scope.ALL},
        everyone=Scope.OWN,
    )
)
DELEGATE = permissions.add(
    Permission(
        "organization.delegate",
        _("登记授权"),
        {
            "gm": Scope.OWN,
            "market_director": Scope.OWN,
            "ka_head": Scope.OWN,
            "hr_admin": Scope.ALL,
        },
    )
)
SEE_DELEGATIONS = permissions.add(
    Permission(
        "organization.see_delegations",
        _("查看授权登记"),
        {**_WHOLE_COMPANY, **_HEADS, "finance": Scope.ALL, "cfo": Scope.ALL},
        everyone=Scope.OWN,
    )
)


def require(by: Actor, permission: Permission, *, owner: int | None = None) -> None:
    """PermissionDenied unless `by` has the permission; for the scope OWN over `owner` alone."""
    scope = by.scope(permission)
    if scope is Scope.NONE:
        raise PermissionDenied
    if scope is Scope.OWN and owner is not None and owner != by.staff_id:
        raise PermissionDenied


def may_hand_out(by: Actor, roles: Iterable[str]) -> bool:
    """Whether the actor may put roles on a position or take them off."""
    return by.is_system or by.has_role("admin") or WEIGHTY_ROLES.isdisjoint(roles)


def why_not_appoint(by: Actor, staff: int, roles: Iterable[str]) -> str:
    """Why the actor may not give a person a position with these roles; empty if they may.

    Nobody makes themselves one who decides, and only administrators make administrators.
    """
    held = set(roles)
    if by.is_system:
        return ""
    if "admin" in held and not by.has_role("admin"):
        return str(_("系统管理员只能由系统管理员任免。"))
    if by.staff_id == staff and held & WEIGHTY_ROLES:
        return str(_("不能任命自己担任能决定款项或管理系统的岗位，请由另一位办理。"))
    return ""


def reaches(by: Actor, permission: Permission, *, owner: int, paths: Iterable[str]) -> bool:
    """Whether one row of `owner`, placed in the units `paths`, is within the actor's scope."""
    scope = by.scope(permission)
    if scope is Scope.ALL:
        return True
    if scope is Scope.NONE:
        return False
    if owner == by.staff_id:
        return True
    own = by.paths_within(permission)
    return any(path in own[Scope.DEPARTMENT] for path in paths) or any(
        path.startswith(unit) for path in paths for unit in own[Scope.SUBTREE]
    )


def staff_reached(
    by: Actor, permission: Permission, held: "Callable[[], QuerySet[Appointment, Appointment]]"
) -> "QuerySet[Staff, Staff]":
    """The staff within the actor's scope, placed by the appointments `held`, asked where needed."""
    everybody = Staff.objects.all()
    if by.scope(permission) is Scope.ALL:
        return everybody
    near = visible(held(), by, permission, owner="staff_id", path="position__unit__path")
    return everybody.filter(Q(pk__in=near.values("staff_id")) | Q(pk=by.staff_id or 0))
