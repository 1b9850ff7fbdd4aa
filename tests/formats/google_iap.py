#!/usr/bin/env python3
"""Random worlds behind Google's IAP, written as Google's files and as native ones: both must say the same of a change.

    tests/formats/google_iap.py PROGRAM [WORLDS] [FIRST]

What native files say of levels, roles, deny rules and accounts of others is worked out here, by itself.
"""
import copy
import json
import sys

from worlds import run, some

USERS = [f"u{i}@corp.example" for i in range(5)]
OUTSIDERS = ["dan@partner.example", "robot@shop.iam.gserviceaccount.com"]
OTHERS = "any-google-account"
GROUPS = [f"g{i}@corp.example" for i in range(3)]
NUMBERS = {"shop": "111", "hr": "112"}
SERVICES = ["projects/shop/iap_web/compute/services/1", "projects/shop/iap_web/compute/services/2/versions/v1",
            "projects/hr/iap_web/appengine-hr/services/default"]
PREFIXES = ["203.0.113.0/24", "198.51.100.0/25", "2001:db8::/32"]
REGIONS = ["DE", "CH", "AT"]
ROLES = {"roles/iap.httpsResourceAccessor": ["access"], "roles/iap.tunnelResourceAccessor": ["tunnel", "tunnel-group"],
         "roles/owner": ["tunnel", "tunnel-group"], "roles/editor": []}
PERMISSIONS = {"access": "iap.webServiceVersions.accessViaIAP", "tunnel": "iap.tunnelInstances.accessViaIAP",
               "tunnel-group": "iap.tunnelDestGroups.accessViaIAP"}
# Of names of resources, and what the format calls that where it is the request's.
TEMPLATES = {"projects/{project}/": "iap.extracted.projects_project_4405ecbf",
             "/services/{service}/": "iap.extracted.services_service_45e01eac",
             "versions/{v}": "iap.extracted.versions_v_53cabea1"}
METHODS = {"METHOD_UNSPECIFIED": None, "LOGIN": "true", "SECURE_KEY": 'iap.reauth.method == "SECURE_KEY"',
           "ENROLLED_SECOND_FACTORS": 'iap.reauth.method in ["ENROLLED_SECOND_FACTORS", "SECURE_KEY"]'}
CONTEXT = {"iap.path": "string", "iap.host": "string", "iap.region": "string", "iap.device.corp_owned": "bool",
           "iap.reauth.age": "int", "iap.reauth.method": ["LOGIN", "SECURE_KEY", "ENROLLED_SECOND_FACTORS"]}


# --- random worlds ---

def random_condition(rng, depth=2):
    if depth and rng.random() < 0.5:
        op = rng.choice(["and", "or", "not"])
        return [op] + [random_condition(rng, depth - 1) for _ in range(1 if op == "not" else 2)]
    return rng.choice([
        lambda: ["path", rng.choice(["startsWith", "endsWith", "=="]), rng.choice(["/admin", "/admin/", ".pdf", "/a"])],
        lambda: ["host", "endsWith", rng.choice([".corp.example", "corp.example"])],
        lambda: ["hours", rng.choice(["<", "<=", ">="]), rng.randint(6, 20), rng.choice(["Europe/Berlin", "UTC", "+02:00"])],
        lambda: ["before", rng.choice(["2027-01-01T00:00:00Z", "2027-06-01T00:00:00Z"])],
        lambda: ["type", rng.choice(["iap.googleapis.com/WebServiceVersion", "iap.googleapis.com/TunnelInstance"])],
        lambda: ["level", rng.randint(0, 2)],
        lambda: ["level", rng.randint(0, 2)],
        lambda: ["extract", rng.choice(list(TEMPLATES)), rng.choice(["==", "startsWith", "endsWith", "in"]),
                 rng.choice(["111", "112", "1", "2", "v1", "default", ""])],
    ])()


def random_level(rng, number):
    conditions = []
    for _ in range(rng.randint(1, 2)):
        one = {"negate": rng.random() < 0.3}
        fields = ["prefixes", "regions", "corp_owned", "members", "members"] + (["required"] if number else [])
        for field in some(rng, fields):
            one[field] = {"prefixes": lambda: some(rng, PREFIXES), "regions": lambda: some(rng, REGIONS),
                          "corp_owned": lambda: True,
                          "members": lambda: some(rng, USERS + OUTSIDERS), "required": lambda: [rng.randrange(number)]}[field]()
        conditions.append(one)
    return {"any": rng.random() < 0.5, "conditions": conditions}


