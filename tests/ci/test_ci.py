#!/usr/bin/env python3
"""tools/ci: the action, the workflow and the hook. Their grammar is looked at by those who know it
(actionlint, action-validator, shellcheck), and what they run is run, as GitHub and git would."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "tools" / "ci"
MODULES = ROOT / "build" / "ci" / "node_modules"
PROGRAM = Path(os.environ.get("PLUMBLINE", ROOT / "build" / "plumbline"))

SOUND = "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, body TEXT);\n"
# A second run dies behind the first statement; a row in teams makes the ALTER fail.
UNSOUND = ("CREATE TABLE members (id INTEGER PRIMARY KEY);\n"
           "ALTER TABLE teams ADD COLUMN owner INTEGER NOT NULL;\n")


def run(*command, folder, **environment):
    return subprocess.run([str(word) for word in command], cwd=folder, text=True, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          env={**os.environ, **environment})


def project(folder):
    """Migrations, of which 001 is applied to copy.db, with a row."""
    (folder / "migrations").mkdir()
    first = "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);\n"
    (folder / "migrations/001_teams.sql").write_text(first)
    with closing(sqlite3.connect(folder / "copy.db")) as database:
        database.executescript(
            "CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY,"
            " timestamp varchar(255) NOT NULL);" + first +
            "INSERT INTO teams VALUES (1, 'red');"
            "INSERT INTO kysely_migration VALUES ('001_teams', '2026-01-01T00:00:00.000Z');")


class Folder(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        project(self.folder)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        (self.bin / "plumbline").symlink_to(PROGRAM)
        self.path = f"{self.bin}:{os.environ['PATH']}"

    def write(self, file, text):
        (self.folder / file).write_text(text)


class Grammar(unittest.TestCase):
    def says_nothing(self, *command):
        ended = run(*command, folder=ROOT)
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "", ""))

    def test_the_workflow(self):
        self.says_nothing("node", "tests/ci/lint_workflow.cjs", MODULES, "tools/ci/migrations.yml")

    def test_actionlint_finds_mistakes(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as broken:
            broken.write((CI / "migrations.yml").read_text().replace("steps.plumbline.", "steps.no."))
            broken.flush()
            ended = run("node", "tests/ci/lint_workflow.cjs", MODULES, broken.name, folder=ROOT)
        self.assertEqual(ended.returncode, 1)
        self.assertIn('property "no" is not defined', ended.stdout)

    def test_the_action(self):
        self.says_nothing("node", MODULES / ".bin/action-validator", "tools/ci/action.yml")

    def test_the_workflow_gives_what_the_action_takes(self):
        action = yaml.safe_load((CI / "action.yml").read_text())
        workflow = yaml.safe_load((CI / "migrations.yml").read_text())
        steps = [step for step in workflow["jobs"]["migrations"]["steps"]
                 if step.get("uses", "").startswith("OWNER/plumbline/tools/ci@")]
        self.assertEqual(len(steps), 1)
        self.assertLessEqual(set(steps[0]["with"]), set(action["inputs"]))
        used = re.findall(r"steps\.plumbline\.outputs\.(\w+)", (CI / "migrations.yml").read_text())
        self.assertLessEqual(set(used), set(action["outputs"]))

    def test_the_scripts(self):
        self.says_nothing("shellcheck", *sorted(file for file in CI.iterdir()
                                                if file.read_text().startswith("#!")))


class Action(Folder):
    """The steps of action.yml, as a runner of GitHub's runs them."""

    def steps(self, **inputs):
        action = yaml.safe_load((CI / "action.yml").read_text())
        values = {name: what["default"] for name, what in action["inputs"].items()}
        values.update(inputs)
        for file in ("output", "summary", "path"):
            self.write(file, "")
        github = {"GITHUB_ACTION_PATH": str(CI), "GITHUB_OUTPUT": str(self.folder / "output"),
                  "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
                  "GITHUB_PATH": str(self.folder / "path"), "RUNNER_TEMP": str(self.folder / "temp"),
                  "PATH": self.path}
        (self.folder / "temp").mkdir(exist_ok=True)
        for step in action["runs"]["steps"]:
            environment = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}",
                                        lambda match: values[match[1]], text)
                           for name, text in step.get("env", {}).items()}
            self.assertEqual(step["shell"], "bash")
            ended = run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"],
                        folder=self.folder, **github, **environment)
            if ended.returncode:
                break
        return ended

    def reports(self):
        folder = (self.folder / "output").read_text().strip().removeprefix("reports=")
        return {file.name: file.read_text() for file in Path(folder).iterdir()}

    def test_sound_migrations_pass(self):
        self.write("migrations/002_notes.sql", SOUND)
        ended = self.steps(migrations="migrations", database="copy.db", arguments="--log kysely")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual(sorted(self.reports()),
                         ["check.md", "check.sarif", "lint.md", "lint.sarif"])
        summary = (self.folder / "summary").read_text()
        self.assertEqual(summary, self.reports()["lint.md"] + self.reports()["check.md"])

    def test_what_breaks_the_deploy_stops_it(self):
        self.write("migrations/002_members.sql", UNSOUND)
        ended = self.steps(migrations="migrations", database="copy.db")
        self.assertEqual(ended.returncode, 2)
        self.assertIn("::error title=fails-with-rows,file=migrations/002_members.sql,line=2::", ended.stdout)
        self.assertIn("Cannot add a NOT NULL column with default value NULL", ended.stdout)
        self.assertIn('"ruleId": "deploy-fails"', self.reports()["check.sarif"])

    def test_without_a_database_the_migrations_are_looked_at(self):
        self.write("migrations/002_members.sql", UNSOUND)
        ended = self.steps(migrations="migrations")
        self.assertEqual(ended.returncode, 2)
        self.assertEqual(sorted(self.reports()), ["lint.md", "lint.sarif"])

    def test_fail_on_never_only_tells(self):
        self.write("migrations/002_members.sql", UNSOUND)
        ended = self.steps(migrations="migrations", database="copy.db", **{"fail-on": "never"})
        self.assertEqual(ended.returncode, 0)
        self.assertIn("::error title=fails-with-rows,file=migrations/002_members.sql,line=2::", ended.stdout)

    def test_what_cannot_be_answered_is_no_pass(self):
        self.write("migrations/002_members.sql", UNSOUND)  # lint alone would end with 2
        ended = self.steps(migrations="migrations", database="no.db")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("no.db", ended.stdout + ended.stderr)

    def test_a_target_and_words_with_blanks(self):
        self.write("migrations/002_notes.sql", SOUND)
        self.write("the schema.sql", "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);\n"
                                     "CREATE TABLE notes (id INTEGER PRIMARY KEY, body BLOB);\n")
        ended = self.steps(migrations="migrations", database="copy.db", target="the schema.sql")
        self.assertEqual(ended.returncode, 2, ended.stdout)
        ended = self.steps(migrations="migrations", database="copy.db", target="the schema.sql",
                           arguments="--exclude 'not es' --exclude notes")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_plumbline_yaml_is_enough(self):
        self.write("migrations/002_members.sql", UNSOUND)
        self.write("plumbline.yaml", "migrations: migrations\nfail_on: never\n")
        self.assertEqual(self.steps(database="copy.db").returncode, 0)
        self.assertEqual(self.steps(database="copy.db", **{"fail-on": "error"}).returncode, 2)

    def test_the_program_of_the_project_is_found(self):
        (self.folder / "node_modules/.bin").mkdir(parents=True)
        (self.bin / "plumbline").rename(self.folder / "node_modules/.bin/plumbline")
        self.write("path", "")
        ended = run(CI / "install", folder=self.folder, PATH=os.environ["PATH"],
                    GITHUB_PATH=str(self.folder / "path"))
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertIn("plumbline ", ended.stdout)
        self.assertEqual((self.folder / "path").read_text(), f"{self.folder}/node_modules/.bin\n")


