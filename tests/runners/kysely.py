"""Kysely, with better-sqlite3 and no transaction around a migration, as on Cloudflare D1."""

import json
import os
import subprocess

from runner import HERE, NODE, NodeRunner
from story import PLUMBLINE


class Kysely(NodeRunner):
    title = "Kysely"
    version = "0.28.18"
    log = "kysely"
    nothing_to_do = "nothing to do"

    def add(self, name):
        (self.folder / "migrations").mkdir(exist_ok=True)
        source = (HERE / "kysely" / f"{name}.mjs").read_text()
        (self.folder / "migrations" / f"{name}.mjs").write_text(source)
        self.record()

    def migrate(self, stop=None):
        how = {"STOP": json.dumps({"how": stop.how, "at": stop.at})} if stop else {}
        return self.node("kysely/migrate.mjs", "app.db", "latest", **how)

    @property
    def migrations(self):
        return self.folder / "history"

    def record(self):
        """Its migrations are code: what they do is recorded on a scratch database."""
        for leftover in (self.folder / "scratch.db", self.folder / "history"):
            subprocess.run(["rm", "-rf", leftover], check=True)
        (self.folder / "migrate.mjs").write_text((HERE / "kysely/migrate.mjs").read_text())
        subprocess.run([PLUMBLINE, "record", "-o", "history", "--db", "scratch.db", "--",
                        str(NODE), "migrate.mjs", "scratch.db", "up"], cwd=self.folder, check=True,
                       stdin=subprocess.DEVNULL, capture_output=True, env=os.environ)
