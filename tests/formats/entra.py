#!/usr/bin/env python3
"""Random tenants as Microsoft Graph answers, and natively: people, groups, app roles, Conditional Access.

    tests/formats/entra.py PROGRAM [WORLDS] [FIRST]

What Conditional Access comes to is told natively by policies that deny, person by person.
"""
import json
import sys
import uuid

from directories import EDITS, Traits, native_directory, pages, pair, random_directory, renames, spelled
from worlds import run, shuffled, some

TRAITS = Traits(statuses=["active", "disabled", "deleted"])
TITLES = ["Payroll", "Wiki", "CRM*"]
ROLES = ["reader", "approver"]
DEFAULT = "00000000-0000-0000-0000-000000000000"
CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]
PLATFORMS = ["android", "iOS", "windows", "windowsPhone", "macOS", "linux", "unknown"]
RISKS = ["none", "low", "medium", "high", "hidden", "unknown"]
CONTROLS = {"mfa": "entra.mfa", "compliantDevice": "entra.compliant_device", "passwordChange": "entra.password_changed"}
GRAPH = "https://graph.microsoft.com/v1.0/$metadata#"


def guid(text):
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, text))


# --- apps, locations and policies, beside a directory ---

def random_app(rng, world):
    keys = sorted([*world["people"], *world["groups"]])
    return {"title": rng.choice(TITLES), "required": rng.random() < 0.8, "enabled": rng.random() < 0.9,
            "roles": some(rng, ROLES, 0), "assigned": [(k, rng.choice([None, *ROLES])) for k in some(rng, keys, 0, 3)]}


def random_locations(rng):
    return {"Office": {"ranges": some(rng, ["203.0.113.0/24", "198.51.100.0/25", "2001:db8::/32"]), "trusted": rng.random() < 0.5},
            "Home": {"countries": some(rng, ["DE", "CH", "AT"]), "unknown": rng.random() < 0.3}}


def random_whom(rng, world, least):
    words = rng.choice([["All"], ["GuestsOrExternalUsers"], some(rng, sorted(world["people"])), []])
    groups = some(rng, sorted(world["groups"]), 0 if words or not least else 1, 1)
    return {"users": words if least or words != ["All"] else [], "groups": groups}


def random_rule(rng, world):
    apps = sorted(world["apps"])
    return {"state": rng.choice(["enabled"] * 4 + ["disabled", "enabledForReportingButNotEnforced"]),
            "include": random_whom(rng, world, True), "exclude": random_whom(rng, world, False),
            "apps": rng.choice([["All"], some(rng, apps)]), "without": some(rng, apps, 0, 1),
            "clients": rng.choice([["all"], some(rng, CLIENTS)]), "risks": rng.choice([[], some(rng, RISKS)]),
            "platforms": rng.choice([None, None, (["all"], some(rng, PLATFORMS)), (some(rng, PLATFORMS), [])]),
            "locations": rng.choice([None, None, (["All"], ["Office"]), (["Home"], []), (["All"], ["AllTrusted"]),
                                     (["Office", "Home"], [])]),
            "controls": rng.choice([["block"], some(rng, list(CONTROLS))]), "any": rng.random() < 0.5}


def add_apps(rng, world):
    for person in world["people"].values():
        person["guest"] = rng.random() < 0.3
    world["apps"] = {f"app{n}": random_app(rng, world) for n in range(rng.randint(1, 3))}
    world["locations"] = random_locations(rng)
    world["rules"] = {f"CA{n}": random_rule(rng, world) for n in range(rng.randint(0, 2))}
    return world


def edit_app(rng, world, traits):
    key = rng.choice(sorted(world["apps"]))
    what = rng.choice(["required", "enabled", "roles", "assigned", "assigned"])
    world["apps"][key][what] = random_app(rng, world)[what]


def edit_apps(rng, world, traits):
    world["apps"][rng.choice(sorted(world["apps"]) + ["app7"])] = random_app(rng, world)


def edit_rule(rng, world, traits):
    if world["rules"]:
        rule = world["rules"][rng.choice(sorted(world["rules"]))]
        what = rng.choice(sorted(rule))
        rule[what] = random_rule(rng, world)[what]


