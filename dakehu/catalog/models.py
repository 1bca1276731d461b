"""What products cost, from which day."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dakehu.kit.fields import AmountField


class CostPrice(models.Model):
    """The tax-inclusive cost of a unit of a product, from a day until the next one begins."""

    product = models.CharField(max_length=120)
    unit = models.CharField(max_length=20)
    cost = AmountField()
    valid_from = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["product", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["product", "valid_from"], name="catalog_one_cost_a_day"
            ),
            models.CheckConstraint(condition=Q(cost__gt=Decimal(0)), name="catalog_cost_positive"),
            models.CheckConstraint(condition=~Q(product=""), name="catalog_cost_of_a_product"),
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.valid_from}"
