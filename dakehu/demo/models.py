"""What a person of the demo has tried: the strip of first steps on their home page."""

from typing import ClassVar

from django.db import models


class StripState(models.Model):
    """Which steps somebody has taken, and whether they closed the strip."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    done = models.JSONField(default=list)
    is_dismissed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["user"]

    def __str__(self) -> str:
        return f"{self.user_id}: {len(self.done)}"
