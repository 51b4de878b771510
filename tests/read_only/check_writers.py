"""Beside a process that commits all the time: how long a commit of its is kept waiting by us, and
whether what is answered is of one moment, though the schema changes all the time."""

import contextlib
import subprocess
import sys
import time

from check_states import comparable
from states import FEW, FILL, LATE, EARLY, script

# A commit that is refused for longer than this is a fault of ours.
MOST_SECONDS_WAITED = 2.0

MODES = [("rollback", "delete", FEW), ("WAL", "wal", FEW),
         ("rollback, 17 MB", "delete", FILL), ("WAL, 17 MB", "wal", FILL)]

# Beside whom a database is refused when the lock on it had to be given back before the answer was
# there: a large one that is not in WAL mode, so that nobody can commit beside a reader.
MAY_BE_REFUSED = "rollback, 17 MB"
REFUSAL = "was written to while it was read, so no answer would be true of it"

# What is asked, by the name it has in the table of times.
QUESTIONS = {
    "inspect": "inspect DB --format json",
    "diff": "diff DB TARGET --format json",
    "status": "status DB -d MIGRATIONS --format json",
    "check": "check DB -d MIGRATIONS --format json",
    "check --to": "check DB -d MIGRATIONS --to TARGET --format json",
    "repair": "repair DB -d MIGRATIONS --format json",
    "repair --to": "repair DB --to TARGET --allow all --format json",
    "--rows sample": "repair DB --to TARGET --allow all --rows sample --format json",
}

# A start that takes longer than a writer may be kept waiting.
SLOW = {"check, slow start": "check DB --startup SLOW --format json"}

# Between the two nothing but the schema is different, and each is reached in one transaction.
FIRST = "DROP VIEW w2; DROP TABLE u2; CREATE TABLE u1 (a, b); CREATE VIEW w1 AS SELECT a, b FROM u1;"
SECOND = "DROP VIEW w1; DROP TABLE u1; CREATE TABLE u2 (c); CREATE VIEW w2 AS SELECT c FROM u2;"
AT_FIRST = FIRST.partition("CREATE")[1] + FIRST.partition("CREATE")[2]

# Commits for ever; prints when it was kept from it for how long, by the clock of the machine.
WRITER = """
import sqlite3, sys, time
transactions = sys.argv[1:]
db = sqlite3.connect("app.db", isolation_level=None, timeout=0)
db.execute("PRAGMA synchronous=OFF")

def persist(sql):
    since = None
    while True:
        try:
            db.execute(sql)
            if since: print(since, time.monotonic() - since, flush=True)
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error): raise
            since = since or time.monotonic()
            time.sleep(0.0005)

print("ready", flush=True)
at = 0
while True:
    persist("BEGIN IMMEDIATE")
    for statement in filter(None, transactions[at % len(transactions)].split(";")):
        db.execute(statement)
    persist("COMMIT")
    at += 1
    print("committed", flush=True)
    time.sleep(0.002)
"""


class Writer:
    """A process that commits until it is told to stop; then the waits are known."""

    def __init__(self, folder, log, *transactions):
        self.process = subprocess.Popen([sys.executable, "-c", WRITER, *transactions],
                                        cwd=folder, stdout=log)
        self.log = log.name
        while "ready" not in open(self.log).read():
            assert self.process.poll() is None
            time.sleep(0.01)

    def stop(self):
        """([(when, how long)], commits)"""
        assert self.process.poll() is None, "the writer has failed"
        self.process.terminate()
        self.process.wait()
        lines = open(self.log).read().splitlines()
        waits = [tuple(float(word) for word in line.split()) for line in lines if " " in line]
        return waits, lines.count("committed")


