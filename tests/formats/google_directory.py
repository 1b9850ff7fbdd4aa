#!/usr/bin/env python3
"""Random directories as Google's Directory API or Cloud Identity answers, and natively.

    tests/formats/google_directory.py PROGRAM [WORLDS] [FIRST]
"""
import sys

from directories import EVERYBODY, Traits, pages, pair, spelled
from worlds import run

TRAITS = Traits(statuses=["active", "suspended", "disabled", "deleted"], membership_ends=True,
                group_names=[f"{g}@corp.example" for g in ("finance", "sre", "leads", "all", "hr")],
                others=["zoe@mail.example", "robot@shop.iam.example", EVERYBODY])


def user(rng, world, key):
    person = world["people"][key]
    said = {"kind": "admin#directory#user", "id": person["uid"], "primaryEmail": spelled(rng, person["login"]),
            "suspended": person["status"] == "suspended" or (person["status"] != "active" and rng.random() < 0.5)}
    if person["status"] == "disabled" or rng.random() < 0.5:
        said["archived"] = person["status"] == "disabled"
    if person["status"] == "deleted":
        said["deletionTime"] = "2026-11-20T08:00:00.000Z"
    if person["aliases"]:
        said[rng.choice(["aliases", "nonEditableAliases"])] = [spelled(rng, a) for a in person["aliases"]]
    return said


def directory_member(rng, world, key):
    if key == EVERYBODY:
        return {"kind": "admin#directory#member", "type": "CUSTOMER", "id": "C03abc", "role": "MEMBER"}
    if key in world["groups"]:
        return {"kind": "admin#directory#member", "email": spelled(rng, world["groups"][key]["name"]), "type": "GROUP", "id": key,
                "role": rng.choice(["MEMBER", "MANAGER", "OWNER"])}
    person = world["people"].get(key, {"login": key, "aliases": [], "uid": "x" + key})
    address = rng.choice([person["login"], *person["aliases"]])
    said = {"kind": "admin#directory#member", "email": spelled(rng, address), "type": "USER", "role": "MEMBER"}
    if key not in world["people"] or rng.random() < 0.5 or world["people"][key]["status"] == "deleted":
        said["id"] = person["uid"]
    return said | ({"status": "ACTIVE"} if rng.random() < 0.5 else {})


def membership(rng, world, group, key, end):
    address = (world["groups"].get(key, {}).get("name") or world["people"].get(key, {}).get("login") or key)
    who = {} if key == EVERYBODY else {"preferredMemberKey": {"id": spelled(rng, address)}}
    kind = "CUSTOMER" if key == EVERYBODY else "GROUP" if key in world["groups"] else "SERVICE_ACCOUNT" if key.startswith("robot") else "USER"
    roles = [{"name": "MEMBER"} | ({"expiryDetail": {"expireTime": end}} if end else {})]
    if rng.random() < 0.2:
        roles.append({"name": "MANAGER"} | ({"expiryDetail": {"expireTime": "2026-11-02T00:00:00Z"}} if end else {}))
    return {"name": f"groups/{group}/memberships/{key}", "type": kind, "roles": rng.sample(roles, len(roles))} | who


def paged(rng, name, head, key, things):
    """The pages of an answer; a bare list now and then."""
    if things and rng.random() < 0.2:
        return {f"{name}.json": things}
    files = {}
    written = pages(rng, things)
    for number, page in enumerate(written):
        files[f"{name}-{number}.json"] = head | {key: page} | ({"nextPageToken": "n"} if number + 1 < len(written) else {})
    return files


def directory_api(rng, world):
    files = {}
    for key, group in world["groups"].items():
        things = [directory_member(rng, world, k) for k in group["members"]]
        if rng.random() < 0.2:
            things.append({"kind": "admin#directory#member", "type": "CHROME_OS_DEVICE", "id": "d1", "role": "MEMBER"})
        head = {"kind": "admin#directory#members"}
        if rng.random() < 0.3:
            files |= {f"m-{key}.json": head | {"group": group["name"], "members": things}}
        else:
            files |= paged(rng, f"members/{group['name']}/m", head, "members", things)
    groups = [{"kind": "admin#directory#group", "id": k, "email": spelled(rng, g["name"])} for k, g in world["groups"].items()]
    return files | paged(rng, "groups", {"kind": "admin#directory#groups"}, "groups", groups)


def cloud_identity(rng, world):
    files = {}
    for key, group in world["groups"].items():
        things = [membership(rng, world, key, k, end) for k, end in group["members"].items()]
        files |= paged(rng, f"memberships/{group['name']}/m", {}, "memberships", things)
    groups = [{"name": "groups/" + k, "groupKey": {"id": g["name"]}, "displayName": "A group"}
              for k, g in world["groups"].items()]
    return files | paged(rng, "groups", {}, "groups", groups)


def google(rng, world):
    users = [user(rng, world, key) for key in world["people"]]
    has_ends = any(end for g in world["groups"].values() for end in g["members"].values())
    groups = cloud_identity if has_ends or rng.random() < 0.4 else directory_api
    files = paged(rng, "users", {"kind": "admin#directory#users"}, "users", users) | groups(rng, world)
    return files | {"accessdrift.yaml": {"sources": [{"native": "policies.json"}] + [{"google-directory": n} for n in files]}}


if __name__ == "__main__":
    sys.exit(run("google-directory", lambda rng: pair(rng, TRAITS, google)))
