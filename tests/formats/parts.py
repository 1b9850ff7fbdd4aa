"""Worlds of which the files of some side lack a part, held against the whole of them."""
import collections
import csv
import io
import os
import sys
import tempfile

from worlds import compared, write


def told(program, folder):
    done = compared(program, folder)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"exit code {done.returncode}\n{done.stderr}")
    return [row | {"identity": row["identity"].lower()} for row in csv.DictReader(io.StringIO(done.stdout))]


def key(row):
    return row["identity"], row["action"], row["resource"]


def is_of_many(row):
    return row["identity"].startswith(("stranger:", "member:"))


def wrong_among(certain, whole, key):
    """Of certain changes of the part: one that is none of the whole, or that goes another way there than all that are told."""
    kinds = {}
    for row in whole:
        kinds.setdefault(key(row), set()).add(row["kind"])
    ways = {}
    for row in certain:
        ways.setdefault(key(row), set()).add(row["kind"])
    for row in certain:
        if key(row) not in kinds:
            return "certain of the part, not so of the whole", row
        if not kinds[key(row)] <= ways[key(row)]:
            return f"certain of the part, and {kinds[key(row)]} in the whole", row
    return None


def run(drawn):
    """`drawn(seed)`: what is missing, the files of each side in whole and in part, and a function of the changes of both
    that tells what is wrong about those of the part, and adds to a list which certain ones it has held against the whole;
    nothing of a world that lacks nothing. Of the command line, its last words are the program, how many worlds and the
    first."""
    program, *numbers = sys.argv[1:]
    defaults = [int(os.environ.get("ACCESSDRIFT_FORMAT_WORLDS", 100)), 0]
    worlds, first = [int(n) for n in numbers] + defaults[len(numbers):]
    certain = uncertain = parts = 0
    held = collections.Counter()
    for seed in range(first, first + worlds):
        made = drawn(seed)
        if made is None:
            continue
        parts += 1
        missing, whole, part, wrong_about = made
        with tempfile.TemporaryDirectory() as work:
            folder = os.environ.get("KEEP", work)
            for way, sides in (("whole", whole), ("part", part)):
                for side, files in sides.items():
                    write(os.path.join(folder, way, side), files)
            whole, part = (told(os.path.abspath(program), os.path.join(folder, way)) for way in ("whole", "part"))
        compared_rows = []
        if wrong := wrong_about(whole, part, compared_rows):
            print(f"FAILED: seed {seed}, without {missing}: {wrong[0]}\n{wrong[1]}")
            return 1
        held.update(row["kind"] for row in compared_rows)
        certain += sum(row["certainty"] == "must" for row in part)
        uncertain += sum(row["certainty"] == "may" for row in part)
    print(f"{parts} exports without a part: {certain} changes certain, {held.total()} of them held against the whole "
          f"({held['gained']} gained, {held['lost']} lost); {uncertain} not certain")
    least = parts / 8
    return 0 if min(held["gained"], held["lost"], uncertain) > least else 1
