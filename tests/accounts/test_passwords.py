"""Which passwords are refused, and what is said."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dakehu.accounts.models import User
from dakehu.accounts.services import temporary_password

LIN = User(username="linxiaowen", name="林晓雯", mobile="13812345678")


def refused(password: str) -> set[str]:
    """The codes of the rules that a password breaks."""
    try:
        validate_password(password, LIN)
    except ValidationError as error:
        return {one.code or "" for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "Cedar-lamp-72",
        "每年7月15日去爬山",
        "tealeaf&wind9",
        "回款要在每月30日前",
        "xq7mk3wpt9ha",
        "Gf48%vRtQz",
    ],
)
def test_good_passwords_pass(password: str) -> None:
    assert refused(password) == set()


@pytest.mark.parametrize("password", ["Ab3$5678", "a1!", "Cedar-72"])
def test_nine_characters_are_too_few(password: str) -> None:
    assert "password_too_short" in refused(password)


@pytest.mark.parametrize(
    "password",
    ["linxiaowen#88", "Xx林晓雯-2026", "LinXiaowen2026", "qq13812345678", "dk-12345678-x"],
)
def test_what_is_like_the_person_is_refused(password: str) -> None:
    assert "like_person" in refused(password)


@pytest.mark.parametrize(
    "password",
    [
        *(
            "woaini1314520",
            "Woaini@520",
            "a123456789",
            "qq123456789",
            "1qaz2wsx3edc",
            "1234qwerasdf",
        ),
        *("zhangwei1990", "wangfang.88", "dakehu2026!", "P@ssw0rd2026", "admin12345", "5201314520"),
    ],
)
def test_what_was_leaked_is_refused(password: str) -> None:
    assert refused(password) & {"leaked", "simple_row"}


@pytest.mark.parametrize("password", ["zhangwei1990", "Woaini@520", "qq123456789", "P@ssw0rd2026"])
def test_what_is_common_in_china_is_on_our_list(password: str) -> None:
    assert "leaked" in refused(password)


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaa11", "abcdefgh12", "qwertyuiop1", "12345678ab", "asdfghjkl;1", "ababababab1"],
)
def test_simple_rows_are_refused(password: str) -> None:
    assert "simple_row" in refused(password)


@pytest.mark.parametrize("password", ["8402759316", "mqzvtkwbxr"])
def test_one_kind_of_character_is_not_enough(password: str) -> None:
    assert "one_kind_of_character" in refused(password)


def test_a_refusal_is_told_in_chinese_and_full_width() -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password("lin1", LIN)
    text = "".join(refusal.value.messages)
    assert "密码" in text
    assert not set(text) & set(",;:!?")


def test_temporary_passwords_differ_and_pass_the_rules() -> None:
    made = {temporary_password() for _each in range(50)}
    assert len(made) == 50
    assert all(len(one) == 14 and not refused(one) for one in made)
