#!/usr/bin/env python3
"""`plumbline record` with the statements, on real Kysely, Django and ActiveRecord; then the other verbs
on what it wrote, with databases that the real runner left half-way."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parents[1]))

import pages  # noqa: E402
from runner import NODE, NODE_MODULES, NodeRunner  # noqa: E402
from story import PLUMBLINE, difference, run_in_shell  # noqa: E402

PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's Django


def why_not(*command):
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return ended.stderr.strip().splitlines()[-1] if ended.returncode else None


class Project(unittest.TestCase):
    """A project of the runner in a folder of its own."""

    files = ""
    up, latest = [], []  # commands; SCRATCH and app.db are what they migrate

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name) / "project"
        shutil.copytree(HERE / self.files, self.folder)

    def run_in(self, *command, **environment):
        return subprocess.run([str(word) for word in command], cwd=self.folder, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              env={**os.environ, "DATABASE": "scratch.db", **environment})

    def plumbline(self, *words, code=0):
        ended = self.run_in(PLUMBLINE, *words)
        self.assertEqual(ended.returncode, code, ended.stdout + ended.stderr)
        return ended

    def record(self, output, command, **environment):
        (self.folder / "scratch.db").unlink(missing_ok=True)
        ended = self.run_in(PLUMBLINE, "record", "-o", output, "--db", "scratch.db", "--", *command,
                            **environment)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return [line for line in ended.stderr.splitlines() if line.startswith("note: ")]

    def texts(self, history):
        return {file.name: file.read_text() for file in (self.folder / history).iterdir()}

    def sql_of(self, history, key):
        """The statements of a migration, one an item, as they stand in history.yaml; None without."""
        text = (self.folder / history / "history.yaml").read_text()
        entry = re.search(rf'^  - key: "?{re.escape(key)}"?\n(.*?)(?=^  - |\Z)', text, re.M | re.S)
        if entry is None:
            return None
        items = entry[1].partition("    sql:")[2]
        return [item.replace('\\"', '"').strip('"') for item in re.findall(r"^      - (.*)$", items, re.M)]

    def leaves(self, *names):
        """These migrations come later."""
        for name in names:
            (file,) = self.folder.glob(f"**/{name}*")
            file.rename(self.folder / file.name)

    def is_finished(self, history, *says):
        """repair prints the rest, the sqlite3 shell runs it."""
        script = self.plumbline("repair", "app.db", "-d", history).stdout
        statements = re.findall(r"^-- statement (\d+) of ", script, re.M)
        for text in says:
            self.assertIn(text, script)
        ended = run_in_shell(self.folder / "app.db", script)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), script)
        self.plumbline("status", "app.db", "-d", history)
        return [int(number) for number in statements]


class Kysely(Project):
    files = "kysely"

    @classmethod
    def setUpClass(cls):
        why = NodeRunner.why_not()
        if why:
            raise unittest.SkipTest(f"Kysely: {why}")

    def setUp(self):
        super().setUp()
        (self.folder / "node_modules").symlink_to(NODE_MODULES)

    def migrate(self, database="app.db", verb="latest", **environment):
        return self.run_in(NODE, "migrate.mjs", database, verb, **environment)

    def record_all(self, output="history", verb="up", **environment):
        return self.record(output, [NODE, "migrate.mjs", "scratch.db", verb], **environment)

    def test_its_statements_are_recorded(self):
        notes = self.record_all()
        self.assertEqual(len(notes), 1, notes)
        self.assertIn("004_backfill: its statements are left out: its runner reads rows", notes[0])
        self.assertEqual(self.sql_of("history", "001_users"), [
            'create table "users" ("id" integer primary key, "email" text not null)',
            """insert into "users" ("id", "email") values (1.0, 'it''s; ada'), (4.0, 'grace')"""])
        second = self.sql_of("history", "002_posts")
        self.assertEqual(len(second), 3, second)  # not what failed, nor what was rolled back
        self.assertIn("create trigger posts_ai", second[1])
        self.assertEqual(len(self.sql_of("history", "003_tokens")), 5)
        self.assertIsNone(self.sql_of("history", "004_backfill"))
        text = "".join(self.texts("history").values())
        self.assertNotIn("kysely_migration", text)
        self.assertNotIn("transaction:", text)  # there is none, as its description says

    def test_one_run_of_all_gives_the_same(self):
        self.record_all()
        self.record_all("at_once", "latest")
        self.assertEqual(self.texts("history"), self.texts("at_once"))

    def test_its_log_of_queries_gives_them_too(self):
        self.record_all(HOOK="log")
        self.assertEqual(self.sql_of("history", "001_users")[1],
                         """insert into "users" ("id", "email") values (1, 'it''s; ada'), (4, 'grace')""")
        self.assertEqual(len(self.sql_of("history", "003_tokens")), 5)

    def test_stopped_at_every_statement(self):
        self.record_all()
        shutil.copy(self.folder / "scratch.db", self.folder / "whole.db")
        self.leaves("004_backfill", "005_teams")
        for stop in (2, 3, 4, 5):
            with self.subTest(stop=stop):
                (self.folder / "app.db").unlink(missing_ok=True)
                self.assertEqual(self.migrate(STOP=str(stop)).returncode, 1)
                told = self.plumbline("status", "app.db", "-d", "history", code=2).stdout
                self.assertIn(f"003_tokens stopped after statement {stop - 1} of 5", told)
                self.assertEqual(self.is_finished("history"), list(range(stop, 6)))
                ended = self.migrate()
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.assertIn("nothing to do", ended.stdout)
        for name in ("004_backfill.mjs", "005_teams.mjs"):
            (self.folder / name).rename(self.folder / "migrations" / name)
        self.assertEqual(self.migrate().returncode, 0)
        self.plumbline("status", "app.db", "-d", "history")
        self.assertEqual(difference(self.folder / "app.db", self.folder / "whole.db"), "")

    def test_lint_points_at_its_line(self):
        self.record_all()
        told = self.plumbline("lint", "history", code=2).stdout
        lines = (self.folder / "history" / "history.yaml").read_text().splitlines()
        of_tokens = next(at for at, line in enumerate(lines, 1) if 'create table \\"tokens' in line)
        self.assertIn(f"error: rerun-fails: history/history.yaml:{of_tokens}: 003_tokens: ", told)
        section = told[told.index("\n003_tokens (history/history.yaml)\n"):]
        self.assertNotIn("002_posts", section)

    def test_check_runs_them_on_the_rows(self):
        self.record_all()
        self.leaves("005_teams")
        self.assertEqual(self.migrate().returncode, 0)
        self.plumbline("check", "app.db", "-d", "history")
        with_teams = run_in_shell(self.folder / "app.db", "CREATE TABLE teams (other)")
        self.assertEqual(with_teams.returncode, 0)
        told = self.plumbline("check", "app.db", "-d", "history", code=2).stdout
        self.assertRegex(told, r"deploy-fails: history/history\.yaml:\d+: .*table \"?teams\"? already exists")

    def test_what_its_readers_are_told_to_type(self):
        """The lines of tools/README.md."""
        self.assertEqual(self.migrate().returncode, 0)
        (self.folder / "plumbline").symlink_to(Path(PLUMBLINE).resolve())
        path = f"{NODE.parent}:{self.folder}:{os.environ['PATH']}"
        block = pages.blocks("tools/README.md", "Migrations in a programming language")[0]
        for line, _ in pages.examples(block):
            ended = self.run_in("bash", "-c", line, PATH=path)
            self.assertEqual(ended.returncode, 0, ended.stderr)


class Django(Project):
    files = "django"

    @classmethod
    def setUpClass(cls):
        why = why_not(PYTHON, "-c", "import django")
        if why:
            raise unittest.SkipTest(f"Django: {why} (Debian: python3-django)")

    def manage(self, *words, **environment):
        return self.run_in(PYTHON, "-B", "manage.py", *words, **environment)

    def record_all(self, output="history", *words):
        return self.record(output, [PYTHON, "-B", "manage.py", *(words or ["one_step_up"])])

    def test_its_statements_are_recorded(self):
        notes = self.record_all()
        # Rows that post_migrate writes are nobody's migration.
        self.assertEqual([note.split(":")[1].strip() for note in notes],
                         ["contenttypes.0001_initial", "auth.0001_initial", "shop.0003_backfill"])
        self.assertIn("its runner reads rows", notes[2])
        self.assertEqual(self.sql_of("history", "auth.0011_update_proxy_permissions"), [])
        seed = self.sql_of("history", "shop.0002_seed")
        self.assertEqual([*seed[:2], *seed[-2:]],
                         ["PRAGMA foreign_keys=OFF", "BEGIN", "COMMIT", "PRAGMA foreign_keys=ON"])
        text = (self.folder / "history" / "history.yaml").read_text()
        self.assertIn("SELECT 1, 'it''s; red' UNION ALL SELECT 2, 'blue\n        -- or not'", text)
        self.assertIsNone(self.sql_of("history", "shop.0003_backfill"))
        self.assertNotIn("BEGIN", self.sql_of("history", "shop.0004_tokens"))  # atomic = False
        self.assertNotIn("django_migrations", "".join(self.texts("history").values()))

    def test_one_run_of_all_gives_the_same(self):
        self.record_all()
        self.record_all("at_once", "migrate", "-v0")
        self.assertEqual(self.texts("history"), self.texts("at_once"))

    def test_stopped_half_way(self):
        self.record_all()
        for stop, first in (("1", 3), ("2", 7)):
            with self.subTest(stop=stop):
                (self.folder / "app.db").unlink(missing_ok=True)
                self.assertEqual(self.manage("migrate", DATABASE="app.db", STOP=stop).returncode, 1)
                told = self.plumbline("status", "app.db", "-d", "history", code=2).stdout
                self.assertIn("shop.0004_tokens stopped after statement", told)
                self.assertEqual(self.is_finished("history", 'CREATE TABLE "shop_device"')[0], first)
                ended = self.manage("migrate", "shop", "0004", DATABASE="app.db")
                self.assertIn("No migrations to apply", ended.stdout, ended.stderr)
                ended = self.manage("migrate", DATABASE="app.db")
                self.assertEqual(ended.returncode, 0, ended.stderr)
                self.plumbline("status", "app.db", "-d", "history")
                self.assertEqual(difference(self.folder / "app.db", self.folder / "scratch.db"), "")

    def test_its_tables_made_anew_lose_nothing(self):
        """foreign_keys are off around its transaction: members stay where a team's table goes."""
        self.record_all()
        for app in (["auth"], ["shop", "0004"]):
            self.assertEqual(self.manage("migrate", *app, DATABASE="app.db").returncode, 0)
        run_in_shell(self.folder / "app.db", "INSERT INTO shop_member VALUES (1, 1), (2, 2)")
        told = self.plumbline("check", "app.db", "-d", "history").stdout
        self.assertNotIn("error: ", told)
        self.assertNotIn("foreign-keys-in-transaction", self.run_in(PLUMBLINE, "lint", "history").stdout)


