#!/usr/bin/env python3
"""Random rules, users and firewalls as ProxySQL's configuration and as a dump of its tables. `proxysql.py PROGRAM [WORLDS] [FIRST]`

Where a statement goes is worked out here, step by step; the program must say the same of each request. Of two versions it must tell of
everybody whom a request shows to be decided otherwise, and what it tells for sure must be so of everybody, hostgroup and action in it, by
the request that it gives as an example.
"""
import copy
import json
import os
import pprint
import random
import re
import subprocess
import sys
import tempfile

REQUESTS = 60
USERS = ["ana", "bob", "cy", "dee"]
SCHEMAS = ["shop", "payroll", "logs"]
HOSTGROUPS = [10, 20, 30]
ADDRESSES = ["10.1.0.7", "10.17.0.1", "10.100.2.3", "192.0.2.1", "2001:db8::7", "2001:d00::1", None]
CLIENTS = ["10.1.0.7", "10.1%", "10.1.%", "%", "localhost", "192.0.2.%", "2001:db8:%", "2001:d%", "10.01.0.7", "local%"]
PATTERNS = ["^SELECT", "it's", "\\\\", "^SELECT.*FOR UPDATE$", "DROP", "^(INSERT|UPDATE)", r"from\s+users", "a.c", "^.{3}$", "[^a]+b", "", "x$",
            r"^\(?\s*select\b", r"\d+", "^select (a|b$)", ".+x.+"]
TEXTS = ["SELECT 1", "it's", "a\\b", "select a from users", "SELECT b FOR UPDATE", "SELECT b for update\n", "INSERT x", "update x\n", "drop table t", "abc",
         "aéc", "é", "xyz", "select b", "", "(select 7", "from\vusers", "x", "aéxb", "SELECT a\nFOR UPDATE"]
DIGESTS = ["0x1D2CC217C860282", "0x22F0B0E10CB3D89E"]


# --- random worlds ---

def random_rule(rng, number):
    maybe = lambda chance, value: value if rng.random() < chance else None
    rule = {"rule_id": number, "active": int(rng.random() < 0.9), "username": maybe(0.3, rng.choice(USERS + ["eve"])),
            "schemaname": maybe(0.3, rng.choice(SCHEMAS)), "flagIN": rng.choice([0, 0, 0, 0, 1, 2]),
            "client_addr": maybe(0.25, rng.choice(CLIENTS)), "proxy_port": maybe(0.1, 6033), "digest": maybe(0.1, rng.choice(DIGESTS)),
            "match_digest": maybe(0.4, rng.choice(PATTERNS)), "match_pattern": maybe(0.3, rng.choice(PATTERNS)),
            "negate_match_pattern": int(rng.random() < 0.15), "re_modifiers": rng.choice(["CASELESS", "CASELESS", "GLOBAL"]),
            "flagOUT": maybe(0.25, rng.choice([0, 1, 2])), "destination_hostgroup": maybe(0.7, rng.choice(HOSTGROUPS)),
            "next_query_flagIN": maybe(0.05, rng.choice([1, 2])), "error_msg": maybe(0.12, rng.choice(["no", ""])),
            "OK_msg": maybe(0.04, "fine"), "apply": int(rng.random() < 0.5), "attributes": ""}
    if rng.random() < 0.08:
        rule["attributes"] = '{"flagOUTs": [{"id": 1, "weight": 3}, {"id": 2, "weight": 1}]}'
    return rule


def random_world(rng):
    users = {u: {"active": int(rng.random() < 0.9), "default_hostgroup": rng.choice(HOSTGROUPS), "fast_forward": int(rng.random() < 0.1)}
             for u in USERS if rng.random() < 0.85}
    numbers = rng.sample(range(1, 60), rng.randint(0, 7))
    routes = {(rng.choice([*USERS, ""]), rng.choice(SCHEMAS), rng.choice([0, 0, 1])): rng.choice(HOSTGROUPS)
              for _ in range(rng.choice([0, 0, 2, 4]))}
    listed = {(u, rng.choice(["", "10.1.0.7", "localhost"])): rng.choice(["OFF", "DETECTING", "PROTECTING"])
              for u in USERS if rng.random() < 0.6}
    allowed = {(*rng.choice(list(listed)), rng.choice(SCHEMAS), rng.choice([0, 0, 1]), rng.choice(DIGESTS))
               for _ in range(3)} if listed else set()
    return {"users": users, "rules": [random_rule(rng, n) for n in numbers], "routes": routes, "digests": rng.random() < 0.85,
            "firewall": rng.random() < 0.35, "listed": listed, "allowed": allowed, "iterations": rng.choice([0] * 9 + [1])}


