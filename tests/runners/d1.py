"""Cloudflare's wrangler with its local D1: a file is one batch, which runs whole or not at all."""

import shutil

from runner import NODE, ROOT, Stop
from sql_files import SqlFiles

WRANGLER = ROOT / "build" / "wrangler" / "node_modules" / "wrangler" / "bin" / "wrangler.js"

CONFIGURATION = """name = "app"
compatibility_date = "2025-04-01"
[[d1_databases]]
binding = "DB"
database_name = "app"
database_id = "00000000-0000-0000-0000-000000000001"
migrations_dir = "migrations"
"""


class D1(SqlFiles):
    title = "Cloudflare D1 (wrangler)"
    version = "4.10.0"
    log = "d1"
    keeps_part = False
    nothing_to_do = "No migrations to apply"
    stops = [Stop("throws", 2), Stop("throws", 5), Stop("is killed", 4)]  # 4 s for each start

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "wrangler.toml").write_text(CONFIGURATION)

    @staticmethod
    def why_not():
        if WRANGLER.exists() and (NODE.exists() or shutil.which("node")):
            return None
        why = ROOT / "build" / "wrangler.why"
        return why.read_text().strip() if why.exists() else "run tools/install_wrangler"

    @property
    def database(self):
        """Where workerd keeps it, once there is one."""
        files = [file for file in (self.folder / ".wrangler").rglob("*.sqlite")
                 if file.parent.name.endswith("D1DatabaseObject") and file.name != "metadata.sqlite"]
        return files[0] if files else self.folder / "app.db"

    def path_of(self, name):
        return self.migrations / f"0{name}.sql"

    def key_of(self, name):
        return f"0{name}"

    def text_of(self, statements, down):
        return "".join(f"{sql};\n" for sql in statements)

    def command(self, *words):
        node = NODE if NODE.exists() else shutil.which("node")
        return [node, WRANGLER, "d1", "migrations", *words]

    def settings(self):
        """What wrangler keeps for itself stays in the folder; it asks nothing."""
        return {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"), "CI": "1",
                "WRANGLER_SEND_METRICS": "false", "NO_COLOR": "1"}

    def migrate(self, stop=None):
        command = self.command("apply", "app", "--local")
        if stop:
            return self.run_broken(stop, command, **self.settings())
        return self.run(*command, **self.settings())

    def says(self):
        """By its own `list`, which shows those that are not applied."""
        shown = self.run(*self.command("list", "app", "--local"), **self.settings()).stdout
        return {file.stem: file.name not in shown
                for file in sorted(self.migrations.glob("*.sql"))}