def edit_rules(rng, world, traits):
    world["rules"][rng.choice(["CA0", "CA1", "CA7"])] = random_rule(rng, world)


def edit_locations(rng, world, traits):
    name = rng.choice(["Office", "Home"])
    world["locations"][name] = random_locations(rng)[name]


def edit_guest(rng, world, traits):
    person = world["people"][rng.choice(sorted(world["people"]))]
    person["guest"] = not person.get("guest")


OWN_EDITS = [edit_app, edit_app, edit_apps, edit_rule, edit_rule, edit_rule, edit_rules, edit_locations, edit_guest]


# --- what Graph answers ---

def user(rng, world, key):
    person = world["people"][key]
    said = {"id": guid(person["uid"]), "userPrincipalName": spelled(rng, person["login"]), "displayName": "A Person",
            "userType": "Guest" if person.get("guest") else "Member"}
    if person["status"] != "active" or rng.random() < 0.8:
        said["accountEnabled"] = person["status"] == "active" or (person["status"] == "deleted" and rng.random() < 0.5)
    if person["status"] == "deleted":
        said["deletedDateTime"] = "2026-11-20T08:00:00Z"
    addresses = shuffled(rng, person["aliases"])
    if addresses and rng.random() < 0.5:
        said["mail"] = addresses.pop()
    if addresses or rng.random() < 0.3:
        said["proxyAddresses"] = [rng.choice(["smtp:", "SMTP:"]) + a for a in addresses + [person["login"]]] + ["x500:/o=corp"]
    return said


def member(rng, world, key):
    if key in world["groups"]:
        return {"@odata.type": "#microsoft.graph.group", "id": guid(key), "displayName": world["groups"][key]["name"]}
    return {"@odata.type": "#microsoft.graph.user"} | user(rng, world, key)


def answer(name, things, next=False):
    return {"@odata.context": GRAPH + name, "value": things} | ({"@odata.nextLink": "https://graph/next"} if next else {})


def answers(rng, path, name, things):
    written = pages(rng, things)
    return {f"{path}-{n}.json" if len(written) > 1 else f"{path}.json": answer(name, page, n + 1 < len(written))
            for n, page in enumerate(written)}


def id_of(world, key):
    return guid(key if key in world["groups"] else world["people"][key]["uid"])


def assignments(world, key):
    app = world["apps"][key]
    return [{"id": guid(key + k), "principalId": id_of(world, k), "principalType": "Group" if k in world["groups"] else "User",
             "resourceId": guid(key), "resourceDisplayName": app["title"], "appRoleId": guid(role) if role else DEFAULT}
            for k, role in assigned_in(world, app)]


def assigned_in(world, app):
    return [(k, role) for k, role in app["assigned"]
            if (k in world["people"] or k in world["groups"]) and (role is None or role in app["roles"])]


def service(rng, world, key):
    app = world["apps"][key]
    roles = [{"id": guid(r), "value": r, "displayName": "R", "isEnabled": True, "allowedMemberTypes": ["User"]}
             for r in app["roles"]] + [{"id": guid("machines"), "value": "machines", "allowedMemberTypes": ["Application"]}]
    return {"id": guid(key), "appId": guid("of " + key), "displayName": app["title"], "appRoles": shuffled(rng, roles),
            "appRoleAssignmentRequired": app["required"], "accountEnabled": app["enabled"], "servicePrincipalType": "Application"}


def word_of(world, word):
    return guid(world["people"][word]["uid"]) if word in world["people"] else word


def is_there(world, word):
    return word in world["people"] or not word.startswith("p")


def whom(world, rule):
    said = {}
    for prefix in ("include", "exclude"):
        said[prefix + "Users"] = [word_of(world, w) for w in rule[prefix]["users"] if is_there(world, w)] or ["None"]
        said[prefix + "Groups"] = [guid(g) for g in rule[prefix]["groups"]]
    return said


def place_ids(words):
    return [w if w in ("All", "AllTrusted") else guid(w) for w in words]


