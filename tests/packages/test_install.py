"""What `cmake --install` brings: the program, its man page, and the library, which an application
finds with CMake."""

import re
import shutil
import subprocess
import unittest

from packages import (BUILD, EXAMPLE, HALF_DONE, ROOT, VERSION, flags_by_verb, folder_for, installed,
                      make_database, need, run)

FILES = """
bin/plumbline
include/plumbline/model/error.hpp
include/plumbline/plumbline.hpp
lib/cmake/plumbline/plumblineConfig.cmake
lib/cmake/plumbline/plumblineConfigVersion.cmake
lib/cmake/plumbline/plumblineTargets-release.cmake
lib/cmake/plumbline/plumblineTargets.cmake
lib/libplumbline.a
share/bash-completion/completions/plumbline
share/doc/plumbline/LICENSE
share/doc/plumbline/README.md
share/fish/vendor_completions.d/plumbline.fish
share/man/man1/plumbline.1
share/zsh/site-functions/_plumbline
""".split()


class Install(unittest.TestCase):
    def setUp(self):
        self.prefix = installed(type(self))

    def test_every_file_has_its_place(self):
        found = sorted(str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*")
                       if path.is_file())
        self.assertEqual(found, FILES)

    def test_the_program_runs_from_there(self):
        version = run(self.prefix / "bin/plumbline", "--version", cwd="/")
        self.assertEqual(version.splitlines()[0], f"plumbline {VERSION}")

    def test_the_licence(self):
        self.assertEqual((self.prefix / "share/doc/plumbline/LICENSE").read_text(),
                         (ROOT / "LICENSE").read_text())


class ManPage(unittest.TestCase):
    def setUp(self):
        self.prefix = installed(type(self))
        self.page = self.prefix / "share/man/man1/plumbline.1"

    def rendered(self):
        need("mandoc")
        text = run("mandoc", "-T", "ascii", "-O", "width=1000", self.page)
        return re.sub(r".\x08", "", text)  # bold is a letter printed over itself

    def test_every_verb_and_flag_of_the_help_is_there_and_no_other(self):
        flags = flags_by_verb(self.prefix / "bin/plumbline")
        self.assertEqual(len(flags), 9)
        text = self.rendered()
        for verb, names in flags.items():
            self.assertRegex(text, rf"(?m)^ +plumbline {verb} \[OPTIONS\]")
            for name in names:
                self.assertRegex(text, rf"(?m)^ {{7}}(-\w, )?{name}(,| |$)", f"{verb} {name}")
        told = set(re.findall(r"(?m)^ {7}(?:-\w, )?(--[\w-]+)", text))
        self.assertEqual(told, {name for names in flags.values() for name in names if len(name) > 2})

    def test_a_flag_names_the_verbs_that_have_it(self):
        self.assertRegex(self.rendered(),
                         r"(?m)^ +--since SNAPSHOT\n +Say what changed since an older snapshot\. +Of audit\.")

    def test_mandoc_and_man_have_nothing_to_say(self):
        need("mandoc", "man")
        self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", self.page), "")
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", str(self.page)],
                              capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")

    def test_it_is_the_same_when_it_is_made_again(self):
        again = folder_for(type(self))
        run(BUILD / "plumbline_pages", again)
        self.assertEqual((again / "plumbline.1").read_bytes(), self.page.read_bytes())


class Library(unittest.TestCase):
    """The example, built as its README says, in its states."""

    @classmethod
    def setUpClass(cls):
        cls.prefix = installed(cls)
        cls.folder = folder_for(cls) / "start_up_check"
        shutil.copytree(EXAMPLE, cls.folder, ignore=shutil.ignore_patterns("build"))
        run("cmake", "-B", "build", f"-DCMAKE_PREFIX_PATH={cls.prefix}", cwd=cls.folder)
        run("cmake", "--build", "build", cwd=cls.folder)

    def setUp(self):
        for file in self.folder.glob("app.db*"):
            file.unlink()

    def start(self, sql=None):
        if sql:
            make_database(self.folder / "app.db", sql)
        done = subprocess.run(["build/start_up_check", "app.db"], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def test_a_first_start(self):
        self.assertEqual(self.start(), (0, "making app.db\nserving app.db\n", ""))

    def test_a_database_that_is_as_declared(self):
        sql = HALF_DONE + ("CREATE TABLE teams (id INTEGER PRIMARY KEY, title TEXT NOT NULL);"
                           "INSERT INTO schema_migrations VALUES ('002')")
        self.assertEqual(self.start(sql), (0, "serving app.db\n", ""))

    def test_a_migration_that_waits(self):
        sql = HALF_DONE.replace("ALTER TABLE users ADD COLUMN name TEXT;", "")
        self.assertEqual(self.start(sql), (0, "to migrate: 002_teams\nserving app.db\n", ""))

    def test_a_half_done_migration_is_told_and_ends_it(self):
        code, out, err = self.start(HALF_DONE)
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.startswith(
            "app.db: a migration is half-done\n"
            "error: half-done-migration: migrations/002_teams.sql:3: 002_teams stopped after "
            "statement 1 of 2"), err)
        self.assertTrue(err.endswith("not started: half-done\n"), err)

    def test_drift_is_told_and_ends_it(self):
        code, out, err = self.start(HALF_DONE + (
            "CREATE TABLE teams (id INTEGER PRIMARY KEY, title TEXT);"
            "INSERT INTO schema_migrations VALUES ('002')"))
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.startswith("app.db: the schema is not the declared one\n"), err)
        self.assertIn("\nerror: deploy-drifts: column teams.title: ", err)
        self.assertTrue(err.endswith("not started: drifts\n"), err)

    def test_what_is_no_database_is_an_error_with_its_name(self):
        (self.folder / "app.db").write_text("no database\n" * 100)
        code, out, err = self.start()
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.startswith("not started: app.db: "), err)

    def test_the_header_is_enough_by_itself_and_for_c_plus_plus_17(self):
        file = self.folder / "only_header.cpp"
        file.write_text("#include <plumbline/plumbline.hpp>\n"
                        "int main() { return plumbline::plumbline_version().empty(); }\n")
        run("c++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
            f"-I{self.prefix}/include", file)
