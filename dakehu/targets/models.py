"""What a person or a unit is to reach in a month."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dakehu.kit.fields import AmountField
from dakehu.targets.data.metrics import METRICS


class Target(models.Model):
    """One subject's target of a month by one metric: a person's or a unit's.

    `actual` is what was reached where it is not counted from receipts. `home` places the row: the
    unit itself, or where the person belonged.
    """

    staff = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.CharField(max_length=7)
    metric = models.CharField(max_length=12, choices=METRICS, default="receipts")
    base = AmountField()
    challenge = AmountField(null=True)
    actual = AmountField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-month", "pk"]
        indexes: ClassVar = [models.Index(fields=["month", "id"], name="targets_by_month")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "month", "metric"],
                condition=Q(staff__isnull=False),
                name="targets_one_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "month", "metric"],
                condition=Q(unit__isnull=False),
                name="targets_one_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False, unit__isnull=True)
                | Q(staff__isnull=True, unit__isnull=False),
                name="targets_have_one_subject",
            ),
            models.CheckConstraint(condition=Q(base__gt=Decimal(0)), name="targets_base_positive"),
            models.CheckConstraint(
                condition=Q(challenge__isnull=True) | Q(challenge__gte=F("base")),
                name="targets_challenge_at_least_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.staff_id or self.unit_id}"
