"""The packages of Debian that `cpack -G DEB` makes: what is in them, and installed for real."""

import os
import subprocess
import unittest

from packages import BUILD, VERSION, folder_for, is_static, need, run

PROGRAM_FILES = """
/usr/bin/plumbline
/usr/share/bash-completion/completions/plumbline
/usr/share/doc/plumbline/README.md
/usr/share/doc/plumbline/changelog.gz
/usr/share/doc/plumbline/copyright
/usr/share/fish/vendor_completions.d/plumbline.fish
/usr/share/man/man1/plumbline.1.gz
/usr/share/zsh/vendor-completions/_plumbline
""".split()


class Deb(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        need("cpack", "dpkg-deb", "dpkg-shlibdeps", "file")
        cls.folder = folder_for(cls)
        run("cmake", "--build", BUILD)
        run("cpack", "-G", "DEB", "-B", cls.folder, "--config", BUILD / "CPackConfig.cmake")
        machine = run("dpkg", "--print-architecture").strip()
        cls.program = cls.folder / f"plumbline_{VERSION}_{machine}.deb"
        cls.library = cls.folder / f"libplumbline-dev_{VERSION}_{machine}.deb"

    def field(self, package, name):
        return run("dpkg-deb", "-f", package, name).strip()

    def test_control_fields(self):
        self.assertEqual(self.field(self.program, "Package"), "plumbline")
        self.assertEqual(self.field(self.program, "Version"), VERSION)
        self.assertEqual(self.field(self.program, "Section"), "database")
        self.assertEqual(self.field(self.program, "Description").splitlines()[0],
                         "compares and repairs SQLite schemas")
        self.assertEqual(self.field(self.library, "Package"), "libplumbline-dev")

    def test_it_depends_on_what_it_is_linked_with(self):
        needed = self.field(self.program, "Depends")
        if is_static():
            self.assertEqual(needed, "")
        else:
            for library in ("libsqlite3-0", "libyaml-cpp", "libssl3", "libstdc++6", "libc6"):
                self.assertIn(library, needed)

    def test_the_library_depends_on_what_an_application_has_to_link(self):
        for package in ("libboost-regex-dev", "libyaml-cpp-dev", "libssl-dev"):
            self.assertIn(package, self.field(self.library, "Depends"))

    def test_it_is_installed_runs_and_is_removed(self):
        if os.geteuid() != 0:
            need("fakeroot")
        root = folder_for(type(self)) / "root"
        for path in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "tmp"):
            (root / path).mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        self.dpkg(root, "--force-depends", "--install", self.program)
        files = run("dpkg-query", f"--admindir={root}/var/lib/dpkg", "-L", "plumbline").splitlines()
        self.assertEqual(sorted(path for path in files if (root / path[1:]).is_file()), PROGRAM_FILES)
        version = run(root / "usr/bin/plumbline", "--version")
        self.assertEqual(version.splitlines()[0], f"plumbline {VERSION}")
        self.dpkg(root, "--purge", "plumbline")
        self.assertFalse((root / "usr/bin/plumbline").exists())

    def dpkg(self, root, *words):
        fake = [] if os.geteuid() == 0 else ["fakeroot"]
        run(*fake, "dpkg", f"--root={root}", "--force-not-root", "--force-bad-path",
            f"--log={root}/dpkg.log", *words)

    def test_the_page_is_found_by_man(self):
        need("man")
        root = folder_for(type(self)) / "unpacked"
        run("dpkg-deb", "-x", self.program, root)
        page = run("man", "-M", root / "usr/share/man", "plumbline")
        self.assertIn("compares and repairs SQLite schemas", page)

    def test_lintian_finds_no_error(self):
        need("lintian")
        for package in (self.program, self.library):
            done = subprocess.run(["lintian", "--no-tag-display-limit", package],
                                  capture_output=True, text=True, check=False)
            errors = [line for line in done.stdout.splitlines() if line.startswith("E: ")]
            self.assertEqual(errors, [])
