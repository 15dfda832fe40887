"""Keep when each thing that the service does by itself was last done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of turns."""

    dependencies = (("service", "0002_accounts"),)
    operations = (
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("begun", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
            ],
        ),
    )
