#!/usr/bin/env python3
"""Random directories and apps as Okta's API answers, and natively. `okta.py PROGRAM [WORLDS] [FIRST]`"""
import sys

import directories
from directories import Traits, is_hidden, native_directory, pages, pair, random_directory, renames, spelled
from worlds import run, some

WORDS = {"active": ["ACTIVE", "PASSWORD_EXPIRED", "RECOVERY"], "staged": ["STAGED", "PROVISIONED"],
         "suspended": ["SUSPENDED"], "locked": ["LOCKED_OUT"], "disabled": ["DEPROVISIONED"]}
TRAITS = Traits(hides=True, statuses=list(WORDS), nested=False, group_names=["Finance", "sre", "On Call", "HR", "Web Team"])
LABELS = ["Payroll", "Wiki", "CRM*"]
NO_ACCOUNT = ["DEPROVISIONED", "INACTIVE", "REVOKED", "SUSPENDED", "UNASSIGNED"]


# --- apps, beside a directory ---

def random_app(rng, world):
    return {"label": rng.choice(LABELS), "active": rng.random() < 0.8, "everyone": rng.random() < 0.1,
            "groups": some(rng, sorted(world["groups"]), 0), "users": some(rng, sorted(world["people"]), 0)}


def add_apps(rng, world):
    world["apps"] = {f"0oa{n}": random_app(rng, world) for n in range(rng.randint(1, 3))}
    world["everyone"] = rng.random() < 0.5
    return world


def edit_apps(rng, world, traits):
    key = rng.choice(sorted(world["apps"]) + ["0oa7"])
    world["apps"][key] = random_app(rng, world)


def edit_app(rng, world, traits):
    app = world["apps"][rng.choice(sorted(world["apps"]))]
    what = rng.choice(["active", "everyone", "groups", "users"])
    app[what] = random_app(rng, world)[what]


# --- what Okta answers ---

def user(rng, world, key):
    person = world["people"][key]
    email = (person["aliases"] + [person["login"]])[0]
    return {"id": person["uid"], "status": rng.choice(WORDS[person["status"]]), "lastLogin": None,
            "profile": {"login": spelled(rng, person["login"]), "email": spelled(rng, email), "secondEmail": "own@mail.example"},
            "_links": {"self": {"href": "https://corp.okta.example/api/v1/users/" + person["uid"]}}}


def group(rng, world, key):
    said = {"id": key, "type": rng.choice(["OKTA_GROUP", "APP_GROUP"]), "profile": {"name": world["groups"][key]["name"]}}
    if rng.random() < 0.3:
        said["_embedded"] = {"stats": {"usersCount": len(present(world, world["groups"][key]["members"]))}}
    return said


def app(key, one):
    said = {"id": key, "name": "bookmark", "label": one["label"], "status": "ACTIVE" if one["active"] else "INACTIVE",
            "signOnMode": "SAML_2_0"}
    return said | ({"settings": {"implicitAssignment": True}} if one["everyone"] else {})


def present(world, keys):
    return [k for k in keys if k in world["people"] or k in world["groups"]]


def is_left_out(world, key):
    """Of the list of users; a group's members tell of whoever it is all the same."""
    return is_hidden(world, key) and any(key in g["members"] for g in world["groups"].values())


def app_users(rng, world, one):
    """Who is assigned by a group is in the list, too, and says so; who has no account in the app any more, as well."""
    direct = present(world, one["users"])
    by_group = {p for g in one["groups"] for p in world["groups"][g]["members"]} - set(direct)
    said = [{"id": world["people"][k]["uid"], "scope": "USER" if k in direct else "GROUP", "status": "ACTIVE",
             "credentials": {"userName": "x"}} for k in direct + sorted(by_group)]
    gone = [k for k in world["people"] if k not in direct and k not in by_group]
    if gone and rng.random() < 0.3:
        said.append({"id": world["people"][gone[0]]["uid"], "scope": "USER", "status": rng.choice(NO_ACCOUNT),
                     "credentials": {}})
    return rng.sample(said, len(said))


def okta(rng, world):
    users = [user(rng, world, key) for key in world["people"] if not is_left_out(world, key)]
    groups = [group(rng, world, key) for key in world["groups"]]
    if world["everyone"]:
        groups.append({"id": "00gall", "type": "BUILT_IN", "profile": {"name": "Everyone"}})
    members = {k: [user(rng, world, m) for m in g["members"]] for k, g in world["groups"].items()}
    apps = [app(key, one) for key, one in world["apps"].items()]
    to_groups = {k: [{"id": g, "priority": i} for i, g in enumerate(a["groups"])] for k, a in world["apps"].items()}
    to_users = {k: app_users(rng, world, a) for k, a in world["apps"].items()}
    if rng.random() < 0.2:
        return {"okta.json": {"users": users, "groups": groups, "group_members": members, "apps": apps,
                              "app_groups": to_groups, "app_users": to_users}}
    files = {f"users-{n}.json": page for n, page in enumerate(pages(rng, users)) if page}
    files |= {f"groups-{n}.json": page for n, page in enumerate(pages(rng, groups)) if page}
    files |= {f"groups/{k}/users.json": listed for k, listed in members.items()}
    files |= {"apps.json": apps}
    files |= {f"apps/{k}/groups.json": listed for k, listed in to_groups.items()}
    files |= {f"apps/{k}/users.json": listed for k, listed in to_users.items()}
    return files | {"accessdrift.yaml": {"sources": [{"native": "policies.json"}] + [
        {"okta": name} for name in files]}}


# --- natively ---

def native(world):
    side = native_directory(world | {"people": {k: p | {"hidden": False} for k, p in world["people"].items()}})
    # Lists of users leave out who is deactivated, so that is no sign of a missing page.
    is_open = any(is_left_out(world, k) and p["status"] != "disabled" for k, p in world["people"].items())
    side |= {"resources": {}, "policies": {}} | ({"directory": "open"} if is_open else {})
    if world["everyone"] or any(one["everyone"] for one in world["apps"].values()):
        side["groups"]["Everyone"] = {"members": [p["login"] for p in world["people"].values()], "open": is_open}
    for key, one in world["apps"].items():
        resource = name_of(world, key)
        side["resources"][resource] = {}
        who = ["group:" + world["groups"][g]["name"] for g in one["groups"]]
        who += [world["people"][p]["login"] for p in present(world, one["users"])]
        who += ["group:Everyone"] if one["everyone"] else []
        if who:
            side["policies"][f"{key} assigned"] = {"allow": who, "to": [resource]}
        if not one["active"]:
            side["policies"][f"{key} off"] = {"deny": ["anyone"], "to": [resource]}
    return {"directory.json": side}


def name_of(world, key):
    label = world["apps"][key]["label"]
    if "*" in label:
        return "okta/" + key
    shared = sum(a["label"] == label for a in world["apps"].values()) > 1
    return f"okta/{label} ({key})" if shared else "okta/" + label


def random_world(rng, traits):
    return add_apps(rng, random_directory(rng, traits))


if __name__ == "__main__":
    sys.exit(run("okta", lambda rng: pair(rng, TRAITS, okta, native, random_world,
                                          directories.EDITS + [directories.edit_hidden, edit_app, edit_app, edit_app, edit_apps],
                                          lambda before, after: renames(before, after, name_of))))
