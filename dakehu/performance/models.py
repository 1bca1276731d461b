"""What a superior thinks of a month: the scored parts of the appraisal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dakehu.kit.fields import ScoreField

_NO_SALES = Q(ability__isnull=True, attitude__isnull=True)
_NO_CLERK = Q(
    workload__isnull=True,
    clerk_attitude__isnull=True,
    clerk_ability__isnull=True,
    effect__isnull=True,
)


class SubScores(models.Model):
    """A person's scored parts of one month; None: not scored yet.

    Either those of the sales scheme or those of the clerks', never both. The results part is not
    scored but computed from targets.
    """

    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.CharField(max_length=7)
    ability = ScoreField(null=True)
    attitude = ScoreField(null=True)
    workload = ScoreField(null=True)
    clerk_attitude = ScoreField(null=True)
    clerk_ability = ScoreField(null=True)
    effect = ScoreField(null=True)
    scored_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    scored_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-month", "pk"]
        verbose_name_plural = "sub-scores"
        indexes: ClassVar = [models.Index(fields=["month", "id"], name="performance_by_month")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "month"], name="performance_scored_once_a_month"
            ),
            models.CheckConstraint(
                condition=(_NO_SALES | _NO_CLERK) & ~(_NO_SALES & _NO_CLERK),
                name="performance_scores_of_one_scheme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.staff_id}"
