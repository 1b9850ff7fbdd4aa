#!/usr/bin/env python3
"""Random directories as LDIF of OpenLDAP, of POSIX groups and of Active Directory, and natively.

    tests/formats/ldif.py PROGRAM [WORLDS] [FIRST]
"""
import base64
import calendar
import copy
import sys
import time
import uuid

from directories import DOMAINS, EDITS, Traits, native_directory, pair, random_directory, some_person
from worlds import run, shuffled, some

TRAITS = Traits(statuses=["active", "locked", "disabled"], ends=True, domains=DOMAINS,
                group_names=["Finance", "sre", "Finance, Leads", "on call", "HR + Payroll", "Zürich"])
BASE = "dc=corp,dc=example"
NUMBERS = {"dc": "0.9.2342.19200300.100.1.25", "uid": "0.9.2342.19200300.100.1.1", "cn": "2.5.4.3", "ou": "OID.2.5.4.11"}
LONG = {"dc": "domainComponent", "uid": "userid", "cn": "commonName", "ou": "organizationalUnitName"}


def number(key):
    return int(key[1:])


def seconds(end):
    return calendar.timegm(time.strptime(end, "%Y-%m-%dT%H:%M:%SZ"))


def own_group(world, key):
    """The group that is somebody's by a number in the person's own entry."""
    return world["primary"].get(key)


def add_primary(rng, world):
    world["kind"] = rng.choice(["names", "unique", "posix", "windows"])
    world["primary"] = {p: rng.choice(sorted(world["groups"])) for p in some(rng, sorted(world["people"]), 0, 3)}
    if world["kind"] in ("names", "unique"):
        world["primary"] = {}
    if world["kind"] == "posix":
        for group in world["groups"].values():
            group["members"] = {k: None for k in group["members"] if k in world["people"]}
    return world


def edit_primary(rng, world, traits):
    if world["primary"]:
        key = rng.choice(sorted(world["primary"]))
        world["primary"][key] = rng.choice(sorted(world["groups"]))


def edit_place(rng, world, traits):
    """An entry moves: another place in the tree, the same person."""
    some_person(rng, world)["ou"] = rng.choice(["people", "staff"])


# --- names and lines ---

def escaped(rng, value):
    text = ""
    for at, c in enumerate(value):
        if c in ',+"\\<>;=' or (c in " #" and at == 0) or (c == " " and at == len(value) - 1):
            text += rng.choice(["\\" + c, f"\\{ord(c):02x}", f"\\{ord(c):02X}"])
        elif ord(c) > 127 and rng.random() < 0.5:
            text += "".join(f"\\{b:02X}" for b in c.encode())
        else:
            text += c
    return text


def encoded(value):
    data = value.encode()
    return "#" + (bytes([0x0C, len(data)]) + data).hex()


def written_dn(rng, parts):
    """A name in one of the ways in which it can be written."""
    style = rng.choice(["plain", "plain", "upper", "blanks", "long", "numbers"])
    pairs = []
    for type, value in parts:
        if style == "numbers" and rng.random() < 0.5:
            pairs.append(NUMBERS[type] + "=" + encoded(value))
            continue
        type = {"long": LONG[type], "numbers": NUMBERS[type], "upper": type.upper()}.get(style, type)
        pairs.append(type + (" = " if style == "blanks" else "=") + escaped(rng, value.upper() if style == "upper" else value))
    return (" , " if style == "blanks" else ",").join(pairs)


def person_dn(world, key):
    person = world["people"][key]
    where = [("ou", person.get("ou", "people")), ("dc", "corp"), ("dc", "example")]
    return [("cn" if world["kind"] == "windows" else "uid", f"h{number(key)}")] + where


def group_dn(world, key):
    return [("cn", world["groups"][key]["name"]), ("ou", "groups"), ("dc", "corp"), ("dc", "example")]


def line(rng, name, value):
    if isinstance(value, bytes):
        text = f"{name}:: {base64.b64encode(value).decode()}"
    elif any(ord(c) > 126 or ord(c) < 32 for c in value) or value[:1] in (" ", ":", "<") or value[-1:] == " " or \
            rng.random() < 0.1:
        text = f"{name}:: {base64.b64encode(value.encode()).decode()}"
    else:
        text = f"{name}:{rng.choice([' ', ' ', ''])}{value}"
    width = rng.choice([76, 20, 1000])
    folded = [text[:width]]
    for at in range(width, len(text), width - 1):
        folded.append(" " + text[at:at + width - 1])
    return "\n".join(folded)


def entry(rng, dn, attributes):
    """`attributes` is a list of pairs; values of one attribute stand in any order."""
    lines = [line(rng, "dn", dn)] + [line(rng, rng.choice([n, n, n.lower()]), v) for n, v in shuffled(rng, attributes)]
    return "\n".join(lines) + "\n"


# --- entries ---

def stable_id(person):
    return uuid.uuid5(uuid.NAMESPACE_DNS, person["uid"])


