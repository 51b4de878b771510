#!/usr/bin/env python3
"""A migration runner whose migrations are code, for the tests of `plumbline record`.

`run_one_migration.py DATABASE [HOW]`: applies the next pending migration and writes its row in a
log of Kysely's shape, as `migrate up` of such a runner does. HOW bends it:

  by=N        N migrations in one run
  fail-at=K   migration K creates a table and then fails, as one without a transaction does
  forget=K    migration K runs and is not recorded
  log=NAME    the name of the log table
  watch       a trigger of the application on the log, from the first migration on
  idle        does nothing at all
  trace       tells $PLUMBLINE_TRACE what it runs, as SQLite's own trace gives it
  trace=json  the same, SQL and parameters apart
  trace=half  the same as trace, without the statements that begin with INSERT
  reads       002_add_teams looks at the rows of users
"""

import json
import os
import sqlite3
import sys


def init(db):
    db.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE)")
    db.execute('CREATE TABLE "odd ""name" (a, b DEFAULT \'x: # y\')')


def add_teams(db):
    db.execute("CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE)")
    db.execute("ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams(id)")
    db.execute("CREATE INDEX users_team ON users(team_id DESC) WHERE team_id IS NOT NULL")


def seed_teams(db):
    db.executemany("INSERT INTO teams(name) VALUES (?)", [("red",), ("blue",)])


def search(db):
    db.execute("CREATE VIEW members AS SELECT email, name FROM users JOIN teams ON team_id = teams.id")
    db.execute("CREATE VIRTUAL TABLE docs USING fts5(body)")
    db.execute("CREATE TRIGGER users_ai AFTER INSERT ON users BEGIN"
               " INSERT INTO docs VALUES (new.email); END")
    db.execute("PRAGMA user_version = 7")


MIGRATIONS = [("001_init", init), ("002_add_teams", add_teams), ("003_seed/teams", seed_teams),
              ("004_search", search)]


class Telling(sqlite3.Connection):
    """Writes JSON Lines."""

    def tell(self, sql, parameters):
        with open(os.environ["PLUMBLINE_TRACE"], "a", encoding="utf-8") as trace:
            print(json.dumps({"sql": sql, "parameters": list(parameters)}), file=trace)

    def execute(self, sql, parameters=()):
        self.tell(sql, parameters)
        return super().execute(sql, parameters)

    def executemany(self, sql, lists):
        for parameters in lists:
            self.execute(sql, parameters)


def tell_in_sql(db, leaves_out):
    trace = open(os.environ["PLUMBLINE_TRACE"], "a", encoding="utf-8")
    db.set_trace_callback(lambda sql: sql.startswith(leaves_out) or print(sql, end="\n;\n", file=trace,
                                                                    flush=True))


def open_database(database, how):
    kind = Telling if how == "json" else sqlite3.Connection
    db = sqlite3.connect(database, isolation_level=None, factory=kind)
    if how in ("", "half"):
        tell_in_sql(db, "INSERT" if how else "--")
    return db


def main(database, *how):
    options = dict(word.partition("=")[::2] for word in how)
    if "idle" in options:
        return
    log = options.get("log", "kysely_migration")
    db = open_database(database, options.get("trace"))
    db.execute(f'CREATE TABLE IF NOT EXISTS "{log}"'
               " (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL)")
    db.execute(f'CREATE TABLE IF NOT EXISTS "{log}_lock" (id varchar(255) NOT NULL PRIMARY KEY,'
               " is_locked integer DEFAULT 0 NOT NULL)")
    db.execute(f"INSERT OR IGNORE INTO \"{log}_lock\" VALUES ('migration_lock', 0)")
    done = {name for name, in db.execute(f'SELECT name FROM "{log}"')}
    pending = [(at, *each) for at, each in enumerate(MIGRATIONS, 1) if each[0] not in done]
    for at, name, migration in pending[:int(options.get("by", 1))]:
        if str(at) == options.get("fail-at"):
            db.execute("CREATE TABLE half_done (id)")
            sys.exit(f"migration {name} failed")
        if "reads" in options and at == 2:
            db.execute("SELECT count(*) FROM users").fetchall()
        migration(db)
        if "watch" in options and at == 1:
            db.execute(f'CREATE TRIGGER watch AFTER DELETE ON "{log}" BEGIN DELETE FROM users; END')
        print("migrated", name)
        if str(at) != options.get("forget"):
            db.execute(f'INSERT INTO "{log}" VALUES (?, ?)', (name, f"2025-01-0{at}T00:00:00.000Z"))


main(*sys.argv[1:])
