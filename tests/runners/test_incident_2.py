#!/usr/bin/env python3
"""The schema file runs before the migrations, and dies on last year's table."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from down_at_boot import DownAtBoot  # noqa: E402

ERROR = "no such column: token_hash"
MIGRATIONS_FIRST = ["--startup", "migrations", "--startup", "tokens_hashed/schema.sql"]
UP_TO_002 = ["--finish", "--through", "002_secure_tokens"]


class SchemaBeforeMigrations(DownAtBoot):
    application = "schema_first"
    last_year = "last_year"
    release = "tokens_hashed"
    rows = """
        INSERT INTO auth_state VALUES ('s1', 'v1');
        INSERT INTO tokens VALUES ('plain-1', 'https://ada.example', '2027-01-01'),
                                  ('plain-2', 'https://bob.example', NULL);
    """
    startup = ["--startup", "tokens_hashed/schema.sql", "--startup", "migrations"]

    def test_a_new_database_starts_and_raises_no_alarm(self):
        self.raises_no_alarm(self.new_database())

    def test_last_years_database_is_down_and_stays_as_it_was(self):
        copy = self.copy()
        self.is_down(copy, ERROR)
        self.assertEqual(self.schema_of(copy), self.schema_of(self.database))

    def test_the_cause_is_named_before_the_start(self):
        code, report = self.check(self.database)
        self.assertEqual(code, 2)
        self.assertEqual(self.rules_of(report), {"deploy-fails", "startup-order"})
        forecast = report["forecast"]
        self.assertEqual((forecast["outcome"], forecast["error"]), ("fails", ERROR))
        self.assertEqual((forecast["file"], forecast["line"]), ("tokens_hashed/schema.sql", 11))

    def test_the_migration_drops_tokens_so_it_must_be_allowed(self):
        self.assertIn("tokens: the table would be dropped with 2 rows", self.refuses(*UP_TO_002))

    def test_mended_it_starts_and_only_the_tokens_are_gone(self):
        self.mends(*UP_TO_002, "--allow", "drop-table")
        self.is_foretold_to_start(self.database)
        self.assertEqual(self.starts(self.database, self.release), "started\n")
        self.assertEqual(self.rows_of("auth_state"), [("s1", "v1")])
        self.assertEqual(self.rows_of("tokens"), [])
        self.assertEqual([name for _, name, _ in self.rows_of("schema_migrations")],
                         ["001_initial.sql", "002_secure_tokens.sql"])
        self.is_as_a_new_one()

    def test_the_other_order_starts_and_loses_what_is_foretold(self):
        code, report = self.check(self.database, *MIGRATIONS_FIRST)
        self.assertEqual((code, report["forecast"]["outcome"]), (2, "loses-rows"))
        self.assertEqual([(loss["table"], loss["rows"]) for loss in report["forecast"]["losses"]],
                         [("tokens", 2)])
        self.is_foretold_to_start(self.database, *MIGRATIONS_FIRST, "--allow", "drop-table")
        self.starts(self.database, self.release, "migrations-first")
        self.assertEqual(self.rows_of("tokens"), [])
        self.is_as_a_new_one()


if __name__ == "__main__":
    unittest.main()