def sid(n):
    return f"S-1-5-21-1-2-3-{n}"


def person_entry(rng, world, key):
    person = world["people"][key]
    said = [("cn", "A Person"), ("sn", "Person"), ("mail", person["login"])] + [("mail", a) for a in person["aliases"]]
    primary = own_group(world, key)
    if world["kind"] == "windows":
        control = 0x202 if person["status"] == "disabled" else 0x200
        said += [("objectClass", c) for c in ("top", "person", "user")] + [("userAccountControl", str(control))]
        said += [("objectGUID", stable_id(person).bytes_le), ("sAMAccountName", f"h{number(key)}")]
        said += [("objectSid", sid(1000 + number(key)))]
        ticks = (seconds(person["until"]) + 11644473600) * 10000000 if person["until"] else rng.choice([0, 2**63 - 1])
        said += [("accountExpires", str(ticks))] if person["until"] or rng.random() < 0.7 else []
        said += [("primaryGroupID", str(600 + number(primary)))] if primary else []
    else:
        said += [("objectClass", c) for c in ("inetOrgPerson", "posixAccount", "shadowAccount")]
        said += [("uid", f"h{number(key)}"), ("entryUUID", str(stable_id(person)))]
        if person["status"] == "disabled":
            said.append(("nsAccountLock", rng.choice(["TRUE", "true"])))
        if person["until"]:
            said.append(("shadowExpire", str(seconds(person["until"]) // 86400 - 1)))
        elif rng.random() < 0.3:
            said.append(("shadowExpire", "-1"))
        said += [("gidNumber", str(500 + number(primary)) if primary else "99")] if world["kind"] == "posix" else []
    if person["status"] == "locked":
        said.append(("pwdAccountLockedTime", "20261120080000Z"))
    for group in world["groups"] if world["kind"] == "windows" and rng.random() < 0.3 else []:
        if key in world["groups"][group]["members"]:
            said.append(("memberOf", written_dn(rng, group_dn(world, group))))
    return entry(rng, written_dn(rng, person_dn(world, key)), said)


def group_entry(rng, world, key):
    group, kind = world["groups"][key], world["kind"]
    said = [("cn", group["name"])]
    if kind == "posix":
        said += [("objectClass", "posixGroup"), ("gidNumber", str(500 + number(key)))]
        said += [("memberUid", rng.choice(["h", "H"]) + str(number(m))) for m in group["members"]]
        return entry(rng, written_dn(rng, group_dn(world, key)), said)
    attribute = "uniqueMember" if kind == "unique" else "member"
    said += [("objectClass", {"names": "groupOfNames", "unique": "groupOfUniqueNames", "windows": "group"}[kind])]
    said += [("objectSid", sid(600 + number(key)))] if kind == "windows" else []
    for member in group["members"]:
        dn = person_dn(world, member) if member in world["people"] else group_dn(world, member)
        said.append((attribute, written_dn(rng, dn)))
    if kind != "windows" and rng.random() < 0.2:
        said.append((attribute, ""))  # where one member is required
    if rng.random() < 0.1:
        said.append((attribute, written_dn(rng, [("uid", "gone"), ("ou", "groups"), ("dc", "corp"), ("dc", "example")])))
    return entry(rng, written_dn(rng, group_dn(world, key)), said)


def ldif(rng, world):
    entries = [person_entry(rng, world, k) for k in world["people"]] + [group_entry(rng, world, k) for k in world["groups"]]
    entries.append(entry(rng, "ou=people," + BASE, [("objectClass", "organizationalUnit"), ("ou", "people")]))
    entries = shuffled(rng, entries)
    cut = rng.choice([len(entries), rng.randint(1, len(entries) - 1)])
    parts = [part for part in (entries[:cut], entries[cut:]) if part]
    return {f"{n}.ldif": rng.choice(["version: 1\n\n", "# an export\n\n", ""]) + "\n".join(part) for n, part in enumerate(parts)}


# --- natively ---

def native(world):
    world = copy.deepcopy(world)
    for key, group in world["primary"].items():
        if key in world["people"]:
            world["groups"][group]["members"][key] = None
    for key, person in world["people"].items():
        addresses = sorted([person["login"], *person["aliases"]])
        person["login"], person["aliases"] = addresses[0], addresses[1:] + [f"h{number(key)}"]
        person["uid"] = str(stable_id(person))
    return {"directory.json": native_directory(world)}


def posix_members(world):
    """Groups of POSIX hold people only."""
    for group in world["groups"].values() if world["kind"] == "posix" else []:
        group["members"] = {k: end for k, end in group["members"].items() if k in world["people"]}
    return world


def edited(edit):
    def apply(rng, world, traits):
        edit(rng, world, traits)
        posix_members(world)
    return apply


if __name__ == "__main__":
    sys.exit(run("ldif", lambda rng: pair(rng, TRAITS, ldif, native, lambda r, t: add_primary(r, random_directory(r, t)),
                                          [edited(e) for e in EDITS + [edit_primary, edit_place]])))
