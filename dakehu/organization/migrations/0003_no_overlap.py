"""PostgreSQL itself refuses that one person holds one position twice at once.

Ranges of one number stand in for `btree_gist`, so no extension is needed. SQLite has no such
constraint: there the service checks under the write lock.
"""

from typing import Any

from django.db import migrations

ADD = """
ALTER TABLE organization_appointment ADD CONSTRAINT organization_appointments_do_not_overlap
EXCLUDE USING gist (
    int8range(staff_id, staff_id, '[]') WITH =,
    int8range(position_id, position_id, '[]') WITH =,
    daterange(starts_on, ends_on, '[)') WITH &&
)
"""
DROP = """
ALTER TABLE organization_appointment DROP CONSTRAINT organization_appointments_do_not_overlap
"""


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_dated_rows")]

    operations = [migrations.RunPython(add, drop)]
