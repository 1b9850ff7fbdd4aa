#!/usr/bin/env python3
"""Random directories as tables of somebody's own making, and natively. `csv_tables.py PROGRAM [WORLDS] [FIRST]`"""
import copy
import datetime
import sys

from directories import DOMAINS, ENDS, Traits, native_directory, pair, random_end, random_status, spelled
from directories import EDITS, random_directory
from tables import table
from worlds import run, some

WORDS = {"active": ["active", "Enabled", "yes", "1", "true", "on board"], "staged": ["staged", "invited"],
         "suspended": ["suspended", "PAUSED", "on leave"], "locked": ["locked out"], "disabled": ["inactive", "no", "0"],
         "deleted": ["terminated", "Removed"]}
OWN_WORDS = {"on board": "active", "on leave": "suspended"}
TRAITS = Traits(statuses=list(WORDS), ends=True, membership_ends=True, nested=False, uids=False, domains=DOMAINS + [""])


def add_second(rng, world, traits):
    """What a second table says of some people, too: {KEY: status and end}."""
    world["second"] = {k: {"status": random_status(rng, traits), "until": random_end(rng, True)}
                       for k in some(rng, sorted(world["people"]), 0, 3)} if rng.random() < 0.5 else {}
    return world


def edit_second(rng, world, traits):
    if world["second"]:
        world["second"][rng.choice(sorted(world["second"]))] = {"status": random_status(rng, traits), "until": random_end(rng, True)}


# --- tables ---

def when(rng, end):
    """A time, or the day with which it ends."""
    if not end:
        return ""
    day = datetime.date.fromisoformat(end[:10]) - datetime.timedelta(days=1)
    return rng.choice([end, day.isoformat()])


def other_end(end):
    """An end that comes first, for a row that says less than another one."""
    return ENDS[0] if end is None or end > ENDS[0] else end


def person_rows(rng, person, said):
    """Rows about somebody that are no memberships: one for each alias, and some that say less."""
    rows = []
    for alias in person["aliases"] or [""]:
        rows.append({"user": spelled(rng, person["login"]), "email": spelled(rng, alias) if alias else "",
                     "status": rng.choice(WORDS[said["status"]]), "until": when(rng, said["until"])})
    if rng.random() < 0.2:
        rows.append(rows[0] | {"until": when(rng, other_end(said["until"]))})
    if said["status"] == "active" and rng.random() < 0.1:
        rows.append(rows[0] | {"status": rng.choice(WORDS["disabled"])})
    return rows


def everybody(rng, world, how):
    """One table of people, with their groups where `how` says so."""
    columns = ["user", "email", "status", "until"] + {"groups": ["groups"], "group": ["group"], "apart": ["note"]}[how]
    rows = []
    for key, person in world["people"].items():
        own = person_rows(rng, person, person)
        groups = [(g["name"], g["members"][key]) for g in world["groups"].values() if key in g["members"]]
        if how == "groups":
            own[0]["groups"] = rng.choice([";", "; "]).join(name for name, _ in groups)
        if how == "group":
            own += [{"user": person["login"], "status": own[0]["status"], "group": name, "until": when(rng, end)}
                    for name, end in groups]
            own += [own[-1] | {"until": when(rng, other_end(groups[-1][1]))}] if groups and rng.random() < 0.2 else []
        rows += own
    if how != "apart":
        rows += [{how: g["name"]} for g in world["groups"].values()]
    return table(rng, columns, rng.sample(rows, len(rows)))


def memberships(rng, world, groups):
    rows = [{"user": spelled(rng, world["people"][k]["login"]), "group": g["name"], "until": when(rng, end)}
            for g in groups for k, end in g["members"].items()]
    rows += [{"group": g["name"]} for g in groups]
    return table(rng, ["user", "group", "until", "reason"], rng.sample(rows, len(rows)))


def tables(rng, world):
    has_ends = any(end for g in world["groups"].values() for end in g["members"].values())
    how = rng.choice(["group", "apart"] if has_ends else ["groups", "group", "apart"])
    files = {"people.csv": everybody(rng, world, how)}
    if how == "apart":
        groups = list(world["groups"].values())
        cut = rng.randint(0, len(groups))
        files |= {f"members-{n}.csv": memberships(rng, world, part) for n, part in enumerate([groups[:cut], groups[cut:]])}
    rows = [row for k, said in world["second"].items() if k in world["people"]
            for row in person_rows(rng, world["people"][k] | {"aliases": []}, said)]
    if world["second"]:
        files["second.csv"] = table(rng, ["user", "status", "until"], rows)
    return files | {"accessdrift.yaml": {"sources": [{"native": "policies.json"},
                                                     {"csv": {"files": "*.csv", "statuses": OWN_WORDS}}]}}


# --- natively ---

def better(one, other):
    """Of two who can sign in the one who can for longer."""
    if one["status"] != "active" or other["status"] != "active":
        return one if one["status"] == "active" or other["status"] != "active" else other
    return one if one["until"] is None or (other["until"] and one["until"] >= other["until"]) else other


def native(world):
    world = copy.deepcopy(world)
    for key, said in world["second"].items():
        if key in world["people"]:
            person = world["people"][key]
            person |= {k: better(person, said)[k] for k in ("status", "until")}
    return {"directory.json": native_directory(world)}


if __name__ == "__main__":
    sys.exit(run("csv", lambda rng: pair(rng, TRAITS, tables, native, lambda r, t: add_second(r, random_directory(r, t), t),
                                         EDITS + [edit_second, edit_second])))
