"""On what terms people are paid, and what a month's settlement made of it."""

from decimal import Decimal
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from dakehu.exchange.models import ComparedFile
from dakehu.kit.fields import AmountField, RateField, ScoreField
from dakehu.pay.data.run_states import RUN_STATES
from dakehu.pay.data.schemes import SCHEMES

_SIGNED: Final = Q(reviewed_at__isnull=False)
_ENDED: Final = Q(frozen_at__isnull=False)


class PayTerms(models.Model):
    """A person's pay basics from a month on, until later terms take their place.

    As only the first day is kept, two terms never overlap.
    """

    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    scheme = models.CharField(max_length=8, choices=SCHEMES)
    basic_wage = AmountField()
    performance_base = AmountField()
    is_on_probation = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-valid_from", "-pk"]
        verbose_name_plural = "pay terms"
        indexes: ClassVar = [models.Index(fields=["valid_from", "id"], name="pay_terms_by_start")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["staff", "valid_from"], name="pay_terms_once_a_month"),
            models.CheckConstraint(
                condition=Q(basic_wage__gte=Decimal(0), performance_base__gte=Decimal(0)),
                name="pay_terms_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.valid_from}"


class SettlementRun(models.Model):
    """A pay month's settlement: the facts as they were, and what was computed from them.

    A run is computed anew until it is reviewed; what is frozen never changes, and what becomes
    known later goes into the next month's run. `versions` names the policy versions by their codes,
    `facts` holds everything that the replay needs, `facts_hash` knows equal facts again, and
    `month_hash` those of the appraisal month alone. `told` is what the run says beside its figures.
    """

    pay_month = models.CharField(max_length=7, unique=True)
    appraisal_month = models.CharField(max_length=7)
    window_from = models.DateField()
    window_to = models.DateField()
    state = models.CharField(max_length=8, choices=RUN_STATES, default="draft")
    revision = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=40)
    rules_on = models.DateField()
    versions = models.JSONField(default=dict)
    rules = models.CharField(max_length=20)
    facts = models.BinaryField()
    facts_hash = models.CharField(max_length=64)
    month_hash = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    people_count = models.PositiveIntegerField(default=0)
    total = AmountField(default=Decimal(0))
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pay_month"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") & ~_SIGNED & ~_ENDED
                | Q(state="reviewed") & _SIGNED & ~_ENDED
                | Q(state="frozen") & _SIGNED & _ENDED,
                name="pay_run_state_is_signed",
            ),
            models.CheckConstraint(
                condition=~_ENDED | ~Q(frozen_by=F("reviewed_by")),
                name="pay_run_frozen_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.pay_month


class PayStatement(models.Model):
    """One person's month of a run, with the explanation of every figure.

    The names are those of the time of the run. `score` and `factor` are None where nothing was
    appraised; `performance_pay` is without the department's `extra`; `correction` is what was paid
    afterwards for earlier months; `explanation` is read by `dakehu.policy.packing`.
    """

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="statements")
    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "organization.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    department = models.CharField(max_length=120, blank=True)
    position = models.CharField(max_length=120, blank=True)
    scheme = models.CharField(max_length=8, choices=SCHEMES)
    score = ScoreField(null=True)
    factor = RateField(null=True)
    basic_wage = AmountField()
    performance_pay = AmountField()
    extra = AmountField()
    correction = AmountField()
    commission = AmountField()
    carry_in = AmountField()
    carry_out = AmountField()
    total = AmountField()
    explanation = models.BinaryField()
    notices = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["run", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "staff"], name="pay_one_statement_a_run"),
            models.CheckConstraint(
                condition=Q(
                    total=F("basic_wage")
                    + F("performance_pay")
                    + F("extra")
                    + F("correction")
                    + F("commission")
                ),
                name="pay_statement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(commission__gte=Decimal(0), carry_out__lte=Decimal(0)),
                name="pay_statement_carries_no_pay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class SettledMoney(models.Model):
    """A receipt as a frozen run took it, so that what changes later is set off in a later run.

    `earners` are the shares by which it was paid, as text by the keys of people: a share that
    changes later moves no old money (A-33). One that is not `is_earned` was paid to nobody.
    """

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=60, db_index=True)
    amount = AmountField()
    project_name = models.CharField(max_length=120, blank=True)
    staff = models.ForeignKey(
        "organization.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_on = models.DateField()
    earners = models.JSONField(default=dict)
    is_earned = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "settled money"
        indexes: ClassVar = [
            models.Index(fields=["run"], condition=Q(is_earned=False), name="pay_settled_unearned")
        ]

    def __str__(self) -> str:
        return self.serial


class SettledCorrection(models.Model):
    """What a frozen run paid afterwards for a part of an earlier month's pay."""

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("organization.Staff", on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    part = models.CharField(max_length=16)
    amount = AmountField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "staff", "month", "part"], name="pay_corrected_once_a_run"
            ),
            models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="pay_corrected_upward"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.staff_id}"


class PayComparison(ComparedFile):
    """A pay sheet of the company's own held against a run, as it came out then.

    It stays as it is when the run is computed again (`revision` is the run's of then).
    """

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    agree = models.PositiveIntegerField(default=0)
    differ = models.PositiveIntegerField(default=0)
    apart = models.PositiveIntegerField(default=0)
