"""Small random directories, edits of them, and what native files say of them.

A directory is {"people": {KEY: person}, "groups": {KEY: group}, "policies": [...]}: a person has a stable `uid`, a `login`,
`aliases`, a `status` and an end (`until`), and may be `hidden`; a group has a `name` and `members`, {KEY of a person or group:
end or None}.
What a system can tell of that, its `Traits` say.
"""
import copy
from dataclasses import dataclass, field

from worlds import some

NAMES = ["ana", "bo", "caro", "dan", "eva.ng", "finn", "gil", "hao", "ida", "jo"]
DOMAINS = ["corp.example", "partner.example"]
ENDS = ["2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z", "2027-06-01T00:00:00Z"]  # one is over
EVERYBODY = "everybody"  # a member that means all who are listed
APPS = ["crm", "payroll", "wiki"]


@dataclass
class Traits:
    statuses: list = field(default_factory=lambda: ["active", "disabled"])
    group_names: list = field(default_factory=lambda: ["Finance", "sre", "Finance Leads", "on call", "HR"])
    aliases: bool = True
    ends: bool = False  # of people
    membership_ends: bool = False
    nested: bool = True
    uids: bool = True
    domains: list = field(default_factory=lambda: DOMAINS)
    hides: bool = False  # now and then somebody is on a page that was not exported
    others: list = field(default_factory=list)  # members of groups: addresses of people in no list, EVERYBODY


def addresses(traits):
    return [f"{name}@{domain}" if domain else name for domain in traits.domains for name in NAMES]


def taken(world):
    return {a for p in world["people"].values() for a in [p["login"], *p["aliases"]]}


def free_address(rng, world, traits):
    return rng.choice([a for a in addresses(traits) if a not in taken(world)])


def random_end(rng, has_ends):
    return rng.choice(ENDS) if has_ends and rng.random() < 0.3 else None


def random_status(rng, traits):
    return rng.choice(traits.statuses) if rng.random() < 0.4 else "active"


def add_person(rng, world, traits, key):
    uid = f"{key}-{rng.randint(1, 2)}" if traits.uids else None
    person = {"uid": uid, "login": free_address(rng, world, traits), "aliases": [],
              "status": random_status(rng, traits), "until": random_end(rng, traits.ends)}
    world["people"][key] = person
    if traits.aliases and person["status"] != "deleted" and rng.random() < 0.4:
        person["aliases"].append(free_address(rng, world, traits))


def random_members(rng, world, traits, key, keys):
    people = some(rng, sorted(world["people"]), 0, 3) + (some(rng, traits.others, 0, 1) if rng.random() < 0.4 else [])
    groups = some(rng, [k for k in keys if k != key], 0, 1) if traits.nested else []
    return {k: random_end(rng, traits.membership_ends) for k in people + groups}


def random_policy(rng, world):
    who = some(rng, rng.choice([sorted(world["people"]), sorted(world["groups"]), sorted(world["groups"])])) + rng.choice([[], [], [], ["authenticated"], ["domain:" + DOMAINS[0]]])
    return {"effect": rng.choice(["allow", "allow", "allow", "deny"]), "who": who, "to": rng.choice(APPS),
            "when": rng.choice([None, None, None, "auth.mfa", "request.ip in networks.office"])}


def random_directory(rng, traits):
    world = {"people": {}, "groups": {}, "policies": []}
    for number in range(rng.randint(3, 6)):
        add_person(rng, world, traits, f"p{number}")
    names = rng.sample(traits.group_names, rng.randint(2, 4))
    keys = [f"g{number}" for number in range(len(names))]
    for key, name in zip(keys, names):
        world["groups"][key] = {"name": name, "members": random_members(rng, world, traits, key, keys)}
    world["policies"] = [random_policy(rng, world) for _ in range(rng.randint(3, 6))]
    if traits.hides and rng.random() < 0.2:
        edit_hidden(rng, world, traits)
    return world


# --- edits ---

def some_person(rng, world):
    return world["people"][rng.choice(sorted(world["people"]))]


