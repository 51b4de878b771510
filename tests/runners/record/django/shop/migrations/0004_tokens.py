import os

from django.db import migrations, models


def stop_here(number):
    def stop(apps, schema_editor):
        if os.environ.get("STOP") == str(number):
            raise OSError("the disk was away for a moment")
    return migrations.RunPython(stop)


class Migration(migrations.Migration):
    """Without a transaction: it can stop half-way."""
    atomic = False
    dependencies = [("shop", "0003_backfill")]
    operations = [
        migrations.CreateModel("Token", [("hash", models.CharField(max_length=64, primary_key=True))]),
        stop_here(1),
        migrations.AddField("Team", "motto", models.TextField(null=True)),
        stop_here(2),
        migrations.CreateModel("Device", [("code", models.CharField(max_length=64, primary_key=True))]),
    ]
