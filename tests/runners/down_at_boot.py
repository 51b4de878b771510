"""What the stories of the incidents share: an application that is started, checked and mended."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

from runner import HERE
from story import PLUMBLINE, difference, rows_of, run_in_shell, schema_of


class DownAtBoot(unittest.TestCase):
    maxDiff = None
    application = ""  # a folder beside this file, with boot.py and its releases
    last_year = ""  # the release that made the database
    release = ""  # the one that goes down on it
    rows = ""  # SQL: what people have entered since
    startup = []  # flags of check: what the application runs when it starts

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        shutil.copytree(HERE / self.application, self.folder, dirs_exist_ok=True)
        self.database = self.folder / "app.db"
        self.starts(self.database, self.last_year)
        with closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(self.rows)

    def boot(self, database, release, *words):
        return subprocess.run([sys.executable, "-B", "boot.py", str(database), release, *words],
                              cwd=self.folder, text=True, stdin=subprocess.DEVNULL, check=False,
                              capture_output=True)

    def starts(self, database, release, *words):
        """And starts once more, with nothing left to do."""
        ended = self.boot(database, release, *words)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        again = self.boot(database, release, *words)
        self.assertEqual((again.returncode, again.stdout), (0, "started\n"), again.stderr)
        return ended.stdout

    def is_down(self, database, error):
        """Now and at every later start."""
        for _ in range(2):
            ended = self.boot(database, self.release)
            self.assertNotEqual(ended.returncode, 0)
            self.assertEqual(ended.stderr.splitlines()[-1], f"sqlite3.OperationalError: {error}")

    def copy(self):
        """The database as it is, to be spoilt."""
        other = self.folder / "copy.db"
        shutil.copyfile(self.database, other)
        return other

    def new_database(self):
        """As the release makes one for a new user, and as the tests of its people had it."""
        fresh = self.folder / "fresh.db"
        if not fresh.exists():
            self.starts(fresh, self.release)
        return fresh

    def plumbline(self, verb, database, *words):
        """(exit code, standard output, standard error); the database is left as it was."""
        before = database.read_bytes()
        ended = subprocess.run([PLUMBLINE, verb, str(database), "-d", f"{self.release}/migrations",
                                *words], cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
                               capture_output=True, check=False)
        self.assertEqual(database.read_bytes(), before)
        return ended.returncode, ended.stdout, ended.stderr

    def check(self, database, *words):
        """(exit code, the report)"""
        code, output, errors = self.plumbline("check", database, *(words or self.startup),
                                              "--format", "json")
        self.assertTrue(output, errors)
        return code, json.loads(output)

    def is_foretold_to_start(self, database, *words):
        code, report = self.check(database, *words)
        self.assertEqual((code, report["forecast"]["outcome"]), (0, "succeeds"), report["findings"])

    def raises_no_alarm(self, database):
        code, report = self.check(database)
        self.assertEqual((code, self.rules_of(report)), (0, set()), report["findings"])

    def rules_of(self, report):
        return {finding["rule"] for finding in report["findings"]
                if finding["severity"] == "error"}

    def refuses(self, *words):
        """Nothing on standard output; returns why."""
        code, script, errors = self.plumbline("repair", self.database, *words)
        self.assertEqual((code, script), (3, ""), errors)
        return errors

    def mends(self, *words):
        """Run in the shell, as its people would; returns the script."""
        code, script, errors = self.plumbline("repair", self.database, *words)
        self.assertEqual(code, 0, errors)
        ended = run_in_shell(self.database, script)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), script)
        return script

    def is_as_a_new_one(self):
        """Its schema means what that of a new database means, and nothing is half-done."""
        self.assertEqual(difference(self.database, self.new_database()), "")
        code, output, _ = self.plumbline("status", self.database)
        self.assertEqual(code, 0, output)
        with closing(sqlite3.connect(self.database)) as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])

    def rows_of(self, table, database=None):
        return rows_of(database or self.database, [table])[table]

    def schema_of(self, database):
        return schema_of(database)
