"""What a target is measured by."""

from typing import Final

from django.utils.translation import gettext_lazy as _

METRICS: Final = (("receipts", _("回款")), ("contracts", _("签约额")))
USUAL: Final = "receipts"


def metrics_by_word() -> dict[str, str]:
    """The code behind each word."""
    return {str(word): code for code, word in METRICS}