def random_binding(rng):
    members = ["user:" + u for u in USERS + OUTSIDERS] + ["group:" + g for g in GROUPS]
    members += ["domain:corp.example", "allUsers", "allAuthenticatedUsers", "deleted:user:old@corp.example?uid=7"]
    role = rng.choice(list(ROLES) + ["organizations/1/roles/own", "roles/iap.httpsResourceAccessor"])
    where = rng.choice(["organizations/1", "folders/22", "projects/shop", "projects/hr", "projects/shop/iap_web"] + SERVICES)
    return {"where": where, "role": role, "members": some(rng, members),
            "condition": random_condition(rng) if rng.random() < 0.6 else None}


def random_reauth(rng):
    """Of some resources, each once."""
    wheres = some(rng, ["organizations/1", "projects/shop", "projects/shop/iap_web"] + SERVICES[:2], 0)
    return [{"where": where, "method": rng.choice(list(METHODS)), "age": rng.choice([600, 3600, 28800]),
             "type": rng.choice(["MINIMUM", "DEFAULT"])} for where in wheres]


def random_world(rng):
    return {
        "reauth": random_reauth(rng) if rng.random() < 0.4 else [],
        "suspended": some(rng, USERS, 0),
        "groups": [some(rng, USERS + GROUPS[:i], 0) for i in range(len(GROUPS))],
        "own": some(rng, list(PERMISSIONS)),
        "levels": [random_level(rng, i) for i in range(3)],
        "bindings": [random_binding(rng) for _ in range(rng.randint(2, 5))],
        "denials": [{"where": rng.choice(["organizations/1", "projects/shop"]), "denied": some(rng, USERS + GROUPS),
                     "excepted": some(rng, USERS + GROUPS, 0), "actions": some(rng, list(PERMISSIONS))}
                    for _ in range(rng.choice([0, 0, 1, 2]))],
    }


def changed(rng, world):
    now, other = copy.deepcopy(world), random_world(rng)
    for key in rng.sample(sorted(now), rng.randint(1, 3)):
        if isinstance(now[key], list) and now[key] and other[key] and key not in ("suspended", "own", "reauth"):
            at = rng.randrange(len(now[key]))
            replacement = other[key][at % len(other[key])]
            if key == "groups":
                replacement = [m for m in replacement if m not in GROUPS[at:]]
            if key == "levels":
                replacement = random_level(rng, at)
            now[key][at] = replacement
        else:
            now[key] = other[key]
    return now


# --- Google's files ---

def google_condition(c):
    kind = c[0]
    if kind in ("and", "or"):
        return "(" + {"and": " && ", "or": " || "}[kind].join(google_condition(x) for x in c[1:]) + ")"
    if kind == "not":
        return "!" + google_condition(c[1]) if c[1][0] in ("and", "or", "not") else f"!({google_condition(c[1])})"
    if kind in ("path", "host"):
        return f'request.{kind} == "{c[2]}"' if c[1] == "==" else f'request.{kind}.{c[1]}("{c[2]}")'
    if kind == "hours":
        return f'request.time.getHours("{c[3]}") {c[1]} {c[2]}'
    if kind == "before":
        return f'request.time < timestamp("{c[1]}")'
    if kind == "type":
        return f'resource.type == "{c[1]}"'
    if kind == "extract":
        value = f'["{c[3]}", "other"]' if c[2] == "in" else f'"{c[3]}"'
        extracted = f'resource.name.extract("{c[1]}")'
        return f"{extracted} {c[2]} {value}" if c[2] in ("==", "in") else f"{extracted}.{c[2]}({value})"
    return f'"accessPolicies/419/accessLevels/l{c[1]}" in request.auth.access_levels'


