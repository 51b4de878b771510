"""The start of an application: `boot.py DATABASE RELEASE`. Each migration that is not in the log runs
between BEGIN IMMEDIATE and COMMIT, with foreign keys on."""

import sqlite3
import sys
from pathlib import Path

LOG = """CREATE TABLE IF NOT EXISTS _migrations (
    name TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL DEFAULT (datetime('now'))
)"""


def run(db, file):
    record = f"INSERT INTO _migrations (name) VALUES ('{file.stem}');"
    try:
        db.executescript(f"BEGIN IMMEDIATE;\n{file.read_text()}\n{record}\nCOMMIT;")
    except sqlite3.Error:
        db.execute("ROLLBACK")
        raise


def main(database, release):
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(LOG)
    applied = {name for name, in db.execute("SELECT name FROM _migrations")}
    for file in sorted((Path(release) / "migrations").glob("*.sql")):
        if file.stem not in applied:
            run(db, file)
            print("applied", file.name)
    print("started")


main(*sys.argv[1:])
