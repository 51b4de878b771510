"""D1 and libSQL on one's own machine: the same engines, over a file of SQLite."""

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Platform:
    def __init__(self, folder):
        self.place = Path(folder) / self.name

    @classmethod
    def why_not(cls):
        """Why there is none, or None."""
        if (ROOT / "build" / cls.installed / "node_modules").exists() and shutil.which("node"):
            return None
        why = ROOT / "build" / f"{cls.installed}.why"
        return why.read_text().strip() if why.exists() else f"run tools/install_{cls.installed}"

    def ask(self, *requests):
        """The answers of run_batch.mjs."""
        done = subprocess.run(["node", str(ROOT / "tests/d1/run_batch.mjs"), self.name,
                               str(self.place)], input=json.dumps(requests), text=True,
                              capture_output=True, cwd=self.place.parent, check=True)
        return json.loads(done.stdout)

    def batch(self, statements):
        """The error of the batch, or None."""
        return self.ask({"batch": statements})[0].get("error")

    def fill(self, script):
        """Makes a database of SQL that has no semicolon at the end of a line within a statement."""
        error = self.batch([one for one in statements_of(script)])
        assert error is None, error


class D1(Platform):
    name = "d1"
    installed = "wrangler"

    @property
    def file(self):
        files = [file for file in self.place.rglob("*.sqlite") if file.name != "metadata.sqlite"]
        assert len(files) == 1, files
        return files[0]


class LibSQL(Platform):
    name = "libsql"
    installed = "libsql"

    @property
    def file(self):
        return self.place


def statements_of(script):
    statements, text = [], ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            statements.append(text.strip())
            text = ""
    return statements


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def contents_of(file):
    """Everything in the file but the platform's own: texts of objects, rows with their rowids and
    storage classes, marks of AUTOINCREMENT, by table."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE "
                                     "'\\_cf\\_%' ESCAPE '\\' ORDER BY type, name").fetchall()
        contents = {"schema": objects}
        for kind, name, sql in objects:
            if kind != "table":
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({quoted(name)})")]
            if not sql.endswith("WITHOUT ROWID"):
                columns.insert(0, "rowid")
            if name == "sqlite_sequence":
                columns.remove("rowid")
            list_of = ", ".join(f"typeof({quoted(one)}), quote({quoted(one)})" for one in columns)
            rows = connection.execute(f"SELECT {list_of} FROM {quoted(name)}")
            contents[name] = sorted(rows.fetchall())
        contents["damage"] = connection.execute("PRAGMA integrity_check").fetchall()
        contents["orphans"] = connection.execute("PRAGMA foreign_key_check").fetchall()
        return contents
    finally:
        connection.close()
