"""Where the runs take place: everything but the databases lies in one folder that all may read."""

import contextlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from states import INCIDENT, ROOT

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")

STARTUP = "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY NOT NULL, value TEXT);\n"
# A few seconds.
SLOW = """CREATE TABLE slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
WHERE i < 12000000) SELECT count(*) AS n FROM n;
"""


class Places:
    def __init__(self, root):
        self.root = Path(root)
        self.program = str(self.root / "plumbline")
        shutil.copy(os.environ.get("PLUMBLINE", ROOT / "build" / "plumbline"), self.program)
        self.migrations = self.root / "migrations"
        shutil.copytree(INCIDENT / "migrations", self.migrations)
        self.target = self.root / "target.sql"
        self.target.write_text("".join(file.read_text() for file in sorted(
            self.migrations.iterdir())), encoding="utf-8")
        self.startup = self.root / "startup.sql"
        self.startup.write_text(STARTUP)
        self.slow = self.root / "slow.sql"
        self.slow.write_text(SLOW)
        self.out = self.root / "out"
        self.out.mkdir()
        self.out.chmod(0o777)

    def words(self, database):
        return {"DB": database, "TARGET": str(self.target), "MIGRATIONS": str(self.migrations),
                "STARTUP": str(self.startup), "SLOW": str(self.slow),
                "HISTORY": str(self.out / "history")}

    @contextlib.contextmanager
    def folder(self, name="data"):
        with tempfile.TemporaryDirectory(prefix=name + "-", dir=self.root) as path:
            os.chmod(path, 0o755)
            yield Path(path)

    @contextlib.contextmanager
    def temporary(self, owner=None):
        """An empty place for temporary files; who uses it says what is left there."""
        with self.folder("tmp") as path:
            if owner is not None:
                os.chown(path, owner, owner)
            yield path


@contextlib.contextmanager
def places():
    with tempfile.TemporaryDirectory(prefix="plumbline-read-only-") as root:
        os.chmod(root, 0o755)
        yield Places(root)


@cache
def can_be_nobody():
    return os.geteuid() == 0 and shutil.which("setpriv") is not None


def left_in(folder):
    """Names of what lies in a folder, at any depth."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*"))
