"""The commands of README.md by which people install, and the piece of C++ that it shows."""

import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

from packages import BUILD, EXAMPLE, HALF_DONE, ROOT, folder_for, installed, make_database, need, run

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pages  # noqa: E402


def commands(number):
    return [line.split("  #")[0].rstrip()
            for line in pages.blocks("README.md", "Install")[number].splitlines()]


@unittest.skipIf(BUILD != ROOT / "build", "another build is tested")
class Readme(unittest.TestCase):
    def setUp(self):
        self.home = folder_for(type(self))

    def shell(self, command, folder=ROOT):
        return subprocess.run(["bash", "-c", command], cwd=folder, text=True, capture_output=True,
                              check=False, env={**os.environ, "HOME": str(self.home)})

    def test_from_a_checkout(self):
        for command in commands(0):
            done = self.shell(command)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        version = run(self.home / ".local/bin/plumbline", "--version")
        self.assertTrue(version.startswith("plumbline "))

    def test_as_a_package_of_debian(self):
        need("cpack", "dpkg-deb")
        pack, install = commands(1)
        self.assertEqual(self.shell(pack).returncode, 0)
        # Not into this machine: unpacked, and whether apt would take it.
        self.assertEqual(self.shell(install.replace("apt install", "apt-get install --simulate"))
                         .returncode, 0)
        package = install.split()[-1]
        done = self.shell(f"dpkg-deb -x {package} {self.home}/root && {self.home}/root/usr/bin/plumbline"
                          " --version")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_as_a_package_of_npm(self):
        need("npm", "node")
        pack, install, check = commands(2)
        done = self.shell(pack)
        if "cannot be had" in done.stderr and os.environ.get("CI") != "true":
            self.skipTest("the newest SQLite cannot be had here")
        self.assertEqual(done.returncode, 0, done.stderr)
        project = self.home / "project"
        project.mkdir()
        (project / "package.json").write_text("{}")
        done = self.shell(install.replace(" ./", f" {ROOT}/") + " --offline", project)
        self.assertEqual(done.returncode, 0, done.stderr)
        make_database(project / "app.db", HALF_DONE)
        (project / "migrations").symlink_to(EXAMPLE / "migrations")
        done = self.shell(check, project)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("half-done-migration", done.stdout)
        ends = {"status": 2, "check": 2, "repair": 0, "lint": 0, "--help": 0}
        for line in pages.blocks("tools/npm/README.md", "plumbline")[0].splitlines()[1:]:
            done = self.shell(line, project)
            self.assertEqual(done.returncode, ends[line.split()[2]], line + done.stdout + done.stderr)

    def test_the_example(self):
        example = self.home / "start_up_check"
        shutil.copytree(EXAMPLE, example)
        block = pages.blocks("tools/examples/start_up_check/README.md",
                             "A check at the start")[0]
        done = self.shell("set -e\n" + block.replace("tools/examples/start_up_check", str(example)))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue(done.stdout.endswith("making app.db\nserving app.db\n"), done.stdout)

    def test_the_piece_of_c_plus_plus(self):
        piece = next(block for block in pages.blocks("README.md", "Install") if "#include" in block)
        include, _, body = piece.partition("\n\n")
        file = self.home / "piece.cpp"
        file.write_text(f"{include}\n#include <iostream>\nint main() {{\n{body}\n}}\n")
        run("c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
            f"-I{installed(type(self))}/include", file)
