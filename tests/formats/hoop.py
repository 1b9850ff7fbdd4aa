#!/usr/bin/env python3
"""Random gateways as hoop's command line and API print them, and natively. `hoop.py PROGRAM [WORLDS] [FIRST]`

Natively everything is told of each person by name: who sees what, who is asked for which approval and who could give it is
worked out here.
"""
import copy
import itertools
import json
import sys

import directories
from directories import Traits, random_directory, random_status, some_person, spelled
from worlds import run, shuffled, some

TRAITS = Traits(nested=False, aliases=False, group_names=["dba", "sre", "dev", "ops", "hr"])
GROUPS = ["admin", "auditor", *TRAITS.group_names]
CONNECTIONS = ["pg-prod", "pg-test", "web_1"]
LABELS = ["prod", "eu"]
WORDS = ["DROP", "delete", "users", "a.b"]
SENT = "request_statement"  # `request.statement` can be declared by hoop only
EXACT = "hoop.counts_approvals_exactly"
REFUSED = "hoop.refuses_guarded_relays"
UNKNOWN = {"type": "bool", "required": True, "world": "unknown"}
REFUSED_NATIVE = "hoop.refuses_guarded_sessions"
SPOKEN = [("database", "postgres")] * 2 + [("database", "mysql"), ("custom", ""), ("application", ""), ("application", "tcp"),
                                           ("application", "git"), ("tcp", ""), ("custom", "tcp")]
SESSIONS = {"connect": ["jit", "jit_command"], "exec": ["command", "jit_command"], "runbook": ["command", "jit_command"]}


# --- random worlds ---

def random_connection(rng):
    return {"modes": {a: rng.choice(["enabled"] * 5 + ["disabled"]) for a in SESSIONS}, "labels": some(rng, LABELS, 0),
            "reviewers": some(rng, TRAITS.group_names, 0) if rng.random() < 0.3 else [], "minimum": rng.choice([None, None, 1, 2]),
            "force": some(rng, TRAITS.group_names, 0, 1) if rng.random() < 0.3 else [], "guardrails": some(rng, ["gr0", "gr1"], 0, 1),
            "spoken": rng.choice(SPOKEN)}


def random_rule(rng):
    asked = some(rng, TRAITS.group_names, 0) if rng.random() < 0.5 else []
    return {"id": f"{rng.randint(10, 99)}", "type": rng.choice(["jit", "command", "jit_command", "sidecar"]),
            "connections": some(rng, CONNECTIONS, 0), "labels": some(rng, LABELS, 0, 1), "asked": asked,
            "skips": [] if asked else some(rng, TRAITS.group_names, 0), "reviewers": some(rng, TRAITS.group_names),
            "force": some(rng, TRAITS.group_names, 0, 1), "all": rng.random() < 0.3, "minimum": rng.choice([1, 1, 2, 3])}


def random_guardrail(rng):
    entries = [rng.choice([["words", some(rng, WORDS)], ["pattern", rng.choice(["(?i)drop\\s+table", "^DELETE", "users$"])]])
               for _ in range(rng.randint(0, 2))]
    return {"entries": entries, "connections": some(rng, CONNECTIONS, 0, 1), "labels": some(rng, LABELS, 0, 1)}


def random_runbooks(rng):
    files = [(rng.choice(["git/ops", "git/web"]), rng.choice(["ops/", "ops/a_b", "x.runbook.sh", "", "50%"]))
             for _ in range(rng.randint(0, 2))]
    return {"files": files, "connections": some(rng, CONNECTIONS, 0), "groups": some(rng, TRAITS.group_names, 0)}


def random_bindings(rng):
    """Of the plugin that hides connections; None: it is not installed."""
    if rng.random() < 0.2:
        return None
    return {c: some(rng, TRAITS.group_names, 0) for c in some(rng, CONNECTIONS, 0, 3)}


PARTS = {"bindings": random_bindings, "shown": lambda rng: {label: some(rng, GROUPS, 0) for label in LABELS},
         "rules": lambda rng: {f"rule_{n}": random_rule(rng) for n in range(rng.randint(0, 3))},
         "guardrails": lambda rng: {f"gr{n}": random_guardrail(rng) for n in range(2)},
         "runbooks": lambda rng: [random_runbooks(rng) for _ in range(rng.choice([0, 0, 1, 2]))],
         "connections": lambda rng: {c: random_connection(rng) for c in CONNECTIONS}}


