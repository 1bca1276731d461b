"""What cannot be stored of a person's data: all of it at once, each with its field."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.accounts.queries import login_faults
from dakehu.organization.models import Staff

_MOBILE: Final = re.compile(r"1[0-9]{10}")


@dataclass(frozen=True)
class Fault:
    """A field and what is wrong with it."""

    field: str
    told: "str | Promise"


def plain_mobile(text: str) -> str:
    """A mobile number as it is stored: eleven digits without spaces, dashes and +86."""
    return re.sub(r"^(\+|00)?86(?=1[0-9]{10}$)", "", re.sub(r"[\s-]", "", text))


def faults_in(
    *,
    number: str = "",
    mobile: str = "",
    hired_on: date | None = None,
    probation_until: date | None = None,
    left_on: date | None = None,
    staff: int | None = None,
) -> list[Fault]:
    """The faults of a person's own data; `staff` is whose data it is, None for somebody new."""
    found = []
    if mobile and not _MOBILE.fullmatch(plain_mobile(mobile)):
        found.append(Fault("mobile", _("手机号应为 11 位数字，请核对。")))
    if hired_on and left_on and left_on < hired_on:
        found.append(Fault("hired_on", _("入职日期不能晚于离职日期。")))
    if hired_on and probation_until and probation_until < hired_on:
        found.append(Fault("probation_until", _("试用期截止不能早于入职日期。")))
    if number and Staff.objects.filter(number=number).exclude(pk=staff or 0).exists():
        found.append(Fault("number", _("工号 %s 已由他人使用。") % number))
    return found


def login_faults_of(staff: int | None, *, username: str = "", mobile: str = "") -> list[Fault]:
    """The faults of what somebody signs in with, None being somebody new."""
    own = Staff.objects.filter(pk=staff or 0).values_list("user_id", flat=True).first()
    if staff is not None and own is None:
        return []  # nobody signs in with the number of somebody who has no account
    faults = login_faults(username=username, mobile=plain_mobile(mobile), except_id=own)
    return [Fault(field, told) for field, told in faults.items()]
