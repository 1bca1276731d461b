"""Money received: it counts once finance has verified it, and is never deleted."""

from decimal import Decimal
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from dakehu.kit.fields import AmountField
from dakehu.receipts.data.methods import METHODS

LIVE: Final = Q(voided_at__isnull=True)
"""What was not voided."""


class Receipt(models.Model):
    """A line of money that came in, or went back where `amount` is negative.

    `unit` is where `staff` belonged when it arrived. What was entered wrongly is voided with a
    reason; its number may then be used again. `changed_at` is the last time that anything of it
    changed, so that a settled month learns of it.
    """

    number = models.CharField(max_length=60)
    arrived_on = models.DateField()
    verified_on = models.DateField(null=True)
    customer_name = models.CharField(max_length=120)
    project_name = models.CharField(max_length=120, blank=True)
    amount = AmountField()
    method = models.CharField(max_length=12, choices=METHODS, default="wire")
    summary = models.CharField(max_length=200, blank=True)
    staff = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-arrived_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["arrived_on", "id"], name="receipts_by_arrival"),
            models.Index(fields=["verified_on"], name="receipts_by_verification"),
            models.Index(fields=["changed_at"], name="receipts_by_change"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number"], condition=LIVE, name="receipts_number_once"),
            models.CheckConstraint(
                condition=~Q(amount=Decimal(0)), name="receipts_amount_not_zero"
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(verified_on__gte=F("arrived_on")),
                name="receipts_verified_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_at__isnull=True)
                | Q(verified_on__isnull=False, verified_at__isnull=False),
                name="receipts_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="receipts_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number
