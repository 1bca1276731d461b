"""Names to sign in with, in the one form in which they are stored and compared."""

import re
import unicodedata
from typing import Final

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
