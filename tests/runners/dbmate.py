"""dbmate: an up and a down part a file; a transaction around each, unless it says otherwise."""

from runner import NODE_MODULES, NodeRunner
from sql_files import SqlFiles

PROGRAM = NODE_MODULES / "@dbmate" / "linux-x64" / "bin" / "dbmate"


class Dbmate(SqlFiles):
    title = "dbmate"
    version = "2.36.0"
    log = "dbmate"
    keeps_part = False
    nothing_to_do = "Pending: 0"
    options = ""  # of the up part
    why_not = NodeRunner.why_not

    def stem_of(self, name):
        return "20260101000" + name

    key_of = stem_of

    def path_of(self, name):
        return self.migrations / f"{self.stem_of(name)}.sql"

    def text_of(self, statements, down):
        parts = [f"-- migrate:up{self.options}", *(f"{sql};" for sql in statements), "",
                 "-- migrate:down", *(f"{sql};" for sql in down)]
        return "\n".join(parts) + "\n"

    def command(self, verb):
        return [PROGRAM, "--url", f"sqlite:{self.database}", "-d", "migrations",
                "--no-dump-schema", verb]

    def migrate(self, stop=None):
        """Where nothing is left to do it says nothing: what its `status` prints is added."""
        if stop:
            return self.run_broken(stop, self.command("migrate"))
        ended = self.run(*self.command("migrate"))
        if ended.returncode == 0:
            ended.stdout += self.run(*self.command("status")).stdout
        return ended

    def roll_back(self):
        return self.run(*self.command("rollback"))

    def says(self):
        """By its own `status`: {what Plumbline calls it: whether it is applied}."""
        lines = self.run(*self.command("status")).stdout.splitlines()
        return {line[4:].removesuffix(".sql"): line.startswith("[X]")
                for line in lines if line.startswith("[")}


class DbmateWithoutTransaction(Dbmate):
    title = "dbmate, transaction:false"
    keeps_part = True
    options = " transaction:false"
