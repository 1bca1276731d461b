"""The kit's own tables. Users are kept as plain ids: their area stands above this one."""

from typing import Final

from django.db import models

LONGEST_KEY: Final = 200
LONGEST_ACTOR: Final = 40


class Setting(models.Model):
    """One setting of the installation: a small JSON value under a key."""

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.key


class OnceKey(models.Model):
    """A request that was carried out once: a repetition gets the first answer."""

    actor = models.CharField(max_length=LONGEST_ACTOR)
    key = models.CharField(max_length=LONGEST_KEY)
    fingerprint = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="kit_one_answer_per_key")
        ]

    def __str__(self) -> str:
        return self.key


class Job(models.Model):
    """A piece of background work with its progress."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    user_id = models.BigIntegerField(null=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    beat_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-queued_at"], name="kit_jobs_of_a_user"),
            models.Index(fields=["state", "-queued_at"], name="kit_jobs_of_a_state"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class SavedView(models.Model):
    """A list as one person likes to see it: filters, order and columns under a name."""

    user_id = models.BigIntegerField()
    listing = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=2000)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "listing", "name"], name="kit_one_view_per_name"
            )
        ]
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.name
