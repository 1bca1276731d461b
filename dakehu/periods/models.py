"""Months and their freeze."""

from typing import ClassVar

from django.db import models


class Period(models.Model):
    """A month that was closed at least once: `2026-11`. A month without a row is open."""

    month = models.CharField(max_length=7, unique=True)
    is_closed = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-month"]

    def __str__(self) -> str:
        return self.month
