"""What a repair script promises whichever program runs it, tried on databases that may be spoilt.

On the database it was made for it gets to the end. On any other it fails and changes nothing. When
one of its statements fails, the database ends as it was or at the end, and never between.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

# Memory where there is some: the checks would wait for hundreds of syncs.
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

FAILING = "SELECT * FROM plumbline_no_such_table;\n"

STRANGER = """
CREATE TABLE stranger (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO stranger (name) VALUES ('kept'), ('also kept');
CREATE INDEX stranger_name ON stranger (name);
"""


def split_statements(script):
    """The statements, each with the comments before it; put together they are the script."""
    statements = []
    start = position = 0
    while (position := script.find(";", position) + 1) > 0:
        if sqlite3.complete_statement(script[start:position]):
            statements.append(script[start:position])
            start = position
    if script[start:]:
        statements.append(script[start:])
    return statements


def shortened(statement):
    code = " ".join(line for line in statement.split("\n") if not line.startswith("--"))
    return " ".join(code.split())[:60]


def spoilt_scripts(script, stops):
    """Yields (what was done, the script with one failing statement in it)."""
    statements = split_statements(script)
    for at in range(len(statements) + 1):
        before, after = "".join(statements[:at]), "".join(statements[at:])
        yield f"a failing statement before statement {at + 1}", f"{before}\n{FAILING}{after}"
    # Who stops at an error cannot tell a statement that fails from one put before it.
    for at in range(0 if stops else len(statements)):
        rest = "".join(statements[at + 1:])
        yield (f"statement {at + 1} failing ({shortened(statements[at])})",
               "".join(statements[:at]) + "\n" + FAILING + rest)


def create(path, sql):
    with open(path, "wb"):
        pass
    done = subprocess.run(["sqlite3", "-batch", "-bail", "-init", "/dev/null", path], input=sql,
                          text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise ValueError(f"{path} cannot be made: {done.stderr.strip()}")


def dump(path):
    """Schema, rows with their rowids, and the numbers in the header, as text."""
    commands = ".dump --preserve-rowids\nPRAGMA user_version;\nPRAGMA application_id;\n"
    done = subprocess.run(["sqlite3", "-batch", "-init", "/dev/null", path], input=commands,
                          text=True, capture_output=True, check=True)
    return done.stdout


def add_column(path):
    """One more column in the first table that takes one."""
    connection = sqlite3.connect(path, isolation_level=None)
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite|_%' "
        "ESCAPE '|' ORDER BY name").fetchall()
    try:
        for (name,) in tables:
            quoted = name.replace('"', '""')
            try:
                connection.execute(f'ALTER TABLE "{quoted}" ADD COLUMN plumbline_one_more TEXT')
                return
            except sqlite3.Error:
                continue
        connection.execute("CREATE TABLE plumbline_one_more (a)")
    finally:
        connection.close()


class Checks:
    """All checks of one script with one runner; `failures` and `count` are the result."""

    def __init__(self, runner, script, live, folder):
        self.runner = runner
        self.script = script
        self.live = live
        self.target = str(Path(folder) / "target.db")
        self.spoilt = str(Path(folder) / "spoilt.db")
        self.failures = []
        self.count = 0

    def expect(self, held, what):
        self.count += 1
        if not held:
            self.failures.append(f"{self.runner.name}: {what}")
        return held

    def run_all(self):
        """Afterwards `target` is the database that an undisturbed run left."""
        shutil.copyfile(self.live, self.target)
        error = self.runner.run(self.target, self.script)
        if not self.expect(error is None, f"fails on the database it was made for: {error}"):
            return
        self.check_wrong_databases()
        self.check_spoilt_scripts()

    def check_wrong_databases(self):
        makers = {
            "another database": lambda path: create(path, STRANGER),
            "an empty database": lambda path: create(path, ""),
            "a database with one more column":
                lambda path: (shutil.copyfile(self.live, path), add_column(path)),
            "the database it has mended already": lambda path: shutil.copyfile(self.target, path),
        }
        for name, make in makers.items():
            make(self.spoilt)
            before = dump(self.spoilt)
            error = self.runner.run(self.spoilt, self.script)
            self.expect(error is not None, f"says nothing on {name}")
            self.expect(dump(self.spoilt) == before, f"changes {name}")

    def check_spoilt_scripts(self):
        target = dump(self.target)
        before = Path(self.live).read_bytes()
        for what, script in spoilt_scripts(self.script, self.runner.stops):
            shutil.copyfile(self.live, self.spoilt)
            error = self.runner.run(self.spoilt, script)
            self.expect(error is not None, f"{what}: says nothing")
            # Most runs are rolled back to the very bytes, which spares the dump.
            self.expect(Path(self.spoilt).read_bytes() == before
                        or dump(self.spoilt) in (target, dump(self.live)),
                        f"{what}: leaves a state between")
