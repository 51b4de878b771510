"""Drizzle, with better-sqlite3: one transaction around all pending migrations.

0.x keeps a journal of its files; 1.0 has a folder for each, and two columns more in its log."""

import json

from coded import version_of
from runner import MIGRATIONS, NodeRunner
from stopped_files import statements_of

# As drizzle-kit writes them.
BREAKPOINT = ";\n--> statement-breakpoint\n"


class DrizzleRunner(NodeRunner):
    keeps_part = False

    def file_of(self, name):
        raise NotImplementedError

    def write(self, name, stop=None):
        file = self.folder / "migrations" / self.file_of(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BREAKPOINT.join(statements_of(name, stop)) + ";")

    def add(self, name):
        self.write(name)

    def migrate(self, stop=None):
        if stop:
            self.write("003_tokens", stop)
        ended = self.node(self.program, "app.db")
        if stop:
            self.write("003_tokens")
        return ended


class Drizzle(DrizzleRunner):
    title = "Drizzle 0.x"
    version = version_of("drizzle-orm-0")
    log = "drizzle"
    program = "drizzle/migrate_0.mjs"

    def file_of(self, name):
        return f"{name}.sql"

    def add(self, name):
        super().add(name)
        here = [tag for tag in MIGRATIONS if (self.folder / "migrations" / f"{tag}.sql").exists()]
        entries = [{"idx": place, "version": "6", "when": 1767225600000 + place * 86400000,
                    "tag": tag, "breakpoints": True} for place, tag in enumerate(here)]
        journal = self.folder / "migrations" / "meta" / "_journal.json"
        journal.parent.mkdir(exist_ok=True)
        journal.write_text(json.dumps({"version": "7", "dialect": "sqlite", "entries": entries},
                                      indent=2))


class Drizzle1(DrizzleRunner):
    title = "Drizzle 1.0"
    version = version_of("drizzle-orm-1")
    log = "drizzle-1"
    program = "drizzle/migrate_1.mjs"

    def key_of(self, name):
        return f"20260101000{name}"

    def file_of(self, name):
        return f"{self.key_of(name)}/migration.sql"
