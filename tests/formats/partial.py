#!/usr/bin/env python3
"""Random exports of which something is missing, and the whole of them: what is certain of a part must be so of the whole.

    tests/formats/partial.py PROGRAM FORMAT [WORLDS] [FIRST]

Of two random sides some entries are taken out of a list, as if a page of it had not been exported: of one side any, of both
the same, since further members are taken to be the same on both sides. Then whatever is told of the part as certain has to
change in the whole, and nobody may change in the whole of whom nothing is told at all.
"""
import copy
import csv
import io
import random
import sys

import directories
import entra
import gam
import google_directory
import keycloak
import ldif
from parts import is_of_many, run, wrong_among

EVERYBODY = directories.EVERYBODY


def keys_in_both(before, after, name):
    return [k for k in sorted(before[name]) if k in after[name] and before[name][k] == after[name][k]]


# --- what can be missing ---

def people_missing(rng, sides):
    """Of a list of people. Who is on no list, and is named, is taken to be active and by that name."""
    worlds = list(sides.values())
    same = [(k, worlds[0]["people"][k]) for k in keys_in_both(worlds[0], worlds[-1], "people")]
    active = [k for k, person in same if person["status"] == "active" and not person["aliases"]]
    return {("people", k) for k in rng.sample(active, min(len(active), rng.randint(1, 2)))}


def members_missing(rng, sides, may_end=False):
    """Of a group: people, and for good, unless an end that another side tells is supposed of those who are not known."""
    worlds = list(sides.values())
    groups = [k for k in sorted(worlds[0]["groups"])
              if all(w["groups"].get(k, {}).get("name") == worlds[0]["groups"][k]["name"] for w in worlds)]
    if not groups:
        return set()
    group = rng.choice(groups)
    lists = [w["groups"][group]["members"] for w in worlds]
    same = [k for k in sorted(lists[0]) if k not in worlds[0]["groups"] and all(
        m.get(k, "") == lists[0][k] and (may_end or lists[0][k] is None) for m in lists)]
    return {("members", group, k) for k in rng.sample(same, min(len(same), rng.randint(1, 2)))}


def is_person(world, key, entry_names):
    person = world["people"].get(key)
    return person is not None and {n.lower() for n in entry_names if n} & {
        person["uid"].lower(), person["login"].lower(), *(a.lower() for a in person["aliases"])}


# --- Google's APIs ---

def google_names(entry):
    member = entry.get("preferredMemberKey", {}).get("id")
    return [entry.get("id"), entry.get("primaryEmail"), entry.get("email"), member, entry.get("name", "").rpartition("/")[2]]


def google_is(world, key, entry):
    if key == EVERYBODY:
        return entry.get("type") == "CUSTOMER"
    names = {n.lower() for n in google_names(entry) if n}
    if key in world["groups"]:
        return bool(names & {key, world["groups"][key]["name"].lower()})
    return is_person(world, key, names) or key.lower() in names


def cut_google(rng, world, files, missing):
    for what in missing:
        if what[0] == "people":
            paths = [p for p in files if p.split("/")[0].startswith("users")]
            lists, key = "users", what[1]
        else:
            name = world["groups"][what[1]]["name"]
            paths = [p for p in files if p == f"m-{what[1]}.json" or p.split("/")[1:2] == [name]]
            lists, key = "members", what[2]
        for path in paths:
            answer = files[path]
            if isinstance(answer, list):
                is_cloud = any("preferredMemberKey" in one or "roles" in one for one in answer)
                answer = files[path] = {"memberships" if is_cloud else lists: answer}
            listed = next(k for k in answer if k in ("users", "members", "memberships"))
            answer[listed] = [one for one in answer[listed] if not google_is(world, key, one)]
            answer["nextPageToken"] = "n"
    return files


# --- tables of GAM ---

