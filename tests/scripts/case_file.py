"""Reads golden cases; tests/case_file.hpp describes the format and checks it more strictly.

As a program: `case_file.py FILE SECTION` prints one section, `case_file.py FILE` the lesson.
"""

import re
import sys
from pathlib import Path

HEAD = re.compile(r"-- (.+) --")
ESCAPED_HEAD = re.compile(r"\\+-- .+ --")


def read_case(path):
    """The sections of a case by their names, with the sentence it begins with as "lesson"."""
    sections = {"lesson": ""}
    current = "lesson"
    for line in Path(path).read_text(encoding="utf-8").split("\n")[:-1]:
        head = HEAD.fullmatch(line)
        if head:
            current = head[1]
            sections[current] = ""
        elif current == "lesson":
            sections[current] += line.removeprefix("# ") + "\n"
        else:
            sections[current] += (line[1:] if ESCAPED_HEAD.fullmatch(line) else line) + "\n"
    return sections


if __name__ == "__main__":
    sections = read_case(sys.argv[1])
    sys.stdout.write(sections.get(sys.argv[2] if len(sys.argv) > 2 else "lesson", ""))