def google_level(number, level):
    conditions = []
    for one in level["conditions"]:
        made = {"negate": True} if one["negate"] else {}
        if "prefixes" in one:
            made["ipSubnetworks"] = one["prefixes"]
        if "regions" in one:
            made["regions"] = one["regions"]
        if "corp_owned" in one:
            made["devicePolicy"] = {"requireCorpOwned": True}
        if "members" in one:
            made["members"] = [("serviceAccount:" if "gserviceaccount" in m else "user:") + m for m in one["members"]]
        if "required" in one:
            made["requiredAccessLevels"] = [f"accessPolicies/419/accessLevels/l{r}" for r in one["required"]]
        conditions.append(made)
    return {"name": f"accessPolicies/419/accessLevels/l{number}",
            "basic": {"combiningFunction": "OR" if level["any"] else "AND", "conditions": conditions}}


def asset_name(where):
    kind, name = where.split("/")[:2]
    if kind == "projects" and where.count("/") > 1:
        return "//iap.googleapis.com/" + where.replace(f"projects/{name}", f"projects/{NUMBERS[name]}", 1)
    return "//cloudresourcemanager.googleapis.com/" + where


def principal(id):
    return ("principalSet://goog/group/" if id in GROUPS else "principal://goog/subject/") + id


def google_files(world):
    assets = {}
    for number, b in enumerate(world["bindings"]):
        binding = {"role": b["role"], "members": b["members"]}
        if b["condition"]:
            binding["condition"] = {"title": f"c{number}", "expression": google_condition(b["condition"])}
        assets.setdefault(b["where"], []).append(binding)
    everything = ["organizations/1", "folders/22", "projects/shop", "projects/hr"] + SERVICES
    files = {
        "search.json": [{"resource": asset_name(w), "policy": {"bindings": assets.get(w, [])}}
                        for w in sorted(set(everything) | set(assets))],
        "levels.json": [google_level(i, level) for i, level in enumerate(world["levels"])],
        "roles.json": [{"name": "organizations/1/roles/own", "includedPermissions": [PERMISSIONS[a] for a in world["own"]]}],
        "projects.json": [{"projectId": p, "projectNumber": NUMBERS[p], "parent": parent} for p, parent in
                          (("shop", {"type": "folder", "id": "22"}), ("hr", {"type": "organization", "id": "1"}))],
        "folders.json": [{"name": "folders/22", "displayName": "Web", "parent": "organizations/1"}],
        "people.json": {"kind": "admin#directory#users", "users": [
            {"primaryEmail": u, "id": u, "suspended": u in world["suspended"]} for u in USERS]},
        "groups.json": {"kind": "admin#directory#groups", "groups": [
            {"email": g, "id": g, "directMembersCount": str(len(world["groups"][i]))} for i, g in enumerate(GROUPS)]},
    }
    for i, g in enumerate(GROUPS):
        files[f"members/{g}.json"] = {"kind": "admin#directory#members", "members": [
            {"email": m, "type": "GROUP" if m in GROUPS else "USER", "role": "MEMBER", "status": "ACTIVE"}
            for m in world["groups"][i]]}
    if world["reauth"]:
        files["settings.json"] = [
            {"name": r["where"], "accessSettings": {"reauthSettings": {
                "method": r["method"], "maxAge": f"{r['age']}s", "policyType": r["type"]}}} for r in world["reauth"]]
    for i, d in enumerate(world["denials"]):
        point = "cloudresourcemanager.googleapis.com%2F" + d["where"].replace("/", "%2F")
        rule = {"deniedPrincipals": [principal(x) for x in d["denied"]],
                "exceptionPrincipals": [principal(x) for x in d["excepted"]],
                "deniedPermissions": ["iap.googleapis.com/" + PERMISSIONS[a][len("iap."):] for a in d["actions"]]}
        files[f"deny-{i}.json"] = {"kind": "DenyPolicy", "name": f"policies/{point}/denypolicies/d{i}",
                                   "rules": [{"denyRule": rule}]}
    return files


# --- native files ---

