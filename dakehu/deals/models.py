"""Drafts of prices: what somebody asked the price desk, and what it came to."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from dakehu.exchange.models import ComparedFile
from dakehu.kit.fields import AmountField, QuantityField


class PriceDraft(models.Model):
    """One version of a draft, of one person; versions of a draft share their `first` one.

    `inputs` are the question as it was given, numbers as texts, with the cost of that day. The
    figures are those that the rules made of it by the policies of `policies_on`: the same inputs
    give the same figures again.
    """

    owner = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="later_versions"
    )
    version = models.PositiveIntegerField(default=1)
    is_latest = models.BooleanField(default=True)
    name = models.CharField(max_length=120)
    customer = models.CharField(max_length=120, blank=True)
    product = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    inputs = models.JSONField()
    quantity = QuantityField()
    unit_price = AmountField()
    offered_unit_price = AmountField(null=True)
    total_amount = AmountField()
    missing_amount = AmountField()
    policies_on = models.DateField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-saved_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "is_latest", "-saved_at"], name="deals_drafts_of_owner")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "version"], name="deals_one_draft_a_version"),
            models.UniqueConstraint(
                fields=["first"],
                condition=Q(is_latest=True, first__isnull=False),
                name="deals_one_latest_version",
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True, version=1) | Q(first__isnull=False, version__gt=1),
                name="deals_first_version_is_one",
            ),
            models.CheckConstraint(
                condition=Q(missing_amount__gte=Decimal(0)), name="deals_missing_not_negative"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="deals_draft_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def family(self) -> int:
        """The id under which all its versions are found: that of the first one."""
        return self.first_id or self.pk


class QuoteComparison(ComparedFile):
    """The company's own list of quotes held against the rule prices of a day, as it came out then.

    The result holds the costs: what is shown of them depends on the reader.
    """

    fitting = models.PositiveIntegerField(default=0)
    below = models.PositiveIntegerField(default=0)
    untold = models.PositiveIntegerField(default=0)
    policies_on = models.DateField()
