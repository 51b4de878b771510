"""The programs that people run a repair script with. Each runs on a connection of its own, which
is closed afterwards: what a failed script left open is rolled back then, as by a process that ends.

`run` gives the error, or None. `stops` says whether what follows an error still runs.
"""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BETTER_SQLITE3 = ROOT / "build" / "node_modules" / "better-sqlite3"


class Shell:
    """The sqlite3 shell reading the script from its standard input.

    Without -bail it gets foreign keys switched on, as many a ~/.sqliterc does: together that is the
    harshest place to run in, where DROP TABLE deletes what references the table.
    """

    def __init__(self, bail):
        self.name = "sqlite3 -bail" if bail else "sqlite3"
        self.stops = bail
        self.command = ["sqlite3", "-batch", "-init", os.devnull]
        self.command += ["-bail"] if bail else ["-cmd", "PRAGMA foreign_keys=ON"]

    def run(self, database, script):
        done = subprocess.run(self.command + [database], input=script, text=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if done.returncode == 0 and not done.stderr:
            return None
        return f"exit code {done.returncode}: {done.stderr.strip()}"


class Python:
    name = "Python's executescript"
    stops = True

    def run(self, database, script):
        connection = sqlite3.connect(database)
        try:
            connection.executescript(script)
            return None
        except sqlite3.Error as error:
            return str(error)
        finally:
            connection.close()


class BetterSqlite3:
    """One node process that serves all runs: starting node costs more than a run."""

    name = "better-sqlite3's exec"
    stops = True

    def __init__(self):
        self.node = subprocess.Popen(
            ["node", Path(__file__).with_name("serve_better_sqlite3.js"), BETTER_SQLITE3],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, database, script):
        self.node.stdin.write(json.dumps({"database": database, "script": script}) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())["error"]


def why_no_better_sqlite3():
    """Why it is not there, in one line; None where it is."""
    if (BETTER_SQLITE3 / "build" / "Release" / "better_sqlite3.node").exists():
        return None
    why = ROOT / "build" / "better-sqlite3.why"
    return why.read_text().strip() if why.exists() else "run tools/install_better_sqlite3"


def all_runners():
    runners = [Shell(bail=True), Shell(bail=False), Python()]
    return runners if why_no_better_sqlite3() else runners + [BetterSqlite3()]