class Writers:
    def __init__(self, places, short):
        self.places = places
        self.seconds = 0.25 if short else 5
        self.slow_beside = MODES[2:3] if short else MODES
        self.failures, self.rows = [], []
        self.runs = self.refused = 0

    @contextlib.contextmanager
    def writing(self, mode, fill, *transactions):
        with self.places.folder() as folder, self.places.folder("log") as place:
            script(folder / "app.db", f"PRAGMA journal_mode={mode};" + EARLY + fill + LATE +
                   "CREATE TABLE counter (n); INSERT INTO counter VALUES (0);" + AT_FIRST)
            with open(place / "log", "w") as log:
                writer = Writer(folder, log, *transactions)
                try:
                    yield folder, writer
                finally:
                    writer.process.kill()
                    writer.process.wait()

    def ask(self, folder, words):
        places = self.places.words("app.db")
        command = [self.places.program, *(places.get(word, word) for word in words.split())]
        self.runs += 1
        return subprocess.run(command, cwd=folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)

    def is_refused(self, name, done):
        refused = name == MAY_BE_REFUSED and done.returncode == 1 and REFUSAL in done.stderr
        self.refused += refused
        return refused

    def waits(self, name, mode, fill):
        """The longest wait, for each question."""
        worst = []
        with self.writing(mode, fill, "UPDATE counter SET n = n + 1") as (folder, writer):
            windows = []
            slow = SLOW if (name, mode, fill) in self.slow_beside else {}
            for question, words in (QUESTIONS | slow).items():
                begin = time.monotonic()
                while time.monotonic() < begin + self.seconds:
                    done = self.ask(folder, words)
                    if not self.is_refused(name, done) and done.returncode not in (0, 2, 3):
                        self.failures.append(f"beside a writer ({name}): {words}: exit "
                                             f"{done.returncode}: {done.stderr}")
                windows.append((question, begin, time.monotonic()))
            time.sleep(0.2)  # what waited to the end is told
            waits, commits = writer.stop()
        for question, begin, end in windows:
            longest = max((length for at, length in waits if begin <= at <= end), default=0)
            worst.append(longest)
            if longest > MOST_SECONDS_WAITED:
                self.failures.append(f"{question} kept a writer ({name}) from its commit for "
                                     f"{longest:.1f} s; {MOST_SECONDS_WAITED} s is the most")
        if commits < 10:
            self.failures.append(f"beside a writer ({name}): it came to {commits} commits only")
        self.rows.append((name, worst))

    def moments_of(self, name, mode, fill):
        """Each answer is that of one of the two schemas."""
        known = {words: set() for words in QUESTIONS.values()}
        for change in ("", SECOND):
            with self.places.folder() as folder:
                script(folder / "app.db", f"PRAGMA journal_mode={mode};" + EARLY + fill + LATE +
                       "CREATE TABLE counter (n); INSERT INTO counter VALUES (0);" + AT_FIRST +
                       change)
                for words in known:
                    known[words].add(answer(self.ask(folder, words)))
        seen = {words: set() for words in known}
        with self.writing(mode, fill, SECOND, FIRST) as (folder, writer):
            for words in known:
                begin = time.monotonic()
                while time.monotonic() < begin + self.seconds:
                    done = self.ask(folder, words)
                    if self.is_refused(name, done):
                        continue
                    seen[words].add(answer(done))
                    if done.returncode == 1:
                        self.failures.append(f"beside a writer ({name}): {words}: {done.stderr}")
            writer.stop()
        for words in known:
            if not seen[words] <= known[words]:
                odd = sorted(seen[words] - known[words])[0]
                self.failures.append(f"beside a writer that changes the schema ({name}): {words}: "
                                     f"an answer of no moment: {odd[1][:600]}")

    def table(self):
        lines = ["longest wait of a commit, in milliseconds",
                 "| beside | " + " | ".join(QUESTIONS | SLOW) + " |",
                 "|---|" + "--:|" * len(QUESTIONS | SLOW)]
        for name, worst in self.rows:
            cells = [f"{1000 * wait:.0f}" for wait in worst]
            cells += ["–"] * (len(QUESTIONS | SLOW) - len(cells))
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return "\n".join(lines)


def answer(done):
    """Exit code and answer."""
    return done.returncode, comparable(done.stdout, "json")


def check_writers(places, short):
    writers = Writers(places, short)
    for name, mode, fill in MODES:
        writers.waits(name, mode, fill)
    for name, mode, fill in MODES:
        writers.moments_of(name, mode, fill)
    return writers
