"""Worlds of which the files of some side lack a part, held against the whole of them."""
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


def run(drawn):
    """`drawn(seed)`: what is missing, the files of each side in whole and in part, and a function of the changes of both
    that tells what is wrong about those of the part; nothing of a world that lacks nothing. Of the command line, its last
    words are the program, how many worlds and the first."""
    program, *numbers = sys.argv[1:]
    defaults = [int(os.environ.get("ACCESSDRIFT_FORMAT_WORLDS", 100)), 0]
    worlds, first = [int(n) for n in numbers] + defaults[len(numbers):]
    certain = uncertain = parts = 0
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
        if wrong := wrong_about(whole, part):
            print(f"FAILED: seed {seed}, without {missing}: {wrong[0]}\n{wrong[1]}")
            return 1
        certain += sum(row["certainty"] == "must" for row in part)
        uncertain += sum(row["certainty"] == "may" for row in part)
    print(f"{parts} exports without a part: {certain} changes certain, and so of the whole; {uncertain} not certain")
    return 0 if certain > parts / 4 and uncertain > parts / 4 else 1
