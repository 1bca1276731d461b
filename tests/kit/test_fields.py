"""Scaled integers: exact on both databases, and never a float."""

from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.db.models import Avg, F, Max, StdDev, Sum, Value, Variance
from django.db.models.functions import Coalesce

from dakehu.kit.fields import AmountField
from dakehu.kit.refs import RecordRef
from tests.kit.sample import Sample

PAST_DOUBLES = Decimal("90071992547409.93")  # 2**53 + 1 fen


@pytest.mark.parametrize(
    "column, value",
    [
        ("amount", PAST_DOUBLES),
        ("amount", Decimal("-92233720368547758.07")),
        ("price", Decimal("9007199254.740993")),
        ("quantity", Decimal("9007199254.740993")),
        ("rate", Decimal("0.080001")),
        ("score", Decimal("59.99")),
    ],
)
def test_a_number_past_the_reach_of_doubles_comes_back_exactly(
    samples: type[Sample], column: str, value: Decimal
) -> None:
    samples.objects.create(**{column: value})

    kept = samples.objects.values_list(column, flat=True).get()

    assert kept == value
    assert isinstance(kept, Decimal)


def test_sums_and_comparisons_of_large_amounts_are_exact(samples: type[Sample]) -> None:
    samples.objects.create(name="one", amount=PAST_DOUBLES)
    samples.objects.create(name="two", amount=PAST_DOUBLES + Decimal("0.01"))

    found = samples.objects.aggregate(total=Sum("amount"), most=Max("amount"))

    assert found["total"] == PAST_DOUBLES * 2 + Decimal("0.01")
    assert found["most"] == PAST_DOUBLES + Decimal("0.01")
    assert samples.objects.filter(amount__gt=PAST_DOUBLES).get().name == "two"


def test_the_database_holds_whole_fen(samples: type[Sample]) -> None:
    samples.objects.create(amount=Decimal("12.30"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM sample_sample")
        assert cursor.fetchone() == (1230,)


def test_an_amount_can_grow_by_another_column(samples: type[Sample]) -> None:
    samples.objects.create(amount=Decimal("12.30"))

    samples.objects.update(amount=F("amount") + F("amount"))

    assert samples.objects.get().amount == Decimal("24.60")


@pytest.mark.parametrize(
    "change", [F("amount") + Decimal("1.00"), F("amount") * 2, F("amount") + F("price")]
)
def test_a_bare_number_in_an_expression_is_refused_not_added_as_fen(
    samples: type[Sample], change: object
) -> None:
    samples.objects.create(amount=Decimal("12.30"), price=Decimal("1"))

    with pytest.raises(FieldError):
        list(samples.objects.annotate(changed=change).values_list("changed"))


@pytest.mark.parametrize(
    "change",
    [
        *(F("amount") + Decimal("1.00"), F("amount") * 2, F("amount") + F("price"), F("price")),
        *(Value(Decimal("1.00")), Value(1), Coalesce(F("amount"), Value(0))),
    ],
)
def test_a_bare_number_is_not_written_as_fen_either(samples: type[Sample], change: object) -> None:
    samples.objects.create(amount=Decimal("12.30"), price=Decimal("1"))

    with pytest.raises(FieldError):
        samples.objects.update(amount=change)
    with pytest.raises(FieldError):
        samples.objects.create(amount=Value(1))
    assert samples.objects.get().amount == Decimal("12.30")


def test_many_rows_can_be_written_at_once(samples: type[Sample]) -> None:
    rows = [samples.objects.create(amount=Decimal(n)) for n in (1, 2)]
    for row in rows:
        row.amount += Decimal("0.50")

    samples.objects.bulk_update(rows, ["amount"])

    kept = samples.objects.order_by("pk").values_list("amount", flat=True)
    assert list(kept) == [Decimal("1.50"), Decimal("2.50")]


@pytest.mark.parametrize(
    "mean",
    [
        *(Avg("amount"), StdDev("amount"), Variance("amount")),
        Coalesce(Avg("amount"), Value(Decimal("0"), output_field=AmountField())),
    ],
)
def test_a_mean_is_refused_not_cut_to_whole_fen(samples: type[Sample], mean: Avg) -> None:
    samples.objects.create(amount=Decimal("1.00"))
    samples.objects.create(amount=Decimal("1.00"))

    with pytest.raises(FieldError, match="divide the sum"):
        samples.objects.aggregate(mean=mean)


def test_rows_can_be_chosen_by_their_mean(samples: type[Sample]) -> None:
    samples.objects.create(name="one", amount=Decimal("1.00"))

    means = samples.objects.values("name").annotate(mean=Avg("amount"))

    assert means.filter(mean__gt=Decimal("0.99")).values_list("name").get() == ("one",)
    assert not means.filter(mean__gt=Decimal("1.00")).exists()


def test_a_number_that_says_what_it_is_can_be_added(samples: type[Sample]) -> None:
    samples.objects.create(amount=Decimal("12.30"))
    one = Value(Decimal("1.00"), output_field=AmountField())

    samples.objects.update(amount=F("amount") + one)

    assert samples.objects.get().amount == Decimal("13.30")


@pytest.mark.parametrize(
    "value",
    [
        *(" 1 ", "1_000", "１２", "1e3", "", "NaN"),
        *(Decimal("NaN"), Decimal("Infinity"), Decimal("1e-999999999")),
        Decimal("12345678901234567.0000000000000001"),
    ],
)
def test_what_is_no_plain_number_is_refused(samples: type[Sample], value: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        samples.objects.create(amount=value)


@pytest.mark.parametrize("value", [0.1, True, 1.0])
def test_floats_and_truth_values_are_refused(samples: type[Sample], value: object) -> None:
    with pytest.raises(TypeError):
        samples.objects.create(amount=value)


def test_more_decimals_than_the_column_has_are_refused_not_rounded(samples: type[Sample]) -> None:
    with pytest.raises(ValueError, match="more than 2 decimals"):
        samples.objects.create(amount=Decimal("0.125"))


def test_an_amount_too_large_for_the_column_is_refused(samples: type[Sample]) -> None:
    with pytest.raises(ValueError, match="too large"):
        samples.objects.create(amount=Decimal("92233720368547758.08"))


def test_a_form_is_told_in_chinese_what_a_number_must_be() -> None:
    with pytest.raises(ValidationError, match="请填写数字"):
        Sample._meta.get_field("amount").to_python("十万")


def test_a_reference_comes_back_as_kind_and_id(samples: type[Sample]) -> None:
    samples.objects.create(about=RecordRef("staff", 5))

    assert samples.objects.get().about == RecordRef("staff", 5)
    assert samples.objects.filter(about=RecordRef("staff", 5)).count() == 1
    assert samples.objects.filter(about=RecordRef("staff", 55)).count() == 0


@pytest.mark.parametrize("text", ["staff", "staff:", ":5", "staff:x", "staff:５"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a reference"):
        RecordRef.parsed(text)
