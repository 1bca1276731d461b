"""What went in and out as files: imports with the rows they wrote, layouts remembered, exports."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dakehu.documents.models import StoredFile
from dakehu.kit.fields import RecordRefField


class Import(models.Model):
    """One file on its way in. `read_until` is the last row of the file that is dealt with;
    `revision` counts the checks asked for; `goes_on` is the mode in which it is stored without
    anybody being asked.

    `headings` are the file's own by column; `matching` says which column of the sheet each is ("":
    none). `faults` and `preview` are what the last check found, cut to what a page shows.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("待对应列")
        MATCHED = "matched", _("检查中")
        CHECKED = "checked", _("待导入")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已导入")
        FAILED = "failed", _("未导入")
        CANCELLED = "cancelled", _("已取消")
        UNDONE = "undone", _("已撤销")

    class Mode(models.TextChoices):
        ALL = "all", _("全部正确才导入")
        GOOD = "good", _("只导入正确的行")

    sheet = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    tab = models.CharField(max_length=100)
    headings = models.JSONField(default=list)
    matching = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    mode = models.CharField(max_length=5, choices=Mode.choices, default=Mode.ALL)
    goes_on = models.CharField(max_length=5, choices=Mode.choices, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    faulty_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    read_until = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    message = models.TextField(blank=True)
    error_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    job_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sheet", "-id"], name="exchange_of_a_sheet")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "sha256", "tab"],
                condition=Q(state__in=["running", "done"]),
                name="exchange_a_file_goes_in_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.pk} {self.state}"


class ImportedRow(models.Model):
    """A row that an import wrote, and what the record held before (None: it was new)."""

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="written")
    row = models.PositiveIntegerField()
    record = RecordRefField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "row"], name="exchange_a_row_goes_in_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.row}"


class Layout(models.Model):
    """How the columns of a file were matched, for the next file that looks like it."""

    sheet = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sheet", "signature"], name="exchange_one_layout_per_look"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.signature[:8]}"


class Export(models.Model):
    """What somebody took out, and why. Only files with contact data are kept, for a day."""

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    is_listing = models.BooleanField(default=False)
    purpose = models.CharField(max_length=200, blank=True)
    columns = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user_id", "-id"], name="exchange_out_of_a_user")]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @property
    def is_kept(self) -> bool:
        """Whether there was a file to come back for."""
        return self.file_id is not None


class ComparedFile(models.Model):
    """A table of the company's own that was held against what is computed, as it came out then.

    `headings` are the table's own, `matching` says which column each is; `result` is empty until
    both are known.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    tab = models.CharField(max_length=100, blank=True)
    headings = models.JSONField(default=list)
    matching = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    compared_at = models.DateTimeField()
    compared_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_matched(self) -> bool:
        """It was compared, so that it has a result."""
        return bool(self.result)
