#!/usr/bin/env python3
"""The story of README.md, with every runner and every stop.

    python3 -B tests/runners/test_runners.py            all
    python3 -B tests/runners/test_runners.py Kysely     one

results.json is written anew where every runner was there and every test passed; with CI=true it must
be as it was.
"""

import importlib
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from runner import MIGRATIONS  # noqa: E402
from story import Story, finished_by_repair, undone_by_repair  # noqa: E402

# file, class
RUNNERS = [("kysely", "Kysely")]

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


def line_of(kind, passed):
    return {"runner": kind.log, "title": kind.title, "version": kind.version,
            "transaction": "no" if kind.keeps_part else "yes", "stops": len(kind.stops),
            "passed": passed}


def main(names):
    kinds = [kind_of(*runner) for runner in RUNNERS]
    if names:
        kinds = [kind for kind in kinds if kind.__name__ in names]
    results, passed_all = [], True
    for kind in kinds:
        suite = unittest.defaultTestLoader.loadTestsFromTestCase(case_of(kind))
        print(f"{kind.__name__} {kind.version}: {suite.countTestCases()} stories", flush=True)
        ran = unittest.TextTestRunner(verbosity=1).run(suite)
        passed_all &= ran.wasSuccessful() and not ran.skipped
        results.append(line_of(kind, ran.testsRun - len(ran.failures) - len(ran.errors)))
    text = "[\n" + ",\n".join(json.dumps(line) for line in results) + "\n]\n"
    if not names and passed_all:
        if os.environ.get("CI") == "true" and RESULTS.read_text() != text:
            print(f"{RESULTS} is not what this run saw:\n{text}")
            return 1
        RESULTS.write_text(text)
    return 0 if passed_all else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
