"""The two schemes by which people are appraised and paid."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SCHEMES: Final = (("sales", _("销售")), ("clerk", _("内勤")))


def schemes_by_word() -> dict[str, str]:
    """The code behind each word."""
    return {str(word): code for code, word in SCHEMES}
