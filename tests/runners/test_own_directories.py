#!/usr/bin/env python3
"""Alembic, Django and ActiveRecord, read from their own directories instead of a history: what their
log says is known, what a program does is not, and Plumbline says so."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from activerecord import ActiveRecordWithoutTransaction  # noqa: E402
from alembic import Alembic  # noqa: E402
from django import DjangoNotAtomic  # noqa: E402
from runner import Stop  # noqa: E402
from story import Story, plumbline, status  # noqa: E402

NOT_KNOWN = ("3 of the migrations are code: what they do to a schema is known only from a history"
             " (plumbline record)")


def in_its_own_directory(kind):
    class InPlace(kind):
        migrations = property(lambda self: self.own_directory)

        def key_of(self, name):
            """Files have names, which status prefers."""
            return self.own_name_of(name)

    return InPlace


class OwnDirectories(unittest.TestCase):
    maxDiff = None

    def begun(self, kind):
        why = kind.why_not()
        if why:
            self.skipTest(f"{kind.__name__}: {why}")
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        story = Story(self, in_its_own_directory(kind), None, Path(place.name))
        story.begin()
        return story

    def says(self, story, *applied):
        """By name and log alone; and no more than it knows."""
        _, report = status(story.runner)
        names = ("001_users", "002_posts", "003_tokens")
        self.assertEqual({name: story.migration(report, name)["state"] for name in names},
                         {name: "applied" if name in applied else "pending" for name in names})
        self.assertIn(NOT_KNOWN, report["notes"])
        self.assertEqual(report["findings"], [])

    def refuses_to_run_it(self, story):
        key = story.runner.key_of("003_tokens")
        code, script, errors = plumbline(story.runner, "repair", "--through", key)
        self.assertEqual((code, script), (3, ""), errors)
        self.assertIn(f"{key} is not SQL: only its runner can run it", errors)

    def cannot_foretell(self, story):
        code, output, _ = plumbline(story.runner, "check")
        self.assertEqual(code, 0)
        self.assertIn("cannot be foretold: " + story.runner.key_of("003_tokens") +
                      " is a program: what it would run is not known", output)

    def read_in_place(self, kind):
        story = self.begun(kind)
        self.says(story, "001_users", "002_posts")
        self.refuses_to_run_it(story)
        self.cannot_foretell(story)
        # Half of it is there now. Nobody can see that in a directory of programs.
        story.stop(Stop("throws", 3))
        self.says(story, "001_users", "002_posts")
        self.refuses_to_run_it(story)

    def applied_in_place(self, kind):
        story = self.begun(kind)
        story.succeeds(story.runner.migrate())
        self.says(story, "001_users", "002_posts", "003_tokens")

    def test_alembic(self):
        self.read_in_place(Alembic)
        self.applied_in_place(Alembic)

    def test_django(self):
        self.read_in_place(DjangoNotAtomic)
        self.applied_in_place(DjangoNotAtomic)

    def test_activerecord(self):
        self.read_in_place(ActiveRecordWithoutTransaction)
        self.applied_in_place(ActiveRecordWithoutTransaction)


if __name__ == "__main__":
    unittest.main()
