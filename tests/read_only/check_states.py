"""Every verb on every state, traced: nothing is changed, nothing stays, the answer is right."""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from places import AS_NOBODY, NOBODY, can_be_nobody, left_in
from states import STATES, State, made, rollback, with_wal
from tracing import facts_of, run_traced
from verbs import (EVERY_FORMAT, EVERY_ROW, EVERY_VERB, command_of, is_built, missing_verbs,
                   questions)

AT_ONCE = 4
AT_ONCE_WAITING = 30  # for a lock, five seconds long


def secret(folder):
    rollback(folder)
    (folder / "app.db").chmod(0o600)


def secret_wal(folder):
    with_wal(folder)
    (folder / "app.db-wal").chmod(0o600)


STATES_OF_NOBODY = [
    State("not to be read", secret, error="cannot be read: permission denied?"),
    State("-wal not to be read", secret_wal, error="app.db"),
]


def plain(text, file):
    """`text` with the usual name for an odd one, however it is written there."""
    if file == "app.db":
        return text
    in_json = json.dumps(file, ensure_ascii=False)[1:-1]
    shown = file.replace("\n", "\\n")
    in_shell = "$'" + shown.replace("'", "\\'") + "'"
    in_comment = file.replace("\n", "\n-- ")
    in_markdown = file.replace("#", "\\#").replace("\n", " ")
    on_github = shown.replace("%", "%25")
    for form in (in_shell, in_json, on_github, shown, in_comment, in_markdown, quote(file)):
        text = text.replace(form, "app.db")
    return text.replace('database: "app.db"', "database: app.db")  # YAML needs no quotes for that


# In which way it was opened, and when it was written.
OF_THE_FILE = re.compile(r'^[oO]pened: .*\n|^taken_at: .*\n|(?<= until )\d[^)]*(?=\))|'
                         r'"(opened|taken_at|now)": ?"[^"]*"', re.MULTILINE)


def comparable(text, form):
    """Without what says how a database was read, and the fingerprints of findings, which are made of
    its name."""
    text = OF_THE_FILE.sub("", text) if form not in ("json", "sarif") else text
    if form not in ("json", "sarif") or not text:
        return text
    answer = json.loads(text)
    answer.pop("notes", None)
    audit = answer.get("audit") or {}
    audit.pop("opened", None)
    (audit.get("since") or {}).pop("now", None)
    for run in answer.get("runs", []):
        for result in run["results"]:
            result.pop("partialFingerprints", None)
    return json.dumps(answer, indent=1, ensure_ascii=False)


class Answers:
    """Of quiet databases, one a kind; exit codes are those that the table states."""

    def __init__(self, places, which):
        self.places, self.which = places, which
        self.known, self.failures = {}, []
        for like in {state.like: None for state in STATES}:
            self.known[like] = self.ask(like)

    def ask(self, like):
        answers = {}
        with self.places.folder() as folder, made(State("quiet", like), folder):
            for one, form in questions(self.places.program, self.which):
                command = command_of(self.places.program, one, form, self.places.words("app.db"))
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True,
                                      stdin=subprocess.DEVNULL)
                answers[one, form] = done.returncode, done.stdout
                expected = one.exit if like is rollback and is_built(one, form) else None
                if expected not in (None, done.returncode):
                    self.failures.append(f"quiet: {one.named(form)}: exit {done.returncode}, not "
                                         f"{expected}: {done.stderr.strip()}")
        return answers


def faults_in_answer(state, one, form, done, answers):
    if state.error and one.reads and is_built(one, form):
        if done.code != 1 or state.error not in done.errors:
            yield f"exit {done.code}, not 1 with '{state.error}': {done.errors.strip()[:300]}"
        if done.out and form not in ("json", ""):
            yield f"an answer all the same: {done.out[:200]}"
        return
    code, text = answers[one, form]
    if done.code != code:
        yield f"exit {done.code}, not {code}: {done.errors.strip()[:300]}"
    elif not state.error:
        ours, theirs = comparable(plain(done.out, state.file), form), comparable(text, form)
        if ours != theirs:
            yield "another answer than on a quiet database: " + first_difference(ours, theirs)
    if state.note and one.reads and done.code in (0, 2, 3) and state.note not in done.errors:
        yield f"does not say '{state.note}'"


