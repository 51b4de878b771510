"""Alembic, in the three ways in which an env.py deals with transactions (alembic/env.py)."""

import json

from debian import missing
from recorded import Recorded
from runner import HERE, MIGRATIONS, Stop

FILES = HERE / "alembic"


class Alembic(Recorded):
    title = "Alembic"
    version = "1.8.1"
    log = "alembic"
    nothing_to_do = "(head)"
    mode = "as-generated"
    stops = [Stop("throws", 1), Stop("throws", 2), Stop("throws", 4), Stop("is killed", 3),
             Stop("is killed", 5)]

    def __init__(self, folder):
        super().__init__(folder)
        for name in ("alembic.ini", "env.py"):
            (folder / name).write_text((FILES / name).read_text())
        (folder / "versions").mkdir()

    @staticmethod
    def why_not():
        return missing("alembic", "alembic", "--help")

    def key_of(self, name):
        return "a00000000" + name[:3]

    def own_name_of(self, name):
        return f"a00000000{name}"

    @property
    def own_directory(self):
        return self.folder / "versions"

    def add(self, name):
        file = f"a00000000{name}.py"
        (self.folder / "versions" / file).write_text((FILES / "versions" / file).read_text())

    @property
    def added(self):
        return [name for name in MIGRATIONS
                if (self.folder / "versions" / f"a00000000{name}.py").exists()]

    def alembic(self, *words, **environment):
        return self.run("alembic", *words, MODE=self.mode, **environment)

    def migrate(self, stop=None):
        """Where nothing is left to do it says nothing: what its `current` prints is added."""
        how = {"STOP": json.dumps({"how": stop.how, "at": stop.at})} if stop else {}
        ended = self.alembic("upgrade", "head", **how)
        if ended.returncode == 0:
            ended.stdout += self.alembic("current").stdout
        return ended

    def one_step_up(self):
        return ["sh", "-c", "alembic current | grep -q head || alembic upgrade +1"]

    def record_environment(self):
        return {"DATABASE_URL": "sqlite:///scratch.db", "MODE": self.mode}

    def says(self):
        """By `history --indicate-current`, newest first: {revision: whether it is applied}."""
        revisions, applied = {}, False
        for line in self.alembic("history", "--indicate-current").stdout.splitlines():
            applied |= "(current)" in line
            revisions[line.split("->")[1].split()[0].rstrip(",")] = applied
        return revisions

    def roll_back(self):
        return self.alembic("downgrade", "-1")


class AlembicToldOfTransactions(Alembic):
    """transactional_ddl=True alone: pysqlite begins none before CREATE and ALTER."""

    title = "Alembic, transactional_ddl"
    mode = "told"


class AlembicInTransaction(Alembic):
    title = "Alembic, transactional_ddl and BEGIN"
    mode = "begun"
    keeps_part = False
