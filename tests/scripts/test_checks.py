#!/usr/bin/env python3
"""Tests the checks themselves: they hold for a script of the promised shape, written by hand, and
each thing taken out of it is noticed. Needs only the sqlite3 shell."""

import tempfile
import unittest
from pathlib import Path

from case_file import read_case
from checks import SCRATCH, Checks, create, split_statements
from runners import Python, Shell

LIVE = """
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users ON DELETE CASCADE);
INSERT INTO users VALUES (1, 'ann'), (7, 'bob; -- c');
INSERT INTO posts VALUES (1, 1), (2, 7);
"""

STATE = """(SELECT group_concat(sql, ';') FROM (SELECT sql FROM main.sqlite_schema ORDER BY name))
    IS 'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users ON DELETE CASCADE);\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)'"""

# The last check reads TEMP tables and the catalogue only. A query of a table that is not there fails
# when it is compiled, before OR ROLLBACK can act, and the COMMIT behind it would keep the loss.
SCRIPT = f"""-- Makes users.name NOT NULL; a comment with a semicolon;
PRAGMA ignore_check_constraints=OFF;
DROP TABLE IF EXISTS temp.guard;
DROP TABLE IF EXISTS temp.facts;
DROP TABLE IF EXISTS temp.held;
CREATE TEMP TABLE guard ("this script was made for another database" NOT NULL);
INSERT INTO temp.guard SELECT CASE WHEN {STATE} THEN 1 END;
PRAGMA foreign_keys=OFF;
BEGIN;
CREATE TEMP TABLE facts (held, users, users_after, orphans);
INSERT INTO temp.facts (held, users) SELECT {STATE}, (SELECT count(*) FROM users);
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
CREATE TRIGGER users_ai AFTER INSERT ON users BEGIN SELECT 1; SELECT ';'; END;
UPDATE temp.facts SET users_after = (SELECT count(*) FROM users);
UPDATE temp.facts SET orphans = (SELECT count(*) FROM pragma_foreign_key_check);
CREATE TEMP TABLE held ("not as promised, all is undone" NOT NULL);
INSERT OR ROLLBACK INTO temp.held SELECT CASE
  WHEN (SELECT held FROM temp.facts) = 1
   AND (SELECT foreign_keys FROM pragma_foreign_keys) = 0
   AND (SELECT count(*) FROM main.sqlite_schema WHERE name IN ('posts', 'users', 'users_ai')) = 3
   AND (SELECT count(*) FROM main.sqlite_schema) = 3
   AND (SELECT "notnull" FROM pragma_table_info('users') WHERE name = 'name') = 1
   AND (SELECT users_after = users FROM temp.facts)
   AND (SELECT orphans FROM temp.facts) = 0 THEN 1 END;
COMMIT;
PRAGMA foreign_keys=ON;
"""


def failures_of(runner, script):
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        live = str(Path(folder) / "live.db")
        create(live, LIVE)
        checks = Checks(runner, script, live, folder)
        checks.run_all()
        return checks.failures


class ChecksTest(unittest.TestCase):
    runners = [Shell(bail=True), Shell(bail=False), Python()]

    def assert_noticed(self, runner, script, what):
        failures = failures_of(runner, script)
        self.assertTrue(any(what in failure for failure in failures), failures)

    def test_a_script_of_the_promised_shape_holds(self):
        for runner in self.runners:
            self.assertEqual(failures_of(runner, SCRIPT), [])

    def test_without_guards_another_database_is_changed(self):
        script = SCRIPT.replace(STATE, "1")
        for runner in self.runners:
            self.assert_noticed(runner, script, "changes a database with one more column")

    def test_an_end_that_does_not_roll_back_lets_the_shell_commit_a_half(self):
        self.assert_noticed(Shell(bail=False), SCRIPT.replace("INSERT OR ROLLBACK", "INSERT"),
                            "leaves a state between")

    def test_an_end_that_forgets_the_foreign_keys_loses_rows_unnoticed(self):
        script = SCRIPT.replace("(SELECT foreign_keys FROM pragma_foreign_keys) = 0", "1")
        self.assert_noticed(Shell(bail=False), script, "leaves a state between")

    def test_an_end_that_cannot_be_compiled_does_not_roll_back(self):
        script = SCRIPT.replace("(SELECT users_after", "(SELECT (SELECT count(*) FROM users)")
        self.assert_noticed(Shell(bail=False), script, "leaves a state between")

    def test_without_a_transaction_every_runner_stops_in_between(self):
        script = SCRIPT.replace("BEGIN;\n", "", 1).replace("COMMIT;\n", "")
        for runner in self.runners:
            self.assert_noticed(runner, script, "leaves a state between")

    def test_a_script_that_fails_at_once_is_noticed(self):
        self.assert_noticed(Python(), "CREATE TABLE users (a);", "fails on the database")

    def test_statements_are_parted_where_sqlite_parts_them(self):
        statements = split_statements(SCRIPT + "-- the end; really\n")
        self.assertEqual("".join(statements), SCRIPT + "-- the end; really\n")
        self.assertEqual(len(statements), 22)
        self.assertTrue(statements[0].endswith("ignore_check_constraints=OFF;"))


class CaseFileTest(unittest.TestCase):
    def test_sections_are_read_as_the_golden_tests_read_them(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.case"
            path.write_text("# One.\n# Two.\n-- live.sql --\nA;\n\n-- exit --\n\\-- b --\n\\\\-- c --\n")
            self.assertEqual(read_case(path), {"lesson": "One.\nTwo.\n", "live.sql": "A;\n\n",
                                               "exit": "-- b --\n\\-- c --\n"})


if __name__ == "__main__":
    unittest.main()
