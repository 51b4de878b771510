#!/usr/bin/env python3
"""Runs the repair script of every golden case on the SQLite that --runtime names, old and new.

`test_runtimes.py [CASE…]`, behind `build_runtimes`; the program under test is $PLUMBLINE, or
build/plumbline. A schema that a version cannot even build is named at the end; a script that leads
to one has to leave everything as it was where it fails.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from case_file import read_case  # noqa: E402
from checks import SCRATCH, create, dump  # noqa: E402
from runners import ROOT  # noqa: E402
from test_scripts import differences, plumbline  # noqa: E402

RUNTIMES = ROOT / "build" / "runtimes"
REFUSED = 3
# The clock may go on between two runs.
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def parts_of(version):
    return tuple(int(part) for part in version.split("."))


@cache
def linked_version():
    """Of the SQLite in the program: what scripts are made for unless --runtime says otherwise."""
    with tempfile.NamedTemporaryFile(suffix=".sql") as empty:
        facts = plumbline("diff", empty.name, empty.name, "--format", "json").stdout
    return json.loads(facts)["database"]["sqlite_version"]


def run(version, database, sql, *flags):
    """The error, or None."""
    done = subprocess.run([RUNTIMES / version / "run_script", database, *flags], input=sql,
                          text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return None if done.returncode == 0 else done.stderr.strip()


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def rows(path):
    """The rows of every table, whatever order its columns are in: how a table got to its target is
    allowed to differ between versions, what is in it is not."""
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND "
                                "type IN ('table', 'shadow') AND name <> 'sqlite_schema'")
    found = {}
    for table, without_rowid in tables.fetchall():
        columns = sorted(name for (name,) in connection.execute(
            "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1", [table]))
        columns += [] if without_rowid or table.startswith("sqlite_") else ["rowid"]
        values = " || ',' || ".join(f"quote({quoted(name)})" for name in columns)
        found[table] = sorted(TIME.sub("a time", row) for (row,) in connection.execute(
            f"SELECT {values} FROM {quoted(table)}"))
    connection.close()
    return found


class Case:
    """A golden case laid out in a folder, for scripts made for `asked` and run by `version`."""

    def __init__(self, path, folder):
        self.case = read_case(path)
        self.folder = Path(folder)
        self.options = self.case.get("options", "").split()
        self.own_runtime = None
        if "--runtime" in self.options:
            at = self.options.index("--runtime")
            word = self.options[at + 1]  # D1 and libSQL have no version to build: tests/d1
            self.own_runtime = word.removeprefix("sqlite-") if word.startswith("sqlite-") else None
            del self.options[at:at + 2]
        self.expects_script = bool(self.case.get("expect script", "").strip())
        name = next(name for name in self.case if name.startswith("target."))
        self.target = str(self.folder / name)
        Path(self.target).write_text(self.case[name], encoding="utf-8")
        self.here = linked_version()

    def target_sql(self):
        if self.target.endswith(".sql"):
            return self.case["target.sql"]
        return plumbline("inspect", self.target, "--format", "sql").stdout

    def versions_asked(self, version):
        """A script has to run on its own runtime and on every later one."""
        earlier = {self.own_runtime or self.here, self.here}
        return [version] + sorted(asked for asked in earlier if parts_of(asked) < parts_of(version))

    def repair(self, database, asked):
        return plumbline("repair", database, "--to", self.target, *self.options,
                         "--runtime", "sqlite-" + asked)

    def rows_at_target(self):
        """As a script for the library at hand leaves them; None where there is no such script."""
        live = str(self.folder / "system.db")
        create(live, self.case["live.sql"])
        script = self.repair(live, self.here)
        if script.returncode != 0:
            return None
        connection = sqlite3.connect(live)
        connection.executescript(script.stdout)
        connection.close()
        return rows(live)


class Checks:
    def __init__(self, case, version):
        self.case = case
        self.version = version
        self.live = str(case.folder / f"live-{version}.db")
        self.mended = str(case.folder / f"mended-{version}.db")
        self.count = 0
        self.failures = []
        self.skipped = None

    def expect(self, held, what):
        self.count += 1
        if not held:
            self.failures.append(f"SQLite {self.version}: {what}")
        return held

    def run_all(self):
        error = run(self.version, self.live, self.case.case["live.sql"])
        if error:
            self.skipped = "the live schema: " + error.split("\n")[0]
            return
        beyond = self.case.expects_script and run(
            self.version, str(self.case.folder / f"target-{self.version}.db"),
            self.case.target_sql())
        if beyond:
            self.skipped = "the target: " + beyond.split("\n")[0]
        for asked in self.case.versions_asked(self.version):
            self.check_script(asked, beyond)

    def check_script(self, asked, beyond):
        repair = self.case.repair(self.live, asked)
        what = f"made for {asked}"
        if not self.case.expects_script:
            expected = int(self.case.case.get("exit", "0"))
            # What one runtime cannot do, a newer one may.
            own = self.case.own_runtime
            if own and parts_of(asked)[:2] > parts_of(own)[:2]:
                return
            self.expect(repair.returncode == expected or repair.returncode == REFUSED,
                        f"{what}: repair ends with {repair.returncode}, not {expected}")
            return
        if repair.returncode == REFUSED:  # stricter than here is right, if it says so
            self.expect(repair.stderr.strip() and not repair.stdout, f"{what}: no reason given")
            return
        if not self.expect(repair.returncode == 0, f"{what}: repair fails: {repair.stderr}"):
            return
        self.check_runs(repair.stdout, what, beyond)

    def check_runs(self, script, what, may_fail):
        Path(self.mended).write_bytes(Path(self.live).read_bytes())
        error = run(self.version, self.mended, script, "--foreign-keys")
        if error and may_fail:
            self.expect(dump(self.mended) == dump(self.live), f"{what}: leaves a state between")
            return
        if not self.expect(error is None, f"{what}: fails: {error}"):
            return
        left = differences(self.mended, self.case.target, self.case.options)
        self.expect(not left, f"{what}: does not reach the target: {left}")
        known = self.case.rows_at_target()
        if known is not None:
            self.expect(rows(self.mended) == known, f"{what}: leaves other rows")
        before = dump(self.mended)
        self.expect(run(self.version, self.mended, script, "--foreign-keys") is not None,
                    f"{what}: runs on what it has mended already")
        self.expect(dump(self.mended) == before, f"{what}: changes what it has mended already")


def check_case(path):
    """(checks, failures, skipped) of one case with all runtimes."""
    count, failures, skipped = 0, [], []
    options = read_case(path).get("options", "").split()
    if "--runtime" in options and "sqlite-" not in options[options.index("--runtime") + 1]:
        return count, failures, ["its runtime is no SQLite of ours"]
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        case = Case(path, folder)
        for version in versions():
            checks = Checks(case, version)
            try:
                checks.run_all()
            except Exception as error:  # an error in one case must not hide the others
                checks.expect(False, f"{type(error).__name__}: {error}")
            count += checks.count
            failures += checks.failures
            if checks.skipped:
                skipped.append(f"SQLite {version} cannot build {checks.skipped}")
    return count, failures, skipped


def versions():
    built = [path.parent.name for path in RUNTIMES.glob("*/run_script")]
    return sorted(built, key=parts_of)


def main(arguments):
    cases = [Path(argument) for argument in arguments] or sorted(ROOT.glob("snapshots/**/*.case"))
    total, failed, skipped = 0, 0, 0
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, (count, failures, reasons) in zip(cases, pool.map(check_case, cases)):
            total, failed, skipped = total + count, failed + len(failures), skipped + len(reasons)
            for line in failures + [f"skipped: {reason}" for reason in reasons]:
                print(f"{os.path.relpath(path, ROOT)}: {line}")
    missing = sorted(RUNTIMES.glob("*.why"))
    for why in missing:
        print(f"not built: SQLite {why.stem}: {why.read_text().strip()}")
    on_ci = os.environ.get("CI") == "true"
    if not versions() or (missing and on_ci):
        print("failed: " + ("on CI every runtime has to be there" if missing else
                            "run tests/runtimes/build_runtimes first"))
        total, failed = total + 1, failed + 1
    print(f"runtimes: {total - failed} passed, {failed} failed, {skipped} skipped; SQLite "
          + ", ".join(versions()))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
