"""A table of the tests' own, with every kind of scaled number and a place in a tree."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection, models

from dakehu.kit.fields import (
    AmountField,
    PathField,
    QuantityField,
    RateField,
    RecordRefField,
    ScoreField,
    UnitPriceField,
)

ALONE = Apps()


class Sample(models.Model):
    """A row with every field of the kit."""

    name = models.CharField(max_length=40, default="")
    amount = AmountField(default=0)
    price = UnitPriceField(null=True)
    quantity = QuantityField(null=True)
    rate = RateField(null=True)
    score = ScoreField(null=True)
    owner_id = models.BigIntegerField(null=True, db_index=True)
    department_path = PathField(default="/", db_index=True)
    about = RecordRefField(null=True)

    class Meta:
        app_label = "sample"
        apps = ALONE

    def __str__(self) -> str:
        return self.name


@contextmanager
def sample_table() -> Iterator[type[Sample]]:
    """The table, for as long as the test runs."""
    with connection.schema_editor() as editor:
        editor.create_model(Sample)
    try:
        yield Sample
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Sample)
