"""The completions, asked of the real shells: every flag of every verb, the words of closed lists,
and files."""

import re
import unittest
from pathlib import Path

from packages import flags_by_verb, folder_for, installed, need, run

HERE = Path(__file__).resolve().parent
HAZARDS = {"drop-table", "drop-column", "delete-rows", "fill-null", "convert-value",
           "change-collation", "reset-sequence", "renumber-rowid", "all"}


class Shell:
    """What the tests of all shells have in common: `offered(words)` is asked of each."""

    @classmethod
    def setUpClass(cls):
        need(cls.shell)
        cls.prefix = installed(cls)
        cls.program = cls.prefix / "bin/plumbline"
        cls.flags = flags_by_verb(cls.program)
        cls.folder = folder_for(cls)
        (cls.folder / "live one.db").touch()
        (cls.folder / "migrations").mkdir()

    def test_verbs(self):
        self.assertEqual(self.offered(""), set(self.flags))
        self.assertEqual(self.offered("re"), {"record", "repair"})

    def test_every_flag_of_every_verb_and_no_other(self):
        for verb, flags in self.flags.items():
            long_ones = {name for name in flags if name.startswith("--")}
            self.assertEqual(self.offered(verb, "--"), long_ones, verb)

    def test_closed_lists(self):
        for verb, flags in self.flags.items():
            formats = set(flags["--format"].split("|")) if "--format" in flags else {""}
            if verb not in ("record", "explain"):  # none, and a single word
                self.assertEqual(self.offered(verb, "--format", ""), formats, verb)
        self.assertEqual(self.offered("check", "--fail-on", ""), {"error", "warning", "never"})
        self.assertEqual(self.offered("repair", "--allow", ""), HAZARDS)
        self.assertIn("d1", self.offered("status", "--runtime", ""))
        self.assertEqual(self.offered("status", "--log", "dr"), {"drizzle", "drizzle-1"})

    def test_the_rules_that_can_be_explained(self):
        page = (HERE.parents[1] / "rules/README.md").read_text()
        rules = set(re.findall(r"(?m)^## ([a-z0-9-]+)$", page))
        self.assertGreater(len(rules), 60)
        self.assertEqual(self.offered("explain", ""), rules)

    def test_files_and_directories(self):
        self.assertEqual({word.rstrip("/") for word in self.offered("lint", "")}, {"migrations"})
        self.assertEqual({word.rstrip("/") for word in self.offered("status", "a.db", "-d", "")},
                         {"migrations"})
        self.assertEqual({word.replace("\\", "").strip("'") for word in self.offered("status", "liv")},
                         {"live one.db"})


class Bash(Shell, unittest.TestCase):
    shell = "bash"

    def offered(self, *words):
        script = self.prefix / "share/bash-completion/completions/plumbline"
        lines = run("bash", HERE / "complete.bash", script, "plumbline", *words, cwd=self.folder)
        return set(lines.splitlines()) - {""}

    def test_a_value_behind_an_equals_sign(self):
        self.assertEqual(self.offered("check", "--format", "=", "js"), {"json"})  # as bash cuts it
        self.assertEqual(self.offered("check", "--format", "="),
                         set(self.flags["check"]["--format"].split("|")))

    def test_hazards_behind_a_comma(self):
        self.assertEqual(self.offered("repair", "--allow", "drop-table,drop-c"),
                         {"drop-table,drop-column"})

    def test_nothing_of_ours_behind_the_command_of_record(self):
        self.assertEqual(self.offered("record", "--db", "x", "--", "npm", "--"), set())

    def test_bash_loads_it_from_where_it_lies(self):
        loader = Path("/usr/share/bash-completion/bash_completion")
        if not loader.exists():
            self.skipTest("no bash-completion here")
        folder = self.prefix / "share/bash-completion"
        lines = run("bash", "-c", f'source {loader}; _completion_loader plumbline; complete -p plumbline',
                    env={"BASH_COMPLETION_USER_DIR": str(folder), "PATH": "/usr/bin:/bin"}, code=0)
        self.assertEqual(lines, "complete -F _plumbline plumbline\n")


class Fish(Shell, unittest.TestCase):
    shell = "fish"

    def offered(self, *words):
        script = self.prefix / "share/fish/vendor_completions.d/plumbline.fish"
        line = " ".join(["plumbline", *words])
        home = {"HOME": str(folder_for(type(self))), "PATH": "/usr/bin:/bin", "TERM": "dumb"}
        lines = run("fish", "-c", f"source {script}; complete -C {line!r}", cwd=self.folder, env=home)
        return {text.split("\t")[0] for text in lines.splitlines()}

    def test_hazards_behind_a_comma(self):
        self.assertEqual(self.offered("repair", "--allow", "drop-table,drop-c"),
                         {"drop-table,drop-column"})


class Zsh(Shell, unittest.TestCase):
    shell = "zsh"

    def offered(self, *words):
        functions = self.prefix / "share/zsh/site-functions"
        line = " ".join(["plumbline", *words])
        shown = run("zsh", "-f", HERE / "complete.zsh", functions, line, cwd=self.folder,
                    env={"TERM": "dumb", "PATH": "/usr/bin:/bin", "HOME": str(self.folder)})
        offered = set()
        for text in re.sub(r"\x1b\[[?\d;]*\w", "", shown).replace("\r", "\n").splitlines():
            if text.startswith(("plumbline", "#")):
                continue
            columns = re.split(r" {2,}", text.split("  -- ")[0].strip())
            offered.update(column for column in columns if column)
        return offered

    def test_it_is_sound_to_zsh_itself(self):
        run("zsh", "-n", self.prefix / "share/zsh/site-functions/_plumbline")
