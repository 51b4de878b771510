import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.CreateModel("Team", [
            ("id", models.AutoField(primary_key=True)),
            ("name", models.TextField()),
        ]),
        migrations.CreateModel("Member", [
            ("id", models.AutoField(primary_key=True)),
            ("team", models.ForeignKey("shop.team", django.db.models.deletion.CASCADE)),
        ]),
    ]
