"""Runs a program under strace and says what it has changed.

What is harmless is listed, not what is harmful: a call that nobody thought of is a fault. Calls
that fail have changed nothing, and calls that name no file and no descriptor change none. Everything below the place for temporary files may be written to,
and so may the standard streams.
"""

import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

# Not even looked at: there are too many of them.
UNTRACED = set("""
    access brk clock_nanosleep close faccessat faccessat2 fadvise64 fstat futex getdents64 getpid
    getrandom gettid lseek lstat munmap newfstatat poll pread64 preadv preadv2 read readlink
    readlinkat readv rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn stat statx
    """.split())
HARMLESS = UNTRACED | set("""
    chdir close_range dup dup2 dup3 execve execveat fchdir fdatasync flock fstatfs fsync getcwd
    madvise pipe pipe2 pselect6 readahead select statfs
    """.split())
HARMLESS_CONTROLS = ("F_GETFD", "F_SETFD", "F_GETFL", "F_SETFL", "F_SETLK", "F_SETLKW", "F_GETLK",
                     "F_OFD_", "F_DUPFD")
HARMLESS_IOCTLS = ("TCGETS", "TIOCGWINSZ", "FIOCLEX", "FIONREAD", "TIOCGPGRP")
# Of these only what is written to counts: the position of that descriptor.
COPYING = {"sendfile": 0, "copy_file_range": 1, "splice": 1, "tee": 1}
OPENING = ("open", "openat", "openat2", "creat")

LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)\) += (0x[0-9a-f]+|-?\d+|\?)")
DESCRIPTOR = re.compile(r"(?<![\w\"])(AT_FDCWD|\d+)<((?:[^<>\\]|\\.)*)>")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
STREAM = re.compile(r"^(pipe:|socket:|/dev/(null|tty|pts/))|^(UNIX|TCP)")


class Traced:
    """How a program ended, what it said, and the calls by which it changed something."""

    def __init__(self, done, lines, folder, temporary, existing):
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8", "replace")
        self.errors = done.stderr.decode("utf-8", "replace")
        self.calls = list(merged(lines))
        self.first = self.calls[0][0] if self.calls else None
        self.faults = []
        shared = []
        for process, call in self.calls:
            why = fault_of(call, folder, temporary, existing, shared)
            fault = (process, f"{why}: {call[:300]}")
            if why and fault not in self.faults:
                self.faults.append(fault)

    def faults_of_first(self):
        """Those of the program itself, without what it has started."""
        return [fault for process, fault in self.faults if process == self.first]


def merged(lines):
    """(process, call), where strace has cut a call in two also whole."""
    cut = {}
    for line in lines:
        match = LINE.match(line)
        if not match:
            continue
        process, call = match.groups()
        if call.endswith("<unfinished ...>"):
            cut[process] = call.removesuffix("<unfinished ...>").rstrip()
        elif call.startswith("<... "):
            yield process, cut.pop(process, "") + call.partition("resumed>")[2]
        else:
            yield process, call


def paths_of(name, arguments, folder):
    """The files that a call names, descriptors first; without those that are only read."""
    descriptors = DESCRIPTOR.findall(arguments)
    if name in COPYING:
        return [descriptors[COPYING[name]][1]] if len(descriptors) > COPYING[name] else ["?"]
    base = descriptors[0][1] if "at" in name and descriptors else folder  # as in unlinkat()
    if name.startswith(("write", "pwrite")):  # their strings are what is written
        descriptors, named = descriptors[:1], []
    else:
        named = [os.path.join(base, unescaped(text)) for text in STRING.findall(arguments) if text]
        if named and name.endswith("at"):
            descriptors = [pair for pair in descriptors if pair[1] != base]
    if name == "symlink":
        named = named[1:]
    return [path for number, path in descriptors if number not in ("AT_FDCWD", "1", "2")] + named


def unescaped(text):
    """A name as it is, of the octal and C escapes that strace writes."""
    if "\\" not in text:
        return text
    return text.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


def is_below(path, folder):
    return path == folder or path.startswith(folder + "/")


def may_be_written(path, temporary):
    return is_below(path, temporary) or bool(STREAM.match(path))


def fault_of(call, folder, temporary, existing, shared):
    """Why a call is none of a program that only reads; None where it is. `shared` collects the
    mappings of files, for mprotect."""
    match = CALL.match(call)
    if not match:
        return None
    name, arguments, result = match.groups()
    if result.startswith("-1") or (result == "?" and name != "exit_group"):
        return None
    if name in HARMLESS:
        return None
    if name.startswith("io_uring"):
        return "writes unseen"
    if name == "mmap":
        return fault_of_mapping(arguments, int(result, 16), temporary, shared)
    if name == "mprotect":
        start, length = (int(word, 0) for word in arguments.split(", ")[:2])
        hit = any(start < end and begin < start + length for begin, end in shared)
        return "makes a shared mapping writable" if hit and "PROT_WRITE" in arguments else None
    if name == "fcntl" and any(control in arguments for control in HARMLESS_CONTROLS):
        return None
    if name == "ioctl" and any(control in arguments for control in HARMLESS_IOCTLS):
        return None
    paths = paths_of(name, arguments, folder)
    foreign = [path for path in paths if not may_be_written(path, temporary)]
    if not foreign:
        return None
    if name in OPENING:
        return fault_of_opening(name, arguments, foreign, existing)
    return "changes " + foreign[0]


def fault_of_opening(name, arguments, paths, existing):
    if "O_TRUNC" in arguments or name == "creat":
        return "truncates"
    if "O_TMPFILE" in arguments:
        return "makes a nameless file"
    if "O_CREAT" in arguments and not any(path in existing for path in paths):
        return "makes a file"
    return None


def fault_of_mapping(arguments, address, temporary, shared):
    descriptors = DESCRIPTOR.findall(arguments)
    if "MAP_SHARED" not in arguments or not descriptors:
        return None
    if may_be_written(descriptors[0][1], temporary):
        return None
    if "PROT_WRITE" in arguments:
        return "maps for writing"
    length = int(arguments.split(", ")[1], 0)
    shared.append((address, address + length))
    return None


def run_traced(command, folder, temporary, watched=(), prefix=(), inject=(), **more):
    """`command` in `folder`. `prefix`: what starts it, such as setpriv. `inject`: of strace."""
    folder, temporary = os.path.realpath(folder), os.path.realpath(temporary)
    existing = {str(path) for place in (folder, *watched) for path in Path(place).iterdir()}
    environment = dict(os.environ, TMPDIR=temporary, LC_ALL="C.UTF-8", NO_COLOR="1")
    environment.pop("SQLITE_TMPDIR", None)
    with tempfile.NamedTemporaryFile("r", errors="replace") as log:
        done = subprocess.run(
            ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-s", "16", "-o", log.name,
             "-e", "signal=none", "-e", "trace=!" + ",".join(sorted(UNTRACED)), *inject, "--", *prefix,
             *command],
            cwd=folder, env=environment, stdin=more.pop("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        return Traced(done, log.read().splitlines(), folder, temporary, existing)


def facts_of(folder):
    """What nobody may change: of each file its bytes, times, rights and number; and of the folder
    its names and time."""
    facts = {".": os.stat(folder).st_mtime_ns}
    for path in sorted(Path(folder).iterdir()):
        about = path.lstat()
        facts[path.name] = (about.st_ino, about.st_mode, about.st_uid, about.st_nlink,
                            about.st_size, about.st_mtime_ns, digest_of(path))
    return facts


def digest_of(path):
    if path.is_symlink():
        return os.readlink(path)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
