"""Names to sign in with, in the one form in which they are stored and compared."""

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext_lazy as _

NO_USERNAME: Final = _("用户名由 2 至 60 个汉字、字母、数字、点或横线组成，不能是手机号。")
USERNAME_TAKEN: Final = _("这个用户名已有人用。请换一个。")
MOBILE_TAKEN: Final = _("这个手机号已用于另一个账号。")

_MOBILE: Final = re.compile(r"(?:\+?86)?(1[0-9]{10})")
_USERNAME: Final = re.compile(r"\w[\w.\-]{1,59}")


def normalised(username: str) -> str:
    """A user name without the differences that nobody sees: width, case, spaces around it."""
    return unicodedata.normalize("NFKC", username).strip().lower()


def mobile_in(text: str) -> str | None:
    """The eleven digits of a mobile number however it was typed, or None if it is none."""
    plain = re.sub(r"[\s\-().·]", "", unicodedata.normalize("NFKC", text))
    found = _MOBILE.fullmatch(plain)
    return found[1] if found else None


def is_username(name: str) -> bool:
    """Whether a normalised name may be a user name: nobody's mobile number, no odd characters."""
    return bool(_USERNAME.fullmatch(name)) and mobile_in(name) is None
