"""Runners whose migrations are code: Plumbline reads a history that `record` has made of them."""

import functools
import tempfile
from pathlib import Path

from runner import Runner
from story import PLUMBLINE


class Recorded(Runner):
    def one_step_up(self):
        """The command that runs the next migration on scratch.db; 0 where none is left."""
        raise NotImplementedError

    def record_with(self, *command):
        """The end of `record`: a history of what the command does to scratch.db, beside it."""
        return self.run(PLUMBLINE, "record", "-o", "history", "--db", "scratch.db", "--",
                        *command, **self.record_environment())

    def record_environment(self):
        return {}

    @property
    def added(self):
        """Those that are in the project."""
        raise NotImplementedError

    @property
    def migrations(self):
        return Path(history_of(type(self), tuple(self.added)).name) / "history"


@functools.cache
def history_of(kind, names):
    """Recorded by the real runner in a project of its own, once for all the stories of its kind."""
    place = tempfile.TemporaryDirectory()
    runner = kind(Path(place.name))
    for name in names:
        runner.add(name)
    ended = runner.record_with(*runner.one_step_up())
    if ended.returncode:
        raise RuntimeError(f"record ended with {ended.returncode}:\n{ended.stdout}")
    return place
