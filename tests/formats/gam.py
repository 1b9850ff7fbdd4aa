#!/usr/bin/env python3
"""Random directories as the tables that GAM prints, and natively. `gam.py PROGRAM [WORLDS] [FIRST]`"""
import sys

from directories import EVERYBODY, Traits, pair, spelled
from tables import table
from worlds import run

TRAITS = Traits(statuses=["active", "suspended", "disabled", "deleted"], membership_ends=True,
                group_names=[f"{g}@corp.example" for g in ("finance", "sre", "leads", "all", "hr")],
                others=["zoe@mail.example", "robot@shop.iam.example", EVERYBODY])


def users(rng, world):
    columns = ["primaryEmail", "id", "suspended", "archived", "name.fullName"]
    rows = []
    for person in world["people"].values():
        status = person["status"]
        row = {"primaryEmail": spelled(rng, person["login"]), "id": person["uid"], "archived": status == "disabled",
               "suspended": status == "suspended" or (status != "active" and rng.random() < 0.5)}
        if status == "deleted":
            row["deletionTime"] = "2026-11-20T08:00:00.000Z"
        row |= {f"aliases.{n}": spelled(rng, a) for n, a in enumerate(person["aliases"])}
        rows.append(row | {"aliases": len(person["aliases"])})
    columns += [c for c in ("aliases", "aliases.0", "aliases.1", "aliases.2", "deletionTime")
                if any(row.get(c) for row in rows)]
    return table(rng, columns, rng.sample(rows, len(rows)))


def member(rng, world, group, key, end):
    row = {"group": spelled(rng, group["name"]), "role": rng.choice(["MEMBER", "OWNER"]), "status": "ACTIVE",
           "expireTime": end or rng.choice(["", "Never"])}
    if key == EVERYBODY:
        return row | {"type": "CUSTOMER", "id": "C03abc"}
    if key in world["groups"]:
        return row | {"type": "GROUP", "id": key, "email": spelled(rng, world["groups"][key]["name"])}
    person = world["people"].get(key, {"login": key, "aliases": [], "uid": "x" + key})
    return row | {"type": "USER", "id": person["uid"], "email": spelled(rng, rng.choice([person["login"], *person["aliases"]]))}


def gam(rng, world):
    rows = [member(rng, world, g, k, end) for g in world["groups"].values() for k, end in g["members"].items()]
    if rng.random() < 0.2:
        rows.append({"group": next(iter(world["groups"].values()))["name"], "type": "CHROME_OS_DEVICE", "id": "d1"})
    columns = ["group", "type", "role", "id", "status", "email"]
    columns += ["expireTime"] if any(row.get("expireTime") for row in rows) else []
    rows = rng.sample(rows, len(rows))
    cut = rng.randint(0, len(rows))
    parts = [rows[:cut], rows[cut:]] if rng.random() < 0.3 else [rows]
    if rng.random() < 0.2:
        parts[0].insert(len(parts[0]) // 2, {c: c for c in columns})  # tables put together
    groups = [{"email": g["name"], "id": k, "name": "A group", "directMembersCount": len(g["members"])}
              for k, g in world["groups"].items()]
    return {f"members-{n}.csv": table(rng, columns, part) for n, part in enumerate(parts)} | {
        "users.csv": users(rng, world), "groups.csv": table(rng, ["email", "id", "name", "directMembersCount"], groups),
        "accessdrift.yaml": {"sources": [{"native": "policies.json"}, {"gam": "*.csv"}]}}


if __name__ == "__main__":
    sys.exit(run("gam", lambda rng: pair(rng, TRAITS, gam)))
