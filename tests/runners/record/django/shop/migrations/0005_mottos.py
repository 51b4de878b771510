from django.db import migrations, models


class Migration(migrations.Migration):
    """A table that others refer to is made anew, with foreign keys switched off around it."""
    dependencies = [("shop", "0004_tokens")]
    operations = [
        migrations.AlterField("Team", "motto", models.TextField(default="none")),
        migrations.RunSQL("UPDATE shop_team SET motto = name WHERE motto = 'none'"),
    ]