def first_difference(text, expected):
    for ours, theirs in zip(text.splitlines() + [""], expected.splitlines() + [""]):
        if ours != theirs:
            return f"'{ours}', not '{theirs}'"
    return f"{len(text)} characters, not {len(expected)}"


class Check:
    def __init__(self, places, short):
        self.places = places
        self.which = EVERY_ROW if short else EVERY_FORMAT
        self.few = EVERY_VERB if short else EVERY_ROW
        self.answers = Answers(places, self.which)

    def state(self, state, as_nobody=False):
        """(runs, what is wrong)"""
        answers = self.answers.known[state.like]
        asked = list(questions(self.places.program,
                               self.few if as_nobody or state.locked else self.which))
        with self.places.folder() as folder, made(state, folder):
            before = facts_of(folder)
            with ThreadPoolExecutor(AT_ONCE_WAITING if state.locked else 1) as pool:
                wrong = [fault for faults in pool.map(lambda one: self.question(
                    state, folder, *one, answers, as_nobody), asked) for fault in faults]
            if facts_of(folder) != before:
                wrong.append(f"{state.name}: not as it was: {before} {facts_of(folder)}")
        return len(asked), wrong

    def question(self, state, folder, one, form, answers, as_nobody):
        command = command_of(self.places.program, one, form, self.places.words(state.file))
        with self.places.temporary(NOBODY if as_nobody else None) as temporary:
            done = run_traced(command, folder, temporary, watched=watched(folder),
                              prefix=AS_NOBODY if as_nobody else ())
            faults = [f"call: {fault}" for _, fault in done.faults]
            faults += [f"left in TMPDIR: {name}" for name in left_in(temporary)]
        faults += faults_in_answer(state, one, form, done, answers)
        who = ", as nobody" if as_nobody else ""
        return [f"{state.name}{who}: {one.named(form)}: {fault}" for fault in faults]


def watched(folder):
    return [path for path in folder.iterdir() if path.is_dir()]


# Goes one migration on, and says so in a log like Kysely's.
ONE_STEP = """
import sqlite3
db = sqlite3.connect("app.db")
db.execute("CREATE TABLE IF NOT EXISTS kysely_migration (name varchar(255) NOT NULL PRIMARY KEY,"
           " timestamp varchar(255) NOT NULL)")
done, = db.execute("SELECT count(*) FROM kysely_migration").fetchone()
if done < 2:
    db.execute(f"CREATE TABLE t{done} (a)")
    db.execute("INSERT INTO kysely_migration VALUES (?, '2026-01-02T03:04:05.678Z')", [f"00{done}"])
db.commit()
"""


def check_record(places):
    """What `record` itself does while the command it runs writes to the database."""
    with places.folder() as folder, places.folder("out") as out:
        command = [places.program, "record", "-o", str(out / "history"), "--db", "app.db", "--",
                   sys.executable, "-c", ONE_STEP]
        done = run_traced(command, folder, out)
        wrong = done.faults_of_first()
        if done.code != 0 or "recorded 2 migrations" not in done.errors:
            wrong.append(done.errors)
        if len(left_in(out)) != 4:  # the folder, two snapshots and their list
            wrong.append(f"left {left_in(out)}")
    return 1, ["record: " + fault for fault in wrong]


def check_states(places, short):
    """(runs, failures)"""
    check = Check(places, short)
    jobs = [(state, False) for state in STATES]
    if can_be_nobody():
        jobs += [(state, True) for state in STATES + STATES_OF_NOBODY]
    else:
        print("skipped: as a user without write permission (only root can become one)")
    jobs.sort(key=lambda job: not job[0].locked)  # those wait while others work
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda job: check.state(*job), jobs)) + [check_record(places)]
    failures = [f"verbs.py has no row for {verb}" for verb in missing_verbs(places.program)]
    failures += check.answers.failures + [fault for _, wrong in results for fault in wrong]
    return sum(runs for runs, _ in results), failures
