#!/usr/bin/env python3
"""Holds SARIF files against the JSON schema of the standard, and against what it cannot say.

`validate.py FILE…` prints a line for each fault and exits with 1, or with 0 where there is none.
Needs Debian's python3-jsonschema.
"""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft4Validator

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text())

# A URI reference by RFC 3986, appendix A, without IP literals.
CHARACTER = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
URI_REFERENCE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+\-.]*:)?(?://{CHARACTER}*)?(?:/?{CHARACTER}+)*/?(?:\?{CHARACTER}*)?")
# What would play tricks on who reads it; nothing of that belongs into a path.
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def strict_json(text):
    """JSON in which no key is given twice: Python would take the last one and say nothing."""
    def unique(pairs):
        keys = [key for key, _ in pairs]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ValueError(f"given twice: {sorted(twice)}")
        return dict(pairs)

    def no_constant(name):
        raise ValueError(f"{name} is no JSON")

    return json.loads(text, object_pairs_hook=unique, parse_constant=no_constant)


def uris_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("uri", "informationUri", "helpUri", "$schema"):
                yield inner
            else:
                yield from uris_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from uris_in(inner)


def faults_of_result(result, rules):
    index = result.get("ruleIndex", -1)
    if not 0 <= index < len(rules) or rules[index]["id"] != result.get("ruleId"):
        yield f"ruleIndex {index} does not lead to {result.get('ruleId')!r}"
    for location in result.get("locations", []):
        # GitHub takes no result without a file.
        if "physicalLocation" not in location:
            yield f"{result.get('ruleId')!r} has a location without a file"
    if not result.get("locations"):
        yield f"{result.get('ruleId')!r} has no location"
    for name, value in result.get("partialFingerprints", {}).items():
        if not re.fullmatch(r"[0-9a-f]{64}:[0-9]+", value):
            yield f"{name} is no fingerprint: {value!r}"


def faults_of_run(run):
    rules = run["tool"]["driver"].get("rules", [])
    ids = [rule["id"] for rule in rules]
    if len(set(ids)) != len(ids):
        yield "a rule is there twice"
    for rule in rules:
        for key in ("shortDescription", "fullDescription", "help"):
            if not rule.get(key, {}).get("text"):
                yield f"rule {rule['id']!r} has no {key}"
    prints = [tuple(sorted(result.get("partialFingerprints", {}).items()))
              for result in run.get("results", [])]
    if len(set(prints)) != len(prints):
        yield "two results have one fingerprint"
    for result in run.get("results", []):
        yield from faults_of_result(result, rules)


def faults_of(path):
    try:
        log = strict_json(Path(path).read_bytes().decode("utf-8"))
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    for error in Draft4Validator(SCHEMA).iter_errors(log):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        log = None
    if log is None:
        return
    for uri in uris_in(log):
        if not URI_REFERENCE.fullmatch(uri) or CONTROL.search(uri):
            yield f"no URI reference: {uri!r}"
    for run in log["runs"]:
        yield from faults_of_run(run)


def main(paths):
    if not paths:
        sys.exit(__doc__)
    failed = False
    for path in paths:
        for fault in faults_of(path):
            failed = True
            print(f"{path}: {fault}")
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
