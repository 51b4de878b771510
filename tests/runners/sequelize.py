"""Sequelize's migrations, run by umzug into SequelizeMeta, with the sqlite3 driver: no transaction
around a migration."""

from coded import CodedRunner, version_of


class Sequelize(CodedRunner):
    title = "Sequelize (umzug)"
    version = version_of("umzug")
    log = "sequelize"
    place = "sequelize"
    program = "sequelize/migrate.mjs"
    suffix = ".js"

    def key_of(self, name):
        return f"{name}.js"
