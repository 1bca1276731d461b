"""The published versions of the policies."""

import hashlib
from functools import cached_property
from typing import Any, ClassVar, Final

import orjson
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from dakehu.kit.errors import UnsoundData

_STANDS: Final = Q(withdrawn_at__isnull=True)


class UnsoundVersion(UnsoundData):
    """The content of a published version was changed past the program."""


class PolicyVersion(models.Model):
    """One version of one policy as it was published; its content is never changed.

    One that was not yet in force may be withdrawn; the row stays, and counts for nothing.

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
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["code", "effective_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=_STANDS, name="rulebook_version_once"
            ),
            models.UniqueConstraint(
                fields=["code", "effective_from"],
                condition=_STANDS,
                name="rulebook_one_version_a_day",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=_STANDS, name="rulebook_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》{self.version}"

    @property
    def is_sound(self) -> bool:
        """Whether the content is still what was published."""
        return hashlib.sha256(self.content.encode()).hexdigest() == self.digest

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The content as plain data, in its own order; UnsoundVersion where it was changed."""
        if not self.is_sound:
            told = _(
                "%(version)s的内容与发布时不一致（校验值不符），不能使用。请系统管理员从备份恢复。"
            )
            raise UnsoundVersion(told % {"version": self})
        found: dict[str, Any] = orjson.loads(self.content)
        return found
