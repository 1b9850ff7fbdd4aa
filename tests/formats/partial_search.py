#!/usr/bin/env python3
"""Random worlds behind Google's IAP of which files lack a part and say so, and the whole of them.

    tests/formats/partial_search.py PROGRAM [WORLDS] [FIRST]

What is told of the part as certain has to change in the whole; of what only one side lacks, whoever changes is spoken of.
"""
import random
import sys

import google_iap
from parts import key, run, wrong_among
from worlds import some

LISTS = {"search.json": "results", "levels.json": "accessLevels", "projects.json": "projects", "deny.json": "policies"}


def files_of(world):
    """Deny policies in one list, and projects that have no other file only now and then."""
    files = google_iap.google_files(world)
    denials = [files.pop(path) for path in sorted(files) if path.startswith("deny-")]
    if denials:
        files["deny.json"] = denials
    return files


def without(rng, files, path):
    """A page that is not the last one; an empty one nothing tells from a page of something else."""
    things = files[path]
    kept = [one for one in things if rng.random() < 0.6] or [rng.choice(things)]
    return files | {path: {LISTS[path]: kept, "nextPageToken": "n"}}


def filtered(rng, files):
    """What a search for permissions finds: some bindings, of which each resource has one at least."""
    found = []
    for asset in files["search.json"]:
        bindings = some(rng, asset["policy"]["bindings"], 0, 2) if asset["policy"]["bindings"] else []
        if bindings:
            matched = {b["role"]: {"permissions": ["iap.webServiceVersions.accessViaIAP"]} for b in bindings}
            found.append(asset | {"policy": {"bindings": bindings}, "explanation": {"matchedPermissions": matched}})
    return files | {"search.json": found} if found else without(rng, files, "search.json")


def cut(rng, files, what):
    if what == "query":
        return filtered(rng, files)
    return without(rng, files, what) if what in files else files


def wrong_about(cut_on, whole, part, held):
    held += [row for row in part if row["certainty"] == "must"]
    if wrong := wrong_among(held, whole, key):
        return wrong
    if len(cut_on) > 1:
        return None
    spoken_of = {key(row) for row in part}
    for row in whole:
        # Others of the world are one where nothing names them.
        is_other = row["identity"] in google_iap.OUTSIDERS
        as_other = (google_iap.OTHERS, *key(row)[1:])
        if key(row) not in spoken_of and not (is_other and as_other in spoken_of):
            return "so of the whole, and not told of the part", row
    return None


def drawn(seed):
    rng = random.Random(seed)
    before = google_iap.random_world(rng)
    sides = {"before": before, "after": google_iap.changed(rng, before)}
    cut_on = rng.choice([["before"], ["after"], ["before", "after"]])
    what = {side: rng.choice(["search.json"] * 4 + ["query", "query", *LISTS]) for side in cut_on}
    whole = {side: files_of(world) for side, world in sides.items()}
    part = {side: cut(rng, files, what[side]) if side in cut_on else files for side, files in whole.items()}
    return what, whole, part, lambda *told: wrong_about(cut_on, *told)


if __name__ == "__main__":
    sys.exit(run(drawn))
