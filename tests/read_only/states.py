"""The states in which a database can be met. Each is made in an empty folder, as app.db.

All hold the same committed rows, the last of them committed late: in WAL mode those are only in the
-wal. What is not committed would change every answer, if it were read.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
INCIDENT = ROOT / "snapshots" / "incidents" / "1-half-done-migration"

# The half-done migration's table is what is committed late.
EARLY, _, LATE = (INCIDENT / "before.sql").read_text().partition('create table "_emdash_api_tokens"')
LATE = 'BEGIN; create table "_emdash_api_tokens"' + LATE + "COMMIT;"
UNCOMMITTED = """
BEGIN IMMEDIATE;
DROP TABLE _emdash_api_tokens;
CREATE TABLE uncommitted (a);
UPDATE users SET email = email || '.invalid';
"""
# Above 16 MB no copy is made in memory: the live file itself is read through.
FILL = """
CREATE TABLE payload (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1800)
INSERT INTO payload SELECT i, zeroblob(10000) FROM n;
"""
FEW = """
CREATE TABLE payload (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
INSERT INTO payload SELECT i, zeroblob(10000) FROM n;
"""
SPILL = "PRAGMA cache_size=2; UPDATE payload SET bytes = randomblob(10000) WHERE id <= 100;"

# A process that runs SQL, says so, and then keeps its connections as they are until it is killed.
HOLDER = """
import sqlite3, sys, time
connections, open_rows = {}, []
for step in sys.argv[1:]:
    who, _, sql = step.partition(":")
    if who not in connections:
        connections[who] = sqlite3.connect("app.db", isolation_level=None, timeout=0)
    try:
        if sql.startswith("SELECT"):
            open_rows.append(connections[who].execute(sql))
            open_rows[-1].fetchone()
        else:
            connections[who].executescript(sql)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error): raise
print("ready", flush=True)
time.sleep(3600)
"""


def script(path, sql):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(sql)
    connection.close()


@contextlib.contextmanager
def holding(folder, *steps):
    """While it lasts, a process has done the steps ("name of a connection:SQL") and holds on."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, *steps], cwd=folder, text=True,
                          stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == "ready\n"
        try:
            yield
        finally:
            process.kill()


def crash(folder, *steps):
    with holding(folder, *steps):
        pass


def quiet(folder, fill=FEW, mode="delete", late=True):
    script(folder / "app.db", f"PRAGMA journal_mode={mode};" + EARLY + fill + (LATE if late else ""))


def with_wal(folder, fill=FEW):
    """A crash: the late commit is in the -wal, and so is the beginning of what was not committed."""
    quiet(folder, fill, "wal", late=False)
    crash(folder, "a:PRAGMA wal_autocheckpoint=0;" + LATE, "a:" + UNCOMMITTED + SPILL)
    assert (folder / "app.db-wal").stat().st_size > 0 and (folder / "app.db-shm").exists()


def rollback(folder):
    quiet(folder)


def journal_kept(folder):
    script(folder / "app.db", "PRAGMA journal_mode=persist;" + EARLY + FEW + LATE)
    assert (folder / "app.db-journal").stat().st_size > 0


def wal_closed(folder):
    quiet(folder, mode="wal")
    assert not (folder / "app.db-wal").exists()


def wal_empty(folder):
    quiet(folder, mode="wal")
    (folder / "app.db-wal").touch()


def wal_without_shm(folder, fill=FEW):
    with_wal(folder, fill)
    (folder / "app.db-shm").unlink()


def copied_without_wal(folder):
    wal_without_shm(folder)
    (folder / "app.db-wal").unlink()


def live_wal(folder, fill=FEW):
    quiet(folder, fill, "wal", late=False)
    return holding(folder, "a:PRAGMA wal_autocheckpoint=0;" + LATE, "a:" + UNCOMMITTED + SPILL)


def exclusive_wal(folder):
    quiet(folder, mode="wal", late=False)
    return holding(folder, "a:PRAGMA locking_mode=exclusive; PRAGMA wal_autocheckpoint=0;" + LATE,
                   "a:" + UNCOMMITTED)


def hot_journal(folder, fill=FEW):
    quiet(folder, fill)
    crash(folder, "a:" + UNCOMMITTED + SPILL)
    assert (folder / "app.db-journal").stat().st_size > 0


