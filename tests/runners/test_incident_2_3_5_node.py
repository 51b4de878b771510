#!/usr/bin/env python3
"""Incidents 2, 3 and 5, with a Node runner that does what theirs did.

    python3 -B tests/runners/test_incident_2_3_5_node.py
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from home_grown import Murmur, StarPunk  # noqa: E402
from incident import CASES, Incident  # noqa: E402

STARTUP = ("--startup", "schema.sql", "--startup", "migrations")


class SchemaBeforeMigrations(Incident):
    """2: schema.sql describes the latest schema, and runs first."""

    kind = StarPunk
    case = CASES / "2-schema-before-migrations"
    dies_of = "no such column: token_hash"

    def setUp(self):
        super().setUp()
        self.runner.take(self.case, "001_initial.sql")
        self.boots()
        self.run_sql("INSERT INTO auth_state VALUES ('s1', 'v1');"
                     " INSERT INTO tokens (token, me) VALUES ('plain-1', 'https://ada.example'),"
                     " ('plain-2', 'https://bob.example')")
        self.runner.take(self.case, "schema.sql", "002_secure_tokens.sql")

    def test_it_dies_before_the_migration_runs(self):
        report = self.says(2, "check", *STARTUP)
        self.forecast(report, "fails", step="schema.sql", statement=3, error=self.dies_of)
        self.assertIn("startup-order", self.rules(report))
        for _ in range(2):
            self.dies(self.dies_of)
        self.assertEqual(self.rows("SELECT migration_name FROM schema_migrations"),
                         [("001_initial.sql",)])
        self.assertEqual(len(self.rows("SELECT token FROM tokens")), 2)

    def test_mended_it_boots(self):
        self.assertIn("--allow drop-table", self.refuses("--through", "002_secure_tokens"))
        self.mends("--through", "002_secure_tokens", "--allow", "drop-table")
        self.forecast(self.says(0, "check", *STARTUP), "succeeds")
        self.assertEqual(self.boots(), "nothing to do\n")
        self.assertEqual(self.rows("SELECT migration_name FROM schema_migrations ORDER BY id"),
                         [("001_initial.sql",), ("002_secure_tokens.sql",)])
        self.assertEqual(self.rows("SELECT * FROM auth_state"), [("s1", "v1")])

    def test_on_a_fresh_database_all_is_well(self):
        """So nobody saw it: 002 then makes what schema.sql has made once more."""
        self.runner = self.project()
        self.runner.take(self.case, "schema.sql")
        self.runner.migrations.mkdir()
        self.assertEqual(self.boots(), "nothing to do\n")


class IndexesMissing(Incident):
    """3: the schema file has made the tables of 002, the log has not got it, its indexes are not there."""

    kind = StarPunk
    case = CASES / "3-base-tables-without-migration"
    base = """
CREATE TABLE IF NOT EXISTS auth_state (state TEXT PRIMARY KEY, expires_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, slug TEXT UNIQUE NOT NULL);
"""
    latest = base + """
CREATE TABLE IF NOT EXISTS tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,  -- SHA-256 of the token
    me TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS authorization_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_hash TEXT UNIQUE NOT NULL, me TEXT NOT NULL);
"""
    dies_of = "table authorization_codes already exists"
    tokens = [(1, "h1", "https://ada.example"), (3, "h3", "https://bob.example")]

    def setUp(self):
        super().setUp()
        self.runner.take(self.case, "001_add_code_verifier.sql")
        (self.runner.folder / "schema.sql").write_text(self.base)
        self.boots()
        (self.runner.folder / "schema.sql").write_text(self.latest)
        self.boots()
        self.run_sql("INSERT INTO notes VALUES (1, 'hello'); INSERT INTO auth_state VALUES"
                     " ('s1', '2027-01-01', 'v1'); INSERT INTO tokens VALUES"
                     " (1, 'h1', 'https://ada.example'), (3, 'h3', 'https://bob.example')")
        self.runner.take(self.case, "002_secure_tokens.sql")

    def test_it_is_named_before_the_boot(self):
        report = self.says(2, "check", *STARTUP)
        self.forecast(report, "fails", step="002_secure_tokens", error=self.dies_of)
        self.assertEqual(self.states(report)["002_secure_tokens"], "partial")
        self.dies(self.dies_of)
        self.assertEqual(self.rows("SELECT * FROM tokens"), self.tokens)

    def test_mended_it_boots(self):
        self.assertNotIn("DROP TABLE tokens", self.mends().replace("IF EXISTS ", ""))
        self.forecast(self.says(0, "check", *STARTUP), "succeeds")
        self.assertEqual(self.boots(), "nothing to do\n")
        self.assertEqual(self.rows("SELECT * FROM tokens"), self.tokens)
        self.assertEqual(self.rows("SELECT * FROM auth_state"), [("s1", "2027-01-01", "v1")])
        self.assertEqual(self.rows("SELECT name FROM sqlite_schema WHERE type = 'index'"
                                   " AND sql IS NOT NULL ORDER BY name"),
                         [("idx_auth_codes_hash",), ("idx_tokens_hash",)])


class ReferencesWithDefault(Incident):
    """5: green on an empty database, down on one with a row."""

    kind = Murmur
    case = CASES / "5-references-with-default"
    dies_of = "Cannot add a REFERENCES column with non-NULL default value"

    def setUp(self):
        super().setUp()
        self.runner.take(self.case, "0001_init.sql")
        self.boots()

    def next_release(self):
        self.runner.take(self.case, "schema.sql", "0002_publisher.sql", "0003_stages.sql")
        (self.runner.folder / "schema.sql").rename(self.runner.folder / "target.sql")

    def test_green_on_an_empty_database(self):
        self.next_release()
        self.forecast(self.says(0, "check"), "succeeds")
        self.assertEqual(self.boots(), "0002_publisher.sql\n0003_stages.sql\n")

    def test_down_on_one_with_a_row(self):
        self.run_sql("INSERT INTO pipelines VALUES (7, 'the one row')")
        self.next_release()
        report = self.says(2, "check")
        self.forecast(report, "fails", step="0002_publisher", statement=1, error=self.dies_of)
        for _ in range(2):
            self.dies(self.dies_of)
        self.assertEqual(self.rows("SELECT * FROM pipelines"), [(7, "the one row")])
        self.assertEqual(self.rows("SELECT name FROM _migrations"), [("0001_init.sql",)])

    def test_mended_it_boots_and_keeps_the_not_null(self):
        self.run_sql("INSERT INTO pipelines VALUES (7, 'the one row')")
        self.next_release()
        self.assertIn(self.dies_of, self.refuses("--through", "0002_publisher"))
        self.mends("--to", "target.sql")
        self.forecast(self.says(0, "check"), "succeeds")
        self.assertEqual(self.boots(), "0003_stages.sql\n")
        self.assertEqual(self.boots(), "nothing to do\n")
        self.assertEqual(self.rows("SELECT * FROM pipelines"),
                         [(7, "the one row", "pub_demo_seed")])
        self.assertEqual(self.rows("SELECT \"notnull\" FROM pragma_table_info('pipelines')"
                                   " WHERE name = 'publisher_id'"), [(1,)])
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])


if __name__ == "__main__":
    unittest.main()