def cut_gam(rng, world, files, missing):
    for what in missing:
        name = world["groups"][what[1]]["name"].lower()
        for path in [p for p in files if p.startswith("members")]:
            text = files[path].lstrip("\ufeff")
            rows = list(csv.DictReader(io.StringIO(text), delimiter=csv.Sniffer().sniff(text.split("\n")[0], ",;\t").delimiter))
            rows = [{k.strip().lower(): v.strip() for k, v in r.items()} for r in rows]
            gone = [r for r in rows if r["type"] == "CHROME_OS_DEVICE" or (r["group"].lower() == name and google_is(world, what[2], r))]
            kept = [r for r in rows if r not in gone]
            out = io.StringIO()
            table = csv.DictWriter(out, list(rows[0]) if rows else ["group"])
            table.writeheader()
            table.writerows(kept)
            files[path] = out.getvalue() if rows else files[path]
    return files


# --- Microsoft Graph ---

def entra_missing(rng, sides):
    kinds = ["people", "members", "members", "rules", "assignments", "assignments", "apps", "apps", "places"]
    kind = rng.choice(kinds)
    if kind == "people":
        return people_missing(rng, sides)
    if kind == "members":
        return members_missing(rng, sides)
    worlds = list(sides.values())
    if kind == "rules":
        same = keys_in_both(worlds[0], worlds[-1], "rules")
        return {("rules", k) for k in rng.sample(same, min(len(same), 1))}
    if kind == "places":
        same = keys_in_both(worlds[0], worlds[-1], "locations")
        return {("places", k) for k in rng.sample(same, min(len(same), 1))}
    if kind == "apps":
        same = [k for k in keys_in_both(worlds[0], worlds[-1], "apps") if is_only_one_called_so(worlds, k)]
        return {("apps", k) for k in rng.sample(same, min(len(same), 1))}
    apps = [k for k in keys_in_both(worlds[0], worlds[-1], "apps") if worlds[0]["apps"][k]["assigned"]]
    if not apps:
        return set()
    app = rng.choice(apps)
    return {("assignments", app, rng.choice(worlds[0]["apps"][app]["assigned"])[0])}


def is_only_one_called_so(worlds, key):
    """Else its name would say more where the others are."""
    title = worlds[0]["apps"][key]["title"]
    called = [[app["title"] for app in world["apps"].values()].count(title) for world in worlds]
    return "*" not in title and all(count == 1 for count in called)


def cut_entra(rng, world, files, missing):
    for what in missing:
        paths, gone = entra_cut(world, what)
        for path in [p for p in files if paths(p)]:
            files[path]["value"] = [one for one in files[path]["value"] if not gone(one)]
            files[path]["@odata.nextLink"] = "https://graph/next"
    return files


def entra_cut(world, what):
    if what[0] == "people":
        return (lambda p: p.startswith("users")), (lambda one: one["id"] == entra.id_of(world, what[1]))
    if what[0] == "members":
        start = f"groups/{entra.guid(what[1])}/"
        return (lambda p: p.startswith(start)), (lambda one: one["id"] == entra.id_of(world, what[2]))
    if what[0] == "rules":
        return (lambda p: p.startswith("conditionalAccess")), (lambda one: one["id"] == entra.guid(what[1]))
    if what[0] == "places":
        return (lambda p: p.startswith("namedLocations")), (lambda one: one["id"] == entra.guid(what[1]))
    if what[0] == "apps":
        return (lambda p: p.startswith("servicePrincipals.")), (lambda one: one["id"] == entra.guid(what[1]))
    start = f"servicePrincipals/{entra.guid(what[1])}/"
    is_there = what[2] in world["people"] or what[2] in world["groups"]
    return (lambda p: p.startswith(start) or p.startswith("appRoleAssignments")), (
        lambda one: is_there and one["principalId"] == entra.id_of(world, what[2]) and one["resourceId"] == entra.guid(what[1]))


def entra_world(rng, traits):
    return entra.add_apps(rng, directories.random_directory(rng, traits))


# --- realms of Keycloak: one of the files of users is missing ---

