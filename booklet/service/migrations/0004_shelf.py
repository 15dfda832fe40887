"""The tables of the shelf."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Names that visitors typed, what is on the shelf, what is being made, and how often somebody asked."""

    dependencies = [
        ("service", "0003_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShelfCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of", models.CharField(max_length=64, unique=True)),
                ("number", models.IntegerField(default=0)),
                ("ends", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="ShelfLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.CharField(max_length=60, unique=True)),
                ("seen", models.CharField(max_length=64)),
                ("offers", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="ShelfName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="ShelfWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("edition", models.CharField(max_length=60)),
                ("what", models.JSONField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("asked", models.DateTimeField()),
                ("seen", models.DateTimeField()),
            ],
        ),
    ]
