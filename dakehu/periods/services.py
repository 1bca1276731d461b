"""Closing and reopening a month; `pay` drives it."""

import re
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from dakehu.kit.actors import Actor
from dakehu.kit.errors import UnableTo
from dakehu.kit.permissions import Permission
from dakehu.kit.work import work
from dakehu.periods.access import CLOSE_MONTH, REOPEN_MONTH
from dakehu.periods.models import Period
from dakehu.periods.queries import hold, month_name
from dakehu.policy.periods import Month

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class UnableToCloseMonth(UnableTo):
    """The month cannot be closed."""


class UnableToReopenMonth(UnableTo):
    """The month cannot be reopened."""


def close_month(*, by: Actor, at: datetime, month: Month | str) -> Period:
    """Freeze a month: from now on `require_open` refuses it."""
    _require(by, CLOSE_MONTH)
    code = str(month)
    if not _MONTH.fullmatch(code):
        raise UnableToCloseMonth(_("月份应写成 2026-11 这样。"), field="month")
    with work(by=by, at=at) as unit:
        hold(code, alone=True)
        Period.objects.get_or_create(month=code, defaults={"is_closed": False})
        changed = Period.objects.filter(month=code, is_closed=False).update(
            is_closed=True, closed_at=at, closed_by_id=by.staff_id
        )
        if not changed:
            raise UnableToCloseMonth(_("%s已经月结。") % month_name(code), field="month")
        found = Period.objects.get(month=code)
        unit.note("periods.month_closed", None, month=code)
    return found


def reopen_month(*, by: Actor, at: datetime, month: Month | str, reason: str) -> Period:
    """Take a close back; the reason stays in the trail."""
    _require(by, REOPEN_MONTH)
    code, why = str(month), reason.strip()
    if not why:
        raise UnableToReopenMonth(_("请写明反月结的原因。"), field="reason")
    with work(by=by, at=at) as unit:
        hold(code, alone=True)
        changed = Period.objects.filter(month=code, is_closed=True).update(
            is_closed=False, reopened_at=at, reopen_reason=why
        )
        if not changed:
            raise UnableToReopenMonth(_("%s没有月结。") % month_name(code), field="month")
        found = Period.objects.get(month=code)
        unit.note("periods.month_reopened", None, month=code, reason=why)
    return found


def _require(by: Actor, permission: Permission) -> None:
    if not by.may(permission):
        raise PermissionDenied
