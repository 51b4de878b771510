"""What the tests of the packages share: the build that they are made of, and tools that may not be
here."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("PLUMBLINE_BUILD", ROOT / "build"))
EXAMPLE = ROOT / "tools" / "examples" / "start_up_check"
VERSION = re.search(r"^project\(plumbline VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(),
                    re.MULTILINE).group(1)


def need(*commands):
    """Without them there is no test; continuous integration has them."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [command for command in commands if not shutil.which(command, path=path)]
    if missing and os.environ.get("CI") == "true":
        raise AssertionError(f"missing here: {', '.join(missing)}")
    if missing:
        raise unittest.SkipTest(f"missing here: {', '.join(missing)}")


def run(*command, code=0, **options):
    """Standard output; the exit code has to be the one expected."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != code:
        raise AssertionError(f"{' '.join(map(str, command))}: exit code {done.returncode}, not {code}\n"
                             f"{done.stdout}{done.stderr}")
    return done.stdout


def folder_for(test_class):
    """A folder that goes away with the tests of the class."""
    folder = tempfile.TemporaryDirectory()
    test_class.addClassCleanup(folder.cleanup)
    return Path(folder.name)


def installed(test_class):
    """The prefix of a `cmake --install`, made once."""
    if not hasattr(installed, "prefix"):
        installed.folder = tempfile.TemporaryDirectory()
        installed.prefix = Path(installed.folder.name) / "prefix"
        run("cmake", "--build", BUILD)
        run("cmake", "--install", BUILD, "--prefix", installed.prefix)
    return installed.prefix


def is_static():
    return "statically linked" in run("file", "-L", BUILD / "plumbline") or \
        "static-pie linked" in run("file", "-L", BUILD / "plumbline")


def flags_by_verb(program):
    """{"check": {"--format": "text|json|…", "-o": "FILE"}}, as --help has them."""
    verbs = re.findall(r"^  ([a-z]+) {2,}", run(program, "--help").split("Subcommands:")[1], re.MULTILINE)
    flags = {}
    for verb in verbs:
        flags[verb] = {}
        for names, value in re.findall(r"^  ((?:-\w,)?--[\w-]+)(?: ([^ \n]+))?",
                                       run(program, verb, "--help"), re.MULTILINE):
            for name in names.split(","):
                flags[verb][name] = "" if value in ("", "Excludes:") else value
    return flags


def make_database(path, sql):
    run("sqlite3", "-bail", path, sql)


HALF_DONE = """
CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);
CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);
INSERT INTO schema_migrations VALUES ('001');
ALTER TABLE users ADD COLUMN name TEXT;
"""
