"""The company, its units and positions, its people and what they may do for one another.

Everything that changes is dated: `starts_on` belongs to the stretch, `ends_on` does not, and no end
means until further notice.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dakehu.kit.fields import AmountField, PathField, RateField

Row = TypeVar("Row", bound=models.Model)


class Company(models.Model):
    """The company that runs this installation: one row."""

    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=60, blank=True)
    minimum_wage = AmountField(null=True)
    vat_rate = RateField(default=Decimal("0.13"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="organization_one_company"),
            models.CheckConstraint(
                condition=Q(minimum_wage__isnull=True) | Q(minimum_wage__gte=Decimal(0)),
                name="organization_minimum_wage_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(vat_rate__gte=Decimal(0), vat_rate__lt=Decimal(1)),
                name="organization_vat_rate_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalEntity(models.Model):
    """A legal person of the company that signs contracts (签约主体)."""

    name = models.CharField(max_length=120, unique=True)
    credit_code = models.CharField(max_length=18, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    bank = models.CharField(max_length=120, blank=True)
    bank_account = models.CharField(max_length=40, blank=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-is_default", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="organization_one_default_entity",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of the tree; `path` lists the ids from the top down to its own: `/1/4/`."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("公司")
        CENTER = "center", _("中心")
        DEPARTMENT = "department", _("部门")
        TEAM = "team", _("小组")

    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = PathField(unique=True)
    place = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(closed_on__isnull=True),
                name="organization_unit_name_once_per_parent",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="organization_unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A post of a unit (岗位); its seats are the roles of whoever holds it."""

    title = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    superior = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    job_description = models.CharField(max_length=40, blank=True)
    place = models.PositiveIntegerField(default=0)
    headcount = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["unit__path", "place", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                condition=Q(is_active=True),
                name="organization_title_once_per_unit",
            ),
            models.CheckConstraint(
                condition=~Q(superior=F("pk")), name="organization_position_not_its_own_superior"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PositionSeat(models.Model):
    """A seat of the approval chains that a position holds."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="seats")
    seat = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["position", "seat"], name="organization_seat_once_per_position"
            )
        ]

    def __str__(self) -> str:
        return self.seat


class _Past(models.Model):
    """How something stood in a stretch that is over; no start means as long as anybody knows."""

    starts_on = models.DateField(null=True)
    ends_on = models.DateField()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class PastPosition(_Past):
    """An earlier form of a post: what it was called, where it stood, what it held."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="past")
    title = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    superior = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    seats = models.JSONField(default=list)
    headcount = models.PositiveSmallIntegerField()
    is_active = models.BooleanField()


class PastUnit(_Past):
    """An earlier place of a unit in the tree."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="past")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")


class JobDescription(models.Model):
    """A dated version of a job description (职务说明书); positions refer to its code."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    content = models.JSONField()
    effective_from = models.DateField()
    adopted_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["code", "-effective_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "effective_from"], name="organization_one_description_per_day"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Staff(models.Model):
    """A person of the company; `pinyin` and `initials` serve sorting and search."""

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("正式员工")
        DISPATCHED = "dispatched", _("劳务派遣")
        INTERN = "intern", _("实习")
        ADVISER = "adviser", _("顾问")

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    mobile = models.CharField(max_length=11, blank=True, db_index=True)
    user = models.OneToOneField(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="staff"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.EMPLOYEE)
    hired_on = models.DateField(null=True)
    probation_until = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["pinyin", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["pinyin", "id"], name="organization_staff_by_name")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(hired_on__isnull=True)
                | Q(left_on__gte=F("hired_on")),
                name="organization_left_after_hired",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def serves_on(self, on: date) -> bool:
        """Whether the person belongs to the company on a day; `left_on` is the first day gone."""
        return self.left_on is None or on < self.left_on


class InForce(models.QuerySet[Row, Row]):
    """Dated rows: those in force on a day, those that touch a stretch."""

    def on(self, day: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def touching(self, starts_on: date, ends_on: date | None) -> Self:
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
        return found if ends_on is None else found.filter(starts_on__lt=ends_on)


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name=name
    )


class Appointment(models.Model):
    """Somebody holds a position. The same person never holds one position twice at once."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("正式任职")
        ACTING = "acting", _("主持工作")

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    is_primary = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.REGULAR)

    objects = InForce.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["staff", "starts_on"], name="organization_held_by_staff"),
            models.Index(fields=["position", "starts_on"], name="organization_held_position"),
        ]
        constraints: ClassVar = [_ends_after_start("organization_appointment_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.staff_id} → {self.position_id}"


class Deputy(models.Model):
    """Whom a person has chosen to act for them; `chains` empty means in everything."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="stands_in_for")
    starts_on = models.DateField()
    ends_on = models.DateField()
    chains = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["staff", "starts_on"], name="organization_deputy_of_staff")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="organization_deputy_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(staff=F("deputy")), name="organization_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.staff_id}"


class Delegation(models.Model):
    """Authority given by one person to another in writing (授权): what, up to which limit.

    `source` is the paper by which the grantor had what is passed on here; none for those who give
    by their post.
    """

    class Subject(models.TextChoices):
        SIGN_CONTRACT = "sign_contract", _("签订合同")
        PRICE_CONCESSION = "price_concession", _("价格让步")
        APPROVE_EXPENSE = "approve_expense", _("审批费用")
        REPRESENT = "represent", _("对外代表")
        OTHER = "other", _("其他事项")

    grantor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="granted")
    grantee = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="authority")
    subject = models.CharField(max_length=20, choices=Subject.choices)
    limit_amount = AmountField(null=True)
    limit_rate = RateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    document_note = models.CharField(max_length=200, blank=True)
    revoked_on = models.DateField(null=True)
    source = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="passed_on"
    )

    objects = InForce.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["grantee", "subject"], name="organization_authority_of")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="organization_delegation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(grantor=F("grantee")), name="organization_grantee_is_another"
            ),
            models.CheckConstraint(
                condition=Q(limit_amount__isnull=True) | Q(limit_amount__gte=Decimal(0)),
                name="organization_limit_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(limit_rate__isnull=True)
                | Q(limit_rate__gte=Decimal(0), limit_rate__lte=Decimal(1)),
                name="organization_limit_rate_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.grantor_id} → {self.grantee_id}"
