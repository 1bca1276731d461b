"""One identity instead of two: the number, which the hash covers, is the key of the row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]

    operations = [
        migrations.RemoveField(model_name="entry", name="id"),
        migrations.AlterField(
            model_name="entry",
            name="number",
            field=models.BigIntegerField(primary_key=True, serialize=False),
        ),
    ]
