#!/usr/bin/env python3
"""Random realms as Keycloak exports them, and natively. `keycloak.py PROGRAM [WORLDS] [FIRST]`"""
import copy
import sys

from directories import DOMAINS, EDITS, Traits, native_directory, pair, random_directory, some_person
from worlds import run, shuffled, some

TRAITS = Traits(nested=False, domains=[""] + DOMAINS,
                group_names=["/finance", "/finance/leads", "/finance/leads/emea", "/sre", "/sre/on call", "/hr"])
CLIENTS = ["", "payroll", "wiki*"]  # the first is the realm itself
ROLES = ["viewer", "editor", "offline access"]
ROBOT = "service-account-batch"


def random_role(rng):
    return rng.choice(CLIENTS), rng.choice(ROLES)


def add_roles(rng, world):
    """Roles with what they are made of, cycles among them; who has which."""
    for person in world["people"].values():
        person["aliases"] = person["aliases"][:1]
    world["roles"] = {random_role(rng): [] for _ in range(5)}
    for parts in world["roles"].values():
        parts += [random_role(rng)] if rng.random() < 0.4 else []
    world["granted"] = {k: {random_role(rng) for _ in range(rng.randint(0, 2))}
                        for k in [*world["people"], *world["groups"]]}
    world["realm"] = rng.random() < 0.95
    world["batch"] = random_batch(rng)
    return world


def random_batch(rng):
    """A client with an account of its own."""
    return {"client": rng.random() < 0.8, "account": rng.random() < 0.8, "enabled": rng.random() < 0.9,
            "granted": {random_role(rng)}}


def edit_granted(rng, world, traits):
    key = rng.choice(sorted([*world["people"], *world["groups"]]))
    has = world["granted"].setdefault(key, set())
    has ^= {random_role(rng)}


def edit_role(rng, world, traits):
    world["roles"][random_role(rng)] = [random_role(rng)] if rng.random() < 0.7 else []


def edit_batch(rng, world, traits):
    world["batch"] = random_batch(rng)


def edit_realm(rng, world, traits):
    world["realm"] = not world["realm"] or rng.random() < 0.7


def edit_alias(rng, world, traits):
    person = some_person(rng, world)
    person["aliases"] = []


def tidied(edit):
    def apply(rng, world, traits):
        edit(rng, world, traits)
        for person in world["people"].values():
            person["aliases"] = person["aliases"][:1]  # one address each
    return apply


# --- the export ---

def role_lists(rng, granted):
    said = {}
    for client, role in shuffled(rng, sorted(granted)):
        if client:
            said.setdefault("clientRoles", {}).setdefault(client, []).append(role)
        else:
            said.setdefault("realmRoles", []).append(role)
    return said


def user(rng, world, key):
    person = world["people"][key]
    name = person["login"]
    said = {"id": person["uid"], "username": rng.choice([name, name, name.upper()]), "enabled": person["status"] == "active"}
    if person["aliases"]:
        said["email"] = person["aliases"][0]
    paths = [g["name"] for g in world["groups"].values() if key in g["members"]]
    if paths or rng.random() < 0.5:
        said["groups"] = [rng.choice([p, p, p[1:]]) for p in shuffled(rng, paths)]
    return said | role_lists(rng, world["granted"].get(key, ()))


def robot(rng, batch):
    return {"id": "robot-1", "username": ROBOT, "enabled": batch["enabled"], "serviceAccountClientId": "batch"} | role_lists(
        rng, batch["granted"])


def tree(rng, world, above=""):
    """The groups right below a path, with those below them."""
    paths = all_paths(world)
    granted = {g["name"]: world["granted"].get(k, ()) for k, g in world["groups"].items()}
    here = [p for p in paths if p.rpartition("/")[0] == above]
    return [{"name": p.rpartition("/")[2], "path": p, "subGroups": tree(rng, world, p)} | role_lists(rng, granted.get(p, ()))
            for p in shuffled(rng, here)]