def random_world(rng):
    world = random_directory(rng, TRAITS)
    for person in world["people"].values():
        person["groups"] = some(rng, TRAITS.group_names, 0, 3) + (["admin"] if rng.random() < 0.15 else [])
        person["groups"] += ["auditor"] if rng.random() < 0.1 else []
        person["invited"] = rng.random() < 0.1
    return world | {"groups": {}, "policies": []} | {part: make(rng) for part, make in PARTS.items()}


def edit_part(rng, world, part):
    other = PARTS[part](rng)
    if isinstance(other, dict) and isinstance(world[part], dict) and other and rng.random() < 0.8:
        key = rng.choice(sorted(other))
        if isinstance(other[key], dict) and key in world[part] and rng.random() < 0.7:
            what = rng.choice(sorted(other[key]))
            world[part][key][what] = other[key][what]
        else:
            world[part][key] = other[key]
    else:
        world[part] = other


def edit_person(rng, world):
    person = some_person(rng, world)
    what = rng.choice(["groups", "groups", "status", "uid", "login"])
    if what == "groups":
        person["groups"] = some(rng, GROUPS, 0, 3)
    elif what == "status":
        person["status"] = random_status(rng, TRAITS)
    elif what == "uid":
        person["uid"] += "x"
    else:
        person["login"] = directories.free_address(rng, world, TRAITS)


def changed(rng, world):
    now = copy.deepcopy(world)
    for part in rng.sample(list(PARTS) * 2 + ["people"] * 3, rng.randint(1, 3)):
        if part == "people":
            edit_person(rng, now)
        else:
            edit_part(rng, now, part)
    return now


# --- what hoop prints ---

def connections(rng, world):
    said = []
    for name, one in world["connections"].items():
        made = {"id": "c-" + name, "name": name, "type": one["spoken"][0], "subtype": one["spoken"][1],
                "access_mode_connect": one["modes"]["connect"],
                "access_mode_exec": one["modes"]["exec"], "access_mode_runbooks": one["modes"]["runbook"],
                "reviewers": one["reviewers"] or rng.choice([None, []]), "guardrail_rules": one["guardrails"],
                "force_approve_groups": one["force"]}
        labels = shuffled(rng, one["labels"])
        made |= {"attributes": labels} if rng.random() < 0.5 else {"attributes": labels[:1], "managed_attributes": labels[1:]}
        if one["minimum"]:
            made["min_review_approvals"] = one["minimum"]
        said.append(made)
    return shuffled(rng, said)


def users(rng, world):
    return [{"id": p["uid"], "email": spelled(rng, p["login"]), "name": "Somebody", "slack_id": "", "groups": shuffled(rng, p["groups"]),
             "status": "inactive" if p["status"] != "active" else "invited" if p["invited"] else "active"}
            for p in world["people"].values()]


def plugins(rng, world):
    said = [{"name": "audit", "connections": None}, {"name": "review", "connections": []}]
    if world["bindings"] is not None:
        bindings = [{"id": "c-" + c, "name": c, "config": groups or rng.choice([[], None])}
                    for c, groups in world["bindings"].items()]
        bindings += [{"id": "c-gone", "name": "pg-prod", "config": ["hr"]}] if rng.random() < 0.2 else []
        said.append({"name": "access_control", "connections": shuffled(rng, bindings)})
    return shuffled(rng, said)


def rules(world):
    return [{"id": r["id"], "name": name, "access_type": r["type"], "connection_names": r["connections"], "attributes": r["labels"],
             "approval_required_groups": r["asked"], "skip_review_groups": r["skips"], "reviewers_groups": r["reviewers"],
             "force_approval_groups": r["force"], "all_groups_must_approve": r["all"], "min_approvals": r["minimum"],
             "access_max_duration": 3600} for name, r in world["rules"].items()]


def attributes(world):
    return [{"name": label, "access_control_group_names": groups, "connection_names": [
        c for c, one in world["connections"].items() if label in one["labels"]]} for label, groups in world["shown"].items()]


def guardrails(world):
    entry = {"words": lambda words: {"type": "deny_words_list", "words": words},
             "pattern": lambda pattern: {"type": "pattern_match", "pattern_regex": pattern, "words": []}}
    return [{"id": id, "name": "guard " + id, "input": {"rules": [entry[kind](what) for kind, what in g["entries"]]},
             "output": {"rules": [{"type": "deny_words_list", "words": ["secret"]}]},
             "connection_ids": ["c-" + c for c in g["connections"]], "attributes": g["labels"]}
            for id, g in world["guardrails"].items()]


