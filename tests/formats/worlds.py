"""Random worlds in the files of another system and in native ones: what `accessdrift diff` says of both must be the same."""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

AT = "2026-11-28T12:00:00Z"
PEOPLE = "unknown.people_whom_no_list_has"
COLUMNS = ["kind", "certainty", "identity", "action", "resource", "before", "after"]


def some(rng, things, least=1, most=2):
    return rng.sample(things, rng.randint(least, min(len(things), max(least, most))))


def shuffled(rng, things):
    return rng.sample(list(things), len(things))


def write(folder, files):
    """Files by name: a text as it stands, anything else as JSON."""
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="") as file:
            file.write(content if isinstance(content, str) else json.dumps(content, indent=1))


def compared(program, folder):
    return subprocess.run([program, "diff", "before", "after", "--format", "csv", "--at", AT],
                          cwd=folder, capture_output=True, text=True)


def as_if_there(row):
    """What is told of strangers whom a list that is cut may lack, as if they were there: native files cannot say that one is cut."""
    if not row["identity"].startswith("stranger:") or PEOPLE not in row["before"] + row["after"]:
        return row
    def plain(way):
        return " & ".join(part for part in way.split(" & ") if part != PEOPLE + "=true") or "always"
    return row | {"certainty": "must"} | {side: " | ".join(map(plain, row[side].split(" | "))) for side in ("before", "after")}


def told(program, folder, rewrite):
    """Every entitlement that changes, as CSV tells it; how somebody's id is spelled is not compared."""
    done = compared(program, folder)
    if done.returncode not in (0, 3):
        return f"exit code {done.returncode}\n{done.stderr}"
    rows = map(as_if_there, csv.DictReader(io.StringIO(rewrite(done.stdout))))
    return {tuple(row[c].lower() if c == "identity" else row[c] for c in COLUMNS) for row in rows}


def show_difference(told_by):
    for name, rows in told_by.items():
        if isinstance(rows, str):
            print(name, rows)
    if all(isinstance(rows, set) for rows in told_by.values()):
        (one, its), (other, others) = told_by.items()
        for name, only in ((one, its - others), (other, others - its)):
            for row in sorted(only)[:8]:
                print("only", name, *row)


def run(format, sides, worlds=200, rewrite=lambda text: text):
    """Compares worlds until one differs, and returns the exit code.

    `rewrite` turns what is told in words of the format into native ones.

    `sides(rng)` makes the four folders of one world: {"before": FILES, "after": FILES} in files of `format`, and natively.
    The arguments are PROGRAM [WORLDS] [FIRST]; KEEP in the environment is a folder in which a world that differs is kept.
    """
    program = os.path.abspath(sys.argv[1])
    worlds = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("ACCESSDRIFT_FORMAT_WORLDS", worlds))
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    changes = idle = 0
    for seed in range(first, first + worlds):
        with tempfile.TemporaryDirectory() as work:
            told_by = {}
            for way, files in zip((format, "native"), sides(random.Random(seed))):
                for side, content in files.items():
                    write(os.path.join(os.environ.get("KEEP", work), way, side), content)
                told_by[way] = told(program, os.path.join(os.environ.get("KEEP", work), way), rewrite)
        if isinstance(told_by[format], str) or told_by[format] != told_by["native"]:
            print(f"FAILED: seed {seed}")
            show_difference(told_by)
            return 1
        changes += len(told_by[format])
        idle += not told_by[format]
    print(f"{worlds} worlds, {changes} changes of entitlements told alike, none in {idle}")
    return 0 if changes > worlds and idle < worlds / 2 else 1
