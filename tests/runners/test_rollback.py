#!/usr/bin/env python3
"""A repaired migration is the runner's own: its list has it as applied, its rollback takes back that one
and no other, and it can be run again. (Drizzle and Prisma have no way down.)

    python3 -B tests/runners/test_rollback.py
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from after_repair import AfterRepair, listed  # noqa: E402
from knex import Knex, KnexNoTransaction  # noqa: E402
from kysely import Kysely  # noqa: E402
from runner import Stop  # noqa: E402
from sequelize import Sequelize  # noqa: E402
from story import status, tables_of  # noqa: E402
from typeorm import TypeOrm, TypeOrmNoTransaction  # noqa: E402


class Rollback(AfterRepair):
    def goes_down_and_up(self, story):
        runner = story.runner
        keys = [runner.key_of(name) for name in ("001_users", "002_posts", "003_tokens")]
        self.assertEqual(listed(runner), dict.fromkeys(keys, "applied"))
        story.succeeds(runner.tell("down"))
        self.assertEqual(listed(runner), {keys[0]: "applied", keys[1]: "applied",
                                          keys[2]: "pending"})
        self.assertNotIn("devices", tables_of(runner.database))
        code, report = status(runner)
        states = [story.migration(report, name)["state"] for name in
                  ("001_users", "002_posts", "003_tokens")]
        self.assertEqual((code, states), (0, ["applied", "applied", "pending"]))
        story.succeeds(runner.migrate())
        story.is_clean("001_users", "002_posts", "003_tokens")

    def run_by_the_script(self, kind):
        """The whole of 003_tokens, where a transaction has rolled it back."""
        story = self.story(kind, Stop("throws", 3))
        story.mends("--through", story.runner.key_of("003_tokens"))
        return story

    def test_kysely(self):
        self.goes_down_and_up(self.finished(Kysely))

    def test_knex_without_a_transaction(self):
        self.goes_down_and_up(self.finished(KnexNoTransaction))

    def test_knex(self):
        """What it rolls back is a batch: the repair gives the migration one of its own."""
        self.goes_down_and_up(self.run_by_the_script(Knex))

    def test_typeorm_without_a_transaction(self):
        self.goes_down_and_up(self.finished(TypeOrmNoTransaction))

    def test_typeorm(self):
        self.goes_down_and_up(self.run_by_the_script(TypeOrm))

    def test_sequelize(self):
        self.goes_down_and_up(self.finished(Sequelize))


if __name__ == "__main__":
    unittest.main()
