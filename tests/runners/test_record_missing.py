#!/usr/bin/env python3
"""A migration that is there as a whole, and its record is not: how two runners come to leave that."""

import sqlite3
import sys
import unittest
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from after_repair import AfterRepair  # noqa: E402
from alembic import Alembic, AlembicToldOfTransactions  # noqa: E402
from django import Django  # noqa: E402
from runner import ROWS, Stop  # noqa: E402
from story import plumbline, run_in_shell, status, tables_of  # noqa: E402


class RecordMissing(AfterRepair):
    def migrated(self, kind, *names):
        """With these migrated."""
        story = self.project(kind)
        for name in names:
            story.runner.add(name)
        story.succeeds(story.runner.migrate())
        return story

    def is_named_and_recorded(self, story, name):
        """Nothing but the record is written; then the runner goes on behind it."""
        code, report = status(story.runner)
        self.assertEqual(code, 2)
        self.assertEqual({finding["rule"] for finding in report["findings"]
                          if finding["severity"] == "error"}, {"present-but-unrecorded"})
        self.assertFalse(story.migration(report, name)["recorded"])
        code, script, errors = plumbline(story.runner, "repair")
        self.assertEqual(code, 0, errors)
        self.assertNotIn("CREATE TABLE tokens", script.replace('"', ""))
        ended = run_in_shell(story.runner.database, script)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        story.succeeds(story.runner.migrate())

    def test_alembic_in_a_transaction_of_pysqlites_own(self):
        """pysqlite begins at the first INSERT or UPDATE: that of 002's record. What 002 made before
        is committed; its record is rolled back with the half of 003."""
        story = self.migrated(AlembicToldOfTransactions, "001_users")
        story.runner.add("002_posts")
        story.runner.add("003_tokens")
        story.stop(Stop("throws", 3))
        tables = tables_of(story.runner.database)
        self.assertIn("posts", tables)
        self.assertNotIn("tokens", tables)
        self.is_named_and_recorded(story, "002_posts")
        story.is_clean("001_users", "002_posts", "003_tokens")

    def test_django_between_its_commit_and_its_record(self):
        """Where a migration has indexes to make at its end, Django writes the record behind COMMIT:
        the ninth of its statements that change something."""
        story = self.migrated(Django, "001_users", "002_posts")
        with closing(sqlite3.connect(story.runner.database)) as connection:
            connection.executescript(ROWS)
        story.runner.add("003_tokens")
        story.stop(Stop("is killed", 9))
        self.assertIn("devices", tables_of(story.runner.database))
        self.is_named_and_recorded(story, "003_tokens")
        story.is_clean("001_users", "002_posts", "003_tokens")

    def test_branches_of_alembic_are_not_recorded(self):
        """A log of heads does not tell where a branch begins."""
        story = self.migrated(Alembic, "001_users", "002_posts")
        runner = story.runner
        versions = runner.folder / "versions"
        branch = (versions / "a00000000002_posts.py").read_text()
        branch = branch.replace("a00000000002", "b00000000002").replace('"posts"', '"notes"')
        (versions / "b00000000002_notes.py").write_text(branch)
        up = "alembic upgrade a00000000002 && alembic upgrade b00000000002"
        ended = runner.record_with("sh", "-c", up)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("its log has more than one head (a00000000002, b00000000002)", ended.stdout)
        self.assertFalse((runner.folder / "history").exists())


if __name__ == "__main__":
    unittest.main()