class ActiveRecord(Project):
    files = "activerecord"

    @classmethod
    def setUpClass(cls):
        why = why_not("ruby", "-e", "require 'active_record'; require 'sqlite3'")
        if why:
            raise unittest.SkipTest(f"ActiveRecord: {why} (Debian: ruby-activerecord ruby-sqlite3)")

    def migrate(self, verb="latest", **environment):
        return self.run_in("ruby", "migrate.rb", "app.db", verb, **environment)

    def record_all(self, output="history", verb="up", **environment):
        return self.record(output, ["ruby", "migrate.rb", "scratch.db", verb], **environment)

    def test_its_statements_are_recorded(self):
        notes = self.record_all()
        self.assertEqual(len(notes), 1, notes)
        self.assertIn("20260101000004: its statements are left out: its runner reads rows", notes[0])
        self.assertEqual(self.sql_of("history", "20260101000001"), [
            'CREATE TABLE "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "email" text NOT NULL)',
            'CREATE UNIQUE INDEX "index_users_on_email" ON "users" ("email")',
            """INSERT INTO "users" ("id", "email") VALUES (1, 'it''s; ada')"""])
        text = (self.folder / "history" / "history.yaml").read_text()
        self.assertEqual(text.count("transaction: "), 1)  # disable_ddl_transaction!
        self.assertNotIn("schema_migrations", text)
        self.assertNotIn("ar_internal_metadata", "".join(self.texts("history").values()))

    def test_however_it_is_told(self):
        self.record_all()
        self.record_all("at_once", "latest")
        self.record_all("by_trace", HOOK="trace")
        self.assertEqual(self.texts("history"), self.texts("at_once"))
        self.assertEqual(self.texts("history"), self.texts("by_trace"))

    def test_stopped_half_way(self):
        self.record_all()
        for stop in (2, 3, 4):
            with self.subTest(stop=stop):
                (self.folder / "app.db").unlink(missing_ok=True)
                self.assertEqual(self.migrate(STOP=str(stop)).returncode, 1)
                told = self.plumbline("status", "app.db", "-d", "history", code=2).stdout
                self.assertIn(f"20260101000003 stopped after statement {stop - 1} of 4", told)
                self.assertEqual(self.is_finished("history"), list(range(stop, 5)))
                self.assertEqual(self.migrate().returncode, 0)
                self.assertIn("nothing left to do", self.migrate().stdout)
                self.assertEqual(difference(self.folder / "app.db", self.folder / "scratch.db"), "")

    def test_a_table_that_rails_makes_anew(self):
        """Rails switches foreign_keys off inside of its transaction, where that does nothing: rows of a
        table that refers to it with ON DELETE CASCADE go (https://sqlite.org/pragma.html#pragma_foreign_keys)."""
        self.record_all()
        told = self.run_in(PLUMBLINE, "lint", "history").stdout
        self.assertIn("error: foreign-keys-in-transaction: history/history.yaml:", told)


if __name__ == "__main__":
    unittest.main()
