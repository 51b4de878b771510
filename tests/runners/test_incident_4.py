#!/usr/bin/env python3
"""Incident 4, with Drizzle itself: its log written by hand, or not at all, and entries of its journal
that it skips for ever and in silence.

    python3 -B tests/runners/test_incident_4.py
"""

import hashlib
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from drizzle import Drizzle, Drizzle1  # noqa: E402
from incident import CASES, Incident  # noqa: E402
from runner import MIGRATIONS  # noqa: E402
from story import run_in_shell  # noqa: E402

LOG = "SELECT id, hash, created_at FROM __drizzle_migrations ORDER BY rowid"


class FromCase(Drizzle):
    """The files of one of the cases under snapshots/incidents."""

    def take(self, case, entries):
        """Its first `entries`, journal and files."""
        source = CASES / case / "migrations"
        (self.migrations / "meta").mkdir(parents=True, exist_ok=True)
        journal = json.loads((source / "meta" / "_journal.json").read_text())
        journal["entries"] = journal["entries"][:entries]
        (self.migrations / "meta" / "_journal.json").write_text(json.dumps(journal))
        for entry in journal["entries"]:
            self.file(entry["tag"]).write_text((source / f"{entry['tag']}.sql").read_text())

    def file(self, tag):
        return self.migrations / f"{tag}.sql"

    def row(self, tag):
        """As Drizzle writes it."""
        journal = json.loads((self.migrations / "meta" / "_journal.json").read_text())
        when = next(entry["when"] for entry in journal["entries"] if entry["tag"] == tag)
        return None, hashlib.sha256(self.file(tag).read_bytes()).hexdigest(), when


