#!/usr/bin/env python3
"""repair --runtime d1 and --runtime libsql on the real engines, run by miniflare and by libSQL's own
client. The program under test is $PLUMBLINE, or build/plumbline. Where a platform is not there it is
not tested, which is said, and is a failure under CI=true."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from contextlib import ExitStack
from pathlib import Path

import platforms
from platforms import ROOT, contents_of

sys.path.insert(0, str(ROOT / "tests" / "via"))
import local_d1

PLUMBLINE = os.environ.get("PLUMBLINE", str(ROOT / "build" / "plumbline"))
HERE = ROOT / "tests" / "d1"
INCIDENT = ROOT / "snapshots" / "incidents" / "1-half-done-migration"


def plumbline(*words, folder):
    return subprocess.run([PLUMBLINE, *map(str, words)], text=True, capture_output=True, cwd=folder,
                          stdin=subprocess.DEVNULL)


class Batches:
    """What must hold on either platform."""
    maxDiff = 3000

    def setUp(self):
        self.resources = ExitStack()
        self.addCleanup(self.resources.close)
        self.folder = Path(self.resources.enter_context(tempfile.TemporaryDirectory()))
        self.db = self.platform(self.folder)

    def planned(self, *words):
        answer = plumbline("repair", self.db.file, *words, "--runtime", self.db.name, "--format",
                           "json", folder=self.folder)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return [one["sql"] for one in json.loads(answer.stdout)["statements"]]

    def refused(self, *words):
        answer = plumbline("repair", self.db.file, *words, "--runtime", self.db.name,
                           folder=self.folder)
        self.assertEqual(answer.returncode, 3, answer.stdout)
        self.assertEqual(answer.stdout, "")
        return answer.stderr

    def wanted(self, sql):
        (self.folder / "wanted.sql").write_text(sql)
        return self.folder / "wanted.sql"

    def teams(self):
        self.db.fill((HERE / "before.sql").read_text())
        return self.planned("--to", HERE / "target.sql")

    def assert_kept(self, before, *but):
        after = contents_of(self.db.file)
        for name in (before.keys() | after.keys()) - set(but):
            self.assertEqual(after.get(name), before.get(name), name)

    def test_every_row_that_hangs_on_a_rebuilt_parent_is_kept(self):
        script = self.teams()
        before = contents_of(self.db.file)
        self.assertIsNone(self.db.batch(script))
        self.assert_kept(before, "schema", "teams")
        teams = [row[0:10] for row in before["teams"]]
        self.assertEqual([row[0:10] for row in contents_of(self.db.file)["teams"]], teams)
        answer = plumbline("diff", self.db.file, HERE / "target.sql", folder=self.folder)
        self.assertEqual(answer.returncode, 0, answer.stdout)
        # And the engine itself goes on as before: actions, triggers, marks.
        answers = self.db.ask({"each": ["INSERT INTO teams (name) VALUES ('blues')",
                                        "SELECT max(id) AS id FROM teams",
                                        "DELETE FROM teams WHERE id = 9",
                                        "SELECT group_concat(what, ', ') AS log FROM log",
                                        "SELECT count(*) AS n FROM notes WHERE team_id IS NULL"]},
                              {"each": ["UPDATE teams SET name = NULL WHERE id = 1"]})
        self.assertIn("FOREIGN KEY", answers[0]["error"])  # visits has no action
        self.assertEqual(answers[0]["rows"][1], [{"id": 41}])
        self.assertEqual(answers[0]["rows"][2], [{"log": "so far, new: blues"}])
        self.assertIn("NOT NULL constraint failed: teams.name", answers[1]["error"])

    def test_a_second_run_changes_nothing(self):
        script = self.teams()
        self.assertIsNone(self.db.batch(script))
        before = contents_of(self.db.file)
        self.assertIn("this database is not as the repair needs it", self.db.batch(script))
        self.assert_kept(before)
        self.assertEqual(self.planned("--to", HERE / "target.sql"), [])

    def test_rows_may_come_and_the_schema_may_not(self):
        script = self.teams()
        self.db.batch(["INSERT INTO visits VALUES (3, 1)"])
        self.db.batch(["CREATE INDEX visits_team ON visits (team_id)"])
        before = contents_of(self.db.file)
        self.assertIn("this database is not as the repair needs it", self.db.batch(script))
        self.assert_kept(before)
        self.db.batch(["DROP INDEX visits_team"])
        self.assertIsNone(self.db.batch(script))
        self.assert_kept(before, "schema", "teams")

    def test_a_failure_anywhere_rolls_everything_back(self):
        script = self.teams()
        before = contents_of(self.db.file)
        batches = [script[:at] + ["SELECT * FROM nowhere"] + script[at:]
                   for at in range(0, len(script) + 1)]
        for at, answer in enumerate(self.db.ask(*({"batch": one} for one in batches))):
            self.assertIn("no such table: nowhere", answer["error"], at)
        self.assert_kept(before)

    def test_statement_by_statement_it_stops_before_it_changes_anything(self):
        script = self.teams()
        before = contents_of(self.db.file)
        guards = next(at for at, sql in enumerate(script) if sql.startswith("CREATE TABLE"))
        answer = self.db.ask({"each": script[:guards]})[0]
        self.assertIn("run these statements as ONE batch", answer["error"])
        self.assert_kept(before)

    def test_both_sides_of_a_reference_are_rebuilt(self):
        self.db.fill("""
            CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT);
            CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p ON DELETE CASCADE, a TEXT);
            CREATE TABLE g (c_id INT REFERENCES c ON UPDATE CASCADE ON DELETE SET NULL);
            INSERT INTO p VALUES (1, 'x'), (2, 'y');
            INSERT INTO c VALUES (5, 1, 'x'), (6, 2, 'y');
            INSERT INTO g VALUES (5), (6), (NULL);""")
        before = contents_of(self.db.file)
        self.assertIsNone(self.db.batch(self.planned("--to", self.wanted("""
            CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT NOT NULL);
            CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p ON DELETE CASCADE, a TEXT CHECK (a <> ''));
            CREATE TABLE g (c_id INT REFERENCES c ON UPDATE CASCADE ON DELETE SET NULL);"""))))
        self.assert_kept(before, "schema")

    def test_a_dropped_parent_keeps_no_child_waiting(self):
        self.db.fill("""
            CREATE TABLE p (id INTEGER PRIMARY KEY);
            CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p ON DELETE CASCADE);
            INSERT INTO p VALUES (1);
            INSERT INTO c VALUES (5, 1), (6, NULL);""")
        words = ("--drop-extra", "--allow", "drop-table")
        still = self.wanted("CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p ON DELETE CASCADE)")
        self.assertIn(f"1 row references p, which is to be dropped; on {self.db.name} that is "
                      "ON DELETE CASCADE", self.refused("--to", still, *words))
        before = contents_of(self.db.file)
        script = self.planned("--to", self.wanted("CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT)"),
                              *words)
        self.assertIsNone(self.db.batch(script))
        self.assert_kept(before, "schema", "p")

    def test_a_half_done_migration_is_finished(self):
        self.db.fill((INCIDENT / "before.sql").read_text())
        script = self.planned("-d", INCIDENT / "migrations")
        self.assertIsNone(self.db.batch(script))
        answer = plumbline("status", self.db.file, "-d", INCIDENT / "migrations", folder=self.folder)
        self.assertEqual(answer.stdout.splitlines()[0], "clean: 2 applied, 1 pending", answer.stdout)
        through = self.planned("-d", INCIDENT / "migrations", "--through", "017_token_scopes")
        self.assertIsNone(self.db.batch(through))
        answer = plumbline("status", self.db.file, "-d", INCIDENT / "migrations", folder=self.folder)
        self.assertEqual(answer.stdout.splitlines()[0], "clean: 3 applied", answer.stdout)

    def test_a_half_done_migration_is_undone(self):
        self.db.fill((INCIDENT / "before.sql").read_text())
        before = contents_of(self.db.file)
        script = self.planned("-d", INCIDENT / "migrations", "--undo", "--allow", "drop-table")
        self.assertIsNone(self.db.batch(script))
        self.assert_kept(before, "schema", "_emdash_api_tokens")

    def test_the_log_alone_is_mended(self):
        migrations = self.folder / "migrations"
        migrations.mkdir()
        (migrations / "001_t.sql").write_text("-- migrate:up\nCREATE TABLE t (a);\n")
        self.db.fill("CREATE TABLE schema_migrations (version varchar(128) primary key);"
                     "\nCREATE TABLE t (a);\nINSERT INTO t VALUES (1);")
        before = contents_of(self.db.file)
        script = self.planned("-d", migrations, "--log-only")
        self.assertIsNone(self.db.batch(script))
        self.assert_kept(before, "schema_migrations", "schema")
        self.assertEqual(self.db.ask({"each": ["SELECT version FROM schema_migrations"]})[0]["rows"],
                         [[{"version": "001"}]])

    def test_apply_is_refused(self):
        self.db.fill((HERE / "before.sql").read_text())
        before = contents_of(self.db.file)
        answer = plumbline("repair", self.db.file, "--to", HERE / "target.sql", "--runtime",
                           self.db.name, "--apply", folder=self.folder)
        self.assertEqual(answer.returncode, 64, answer.stderr)
        self.assertIn("--apply", answer.stderr)
        self.assert_kept(before)


class TestD1(Batches, unittest.TestCase):
    platform = platforms.D1

    def test_wrangler_runs_the_file_as_one_batch(self):
        """d1 execute --file, on the database that wrangler itself keeps."""
        wrangler = local_d1.LocalD1(self.folder / "project", INCIDENT / "migrations")
        (self.folder / "project" / "before.sql").write_text((HERE / "before.sql").read_text())
        execute = wrangler.command("execute", "demo", "--local", "--file")
        wrangler.run(f"{execute} before.sql")
        before = contents_of(wrangler.file)
        answer = plumbline("repair", wrangler.file, "--to", HERE / "target.sql", "--runtime", "d1",
                           folder=self.folder)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        repair = self.folder / "project" / "repair.sql"
        repair.write_text(answer.stdout)
        broken = self.folder / "project" / "broken.sql"
        broken.write_text(answer.stdout + "\nSELECT * FROM nowhere;\n")
        with self.assertRaises(subprocess.CalledProcessError):
            wrangler.run(f"{execute} broken.sql")
        self.assertEqual(contents_of(wrangler.file), before)
        wrangler.run(f"{execute} repair.sql")
        after = contents_of(wrangler.file)
        for name in before.keys() - {"schema", "teams"}:
            self.assertEqual(after[name], before[name], name)
        with self.assertRaises(subprocess.CalledProcessError):
            wrangler.run(f"{execute} repair.sql")
        self.assertEqual(contents_of(wrangler.file), after)

    def test_what_d1_does_not_do_is_refused(self):
        self.db.fill("CREATE TABLE t (a);")
        self.assertIn("the target states user_version, which D1 lets no statement read or set",
                      self.refused("--to", self.wanted("CREATE TABLE t (a); PRAGMA user_version=3;")))
        many = ", ".join(f"c{i}" for i in range(101))
        self.assertIn("too many columns on w",
                      self.refused("--to", self.wanted(f"CREATE TABLE t (a); CREATE TABLE w ({many});")))


class TestLibSQL(Batches, unittest.TestCase):
    platform = platforms.LibSQL

    def test_user_version_can_be_set(self):
        self.db.fill("CREATE TABLE t (a);")
        script = self.planned("--to", self.wanted("CREATE TABLE t (a); PRAGMA user_version=3;"))
        self.assertIsNone(self.db.batch(script))
        self.assertEqual(self.db.ask({"each": ["PRAGMA user_version"]})[0]["rows"],
                         [[{"user_version": 3}]])


if __name__ == "__main__":
    missing = {one.name: one.why_not() for one in (platforms.D1, platforms.LibSQL) if one.why_not()}
    for name, why in missing.items():
        print(f"{name}: not tested: {why}")
        globals().pop({"d1": "TestD1", "libsql": "TestLibSQL"}[name])
    done = unittest.main(exit=False)
    sys.exit(not done.result.wasSuccessful() or (bool(missing) and os.environ.get("CI") == "true"))
