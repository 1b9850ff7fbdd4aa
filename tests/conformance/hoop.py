#!/usr/bin/env python3
"""What the tests of hoop expect of reviews, guardrails and relays, asked of exports and configurations that say the same.

    tests/conformance/hoop.py PROGRAM

A review is one of hoop's states; here the question is whether a session could be approved, and got an approval, by the
clicks that the test has. So the people of each world are who asks and who clicks.
"""
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hoop")
ASKS, CLICKS = "user1@example.com", "user2@example.com"
MODES = {"access_mode_connect": "enabled", "access_mode_exec": "enabled", "access_mode_runbooks": "enabled"}


def rows_of(name):
    with open(os.path.join(HERE, name + ".json"), encoding="utf-8") as file:
        return json.load(file)


def ask(program, files, requests):
    """The decisions, or what hinders one. An attribute that no rule of a world reads is not there to be told."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                json.dump(content, file)
        return [decision(program, folder, *request) for request in requests]


def decision(program, folder, who, action, resource, told):
    told = dict(told)
    while True:
        line = json.dumps({"subject": {"type": "user", "id": who}, "action": {"name": action},
                           "resource": {"type": "resource", "id": resource}, "context": told})
        done = subprocess.run([program, "check", "--batch", "-", folder], input=line, capture_output=True, text=True)
        if done.returncode == 70 or not done.stdout:
            return f"exit code {done.returncode}: {done.stderr}"
        answer = json.loads(done.stdout)
        error = answer.get("error", {})
        not_there = [name for name in told if error.get("message", "").startswith(f"`{name}` is not an attribute")]
        if not not_there:
            return answer.get("decision", error)
        del told[not_there[0]]


def bundle(connection, **lists):
    return {"export.json": {"connections": [{"id": "c1", "name": "db", "type": "database", **MODES, **connection}], "plugins": [],
                            "attributes": [], "access_request_rules": [], "guardrails": [], **lists}}


def user(email, groups):
    return {"id": email[:5], "email": email, "name": email, "status": "active", "groups": groups}


def review(row):
    """Approved: the session is allowed, as long as it was approved; else it is denied all the same."""
    connection = {"force_approve_groups": row.get("force", []), "min_review_approvals": row.get("min_review_approvals")}
    users = [user(ASKS, row.get("asks", [])), user(CLICKS, row["clicks"])]
    action = row.get("action", "exec")
    if "rule" not in row:
        return bundle({**connection, "reviewers": row["reviewers"]}, users=users), action, "approval.reviewers.db"
    rule = {"id": "r1", "name": "reviewed", "access_type": "command", "connection_names": ["db"],
            "approval_required_groups": [], "reviewers_groups": row["reviewers"], **row["rule"]}
    return bundle(connection, users=users, access_request_rules=[rule]), action, "approval.reviewed"


def check_reviews(program):
    for row in rows_of("reviews"):
        if "not" in row:
            yield row, None, None
            continue
        files, action, approval = review(row)
        approved, asked = ask(program, files, [(ASKS, action, "db", {approval: True}), (ASKS, action, "db", {approval: False})])
        yield row, (row["is"] == "approved", False), (approved, asked)


def check_guardrails(program):
    for row in rows_of("guardrails"):
        rails = [{"id": "g1", "name": "rail", "input": {"rules": [row["rule"]]}, "output": {"rules": []}, "connection_ids": ["c1"]}]
        files = bundle({"guardrail_rules": ["g1"]}, users=[user(ASKS, [])], guardrails=rails)
        yield row, (not row["refused"],), tuple(ask(program, files, [(ASKS, "exec", "db", {"request.statement": row["statement"]})]))


def check_statements(program):
    for row in rows_of("statements"):
        lane = {"name": "lane", "protocol": "postgres", "listen": ":1", "upstream": "db:2", "policy": {"rules": row["rules"]}}
        files = {"inspect.json": {"listeners": [lane], "policy": {"enforce": True}}}
        context = {"request.statement": row["statement"], "statement.operation": row["operation"],
                   "statement.tables_unknown": row.get("unknown", False),
                   "statement.reads.customers": "customers" in row.get("reads", []), "statement.writes.customers": False}
        answer = ask(program, files, [("anonymous", "query", "lane lane of inspect.json", context)])
        yield row, (not row["refused"],), tuple(answer)


def main():
    is_wrong = False
    for name, check in (("review_test", check_reviews), ("guardrails_test", check_guardrails), ("policy_test", check_statements)):
        asked, left_out, wrong = 0, Counter(), 0
        for row, expected, answers in check(sys.argv[1]):
            if expected is None:
                left_out[row["not"]] += 1
                continue
            asked += 1
            if expected != answers:
                wrong += 1
                print(f"{name}: {row['test']}: expected {expected}, is {answers}")
        is_wrong = is_wrong or wrong > 0
        reasons = ", ".join(f"{count} {why}" for why, count in left_out.items())
        print(f"{name}: {asked - wrong} of {asked}" + (f"; {sum(left_out.values())} not: {reasons}" if reasons else ""))
    return is_wrong


if __name__ == "__main__":
    sys.exit(main())
