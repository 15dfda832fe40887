"""What was given out, by the codes of its prints."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what was given out."""

    dependencies = (("service", "0005_orders"),)

    operations = (
        migrations.CreateModel(
            name="GivenOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_index=True, max_length=20)),
                ("of", models.CharField(max_length=64)),
                ("covered", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "partner",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="service.partner"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("partner", "of"), name="given_out_once")],
            },
        ),
    )
