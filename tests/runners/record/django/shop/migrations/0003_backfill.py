from django.db import migrations, models


def shout(apps, schema_editor):
    """What it does depends on the rows that it finds."""
    for team in apps.get_model("shop", "Team").objects.all():
        team.name = team.name.upper()
        team.save()


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_seed")]
    operations = [migrations.RunPython(shout)]
