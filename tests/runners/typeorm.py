"""TypeORM, with better-sqlite3: one transaction around all pending migrations, or, with
`migrationsTransactionMode: "none"`, none.

Its log holds the names of the classes, which end in the time at which they were made."""

from coded import CodedRunner, version_of

CLASSES = {"001_users": "Users1767225600001", "002_posts": "Posts1767225600002",
           "003_tokens": "Tokens1767225600003", "003_title": "Title1767225600003",
           "004_settings": "Settings1767225600004"}


class TypeOrm(CodedRunner):
    title = "TypeORM"
    version = version_of("typeorm")
    log = "typeorm"
    place = "typeorm"
    program = "typeorm/migrate.mjs"
    suffix = ".js"
    keeps_part = False
    environment = {"TRANSACTION_MODE": "all"}

    def file_of(self, name):
        return f"{CLASSES[name][-13:]}-{CLASSES[name][:-13]}.js"

    def key_of(self, name):
        return CLASSES[name]


class TypeOrmNoTransaction(TypeOrm):
    title = 'TypeORM, transaction: "none"'
    keeps_part = True
    environment = {"TRANSACTION_MODE": "none"}
