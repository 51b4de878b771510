"""Runners with files of SQL: written from MIGRATIONS, broken by one statement more."""

import fcntl
import os
import signal
import sqlite3
import struct
import subprocess
import time
from contextlib import closing, contextmanager

from runner import MIGRATIONS, Runner

DOWN = {
    "001_users": ["DROP TABLE users"],
    "002_posts": ["DROP TABLE posts"],
    "003_tokens": ["DROP TABLE devices", "ALTER TABLE users DROP COLUMN last_seen",
                   "DROP TABLE tokens"],
    "004_settings": ["DROP TABLE settings"],
}

# What a hurried developer leaves in the file, and a statement that goes on until somebody kills it.
FAILS = "INSERT INTO tokens_old SELECT * FROM tokens"
NEVER_ENDS = ("CREATE TABLE numbers AS WITH RECURSIVE counted(number) AS"
              " (VALUES (1) UNION ALL SELECT number + 1 FROM counted)"
              " SELECT count(*) FROM counted")


def is_locked_by(file, byte):
    """Whether a process of its own has a lock on that byte (https://sqlite.org/fileformat2.html)."""
    if not file.exists():
        return False
    asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    with file.open("r+b") as opened:
        answer = fcntl.fcntl(opened, fcntl.F_GETLK, asked)
    return struct.unpack("hhqqi", answer)[0] != fcntl.F_UNLCK


def is_being_written(database):
    """A transaction has begun to write: the RESERVED lock, or the write lock of a WAL."""
    index = database.with_name(database.name + "-shm")
    return is_locked_by(database, 0x40000001) or is_locked_by(index, 120)


def objects_of(connection):
    return set(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))


def objects_before(statement):
    """What is there before that statement of 003_tokens, by bare SQLite."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for name in ("001_users", "002_posts"):
            for sql in MIGRATIONS[name]:
                connection.execute(sql)
        for sql in MIGRATIONS["003_tokens"][:statement - 1]:
            connection.execute(sql)
        return objects_of(connection)


class SqlFiles(Runner):
    def path_of(self, name):
        """The file of a migration."""
        raise NotImplementedError

    def text_of(self, statements, down):
        """What stands in it."""
        raise NotImplementedError

    def write(self, name, statements):
        path = self.path_of(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.text_of(statements, DOWN[name]))

    def add(self, name):
        self.write(name, MIGRATIONS[name])

    @contextmanager
    def broken(self, stop):
        """With one statement more in 003_tokens, before the one at which it is to stop."""
        statements = list(MIGRATIONS["003_tokens"])
        statements.insert(stop.at - 1, FAILS if stop.how == "throws" else NEVER_ENDS)
        self.write("003_tokens", statements)
        yield
        self.add("003_tokens")

    def has_come_to(self, stop):
        """Whether everything before the statement has run, seen from outside."""
        if not self.keeps_part:
            return is_being_written(self.database)
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return objects_before(stop.at) <= objects_of(connection)

    def run_until_killed(self, stop, command, **environment):
        """It, and what it has started, are killed within the statement that never ends."""
        process = subprocess.Popen([str(word) for word in command], cwd=self.folder, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, env={**os.environ, **environment},
                                   start_new_session=True)
        last = time.monotonic() + 60
        while not self.has_come_to(stop) and process.poll() is None and time.monotonic() < last:
            time.sleep(0.02)
        ended = process.poll()
        if ended is None:
            os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        assert ended is None, f"it ended by itself with {ended}:\n{output}"
        assert time.monotonic() < last, f"it did not come to statement {stop.at}:\n{output}"
        return subprocess.CompletedProcess(command, process.returncode, output)

    def run_broken(self, stop, command, **environment):
        with self.broken(stop):
            if stop.how == "throws":
                return self.run(*command, **environment)
            return self.run_until_killed(stop, command, **environment)
