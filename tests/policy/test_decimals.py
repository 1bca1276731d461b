"""Exact decimals: roundings half away from zero, and how numbers are read and written."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakehu.policy.decimals import (
    AmountTooLarge,
    amount,
    amount_text,
    ceil_fen,
    exactly,
    floor_fen,
    group_text,
    grouped_text,
    half_up,
    is_whole,
    parse_number,
    percent_text,
    plain_text,
)

NUMBERS = st.decimals(min_value=1 - 10**15, max_value=10**15 - 1, allow_nan=False, places=10)
ANY_PLACES = st.one_of(
    *(
        st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=places)
        for places in (0, 1, 2, 3, 4, 10)
    )
)


def away_from_zero(number: Decimal, places: int) -> Fraction:
    """Half away from zero by fractions: the definition, slowly."""
    scaled = abs(Fraction(number)) * 10**places
    whole = int(scaled + Fraction(1, 2))
    sign = -1 if number < 0 else 1
    return Fraction(sign * whole, 10**places)


def slow_amount_text(number: Decimal) -> str:
    fen = int(away_from_zero(number, 2) * 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@given(NUMBERS, st.integers(0, 10))
def test_half_up_is_half_away_from_zero(number: Decimal, places: int) -> None:
    assert Fraction(half_up(number, places)) == away_from_zero(number, places)


@given(st.integers(-(10**12), 10**12))
def test_a_half_fen_always_moves_away_from_zero(fen: int) -> None:
    half = Decimal(fen) / 100 + (Decimal("0.005") if fen >= 0 else Decimal("-0.005"))

    assert abs(half_up(half)) > abs(half)


@pytest.mark.parametrize(
    "number, rounded",
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049", "0.00"), ("-0.0049", "0.00"), ("-0", "0")],
)
def test_half_up_at_the_smallest_amounts(number: str, rounded: str) -> None:
    result = half_up(Decimal(number))

    assert result == Decimal(rounded)
    assert not (result.is_zero() and result.is_signed())


def test_a_number_longer_than_the_computing_precision_is_still_rounded_to_the_fen() -> None:
    long = Decimal("9" * 70 + ".995")

    assert half_up(long) == Decimal("1" + "0" * 70)
    assert floor_fen(long) == Decimal("9" * 70 + ".99")
    with pytest.raises(AmountTooLarge):
        amount(Decimal("1E+99"))


@given(NUMBERS)
def test_floor_and_ceiling_enclose_the_number_by_less_than_a_fen(number: Decimal) -> None:
    low, high = floor_fen(number), ceil_fen(number)

    assert low <= number <= high
    assert number - low < Decimal("0.01")
    assert high - number < Decimal("0.01")
    assert (low == high) == (number == half_up(number))


def test_floor_and_ceiling_of_almost_nothing_are_an_unsigned_zero() -> None:
    assert str(floor_fen(Decimal("0.009"))) == "0.00"
    assert str(ceil_fen(Decimal("-0.009"))) == "0.00"
    assert str(floor_fen(Decimal("-0.001"))) == "-0.01"
    assert str(ceil_fen(Decimal("0.001"))) == "0.01"


def test_a_computed_amount_has_at_most_fifteen_digits_before_the_point() -> None:
    assert amount(Decimal("999999999999999.994")) == Decimal("999999999999999.99")
    assert amount(Decimal("-999999999999999.994")) == Decimal("-999999999999999.99")
    assert str(amount(Decimal("-0.004"))) == "0.00"
    for too_large in ("999999999999999.995", "-999999999999999.995", "1E+15"):
        with pytest.raises(AmountTooLarge):
            amount(Decimal(too_large))


def test_the_kernel_computes_in_its_own_context_whatever_the_callers_is() -> None:
    @exactly
    def third(number: Decimal) -> Decimal:
        return number / 3

    with localcontext() as context:
        context.prec = 5
        result = third(Decimal(1))
        outside = Decimal(1) / 3

    assert len(result.as_tuple().digits) == 60
    assert outside == Decimal("0.33333")
    assert third.__name__ == "third"


@pytest.mark.parametrize(
    "text, number",
    [
        ("0", "0"),
        ("-12.50", "-12.5"),
        ("999999999999999.0123456789", "999999999999999.0123456789"),
        ("1e3", "1000"),
        ("2.5E-2", "0.025"),
        ("7E+02", "700"),
    ],
)
def test_numbers_of_the_agreed_form_are_read_exactly(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "+1",
        "1.",
        ".5",
        "1,000",
        "１",
        "٣",
        "NaN",
        "Infinity",
        "0x1",
        "1e",
        "1e100",
        "1234567890123456",
        "0.12345678901",
        "1_000",
        "1\n",
        "--1",
        "true",
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(NUMBERS)
def test_an_amounts_text_is_that_of_the_slow_way_and_never_a_negative_zero(number: Decimal) -> None:
    text = amount_text(number)

    assert text == slow_amount_text(number)
    assert text != "-0.00"


@given(ANY_PLACES)
def test_an_amounts_text_does_not_depend_on_how_many_places_were_given(number: Decimal) -> None:
    assert amount_text(number) == slow_amount_text(number)
    assert amount_text(number.normalize()) == slow_amount_text(number)


@pytest.mark.parametrize("number", ["-0.00", "-0.004", "-0", "0E+3", "0E-12"])
def test_no_zero_is_written_with_a_sign(number: str) -> None:
    assert amount_text(Decimal(number)) == "0.00"
    assert plain_text(half_up(Decimal(number))) == "0"


@given(st.one_of(NUMBERS, ANY_PLACES))
def test_a_plain_text_reads_back_as_the_same_number(number: Decimal) -> None:
    text = plain_text(number)

    assert parse_number(text) == number
    assert "e" not in text.lower()
    assert text == "0" or not (text.endswith("0") and "." in text)
    assert not text.endswith(".")


@pytest.mark.parametrize(
    "number, text",
    [
        (Decimal("0.20"), "0.2"),
        (Decimal("1.00"), "1"),
        (Decimal("100"), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.0"), "0"),
        (Decimal("12.345"), "12.345"),
        (7, "7"),
        (0, "0"),
        (-30, "-30"),
    ],
)
def test_plain_texts_carry_neither_trailing_zeros_nor_exponents(
    number: Decimal | int, text: str
) -> None:
    assert plain_text(number) == text


@given(NUMBERS)
def test_grouping_only_adds_commas_every_three_digits(number: Decimal) -> None:
    text = amount_text(number)
    grouped = group_text(text)

    assert grouped.replace(",", "") == text
    whole = grouped.lstrip("-").split(".")[0].split(",")
    assert 1 <= len(whole[0]) <= 3
    assert all(len(group) == 3 for group in whole[1:])


@pytest.mark.parametrize(
    "number, with_fen, for_reading",
    [
        ("0", "0.00", "0"),
        ("999.99", "999.99", "999.99"),
        ("-999.99", "-999.99", "-999.99"),
        ("1000", "1,000.00", "1,000"),
        ("999999.5", "999,999.50", "999,999.50"),
        ("1000000", "1,000,000.00", "1,000,000"),
        ("-1234567.8", "-1,234,567.80", "-1,234,567.80"),
        ("-1000000", "-1,000,000.00", "-1,000,000"),
    ],
)
def test_amounts_for_reading_are_grouped_and_may_lose_empty_fen(
    number: str, with_fen: str, for_reading: str
) -> None:
    assert grouped_text(Decimal(number)) == with_fen
    assert grouped_text(Decimal(number), always_fen=False) == for_reading


@pytest.mark.parametrize(
    "rate, text",
    [("0.175", "17.5%"), ("0.20", "20%"), ("1", "100%"), ("0", "0%"), ("0.000001", "0.0001%")],
)
def test_rates_are_read_as_percentages(rate: str, text: str) -> None:
    assert percent_text(Decimal(rate)) == text


def test_whole_numbers_are_known_however_they_are_written() -> None:
    assert is_whole(Decimal("5.00"))
    assert is_whole(Decimal("1E+3"))
    assert not is_whole(Decimal("5.01"))
