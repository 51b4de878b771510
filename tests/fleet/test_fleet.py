#!/usr/bin/env python3
"""A fleet on two machines, asked under GNU parallel over ssh, and in the shards of an indexed job:
merged, the lines give the report of one run over all.

The machines are two sshd on loopback, each with its own host key, port and half of the databases.
Nothing is left behind but what ssh keeps for itself.
"""
import contextlib
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pages  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLUMBLINE = os.environ.get("PLUMBLINE", str(ROOT / "build/plumbline"))
USER = pwd.getpwuid(os.getuid()).pw_name
MACHINES = ("north", "south")
TENANTS = 24  # on each

MIGRATIONS = {
    "001_users": "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT);",
    "002_teams": "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);\n"
                 "CREATE TABLE members(team INTEGER REFERENCES teams(id), user INTEGER);\n"
                 "CREATE INDEX members_team ON members(team);",
}
LOG = ("CREATE TABLE kysely_migration(name varchar(255) NOT NULL PRIMARY KEY,"
       " timestamp varchar(255) NOT NULL);"
       "CREATE TABLE kysely_migration_lock(id varchar(255) NOT NULL PRIMARY KEY,"
       " is_locked integer DEFAULT 0 NOT NULL);")


def make_tenant(path, number):
    """Every fifth stopped in 002_teams, every seventh was changed by hand, one is damaged."""
    database = sqlite3.connect(path)
    database.executescript(LOG + MIGRATIONS["001_users"])
    database.execute("INSERT INTO kysely_migration VALUES ('001_users', ?)", (f"2026-01-{number:02}",))
    statements = MIGRATIONS["002_teams"].splitlines()
    for statement in statements[:2] if number % 5 == 0 else statements:
        database.execute(statement)
    if number % 5:
        database.execute("INSERT INTO kysely_migration VALUES ('002_teams', ?)", (f"2026-02-{number:02}",))
    if number % 7 == 0:
        database.execute("ALTER TABLE users ADD COLUMN nick TEXT")
    database.commit()
    database.close()
    if number == 13:
        path.write_bytes(b"not what it was")


def make_fleet(folder):
    (folder / "migrations").mkdir()
    for name, sql in MIGRATIONS.items():
        (folder / f"migrations/{name}.sql").write_text(sql + "\n")
    for machine in MACHINES:
        (folder / machine).mkdir()
        for number in range(1, TENANTS + 1):
            make_tenant(folder / machine / f"{number:03}.db", number)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(*words, **kwargs):
    return subprocess.run(words, capture_output=True, text=True, **kwargs)


class Machine:
    """One sshd, as the user who runs this. What it starts knows which machine it is on."""

    def __init__(self, folder, name, key):
        self.port = free_port()
        host_key = folder / f"{name}.host_key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", host_key], check=True)
        config = folder / f"{name}.sshd_config"
        config.write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {host_key}\nPidFile none\nUsePAM no\n"
            f"StrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\n"
            f"AuthorizedKeysFile {key}.pub\nSetEnv MACHINE={name}\n")
        if os.geteuid() == 0:  # where Debian's service has not made it yet
            os.makedirs("/run/sshd", exist_ok=True)
        self.process = subprocess.Popen([shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", config],
                                        stderr=subprocess.DEVNULL)
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError("sshd does not listen")

    def end(self):
        self.process.terminate()
        self.process.wait()


class Fleet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="plumbline-fleet-")
        cls.folder = Path(cls.temporary.name)
        make_fleet(cls.folder)
        key = cls.folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        cls.machines = [Machine(cls.folder, name, key) for name in MACHINES]
        ssh = (f"ssh -i {key} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
               " -o LogLevel=ERROR -p")
        (cls.folder / "machines").write_text(
            "".join(f"{ssh} {machine.port} {USER}@127.0.0.1\n" for machine in cls.machines))
        cls.one_run = cls.audit(*MACHINES)
        assert cls.one_run.stdout.startswith("48 databases: "), cls.one_run

    @classmethod
    def tearDownClass(cls):
        for machine in cls.machines:
            machine.end()
        cls.temporary.cleanup()

    @classmethod
    def audit(cls, *words):
        return run(PLUMBLINE, "audit", *words, "-d", "migrations", cwd=cls.folder)

    def shell(self, command, **more):
        environment = {**os.environ, "PATH": f"{Path(PLUMBLINE).parent}:{os.environ['PATH']}", **more}
        return run("bash", "-c", command, cwd=self.folder, env=environment)

    def expect_the_report_of_one_run(self, *lines):
        for form in ("text", "json"):
            merged = run(PLUMBLINE, "audit", "--merge", *lines, "--format", form, cwd=self.folder)
            whole = self.audit(*MACHINES, "--format", form)
            self.assertEqual(merged.returncode, whole.returncode)
            self.assertEqual(merged.stdout, whole.stdout)

    def shown(self, number, merge=True):
        """A command of the page, for these machines; its second line only where it merges."""
        block = pages.blocks("tools/README.md", "Many databases")[number]
        command, _, then = block.partition("\nplumbline audit --merge ")
        self.assertEqual(bool(then), merge, block)
        return (command.replace("/srv", str(self.folder)).replace("parallel ", "parallel --will-cite ")
                .replace(" plumbline audit", f" {PLUMBLINE} audit"))

    def test_one_audit_on_each_machine_over_its_own_databases(self):
        done = self.shell(self.shown(0))
        self.assertIn("24 databases", done.stderr)
        heads = [line for line in (self.folder / "all.jsonl").read_text().splitlines() if '"format"' in line[:12]]
        self.assertEqual(len(heads), 2)
        self.expect_the_report_of_one_run("all.jsonl")

    def test_one_audit_for_each_handful_of_a_list(self):
        self.shell(self.shown(1, merge=False))
        self.expect_the_report_of_one_run("list.jsonl")

    def test_the_shards_of_an_indexed_job(self):
        command = self.shown(2)
        (self.folder / "results").mkdir()
        for shard in range(3):
            done = self.shell(command, JOB_COMPLETION_INDEX=str(shard))
            self.assertIn("16 databases", done.stderr)
        again = self.shell(command, JOB_COMPLETION_INDEX="1")  # a pod that was restarted
        self.assertIn("16 databases", again.stderr)
        self.expect_the_report_of_one_run(*(f"results/{shard}.jsonl" for shard in (2, 0, 1)))


if __name__ == "__main__":
    missing = [tool for tool in ("parallel", "ssh", "ssh-keygen") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"test_fleet.py needs {', '.join(missing)}: tools/install brings them")
    unittest.main()
