#!/usr/bin/env python3
"""Behind a repair: what the runner's own list of migrations says, and whether its rollback takes back
what the script has finished. (wrangler has no way back.)"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from activerecord import ActiveRecordWithoutTransaction  # noqa: E402
from after_repair import AfterRepair  # noqa: E402
from alembic import Alembic  # noqa: E402
from d1 import D1  # noqa: E402
from dbmate import DbmateWithoutTransaction  # noqa: E402
from django import DjangoNotAtomic  # noqa: E402
from runner import Stop  # noqa: E402
from story import status, tables_of  # noqa: E402


class OwnWords(AfterRepair):
    def repaired(self, kind, *mode):
        """Stopped in 003_tokens, and mended."""
        story = self.story(kind, Stop("throws", 4))
        story.mends(*mode)
        return story

    def agree(self, story, *applied):
        """The runner and Plumbline say the same of all three, and it is this."""
        runner = story.runner
        _, report = status(runner)
        names = ("001_users", "002_posts", "003_tokens")
        expected = {runner.key_of(name): name in applied for name in names}
        self.assertEqual({key: said for key, said in runner.says().items() if key in expected},
                         expected)
        self.assertEqual({migration["id"]: migration["state"] == "applied"
                          for migration in report["migrations"]}, expected)

    def finished_and_rolled_back(self, kind):
        story = self.repaired(kind, "--finish")
        self.agree(story, "001_users", "002_posts", "003_tokens")
        story.succeeds(story.runner.roll_back())
        self.agree(story, "001_users", "002_posts")
        self.assertFalse({"tokens", "devices"} & set(tables_of(story.runner.database)))
        story.succeeds(story.runner.migrate())
        story.is_clean("001_users", "002_posts", "003_tokens")

    def test_rollback_by_dbmate(self):
        self.finished_and_rolled_back(DbmateWithoutTransaction)

    def test_rollback_by_alembic(self):
        self.finished_and_rolled_back(Alembic)

    def test_rollback_by_django(self):
        self.finished_and_rolled_back(DjangoNotAtomic)

    def test_rollback_by_activerecord(self):
        self.finished_and_rolled_back(ActiveRecordWithoutTransaction)

    def test_list_of_wrangler(self):
        story = self.repaired(D1, "--through", "0003_tokens")
        self.agree(story, "001_users", "002_posts", "003_tokens")


if __name__ == "__main__":
    unittest.main()
