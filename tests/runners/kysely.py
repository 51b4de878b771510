"""Kysely, with better-sqlite3, in both its forms.

Its SqliteAdapter says that SQLite has no transactional DDL, so by default no transaction is put around
a migration, as on Cloudflare D1. Where a dialect says otherwise, one is put around all of them."""

from coded import CodedRunner, version_of


class Kysely(CodedRunner):
    title = "Kysely"
    version = version_of("kysely")
    log = "kysely"
    place = "kysely"
    program = "kysely/migrate.mjs"


class KyselyTransaction(Kysely):
    title = "Kysely, with a transaction"
    keeps_part = False
    environment = {"TRANSACTION": "yes"}
