"""A paper that passes authority on names the paper it comes from."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

GIVEN_ON = ("sign_contract", "price_concession")


def find_sources(apps: Any, schema_editor: Any) -> None:
    """The earlier paper of the grantor that covers the whole time of the later one."""
    papers = apps.get_model("organization", "Delegation").objects
    for paper in papers.filter(subject__in=GIVEN_ON).order_by("pk"):
        paper.source = (
            papers.filter(
                grantee=paper.grantor_id,
                subject=paper.subject,
                pk__lt=paper.pk,
                starts_on__lte=paper.starts_on,
                ends_on__gte=paper.ends_on,
            )
            .order_by("-pk")
            .first()
        )
        paper.save(update_fields=["source"])


class Migration(migrations.Migration):
    dependencies = [("organization", "0003_no_overlap")]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passed_on",
                to="organization.delegation",
            ),
        ),
        migrations.RunPython(find_sources, migrations.RunPython.noop),
    ]
