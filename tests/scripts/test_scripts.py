#!/usr/bin/env python3
"""Runs the repair script of every golden case the ways that people run scripts, right and wrong.

`test_scripts.py [CASE…]`; the program under test is $PLUMBLINE, or build/plumbline.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from case_file import read_case
from checks import SCRATCH, Checks, create, dump
from runners import ROOT, all_runners, why_no_better_sqlite3

PLUMBLINE = os.environ.get("PLUMBLINE", str(ROOT / "build" / "plumbline"))
# What changes the meaning of "the same" holds for diff as well as for repair.
DIFF_FLAGS = {"--exact": 0, "--column-order": 0, "--include": 1, "--exclude": 1}
# In the head of a script for a runtime that has more statements than the SQLite at hand;
# tests/runtimes runs these.
NOT_RUN = "-- Not run in the proof"

runners = cache(all_runners)


def is_for_a_shell(case):
    """Not what D1 and libSQL run as one batch: tests/d1 is about those."""
    options = case.get("options", "")
    return not any(name in options for name in ("--runtime d1", "--runtime libsql"))


def plumbline(*arguments):
    return subprocess.run([PLUMBLINE, *arguments], text=True, capture_output=True)


def diff_flags(options):
    flags = []
    for at, option in enumerate(options):
        if option.split("=")[0] in DIFF_FLAGS:
            values = 0 if "=" in option else DIFF_FLAGS[option]
            flags += options[at:at + 1 + values]
    return flags


def check_case(path):
    """How many checks, and a message for each that failed."""
    case = read_case(path)
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        live = str(Path(folder) / "live.db")
        target = str(Path(folder) / next(name for name in case if name.startswith("target.")))
        create(live, case["live.sql"])
        Path(target).write_text(case[Path(target).name], encoding="utf-8")
        options = case.get("options", "").split()
        repair = plumbline("repair", live, "--to", target, *options)
        if repair.returncode != 0:
            return 1, [f"repair ends with {repair.returncode}: {repair.stderr.strip()}"]
        if not repair.stdout.strip():
            return 1, ["expects a script and repair prints none"]
        return check_script(repair.stdout, live, target, options, folder)


def check_too_new(script, live, folder):
    """A script of statements that no runner here has: it fails, and leaves everything as it was."""
    failures = []
    copy = str(Path(folder) / "copy.db")
    for runner in runners():
        shutil.copyfile(live, copy)
        if runner.run(copy, script) is None:
            failures.append(f"{runner.name}: says nothing about statements that it has not got")
        if dump(copy) != dump(live):
            failures.append(f"{runner.name}: leaves a state between")
    return 2 * len(runners()), failures


def check_script(script, live, target, options, folder):
    if NOT_RUN in script:
        return check_too_new(script, live, folder)
    count, failures = 0, []
    for runner in runners():
        checks = Checks(runner, script, live, folder)
        checks.run_all()
        left = differences(checks.target, target, options)
        checks.expect(not left, f"does not reach the target: {left}")
        count += checks.count
        failures += checks.failures
    return count, failures


def differences(database, target, options):
    """The changes still to make. What repair keeps because only the live side has it is none, unless
    the case asks to drop it."""
    diff = plumbline("diff", database, target, "--format", "json", *diff_flags(options))
    if diff.returncode not in (0, 2):
        return diff.stderr.strip()
    report = json.loads(diff.stdout)
    kept = [] if "--drop-extra" in options else [
        finding["object"] for finding in report["findings"]
        if finding["rule"].startswith("extra-")]
    return [change for change in report["changes"]
            if change["class"] == "drift" and change["object"] not in kept]


def check_case_safely(path):
    """An error in one case must not hide the others."""
    try:
        return check_case(path)
    except Exception as error:
        return 1, [f"{type(error).__name__}: {error}"]


def main(arguments):
    named = [Path(argument) for argument in arguments]
    cases = [path for path in named or sorted(ROOT.glob("snapshots/**/*.case"))
             if (case := read_case(path)).get("expect script", "").strip() and is_for_a_shell(case)]
    total, failed = 0, 0
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, (count, failures) in zip(cases, pool.map(check_case_safely, cases)):
            total, failed = total + count, failed + len(failures)
            for failure in failures:
                print(f"{os.path.relpath(path, ROOT)}: {failure}")
    skipped = why_no_better_sqlite3()
    if skipped:
        print(f"skipped: better-sqlite3 could not be built: {skipped}")
        if os.environ.get("CI") == "true":
            print("failed: on CI every runner has to be there")
            total, failed = total + 1, failed + 1
    if not cases:
        print("failed: there is no case that expects a script")
        total, failed = total + 1, failed + 1
    print(f"scripts: {total - failed} passed, {failed} failed" + (", 1 skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