def native_level(world, number):
    parts = []
    level = world["levels"][number]
    for c, one in enumerate(level["conditions"]):
        no = "!" if one["negate"] else ""
        fields = []
        if "prefixes" in one:
            fields.append(f"(has(request.ip) && {no}(request.ip in networks.{network(world, number, c)}))")
        if "regions" in one:
            fields.append(f"(has(iap.region) && {no}(iap.region in {json.dumps(one['regions'])}))")
        if "corp_owned" in one:
            fields.append(f"(has(iap.device.corp_owned) && {no}iap.device.corp_owned)")
        if "members" in one:
            fields.append(f"{no}(has(user.l{number}_{c}) && user.l{number}_{c})")
        for required in one.get("required", []):
            fields.append(no + native_level(world, required))
        parts.append("(" + " && ".join(fields) + ")")
    return "(" + (" || " if level["any"] else " && ").join(parts) + ")"


def network(world, number, condition):
    before = [c for c in world["levels"][number]["conditions"][:condition] if "prefixes" in c]
    return f"access_level_l{number}_419" + (f"_{len(before) + 1}" if before else "")


def native_condition(world, c, actions):
    kind = c[0]
    if kind in ("and", "or"):
        return "(" + {"and": " && ", "or": " || "}[kind].join(native_condition(world, x, actions) for x in c[1:]) + ")"
    if kind == "not":
        return "!(" + native_condition(world, c[1], actions) + ")"
    if kind in ("path", "host"):
        return f'iap.{kind} == "{c[2]}"' if c[1] == "==" else f'iap.{kind}.{c[1]}("{c[2]}")'
    if kind == "hours":
        zone = c[3]
        time = f'request.time.getHours("{"Etc/GMT-2" if zone == "+02:00" else zone}")'
        return f"{time} {c[1]} {c[2]}"
    if kind == "before":
        return f'request.time < timestamp("{c[1]}")'
    if kind == "type":
        known = {"access": "iap.googleapis.com/WebServiceVersion", "tunnel": "iap.googleapis.com/TunnelInstance"}
        if len(actions) == 1 and actions[0] in known:
            return "true" if known[actions[0]] == c[1] else "false"
        return f'iap.resource_type == "{c[1]}"'
    if kind == "extract":
        def test(text):
            return f'{text} in ["{c[3]}", "other"]' if c[2] == "in" else \
                f'{text} == "{c[3]}"' if c[2] == "==" else f'{text}.{c[2]}("{c[3]}")'
        known = f"resource.part{list(TEMPLATES).index(c[1])}"
        return f"(has({known}) ? {test(known)} : {test(TEMPLATES[c[1]])})"
    return native_level(world, c[1])


def part_of(name, template):
    """What a template finds in the name of a resource, as far as it is known; nothing: it is the request's."""
    begin, _, rest = template.partition("{")
    end = rest.partition("}")[2]
    parts = name.split("/")
    if parts[0] != "projects":
        return None
    full = "/".join(["projects", NUMBERS[parts[1]]] + parts[2:])
    is_asked_for = "/versions/" in name
    full += "" if is_asked_for else "/"
    at = full.find(begin)
    last = -1 if at < 0 else len(full) if not end else full.find(end, at + len(begin))
    if is_asked_for:
        return full[at + len(begin):last] if last >= 0 else ""
    return full[at + len(begin):last] if last >= 0 and end else None


def nearest_reauth(world, resources, id):
    """The number of the settings that are told nearest above a resource, or of itself; -1: none are."""
    wheres = [r["where"] for r in world["reauth"]]
    while id and id not in wheres:
        id = resources[id].get("parent")
    return wheres.index(id) if id else -1


def people_in(world, ids):
    found, open_ids = set(), list(ids)
    while open_ids:
        id = open_ids.pop()
        if id in GROUPS:
            open_ids += world["groups"][GROUPS.index(id)]
        else:
            found.add(id)
    return found


def named_outsiders(world):
    in_levels = {m for level in world["levels"] for one in level["conditions"] for m in one.get("members", [])}
    return (in_levels & set(OUTSIDERS)) | {
        id for b in world["bindings"] if ROLES.get(b["role"], world["own"]) for m in b["members"]
            for id in [m.partition(":")[2]] if id in OUTSIDERS and not m.startswith("deleted:")}


