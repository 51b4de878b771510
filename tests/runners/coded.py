"""Runners of npm whose migrations are programs: `plumbline record` writes down what those do."""

import functools
import json
import os
import subprocess
import tempfile
from pathlib import Path

from runner import HERE, NODE, NodeRunner
from story import PLUMBLINE


def version_of(package):
    """As tests/runners/package.json pins it."""
    pinned = json.loads((HERE / "package.json").read_text())["dependencies"][package]
    return pinned.rsplit("@", 1)[-1]


class CodedRunner(NodeRunner):
    """Its program is called with FILE and latest, up, down or list. `down` takes back the last;
    `list` says what is applied and what is pending."""

    place = ""  # the folder of its migrations, beside this file
    program = ""  # in a folder beside this file
    suffix = ".mjs"  # of its migrations
    environment = {}  # for its program
    nothing_to_do = "nothing to do"

    def file_of(self, name):
        """What the file of the migration `name` is called."""
        return name + self.suffix

    def add(self, name):
        (self.folder / "migrations").mkdir(exist_ok=True)
        (self.folder / "stopped.cjs").write_text((HERE / "stopped.cjs").read_text())
        source = (HERE / self.place / f"{name}{self.suffix}").read_text()
        (self.folder / "migrations" / self.file_of(name)).write_text(source)

    def tell(self, verb, **environment):
        """The end of its program, called with `verb`."""
        return self.node(self.program, "app.db", verb,
                         **{**self.environment, **environment})

    def migrate(self, stop=None):
        how = {"STOP": json.dumps(vars(stop))} if stop else {}
        return self.tell("latest", **how)

    @property
    def migrations(self):
        """A history of what is in the project now."""
        files = sorted(file.name for file in (self.folder / "migrations").iterdir())
        history = self.folder / "history"
        history.mkdir(exist_ok=True)
        for name, text in recorded(type(self), tuple(files), self.folder).items():
            (history / name).write_text(text)
        return history


@functools.lru_cache(maxsize=None)
def recorded_once(kind, files, text):
    """What `record` writes for these migrations, by file name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runner = kind(folder)
        (folder / "migrations").mkdir()
        (folder / "stopped.cjs").write_text((HERE / "stopped.cjs").read_text())
        for file, source in zip(files, text):
            (folder / "migrations" / file).write_text(source)
        (folder / "migrate.mjs").write_text((HERE / kind.program).read_text())
        subprocess.run([PLUMBLINE, "record", "-o", "history", "--db", "scratch.db", *runner.flags(),
                        "--", str(NODE), "migrate.mjs", "scratch.db", "up"], cwd=folder, check=True,
                       stdin=subprocess.DEVNULL, capture_output=True,
                       env={**os.environ, **kind.environment})
        return {file.name: file.read_text() for file in (folder / "history").iterdir()}


def recorded(kind, files, folder):
    text = tuple((folder / "migrations" / file).read_text() for file in files)
    return recorded_once(kind, files, text)