def cut_keycloak(rng, world, files, missing):
    gone = {world["people"][what[1]]["uid"] for what in missing}
    realm = next(f for path, f in files.items() if "users" not in path)
    realm = realm[0] if isinstance(realm, list) else realm
    users = realm.pop("users", []) + [u for path, f in files.items() if "users" in path for u in f["users"]]
    kept = [user for user in users if user["id"] not in gone]
    return {"corp-realm.json": realm, "corp-users-1.json": {"realm": "corp", "users": kept}}


def of_one_mind(rng, sides):
    """Whose entries, which say of which groups they are, say the same."""
    worlds = list(sides.values())

    def of(world, key):
        return {g["name"] for g in world["groups"].values() if key in g["members"]}, world["granted"].get(key)

    return {what for what in people_missing(rng, sides) if of(worlds[0], what[1]) == of(worlds[-1], what[1])}


def keycloak_world(rng, traits):
    """Of a realm that is enabled: else nobody of it signs in, listed or not."""
    return keycloak.add_roles(rng, directories.random_directory(rng, traits)) | {"realm": True}


# --- directories of LDAP: a search that was ended ---

def without_primary(rng, sides):
    """Whose entry says neither of which group it is nor when it ends."""
    return {what for what in people_missing(rng, sides)
            if all(what[1] not in w["primary"] and not w["people"][what[1]]["until"] for w in sides.values())}


def cut_ldif(rng, world, files, missing):
    gone = {ldif.stable_id(world["people"][what[1]]) for what in missing}
    texts = {str(id) for id in gone} | {ldif.base64.b64encode(id.bytes_le).decode() for id in gone}
    written = {}
    for path, text in files.items():
        entries = text.replace("\n ", "").split("\n\n")
        kept = [one for one in entries if not any(t in one for t in texts) and not in_base64(one, texts)]
        written[path] = "\n\n".join(kept)
    last = [path for path in sorted(written) if "dn:" in written[path]][-1]
    written[last] = written[last].rstrip("\n") + "\n\nsearch: 2\nresult: 4 Size limit exceeded\n"
    return written


def in_base64(entry, texts):
    return any(ldif.base64.b64encode(t.encode()).decode() in entry for t in texts)


def ldif_world(rng, traits):
    return ldif.add_primary(rng, directories.random_directory(rng, traits))


# --- what is asked of them ---

def either(rng, sides):
    if rng.random() < 1 / 3:
        return people_missing(rng, sides)
    return members_missing(rng, sides, may_end=len(sides) == 1)


FORMATS = {
    "google_directory": (google_directory.TRAITS, google_directory.google, directories.random_directory, directories.EDITS,
                         either, cut_google),
    "gam": (gam.TRAITS, gam.gam, directories.random_directory, directories.EDITS,
            lambda rng, sides: members_missing(rng, sides, may_end=len(sides) == 1), cut_gam),
    "keycloak": (keycloak.TRAITS, keycloak.keycloak, keycloak_world,
                 [keycloak.tidied(e) for e in directories.EDITS + [keycloak.edit_granted, keycloak.edit_role]],
                 of_one_mind, cut_keycloak),
    "ldif": (ldif.TRAITS, ldif.ldif, ldif_world, [ldif.edited(e) for e in directories.EDITS], without_primary, cut_ldif),
    "entra": (entra.TRAITS, entra.graph, entra_world, directories.EDITS + entra.OWN_EDITS, entra_missing, cut_entra),
}


# In these who is not listed is whoever policies of the side name, and nothing tells that it is somebody else elsewhere.
BY_LOGIN = ("keycloak", "ldif")


def is_called_alike(worlds, key):
    called = [world["people"].get(key, {}).get("login") for world in worlds]
    others = {a for w in worlds for k, p in w["people"].items() if k != key for a in [p["login"], *p["aliases"]]}
    return called[0] == called[-1] and called[0] not in others


def people_by_address(worlds):
    """Whose an address is; nothing if two have had it."""
    owners = {}
    for world in worlds:
        for key, person in world["people"].items():
            for address in [person["login"], *person["aliases"], entra.guid(person["uid"])]:
                owners.setdefault(address.lower(), set()).add(key)
    return {address: keys.pop() for address, keys in owners.items() if len(keys) == 1}, {
        address for address, keys in owners.items() if len(keys) > 1}


