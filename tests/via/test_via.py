#!/usr/bin/env python3
"""--via over a real sshd on loopback, and over wrangler's local D1: the answers are those about the
file itself. The program under test is $PLUMBLINE, or build/plumbline. Where there is no sshd or no
wrangler that half is not tested, which is said, and is a failure under CI=true."""

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import local_d1  # noqa: E402
import pages  # noqa: E402
import remote_sshd  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLUMBLINE = os.environ.get("PLUMBLINE", str(ROOT / "build" / "plumbline"))
RUNNERS = ROOT / "snapshots" / "runners"
# Only what a shell would act on, and no more than a name can be.
HOSTILE = 'CREATE TABLE "$(touch pwned) `touch pwned` \'; \\ x"(a)'


def plumbline(*words, folder=None):
    return subprocess.run([PLUMBLINE, *words], text=True, capture_output=True, cwd=folder,
                          stdin=subprocess.DEVNULL)


def without_names(text):
    """A report or a schema as JSON, without where it comes from."""
    answer = json.loads(text)
    for key in ("from", "notes", "user_version", "application_id"):  # D1 does not tell the last two
        answer.pop(key, None)
    answer["database"].pop("path")
    return answer


def shown(verb):
    """The command of the page that asks this verb, as words; behind --via the command to ask with."""
    commands = [shlex.split(line) for line in
                pages.blocks("tools/README.md", "A database on another machine")[0].splitlines()]
    return next(words for words in commands if words[1] == verb)


def statements(script):
    """A script without the comments, which name the database."""
    return [line for line in script.splitlines() if not line.startswith("--")]


class Case(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.resources = ExitStack()
        self.addCleanup(self.resources.close)
        self.folder = Path(self.resources.enter_context(tempfile.TemporaryDirectory()))

    def assert_same_answer(self, via, file, verb, *words):
        asked = plumbline(verb, "--via", via, *words, "--format", "json", folder=self.folder)
        read = plumbline(verb, str(file), *words, "--format", "json", folder=self.folder)
        self.assertEqual(asked.returncode, read.returncode, asked.stderr + read.stderr)
        self.assertEqual(without_names(asked.stdout), without_names(read.stdout))
        return asked


@unittest.skipUnless(remote_sshd.find_sshd() and shutil.which("ssh"), "there is no sshd")
class OverSsh(Case):
    def setUp(self):
        super().setUp()
        self.ssh = self.resources.enter_context(remote_sshd.sshd(self.folder))
        self.database = self.folder / "app 1.db"
        self.via = f"{self.ssh} sqlite3 -readonly -json \"'{self.database}'\""

    def test_same_answers_as_the_file(self):
        shutil.copy(RUNNERS / "kysely" / "failed.db", self.database)
        before = self.database.read_bytes()
        migrations = str(RUNNERS / "kysely" / "migrations_bad")
        self.assert_same_answer(self.via, self.database, "inspect")
        self.assert_same_answer(self.via, self.database, "status", "-d", migrations)
        self.assert_same_answer(self.via, self.database, "check", "-d", migrations)
        self.assertEqual(self.database.read_bytes(), before)

    def test_the_commands_of_the_page(self):
        shutil.copytree(RUNNERS / "kysely" / "migrations_bad", self.folder / "migrations")
        shutil.copy(RUNNERS / "kysely" / "failed.db", self.folder / "app.db")
        for verb in ("status", "inspect"):
            words = shown(verb)
            via = (words[words.index("--via") + 1].replace("ssh app@host", self.ssh)
                   .replace("/srv/app.db", str(self.folder / "app.db")))
            words[words.index("--via") + 1] = via
            self.assertIn(str(self.folder), via)
            if ">" in words:
                words = words[:words.index(">")]
            asked = plumbline(*words[1:], folder=self.folder)
            at_home = [word for word in words[1:] if word not in ("--via", via)]
            read = plumbline(at_home[0], "app.db", *at_home[1:], folder=self.folder)
            self.assertEqual(asked.returncode, read.returncode, asked.stderr)
            self.assertEqual(asked.stdout.splitlines()[:1], read.stdout.splitlines()[:1])

    def test_names_and_values_stay_as_they_are(self):
        with sqlite3.connect(self.database) as connection:
            connection.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")
            connection.executemany("INSERT INTO t(v) VALUES (?)", [
                (2**63 - 1,), (0.1,), (5e-324,), ("a\0b",), ("😀 $(touch pwned)",), (b"\xff\0",)])
            connection.execute(HOSTILE)
        (self.folder / "target.sql").write_text(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v, w NOT NULL DEFAULT 1, CHECK (w > 0));")
        words = ["--to", "target.sql", "--drop-extra", "--allow", "all"]
        asked = plumbline("repair", "--via", self.via, *words, folder=self.folder)
        read = plumbline("repair", self.database.name, *words, folder=self.folder)
        self.assertEqual((asked.returncode, read.returncode), (0, 0), asked.stderr + read.stderr)
        self.assertEqual(statements(asked.stdout), statements(read.stdout))
        self.assertIn("6 rows of 2 tables", asked.stderr)
        self.assertFalse((self.folder / "pwned").exists())
        self.assertFalse((Path.home() / "pwned").exists())

    def test_who_is_not_let_in_is_told(self):
        answer = plumbline("inspect", "--via", self.via.replace("user_key", "host_key"))
        self.assertEqual(answer.returncode, 1)
        self.assertIn("Permission denied (publickey)", answer.stderr)


@unittest.skipIf(local_d1.why_not(), local_d1.why_not())
class OverLocalD1(Case):
    def test_same_answers_as_the_file_that_it_keeps(self):
        migrations = RUNNERS / "wrangler" / "migrations"
        d1 = local_d1.LocalD1(self.folder, migrations)
        d1.apply_migrations()
        d1.execute("INSERT INTO users(id, email) VALUES (9007199254740993, 'é😀' || char(0) || '$x');"
                   "CREATE TABLE v(a, b REAL, c BLOB); INSERT INTO v VALUES"
                   "(9223372036854775807, 0.1, x'00ff'), (NULL, 5e-324, 1.5e308);"
                   "CREATE VIRTUAL TABLE docs USING fts5(body); INSERT INTO docs VALUES ('hello');"
                   "CREATE TABLE w(k PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO w VALUES (1, 2);")
        self.assert_same_answer(d1.via, d1.file, "inspect")
        asked = self.assert_same_answer(d1.via, d1.file, "status", "-d", str(migrations))
        self.assertIn("it does not tell its user_version", asked.stderr)
        self.assertIn("the rows of _cf_", asked.stderr)

    def test_the_command_of_the_page(self):
        d1 = local_d1.LocalD1(self.folder, RUNNERS / "wrangler" / "migrations")
        d1.apply_migrations()
        words = shown("check")
        via = words[words.index("--via") + 1]
        self.assertEqual(via, "npx wrangler d1 execute DB --remote --json --command")
        words[words.index("--via") + 1] = d1.command(
            *via.removeprefix("npx wrangler d1 ").replace("--remote", "--local")
            .replace(" DB ", " demo ").split())
        asked = plumbline(*words[1:], folder=self.folder)
        self.assertEqual(asked.returncode, 0, asked.stdout + asked.stderr)


def main():
    missing = [why for why in (
        None if remote_sshd.find_sshd() else "not over ssh: there is no sshd (tools/install --sshd)",
        local_d1.why_not() and "not over D1: " + local_d1.why_not()) if why]
    for why in missing:
        print("via: not tested " + why)
    result = unittest.main(exit=False, verbosity=1).result
    failed = not result.wasSuccessful() or (missing and os.environ.get("CI") == "true")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
