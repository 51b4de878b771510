"""The npm package, installed from the packed file in an empty project, and run as one does it."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unittest

from packages import EXAMPLE, HALF_DONE, ROOT, VERSION, folder_for, make_database, need, run

PACKED = ["LICENSE", "README.md", "THIRD_PARTY_LICENSES", "bin/plumbline", "package.json"]


def pack():
    """The packed file; where no newest SQLite can be had, with the system's."""
    need("npm", "node")
    done = subprocess.run(["tools/package-npm"], cwd=ROOT, capture_output=True, text=True, check=False)
    if "cannot be had" in done.stderr and os.environ.get("CI") != "true":
        print("npm: packed with the system's SQLite: the newest cannot be had here", file=sys.stderr)
        return ROOT / run("tools/package-npm", cwd=ROOT,
                          env={**os.environ, "PLUMBLINE_SQLITE": "system"}).strip()
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return ROOT / done.stdout.strip()


class Npm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.packed = pack()
        cls.folder = folder_for(cls)
        cls.project = cls.folder / "project"
        cls.project.mkdir()
        (cls.project / "package.json").write_text('{ "name": "an-application", "private": true }\n')
        # Nothing of this machine's npm, and nothing of a registry.
        cls.env = {"PATH": os.environ["PATH"], "HOME": str(cls.folder), "npm_config_offline": "true",
                   "npm_config_cache": str(cls.folder / "cache"), "npm_config_audit": "false",
                   "npm_config_fund": "false", "npm_config_update_notifier": "false"}
        run("npm", "install", "--save-dev", cls.packed, cwd=cls.project, env=cls.env)
        shutil.copytree(EXAMPLE / "migrations", cls.project / "migrations")
        (cls.project / "plumbline.yaml").write_text("database: app.db\nmigrations: migrations\n")

    def setUp(self):
        for file in self.project.glob("app.db*"):
            file.unlink()

    def npx(self, *words):
        done = subprocess.run(["npx", "plumbline", *words], cwd=self.project, env=self.env,
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def test_the_same_sources_give_the_same_bytes(self):
        before = hashlib.sha256(self.packed.read_bytes()).hexdigest()
        self.assertEqual(pack(), self.packed)
        self.assertEqual(hashlib.sha256(self.packed.read_bytes()).hexdigest(), before)

    def test_it_has_what_it_needs_and_no_more(self):
        names = sorted(name.removeprefix("package/") for name in
                       run("tar", "tzf", self.packed).splitlines())
        self.assertEqual(names, PACKED)
        self.assertLess((self.project / "node_modules/plumbline/bin/plumbline").stat().st_size,
                        15_000_000)

    def test_its_description(self):
        package = json.loads((self.project / "node_modules/plumbline/package.json").read_text())
        self.assertEqual((package["name"], package["version"], package["license"]),
                         ("plumbline", VERSION, "MIT"))
        self.assertEqual((package["os"], package["cpu"]), (["linux"], ["x64"]))
        self.assertNotIn("scripts", package)
        self.assertNotIn("dependencies", package)

    def test_npx_runs_it(self):
        code, out, _ = self.npx("--version")
        self.assertEqual((code, out.splitlines()[0]), (0, f"plumbline {VERSION}"))

    def test_check_is_all_a_project_needs(self):
        make_database(self.project / "app.db", HALF_DONE)
        code, out, _ = self.npx("check")
        self.assertEqual(code, 2)
        self.assertIn("error: half-done-migration: migrations/002_teams.sql:3: 002_teams stopped "
                      "after statement 1 of 2", out)
        code, script, err = self.npx("repair")
        self.assertEqual(code, 0, err)
        run("sqlite3", "-bail", self.project / "app.db", input=script)
        code, out, _ = self.npx("check")
        self.assertEqual((code, out.splitlines()[0]), (0, "the next deploy of app.db has nothing to run"))

    def test_exit_codes_pass_through(self):
        self.assertEqual(self.npx("nonsense")[0], 64)
        self.assertEqual(self.npx("check")[0], 1)  # there is no app.db
        make_database(self.project / "app.db", HALF_DONE + "DELETE FROM users")
        self.assertEqual(self.npx("status")[0], 2)
        (self.project / "schema.sql").write_text("CREATE TABLE other (id INTEGER PRIMARY KEY)")
        make_database(self.project / "rows.db", "CREATE TABLE other (id INTEGER PRIMARY KEY, note);"
                      "INSERT INTO other VALUES (1, 'kept')")
        code, out, _ = self.npx("repair", "rows.db", "--to", "schema.sql", "--no-config")
        self.assertEqual((code, out), (3, ""))

    def test_npm_scripts_find_it(self):
        make_database(self.project / "app.db", HALF_DONE)
        script = run("npm", "pkg", "set", "scripts.gate=plumbline status", cwd=self.project, env=self.env)
        self.assertEqual(script, "")
        done = subprocess.run(["npm", "run", "--silent", "gate"], cwd=self.project, env=self.env,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertTrue(done.stdout.startswith("002_teams stopped after statement 1 of 2"), done.stdout)

    def test_signals_reach_it(self):
        make_database(self.project / "app.db", HALF_DONE)
        (self.project / "endless").mkdir(exist_ok=True)
        (self.project / "endless/001.sql").write_text(
            "CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT count(*) FROM n;\n")
        words = ["lint", "endless", "--no-config"]
        program = self.project / "node_modules/.bin/plumbline"
        self.assertEqual(self.ended_by([str(program), *words]), -signal.SIGTERM)
        self.assertNotEqual(self.ended_by(["npx", "plumbline", *words]), 0)

    def ended_by(self, words):
        """How it ends when its terminal tells it, and all that it has started, to end."""
        running = subprocess.Popen(words, cwd=self.project, env=self.env, start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with self.assertRaises(subprocess.TimeoutExpired):
            running.wait(timeout=2)
        os.killpg(running.pid, signal.SIGTERM)
        code = running.wait(timeout=10)
        self.assertTrue(self.is_gone(running.pid), "a process of it still runs")
        return code

    def is_gone(self, group):
        for _ in range(100):
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return True
            time.sleep(0.05)
        return False