def runbook_rules(world):
    return [{"id": f"rb{n}", "name": f"runbooks {n}", "connections": r["connections"], "user_groups": r["groups"],
             "runbooks": [{"repository": repository, "name": name} for repository, name in r["files"]]}
            for n, r in enumerate(world["runbooks"])]


def hoop(rng, world):
    lists = {"connections": connections(rng, world), "plugins": plugins(rng, world), "users": users(rng, world),
             "access_request_rules": shuffled(rng, rules(world)), "attributes": attributes(world),
             "guardrails": guardrails(world), "runbook_rules": runbook_rules(world)}
    if rng.random() < 0.3:
        files = {"hoop.json": lists}
    elif rng.random() < 0.3:
        files = {f"hoop/{name}.json": {"pages": {"total": len(things), "page": 1, "size": 100}, "data": things}
                 for name, things in lists.items()}
    else:
        files = {f"hoop/{name.replace('_', '-')}.json": things for name, things in lists.items()}
    return files | {"accessdrift.yaml": {"sources": [{"hoop": name} for name in files]}}


# --- natively ---

def has_any(person, groups):
    return bool(set(person["groups"]) & set(groups))


def sees(world, person, connection):
    if world["bindings"] is None or has_any(person, ["admin", "auditor"]):
        return True
    labels = world["connections"][connection]["labels"]
    return has_any(person, world["bindings"].get(connection, [])) or any(has_any(person, world["shown"][la]) for la in labels)


def rule_of(world, connection, action):
    """The one rule that the gateway asks."""
    labels = world["connections"][connection]["labels"]
    fitting = {name: r for name, r in world["rules"].items() if r["type"] in SESSIONS[action]}
    brought = [n for n, r in fitting.items() if set(r["labels"]) & set(labels)]
    named = [n for n, r in fitting.items() if connection in r["connections"]]
    return min(brought or named, key=lambda n: (fitting[n]["id"], n), default=None)


def is_asked(rule, person):
    return has_any(person, rule["asked"]) if rule["asked"] else not has_any(person, rule["skips"])


def can_be_approved(world, who, groups, needed, force, exactly):
    """Whether some of those who may click could let `who` in. One click approves for all groups of whoever clicks."""
    clicks = []
    for key, person in world["people"].items():
        if person["status"] != "active" or (key == who and "admin" not in person["groups"]):
            continue
        if has_any(person, force):
            return True
        if has_any(person, groups):
            clicks.append(set(person["groups"]) & set(groups))
    for count in range(1, len(clicks) + 1):
        for together in itertools.combinations(clicks, count):
            approved = len(set().union(*together))
            if approved == needed or (not exactly and approved > needed):
                return True
    return False


def reviews_of(world, who, connection, action):
    """What somebody needs: the attributes of approvals, and whether nobody could give one, or not by an exact count."""
    person, one = world["people"][who], world["connections"][connection]
    name = rule_of(world, connection, action)
    terms = None
    if name and is_asked(world["rules"][name], person):
        rule = world["rules"][name]
        needed = len(rule["reviewers"]) if rule["all"] else min(rule["minimum"], len(rule["reviewers"]))
        terms = ("approval." + name, rule["reviewers"], needed, rule["force"])
    elif one["reviewers"]:
        needed = min(one["minimum"] or len(one["reviewers"]), len(one["reviewers"]))
        terms = ("approval.reviewers." + connection.replace("-", "_"), one["reviewers"], needed, one["force"])
    if not terms:
        return None, True, True
    return terms[0], *(can_be_approved(world, who, *terms[1:], exactly) for exactly in (False, True))


def like(prefix):
    """A pattern of what begins so, as ILIKE reads it."""
    return "(?is)^" + "".join({"%": ".*", "_": "."}.get(c) or ("\\." if c == "." else c) for c in prefix)


def runbook_condition(world, person, connection):
    """None: no rule lets the person run any; else what has to hold, perhaps nothing."""
    if not world["runbooks"] or "admin" in person["groups"]:
        return ""
    ways = []
    for rule in world["runbooks"]:
        if (rule["groups"] and not has_any(person, rule["groups"])) or (rule["connections"] and connection not in rule["connections"]):
            continue
        if not rule["files"]:
            return ""
        for repository, name in rule["files"]:
            one = "runbook.repository == " + json.dumps(repository)
            ways.append(f"({one} && runbook.name.matches({json.dumps(like(name))}))" if name else f"({one})")
    return "(" + " || ".join(ways) + ")" if ways else None