def all_paths(world):
    named = {g["name"] for g in world["groups"].values()}
    return sorted({path[:end] for path in named for end in range(1, len(path) + 1) if path[end:end + 1] in ("/", "")})


def role(name, parts):
    said = {"name": name, "composite": bool(parts)}
    if parts:
        composites = {"realm": [r for c, r in parts if not c]}
        for client, part in parts:
            if client:
                composites.setdefault("client", {}).setdefault(client, []).append(part)
        said["composites"] = composites
    return said


def keycloak(rng, world):
    batch = world["batch"]
    users = shuffled(rng, [user(rng, world, k) for k in world["people"]] + [robot(rng, batch)])
    roles = {"realm": [role(n, parts) for (c, n), parts in world["roles"].items() if not c],
             "client": {c: [role(n, parts) for (of, n), parts in world["roles"].items() if of == c] for c in CLIENTS[1:]}}
    realm = {"realm": "corp", "enabled": world["realm"], "sslRequired": "external", "roles": roles, "groups": tree(rng, world),
             "clients": [{"clientId": "batch", "enabled": batch["client"], "serviceAccountsEnabled": batch["account"]},
                         {"clientId": "payroll", "enabled": rng.random() < 0.5, "fullScopeAllowed": "false"}],
             "scopeMappings": [{"client": "payroll", "roles": ["viewer"]}], "defaultRoles": ["editor"]}
    how = rng.choice(["one", "list", "files"])
    if how == "one":
        return {"export.json": realm | {"users": users}}
    if how == "list":
        return {"export.json": [realm | {"users": users}]}
    cut = rng.randint(1, len(users) - 1)
    return {"corp-realm.json": realm, "corp-users-0.json": {"realm": "corp", "users": users[:cut]},
            "corp-users-1.json": {"realm": "corp", "users": users[cut:]}}


# --- natively ---

def native(world):
    world = copy.deepcopy(world)
    batch = world["batch"]
    world["people"]["robot"] = {"uid": "robot-1", "login": ROBOT, "aliases": [], "until": None, "status": "active" if (
        batch["enabled"] and batch["client"] and batch["account"]) else "disabled"}
    world["granted"]["robot"] = batch["granted"]
    for person in world["people"].values():
        if not world["realm"]:
            person["status"] = "disabled"
    side = native_directory(world)
    paths = all_paths(world)
    for path in paths:
        side["groups"].setdefault(path, {"members": []})
    having = {}  # role: members
    for key, granted in world["granted"].items():
        for one in granted if key in world["people"] or key in world["groups"] else ():
            who = having.setdefault(one, set())
            if key in world["people"]:
                who.add(world["people"][key]["login"])
            else:
                path = world["groups"][key]["name"]
                who |= {"group:" + p for p in paths if p == path or p.startswith(path + "/")}
    for one, parts in world["roles"].items():
        having.setdefault(one, set())
        for part in parts:
            having.setdefault(part, set()).add("group:" + role_group(one))
    side |= {"resources": {}, "policies": {}}
    for one in sorted(having):
        side["groups"][role_group(one)] = {"members": sorted(having[one])}
        resource = resource_of(one[0])
        side["resources"].setdefault(resource, {"actions": []})["actions"].append(one[1])
        side["policies"][f"has {one[1]} of {resource}"] = {"allow": ["group:" + role_group(one)], "to": [resource],
                                                          "actions": [one[1]]}
    return {"directory.json": side}


def resource_of(client):
    return "keycloak/corp" + ("/" + client.replace("*", "%2A") if client else "")


def role_group(one):
    return f"role {one[1]} of {resource_of(one[0])}"


if __name__ == "__main__":
    sys.exit(run("keycloak", lambda rng: pair(
        rng, TRAITS, keycloak, native, lambda r, t: add_roles(r, random_directory(r, t)),
        [tidied(e) for e in EDITS + [edit_granted, edit_granted, edit_role, edit_role, edit_batch, edit_realm, edit_alias]])))
