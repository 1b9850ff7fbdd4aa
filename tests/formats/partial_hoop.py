#!/usr/bin/env python3
"""Random gateways of which a list is not here, and the whole of them: what is certain of a part must be so of the whole.

    tests/formats/partial_hoop.py PROGRAM [WORLDS] [FIRST]
"""
import random
import sys

import hoop
from parts import is_of_many, key, run, wrong_among

# Not the rules of who needs approval: where no side has one for a connection, nobody does, which is said.
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


def wrong_about(worlds, name, whole, part, held):
    meant = active_throughout(worlds)
    held += [row for row in part if row["certainty"] == "must" and not (
        is_of_many(row) or (name == "users" and row["identity"] not in meant))]
    return wrong_among(held, whole, key)


def drawn(seed):
    rng = random.Random(seed)
    before = hoop.random_world(rng)
    sides = {"before": before, "after": hoop.changed(rng, before)}
    cut_on = rng.choice([["before"], ["after"], ["before", "after"]])
    name = rng.choice(LISTS)
    whole = {side: one_file_a_list(rng, world) for side, world in sides.items()}
    part = {side: without(files, name) if side in cut_on else files for side, files in whole.items()}
    return f"{name} {' and '.join(cut_on)}", whole, part, lambda *told: wrong_about(list(sides.values()), name, *told)


if __name__ == "__main__":
    sys.exit(run(drawn))
