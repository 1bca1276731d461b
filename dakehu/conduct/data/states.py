"""From a proposed deduction to the month's score."""

from typing import Final

from django.utils.translation import gettext_lazy as _

STATES: Final = (
    ("proposed", _("待确认")),
    ("confirmed", _("已确认")),
    ("objected", _("有异议")),
    ("booked", _("已入账")),
    ("dropped", _("不扣")),
)
