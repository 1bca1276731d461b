"""Rows with a beginning and an end: who holds what, stands in for whom, may do what."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

import dakehu.kit.fields


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("chains", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in_for",
                        to="organization.staff",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="organization.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("sign_contract", "签订合同"),
                            ("price_concession", "价格让步"),
                            ("approve_expense", "审批费用"),
                            ("represent", "对外代表"),
                            ("other", "其他事项"),
                        ],
                        max_length=20,
                    ),
                ),
                ("limit_amount", dakehu.kit.fields.AmountField(null=True)),
                ("limit_rate", dakehu.kit.fields.RateField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("document_note", models.CharField(blank=True, max_length=200)),
                ("revoked_on", models.DateField(null=True)),
                (
                    "grantee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authority",
                        to="organization.staff",
                    ),
                ),
                (
                    "grantor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="granted",
                        to="organization.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("is_primary", models.BooleanField(default=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("regular", "正式任职"), ("acting", "主持工作")],
                        default="regular",
                        max_length=12,
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organization.position",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organization.staff",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="deputy",
            index=models.Index(fields=["staff", "starts_on"], name="organization_deputy_of_staff"),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="organization_deputy_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff", models.F("deputy")), _negated=True),
                name="organization_deputy_is_another",
            ),
        ),
        migrations.AddIndex(
            model_name="delegation",
            index=models.Index(fields=["grantee", "subject"], name="organization_authority_of"),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="organization_delegation_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("grantor", models.F("grantee")), _negated=True),
                name="organization_grantee_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit_amount__isnull", True),
                    ("limit_amount__gte", Decimal("0")),
                    _connector="OR",
                ),
                name="organization_limit_amount_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit_rate__isnull", True),
                    models.Q(("limit_rate__gte", Decimal("0")), ("limit_rate__lte", Decimal("1"))),
                    _connector="OR",
                ),
                name="organization_limit_rate_is_a_share",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["staff", "starts_on"], name="organization_held_by_staff"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["position", "starts_on"], name="organization_held_position"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("ends_on__gt", models.F("starts_on")),
                    _connector="OR",
                ),
                name="organization_appointment_ends_after_start",
            ),
        ),
    ]