def changed(rng, world):
    other, kind = copy.deepcopy(world), rng.randrange(5)
    fresh = random_world(rng)
    if kind == 0 and other["rules"]:
        rule = rng.choice(other["rules"])
        column = rng.choice([c for c in rule if c != "rule_id"])
        rule[column] = random_rule(rng, 1)[column]
    elif kind == 1:
        other["users"] = fresh["users"]
    elif kind == 2:
        other["rules"].append(random_rule(rng, 61))
    elif kind == 3:
        other["routes"], other["listed"], other["allowed"] = fresh["routes"], fresh["listed"], fresh["allowed"]
    elif other["rules"]:
        other["rules"].remove(rng.choice(other["rules"]))
    return other


# --- how ProxySQL writes them ---

def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write_configuration(rng, world):
    """Files by name; some lists stand in files of their own."""
    value = lambda v: quoted(v) if isinstance(v, str) else str(v)
    group = lambda row: "{ " + rng.choice([" ", ", ", "; "]).join(f"{k}{rng.choice(['=', ' : '])}{value(v)}" for k, v in row.items()) + " }"
    rows = lambda many: ",\n".join("  " + group(row) for row in many) + "\n"
    rules = [{k: v for k, v in rule.items() if v is not None and not (k == "attributes" and not v)} for rule in world["rules"]]
    rng.shuffle(rules)
    users = [dict({"username": u, "password": "hunter2"}, **told) for u, told in world["users"].items()]
    variables = {"query_digests": "true" if world["digests"] else "false", "query_processor_iterations": world["iterations"]}
    files = {}

    def written(name, many):
        if rng.random() < 0.2:  # what libconfig counts as rows, too
            return "{\n" + "\n".join(f"  r{i} = {group(row)};" for i, row in enumerate(many)) + "\n}\n"
        if rng.random() > 0.3:
            return "(\n" + rows(many) + ")\n"
        files[f"{name}.cnf"] = rows(many)
        return f'(\n  @include "{name}.cnf"\n)\n'

    files["proxysql.cnf"] = ("# rules\nmysql_variables = {" + "; ".join(f"{k}={v}" for k, v in variables.items()) + "}\n"
                             + "mysql_users: " + written("users", users) + "mysql_query_rules = " + written("rules", rules))
    return files


class Dump:
    """Statements as SQLite or as MySQL writes them."""

    def __init__(self, rng):
        self.rng, self.is_of_mysql = rng, rng.random() < 0.4
        self.prefix = rng.choice(["", "main.", "runtime_"])
        self.last_rule = 0

    def value(self, v):
        if v is None or isinstance(v, int):
            return "NULL" if v is None else str(v)
        if self.is_of_mysql:
            signs = {"\\": "\\\\", "'": self.rng.choice(["\\'", "''"]), "\n": "\\n", '"': '\\"'}
            return "'" + "".join(signs.get(c, c) for c in v) + "'"
        return "'" + v.replace("'", "''") + "'"

    def named(self, table):
        name = self.prefix + table
        return ".".join(f"`{part}`" for part in name.split(".")) if self.is_of_mysql else name

    def insert(self, table, row):
        return (f"{self.rng.choice(['INSERT', 'REPLACE'])} INTO {self.named(table)} (" + ",".join(row) + ") VALUES ("
                + ",".join(self.value(v) for v in row.values()) + ");")

    def rule(self, rule):
        """One whose number is the next that its table never had may go without."""
        row = dict(rule)
        if row["rule_id"] == self.last_rule + 1 and self.rng.random() < 0.7:
            del row["rule_id"]
        self.last_rule = max(self.last_rule, rule["rule_id"])
        return self.insert("mysql_query_rules", row)

    def delete(self, table):
        return f"DELETE FROM {self.named(table)};"


