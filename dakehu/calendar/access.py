"""Who may change the calendar; everybody reads it."""

from django.utils.translation import gettext_lazy as _

from dakehu.kit.permissions import Permission, Scope, permissions

SEE_CALENDAR = permissions.add(
    Permission("calendar.see_calendar", _("查看工作日历"), everyone=Scope.ALL)
)
MANAGE_CALENDAR = permissions.add(
    Permission(
        "organization.manage_calendar",
        _("维护工作日历"),
        {"hr_admin": Scope.ALL, "admin": Scope.ALL},
    )
)
