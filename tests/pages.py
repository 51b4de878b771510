"""The commands that our pages show, for the tests that run them: tests/page_examples.hpp has the
grammar, and tests/pages_test.cpp holds that each of them is run by somebody."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def blocks(page, section):
    """The blocks of code of a section, each a text."""
    found, block, here = [], None, False
    for line in (ROOT / page).read_text().splitlines():
        if line.startswith("```"):
            if block is not None and here:
                found.append("\n".join(block))
            block = [] if block is None else None
        elif block is not None:
            block.append(line)
        elif line.startswith("#"):
            here = line.lstrip("# ") == section
    assert found, f"{page} has no blocks in a section {section}"
    return found


def examples(block):
    """[(command, what it prints)] of a block with lines "$ command"."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, "".join(line + "\n" for line in lines)) for command, lines in found]
