"""Days that differ from the week, and the hours of the office."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    """One day the installation knows for itself: worked or not, whatever the table says."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("国家安排")
        COMPANY = "company", _("公司安排")

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMPANY)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class OfficeHours(models.Model):
    """The hours of a working day from a day on."""

    starts_on = models.DateField(unique=True)
    morning_from = models.TimeField()
    morning_until = models.TimeField()
    afternoon_from = models.TimeField()
    afternoon_until = models.TimeField()

    class Meta:
        ordering: ClassVar = ["-starts_on"]
        verbose_name_plural = "office hours"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    morning_from__lt=F("morning_until"),
                    morning_until__lte=F("afternoon_from"),
                    afternoon_from__lt=F("afternoon_until"),
                ),
                name="calendar_hours_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.starts_on.isoformat()
