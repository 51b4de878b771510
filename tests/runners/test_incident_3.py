#!/usr/bin/env python3
"""The tables of a migration are there, with rows, its indexes and its log row are not."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from down_at_boot import DownAtBoot  # noqa: E402

ERROR = "table authorization_codes already exists"


class IndexesMissing(DownAtBoot):
    application = "schema_first"
    last_year = "interim"
    release = "indexes_added"
    rows = """
        INSERT INTO auth_state VALUES ('s1', 'v1');
        INSERT INTO tokens VALUES (1, 'h1', 'https://ada.example', '2027-01-01'),
                                  (3, 'h3', 'https://bob.example', '2027-02-01');
        INSERT INTO authorization_codes VALUES (1, 'c1', 'https://ada.example', '2027-01-01');
    """
    startup = ["--startup", "indexes_added/schema.sql", "--startup", "migrations"]

    def test_a_new_database_starts_and_raises_no_alarm(self):
        self.raises_no_alarm(self.new_database())

    def test_it_is_down_and_loses_what_is_foretold(self):
        code, report = self.check(self.database)
        self.assertEqual(code, 2)
        self.assertEqual(self.rules_of(report), {"deploy-fails", "half-done-migration"})
        forecast = report["forecast"]
        self.assertEqual((forecast["outcome"], forecast["error"]), ("fails", ERROR))
        self.assertEqual([(loss["table"], loss["rows"]) for loss in forecast["losses"]],
                         [("tokens", 2)])
        copy = self.copy()
        self.is_down(copy, ERROR)
        self.assertEqual(self.rows_of("tokens", copy), [])

    def test_mended_it_starts_with_every_row(self):
        tables = ("auth_state", "tokens", "authorization_codes", "sqlite_sequence")
        before = {table: self.rows_of(table) for table in tables[:3]}
        script = self.mends()
        self.assertNotIn("DROP TABLE tokens", script.replace('"', ""))
        self.assertEqual({table: self.rows_of(table) for table in tables[:3]}, before)
        self.assertEqual(dict(self.rows_of("sqlite_sequence")),
                         {"tokens": 3, "authorization_codes": 1, "schema_migrations": 2})
        self.is_foretold_to_start(self.database)
        self.assertEqual(self.starts(self.database, self.release), "started\n")
        self.assertEqual({table: self.rows_of(table) for table in tables[:3]}, before)
        self.is_as_a_new_one()


if __name__ == "__main__":
    unittest.main()
