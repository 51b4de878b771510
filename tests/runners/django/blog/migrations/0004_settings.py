from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0003_tokens")]
    operations = [
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True)),
                ("value", models.TextField(null=True)),
            ],
            options={"db_table": "settings"},
        ),
    ]
