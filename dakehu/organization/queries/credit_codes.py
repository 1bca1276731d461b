"""Unified social credit codes as people type them, and what is wrong with one, in words."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext_lazy as _

from dakehu.policy.credit_code import check_credit_code

_TOLD: Final = {
    "length": _("统一社会信用代码应为 18 位，请核对。"),
    "alphabet": _("信用代码里有不会出现的字符（没有字母 I、O、S、V、Z），请核对。"),
    "check_character": _("信用代码的最后一位对不上，多半有一位抄错了，请核对。"),
}


def plain_credit_code(text: str) -> str:
    """What was typed or copied, as it is stored: no spaces and dashes, capital letters."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def credit_code_fault(code: str) -> str:
    """Why a code cannot be right, as a sentence; empty for one that may be."""
    reason = check_credit_code(code)
    return str(_TOLD[reason]) if reason else ""
