"""Cloudflare's D1 as wrangler runs it on one's own machine: the same engine, with the same refusals,
over a file of SQLite."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRANGLER = ROOT / "build" / "wrangler" / "node_modules" / "wrangler" / "bin" / "wrangler.js"

CONFIGURATION = """name = "demo"
compatibility_date = "2025-04-01"
[[d1_databases]]
binding = "DB"
database_name = "demo"
database_id = "00000000-0000-0000-0000-000000000001"
migrations_dir = "migrations"
"""


def why_not():
    """Why there is none, or None."""
    if WRANGLER.exists() and shutil.which("node"):
        return None
    why = ROOT / "build" / "wrangler.why"
    return why.read_text().strip() if why.exists() else "run tools/install_wrangler"


class LocalD1:
    def __init__(self, folder, migrations):
        self.folder = Path(folder)
        shutil.copytree(migrations, self.folder / "migrations")
        (self.folder / "wrangler.toml").write_text(CONFIGURATION)

    def command(self, *words):
        """The words of a command line. What wrangler keeps for itself stays in the folder."""
        settings = {"HOME": self.folder, "XDG_CONFIG_HOME": self.folder / "config", "CI": "1",
                    "WRANGLER_SEND_METRICS": "false", "NO_COLOR": "1"}
        return " ".join(["env", *(shlex.quote(f"{name}={value}") for name, value in
                                  settings.items()), "node", shlex.quote(str(WRANGLER)), "d1",
                         *words])

    @property
    def via(self):
        return self.command("execute", "demo", "--local", "--json", "--command")

    def run(self, command):
        subprocess.run(command, shell=True, cwd=self.folder, check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={"PATH": os.environ["PATH"]})

    def execute(self, sql):
        self.run(self.via + " " + shlex.quote(sql))

    def apply_migrations(self):
        self.run(self.command("migrations", "apply", "demo", "--local"))

    @property
    def file(self):
        """What it keeps the database in."""
        files = [file for file in (self.folder / ".wrangler").rglob("*.sqlite")
                 if file.parent.name.endswith("D1DatabaseObject") and file.name != "metadata.sqlite"]
        assert len(files) == 1, files
        return files[0]
