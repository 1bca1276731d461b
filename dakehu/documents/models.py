"""Stored files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from dakehu.documents.content.kinds import KINDS, Kind
from dakehu.documents.content.names import LONGEST_NAME, named_by_content


class StoredFile(models.Model):
    """A file as somebody gave it; equal contents under several names are one file on the disk.

    `kind` is what the content is (a code of `content.kinds`), whatever the name says.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    stored_at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="documents_files_hold_something")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def about_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def kind_name(self) -> "str | Promise":
        return self.about_kind.name

    @property
    def safe_name(self) -> str:
        """The name under which the file is handed out: its extension is that of its content."""
        return named_by_content(self.name, self.kind)
