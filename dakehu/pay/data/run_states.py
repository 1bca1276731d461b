"""How far a settlement run has come."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DRAFT: Final = "draft"
REVIEWED: Final = "reviewed"
FROZEN: Final = "frozen"

RUN_STATES: Final = (
    (DRAFT, _("试算")),
    (REVIEWED, _("已复核")),
    (FROZEN, _("已冻结")),
)
