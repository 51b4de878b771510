import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_users")]
    operations = [
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE,
                                           to="blog.user")),
                ("title", models.TextField(null=True)),
            ],
            options={"db_table": "posts"},
        ),
    ]
