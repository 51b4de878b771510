import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0002_posts")]
    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True)),
                ("user", models.ForeignKey(null=True, to="blog.user",
                                           on_delete=django.db.models.deletion.CASCADE)),
            ],
            options={"db_table": "tokens"},
        ),
        migrations.AddField("User", "last_seen", models.TextField(null=True)),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("code", models.CharField(max_length=64, primary_key=True)),
                ("expires_at", models.TextField(db_index=True)),
            ],
            options={"db_table": "devices"},
        ),
    ]
