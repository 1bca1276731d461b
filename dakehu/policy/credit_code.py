"""Unified social credit codes (统一社会信用代码) after GB 32100-2015.

A code has 18 characters: 17 that name the entity and one that checks them. It is judged exactly as
given: nothing is trimmed, case and width of the characters are not changed.
"""

from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard in the order of their values: no I, O, S, V, Z."""

LENGTH = 18

Reason = Literal["length", "alphabet", "check_character"]

_MODULUS = len(ALPHABET)
_WEIGHTS = tuple(pow(3, place, _MODULUS) for place in range(LENGTH - 1))


def check_credit_code(code: str) -> Reason | None:
    """Say why a code is wrong: the first that fails of length, alphabet and check character.

    `None` means that the code is right. Norm: GB 32100-2015.
    """
    if len(code) != LENGTH:
        return "length"
    if any(character not in ALPHABET for character in code):
        return "alphabet"
    if check_character(code[:-1]) != code[-1]:
        return "check_character"
    return None


def check_character(first17: str) -> str:
    """The eighteenth character that belongs to the first seventeen.

    Raises `ValueError` for any other number of characters, or one outside the alphabet.
    """
    if len(first17) != LENGTH - 1:
        raise ValueError(f"expected {LENGTH - 1} characters, got {len(first17)}")
    total = sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(_WEIGHTS, first17, strict=True)
    )
    return ALPHABET[-total % _MODULUS]
