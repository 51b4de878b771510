"""A runner of an application's own, as in incidents 2, 3 and 5: files in order, a table of their names,
`BEGIN IMMEDIATE … COMMIT` around each file and its row, and perhaps a schema file before all of them."""

from coded import version_of
from runner import NodeRunner


class HomeGrown(NodeRunner):
    title = "home-grown log"
    version = version_of("better-sqlite3")
    nothing_to_do = "nothing to do"

    def take(self, case, *names):
        """Files of a case under snapshots/incidents: migrations, or its schema.sql."""
        for name in names:
            place = self.migrations if name != "schema.sql" else self.folder
            place.mkdir(exist_ok=True)
            source = case / ("migrations" if name != "schema.sql" else "") / name
            (place / name).write_text(source.read_text())

    def migrate(self, stop=None):
        return self.node("home_grown/boot.mjs", "app.db", self.log_table, self.key_column)


class StarPunk(HomeGrown):
    """What the home-grown runner of incidents 2 and 3 did: schema.sql first, where there is one."""

    log_table, key_column = "schema_migrations", "migration_name"


class Murmur(HomeGrown):
    """That of incident 5: foreign keys on, nothing but migrations."""

    log_table, key_column = "_migrations", "name"
