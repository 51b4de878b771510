"""Django's own manage.py with its settings in it, and the hook that README.md shows."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from django.dispatch import receiver

settings.configure(
    SECRET_KEY="not one",
    # Real migrations of others, and rows that come behind them (post_migrate).
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "shop"],
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                           "NAME": os.environ.get("DATABASE", "app.db")}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)


@receiver(connection_created)
def tell_plumbline(connection, **_):
    if "PLUMBLINE_TRACE" in os.environ:
        trace = open(os.environ["PLUMBLINE_TRACE"], "a")
        connection.connection.set_trace_callback(lambda sql: print(sql, end="\n;\n", file=trace, flush=True))


def one_step_up():
    """`migrate APP NAME` with the next one, where there is one."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        following = plan[0][0]
        call_command("migrate", following.app_label, following.name, verbosity=0)


if __name__ == "__main__":
    if sys.argv[1:] == ["one_step_up"]:
        django.setup()
        one_step_up()
    else:
        execute_from_command_line(sys.argv)
