#!/usr/bin/env python3
"""Databases that SQLite 3.54.1 really wrote, read by a Plumbline on an older SQLite or a newer one.

Behind `build_runtimes`; the program under test is $PLUMBLINE, or build/plumbline. Every feature is
one of three: it keeps an older SQLite from reading the schema at all, and then the error says so;
its object is not understood; or it needs a function, and a stand-in is said. From the version on
that has it, all is read and nothing is said.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pages  # noqa: E402
from runners import ROOT  # noqa: E402
from test_scripts import plumbline  # noqa: E402

PROGRAM = os.environ.get("PLUMBLINE", str(ROOT / "build" / "plumbline"))
WRITER = ROOT / "build" / "runtimes" / "3.54.1" / "run_script"
USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, n INT);\n"

# What an older SQLite cannot parse: since when it can, the object, the SQL, the words of the error.
UNREADABLE = [
    ("3.44", "view v", "CREATE VIEW v AS SELECT group_concat(mail ORDER BY id) FROM users",
     "ORDER BY in the arguments of a function: SQLite 3.44"),
    ("3.44", "view v", "CREATE VIEW v AS SELECT json_group_array(n ORDER BY id DESC) "
     "FILTER (WHERE n > 1) FROM users", "ORDER BY in the arguments of a function: SQLite 3.44"),
    ("3.46", "view v", "CREATE VIEW v AS SELECT 1_000 AS x FROM users",
     "digits grouped by _: SQLite 3.46"),
    ("3.46", "table t", "CREATE TABLE t (a CHECK (a < 1_000))", "digits grouped by _: SQLite 3.46"),
    ("3.46", "table t", "CREATE TABLE t (a DEFAULT 1_000)", "digits grouped by _: SQLite 3.46"),
    ("3.46", "index i", "CREATE INDEX i ON users (n) WHERE n > 0x1_0",
     "digits grouped by _: SQLite 3.46"),
    ("3.47", "trigger r", "CREATE TRIGGER r BEFORE INSERT ON users BEGIN "
     "SELECT RAISE(ABORT, 'no ' || NEW.mail); END", "RAISE with an expression: SQLite 3.47"),
    ("3.47", "trigger r", "CREATE TRIGGER r BEFORE INSERT ON users WHEN "
     "(SELECT RAISE(FAIL, format('%s', NEW.mail))) BEGIN SELECT 1; END",
     "RAISE with an expression: SQLite 3.47"),
    ("3.53", "trigger r", "CREATE TRIGGER r AFTER INSERT ON users BEGIN "
     "UPDATE users AS u SET n = 1 WHERE u.id = 1; END",
     "AS behind the table of a statement in a trigger: SQLite 3.53"),
]

# What an older SQLite reads around: since when it knows the table, and what it says of it.
NOT_UNDERSTOOD = [
    ("3.47", "CREATE VIRTUAL TABLE f USING fts5(a, locale=1)", 'unrecognized option: "locale"'),
    ("3.44", "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x'); "
     "INSERT INTO f (f, rank) VALUES ('secure-delete', 1); DELETE FROM f",
     "invalid fts5 file format (found 5, expected 4)"),
]

# What stands in for something: since when it is there, the SQL, the name in the note.
STOOD_IN = [
    ("3.45", "CREATE VIEW v AS SELECT jsonb(mail) FROM users", "jsonb()"),
    ("3.45", "CREATE TABLE t (a BLOB CHECK (json_valid(a, 4)), b AS (jsonb_extract(a, '$.x')))",
     "json_valid with other numbers of arguments"),
    ("3.45", "CREATE INDEX i ON users (jsonb_extract(mail, '$.a'))", "jsonb_extract()"),
    ("3.44", "CREATE VIEW v AS SELECT concat(mail, n), string_agg(mail, ',') FROM users",
     "concat()"),
    ("3.44", "CREATE TABLE t (a, b AS (concat(a, 'x')))", "concat()"),
    ("3.49", "CREATE VIEW v AS SELECT iif(n > 1, 'x'), iif(n > 1, 2, n > 2, 3) FROM users",
     "iif with other numbers of arguments"),
    ("3.49", "CREATE TABLE t (a CHECK (iif(a > 0, 1)))", "iif with other numbers of arguments"),
    ("3.50", "CREATE TABLE t (a DEFAULT (unistr('\\0041')))", "unistr()"),
    ("3.43", "CREATE VIEW v AS SELECT timediff('now', mail), octet_length(mail) FROM users",
     "timediff()"),
    ("3.51", "CREATE VIEW v AS SELECT value FROM users, jsonb_each(mail)", "jsonb_each"),
]

# What 3.40 knows as well.
KNOWN = [
    "CREATE VIEW v AS SELECT id FROM users WHERE mail IS NOT DISTINCT FROM 'x'",
    "CREATE VIEW v AS SELECT a.id FROM users a RIGHT JOIN users b USING (id)",
    "CREATE VIEW v AS SELECT mail -> '$[#-1]', mail ->> 0 FROM users",
    "CREATE VIEW v AS SELECT sum(n) FILTER (WHERE n > 1) OVER (ORDER BY id) FROM users",
    "CREATE TABLE t (a INT PRIMARY KEY, b ANY) WITHOUT ROWID, STRICT",
    "CREATE TABLE t (a INT, b INT AS (a * 2) STORED, c REAL DEFAULT (unixepoch('subsec'))) STRICT",
    "CREATE TRIGGER r AFTER UPDATE ON users BEGIN INSERT INTO users (id) VALUES (1) "
    "ON CONFLICT (id) DO UPDATE SET n = 1 WHERE true ON CONFLICT DO NOTHING; END",
    "CREATE TRIGGER r AFTER UPDATE ON users BEGIN "
    "UPDATE users SET n = x.n FROM (SELECT 1 AS n) AS x WHERE id = NEW.id; END",
    "ALTER TABLE users ALTER COLUMN mail SET NOT NULL; "
    "ALTER TABLE users ADD CONSTRAINT c CHECK (n > 0)",
]


def parts_of(version):
    return tuple(int(part) for part in version.split("."))


def linked_version():
    return plumbline("--version").stdout.split()[-1]


class Database:
    def __init__(self, folder, sql):
        self.path = str(Path(folder) / "app.db")
        done = subprocess.run([WRITER, self.path], input=USERS + sql + ";", text=True,
                              capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(f"3.54.1 does not write it: {done.stderr.strip()}")

    def answers(self):
        """What each verb that needs no more than the database says: its exit code and its words."""
        target = ("--to", self.path)
        for words in (("inspect", self.path), ("diff", self.path, self.path),
                      ("check", self.path, *target), ("repair", self.path, *target)):
            done = plumbline(*words)
            yield words[0], done.returncode, done.stdout, done.stderr


def faults_where_unreadable(database, object_named, words):
    for verb, code, out, error in database.answers():
        if code != 1 or "cannot parse the schema: " + object_named not in error:
            yield f"{verb}: exit code {code}: {error}"
        elif words not in error or "-DPLUMBLINE_SQLITE=newest" not in error:
            yield f"{verb}: not the words and the remedy: {error}"
        elif verb == "inspect" and "table users" not in out:
            yield f"{verb}: what can be read is not shown: {out}"


def faults_where_read(database, note="", problem=""):
    for verb, code, out, error in database.answers():
        if code != 0:
            yield f"{verb}: exit code {code}: {error}"
        if problem not in out + error:
            yield f"{verb}: does not say {problem}: {out}{error}"
        if not problem and ("broken-object" in out + error or "problem: " in out):
            yield f"{verb}: a false alarm: {out}{error}"
        if note and error.count(note) != 1:
            yield f"{verb}: does not say once that {note} is stood in for: {error}"
        if not note and "has not got" in error:
            yield f"{verb}: stands in for what it has: {error}"


def all_cases():
    here = parts_of(linked_version())
    for since, named, sql, words in UNREADABLE:
        if here >= parts_of(since):
            yield sql, faults_where_read
        else:
            yield sql, lambda d, n=named, w=words: faults_where_unreadable(d, n, w)
    for since, sql, problem in NOT_UNDERSTOOD:
        shown = "" if here >= parts_of(since) else problem
        yield sql, lambda d, p=shown: faults_where_read(d, problem=p)
    for since, sql, name in STOOD_IN:
        said = "" if here >= parts_of(since) else name
        yield sql, lambda d, s=said: faults_where_read(d, note=s)
    for sql in KNOWN:
        yield sql, faults_where_read


def faults_of_the_page():
    """What tools/README.md shows of the two builds, in so far as the program at hand is one of them."""
    block = next(block for block in pages.blocks("tools/README.md", "Which SQLite to build with")
                 if block.startswith("$ "))
    build = "build-newest/" if "3.54.1" == linked_version() else "build/"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([WRITER, str(Path(folder) / "app.db")], text=True, check=True, input=(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE VIEW names AS SELECT group_concat(name ORDER BY id) FROM users;"))
        for command, shown in pages.examples(block):
            if not command.startswith(build):
                continue
            done = subprocess.run([PROGRAM, *command.split()[1:]], text=True, cwd=folder, check=False,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
            if done.stdout != shown:
                yield f"tools/README.md has\n{shown}and it says\n{done.stdout}"


def main():
    if not WRITER.exists():
        print("newer databases: not tested, SQLite 3.54.1 is not built: tests/runtimes/build_runtimes")
        return 1
    of_page = list(faults_of_the_page())
    print(*of_page, sep="\n", end="")
    count, failed = 1, bool(of_page)
    for sql, faults_of in all_cases():
        with tempfile.TemporaryDirectory() as folder:
            faults = list(faults_of(Database(folder, sql)))
        count, failed = count + 1, failed + bool(faults)
        for fault in faults:
            print(f"{sql}\n  {fault}")
    print(f"newer databases: {count - failed} passed, {failed} failed; on SQLite {linked_version()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
