"""For tests of what a runner does behind a repair."""

import tempfile
import unittest
from pathlib import Path

from runner import Stop
from story import Story


class AfterRepair(unittest.TestCase):
    maxDiff = None

    def project(self, kind):
        """A story not yet begun, in a project that lives as long as the test."""
        why = kind.why_not()
        if why:
            self.skipTest(f"{kind.__name__}: {why}")
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        return Story(self, kind, None, Path(place.name))

    def story(self, kind, stop):
        """Stopped in 003_tokens."""
        story = self.project(kind)
        story.begin()
        story.stop(stop)
        return story

    def finished(self, kind, at=4):
        story = self.story(kind, Stop("throws", at))
        story.mends("--finish")
        return story


def listed(runner):
    """What its own list says: {migration: "applied" or "pending"}."""
    return dict(line.split(": ") for line in runner.tell("list").stdout.splitlines())