class Hook(Folder):
    """In a repository, with real commits."""

    def setUp(self):
        super().setUp()
        self.git("init", "--quiet")
        self.write("plumbline.yaml", "migrations: migrations\nrunner: kysely\n")
        self.git("add", "migrations", "plumbline.yaml")
        self.commit()

    def git(self, *words, ok=True):
        ended = run("git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words,
                    folder=self.folder, PATH=self.path, PRE_COMMIT_HOME=str(self.folder / "home"))
        if ok:
            self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended

    def commit(self, ok=True):
        return self.git("commit", "--quiet", "-m", "a change", ok=ok)

    def add_hook(self):
        shutil.copy(CI / "pre-commit", self.folder / ".git/hooks/pre-commit")

    def test_what_is_unsound_is_not_committed(self):
        self.add_hook()
        self.write("migrations/002_members.sql", UNSOUND)
        self.git("add", "migrations")
        ended = self.commit(ok=False)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("migrations/002_members.sql:1", ended.stdout + ended.stderr)
        self.write("migrations/002_members.sql", SOUND)
        self.git("add", "migrations")
        self.commit()

    def test_it_looks_at_what_is_staged(self):
        self.add_hook()
        self.write("migrations/002_members.sql", UNSOUND)
        self.git("add", "migrations")
        self.write("migrations/002_members.sql", SOUND)  # in the work tree only
        self.assertNotEqual(self.commit(ok=False).returncode, 0)
        self.git("add", "migrations")
        self.write("migrations/003_more.sql", UNSOUND)  # in the work tree only
        self.commit()

    def test_without_the_program_nothing_is_committed_in_silence(self):
        self.add_hook()
        (self.bin / "plumbline").unlink()
        self.write("migrations/002_notes.sql", SOUND)
        self.git("add", "migrations")
        ended = self.commit(ok=False)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("neither in PATH nor in node_modules/.bin", ended.stderr)

    @unittest.skipUnless(shutil.which("pre-commit"), "there is no pre-commit")
    def test_under_the_pre_commit_framework(self):
        source = self.folder / "plumbline-source"
        (source / "tools").mkdir(parents=True)
        shutil.copytree(CI, source / "tools/ci")
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", source)
        for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "a"]):
            self.git("-C", str(source), *words)
        revision = self.git("-C", str(source), "rev-parse", "HEAD").stdout.strip()
        self.write(".pre-commit-config.yaml",
                   f"repos:\n- repo: {source}\n  rev: {revision}\n  hooks:\n  - id: plumbline\n")
        self.git("add", ".pre-commit-config.yaml")
        environment = {"PATH": self.path, "PRE_COMMIT_HOME": str(self.folder / "home")}
        self.assertEqual(run("pre-commit", "install", folder=self.folder, **environment).returncode, 0)
        self.write("migrations/002_members.sql", UNSOUND)
        self.git("add", "migrations")
        ended = self.commit(ok=False)
        self.assertIn("migrations/002_members.sql:1", ended.stdout + ended.stderr)
        self.assertNotEqual(ended.returncode, 0)
        self.write("migrations/002_members.sql", SOUND)
        self.git("add", "migrations")
        self.commit()


if __name__ == "__main__":
    unittest.main()
