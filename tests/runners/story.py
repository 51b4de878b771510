"""The story that is told with every runner: stopped, named, mended, going on. README.md has it."""

import json
import os
import sqlite3
import subprocess
from contextlib import closing

from runner import MIGRATIONS, ROOT, ROWS

PLUMBLINE = os.environ.get("PLUMBLINE", str(ROOT / "build" / "plumbline"))
SHELL = os.environ.get("SQLITE3", "sqlite3")


def plumbline(runner, verb, *words):
    """With -d and the runner's flags; (exit code, standard output, standard error)."""
    ended = subprocess.run([PLUMBLINE, verb, runner.database, "-d", runner.migrations,
                            *runner.flags(), *words], text=True, stdin=subprocess.DEVNULL,
                           capture_output=True, check=False, cwd=runner.folder)
    return ended.returncode, ended.stdout, ended.stderr


def status(runner):
    code, output, errors = plumbline(runner, "status", "--format", "json")
    assert output, f"status ended with {code}: {errors}"
    report = json.loads(output)
    assert report["verdict"] != "error", report
    return code, report


def schema_of(database):
    """Everything in it, the runner's tables too, as SQLite says it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()


def tables_of(database):
    return [name for kind, name, _, _ in schema_of(database)
            if kind == "table" and not name.startswith(("sqlite_", "_cf_"))]


def rows_of(database, tables):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
                for table in tables}


def difference(one, other):
    """What `diff` says between two databases, the columns' order left out: empty where nothing."""
    ended = subprocess.run([PLUMBLINE, "diff", one, other], text=True, capture_output=True,
                           stdin=subprocess.DEVNULL, check=False)
    return ended.stdout if ended.returncode else ""


def run_in_shell(database, script):
    """As the operator does."""
    return subprocess.run([SHELL, "-bail", str(database)], input=script, text=True,
                          capture_output=True, check=False)


class Story:
    """Of one runner; `check` is the unittest.TestCase that says what is wrong."""

    def __init__(self, check, make, whole, folder):
        """`whole` is a database that the same runner took through all migrations without a stop."""
        self.check, self.whole = check, whole
        self.runner = make(folder)

    def begin(self):
        """Migrated up to 002_posts, with rows; 003_tokens is there and not run."""
        for name in ("001_users", "002_posts"):
            self.runner.add(name)
        self.succeeds(self.runner.migrate())
        with closing(sqlite3.connect(self.runner.database)) as connection:
            connection.executescript(ROWS)
        self.runner.add("003_tokens")

    def stop(self, stop):
        ended = self.runner.migrate(stop)
        self.check.assertNotEqual(ended.returncode, 0, f"it did not stop:\n{ended.stdout}")

    def is_named(self, stop):
        """status says how far 003_tokens came."""
        code, report = status(self.runner)
        stopped = self.migration(report, "003_tokens")
        applied = stop.at - 1 if self.runner.keeps_part else 0
        self.check.assertEqual(stopped["state"], "partial" if applied else "pending", report)
        marked = self.runner.marks_failures
        self.check.assertEqual("dirty" in stopped["flags"], marked, stopped)
        self.check.assertEqual(code, 2 if applied or marked else 0)
        if "statements" in stopped and applied:
            ran = stopped["statements"]["applied"]
            # TypeORM and Django begin a migration with a PRAGMA of their own.
            no_effect = [one["verdict"] for one in stopped["verdicts"][:ran]].count("no-effect")
            self.check.assertEqual(ran - no_effect, applied, stopped)
        for name in ("001_users", "002_posts"):
            self.check.assertEqual(self.migration(report, name)["state"], "applied")
        return bool(applied)

    def mends(self, *mode):
        code, script, errors = plumbline(self.runner, "repair", *mode)
        self.check.assertEqual(code, 0, errors)
        # A table that is being made anew may be gone: goes_on sees that its rows are there again.
        there = set(tables_of(self.runner.database)) & {"users", "posts"}
        before = rows_of(self.runner.database, there)
        ended = run_in_shell(self.runner.database, script)
        self.check.assertEqual((ended.returncode, ended.stderr), (0, ""), script)
        after = rows_of(self.runner.database, there)
        for table, rows in before.items():  # a column may have been added, or be gone again
            width = min([len(row) for row in rows + after[table]])
            self.check.assertEqual([row[:width] for row in rows],
                                   [row[:width] for row in after[table]])

    def is_not_undone(self, why):
        """What went cannot be brought back: refused with the reason, and nothing printed."""
        code, script, errors = plumbline(self.runner, "repair", "--undo")
        self.check.assertEqual((code, script), (3, ""), errors)
        self.check.assertIn(why, errors)

    def is_clean(self, *names):
        code, report = status(self.runner)
        self.check.assertEqual((code, [self.migration(report, name)["state"] for name in names]),
                               (0, ["applied"] * len(names)), json.dumps(report, indent=1))

    def has_nothing_to_do(self):
        """In the runner's own words, and by what it leaves alone."""
        tables = tables_of(self.runner.database)
        before = schema_of(self.runner.database), rows_of(self.runner.database, tables)
        ended = self.runner.migrate()
        self.succeeds(ended)
        self.check.assertIn(self.runner.nothing_to_do, ended.stdout)
        after = schema_of(self.runner.database), rows_of(self.runner.database, tables)
        self.check.assertEqual(before, after)

    def goes_on(self):
        """The next migration is applied by the runner; then all is as if nothing had happened."""
        self.runner.add("004_settings")
        self.succeeds(self.runner.migrate())
        self.is_clean(*MIGRATIONS)
        self.check.assertEqual(difference(self.runner.database, self.whole), "")
        with closing(sqlite3.connect(self.runner.database)) as connection:
            self.check.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(),
                                   [("ok",)])
            self.check.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
            self.check.assertEqual(connection.execute("SELECT id, email FROM users").fetchall(),
                                   [(1, "ada@example.com"), (4, "grace@example.com")])
            self.check.assertEqual(connection.execute("SELECT * FROM posts").fetchall(),
                                   [(1, 1, "one"), (7, 4, "seven")])

    def succeeds(self, ended):
        self.check.assertEqual(ended.returncode, 0, ended.stdout)

    def migration(self, report, name):
        key = self.runner.key_of(name)
        found = [entry for entry in report["migrations"] if entry["id"] == key]
        self.check.assertEqual(len(found), 1, f"{key} in {report['migrations']}")
        return found[0]


def finished_by_repair(story, stop):
    """Stopped, finished by the script; the runner finds nothing to do, and goes on."""
    story.begin()
    story.stop(stop)
    # Behind a transaction that was rolled back there is nothing half-done: its run is written for it.
    mode = ["--finish"] if story.is_named(stop) else ["--through", story.runner.key_of("003_tokens")]
    story.mends(*mode)
    story.is_clean("001_users", "002_posts", "003_tokens")
    story.has_nothing_to_do()
    story.goes_on()


def undone_by_repair(story, stop):
    """Stopped, taken back by the script; the runner then runs the migration itself, and goes on."""
    story.begin()
    story.stop(stop)
    partial = story.is_named(stop)
    why_not = story.runner.why_not_undone(stop)
    if partial and why_not:
        story.is_not_undone(why_not)
        return
    if partial or story.runner.marks_failures:
        story.mends("--undo")
    code, report = status(story.runner)
    story.check.assertEqual((code, story.migration(report, "003_tokens")["state"]), (0, "pending"))
    story.succeeds(story.runner.migrate())
    story.is_clean("001_users", "002_posts", "003_tokens")
    story.has_nothing_to_do()
    story.goes_on()
