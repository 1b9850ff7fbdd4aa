#!/usr/bin/env python3
"""Random gateways of which a list is not here, and the whole of them: what is certain of a part must be so of the whole.

    tests/formats/partial_hoop.py PROGRAM [WORLDS] [FIRST]
"""
import copy
import os
import random
import sys
import tempfile

import hoop
from partial import told
from worlds import write

# Not the rules of who needs approval: without them nobody does, which is said, so that no gain is hidden.
LISTS = ["users", "plugins", "attributes"]


def one_file_a_list(rng, world):
    """As they are written, but for what they are written into."""
    while len(files := hoop.hoop(rng, world)) < 3:
        pass
    return files


def without(files, name):
    path = f"hoop/{name}.json"
    kept = {p: content for p, content in files.items() if p != path}
    kept["accessdrift.yaml"] = {"sources": [s for s in files["accessdrift.yaml"]["sources"] if s["hoop"] != path]}
    return kept


def active_throughout(worlds):
    """Who is on no list is taken to be active, and by the name that files have."""
    accounts = [{(p["login"], p["uid"]) for p in world["people"].values() if p["status"] == "active"} for world in worlds]
    return {login for login, _ in accounts[0] & accounts[1]}


def wrong_about(worlds, name, whole, part):
    def key(row):
        return row["identity"], row["action"], row["resource"]

    changed = {key(row) for row in whole}
    meant = active_throughout(worlds)
    for row in part:
        is_left_out = row["identity"].startswith(("stranger:", "member:")) or (name == "users" and row["identity"] not in meant)
        if row["certainty"] == "must" and not is_left_out and key(row) not in changed:
            return "certain of the part, not so of the whole", row
    return None


def run(program, worlds, first):
    certain = uncertain = 0
    for seed in range(first, first + worlds):
        rng = random.Random(seed)
        before = hoop.random_world(rng)
        sides = {"before": before, "after": hoop.changed(rng, before)}
        cut_on = rng.choice([["before"], ["after"], ["before", "after"]])
        name = rng.choice(LISTS)
        with tempfile.TemporaryDirectory() as work:
            folder = os.environ.get("KEEP", work)
            for side, world in sides.items():
                files = one_file_a_list(rng, world)
                write(os.path.join(folder, "whole", side), copy.deepcopy(files))
                write(os.path.join(folder, "part", side), without(files, name) if side in cut_on else files)
            whole, part = (told(program, os.path.join(folder, way)) for way in ("whole", "part"))
        if wrong := wrong_about(list(sides.values()), name, whole, part):
            print(f"FAILED: seed {seed}, without {name} {' and '.join(cut_on)}: {wrong[0]}\n{wrong[1]}")
            return 1
        certain += sum(row["certainty"] == "must" for row in part)
        uncertain += sum(row["certainty"] == "may" for row in part)
    print(f"{worlds} exports without a part: {certain} changes certain, and so of the whole; {uncertain} not certain")
    return 0 if certain > worlds / 4 and uncertain > worlds / 4 else 1


if __name__ == "__main__":
    NUMBERS = [int(n) for n in sys.argv[2:]] + [int(os.environ.get("ACCESSDRIFT_FORMAT_WORLDS", 100)), 0][len(sys.argv) - 2:]
    sys.exit(run(os.path.abspath(sys.argv[1]), *NUMBERS))
