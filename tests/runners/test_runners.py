#!/usr/bin/env python3
"""The story of README.md, with every runner and every stop.

    python3 -B tests/runners/test_runners.py            all
    python3 -B tests/runners/test_runners.py Kysely     one

results.json is written anew where every runner was there and every test passed; with CI=true it must
be as it was.
"""

import importlib
import io
import json
import os
import sys
import tempfile
import unittest
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from runner import MIGRATIONS  # noqa: E402
from story import Story, finished_by_repair, undone_by_repair  # noqa: E402

# file, class
RUNNERS = [
    ("kysely", "Kysely"),
    ("kysely", "KyselyTransaction"),
    ("drizzle", "Drizzle"),
    ("drizzle", "Drizzle1"),
    ("knex", "Knex"),
    ("knex", "KnexNoTransaction"),
    ("prisma", "Prisma"),
    ("typeorm", "TypeOrm"),
    ("typeorm", "TypeOrmNoTransaction"),
    ("sequelize", "Sequelize"),
    ("dbmate", "Dbmate"),
    ("dbmate", "DbmateWithoutTransaction"),
    ("d1", "D1"),
    ("alembic", "Alembic"),
    ("alembic", "AlembicToldOfTransactions"),
    ("alembic", "AlembicInTransaction"),
    ("django", "Django"),
    ("django", "DjangoNotAtomic"),
    ("activerecord", "ActiveRecord"),
    ("activerecord", "ActiveRecordWithoutTransaction"),
]

RESULTS = Path(__file__).resolve().parent / "results.json"


def kind_of(file, name):
    return getattr(importlib.import_module(file), name)


def whole_database(kind, folder):
    """By the same runner, never stopped."""
    runner = kind(folder)
    for name in MIGRATIONS:
        runner.add(name)
    ended = runner.migrate()
    if ended.returncode:
        raise RuntimeError(f"{kind.__name__} does not run:\n{ended.stdout}")
    return runner.database


def case_of(kind):
    """A test case with a test for each way to stop, finished and undone."""

    class Stories(unittest.TestCase):
        maxDiff = None

        @classmethod
        def setUpClass(cls):
            why = kind.why_not()
            if why:
                raise unittest.SkipTest(f"{kind.__name__}: {why}")
            cls.place = tempfile.TemporaryDirectory()
            cls.addClassCleanup(cls.place.cleanup)
            folder = Path(cls.place.name) / "whole"
            folder.mkdir()
            cls.whole = whole_database(kind, folder)

        def tell(self, story, stop):
            with tempfile.TemporaryDirectory(dir=self.place.name) as folder:
                story(Story(self, kind, self.whole, Path(folder)), stop)

    def test(story, stop):
        return lambda self: self.tell(story, stop)

    for stop in kind.stops:
        for story in (finished_by_repair, undone_by_repair):
            name = f"test_{story.__name__}_when_it_{stop}".replace(" ", "_")
            setattr(Stories, name, test(story, stop))
    Stories.__name__ = Stories.__qualname__ = kind.__name__
    return Stories


def tell_all(runner):
    """All stories of a runner: (its line of results.json, whether all is well, what there is to say)."""
    kind = kind_of(*runner)
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case_of(kind))
    said = io.StringIO()
    said.write(f"{kind.__name__} {kind.version}: {suite.countTestCases()} stories\n")
    ran = unittest.TextTestRunner(said).run(suite)
    for _, why in ran.skipped:
        said.write(f"not tested: {why}\n")
    line = {"runner": kind.log, "version": kind.version,
            "transaction": "no" if kind.keeps_part else "yes",
            "stories": ran.testsRun - len(ran.failures) - len(ran.errors) - len(ran.skipped)}
    return line, ran.wasSuccessful() and not ran.skipped, said.getvalue()


def main(names):
    runners = [runner for runner in RUNNERS if not names or runner[1] in names]
    lines, all_well = [], True
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for line, well, said in pool.map(tell_all, runners):
            print(said, flush=True)
            lines.append(line)
            all_well &= well
    text = "[\n" + ",\n".join(json.dumps(line) for line in lines) + "\n]\n"
    if not names and all_well:
        if os.environ.get("CI") == "true" and RESULTS.read_text() != text:
            print(f"{RESULTS} is not what this run saw:\n{text}")
            return 1
        RESULTS.write_text(text)
    return 0 if all_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