def is_relay(world, connection):
    return world["connections"][connection]["spoken"] in [("application", "tcp"), ("tcp", "")]


def runs_commands(world, connection):
    return not is_relay(world, connection) and world["connections"][connection]["spoken"] != ("application", "git")


def guards(world, connection):
    labels = world["connections"][connection]["labels"]
    return [guard for id, guard in world["guardrails"].items() if connection in guard["connections"]
            or id in world["connections"][connection]["guardrails"] or set(labels) & set(guard["labels"])]


def refusals(world, connection):
    """What guardrails refuse of what is sent there; of a relay that is everything."""
    if is_relay(world, connection):
        return REFUSED if guards(world, connection) else ""
    tests = []
    for guard in guards(world, connection):
        for kind, what in guard["entries"]:
            tests += [f"{SENT}.contains({json.dumps(w)})" for w in what] if kind == "words" else [
                f"{SENT}.matches({json.dumps(what)})"]
    return " || ".join(tests)


def approvers(world, connection):
    named = {rule_of(world, connection, action) for action in SESSIONS} - {None}
    one = world["connections"][connection]
    groups = [g for n in named for g in world["rules"][n]["reviewers"] + world["rules"][n]["force"]]
    return groups + (one["reviewers"] + one["force"] if one["reviewers"] else [])


def native(world):
    side = {"accessdrift": 1, "users": {}, "context": {"runbook.name": "string", "runbook.repository": "string", SENT: "string",
                                                        EXACT: UNKNOWN, REFUSED: UNKNOWN, REFUSED_NATIVE: UNKNOWN},
            "resources": {}, "policies": {}}
    for person in world["people"].values():
        said = {} if person["invited"] and person["status"] == "active" else {"uid": person["uid"]}
        side["users"][person["login"]] = said | ({"status": "disabled"} if person["status"] != "active" else {})
    for attribute in ["approval." + n for n in world["rules"]] + [
            "approval.reviewers." + c.replace("-", "_") for c in CONNECTIONS]:
        side["context"][attribute] = "bool"
    for connection in world["connections"]:
        side["resources"][connection] = {"actions": [*SESSIONS, "approve"]}
        for key, person in world["people"].items():
            for action in SESSIONS:
                add_access(world, key, person, connection, action, side["policies"])
            if has_any(person, approvers(world, connection)):
                side["policies"][f"{key} approves on {connection}"] = {"allow": [person["login"]], "to": [connection],
                                                                      "actions": ["approve"]}
        if world["connections"][connection]["spoken"] == ("database", "mysql") and guards(world, connection):
            side["policies"]["native " + connection] = {"deny": ["anyone"], "to": [connection], "actions": ["connect"],
                                                        "when": REFUSED_NATIVE}
        if refusals(world, connection):
            side["policies"]["guarded " + connection] = {"deny": ["anyone"], "to": [connection], "actions": list(SESSIONS),
                                                         "when": refusals(world, connection), "on_error": "skip"}
    return {"access.json": side}


def add_access(world, key, person, connection, action, policies):
    condition = runbook_condition(world, person, connection) if action == "runbook" else ""
    is_off = world["connections"][connection]["modes"][action] == "disabled" or (
        action != "connect" and not runs_commands(world, connection))
    approval, is_possible, is_possible_exactly = reviews_of(world, key, connection, action)
    if is_off or condition is None or not is_possible or not sees(world, person, connection):
        return
    parts = [p for p in (condition, approval, None if is_possible_exactly else "!" + EXACT) if p]
    policies[f"{key} {action} {connection}"] = {"allow": [person["login"]], "to": [connection], "actions": [action]} | (
        {"when": " && ".join(parts)} if parts else {})


def sides(rng):
    before = random_world(rng)
    after = changed(rng, before)
    common = directories.policies({"people": {}, "groups": {}, "policies": []})
    return ({"before": hoop(rng, before), "after": hoop(rng, after)},
            {"before": native(before) | common, "after": native(after) | common})


if __name__ == "__main__":
    sys.exit(run("hoop", sides, rewrite=lambda text: text.replace("request.statement", SENT)))