def conditional_access(world, name):
    rule = world["rules"][name]
    conditions = {"users": whom(world, rule), "clientAppTypes": rule["clients"], "signInRiskLevels": rule["risks"],
                  "applications": {"includeApplications": [a if a == "All" else guid("of " + a) for a in rule["apps"]],
                                   "excludeApplications": [guid("of " + a) for a in rule["without"]]}}
    if rule["platforms"]:
        conditions["platforms"] = dict(zip(("includePlatforms", "excludePlatforms"), rule["platforms"]))
    if rule["locations"]:
        conditions["locations"] = dict(zip(("includeLocations", "excludeLocations"), map(place_ids, rule["locations"])))
    return {"id": guid(name), "displayName": name, "state": rule["state"], "conditions": conditions, "sessionControls": None,
            "grantControls": {"operator": "OR" if rule["any"] else "AND", "builtInControls": rule["controls"]}}


def locations(world):
    office, home = world["locations"]["Office"], world["locations"]["Home"]
    return [{"@odata.type": "#microsoft.graph.ipNamedLocation", "id": guid("Office"), "displayName": "Office",
             "isTrusted": office["trusted"], "ipRanges": [{"cidrAddress": r} for r in office["ranges"]]},
            {"@odata.type": "#microsoft.graph.countryNamedLocation", "id": guid("Home"), "displayName": "Home",
             "countriesAndRegions": home["countries"], "includeUnknownCountriesAndRegions": home["unknown"]}]


def graph(rng, world):
    files = answers(rng, "users", "users", [user(rng, world, k) for k in world["people"]])
    groups = [{"id": guid(k), "displayName": g["name"], "securityEnabled": True, "groupTypes": []}
              for k, g in world["groups"].items()]
    files |= answers(rng, "groups", "groups", groups)
    for key, group in world["groups"].items():
        members = [member(rng, world, k) for k in group["members"]]
        members += [{"@odata.type": "#microsoft.graph.device", "id": guid("device")}] if rng.random() < 0.2 else []
        files |= answers(rng, f"groups/{guid(key)}/members", "directoryObjects", members)
    files["servicePrincipals.json"] = answer("servicePrincipals", [service(rng, world, k) for k in world["apps"]])
    if rng.random() < 0.3:
        everything = [one for k in world["apps"] for one in assignments(world, k)]
        files["appRoleAssignments.json"] = answer("appRoleAssignedTo", shuffled(rng, everything))
    else:
        for key in world["apps"]:
            files |= answers(rng, f"servicePrincipals/{guid(key)}/appRoleAssignedTo", "appRoleAssignedTo",
                             shuffled(rng, assignments(world, key)))
    files["conditionalAccess/policies.json"] = answer("conditionalAccess/policies",
                                                      [conditional_access(world, name) for name in world["rules"]])
    files["namedLocations.json"] = answer("conditionalAccess/namedLocations", locations(world))
    return files


# --- natively ---

def name_of(world, key):
    if key not in world["apps"]:
        return "entra/" + guid("of " + key)
    title = world["apps"][key]["title"]
    application = guid("of " + key)
    if "*" in title:
        return "entra/" + application
    shared = sum(a["title"] == title for a in world["apps"].values()) > 1
    return f"entra/{title} ({application})" if shared else "entra/" + title


def people_in(world, group, seen=()):
    found = set()
    for key in world["groups"][group]["members"]:
        if key in world["people"]:
            found.add(key)
        elif key not in seen:
            found |= people_in(world, key, (*seen, group))
    return found


def people_of(world, said):
    found = {k for g in said["groups"] for k in people_in(world, g)}
    for word in said["users"]:
        if word == "All":
            found |= set(world["people"])
        elif word == "GuestsOrExternalUsers":
            found |= {k for k, p in world["people"].items() if p.get("guest")}
        elif word in world["people"]:
            found.add(word)
    return found


def in_list(attribute, words):
    return f"{attribute} in {json.dumps(words)}"


def place_test(world, word):
    office, home = world["locations"]["Office"], world["locations"]["Home"]
    if word == "Office":
        return "request.ip in networks.entra_office"
    if word == "AllTrusted":
        return "(" + ("request.ip in networks.entra_office || " if office["trusted"] else "") + "entra.mfa_trusted_ip)"
    known = f"(has(entra.country) && {in_list('entra.country', home['countries'])})"
    return f"({known} || !has(entra.country))" if home["unknown"] else known


