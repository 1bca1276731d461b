"""Stored files, what they are attached to, and series of numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dakehu.accounts.models import User
from dakehu.documents.content.kinds import KINDS, Kind
from dakehu.documents.content.names import LONGEST_NAME, named_by_content
from dakehu.documents.content.retention import RETENTIONS, Retention
from dakehu.kit.fields import RecordRefField


class StoredFile(models.Model):
    """A file as somebody gave it; equal contents under several names are one file on the disk.

    `kind` is what the content is (a code of `content.kinds`), whatever the name says. Once
    `cleared_at` is set the content is no longer needed.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    stored_at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    cleared_at = models.DateTimeField(null=True)

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


class Attachment(models.Model):
    """A file of a record.

    Its retention (G-22) begins when it is booked; `ended_on` is the first day without the contract,
    employment or relation, `keep_until` the first day on which it may go. Before booking one person
    deletes it; after the period one proposes and another agrees.
    """

    class Secrecy(models.TextChoices):
        PUBLIC = "public", _("公开")
        INTERNAL = "internal", _("内部")
        SECRET = "secret", _("秘密")

    record = RecordRefField(db_index=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    title = models.CharField(max_length=LONGEST_NAME)
    secrecy = models.CharField(max_length=10, choices=Secrecy.choices, default=Secrecy.INTERNAL)
    retention = models.CharField(max_length=20)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    booked_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    keep_until = models.DateField(null=True, db_index=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    deleted_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(deleted_by=F("proposed_by")), name="documents_two_persons_delete"
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True)
                | Q(booked_on__isnull=True)
                | Q(proposed_at__isnull=False),
                name="documents_booked_ones_are_proposed_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about_retention(self) -> Retention:
        return RETENTIONS[self.retention]


class RecordSpace(models.Model):
    """How many bytes the attachments of a record take together."""

    record = RecordRefField(unique=True)
    used = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.record)


class NumberSeries(models.Model):
    """The last number given out of a kind in a year."""

    kind = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "number series"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year"], name="documents_one_series_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class PrintCount(models.Model):
    """How often a paper was printed: of a record, or of given data known by their hash."""

    form = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    printed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "subject"], name="documents_one_count_a_paper")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.subject}"


class PrintLog(models.Model):
    """One print: what exactly, by whom, and the how manieth it was. Never changed or deleted."""

    form = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    record = RecordRefField(null=True)
    data_hash = models.CharField(max_length=64)
    user_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    printed_at = models.DateTimeField()
    format = models.CharField(max_length=4)
    copies = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-printed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form", "subject", "number"], name="documents_each_print_has_its_number"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["form", "-printed_at"], name="documents_prints_of_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class PaperTemplate(models.Model):
    """A company's own Word template of a paper; at most one of a paper is in use."""

    form = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT)
    is_used = models.BooleanField(default=True)
    user_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form"], condition=Q(is_used=True), name="documents_one_template_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.file}"


class PrintBatch(models.Model):
    """Many papers of one form at once: of records, or of given data; done by a job.

    `numbers` are the print numbers, set before the first is drawn; `file` is there when it is done.
    """

    form = models.CharField(max_length=60)
    items = models.JSONField()
    is_joined = models.BooleanField(default=False)
    user_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    numbers = models.JSONField(null=True)
    job_id = models.BigIntegerField(null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)

    class Meta:
        verbose_name_plural = "print batches"
        indexes: ClassVar = [
            models.Index(fields=["user_id", "-asked_at"], name="documents_batches_of_a_user")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.pk}"
