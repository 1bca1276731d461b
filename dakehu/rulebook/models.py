"""The published versions of the policies."""

from functools import cached_property
from typing import Any, ClassVar

import orjson
from django.db import models


class PolicyVersion(models.Model):
    """One version of one policy as it was published; a published row is never changed.

    `content` is the checked file as JSON text, not as a JSON column: the order of the entries of a
    table belongs to the policy, and `digest` (SHA-256) must hold for the very same bytes on every
    database.
    """

    code = models.CharField(max_length=2)
    version = models.TextField()
    title = models.TextField()
    adopted_on = models.DateField()
    effective_from = models.DateField()
    approved_by = models.TextField()
    content = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["code", "effective_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="rulebook_version_once"),
            models.UniqueConstraint(
                fields=["code", "effective_from"], name="rulebook_one_version_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》{self.version}"

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The content as plain data, in its own order."""
        found: dict[str, Any] = orjson.loads(self.content)
        return found
