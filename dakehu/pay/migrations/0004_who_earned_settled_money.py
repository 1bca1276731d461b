"""By which shares settled money was paid; what was settled before counts as the seller's own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("pay", "0003_comparisons"),
    ]

    operations = [
        migrations.AddField("settledmoney", "earners", models.JSONField(default=dict)),
        migrations.AddField("settledmoney", "is_earned", models.BooleanField(default=True)),
        migrations.AddIndex(
            "settledmoney",
            models.Index(fields=["run"], condition=Q(is_earned=False), name="pay_settled_unearned"),
        ),
    ]
