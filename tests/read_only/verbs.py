"""What is asked of a database in every state. A verb or a format that the program has and this table
does not is a failure: read from `plumbline --help`."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache

ANY = None


@dataclass(frozen=True)
class Row:
    """A verb with its words; DB, TARGET and MIGRATIONS are put in their place. `exit` is that on a
    quiet database with the half-done migration; ANY where the answer is not built yet."""
    verb: str
    words: tuple
    exit: int | None
    formats: tuple = ()  # empty: all that the verb has
    reads: bool = True   # whether it reads DB

    def named(self, name):
        return " ".join((self.verb,) + self.words + (("--format", name) if name else ()))


def row(words, exit, *formats, reads=True):
    verb, *rest = words.split()
    return Row(verb, tuple(rest), exit, formats, reads)


ROWS = [
    row("inspect DB", 0),
    row("diff DB TARGET", 2),
    row("diff TARGET DB", 2, "text"),
    row("diff DB DB", 0, "json"),
    row("status DB -d MIGRATIONS", 2),
    row("status DB -d MIGRATIONS --to TARGET", 2, "json"),
    row("check DB -d MIGRATIONS", 2),
    row("check DB -d MIGRATIONS --startup STARTUP --startup migrations --to TARGET", 2, "text"),
    row("check DB -d MIGRATIONS --rows sample", 2, "text"),
    row("lint MIGRATIONS --log kysely", 2, reads=False),
    row("repair DB -d MIGRATIONS --finish", 0),
    row("repair DB -d MIGRATIONS --through 017_token_scopes", 0, "sql"),
    row("repair DB -d MIGRATIONS --undo", 3, "sql"),
    row("repair DB -d MIGRATIONS --undo --allow drop-table", 0, "sql"),
    row("repair DB -d MIGRATIONS --log-only", 3, "sql"),
    row("repair DB -d MIGRATIONS --to TARGET", 0, "json"),
    row("repair DB --to TARGET --allow all", 0, "sql"),
    row("repair DB --to TARGET --allow all --drop-extra --rows sample", 0, "sql"),
    # Its command is what writes; here it has none that would.
    row("record -o HISTORY --db DB -- true", 1, ""),
    row("audit DB", 0),
    row("audit DB -d MIGRATIONS --to TARGET", 2),
    row("audit DB -d MIGRATIONS --since TARGET", 2, "text", "json"),
    row("audit DB DB -d MIGRATIONS", 2, "text", "jsonl"),
    row("explain rerun-fails", 0, reads=False),
]


@cache
def help_of(program, *words):
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True,
                          check=True).stdout


def verbs_of(program):
    listed = help_of(program).partition("Subcommands:")[2]
    return re.findall(r"^  (\w+) ", listed, re.MULTILINE)


def formats_of(program, verb):
    found = re.search(r"--format (\S+)", help_of(program, verb))
    return found.group(1).split("|") if found else [""]


EVERY_FORMAT, EVERY_ROW, EVERY_VERB = range(3)


def questions(program, which):
    """(row, format): all there are, each row in one format, or one row of each verb that reads."""
    seen = set()
    for one in ROWS:
        if which == EVERY_VERB and (one.verb in seen or not one.reads):
            continue
        seen.add(one.verb)
        formats = one.formats or formats_of(program, one.verb)
        for name in formats if which == EVERY_FORMAT else formats[:1]:
            yield one, name


def missing_verbs(program):
    return sorted(set(verbs_of(program)) - {one.verb for one in ROWS})


def command_of(program, one, name, places):
    """The words of a process. `places`: what stands for DB, TARGET and so on."""
    words = [places.get(word, word) for word in one.words]
    if name:
        words[:0] = ["--format", name]
    return [program, one.verb, *words]


def is_built(one, name):
    return one.exit is not ANY
