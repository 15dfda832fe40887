"""What the desk found, and what is asked, answered, remarked and released."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the tables of signing."""

    dependencies = [
        ("desk", "0003_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Found",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.CharField(max_length=400, unique=True)),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("subject", models.JSONField()),
                ("of", models.CharField(max_length=64)),
                ("shown", models.JSONField()),
                ("person", models.CharField(max_length=80)),
                ("role", models.CharField(max_length=80)),
                ("message", models.CharField(blank=True, max_length=1000)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("expires", models.DateTimeField()),
                ("revoked", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product", models.CharField(max_length=80)),
                ("locale", models.CharField(max_length=80)),
                ("band", models.CharField(max_length=20)),
                ("item", models.CharField(blank=True, max_length=80)),
                ("of", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("second", models.CharField(blank=True, max_length=80)),
                ("released", models.DateTimeField(null=True)),
                ("recalled", models.DateTimeField(null=True)),
                ("recalled_by", models.CharField(blank=True, max_length=80)),
                ("reason", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.CharField(max_length=8)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("back", models.JSONField(default=dict)),
                ("ask", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="desk.ask")),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=2000)),
                ("place", models.JSONField(default=dict)),
                ("done", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=80)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="desk.answer"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
    ]