def native_files(world, other):
    resources = {"organizations/1": {"type": "google-cloud"}, "folders/22": {"type": "google-cloud", "parent": "organizations/1"},
                 "projects/shop": {"type": "google-cloud", "parent": "folders/22"},
                 "projects/hr": {"type": "google-cloud", "parent": "organizations/1"}}
    for service in SERVICES + ["projects/shop/iap_web"]:
        parts = service.split("/")
        ends = [3, 4] + list(range(6, len(parts) + 1, 2))
        for end, parent in zip(ends, [2] + ends):
            if end <= len(parts):
                resources["/".join(parts[:end])] = {"type": "iap-web", "parent": "/".join(parts[:parent])}
    policies = {}
    named = named_outsiders(world) | named_outsiders(other)
    for number, b in enumerate(world["bindings"]):
        actions = sorted(ROLES.get(b["role"], world["own"]))
        who = []
        for member in b["members"]:
            kind, _, id = member.partition(":")
            if kind == "deleted":
                continue
            who.append({"user": id, "group": "group:" + id, "domain": "domain:" + id, "allUsers": "anyone",
                        "allAuthenticatedUsers": "authenticated"}[kind])
        if "iap_web" in b["where"]:
            actions = [a for a in actions if a == "access"]  # a native file may not ask for what is not there
        if actions and who:
            policies[f"b{number}"] = {"allow": who, "to": [b["where"]], "actions": actions}
            if b["condition"]:
                of_role = ROLES.get(b["role"], world["own"])
                policies[f"b{number}"]["when"] = native_condition(world, b["condition"], of_role)
    for i, d in enumerate(world["denials"]):
        denied = sorted(people_in(world, d["denied"]) - people_in(world, d["excepted"]))
        if denied:
            policies[f"d{i}"] = {"deny": denied, "to": [d["where"]], "actions": d["actions"]}
    for i, r in enumerate(world["reauth"]):
        if METHODS[r["method"]]:
            asked = f"!(iap.reauth.age <= {r['age']} && {METHODS[r['method']]})"
            is_here = "" if r["type"] == "MINIMUM" else f"resource.reauth == {i} && "
            policies[f"r{i}"] = {"deny": ["authenticated"], "to": [r["where"]], "actions": ["access"],
                                 "when": is_here + asked}
    users = {u: ({"uid": u, "status": "suspended"} if u in world["suspended"] else {"uid": u}) for u in USERS}
    users |= {id: {} for id in sorted(named) + [OTHERS]}
    lists = {f"l{n}_{c}": one["members"] for n, level in enumerate(world["levels"])
             for c, one in enumerate(level["conditions"]) if "members" in one}
    for name, members in lists.items():
        for member in members:
            users[member].setdefault("attributes", {})[name] = True
    for id, resource in resources.items():
        parts = {f"part{i}": part_of(id, template) for i, template in enumerate(TEMPLATES)}
        resource["attributes"] = {name: part for name, part in parts.items() if part is not None}
        resource["attributes"]["reauth"] = nearest_reauth(world, resources, id)
    networks = {network(world, n, c): one["prefixes"] for n, level in enumerate(world["levels"])
                for c, one in enumerate(level["conditions"]) if "prefixes" in one}
    side = {"accessdrift": 1, "context": CONTEXT | {"iap.resource_type": "string"} | {
                name: {"type": "string", "required": True} for name in TEMPLATES.values()},
            "attributes": {"reauth": "int"} | {f"part{i}": "string" for i in range(len(TEMPLATES))} |
                          {f"l{n}_{c}": "bool" for n in range(3) for c in range(2)},
            "users": users,
            "groups": {g: {"members": [("group:" if m in GROUPS else "") + m for m in world["groups"][i]]}
                       for i, g in enumerate(GROUPS)},
            "types": {"google-cloud": {"actions": {"access": [], "tunnel": [], "tunnel-group": []}},
                      "iap-web": {"actions": {"access": []}}},
            "resources": resources}
    if networks:
        side["networks"] = networks
    if not policies:
        policies["none"] = {"allow": [USERS[0]], "to": ["organizations/1"], "when": "false"}
    return {"access.json": side | {"policies": policies}}


def sides(rng):
    before = random_world(rng)
    after = changed(rng, before)
    return ({"before": google_files(before), "after": google_files(after)},
            {"before": native_files(before, after), "after": native_files(after, before)})


if __name__ == "__main__":
    sys.exit(run("google-iap", sides, 150))
