from django.db import migrations


def seed(apps, schema_editor):
    Team = apps.get_model("shop", "Team")
    Team.objects.bulk_create([Team(id=1, name="it's; red"), Team(id=2, name="blue\n-- or not")])


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunPython(seed)]
