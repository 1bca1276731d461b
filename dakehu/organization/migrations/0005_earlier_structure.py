"""Posts and units as they were: each change leaves the stretch before it.

PostgreSQL itself refuses two earlier forms of one post or unit at once; on SQLite the services keep
the stretches apart under the write lock.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ADD = """
ALTER TABLE organization_{table} ADD CONSTRAINT organization_{table}_do_not_overlap
EXCLUDE USING gist (
    int8range({column}, {column}, '[]') WITH =,
    daterange(starts_on, ends_on, '[)') WITH &&
)
"""
DROP = "ALTER TABLE organization_{table} DROP CONSTRAINT organization_{table}_do_not_overlap"
TABLES = {"pastposition": "position_id", "pastunit": "unit_id"}


def add(apps: Any, schema_editor: Any) -> None:
    _each(schema_editor, ADD)


def drop(apps: Any, schema_editor: Any) -> None:
    _each(schema_editor, DROP)


def _each(schema_editor: Any, statement: str) -> None:
    for table, column in TABLES.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement.format(table=table, column=column))


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0004_sources_of_authority"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField()),
                ("title", models.CharField(max_length=60)),
                ("seats", models.JSONField(default=list)),
                ("headcount", models.PositiveSmallIntegerField()),
                ("is_active", models.BooleanField()),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past",
                        to="organization.position",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.position",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="organization_pastposition_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past",
                        to="organization.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="organization_pastunit_ends_after_start",
                    )
                ],
            },
        ),
        migrations.RunPython(add, drop),
    ]