def refusal(world, rule):
    """When a policy refuses whom it is about."""
    parts = []
    if rule["clients"] != ["all"]:
        parts.append(in_list("entra.client_app", rule["clients"]))
    if rule["risks"]:
        parts.append(in_list("entra.sign_in_risk", rule["risks"]))
    if rule["platforms"]:
        included, excluded = rule["platforms"]
        parts += [in_list("entra.platform", included)] if included != ["all"] else []
        parts += [f"!({in_list('entra.platform', excluded)})"] if excluded else []
    if rule["locations"]:
        included, excluded = rule["locations"]
        tests = [place_test(world, w) for w in included if w != "All"]
        parts += ["(" + " || ".join(tests) + ")"] if tests else []
        parts += ["!(" + place_test(world, w) + ")" for w in excluded]
    if rule["controls"] != ["block"]:
        glue = " || " if rule["any"] else " && "
        parts.append("!(" + glue.join(CONTROLS[c] for c in rule["controls"]) + ")")
    return " && ".join(parts)


def native(world):
    side = native_directory(world)
    for person in world["people"].values():
        side["users"][person["login"]]["uid"] = guid(person["uid"])
    side |= {"context": {"entra.client_app": {"type": CLIENTS, "required": True},
                         "entra.platform": {"type": PLATFORMS, "required": True},
                         "entra.sign_in_risk": {"type": RISKS, "required": True}, "entra.country": "string"},
             "networks": {"entra_office": world["locations"]["Office"]["ranges"]}, "resources": {}, "policies": {}}
    for attribute in [*CONTROLS.values(), "entra.mfa_trusted_ip"]:
        side["context"][attribute] = {"type": "bool", "required": True}
    for key, app in world["apps"].items():
        add_app(world, key, app, side)
    everybody = [p["login"] for p in world["people"].values()]
    for key in sorted(world["mentioned"] - set(world["apps"])):
        add_open(side, "entra/any other app" if key == "All" else name_of(world, key), everybody)
    for name, rule in world["rules"].items():
        add_rule(world, name, rule, side)
    return {"directory.json": side}


def together(before, after):
    """What policies of one side speak of is there on the other one, too."""
    mentioned = {a for world in (before, after) for rule in world["rules"].values() for a in rule["apps"] + rule["without"]
                 if a not in world["apps"]}
    before["mentioned"] = after["mentioned"] = mentioned
    return renames(before, after, name_of)


def add_open(side, resource, everybody):
    side["resources"][resource] = {"actions": ["access"]}
    side["policies"]["open " + resource] = {"allow": everybody, "to": [resource]}


def add_app(world, key, app, side):
    resource = name_of(world, key)
    side["resources"][resource] = {"actions": ["access", *app["roles"]]}
    having = {"access": set() if app["required"] else set(world["people"])}
    for k, role in assigned_in(world, app):
        who = {k} if k in world["people"] else {m for m in world["groups"][k]["members"] if m in world["people"]}
        having["access"] |= who
        if role:
            having.setdefault(role, set()).update(who)
    for action, who in having.items():
        if who:
            side["policies"][f"{key} {action}"] = {"allow": sorted(world["people"][k]["login"] for k in who), "to": [resource],
                                                   "actions": [action]}
    if not app["enabled"]:
        side["policies"][f"{key} off"] = {"deny": ["anyone"], "to": [resource]}


def add_rule(world, name, rule, side):
    resources = {r for r in side["resources"]} if "All" in rule["apps"] else {name_of(world, a) for a in rule["apps"]}
    resources -= {name_of(world, a) for a in rule["without"]}
    who = people_of(world, rule["include"]) - people_of(world, rule["exclude"])
    if rule["state"] == "enabled" and who and resources:
        said = {"deny": sorted(world["people"][k]["login"] for k in who), "to": sorted(resources)}
        when = refusal(world, rule)
        side["policies"]["refused by " + name] = said | ({"when": when} if when else {})


if __name__ == "__main__":
    sys.exit(run("entra", lambda rng: pair(rng, TRAITS, graph, native, lambda r, t: add_apps(r, random_directory(r, t)),
                                           EDITS + OWN_EDITS, together)))
