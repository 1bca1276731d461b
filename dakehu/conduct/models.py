"""Points taken off the appraisal score, each with its reason and evidence."""

from decimal import Decimal
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from dakehu.conduct.data.states import STATES
from dakehu.kit.fields import ScoreField

COUNTS: Final = ~Q(state="dropped")
"""What was not dropped."""


class ConductPoint(models.Model):
    """A deduction for one event. Money never follows from it (G-02).

    It is proposed until somebody of the personnel department confirms it, which needs evidence;
    the person may object; the month's score books it.
    """

    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    points = ScoreField()
    reason = models.CharField(max_length=200)
    evidence = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="proposed")
    recorded_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["on", "id"], name="conduct_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff", "on", "reason"], condition=COUNTS, name="conduct_one_per_event"
            ),
            models.CheckConstraint(
                condition=Q(points__gt=Decimal(0)), name="conduct_points_positive"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "dropped"]) | ~Q(evidence=""),
                name="conduct_confirmed_with_evidence",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="conduct_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.staff_id}"
