#!/usr/bin/env python3
"""Holds what the program writes and reads against the schemas that it prints.

    tests/schemas/check.py PROGRAM FIXTURES

Every JSON document, JSON line, native file, project file and file of expected changes among the fixtures
has to satisfy its schema, unless its case is one of input that is refused. What is made wrong here has to be refused.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml


class CoreLoader(yaml.CSafeLoader):
    """Takes plain scalars as the program does: `on` is a text, a date is one, too."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", "^(null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("int", "^[-+]?[0-9]+$", "-+0123456789"),
    ("float", "^[-+]?[0-9]+[.][0-9]+$", "-+0123456789"),
):
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))

program, fixtures = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
problems = []


def printed(*arguments):
    ended = subprocess.run([program, "schema", *arguments], capture_output=True, check=True, text=True)
    return ended.stdout


names = [line.split()[0] for line in printed().splitlines()]
validators = {}
for name in names:
    schema = json.loads(printed(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[name] = jsonschema.Draft202012Validator(schema)
satisfied = dict.fromkeys(names, 0)
# Of each format the largest document, which has most to make wrong, and its size.
samples = {}
sizes = dict.fromkeys(names, 0)


def is_good(name, document):
    return validators[name].is_valid(document)


def check(name, document, where):
    error = next(validators[name].iter_errors(document), None)
    if error is not None:
        problems.append(f"{where}: {name}: {error.json_path}: {error.message[:300]}")
        return
    satisfied[name] += 1
    size = len(json.dumps(document))
    if isinstance(document, dict) and size > sizes[name]:
        samples[name], sizes[name] = document, size


def json_documents(text):
    """The documents of a text that is one of them or has one on each line."""
    if not text.lstrip().startswith("{"):
        return
    try:
        yield json.loads(text)
    except ValueError:
        for line in text.splitlines():
            yield json.loads(line)


def words_of(case):
    return (case / "args").read_text().replace("=", "\n").splitlines()


def check_output(text, arguments, where):
    """Gives how many documents there were; several are lines."""
    documents = list(json_documents(text))
    for document in documents:
        name = "jsonl" if len(documents) > 1 else document.get("kind", "").removeprefix("accessdrift.")
        check("batch-answer" if "--batch" in arguments else name, document, where)
    return len(documents)


def check_outputs(case):
    arguments = words_of(case)
    if any(format in arguments for format in ("sarif", "rdjsonl")) or "schema" in arguments:
        return
    check_output((case / "stdout").read_text(errors="replace"), arguments, case / "stdout")


def check_requests(case):
    """Those that are answered."""
    if "--batch" not in words_of(case) or not (case / "stdin").exists():
        return
    answers = (case / "stdout").read_text().splitlines()
    requests = (case / "stdin").read_text(errors="replace").splitlines()
    for request, answer in zip((r for r in requests if r.strip()), answers):
        if "decision" in json.loads(answer):
            check("batch", json.loads(request), case / "stdin")


def check_a_world():
    """What the commands say of a larger configuration than those of the cases, and of its history."""
    asked = ["ana.kirk@nimbus.example", "read", "grafana", "access-review"]
    commands = (
        ["diff", "main...access-review"],
        ["diff", "main...access-review", "--format", "jsonl"],
        ["explain", *asked, "--all"],
        ["explain", asked[0], "GET", "https://grafana.nimbus.example/", asked[3]],
        ["check", *asked],
        ["since", *asked, "--ip", "10.4.7.9"],
        ["who", "read", "payroll", "main"],
        ["can", asked[0], "main"],
        ["log", "main~2..main"],
        ["validate", "main"],
        ["lint", "main"],
        ["rules"],
        ["formats"],
    )
    with tempfile.TemporaryDirectory() as folder:
        worlds = fixtures / "worlds"
        subprocess.run([worlds / "make_repository", worlds / "nimbus", folder], check=True, capture_output=True)
        for command in commands:
            words = command if "--format" in command else [*command, "--format", "json"]
            ended = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True)
            if check_output(ended.stdout, words, " ".join(words)) == 0:
                problems.append(f"{' '.join(words)} writes no JSON: {ended.stderr[:300]}")


def schema_of_input(path, document):
    if path.name == "accessdrift.yaml":
        return "project"
    if path.name == "accessdrift.expect.yaml":
        return "expect"
    return "native" if isinstance(document, dict) and "accessdrift" in document else None


def check_inputs(folder):
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".yaml", ".yml", ".json") or "expected" in path.parts or not path.is_file():
            continue
        try:
            document = yaml.load(path.read_bytes(), CoreLoader)
        except (yaml.YAMLError, ValueError, UnicodeError):
            continue
        name = schema_of_input(path, document)
        if name is not None:
            check(name, document, path)


def refuse(name, document, what):
    if is_good(name, document):
        problems.append(f"{name}: {what} is not refused")


def check_made_wrong(name):
    document = samples[name]
    for key in document:
        wrong = copy.deepcopy(document)
        del wrong[key]
        if key in validators[name].schema.get("required", []):
            refuse(name, wrong, f"a document without `{key}`")
        wrong[key] = 0.5
        refuse(name, wrong, f"`{key}` of another type")
    wrong = copy.deepcopy(document)
    wrong["unheard_of"] = 1
    refuse(name, wrong, "a key of no meaning")
    if "format_version" in document:
        refuse(name, {**document, "format_version": "2.0"}, "another major version")


def check_known_mistakes():
    project = {"protect": {"p": {"resources": ["a"], "gained": {"users": 0}}}}
    check("project", project, "a project file")
    refuse("project", {"protect": {"p": {"gained": {"users": 0}}}}, "a protection of nothing")
    refuse("project", {"protect": {"p": {"resources": ["a"], "gained": {"levle": "warn"}}}}, "a key of no meaning")
    refuse("project", {"limits": {"gained": {"percent": 101}}}, "more than all")
    refuse("project", {"report": {"format": "pdf"}}, "a format that is not written")
    expect = {"change": "why", "expires": "2026-12-31", "expect": [{"gained": "ana", "on": "a", "users": "<=3"}]}
    check("expect", expect, "expected changes")
    for entry in ({"gained": "ana"}, {"gained": "ana", "lost": "bo", "on": "a"}, {"sources": "all"}, {}):
        refuse("expect", {**expect, "expect": [entry]}, str(entry))
    refuse("expect", {"change": "why", "expect": expect["expect"]}, "changes that are expected for ever")
    policy = {"allow": ["ana"], "to": ["a"]}
    check("native", {"accessdrift": 1, "policies": {"p": policy}}, "a native file")
    for wrong in ({**policy, "deny": ["bo"]}, {"allow": ["ana"]}, {**policy, "form": ["office"]}, {**policy, "to": []}):
        refuse("native", {"accessdrift": 1, "policies": {"p": wrong}}, str(wrong))
    refuse("native", {"accessdrift": 2}, "another version")
    refuse("batch", {"subject": {"id": "ana"}, "action": {"name": "read"}}, "a request for nothing")


for case in sorted((fixtures / "cases").iterdir()):
    check_outputs(case)
    check_requests(case)
    if not case.name.startswith("invalid-"):
        check_inputs(case)
check_inputs(fixtures / "worlds")
check_a_world()
for name in names:
    if satisfied[name] == 0:
        problems.append(f"{name}: nothing among the fixtures is of this format")
    else:
        check_made_wrong(name)
check_known_mistakes()

for problem in problems:
    print(problem, file=sys.stderr)
print(", ".join(f"{name} {count}" for name, count in satisfied.items()))
sys.exit(1 if problems else 0)