def write_dump(rng, world):
    """Files by name: rows that are deleted, some of them in a file before, and those that stay."""
    dump = Dump(rng)
    gone = []
    if rng.random() < 0.4:
        gone = [dump.rule(random_rule(rng, rng.randint(1, 3))), dump.insert("mysql_users", {"username": "eve", "default_hostgroup": 10})]
    lines = [dump.delete("mysql_query_rules"), dump.delete("mysql_users")] if gone else []
    lines += [dump.rule(rule) for rule in world["rules"]]
    others = []
    for user, told in world["users"].items():
        others.append(dump.insert("mysql_users", dict({"username": user, "password": "*AB'C", "frontend": 1, "backend": 0}, **told)))
        others.append(dump.insert("mysql_users", {"username": user, "default_hostgroup": 30, "frontend": 0, "backend": 1}))
    for (user, schema, flag), hostgroup in world["routes"].items():
        others.append(dump.insert("mysql_query_rules_fast_routing", {"username": user, "schemaname": schema, "flagIN": flag,
                                                                     "destination_hostgroup": hostgroup, "comment": ""}))
    for (user, address), mode in world["listed"].items():
        others.append(dump.insert("mysql_firewall_whitelist_users",
                                  {"active": 1, "username": user, "client_address": address, "mode": mode}))
    for user, address, schema, flag, digest in sorted(world["allowed"]):
        others.append(dump.insert("mysql_firewall_whitelist_rules", {"username": user, "client_address": address, "schemaname": schema,
                                                                     "flagIN": flag, "digest": digest}))
    rng.shuffle(others)
    variables = {"mysql-query_digests": world["digests"], "mysql-firewall_whitelist_enabled": world["firewall"]}
    others += [dump.insert("global_variables", {"variable_name": k, "variable_value": str(v).lower()}) for k, v in variables.items()]
    # What SET tells is not in runtime tables.
    iterations = "mysql-query_processor_iterations"
    others.append(dump.insert("global_variables", {"variable_name": iterations, "variable_value": str(world["iterations"])})
                  if dump.prefix == "runtime_" else f"SET {iterations}={world['iterations']};")
    others.append(dump.insert("mysql_servers", {"hostgroup_id": 10, "hostname": "db1"}))
    lines += others
    text = lambda some: "\n".join(some) + "\n"
    if rng.random() < 0.5:
        return {"dump.sql": text(gone + lines)}
    at = rng.randint(0, len(lines))
    return {"a.sql": text(gone + lines[:at]), "b.sql": text(lines[at:])}


# --- where a statement goes ---

def fits_client(pattern, address):
    text = address or "localhost"
    return text == pattern if "%" not in pattern else text.startswith(pattern.split("%")[0])


def finds(rule, pattern, text):
    flags = re.IGNORECASE if "CASELESS" in rule["re_modifiers"] else 0
    return (re.compile(pattern.encode(), flags).search(text.encode()) is not None) != bool(rule["negate_match_pattern"])


def fits(world, rule, request):
    if rule["username"] and rule["username"] != request["user"] or rule["schemaname"] and rule["schemaname"] != request["schema"]:
        return False
    if rule["client_addr"] and not fits_client(rule["client_addr"], request["ip"]):
        return False
    if rule["proxy_port"] is not None and rule["proxy_port"] != request["port"]:
        return False
    if world["digests"]:
        if rule["digest"] and int(rule["digest"], 16) != int(request["digest"], 16):
            return False
        if rule["match_digest"] is not None and not finds(rule, rule["match_digest"], request["digest_text"]):
            return False
    return rule["match_pattern"] is None or finds(rule, rule["match_pattern"], request["statement"])


def route(world, request):
    """The hostgroup, or None of what no server is asked."""
    hostgroup, is_answered = way_of(world, request)
    return None if is_answered else hostgroup


