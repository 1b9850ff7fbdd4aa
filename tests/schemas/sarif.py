#!/usr/bin/env python3
"""Holds SARIF that the program writes against the schema of its standard, which a package of the npm registry has.

    tests/schemas/sarif.py PROGRAM FIXTURES

Ends with 77 where the registry does not answer: the schema names no licence, so no copy of it is here.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "npm"))
import pinned

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SHA512 = "A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A=="
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
RESULTS = 125

program, fixtures = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
problems = []


def validator():
    schema = json.loads(pinned.member(PACKAGE, SHA512, MEMBER))
    of_schema = jsonschema.validators.validator_for(schema)
    of_schema.check_schema(schema)
    return of_schema(schema, format_checker=jsonschema.FormatChecker())


def check(document, where):
    for error in sarif.iter_errors(document):
        problems.append(f"{where}: {error.json_path}: {error.message[:300]}")


def cases():
    for case in sorted((fixtures / "cases").iterdir()):
        if "sarif" in (case / "args").read_text().replace("=", "\n").splitlines():
            yield case


def large_report():
    """Each of many people loses something of their own, and each has the line that did it."""
    def configuration(people):
        numbers = range(RESULTS)
        return {
            "accessdrift": 1,
            "users": {f"user-{i}": {} for i in numbers},
            "resources": {f"app-{i}": {} for i in numbers},
            "policies": {f"read-{i}": {"allow": [f"user-{(i + people) % RESULTS}"], "to": [f"app-{i}"]} for i in numbers},
        }

    with tempfile.TemporaryDirectory() as folder:
        for side, people in (("before", 0), ("after", 1)):
            path = pathlib.Path(folder) / side / "access.json"
            path.parent.mkdir()
            path.write_text(json.dumps(configuration(people), indent=1))
        words = [program, "diff", "before", "after", "--format", "sarif"]
        return json.loads(subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout)


def check_made_wrong(document):
    """What checks nothing would take these, too."""
    def wrong(what, spoil):
        spoiled = copy.deepcopy(document)
        spoil(spoiled["runs"][0])
        if sarif.is_valid(spoiled):
            problems.append(f"{what} is not refused")

    def region(run):
        return run["results"][0]["locations"][0]["physicalLocation"]["region"]

    wrong("a run of no tool", lambda run: run.pop("tool"))
    wrong("a result without a message", lambda run: run["results"][0].pop("message"))
    wrong("a level that there is not", lambda run: run["results"][0].update(level="fatal"))
    wrong("a line before the first", lambda run: region(run).update(startLine=0))
    wrong("a key that there is not", lambda run: run["results"][0].update(colour="red"))


try:
    sarif = validator()
except pinned.NotToBeHad as why:
    print(f"skipped: the schema of SARIF is not to be had: {why}")
    sys.exit(pinned.SKIPPED)
checked = 0
for case in cases():
    check(json.loads((case / "stdout").read_text()), case.name)
    checked += 1
if checked == 0:
    problems.append("there is no case of SARIF")
large = large_report()
results = len(large["runs"][0]["results"])
if results < RESULTS:
    problems.append(f"a report of {results} results is not large")
check(large, "a large report")
check_made_wrong(large)

for problem in problems:
    print(problem, file=sys.stderr)
print(f"{checked} cases and a report of {results} results")
sys.exit(1 if problems else 0)
