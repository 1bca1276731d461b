"""When anything of a receipt changed last: for those that are there, their latest known moment."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Coalesce


def fill(apps: Any, _editor: Any) -> None:
    receipts = apps.get_model("receipts", "Receipt").objects
    receipts.update(changed_at=Coalesce("voided_at", "verified_at", "entered_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("receipts", "0001_money_received"),
    ]

    operations = [
        migrations.AddField("receipt", "changed_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("receipt", "changed_at", models.DateTimeField()),
        migrations.AddIndex(
            "receipt", models.Index(fields=["changed_at"], name="receipts_by_change")
        ),
    ]