def way_of(world, request):
    """To which hostgroup, and whether no server is asked."""
    user = world["users"].get(request["user"])
    if not user or not user["active"]:
        return None, True
    if user["fast_forward"]:
        return user["default_hostgroup"], False
    rules = [rule for rule in sorted(world["rules"], key=lambda r: r["rule_id"]) if rule["active"]]
    firsts = {rule["next_query_flagIN"] for rule in rules if rule["next_query_flagIN"]}
    flag = request["first_flag"] if request["first_flag"] in firsts else 0
    hostgroup, answered, left, at, last = None, False, world["iterations"], 0, None
    while at < len(rules):
        last = rule = rules[at]
        at += 1
        if rule["flagIN"] != flag or not fits(world, rule, request):
            continue
        leads_on = False
        if rule["attributes"]:
            drawn = request["drawn"]
            drawn = drawn.get(rule["rule_id"], 1) if isinstance(drawn, dict) else drawn
            flag, leads_on = 1 if drawn == 1 else 2, True  # any other number stands for the last flag
        if rule["flagOUT"] is not None:
            flag, leads_on = rule["flagOUT"], True
        answered = answered or rule["error_msg"] is not None or rule["OK_msg"] is not None
        if rule["destination_hostgroup"] is not None:
            hostgroup = rule["destination_hostgroup"]
        if rule["apply"]:
            break
        if leads_on and left:
            left, at = left - 1, 0
    if last is None or not last["apply"]:
        routes = world["routes"]
        found = routes.get((request["user"], request["schema"], flag), routes.get(("", request["schema"], flag)))
        hostgroup = hostgroup if found is None else found
    if world["firewall"]:
        answered = answered or not is_listed(world, request, flag)
    return user["default_hostgroup"] if hostgroup is None else hostgroup, answered


def is_allowed(world, request, action, hostgroup):
    """Whether the statement goes there, or does so with a comment that names it."""
    routed, is_answered = way_of(world, request)
    if action == "query" or world["users"].get(request["user"], {}).get("fast_forward"):
        return not is_answered and routed == hostgroup
    return not is_answered and world["digests"]


def is_listed(world, request, flag):
    address = request["ip"] or "localhost"
    address = address if (request["user"], address) in world["listed"] else ""
    mode = world["listed"].get((request["user"], address), "PROTECTING")
    if mode != "PROTECTING":
        return True
    allowed = {(*row[:4], int(row[4], 16)) for row in world["allowed"]}
    return world["digests"] and (request["user"], address, request["schema"], flag, int(request["digest"], 16)) in allowed


# --- questions ---

def random_request(rng):
    return {"user": rng.choice(USERS), "schema": rng.choice(SCHEMAS), "ip": rng.choice(ADDRESSES), "port": rng.choice([6033, 6034]),
            "statement": rng.choice(TEXTS), "digest_text": rng.choice(TEXTS), "digest": rng.choice([*DIGESTS, "0x7"]),
            "first_flag": rng.choice([None, None, 1, 2]), "drawn": rng.choice([1, 2])}


def context_of(request, declared):
    told = {"request.schema": request["schema"], "request.proxy_port": request["port"], "request.statement": request["statement"],
            "request.digest_text": request["digest_text"], "request.digest": "0x%016X" % int(request["digest"], 16),
            "request.ip": request["ip"], "request.next_query_flagIN": request["first_flag"]}
    told.update({name: request["drawn"] for name in declared if name.startswith("request.flag_of_query_rule_")})
    # Of texts beyond ASCII, which are not compared.
    told.update({name: False for name in declared if "_matches_" in name})
    return {k: v for k, v in told.items() if k in declared and v is not None}


