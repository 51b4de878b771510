"""Prisma Migrate, its engine as WebAssembly on @prisma/adapter-better-sqlite3: no transaction around a
migration. It writes a row before a migration, and fills finished_at behind it: where that is missing,
`migrate deploy` refuses to go on."""

from coded import version_of
from runner import HERE, NODE, NODE_MODULES, NodeRunner
from stopped_files import statements_of


class Prisma(NodeRunner):
    title = "Prisma Migrate"
    version = version_of("prisma")
    log = "prisma"
    marks_failures = True
    nothing_to_do = "No pending migrations to apply."

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "prisma").mkdir()
        for name, copy in (("prisma.config.mjs", "prisma.config.mjs"),
                           ("schema.prisma", "prisma/schema.prisma"),
                           ("migration_lock.toml", "prisma/migrations/migration_lock.toml")):
            (folder / copy).parent.mkdir(exist_ok=True)
            (folder / copy).write_text((HERE / "prisma" / name).read_text())

    @property
    def migrations(self):
        return self.folder / "prisma" / "migrations"

    def key_of(self, name):
        return f"20260101000{name}"

    def write(self, name, stop=None):
        file = self.migrations / self.key_of(name) / "migration.sql"
        file.parent.mkdir(exist_ok=True)
        file.write_text(";\n".join(statements_of(name, stop)) + ";\n")

    def add(self, name):
        self.write(name)

    def prisma(self, *words):
        """Its program, asking nothing of the network."""
        return self.run(NODE, NODE_MODULES / "prisma" / "build" / "index.js", *words,
                        CHECKPOINT_DISABLE="1", PRISMA_HIDE_UPDATE_MESSAGE="1", NO_COLOR="1")

    def migrate(self, stop=None):
        if stop:
            self.write("003_tokens", stop)
        ended = self.prisma("migrate", "deploy")
        if stop:
            self.write("003_tokens")
        return ended
