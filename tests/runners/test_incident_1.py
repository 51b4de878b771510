#!/usr/bin/env python3
"""Incident 1, with Kysely itself: a migration of nine statements and no transaction was cut off behind
its first CREATE TABLE, and every start after that dies of it.

    python3 -B tests/runners/test_incident_1.py
"""

import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from coded import CodedRunner  # noqa: E402
from incident import CASES, Incident  # noqa: E402
from runner import Stop  # noqa: E402
from story import PLUMBLINE, difference  # noqa: E402

LOG = "SELECT name FROM _emdash_migrations ORDER BY timestamp, name"
TOKEN = "SELECT id, user_id, token_hash, created_at FROM _emdash_api_tokens"
EXISTS = 'table "_emdash_api_tokens" already exists'


class EmDash(CodedRunner):
    """Its names are in code; what each migration does was recorded."""

    place = "incident_1"
    program = "kysely/migrate.mjs"
    environment = {"LOG_TABLE": "_emdash_migrations"}


class AsSql:
    """The same project, its migrations as plain SQL under the same names."""

    def __init__(self, runner, folder):
        self.folder, self.database, self.migrations = runner.folder, runner.database, folder

    def flags(self):
        return []


class HalfDoneMigration(Incident):
    kind = EmDash

    def setUp(self):
        super().setUp()
        self.runner.add("015_users")
        self.boots()
        self.run_sql("INSERT INTO users VALUES ('u1', 'ada@example.com'), ('u2', 'bob@example.com')")
        self.runner.add("016_api_tokens")
        self.assertNotEqual(self.runner.migrate(Stop("is killed", 2)).returncode, 0)
        self.run_sql("INSERT INTO _emdash_api_tokens (id, user_id, token_hash, created_at)"
                     " VALUES ('t1', 'u1', 'abc', '2026-01-03')")

    def as_sql(self):
        self.runner = AsSql(self.runner, CASES / "1-half-done-migration" / "migrations")

    def test_every_boot_dies_of_it(self):
        for _ in range(2):
            self.dies(EXISTS)
            self.assertEqual(self.rows(LOG), [("015_users",)])

    def test_it_is_named_before_the_deploy(self):
        self.runner.add("017_token_scopes")
        report = self.says(2, "check")
        self.assertEqual(self.states(report), {"015_users": "applied", "016_api_tokens": "partial",
                                               "017_token_scopes": "pending"})
        self.assertIn("half-done-migration", self.rules(report))
        self.as_sql()
        report = self.says(2, "check")
        self.forecast(report, "fails", step="016_api_tokens", statement=1, error=EXISTS)
        self.assertEqual(report["cuts"], [{"migration": "016_api_tokens", "after_statement": 1}])

    def test_mended_kysely_goes_on(self):
        self.runner.add("017_token_scopes")
        code_run = self.runner
        whole = self.project()
        for name in ("015_users", "016_api_tokens", "017_token_scopes"):
            whole.add(name)
        self.assertEqual(whole.migrate().returncode, 0)

        script = self.mends()
        self.assertNotIn("DROP TABLE \"_emdash", script)
        self.assertEqual(self.rows(LOG), [("015_users",), ("016_api_tokens",)])
        self.as_sql()
        self.forecast(self.says(0, "check"), "succeeds")
        self.runner = code_run
        self.assertEqual(self.boots(), "017_token_scopes: Success\n")
        self.assertEqual(self.boots(), "nothing to do\n")
        self.assertEqual(self.rows(TOKEN), [("t1", "u1", "abc", "2026-01-03")])
        self.assertEqual(len(self.rows("SELECT * FROM users")), 2)
        self.assertEqual(difference(self.runner.database, whole.database), "")

    def test_both_at_once(self):
        """The next migration by the script as well, the log rows in Kysely's order."""
        self.runner.add("017_token_scopes")
        code_run = self.runner
        self.as_sql()
        self.mends("--through", "017_token_scopes")
        self.runner = code_run
        self.assertEqual(self.boots(), "nothing to do\n")
        self.assertEqual(self.rows("SELECT id, scopes FROM _emdash_api_tokens"), [("t1", "[]")])

    def test_the_fix_of_the_field_boots(self):
        """IF NOT EXISTS gets 016 over what is there, and the log is as it should be."""
        self.runner.environment = {**EmDash.environment, "IF_NOT_EXISTS": "yes"}
        self.assertEqual(self.boots(), "016_api_tokens: Success\n")
        self.says(0, "status")

    def test_the_fix_of_the_field_hides_another_table(self):
        """Kysely reports success over a table of another form; only `check` and `status` see it."""
        self.run_sql('DROP TABLE "_emdash_api_tokens"; CREATE TABLE "_emdash_api_tokens" ("id" text'
                     ' primary key, "user_id" text, "expires_at" text, "token" text)')
        fixed = self.fixed_files()
        code_run = self.runner
        self.runner = AsSql(code_run, fixed)
        report = self.says(2, "check")
        self.assertIn("masked-create", self.rules(report))
        self.forecast(report, "drifts")
        self.runner = code_run
        self.runner.environment = {**EmDash.environment, "IF_NOT_EXISTS": "yes"}
        self.assertEqual(self.boots(), "016_api_tokens: Success\n")
        self.assertNotIn(("token_hash",),
                         self.rows("SELECT name FROM pragma_table_info('_emdash_api_tokens')"))
        self.assertIn("altered-by-hand", self.rules(self.says(2, "status")))
        self.runner = AsSql(code_run, fixed)
        self.assertIn("masked-create", self.rules(self.says(2, "status")))

    def fixed_files(self):
        folder = self.runner.folder / "fixed"
        folder.mkdir()
        for file in sorted((CASES / "1-half-done-migration" / "migrations").iterdir()):
            text = file.read_text()
            if file.stem == "016_api_tokens":
                text = text.replace("create table ", "create table if not exists ")
                text = text.replace("create index ", "create index if not exists ")
            (folder / file.name).write_text(text)
        return folder

    def test_lint_names_what_nobody_had_looked_for(self):
        """016 is safe now, and 017 is not: a bare ADD COLUMN, run again, fails."""
        self.assertEqual(self.rerun_fails(CASES / "1-half-done-migration" / "migrations"),
                         ["015_users", "016_api_tokens", "017_token_scopes"])
        self.assertEqual(self.rerun_fails(self.fixed_files()), ["015_users", "017_token_scopes"])
        self.runner.add("017_token_scopes")
        self.mends()
        self.boots()
        self.run_sql("DELETE FROM _emdash_migrations WHERE name = '017_token_scopes'")
        self.dies("duplicate column name: scopes")

    def rerun_fails(self, folder):
        ended = subprocess.run([PLUMBLINE, "lint", folder, "--log", "kysely", "--format", "json"],
                               text=True, capture_output=True, check=False)
        self.assertEqual(ended.returncode, 2, ended.stdout + ended.stderr)
        return sorted({Path(finding["file"]).stem for finding in json.loads(ended.stdout)["findings"]
                       if finding["rule"] == "rerun-fails"})


if __name__ == "__main__":
    unittest.main()
