"""The program as one file: small, quick to start, and running where there is nothing but itself."""

import os
import shutil
import subprocess
import unittest

from packages import (BUILD, EXAMPLE, HALF_DONE, ROOT, folder_for, is_static, make_database, need,
                      run)


class Static(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need("file", "readelf", "sqlite3")
        run("cmake", "--build", BUILD, "--target", "plumbline")
        if not is_static():
            raise unittest.SkipTest("this build is not linked statically: PLUMBLINE_STATIC")

    def test_it_asks_for_no_library_and_no_loader(self):
        self.assertNotIn("NEEDED", run("readelf", "-dW", BUILD / "plumbline"))
        self.assertNotIn("INTERP", run("readelf", "-lW", BUILD / "plumbline"))

    def test_it_is_smaller_than_15_megabytes(self):
        self.assertLess((BUILD / "plumbline").stat().st_size, 15_000_000)

    def test_it_answers_in_a_root_that_has_no_libc(self):
        if os.geteuid() != 0:
            self.skipTest("only root can change its root directory")
        root = folder_for(type(self))
        (root / "tmp").mkdir()
        shutil.copy(BUILD / "plumbline", root)
        shutil.copytree(EXAMPLE / "migrations", root / "migrations")
        make_database(root / "app.db", HALF_DONE)
        done = subprocess.run(["chroot", str(root), "/plumbline", "check", "app.db", "-d", "migrations"],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (2, ""))
        self.assertIn("error: half-done-migration: migrations/002_teams.sql:3: ", done.stdout)
        script = run("chroot", root, "/plumbline", "repair", "app.db", "-d", "migrations")
        run("sqlite3", "-bail", root / "app.db", input=script)
        self.assertTrue(run("chroot", root, "/plumbline", "status", "app.db", "-d", "migrations")
                        .startswith("clean: 2 applied\n"))

    def test_a_failure_on_its_way_is_told(self):
        # An exception is what a program that is linked wrongly stumbles over.
        done = subprocess.run([BUILD / "plumbline", "status", "nowhere.db", "-d", "nowhere"],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr.startswith("plumbline: nowhere.db: "), done.stderr)


class StartUp(unittest.TestCase):
    def test_it_starts_in_less_than_twice_the_time_of_the_sqlite3_shell(self):
        need("sqlite3")
        table = run(ROOT / "tools/bench/start_up", BUILD / "plumbline")
        last = table.splitlines()[-1]
        print(last)
        self.assertLess(float(last.split("|")[4]), 2)
