"""Who may look after accounts: everybody after their own, two roles after all."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from dakehu.kit.actors import Actor, role_source
from dakehu.kit.permissions import WEIGHTY_ROLES, Permission, Scope, permissions

OWN_ACCOUNT = permissions.add(
    Permission("accounts.own_account", _("管理自己的账号"), everyone=Scope.OWN)
)
MANAGE_USERS = permissions.add(
    Permission(
        "accounts.manage_users",
        _("管理登录账号"),
        {"admin": Scope.ALL, "hr_admin": Scope.ALL},
    )
)
REMOVE_FACTORS = permissions.add(
    Permission("accounts.remove_factors", _("解除他人的两步验证"), {"admin": Scope.ALL})
)


def require(by: Actor, permission: Permission) -> None:
    """PermissionDenied unless `by` has the permission for every account."""
    if by.scope(permission) is not Scope.ALL:
        raise PermissionDenied


def require_own(by: Actor, user_id: int) -> None:
    """PermissionDenied unless the account is that of `by`; the program itself acts for all."""
    if by.user_id != user_id and not by.is_system:
        raise PermissionDenied


def may_change(actor: Actor, user_id: int) -> bool:
    """Whether an account is the actor's own or in their care."""
    return actor.is_system or actor.user_id == user_id or actor.may(MANAGE_USERS)


def may_set_password(actor: Actor, user_id: int) -> bool:
    """Whether the actor may give an account a new password, close it or open it again.

    Only an administrator may, where the account ever held a role that decides on money or sets the
    system up: taking such a role away first must not open the door.
    """
    if not may_change(actor, user_id):
        return False
    if actor.is_system or actor.user_id == user_id or actor.has_role("admin"):
        return True
    roles_of = role_source.or_none
    return roles_of is None or WEIGHTY_ROLES.isdisjoint(roles_of(user_id))
