"""Names of files and tabs."""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f\\/:*?\"<>|\u200b-\u200f\u202a-\u202e\ufeff]+")
_FORBIDDEN_IN_TABS: Final = re.compile(r"[\x00-\x1f\[\]:*?/\\]+")
_LONGEST: Final = 60
_LONGEST_TAB: Final = 31


def file_name(name: str, on: date, ending: str = "xlsx") -> str:
    """客户台账_20261123.xlsx; what a file system refuses is left out."""
    plain = _FORBIDDEN.sub("", name).strip(" .")[:_LONGEST] or _("表格")
    return f"{plain}_{on:%Y%m%d}.{ending}"


def tab_name(name: str, taken: "set[str] | frozenset[str]" = frozenset()) -> str:
    """A name that Excel takes for a worksheet, different from those taken (in lower case)."""
    plain = _FORBIDDEN_IN_TABS.sub(" ", name).strip().strip("'")[:_LONGEST_TAB] or _("表格")
    if plain.lower() == "history":  # Excel keeps this name for itself
        plain += "_"
    made, count = plain, 1
    while made.lower() in taken:
        count += 1
        made = f"{plain[: _LONGEST_TAB - 4]}({count})"
    return made
