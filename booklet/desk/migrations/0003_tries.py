"""Work that ends with its process is begun again, but not for ever: it is counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Count how often work was begun."""

    dependencies = (("desk", "0002_log_only_grows"),)
    operations = (migrations.AddField(model_name="work", name="tries", field=models.IntegerField(default=0)),)
