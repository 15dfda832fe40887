"""Orders as they are filled in, and long work that the desk lets be done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add both."""

    dependencies = [("desk", "0002_log_only_grows")]

    operations = [
        migrations.CreateModel(
            name="OrderDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.JSONField(default=dict)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("what", models.JSONField(default=dict)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("queued", models.DateTimeField()),
                ("began", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("files", models.JSONField(default=list)),
                ("faults", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("kept", models.JSONField(default=list)),
            ],
            options={"ordering": ("-id",)},
        ),
    ]
