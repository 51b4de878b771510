"""ActiveRecord: a transaction around each migration, unless it says disable_ddl_transaction!"""

import json

from debian import RUBY, missing
from recorded import Recorded
from runner import HERE, MIGRATIONS, Stop

FILES = HERE / "activerecord"


class ActiveRecord(Recorded):
    title = "Rails (ActiveRecord)"
    version = "6.1.7.10"
    log = "rails"
    keeps_part = False
    nothing_to_do = "nothing left to do"
    stops = [Stop("throws", 1), Stop("throws", 3), Stop("throws", 5), Stop("is killed", 2),
             Stop("is killed", 4)]

    def __init__(self, folder):
        super().__init__(folder)
        (folder / "migrate.rb").write_text((FILES / "migrate.rb").read_text())
        self.own_migrations.mkdir()

    @staticmethod
    def why_not():
        return missing("ruby-activerecord ruby-sqlite3", RUBY, "-e",
                       "require 'active_record'; require 'sqlite3'")

    @property
    def own_migrations(self):
        return self.folder / "migrate"

    def own_name_of(self, name):
        return f"20260101000{name}"

    @property
    def own_directory(self):
        return self.own_migrations

    def key_of(self, name):
        return "20260101000" + name[:3]

    def text_of(self, name):
        return (FILES / "migrate" / f"20260101000{name}.rb").read_text()

    def add(self, name):
        (self.own_migrations / f"20260101000{name}.rb").write_text(self.text_of(name))

    @property
    def added(self):
        return [name for name in MIGRATIONS
                if (self.own_migrations / f"20260101000{name}.rb").exists()]

    def ruby(self, verb, **environment):
        return self.run(RUBY, "migrate.rb", "app.db", verb, **environment)

    def migrate(self, stop=None):
        how = {"STOP": json.dumps({"how": stop.how, "at": stop.at})} if stop else {}
        return self.ruby("latest", **how)

    def one_step_up(self):
        return [RUBY, "migrate.rb", "scratch.db", "up"]

    def says(self):
        """By what db:migrate:status asks: {version: whether it is applied}."""
        lines = [line.split() for line in self.ruby("status").stdout.splitlines()]
        return {words[1]: words[0] == "up" for words in lines if words[0] in ("up", "down")}

    def roll_back(self):
        return self.ruby("down")


class ActiveRecordWithoutTransaction(ActiveRecord):
    title = "Rails, disable_ddl_transaction!"
    keeps_part = True

    def text_of(self, name):
        return super().text_of(name).replace("Migration[6.1]\n",
                                             "Migration[6.1]\n  disable_ddl_transaction!\n", 1)
