"""What the tests of the five incidents share: a project of a runner in a folder of its own, and what
Plumbline says of it."""

import json
import sqlite3
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

from runner import ROOT
from story import plumbline, run_in_shell

CASES = ROOT / "snapshots" / "incidents"


class Incident(unittest.TestCase):
    maxDiff = None
    kind = None  # of its runner

    @classmethod
    def setUpClass(cls):
        why = cls.kind.why_not()
        if why:
            raise unittest.SkipTest(why)

    def setUp(self):
        self.runner = self.project()

    def project(self):
        """One more, empty."""
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        return self.kind(Path(place.name))

    def boots(self):
        ended = self.runner.migrate()
        self.assertEqual(ended.returncode, 0, ended.stdout)
        return ended.stdout

    def dies(self, error):
        ended = self.runner.migrate()
        self.assertNotEqual(ended.returncode, 0, ended.stdout)
        self.assertIn(error, ended.stdout)

    def run_sql(self, script):
        with closing(sqlite3.connect(self.runner.database)) as connection:
            connection.executescript(script)

    def rows(self, query):
        with closing(sqlite3.connect(self.runner.database)) as connection:
            return connection.execute(query).fetchall()

    def says(self, code, verb, *words):
        """Its report, ended with this exit code."""
        ended, output, errors = plumbline(self.runner, verb, *words, "--format", "json")
        self.assertEqual(ended, code, output + errors)
        return json.loads(output)

    def states(self, report):
        return {entry["id"]: entry["state"] for entry in report["migrations"]}

    def rules(self, report):
        return {finding["rule"] for finding in report["findings"]}

    def forecast(self, report, outcome, **more):
        """That what would happen is `outcome`, and has the values of `more`."""
        self.assertEqual(report["forecast"]["outcome"], outcome, report["forecast"])
        for name, value in more.items():
            self.assertEqual(report["forecast"][name], value, report["forecast"])

    def mends(self, *words):
        """The script of `repair`, which has run in the shell."""
        code, script, errors = plumbline(self.runner, "repair", *words)
        self.assertEqual(code, 0, errors)
        ended = run_in_shell(self.runner.database, script)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), script)
        return script

    def refuses(self, *words):
        """What it says instead of a script."""
        code, script, errors = plumbline(self.runner, "repair", *words)
        self.assertEqual((code, script), (3, ""), errors)
        return errors
