"""The start of an application: `boot.py DATABASE RELEASE [migrations-first]`.

schema.sql of the release, which says how everything is in the end, runs first, with IF NOT EXISTS
everywhere; then the migrations that are not in the log. A log without a row is taken for a new
database: what schema.sql has made need not be made again.
"""

import sqlite3
import sys
from pathlib import Path

LOG = """CREATE TABLE IF NOT EXISTS schema_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    migration_name TEXT UNIQUE NOT NULL,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
)"""


def record(db, file):
    db.execute("INSERT INTO schema_migrations (migration_name) VALUES (?)", (file.name,))
    db.commit()


def make_missing_indexes(db, sql):
    there = {name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    for statement in sql.split(";"):
        words = statement.split()
        if words[:2] == ["CREATE", "INDEX"] and words[2] not in there:
            db.execute(statement)


def run_migrations(db, release):
    db.execute(LOG)
    applied = {name for name, in db.execute("SELECT migration_name FROM schema_migrations")}
    for file in sorted((release / "migrations").glob("*.sql")):
        if file.name in applied:
            continue
        if not applied:
            make_missing_indexes(db, file.read_text())
        else:
            db.execute("BEGIN")
            db.executescript(file.read_text())  # commits first: the BEGIN is for nothing
        record(db, file)
        print("applied", file.name)


def run_schema(db, release):
    db.executescript((release / "schema.sql").read_text())


def main(database, release, order="schema-first"):
    db = sqlite3.connect(database)
    steps = [run_schema, run_migrations]
    for step in steps if order == "schema-first" else reversed(steps):
        step(db, Path(release))
    print("started")


main(*sys.argv[1:])
