#!/usr/bin/env python3
"""Random directories as a SCIM provider answers, and natively. `scim.py PROGRAM [WORLDS] [FIRST]`"""
import sys

from directories import EDITS, Traits, edit_hidden, is_hidden, pages, pair, spelled
from worlds import run

TRAITS = Traits(hides=True)
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def user(rng, world, key):
    person = world["people"][key]
    said = {"schemas": [USER], "id": person["uid"], "userName": spelled(rng, person["login"])}
    active = person["status"] == "active"
    if not active or rng.random() < 0.8:
        said["active"] = rng.choice([active, active, str(active)])
    if person["aliases"] or rng.random() < 0.5:
        emails = [person["login"], *person["aliases"]] if rng.random() < 0.5 else person["aliases"]
        said["emails"] = [{"value": spelled(rng, a), "type": "work", "primary": i == 0} for i, a in enumerate(emails)]
    if rng.random() < 0.3:
        said |= {"name": {"formatted": "A. B."}, "meta": {"resourceType": "User"}, "externalId": "admins"}
        said["groups"] = [{"value": k, "type": "direct"} for k, g in world["groups"].items() if key in g["members"]]
    return said


def group(rng, world, key):
    said = {"schemas": [GROUP], "id": key, "displayName": world["groups"][key]["name"]}
    members = []
    for member in world["groups"][key]["members"]:
        is_person = member in world["people"]
        one = {"value": world["people"][member]["uid"] if is_person else member}
        if rng.random() < 0.5:
            one |= {"type": "User" if is_person else "Group", "display": "somebody",
                    "$ref": f"https://scim.example/{'Users' if is_person else 'Groups'}/{one['value']}"}
        members.append(one)
    if rng.random() < 0.1 and not any(is_hidden(world, key) for key in world["people"]):
        members.append({"value": "nobody-has-this"})
    if members or rng.random() < 0.5:
        said["members"] = members
    return said


def is_mixed(page):
    return len({one["schemas"][0] for one in page}) == 2


def listed(rng, name, resources, missing=0):
    """A list as its pages, as a bare list, or a resource a file. How many are missing only pages tell."""
    how = rng.choice(["pages", "pages", "bare", "each"]) if not missing else "pages"
    if how == "bare":
        return {f"{name}.json": resources}
    if how == "each":
        return {f"{name}/{number}.json": one for number, one in enumerate(resources)}
    written = pages(rng, resources)
    if is_mixed(resources) and not any(is_mixed(page) for page in written):
        written = [resources]  # pages of one kind each look like two lists of which half is missing
    start, files = 1, {}
    for number, page in enumerate(written):
        files[f"{name}-{number}.json"] = {"schemas": [LIST], "totalResults": len(resources) + missing, "startIndex": start,
                                          "itemsPerPage": len(page), "Resources": page}
        start += len(page)
    return files


def scim(rng, world):
    users = [user(rng, world, key) for key in world["people"] if not is_hidden(world, key)]
    groups = [group(rng, world, key) for key in world["groups"]]
    missing = len(world["people"]) - len(users)
    if rng.random() < 0.2:
        return listed(rng, "everything", users + groups, missing)
    return listed(rng, "users", users, missing) | listed(rng, "groups", groups)


if __name__ == "__main__":
    sys.exit(run("scim", lambda rng: pair(rng, TRAITS, scim, edits=EDITS + [edit_hidden])))