def left_out_of(worlds, missing, part):
    """Who is missing, is the same on both sides, and whom no file of the part names."""
    texts = repr(part).lower()
    people = [(what[1], [world["people"].get(what[1]) for world in worlds]) for what in missing if what[0] == "people"]
    return [(key, was["login"].lower()) for key, (was, now) in people
            if was == now and not any(word.lower() in texts for word in (was["login"], was["uid"], *was["aliases"]))]


def wrong_about(worlds, missing, cut_on, unnamed, whole, part, held):
    owners, shared = people_by_address(worlds)
    lacks_apps = any(what[0] == "apps" for what in missing)

    def whose(row):
        """Nothing of an address that two have had, or that stands beside the account that has it."""
        identity = row["identity"]
        return None if identity in shared or "uid" in identity else owners.get(identity, identity)

    def place(row):
        """What roles are called stands beside their app."""
        return "any role" if lacks_apps else row["action"], row["resource"]

    # Who is on one side only is a stranger on the other one, as long as not everybody is known there.
    moved = {k for k in {*worlds[0]["people"], *worlds[1]["people"]}
             if len({w["people"].get(k, {"uid": None})["uid"] for w in worlds}) > 1}
    moved |= set(directories.outsiders(worlds[0])) ^ set(directories.outsiders(worlds[1]))
    changed = {(whose(row), *place(row)) for row in whole}
    held += [row for row in part
             if row["certainty"] == "must" and not is_of_many(row) and whose(row) not in {None, *moved}]
    if wrong := wrong_among(held, whole, lambda row: (whose(row), *place(row))):
        return wrong
    for row in part:
        if row["certainty"] == "must" and row["identity"].startswith("stranger:"):
            held.append(row)
            if len(cut_on) == 1:
                return "certain of people of whom nothing tells that there are any", row
            domain = row["identity"].removeprefix("stranger:")
            if any(login.endswith("@" + domain) and (key, *place(row)) not in changed for key, login in unnamed):
                return "certain of strangers, and not so of one who is left out", row
    spoken_of = {(whose(row), *place(row)) for row in part}
    of_many = {place(row) for row in part if is_of_many(row)}
    if any(what[0] == "rules" for what in missing):
        return None  # what they ask for may have changed elsewhere
    is_of_group = any(what[0] == "assignments" and what[2] in worlds[0]["groups"] for what in missing)
    if len(cut_on) > 1 and (lacks_apps or is_of_group):
        return None  # nothing tells what they are called, or who is in a group of which nothing tells that it is assigned
    stays = {*worlds[0]["people"], *worlds[1]["people"]} - moved
    for row in whole:
        if whose(row) in stays and (whose(row), *place(row)) not in spoken_of and place(row) not in of_many:
            return "so of the whole, and not told of the part", row
    return None


def drawn(format, seed):
    traits, foreign, random_world, edits, missing_of, cut = FORMATS[format]
    rng = random.Random(seed)
    before = random_world(rng, traits)
    sides = {"before": before, "after": directories.changed(rng, before, traits, edits)}
    cut_on = rng.choice([["before"], ["after"], ["before", "after"], ["before", "after"]])
    missing = missing_of(rng, {side: sides[side] for side in cut_on})
    if format in BY_LOGIN:
        missing = {what for what in missing if is_called_alike(list(sides.values()), what[1])}
    if not missing:
        return None
    whole, part = {}, {}
    for side, world in sides.items():
        native = directories.policies(world)
        files = foreign(random.Random(seed + 1), world)
        whole[side] = copy.deepcopy(files) | native
        part[side] = (cut(rng, world, files, missing) if side in cut_on else files) | native
    unnamed = left_out_of(list(sides.values()), missing, part)
    return (f"{sorted(missing)} {' and '.join(cut_on)}", whole, part,
            lambda *told: wrong_about(list(sides.values()), missing, cut_on, unnamed, *told))


if __name__ == "__main__":
    FORMAT = sys.argv.pop(2)
    sys.exit(run(lambda seed: drawn(FORMAT, seed)))
