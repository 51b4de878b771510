#!/usr/bin/env python3
"""A column that changes makes Sequelize, TypeORM and Prisma make its table anew, statement by statement.
Killed at each of them, at some the only copy of the rows has another name: they must be kept.

    python3 -B tests/runners/test_rebuilds.py
"""

import sqlite3
import sys
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from prisma import Prisma  # noqa: E402
from runner import ROWS  # noqa: E402
from sequelize import Sequelize  # noqa: E402
from story import difference, plumbline, run_in_shell, status, tables_of  # noqa: E402
from stopped_files import STOPPED_BY  # noqa: E402
from typeorm import TypeOrmNoTransaction  # noqa: E402


class KilledBefore:
    def __init__(self, statement):
        self.before = statement


class PrismaRebuild(Prisma):
    """As `prisma migrate dev` writes it."""

    statements = [
        'PRAGMA defer_foreign_keys=ON',
        'PRAGMA foreign_keys=OFF',
        'CREATE TABLE "new_posts" ("id" INTEGER PRIMARY KEY, "user_id" INTEGER NOT NULL REFERENCES'
        ' "users" ("id") ON DELETE CASCADE, "title" TEXT NOT NULL DEFAULT \'\')',
        'INSERT INTO "new_posts" ("id", "title", "user_id")'
        ' SELECT "id", coalesce("title", \'\') AS "title", "user_id" FROM "posts"',
        'DROP TABLE "posts"',
        'ALTER TABLE "new_posts" RENAME TO "posts"',
        'PRAGMA foreign_keys=ON',
        'PRAGMA defer_foreign_keys=OFF',
    ]

    def write(self, name, stop=None):
        if name != "003_title":
            super().write(name)
            return
        statements = list(self.statements)
        if stop:
            place = [text.startswith(stop.before) for text in statements].index(True)
            statements.insert(place, STOPPED_BY["is killed"])
        file = self.migrations / self.key_of(name) / "migration.sql"
        file.parent.mkdir(exist_ok=True)
        file.write_text(";\n".join(statements) + ";\n")

    def migrate(self, stop=None):
        if stop:
            self.write("003_title", stop)
        ended = self.prisma("migrate", "deploy")
        if stop:
            self.write("003_title")
        return ended


class Rebuilds(unittest.TestCase):
    maxDiff = None

    def begun(self, kind):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        runner = kind(Path(place.name))
        for name in ("001_users", "002_posts"):
            runner.add(name)
        self.assertEqual(runner.migrate().returncode, 0)
        self.assertEqual(run_in_shell(runner.database, ROWS).returncode, 0)
        runner.add("003_title")
        return runner

    def rows(self, runner):
        with closing(sqlite3.connect(runner.database)) as connection:
            return connection.execute("SELECT * FROM posts ORDER BY id").fetchall()

    def is_mended_wherever(self, kind, *statements):
        why = kind.why_not()
        if why:
            self.skipTest(f"{kind.__name__}: {why}")
        whole = self.begun(kind)
        ended = whole.migrate()
        self.assertEqual(ended.returncode, 0, ended.stdout)
        for statement in statements:
            with self.subTest(killed_before=statement):
                self.is_mended(self.begun(kind), whole, statement)

    def is_mended(self, runner, whole, statement):
        self.assertEqual(runner.migrate(KilledBefore(statement)).returncode, -9)
        code, report = status(runner)
        stopped = [one["state"] for one in report["migrations"]
                   if one["id"] == runner.key_of("003_title")]
        self.assertEqual((code, stopped), (2, ["partial"]), report)
        code, script, errors = plumbline(runner, "repair")
        self.assertEqual(code, 0, errors)
        ended = run_in_shell(runner.database, script)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""), script)
        self.assertEqual(self.rows(runner), [(1, 1, "one"), (7, 4, "seven")])
        self.assertEqual(tables_of(runner.database), tables_of(whole.database))
        self.assertEqual(difference(runner.database, whole.database), "")
        ended = runner.migrate()
        self.assertEqual(ended.returncode, 0, ended.stdout)
        self.assertIn(runner.nothing_to_do, ended.stdout)
        self.assertEqual(self.rows(runner), [(1, 1, "one"), (7, 4, "seven")])

    def test_sequelize(self):
        self.is_mended_wherever(Sequelize, "INSERT INTO `posts_backup`", "DROP TABLE `posts`;",
                                "CREATE TABLE IF NOT EXISTS `posts` ", "INSERT INTO `posts` ",
                                "DROP TABLE `posts_backup`")

    def test_typeorm(self):
        self.is_mended_wherever(TypeOrmNoTransaction, 'INSERT INTO "temporary_posts"',
                                'DROP TABLE "posts"', 'ALTER TABLE "temporary_posts"')

    def test_prisma(self):
        self.is_mended_wherever(PrismaRebuild, 'INSERT INTO "new_posts"', 'DROP TABLE "posts"',
                                'ALTER TABLE "new_posts"')


if __name__ == "__main__":
    unittest.main()
