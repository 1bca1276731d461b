"""The audit trail: rows that are only ever added, each holding the hash of the one before."""

from django.db import models


class Entry(models.Model):
    """Who did or saw what, when. `number` counts without a gap; `hash` covers all other columns."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=80)
    record = models.CharField(max_length=60, null=True)
    user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    acts_for = models.CharField(max_length=60, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    data = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["record", "-number"], name="audit_of_a_record"),
            models.Index(fields=["user_id", "-number"], name="audit_of_a_user"),
            models.Index(fields=["action", "-number"], name="audit_of_an_action"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class Head(models.Model):
    """Where the chain ends: how many rows there are and the hash of the last (one row, id 1)."""

    count = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_has_one_head"),
        ]

    def __str__(self) -> str:
        return str(self.count)
