#!/usr/bin/env python3
"""All that people install: `cmake --install`, packages of Debian, the npm package, completions.

    tests/packages/test_packages.py [unittest's own words]

Of the build in build/ (or $PLUMBLINE_BUILD). What cannot be asked here, for want of a shell or a
tool, is skipped and named; continuous integration (CI=true) has all of them.
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


def load_tests(loader, _tests, _pattern):
    return loader.loadTestsFromNames(["test_install", "test_completions", "test_static", "test_deb",
                                      "test_npm", "test_pages"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
