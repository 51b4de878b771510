#!/usr/bin/env python3
"""What a stopped runner leaves in its own tables: Knex a lock, Prisma a row that has not finished; and
all of them no row at all where they are stopped behind the last statement.

    python3 -B tests/runners/test_marks.py
"""

import re
import sqlite3
import sys
import unittest
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from after_repair import AfterRepair, listed  # noqa: E402
from coded import CodedRunner  # noqa: E402
from knex import KnexNoTransaction  # noqa: E402
from kysely import Kysely  # noqa: E402
from prisma import Prisma  # noqa: E402
from runner import Stop  # noqa: E402
from sequelize import Sequelize  # noqa: E402
from story import plumbline, status  # noqa: E402
from typeorm import TypeOrmNoTransaction  # noqa: E402


class LockedKnex(KnexNoTransaction):
    """Nobody has run `knex migrate:unlock`."""

    def migrate(self, stop=None):
        return CodedRunner.migrate(self, stop)


class Locks(AfterRepair):
    def test_knex_killed(self):
        story = self.story(LockedKnex, Stop("is killed", 3))
        ended = story.runner.migrate()
        self.assertIn("MigrationLocked", ended.stdout)
        code, _, errors = plumbline(story.runner, "repair")
        self.assertEqual(code, 3)
        self.assertIn("knex_migrations_lock", errors)
        _, report = status(story.runner)
        self.assertIn("knex_migrations_lock", str(report["findings"]))
        story.succeeds(story.runner.tell("unlock"))
        story.mends("--finish")
        story.has_nothing_to_do()


class BehindTheLastStatement(AfterRepair):
    """All five statements have run, and the row was never written."""

    def only_the_row_is_missing(self, kind):
        story = self.story(kind, Stop("is killed", 6))
        code, report = status(story.runner)
        self.assertEqual((code, story.migration(report, "003_tokens")["state"]),
                         (2, "present-but-unrecorded"))
        story.mends("--log-only")
        story.is_clean("001_users", "002_posts", "003_tokens")
        self.assertEqual(listed(story.runner)[story.runner.key_of("003_tokens")], "applied")
        story.has_nothing_to_do()

    def test_kysely(self):
        self.only_the_row_is_missing(Kysely)

    def test_knex(self):
        self.only_the_row_is_missing(KnexNoTransaction)

    def test_typeorm(self):
        self.only_the_row_is_missing(TypeOrmNoTransaction)

    def test_sequelize(self):
        self.only_the_row_is_missing(Sequelize)


class PrismasRows(AfterRepair):
    ROWS = "SELECT * FROM _prisma_migrations WHERE migration_name LIKE '%3_tokens' ORDER BY rowid"

    def rows(self, story):
        with closing(sqlite3.connect(story.runner.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(self.ROWS)]

    def test_they_are_as_its_own_resolve_leaves_them(self):
        """`prisma migrate resolve --applied`, on the same state, against `repair`."""
        stop = Stop("throws", 4)
        resolved, repaired = self.story(Prisma, stop), self.story(Prisma, stop)
        key = resolved.runner.key_of("003_tokens")
        self.assertIn("P3009", resolved.runner.migrate().stdout)
        resolved.succeeds(resolved.runner.prisma("migrate", "resolve", "--applied", key))
        repaired.mends("--finish")

        def form(value):
            return value if value is None else re.sub(r"[0-9a-f]", "0", str(value))

        theirs, ours = self.rows(resolved), self.rows(repaired)
        self.assertEqual(len(ours), 2)
        for one, other in zip(theirs, ours):
            for column in ("migration_name", "applied_steps_count", "checksum"):
                self.assertEqual(one[column], other[column])
            for column in ("id", "started_at", "finished_at", "rolled_back_at"):
                self.assertEqual(form(one[column]), form(other[column]), column)

    def test_prisma_says_so_itself(self):
        story = self.finished(Prisma)
        ended = story.runner.prisma("migrate", "status")
        story.succeeds(ended)
        self.assertIn("Database schema is up to date!", ended.stdout)


if __name__ == "__main__":
    unittest.main()
