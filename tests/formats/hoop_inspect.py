#!/usr/bin/env python3
"""Random relays as hoop-inspect is configured, and natively. `hoop_inspect.py PROGRAM [WORLDS] [FIRST]`"""
import copy
import json
import re
import sys

from worlds import run, shuffled, some

LANES = ["orders", "crm", "ledger"]
TABLES = ["users", "Orders", "public.audit"]
WORDS = [["TRUNCATE"], ["grant", "a.b"], ["x|y"]]  # none of a list is in another one, so that regions are told in one way
SENT = "request_statement"  # `request.statement` can be declared by hoop only


def random_rule(rng):
    kind = rng.choice(["deny_words_list", "pattern_match", "operation", "table"])
    said = {"name": f"r{rng.randint(1, 99)}", "type": kind} | {
        "deny_words_list": lambda: {"words": rng.choice(WORDS)},
        "pattern_match": lambda: {"pattern_regex": rng.choice(["(?i)drop\\s+table", "^DELETE", "users$"])},
        "operation": lambda: {"operations": some(rng, ["select", "insert", "ddl"])},
        "table": lambda: {"tables": some(rng, TABLES), "require_table_match": rng.random() < 0.3}
        | ({"access": rng.choice(["read", "write"])} if rng.random() < 0.7 else {}),
    }[kind]()
    return said | ({"action": "defer"} if rng.random() < 0.1 else {})


def random_policy(rng):
    enforce = rng.choice([True, True, False, None])
    return {"rules": [random_rule(rng) for _ in range(rng.randint(0, 2))]} | ({} if enforce is None else {"enforce": enforce})


def random_lane(rng, number):
    return {"name": rng.choice(LANES), "listen": f":540{number}", "policy": random_policy(rng)}


def random_world(rng):
    return {"lanes": [random_lane(rng, n) for n in range(rng.randint(1, 3))], "policy": random_policy(rng)}


def changed(rng, world):
    now = copy.deepcopy(world)
    for _ in range(rng.randint(1, 2)):
        lane = rng.choice(now["lanes"])
        where = rng.choice(["policy", "lane", "lane", "name", "more"])
        if where == "policy":
            now["policy"] = random_policy(rng)
        elif where == "lane":
            lane["policy"] = random_policy(rng)
        elif where == "name":
            lane["name"] = rng.choice(LANES)
        elif len(now["lanes"]) < 4:
            now["lanes"].append(random_lane(rng, len(now["lanes"]) + 4))
    return now


def relay(rng, world):
    lanes = []
    for lane in world["lanes"]:
        said = {"protocol": "postgres", "listen": lane["listen"], "upstream": "db:5432", "policy": lane["policy"]}
        names = rng.choice([{"name": lane["name"]}, {"connection": lane["name"]}, {"name": lane["name"], "connection": "c"}])
        lanes.append(said | names)
    return {"relay.json": {"listeners": shuffled(rng, lanes), "policy": world["policy"], "mask": {"enabled": True}}}


# --- natively ---

def name_of(world, lane):
    shared = sum(one["name"] == lane["name"] for one in world["lanes"]) > 1
    return f"lane {lane['name']}" + (f" at {lane['listen']}" if shared else "") + " of relay.json"


def test_of(rule):
    if rule.get("action") == "defer":
        return []
    if rule["type"] == "deny_words_list":
        pattern = "(?i)(?:" + "|".join(re.escape(word) for word in rule["words"]) + ")"
        return [f"{SENT}.matches({json.dumps(pattern)})"]
    if rule["type"] == "pattern_match":
        return [f"{SENT}.matches({json.dumps(rule['pattern_regex'])})"]
    if rule["type"] == "operation":
        return [f"statement.operation == {json.dumps(operation)}" for operation in rule["operations"]]
    ways = {"read": ["reads"], "write": ["writes"]}.get(rule.get("access"), ["reads", "writes"])
    tests = [f"statement.{way}.{attribute(table)}" for table in rule["tables"] for way in ways]
    return tests + (["statement.tables_unknown"] if rule["require_table_match"] else [])


def attribute(table):
    return table.lower().replace(".", "_")


def native(world):
    side = {"accessdrift": 1, "resources": {}, "policies": {}, "context": {
        SENT: "string", "statement.operation": "string", "statement.tables_unknown": "bool"}}
    for table in TABLES:
        side["context"] |= {f"statement.{way}.{attribute(table)}": "bool" for way in ("reads", "writes")}
    for lane in world["lanes"]:
        resource = name_of(world, lane)
        side["resources"][resource] = {"actions": ["query"]}
        side["policies"]["reach " + resource] = {"allow": ["anyone"], "to": [resource]}
        rules = lane["policy"]["rules"] + world["policy"]["rules"]
        tests = [test for rule in rules for test in test_of(rule)]
        if lane["policy"].get("enforce", world["policy"].get("enforce")) and tests:
            side["policies"]["refuse on " + resource] = {"deny": ["anyone"], "to": [resource], "when": " || ".join(tests),
                                                         "on_error": "skip"}
    return side


def renames(before, after):
    names = [{lane["listen"]: name_of(world, lane) for lane in world["lanes"]} for world in (before, after)]
    changed = {names[0][k]: names[1][k] for k in names[0] if k in names[1] and names[0][k] not in names[1].values()
               and names[1][k] not in names[0].values()}
    return {"renames": changed} if changed else {}


def sides(rng):
    before = random_world(rng)
    after = changed(rng, before)
    renamed = renames(before, after)
    return ({"before": relay(rng, before), "after": relay(rng, after)},
            {"before": {"access.json": native(before) | renamed}, "after": {"access.json": native(after) | renamed}})


if __name__ == "__main__":
    sys.exit(run("hoop-inspect", sides, rewrite=lambda text: text.replace("request.statement", SENT)))