def some_group(rng, world):
    return rng.choice(sorted(world["groups"]))


def edit_status(rng, world, traits):
    person = some_person(rng, world)
    person["status"] = rng.choice([s for s in traits.statuses if s != person["status"]])
    if person["status"] == "deleted":
        person["aliases"] = []


def edit_end(rng, world, traits):
    some_person(rng, world)["until"] = rng.choice(ENDS) if traits.ends else None


def edit_login(rng, world, traits):
    """The same account under another address."""
    person = some_person(rng, world)
    old, person["login"] = person["login"], free_address(rng, world, traits)
    if traits.aliases and person["status"] != "deleted" and rng.random() < 0.5:
        person["aliases"].append(old)


def edit_account(rng, world, traits):
    """Another account under the same address."""
    if traits.uids:
        some_person(rng, world)["uid"] += "x"


def edit_swap(rng, world, traits):
    """Two accounts swap addresses."""
    one, other = (world["people"][k] for k in rng.sample(sorted(world["people"]), 2))
    one["login"], other["login"] = other["login"], one["login"]


def edit_aliases(rng, world, traits):
    person = some_person(rng, world)
    if person["aliases"]:
        moved = person["aliases"].pop()
        other = some_person(rng, world)
        if other["status"] != "deleted" and rng.random() < 0.5:
            other["aliases"].append(moved)
    elif traits.aliases and person["status"] != "deleted":
        person["aliases"].append(free_address(rng, world, traits))


def edit_person(rng, world, traits):
    """Somebody leaves, or joins a group on the first day."""
    keys = sorted(world["people"])
    if len(keys) > 3 and rng.random() < 0.5:
        gone = rng.choice(keys)
        del world["people"][gone]
        for group in world["groups"].values():
            group["members"].pop(gone, None)
    else:
        key = next(f"p{n}" for n in range(99) if f"p{n}" not in world["people"])
        add_person(rng, world, traits, key)
        world["groups"][some_group(rng, world)]["members"][key] = random_end(rng, traits.membership_ends)


def edit_members(rng, world, traits):
    key = some_group(rng, world)
    members = world["groups"][key]["members"]
    if members and rng.random() < 0.5:
        del members[rng.choice(sorted(members))]
    else:
        new = rng.choice(sorted(set(world["people"]) | (set(world["groups"]) - {key} if traits.nested else set())))
        members[new] = random_end(rng, traits.membership_ends)


def edit_group(rng, world, traits):
    key = some_group(rng, world)
    group = world["groups"][key]
    if rng.random() < 0.4:
        group["members"] = {}
    elif rng.random() < 0.7:
        group["members"] = random_members(rng, world, traits, key, list(world["groups"]))
    else:
        names = {g["name"] for g in world["groups"].values()}
        group["name"] = rng.choice([n for n in traits.group_names if n not in names])


def edit_hidden(rng, world, traits):
    person = some_person(rng, world)
    person["hidden"] = not person.get("hidden")


def edit_policy(rng, world, traits):
    world["policies"][rng.randrange(len(world["policies"]))] = random_policy(rng, world)


EDITS = [edit_status, edit_status, edit_end, edit_login, edit_account, edit_swap, edit_aliases, edit_person, edit_members,
         edit_members, edit_members, edit_group, edit_policy]


def changed(rng, world, traits, edits=EDITS):
    now = copy.deepcopy(world)
    for edit in rng.sample(edits, rng.randint(1, 5)):
        edit(rng, now, traits)
    return now


# --- native files ---

def native_person(person):
    said = {"uid": person["uid"]} if person["uid"] else {}
    if person["aliases"]:
        said["aliases"] = person["aliases"]
    if person["status"] != "active":
        said["status"] = person["status"]
    if person["until"]:
        said["until"] = person["until"]
    return said


def native_member(world, key, end):
    if key in world["groups"]:
        kind, id = "group", world["groups"][key]["name"]
    else:
        kind, id = "user", world["people"][key]["login"] if key in world["people"] else key
    if end:
        return {kind: id, "until": end}
    return id if kind == "user" else "group:" + id


