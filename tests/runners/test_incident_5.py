#!/usr/bin/env python3
"""Green on an empty database, down on one with a row."""

import sqlite3
import sys
import unittest
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from down_at_boot import DownAtBoot  # noqa: E402

ERROR = "Cannot add a REFERENCES column with non-NULL default value"
DECLARED = ["--to", "publishers/schema.sql"]


class ReferencesWithDefault(DownAtBoot):
    application = "one_transaction"
    last_year = "last_year"
    release = "publishers"
    rows = "INSERT INTO pipelines VALUES (7, 'the one row')"

    def test_a_new_database_starts_and_raises_no_alarm(self):
        self.raises_no_alarm(self.new_database())

    def test_without_the_row_it_starts_as_foretold(self):
        with closing(sqlite3.connect(self.database)) as connection:
            connection.executescript("DELETE FROM pipelines")
        self.is_foretold_to_start(self.database)
        self.assertEqual(self.starts(self.database, self.release),
                         "applied 0002_publisher.sql\napplied 0003_stages.sql\nstarted\n")

    def test_with_the_row_it_is_down_and_its_schema_as_it_was(self):
        copy = self.copy()
        self.is_down(copy, ERROR)
        self.assertEqual(self.schema_of(copy), self.schema_of(self.database))
        self.assertEqual(self.rows_of("pipelines", copy), [(7, "the one row")])

    def test_the_cause_is_named_before_the_start(self):
        code, report = self.check(self.database)
        self.assertEqual((code, self.rules_of(report)), (2, {"deploy-fails"}))
        forecast = report["forecast"]
        self.assertEqual((forecast["outcome"], forecast["error"]), ("fails", ERROR))
        self.assertEqual((forecast["file"], forecast["line"]),
                         ("publishers/migrations/0002_publisher.sql", 1))
        self.assertEqual(forecast["losses"], [])

    def test_the_migration_itself_cannot_be_run(self):
        self.assertIn(ERROR, self.refuses("--through", "0002_publisher"))

    def test_mended_it_starts_with_the_row_and_the_not_null(self):
        self.mends(*DECLARED)
        self.assertEqual(self.rows_of("pipelines"), [(7, "the one row", "pub_demo_seed")])
        self.assertEqual([name for name, _ in self.rows_of("_migrations")],
                         ["0001_init", "0002_publisher"])
        self.is_foretold_to_start(self.database)
        self.assertEqual(self.starts(self.database, self.release),
                         "applied 0003_stages.sql\nstarted\n")
        with closing(sqlite3.connect(self.database)) as connection:
            columns = connection.execute("SELECT name, \"notnull\" FROM pragma_table_info('pipelines')")
            self.assertEqual(dict(columns)["publisher_id"], 1)
        self.is_as_a_new_one()


if __name__ == "__main__":
    unittest.main()
