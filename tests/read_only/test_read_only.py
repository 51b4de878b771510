#!/usr/bin/env python3
"""Plumbline only reads: every verb, on a database in every state, as root and as nobody, ended in
every way, and beside a writer. `test_read_only.py [--short]`; the program under test is $PLUMBLINE,
or build/plumbline. The last line has the figures. Exit code 1 where a promise is broken."""

import argparse
import sys
import time
import unittest

import test_tracing
from check_endings import check_endings
from check_states import check_states
from check_writers import check_writers
from places import places

MOST_SHOWN = 40


def tracing_is_sound():
    suite = unittest.defaultTestLoader.loadTestsFromModule(test_tracing)
    return unittest.TextTestRunner(verbosity=0, stream=sys.stdout).run(suite).wasSuccessful()


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--short", action="store_true", help="each verb in one format, fewer points")
    short = words.parse_args().short
    begin = time.monotonic()
    if not tracing_is_sound():
        return 1
    with places() as here:
        runs, failures = check_states(here, short)
        endings = check_endings(here, short)
        writers = check_writers(here, short)
    print(writers.table())
    broken = failures + endings.failures + writers.failures
    for failure in broken[:MOST_SHOWN]:
        print("broken: " + failure)
    if len(broken) > MOST_SHOWN:
        print(f"… and {len(broken) - MOST_SHOWN} more")
    print(f"SIGKILL: {endings.killed} runs killed, {endings.killed_left} of them while something "
          "had a name in TMPDIR: a private copy or a temporary file that was being made")
    print(f"{writers.refused} times no answer beside a writer, because the lock had to be given back")
    print(f"{runs} runs traced, {len(failures)} faults; {endings.ended} runs ended by a signal, "
          f"{len(endings.failures)} faults; {writers.runs} runs beside a writer, longest wait of a "
          f"commit {max(max(row) for _, row in writers.rows):.3f} s, {len(writers.failures)} "
          f"faults; {time.monotonic() - begin:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