class DrizzlesLog(Incident):
    kind = FromCase

    def by_hand(self, tag):
        """As the operator does where the runner cannot."""
        ended = run_in_shell(self.runner.database, self.runner.file(tag).read_text())
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))

    def log(self, *tags):
        self.assertEqual(self.rows(LOG), [self.runner.row(tag) for tag in tags])

    def test_applied_by_hand(self):
        self.runner.take("4-applied-by-hand", 1)
        self.boots()
        self.run_sql("INSERT INTO users VALUES (1, 'ada@example.com')")
        self.runner.take("4-applied-by-hand", 4)
        self.by_hand("0001_posts")
        self.by_hand("0002_tags")
        self.run_sql("INSERT INTO tags VALUES (1, 'news')")
        self.dies("table `posts` already exists")
        self.assertEqual(self.states(self.says(2, "status")), {
            "0000_init": "applied", "0001_posts": "present-but-unrecorded",
            "0002_tags": "present-but-unrecorded", "0003_likes": "pending"})
        report = self.says(2, "check")
        self.forecast(report, "fails", step="0001_posts", statement=1,
                      error="table `posts` already exists")

        script = self.mends("--log-only")
        self.assertNotIn("CREATE TABLE `", script)
        self.log("0000_init", "0001_posts", "0002_tags")
        self.forecast(self.says(0, "check"), "succeeds")
        self.boots()
        self.log("0000_init", "0001_posts", "0002_tags", "0003_likes")
        self.assertIn(("likes",), self.rows("SELECT name FROM pragma_table_info('posts')"))
        self.assertEqual(self.rows("SELECT * FROM tags"), [(1, "news")])
        self.forecast(self.says(0, "check"), "nothing-to-run")

    def test_without_any_log(self):
        """Everything by hand: the runner's own table has never been there."""
        self.runner.take("4-applied-by-hand", 3)
        for tag in ("0000_init", "0001_posts", "0002_tags"):
            self.by_hand(tag)
        self.dies("table `users` already exists")
        self.run_sql("DROP TABLE __drizzle_migrations")
        report = self.says(2, "check", "--log", "drizzle")
        self.forecast(report, "fails", step="0000_init", statement=1,
                      error="table `users` already exists")
        self.refuses("--log-only", "--log", "drizzle")
        self.dies("table `users` already exists")  # but it makes its table first
        self.mends("--log-only")
        self.log("0000_init", "0001_posts", "0002_tags")
        self.boots()
        self.log("0000_init", "0001_posts", "0002_tags")

    def test_entries_never_run(self):
        self.runner.take("4-entries-never-run", 2)
        self.boots()
        self.run_sql("INSERT INTO users VALUES (1, 'ada@example.com');"
                     " INSERT INTO posts VALUES (1, 1, 'hello')")
        self.runner.take("4-entries-never-run", 5)
        never = {"0002_tags": "will-never-run", "0003_likes": "will-never-run"}
        before = {"0000_init": "applied", "0001_posts": "applied", **never}
        self.assertEqual(self.states(self.says(2, "status")), {**before, "0004_slug": "pending"})
        report = self.says(2, "check")
        self.assertIn("never-runs", self.rules(report))
        self.forecast(report, "drifts")

        self.boots()  # and says nothing
        self.log("0000_init", "0001_posts", "0004_slug")
        self.assertEqual(self.rows("SELECT 1 FROM sqlite_schema WHERE name = 'tags'"), [])
        self.assertEqual(self.states(self.says(2, "status")), {**before, "0004_slug": "applied"})

        self.mends("--through", "0003_likes")
        self.log("0000_init", "0001_posts", "0004_slug", "0002_tags", "0003_likes")
        self.says(0, "status")
        self.forecast(self.says(0, "check"), "nothing-to-run")
        before = self.rows(LOG)
        self.boots()
        self.assertEqual(self.rows(LOG), before)
        self.assertEqual(self.rows("SELECT id, title, likes, slug FROM posts"),
                         [(1, "hello", 0, None)])

    def test_entries_never_run_before_the_boot(self):
        self.runner.take("4-entries-never-run", 2)
        self.boots()
        self.runner.take("4-entries-never-run", 5)
        self.mends("--through", "0003_likes")
        self.log("0000_init", "0001_posts", "0002_tags", "0003_likes")
        self.forecast(self.says(0, "check"), "succeeds")
        self.boots()
        self.log("0000_init", "0001_posts", "0002_tags", "0003_likes", "0004_slug")
        self.says(0, "status")

    def test_log_a_column_too_few(self):
        self.runner.take("4-log-a-column-too-few", 2)
        self.by_hand("0000_init")
        _, checksum, when = self.runner.row("0000_init")
        self.run_sql("CREATE TABLE __drizzle_migrations (hash text NOT NULL, created_at numeric);"
                     f" INSERT INTO __drizzle_migrations VALUES ('{checksum}', {when})")
        self.by_hand("0001_posts")
        self.dies("id")
        words = ("--log", "drizzle", "--log-table", "__drizzle_migrations")
        report = self.says(2, "status", *words)
        self.assertEqual(self.states(report), {"0000_init": "applied",
                                               "0001_posts": "present-but-unrecorded"})
        self.assertIn("column id", json.dumps(report))
        self.assertIn("column id", self.refuses("--log-only", *words))

        self.run_sql("ALTER TABLE __drizzle_migrations ADD COLUMN id SERIAL")
        self.mends("--log-only")
        self.log("0000_init", "0001_posts")
        self.boots()
        self.log("0000_init", "0001_posts")
        self.says(0, "status")

    def test_rollback_that_hides_the_first_error(self):
        """A file that commits Drizzle's transaction: behind that its ROLLBACK is what fails."""
        self.runner.take("4-applied-by-hand", 1)
        self.boots()
        self.runner.take("4-applied-by-hand", 2)
        self.runner.file("0001_posts").write_text(
            "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n--> statement-breakpoint\nCOMMIT;\n"
            "--> statement-breakpoint\nALTER TABLE authors ADD COLUMN name TEXT;")
        first = "no such table: authors"
        report = self.says(2, "check")
        self.forecast(report, "fails", step="0001_posts", statement=3, error=first)
        ended = self.runner.migrate()
        self.assertNotEqual(ended.returncode, 0)
        self.assertNotIn(first, ended.stdout)
        self.assertIn("no transaction is active", ended.stdout)


class LogOfTheReleaseBefore(Incident):
    """Drizzle 1.0 over the log of 0.x: it adds two columns, and finds its rows by time and hash."""

    kind = Drizzle1
    names = ("001_users", "002_posts", "003_tokens")

    def setUp(self):
        super().setUp()
        self.kind = Drizzle
        before = self.project()
        for name in self.names:
            before.add(name)
            self.runner.add(name)
        self.assertEqual(before.migrate().returncode, 0)
        self.runner.database.write_bytes(before.database.read_bytes())

    def test_the_checksums_tell_which_is_which(self):
        self.runner.add("004_settings")
        report = self.says(0, "check")
        self.assertEqual(list(self.states(report).values()), ["applied"] * 3 + ["pending"])
        self.forecast(report, "succeeds")
        self.refuses("--through", self.runner.key_of("004_settings"))
        self.boots()
        self.assertEqual(self.rows("SELECT name FROM __drizzle_migrations ORDER BY name"),
                         [(self.runner.key_of(name),) for name in MIGRATIONS])
        self.forecast(self.says(0, "check"), "nothing-to-run")


if __name__ == "__main__":
    unittest.main()
