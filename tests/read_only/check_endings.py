"""However a run ends, nothing is left in TMPDIR, the database is as it was, and -o FILE is the old
answer or the new one, whole. Signals are delivered by strace at the calls of a run, one after
another: https://strace.io, -e inject."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from places import AS_NOBODY, can_be_nobody, left_in
from states import FILL, State, made, quiet, rollback, script, wal_without_shm, hot_journal
from tracing import facts_of

ENDING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE", "SIGQUIT"]
REWRITE = "UPDATE payload SET bytes = randomblob(9000);\n"


def big(folder):
    quiet(folder, fill=FILL)


class Ending:
    """One command on one state, run again and again."""

    def __init__(self, places, folder, words, state):
        self.places, self.folder, self.state = places, folder, state
        self.command = [places.program, *words]
        self.before = facts_of(folder)

    def run(self, temporary, *strace, traced=True, **more):
        tracer = ["strace", "-f", "-qq", *strace, "--"] if traced else []
        environment = dict(os.environ, TMPDIR=str(temporary))
        return subprocess.run([*tracer, *self.command], cwd=self.folder, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, **more)

    def calls(self):
        """(a system call, how often) of a run that nothing disturbs."""
        with self.places.temporary() as temporary, tempfile.NamedTemporaryFile("r") as log:
            self.code = self.run(temporary, "-o", log.name, "-e", "signal=none").returncode
            return Counter(re.findall(r"^\d+ +(\w+)\(", log.read(), re.MULTILINE))

    def points(self, most):
        """(call, which of them), spread over all."""
        all_points = [(name, at) for name, count in sorted(self.calls().items())
                      for at in range(1, count + 1) if name not in ("execve", "exit_group")]
        step = max(1, -(-len(all_points) // most))
        # The calls that make and remove names are few, and all of them count.
        rare = ("mkdir", "unlink", "unlinkat", "rmdir", "rename", "linkat")
        return [point for at, point in enumerate(all_points)
                if at % step == 0 or point[0] in rare]

    def end_at(self, point, name):
        """What is wrong when the signal comes there, and what was left in TMPDIR."""
        call, at = point
        number = getattr(signal, name)
        with self.places.temporary() as temporary:
            done = self.run(temporary, "-o", os.devnull, "-e", f"trace={call}",
                            "-e", f"inject={call}:signal={name}:when={at}")
            left = left_in(temporary)
            wrong = []
            if done.returncode not in (-number, self.code):
                wrong.append(f"ended with {done.returncode}")
            if left and number != signal.SIGKILL:
                wrong.append("left " + ", ".join(left))
            if any(not name.startswith(("plumbline-", "etilqs_")) for name in left):
                wrong.append("left what nobody knows: " + ", ".join(left))
        where = f"{self.state}: {name} at {call} {at}: "
        return [where + what for what in wrong], done.returncode == -number, bool(left)


class Endings:
    def __init__(self, places, short):
        self.places, self.most = places, 12 if short else 400
        self.failures = []
        self.ended = self.killed = self.killed_left = 0

    def sweep(self, make, words, state, signals):
        with self.places.folder() as folder, made(State(state, make), folder):
            ending = Ending(self.places, folder, words, state)
            jobs = [(point, name) for name in signals for point in ending.points(self.most)]
            with ThreadPoolExecutor(3) as pool:
                for (_, name), (wrong, ended, left) in zip(
                        jobs, pool.map(lambda job: ending.end_at(*job), jobs)):
                    self.failures += wrong
                    self.ended += ended
                    if name == "SIGKILL":
                        self.killed += ended
                        self.killed_left += left
            if facts_of(folder) != ending.before:
                self.failures.append(f"{state}: the database is not as it was")

    def all_signals(self):
        migrations = ["-d", str(self.places.migrations)]
        rewrite = self.places.root / "rewrite.sql"
        rewrite.write_text(REWRITE)
        kill = ["SIGKILL"]
        self.sweep(wal_without_shm, ["status", "app.db", *migrations], "-wal without -shm",
                   ENDING + kill)
        self.sweep(hot_journal, ["inspect", "app.db"], "hot journal", ["SIGTERM"] + kill)
        self.sweep(big, ["check", "app.db", "--startup", str(rewrite)], "17 MB, all rewritten",
                   ["SIGINT"] + kill)

    def expect(self, what, done, code, *says):
        if done.returncode != code:
            self.failures.append(f"{what}: exit {done.returncode}, not {code}: {done.stderr}")
        for word in says:
            if word not in done.stderr:
                self.failures.append(f"{what}: does not say '{word}': {done.stderr}")

    def exit_codes(self):
        """Each on a state of which a private copy is read."""
        here = str(self.places.migrations)
        cases = [(["inspect", "app.db"], 0), (["status", "app.db", "-d", here], 2),
                 (["repair", "app.db", "-d", here, "--undo"], 3),
                 (["status", "app.db", "-d", "nowhere"], 1),
                 (["diff", "app.db", "nothing.sql"], 1),
                 (["inspect", "app.db", "--format", "nothing"], 64),
                 (["diff", "app.db", "app.db", "--set", "a=b"], 64)]
        for make in (wal_without_shm, hot_journal):
            with self.places.folder() as folder, made(State("", make), folder):
                for words, code in cases:
                    ending = Ending(self.places, folder, words, make.__name__)
                    with self.places.temporary() as temporary:
                        done = ending.run(temporary, traced=False)
                        self.expect(f"{make.__name__}: {words}", done, code)
                        self.expect_nothing(temporary, str(words))

    def expect_nothing(self, folder, what):
        if left_in(folder):
            self.failures.append(f"{what}: left {left_in(folder)}")

    def nobody_reads_the_answer(self):
        """SIGPIPE, as of `plumbline inspect app.db | head -1`; and SIGHUP under nohup."""
        with self.places.folder() as folder, made(State("", wal_without_shm), folder), \
                self.places.temporary() as temporary:
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([self.places.program, "inspect", "app.db"], cwd=folder,
                                  env=dict(os.environ, TMPDIR=str(temporary)), stdout=writer,
                                  stderr=subprocess.PIPE, text=True)
            os.close(writer)
            self.expect("a reader that is gone", done, -signal.SIGPIPE)
            self.expect_nothing(temporary, "a reader that is gone")
            ending = Ending(self.places, folder, ["inspect", "app.db"], "nohup")
            done = ending.run(temporary, "-o", os.devnull, "-e", "trace=mkdir",
                              "-e", "inject=mkdir:signal=SIGHUP:when=1",
                              preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
            self.expect("nohup", done, 0, "a private copy was read")


@contextlib.contextmanager
def small_disk(places, size):
    """A file system of so many bytes; None where none can be mounted."""
    with places.folder("disk") as folder:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder],
                              capture_output=True, check=False) if os.geteuid() == 0 else None
        if done is None or done.returncode != 0 or not shutil.which("umount"):
            yield None
            return
        try:
            yield folder
        finally:
            subprocess.run(["umount", folder], check=True)


def check_places_for_temporary_files(endings):
    """Missing, no folder, not to be written, full: a clear word, exit 1, and no other place."""
    places = endings.places
    rewrite = ["check", "app.db", "--startup", str(places.root / "rewrite.sql")]
    with places.folder() as folder, made(State("", wal_without_shm), folder):
        inspect = Ending(places, folder, ["inspect", "app.db"], "")
        for place, why in ((places.root / "nowhere", "No such file or directory"),
                           (places.target, "Not a directory")):
            done = inspect.run(place, traced=False)
            endings.expect(f"TMPDIR {why}", done, 1, str(place), why, "TMPDIR")
        if can_be_nobody():
            inspect.command[:0] = AS_NOBODY
            with places.temporary() as place:
                done = inspect.run(place, traced=False)
                endings.expect("TMPDIR not writable", done, 1, "Permission denied", "TMPDIR")
    with small_disk(places, 65536) as disk:
        if disk is None:
            print("skipped: a full TMPDIR and a full disk under -o (nothing can be mounted here)")
            return
        with places.folder() as folder, made(State("", wal_without_shm), folder):
            inspect = Ending(places, folder, ["inspect", "app.db"], "")
            endings.expect("no room for a copy", inspect.run(disk, traced=False), 1,
                           "No space left on device", "TMPDIR")
            endings.expect_nothing(disk, "no room for a copy")
        with places.folder() as folder, made(State("", big), folder):
            check = Ending(places, folder, rewrite, "")
            endings.expect("no room for what is tried", check.run(disk, traced=False), 1,
                           "database or disk is full", "TMPDIR")
            endings.expect_nothing(disk, "no room for what is tried")
        check_full_disk_under_output(endings, disk)


def check_full_disk_under_output(endings, disk):
    with endings.places.folder() as folder, made(State("", rollback), folder):
        (disk / "answer").write_text("old")
        (disk / "filler").write_bytes(b"x" * (65536 - 2 * 4096))
        script(folder / "app.db", "".join(f"CREATE TABLE t{i} (a, b, c);" for i in range(300)))
        ending = Ending(endings.places, folder, ["inspect", "app.db", "-o", str(disk / "answer")],
                        "")
        endings.expect("no room for the answer", ending.run("/tmp", traced=False), 1,
                       "No space left on device")
        if left_in(disk) != ["answer", "filler"] or (disk / "answer").read_text() != "old":
            endings.failures.append(f"no room for the answer: {left_in(disk)}")


def check_output_under_signals(endings):
    """-o FILE while signals come: the old answer or the new one, and nothing beside it."""
    places = endings.places
    with places.folder() as folder, places.folder("out") as out, \
            made(State("", rollback), folder), places.temporary() as temporary:
        answer = out / "answer"
        ending = Ending(places, folder, ["inspect", "app.db", "-o", str(answer)], "-o FILE")
        points = [point for point in ending.points(10**6)
                  if point[0] in ("openat", "write", "fsync", "fchmod", "linkat", "rename", "close",
                                  "rt_sigprocmask")]
        new = answer.read_text()
        for name in ["SIGTERM", "SIGKILL"]:
            for call, at in points:
                answer.write_text("old")
                ending.run(temporary, "-o", os.devnull, "-e", f"trace={call}",
                           "-e", f"inject={call}:signal={name}:when={at}")
                endings.ended += 1
                others = [file for file in left_in(out) if file != "answer"]
                where = f"-o FILE, {name} at {call} {at}: "
                if answer.read_text() not in ("old", new):
                    endings.failures.append(where + "half an answer")
                # Killed between being given a name and being given the right one, it is whole.
                if others and (name != "SIGKILL" or (out / others[0]).read_text() != new):
                    endings.failures.append(where + f"left {others}")
                for other in others:
                    (out / other).unlink()


def check_endings(places, short):
    endings = Endings(places, short)
    endings.exit_codes()
    endings.nobody_reads_the_answer()
    endings.all_signals()
    check_places_for_temporary_files(endings)
    check_output_under_signals(endings)
    return endings
