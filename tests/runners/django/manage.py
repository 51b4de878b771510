"""Django's own manage.py, with its settings in it. $STOP stops a migration, $PLUMBLINE_TRACE names
the file for its statements, $DATABASE the database."""

import json
import os
import signal
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
    INSTALLED_APPS=["blog"],
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                           "NAME": os.environ.get("DATABASE", "app.db")}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)


@receiver(connection_created)
def trace(connection, **_):
    file = os.environ.get("PLUMBLINE_TRACE")
    if file:
        out = open(file, "a")
        connection.connection.set_trace_callback(
            lambda sql: print(sql, end=";\n", file=out, flush=True))


@receiver(connection_created)
def stop_at_a_statement(connection, **_):
    """Of 003_tokens, between those of one operation, too; those that change something count."""
    if "STOP" not in os.environ:
        return
    stop, seen = json.loads(os.environ["STOP"]), []

    def count(execute, sql, parameters, many, context):
        if ("tokens" in sql or seen) and not sql.startswith("PRAGMA"):
            seen.append(sql)
        if len(seen) != stop["at"]:
            return execute(sql, parameters, many, context)
        if stop["how"] == "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError("the disk was away for a moment")

    connection.execute_wrappers.append(count)


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
