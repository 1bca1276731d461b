"""Who earns a project's commission, and what people bring along from before."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dakehu.kit.fields import AmountField, RateField


class ProjectShare(models.Model):
    """One person's share of a project's commission; the shares of a project add up to one (A-33).

    A share of 0 stays as the trace of somebody who has none any more.
    """

    project_name = models.CharField(max_length=120)
    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    rate = RateField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["project_name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["project_name", "id"], name="rewards_shares_by_project")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project_name", "staff"], name="rewards_one_share_of_a_project"
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=Decimal(0), rate__lte=Decimal(1)),
                name="rewards_share_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_name} {self.staff_id}"


class OpeningCarry(models.Model):
    """Commission that a person brings into the first settlement; negative where it was overpaid."""

    staff = models.OneToOneField("organization.Staff", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = AmountField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.staff_id)