def hot_journal_of_two(folder):
    """Of a transaction over attached databases: at its end it names a super-journal, which lies
    beside it and names it. https://sqlite.org/atomiccommit.html#_multi_file_commit"""
    hot_journal(folder)
    path = folder / "app.db-mj0123456789"
    path.write_bytes(bytes(folder / "app.db-journal") + b"\0")
    name = bytes(path)
    pending_page = (0x40000000 // 4096 + 1).to_bytes(4, "big")
    magic = bytes.fromhex("d9d505f920a163d7")
    with open(folder / "app.db-journal", "ab") as journal:
        journal.write(pending_page + name + len(name).to_bytes(4, "big") +
                      sum(name).to_bytes(4, "big") + magic)


def reserved(folder):
    quiet(folder)
    return holding(folder, "a:" + UNCOMMITTED)


def pending(folder):
    quiet(folder)
    # A reader that has not come to its end keeps the writer from committing.
    return holding(folder, "reader:SELECT * FROM payload", "a:" + UNCOMMITTED + "COMMIT;")


def exclusive(folder):
    quiet(folder)
    return holding(folder, "a:BEGIN EXCLUSIVE; DROP TABLE _emdash_api_tokens;")


def spilled(folder):
    quiet(folder)
    return holding(folder, "a:" + UNCOMMITTED + SPILL)


def file_read_only(folder):
    quiet(folder)
    (folder / "app.db").chmod(0o444)


def folder_read_only(folder):
    wal_closed(folder)
    folder.chmod(0o555)


def everything_read_only(folder):
    with_wal(folder)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


def symlink(folder, make=with_wal):
    (folder / "real").mkdir()
    make(folder / "real")
    (folder / "app.db").symlink_to("real/app.db")


def odd_name(folder):
    with_wal(folder)
    for file in sorted(folder.iterdir()):
        file.rename(folder / (ODD + file.name.removeprefix("app.db")))


ODD = "a b%41?mode=rw#é'\"\n.db"


def no_bytes(folder):
    (folder / "app.db").touch()


def garbage(folder):
    (folder / "app.db").write_bytes(b"SELECT nothing FROM nowhere;\n" * 300)


def cut_off(folder):
    quiet(folder)
    os.truncate(folder / "app.db", 5000)


def empty_database(folder):
    script(folder / "app.db", "VACUUM")


@dataclass(frozen=True)
class State:
    """What a database is in, and what is answered then: as of a quiet one made by `like`, or, where
    `error` is given, that, and exit code 1."""
    name: str
    make: Callable
    like: Callable = rollback
    note: str = ""
    error: str = ""
    file: str = "app.db"
    locked: bool = False


LOCKED = dict(error="database is locked (a writer holds it; try again when it is done)", locked=True)
COPIED = "a private copy was read"


def big(make):
    return lambda folder: make(folder, fill=FILL)


def early(folder):
    quiet(folder, late=False)


STATES = [
    State("rollback, quiet", rollback),
    State("rollback, a journal that is kept", journal_kept),
    State("WAL, cleanly closed", wal_closed, note="is in WAL mode and has no -wal"),
    State("WAL, an empty -wal", wal_empty),
    State("WAL, crashed", with_wal),
    State("WAL, crashed, no -shm", wal_without_shm, note=COPIED),
    State("WAL, copied without its -wal", copied_without_wal, early,
          note="is in WAL mode and has no -wal"),
    State("WAL, a writer in a transaction", live_wal),
    State("WAL, a writer in exclusive mode", exclusive_wal, note=COPIED),
    State("hot journal", hot_journal, note=COPIED),
    State("hot journal of a super-journal", hot_journal_of_two, note=COPIED),
    State("a writer holds RESERVED", reserved),
    State("a writer holds PENDING", pending, **LOCKED),
    State("a writer holds EXCLUSIVE", exclusive, **LOCKED),
    State("a writer has spilled", spilled, **LOCKED),
    State("file read-only", file_read_only),
    State("folder read-only, WAL", folder_read_only),
    State("all read-only, WAL, crashed", everything_read_only),
    State("symlink, WAL, crashed", symlink),
    State("odd name, WAL, crashed", odd_name, file=ODD),
    State("no bytes", no_bytes, empty_database),
    State("no database", garbage, error="file is not a database, or it is encrypted"),
    State("cut off", cut_off, error="database disk image is malformed"),
    State("17 MB, quiet", big(quiet), big(quiet)),
    State("17 MB, WAL, crashed", big(with_wal), big(quiet)),
    State("17 MB, WAL, crashed, no -shm", big(wal_without_shm), big(quiet), note=COPIED),
    State("17 MB, WAL, a writer in a transaction", big(live_wal), big(quiet)),
    State("17 MB, hot journal", big(hot_journal), big(quiet), note=COPIED),
]


@contextlib.contextmanager
def made(state, folder):
    """The state, for as long as it is looked at."""
    held = state.make(folder)
    try:
        with held if held is not None else contextlib.nullcontext():
            yield
    finally:
        folder.chmod(0o755)
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
