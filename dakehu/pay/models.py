"""On what terms people are paid."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dakehu.kit.fields import AmountField
from dakehu.pay.data.schemes import SCHEMES


class PayTerms(models.Model):
    """A person's pay basics from a month on, until later terms take their place.

    As only the first day is kept, two terms never overlap.
    """

    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    scheme = models.CharField(max_length=8, choices=SCHEMES)
    basic_wage = AmountField()
    performance_base = AmountField()
    is_on_probation = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-valid_from", "-pk"]
        verbose_name_plural = "pay terms"
        indexes: ClassVar = [models.Index(fields=["valid_from", "id"], name="pay_terms_by_start")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff", "valid_from"], name="pay_terms_once_a_month"),
            models.CheckConstraint(
                condition=Q(basic_wage__gte=Decimal(0), performance_base__gte=Decimal(0)),
                name="pay_terms_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.valid_from}"
