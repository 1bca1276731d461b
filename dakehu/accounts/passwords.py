"""What a password must be: nothing about its owner, nothing leaked, nothing plain."""

import gzip
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dakehu.kit.pinyin import pinyin_of_person

SHORTEST_PART: Final = 3
FEWEST_STEPS: Final = 5
_ROWS: Final = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "!@#$%^&*()",
)
_SHIPPED_LIST: Final = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
_OWN_LIST: Final = Path(__file__).parent / "data" / "leaked.txt"


class _Rule:
    def validate(self, password: str, user: Any = None) -> None:
        raise NotImplementedError

    def get_help_text(self) -> str:
        return ""


class NotLikeThePerson(_Rule):
    """The password does not contain the name or number of its owner."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)
        if any(part in plain for part in _parts_of(user)):
            raise ValidationError(
                _("密码里有本人的姓名、用户名或手机号，容易被猜到。请换一个。"), code="like_person"
            )

    def get_help_text(self) -> str:
        return _("不含本人的姓名、姓名拼音、用户名和手机号。")


class NotLeaked(_Rule):
    """The password is on no list of leaked ones, also not with digits or signs around it."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)
        word = plain.strip("0123456789!@#$%^&*()_-+=.?~")
        if plain in _leaked() or (len(word) >= SHORTEST_PART and word in _own_list()):
            raise ValidationError(
                _("这个密码在已泄露的常用密码之列。请换一个别人不会用的。"), code="leaked"
            )

    def get_help_text(self) -> str:
        return _("不用常见的、曾经泄露的密码。")


class NotTooPlain(_Rule):
    """The password has more than one kind of character, and is no simple row."""

    def validate(self, password: str, user: Any = None) -> None:
        if _kinds(password) < 2:
            raise ValidationError(
                _("密码至少要有两类字符，例如字母加数字。"), code="one_kind_of_character"
            )
        if len(set(password.lower())) < FEWEST_STEPS or _steps(_plain(password)) < FEWEST_STEPS:
            raise ValidationError(
                _("密码是重复的字符或键盘上相连的键，容易被猜到。请换一个。"), code="simple_row"
            )

    def get_help_text(self) -> str:
        return _("至少两类字符（字母、数字、符号、汉字），不用连续或重复的字符。")


class LongEnough(password_validation.MinimumLengthValidator):
    """Django's rule on length, in our words."""

    def get_error_message(self) -> str:
        return _("密码太短，至少 %(min_length)d 个字符。") % {"min_length": self.min_length}

    def get_help_text(self) -> str:
        return _("至少 %(min_length)d 个字符。") % {"min_length": self.min_length}


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password).lower()


def _parts_of(user: Any) -> set[str]:
    """What of its owner must not stand in a password; parts of one or two letters do not count."""
    if user is None:
        return set()
    name, username, mobile = user.name or "", user.username or "", user.mobile or ""
    pinyin = pinyin_of_person(name)
    parts = {_plain(name), _plain(username), pinyin.full, *re.split(r"[\W_\d]+", username)}
    if pinyin.initials != pinyin.full and len(pinyin.initials) > SHORTEST_PART:
        parts.add(pinyin.initials)
    if mobile:
        parts |= {mobile, mobile[-8:], mobile[:7]}
    return {part for part in parts if len(part) >= SHORTEST_PART or not part.isascii()} - {""}


@cache
def _leaked() -> frozenset[str]:
    """The list that Django ships, and our own with what is common in China."""
    with gzip.open(_SHIPPED_LIST, "rt", encoding="utf-8") as file:
        return frozenset(line.strip() for line in file) | _own_list()


@cache
def _own_list() -> frozenset[str]:
    lines = _OWN_LIST.read_text("utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.lower().split()
    )


def _kinds(password: str) -> int:
    """How many kinds of character occur: capitals, small letters, digits, others."""
    tests = (
        any(each.isascii() and each.isupper() for each in password),
        any(each.isascii() and each.islower() for each in password),
        any(each.isdigit() for each in password),
        any(not (each.isascii() and each.isalnum()) for each in password),
    )
    return sum(tests)


def _steps(plain: str) -> int:
    """How many characters are left once each row of neighbouring or same keys counts as one."""
    pairs = pairwise(plain)
    return 1 + sum(not (one == other or _are_neighbours(one, other)) for one, other in pairs)


def _are_neighbours(one: str, other: str) -> bool:
    return any(one + other in row or other + one in row for row in _ROWS)
