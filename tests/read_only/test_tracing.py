#!/usr/bin/env python3
"""Tests the tracing itself: each way to change a file is noticed, and reading is not."""

import sqlite3
import sys
import tempfile
import unittest
from pathlib import Path

from tracing import facts_of, run_traced

PREAMBLE = """
import ctypes, fcntl, mmap, os, sqlite3
libc = ctypes.CDLL(None, use_errno=True)
def descriptor(flags=os.O_RDWR): return os.open("app.db", flags)
"""

CHANGES = {
    "write": "os.write(descriptor(), b'x')",
    "pwrite": "os.pwrite(descriptor(), b'x', 0)",
    "pwritev": "os.pwritev(descriptor(), [b'x'], 0)",
    "writev": "os.writev(descriptor(), [b'x'])",
    "of a duplicate": "os.write(os.dup(descriptor()), b'x')",
    "ftruncate": "os.ftruncate(descriptor(), 1)",
    "truncate": "os.truncate('app.db', 1)",
    "O_TRUNC": "descriptor(os.O_RDWR | os.O_TRUNC)",
    "rename": "os.rename('app.db', 'b')",
    "rename over": "open(os.environ['TMPDIR'] + '/x', 'w'); os.replace(os.environ['TMPDIR'] + '/x', 'app.db')",
    "unlink": "os.unlink('app.db')",
    "unlinkat": "os.unlink('app.db', dir_fd=os.open('.', os.O_RDONLY))",
    "link": "os.link('app.db', 'b')",
    "symlink": "os.symlink('app.db', 'b')",
    "mkdir": "os.mkdir('b')",
    "mknod": "os.mkfifo('b')",
    "chmod": "os.chmod('app.db', 0o600)",
    "fchmod": "os.fchmod(descriptor(), 0o600)",
    "chown": "os.chown('app.db', -1, -1)",
    "utime": "os.utime('app.db', (1, 1))",
    "futime": "os.utime(descriptor(), (1, 1))",
    "fallocate": "os.posix_fallocate(descriptor(), 0, 100000)",
    "shared mapping": "mmap.mmap(descriptor(), 0, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)",
    "mprotect": """
libc.mmap.restype = ctypes.c_void_p
at = libc.mmap(None, ctypes.c_size_t(4096), 1, 1, descriptor(), ctypes.c_long(0))
assert libc.mprotect(ctypes.c_void_p(at), ctypes.c_size_t(4096), 3) == 0
""",
    "copy_file_range": """
other = os.open(os.environ['TMPDIR'] + '/x', os.O_RDWR | os.O_CREAT); os.write(other, b'abc')
os.copy_file_range(other, descriptor(), 3, 0, 0)""",
    "sendfile": """
other = os.open(os.environ['TMPDIR'] + '/x', os.O_RDWR | os.O_CREAT); os.write(other, b'abc')
os.sendfile(descriptor(), other, 0, 3)""",
    "a new file": "open('b', 'x').close()",
    "a new file that goes again": "open('b', 'x').close(); os.unlink('b')",
    "a new file elsewhere": "open('../b', 'x').close()",
    "a nameless file": "os.open('.', os.O_TMPFILE | os.O_RDWR)",
    "by its whole path": "os.unlink(os.path.abspath('app.db'))",
    "in a child": "\nif os.fork() == 0: os.write(descriptor(), b'x')\nelse: os.wait()",
    "SQLite writes": "sqlite3.connect('app.db').execute('CREATE TABLE b(b)')",
    "SQLite makes a -shm": "sqlite3.connect('file:wal.db?mode=ro', uri=True).execute('SELECT * FROM t')",
}

READING = {
    "read": "os.read(descriptor(os.O_RDONLY), 10)",
    "opened for writing": "descriptor()",
    "O_CREAT of what is there": "descriptor(os.O_RDWR | os.O_CREAT)",
    "locks": "fcntl.lockf(descriptor(), fcntl.LOCK_SH)",
    "a private mapping": "mmap.mmap(descriptor(), 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)",
    "a shared mapping for reading": "mmap.mmap(descriptor(), 0, mmap.MAP_SHARED, mmap.PROT_READ)",
    "bytes that look like a descriptor": """
other = os.open(os.environ['TMPDIR'] + '/x', os.O_RDWR | os.O_CREAT)
os.pwrite(other, b'-\\xff<\\xaf\\x05>', 0)
os.write(other, b' 7<app.db>')""",
    "copied away": """
other = os.open(os.environ['TMPDIR'] + '/x', os.O_RDWR | os.O_CREAT)
os.copy_file_range(descriptor(os.O_RDONLY), other, 10, 0, 0)
os.sendfile(other, descriptor(os.O_RDONLY), 0, 10)""",
    "what fails": """
try: os.unlink('nothing')
except OSError: pass""",
    "SQLite reads": "sqlite3.connect('file:app.db?mode=ro', uri=True).execute('SELECT * FROM t')",
}


class Tracing(unittest.TestCase):
    def traced(self, program):
        with tempfile.TemporaryDirectory() as place:
            folder, temporary = Path(place, "data"), Path(place, "tmp")
            folder.mkdir(), temporary.mkdir()
            for name, mode in (("app.db", "delete"), ("wal.db", "wal")):
                connection = sqlite3.connect(folder / name)
                connection.executescript(f"PRAGMA journal_mode={mode}; CREATE TABLE t(a)")
                connection.close()
            before = facts_of(folder)
            done = run_traced([sys.executable, "-ISB", "-c", PREAMBLE + program], folder, temporary)
            self.assertEqual(done.code, 0, done.errors)
            return done.faults, facts_of(folder) == before

    def test_every_change_is_noticed(self):
        for name, program in CHANGES.items():
            with self.subTest(name):
                self.assertNotEqual(self.traced(program)[0], [])

    def test_reading_is_no_change(self):
        for name, program in READING.items():
            with self.subTest(name):
                self.assertEqual(self.traced(program), ([], True))


if __name__ == "__main__":
    unittest.main()
