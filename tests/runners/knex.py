"""Knex, with better-sqlite3: one transaction around all pending migrations, or, for a file that says
`config = { transaction: false }`, none.

It writes into its lock table that somebody migrates, in a transaction of its own. A killed process
leaves that behind, and until its user has run `knex migrate:unlock`, Knex does not start."""

from coded import CodedRunner, version_of


class Knex(CodedRunner):
    title = "Knex"
    version = version_of("knex")
    log = "knex"
    place = "knex"
    program = "knex/migrate.mjs"
    suffix = ".js"
    keeps_part = False

    def key_of(self, name):
        return f"{name}.js"

    def migrate(self, stop=None):
        ended = super().migrate(stop)
        if stop and stop.how == "is killed":
            self.tell("unlock")
        return ended


class KnexNoTransaction(Knex):
    title = "Knex, `transaction: false`"
    keeps_part = True
    environment = {"TRANSACTION": "no"}