def ask(program, side, world, requests, declared):
    lines = []
    for request in requests:
        context = context_of(request, declared)
        for hostgroup in HOSTGROUPS:
            lines.append({"subject": {"type": "user", "id": request["user"]}, "action": {"name": "query"},
                          "resource": {"type": "hostgroup", "id": f"hostgroup {hostgroup}"}, "context": context})
    done = subprocess.run([program, "check", "--batch", "-", side], text=True, capture_output=True, check=False,
                          input="".join(json.dumps(line) + "\n" for line in lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(lines):
        sys.exit(f"{len(answers)} answers to {len(lines)} requests\n{done.stderr}\n{world}")
    return answers


def is_of_ascii(request):
    return request["statement"].isascii() and request["digest_text"].isascii()


def run_world(program, folder, seed):
    rng = random.Random(seed)
    worlds = [random_world(rng)]
    worlds.append(changed(rng, worlds[0]))
    as_dump = rng.random() < 0.6
    for world, name in zip(worlds, ["before", "after"]):
        if not as_dump:
            world["routes"], world["listed"], world["allowed"], world["firewall"] = {}, {}, set(), False
        os.makedirs(f"{folder}/{name}", exist_ok=True)
        for old in os.listdir(f"{folder}/{name}"):
            os.unlink(f"{folder}/{name}/{old}")
        files = (write_dump if as_dump else write_configuration)(rng, world)
        sources = "sources:\n  - proxysql: [" + ", ".join(files) + "]\n"
        for path, text in dict(files, **{"accessdrift.yaml": sources}).items():
            with open(f"{folder}/{name}/{path}", "w", encoding="utf-8") as file:
                file.write(text)
    requests = [random_request(rng) for _ in range(REQUESTS)]
    differs = set()
    for world, name in zip(worlds, ["before", "after"]):
        check(program, f"{folder}/{name}", world, requests, seed)
    for request in requests:
        before, after = (route(world, request) for world in worlds)
        if before != after and is_of_ascii(request):
            differs |= {(request["user"], f"hostgroup {h}") for h in (before, after) if h is not None}
    findings = changes(program, folder)
    told = {(i, r) for finding in findings for i in finding["identities"].get("ids", []) for r in finding["resources"].get("ids", [])}
    if not differs <= told:
        sys.exit(f"world {seed}: nothing is told of {sorted(differs - told)}")
    return len(requests), sum(confirm(worlds, finding, seed) for finding in findings)


def request_of(witness):
    """Nothing where the example hangs on what nobody can tell of a text beyond ASCII."""
    told = witness["attributes"]
    texts = [told.get("request.statement", ""), told.get("request.digest_text", "")]
    if witness["world"] or not all(text.isascii() for text in texts):
        return None
    drawn = {int(name.rsplit("_", 1)[1]): value for name, value in told.items() if name.startswith("request.flag_of_query_rule_")}
    digest = told.get("request.digest", "")
    request = {"user": witness["identity"], "schema": told.get("request.schema", ""), "ip": told.get("request.ip"),
               "port": told.get("request.proxy_port"), "statement": texts[0], "digest_text": texts[1],
               "digest": digest if digest.startswith("0x") else "0x0", "first_flag": told.get("request.next_query_flagIN"), "drawn": drawn}
    return request


def confirm(worlds, finding, seed):
    """How many changes of a finding its example shows."""
    request = request_of(finding["witness"]) if finding["certainty"] == "must" else None
    if request is None:
        return 0
    said = tuple(finding["witness"][side] == "allow" for side in ("before", "after"))
    shown = 0
    for user in finding["identities"]["ids"]:
        for resource in finding["resources"]["ids"]:
            hostgroup = int(re.match(r"hostgroup (\d+)", resource).group(1))
            for action in finding["actions"]:
                seen = tuple(is_allowed(world, dict(request, user=user), action, hostgroup) for world in worlds)
                if seen != said:
                    sys.exit(f"world {seed}: {user}, {action} on {resource}: {seen}, told {said}\n{json.dumps(finding)}\n"
                             + "\n".join(pprint.pformat(spare(world), width=150) for world in worlds))
                shown += 1
    return shown


def check(program, side, world, requests, seed):
    declared, missing = known_attributes(program, side), {""}
    while missing:
        answers = ask(program, side, world, requests, declared)
        errors = [answer["error"]["message"] for answer in answers if answer.get("error", {}).get("code") == "missing-attribute"]
        missing = {re.search(r"request\.\w+", message).group() for message in errors} - declared
        declared |= missing
    answers = iter(answers)
    for request in requests:
        expected = route(world, request)
        for hostgroup in HOSTGROUPS:
            answer = next(answers)
            said = answer.get("decision")
            if answer.get("error", {}).get("code") in ("unknown-resource", "unknown-action"):
                said = False
            if said != (expected == hostgroup) and is_of_ascii(request):
                sys.exit(f"world {seed}, {side}: {request}\n  goes to {expected}; of hostgroup {hostgroup} the program says {answer}\n"
                         f"{pprint.pformat(spare(world), width=150)}")


def spare(world):
    rules = [{k: v for k, v in rule.items() if v not in (None, "") or k == "error_msg" and v == ""} for rule in world["rules"]]
    return dict(world, rules=sorted(rules, key=lambda rule: rule["rule_id"]))


def known_attributes(program, side):
    """Those of a request that it may leave out; the program asks for the others."""
    line = {"subject": {"type": "user", "id": USERS[0]}, "action": {"name": "query"}, "resource": {"type": "hostgroup", "id": "hostgroup 10"}}
    names = ["request.ip", "request.next_query_flagIN"]
    lines = [dict(line, context={name: []}) for name in names]
    done = subprocess.run([program, "check", "--batch", "-", side], text=True, capture_output=True, check=False,
                          input="".join(json.dumps(one) + "\n" for one in lines))
    return {name for name, answer in zip(names, done.stdout.splitlines()) if "unknown-attribute" not in answer}


def changes(program, folder):
    done = subprocess.run([program, "diff", "--format", "jsonl", f"{folder}/before", f"{folder}/after"], text=True, capture_output=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"diff: {done.returncode}\n{done.stderr}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if "identities" in line and "resources" in line and "actions" in line]


# --- a large firewall ---

def large_firewall(edited):
    """A thousand users with whitelists, and two hundred rules that end the chain, with flag 0 and with flag 1."""
    lines = ["INSERT INTO global_variables VALUES ('mysql-firewall_whitelist_enabled', 'true');"]

    def insert(table, **row):
        lines.append(f"INSERT INTO {table} ({','.join(row)}) VALUES ({','.join(repr(v) for v in row.values())});")

    insert("mysql_query_rules", rule_id=1, active=1, schemaname="shop", flagOUT=1)
    for rule in range(200):
        insert("mysql_query_rules", rule_id=rule + 2, active=1, match_digest=f"^SELECT c FROM t{rule} ", flagIN=rule % 2,
               flagOUT=2 if rule == edited else rule % 2, apply=1)
    for user in range(1000):
        insert("mysql_users", username=f"u{user}", default_hostgroup=10)
        insert("mysql_firewall_whitelist_users", active=1, username=f"u{user}", client_address="", mode="PROTECTING")
        for flag in (0, 1):
            insert("mysql_firewall_whitelist_rules", active=1, username=f"u{user}", client_address="", schemaname="shop", flagIN=flag,
                   digest=DIGESTS[flag])
    return "".join(line + "\n" for line in lines)


def check_large_firewall(program, folder):
    """Of a rule that ends the chain with another flag, all lose what fits it."""
    for name, edited in (("before", None), ("after", 151)):
        os.makedirs(f"{folder}/{name}")
        with open(f"{folder}/{name}/proxysql.sql", "w", encoding="utf-8") as file:
            file.write(large_firewall(edited))
    lost = [[{"attribute": "request.digest", "in": [DIGESTS[1]]},
             {"attribute": "request.digest_text", "in": [[{"matches": "(?i)^SELECT c FROM t151 "}]]},
             {"attribute": "request.schema", "in": ["shop"]}]]
    told = [(f["kind"], f["identities"]["count"], f["lost"]["any"], len(f["because"])) for f in changes(program, folder)]
    if told != [("narrowed", 1000, lost, 1)]:
        sys.exit(f"a large firewall: {json.dumps(told)}")


def main():
    program = os.path.abspath(sys.argv[1])
    worlds = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    requests = shown = 0
    with tempfile.TemporaryDirectory(prefix="proxysql") as folder:
        check_large_firewall(program, f"{folder}/large")
        for seed in range(first, first + worlds):
            more, confirmed = run_world(program, folder, seed)
            requests, shown = requests + more, shown + confirmed
    print(f"{worlds} worlds, {requests} requests, {shown} changes shown by their examples")
    if shown < worlds:
        sys.exit("hardly anything was told")


main()