def is_hidden(world, key):
    return bool(world["people"].get(key, {}).get("hidden"))


def native_groups(world):
    groups = {}
    for group in world["groups"].values():
        members = members_of(world, group)
        said = {"members": [native_member(world, k, end) for k, end in members.items() if not is_hidden(world, k)]}
        groups[group["name"]] = said | ({"open": True} if any(is_hidden(world, k) for k in members) else {})
    return groups


def members_of(world, group):
    """With everybody by name. Who is told twice is a member as long as either lasts."""
    members = {k: end for k, end in group["members"].items() if k != EVERYBODY}
    if EVERYBODY in group["members"]:
        whole = group["members"][EVERYBODY]
        for key in world["people"]:
            own = members.get(key, "")
            members[key] = whole if own == "" else None if own is None or whole is None else max(own, whole)
    return members


def outsiders(world):
    return sorted({k for g in world["groups"].values() for k in g["members"] if "@" in k})


def native_directory(world):
    users = {p["login"]: native_person(p) for k, p in world["people"].items() if not is_hidden(world, k)}
    directory = {"directory": "open"} if len(users) < len(world["people"]) else {}
    return {"accessdrift": 1, "users": users | {address: {} for address in outsiders(world)},
            "groups": native_groups(world)} | directory


def mention(world, key, number):
    """How a policy names somebody: now and then by an alias; not who is gone."""
    if key in world["people"]:
        person = world["people"][key]
        return [person["aliases"][0] if person["aliases"] and number % 2 else person["login"]]
    if key in world["groups"]:
        return ["group:" + world["groups"][key]["name"]]
    return [] if key[1:].isdigit() else [key]


def policies(world):
    """A native file of what the people and groups may do, beside either directory."""
    written = {"accessdrift": 1, "context": {"auth.mfa": "bool"}, "networks": {"office": ["203.0.113.0/24"]},
               "resources": {app: {} for app in APPS}, "policies": {}}
    for number, policy in enumerate(world["policies"]):
        who = [named for k in policy["who"] for named in mention(world, k, number)]
        if who:
            written["policies"][f"policy {number}"] = {policy["effect"]: who, "to": [policy["to"]]} | (
                {"when": policy["when"]} if policy["when"] else {})
    if not written["policies"]:
        written["policies"]["public"] = {"allow": ["anyone"], "to": ["wiki"]}
    return {"policies.json": written}


# --- freedoms of those who write ---

def spelled(rng, address):
    """An address in one of the ways in which it can be written; other ids have one."""
    return rng.choice([address, address, address.upper(), address.capitalize()]) if "@" in address else address


def pages(rng, things):
    """The things on one to three pages, in any order."""
    things = rng.sample(list(things), len(things))
    cuts = sorted(rng.randint(0, len(things)) for _ in range(rng.randint(0, 2)))
    return [things[a:b] for a, b in zip([0, *cuts], [*cuts, len(things)])]


def renames(before, after, name_of):
    """A native file that says which resource of one side is which of the other: those of one key, if their names differ."""
    names = [{key: name_of(world, key) for key in world["apps"]} for world in (before, after)]
    changed = {names[0][k]: names[1][k] for k in names[0] if k in names[1] and names[0][k] not in names[1].values()
               and names[1][k] not in names[0].values()}
    return {"renames.json": {"accessdrift": 1, "renames": changed}} if changed else {}


def pair(rng, traits, foreign, native=lambda world: {"directory.json": native_directory(world)},
         random_world=random_directory, edits=EDITS, both=lambda before, after: {}):
    """The folders of one world, as `worlds.run` wants them.

    `foreign(rng, world)` and `native(world)` write a directory, `both` what native files say of the two together.
    """
    before = random_world(rng, traits)
    sides = {"before": before, "after": changed(rng, before, traits, edits)}
    together = both(sides["before"], sides["after"])
    return ({side: foreign(rng, world) | policies(world) for side, world in sides.items()},
            {side: native(world) | policies(world) | together for side, world in sides.items()})
