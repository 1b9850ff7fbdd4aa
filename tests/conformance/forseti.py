#!/usr/bin/env python3
"""The decisions that Forseti's tests expect of its IAM models, asked of the same models as files of Google's.

    tests/conformance/forseti.py PROGRAM

A model is written once for each permission or role that is asked for: it alone lets people in.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "forseti")
OPENS = "iap.webServiceVersions.accessViaIAP"


def address(kind, name):
    """Somebody who is in no model is any account that no file names."""
    if name == "unknown":
        return "any-google-account"
    return f"{'g-' if kind == 'group' else ''}{name}@corp.example"


def member(text):
    kind, slash, name = text.partition("/")
    return f"{kind}:{address(kind, name)}" if slash else text


def role_name(role):
    """Basic roles have names of their own, others are the organization's."""
    return role if role.startswith("roles/") else "organizations/1/roles/" + role.replace("/", ".")


def write(folder, path, content):
    full = os.path.join(folder, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(content)


def write_directory(folder, model):
    users = "".join(f"{address('user', u)},False\n" for u in model["users"])
    write(folder, "directory/users.csv", "primaryEmail,suspended\n" + users)
    groups = "".join(f"{address('group', g)},{len(listed)}\n" for g, listed in model["groups"].items())
    write(folder, "directory/groups.csv", "email,directMembersCount\n" + groups)
    members = "group,id,role,email,type,status\n"
    for group, listed in model["groups"].items():
        for one in listed:
            kind, _, name = one.partition("/")
            members += f"{address('group', group)},{kind}-{name},MEMBER,{address(kind, name)},{kind.upper()},ACTIVE\n"
    write(folder, "directory/members.csv", members)


def write_policies(folder, model, asked):
    kind, name = asked.split()
    opening = [r for r, permissions in model["roles"].items() if r == name or (kind == "permission" and name in permissions)]
    roles = [{"name": role_name(r), "title": r, "includedPermissions": [OPENS] if r in opening else ["storage.objects.get"]}
             for r in model["roles"]]
    write(folder, "roles.json", json.dumps(roles))
    projects = [n for n in model["resources"].values() if n.startswith("projects/") and "/" not in n[9:]]
    write(folder, "projects.json", json.dumps([
        {"projectId": p[9:], "projectNumber": str(100 + i), "lifecycleState": "ACTIVE", "parent": {"type": "organization", "id": "1"}}
        for i, p in enumerate(projects)]))
    for resource, where in model["resources"].items():
        bindings = [{"role": role_name(r), "members": [member(m) for m in members]}
                    for r, members in model["bindings"].get(resource, {}).items()]
        write(folder, where + "/policy.json", json.dumps({"version": 1, "etag": "BwYabc0def8=", "bindings": bindings}))


def decisions(program, folder, requests):
    lines = "".join(json.dumps({"subject": {"type": "user", "id": address("user", user)}, "action": {"name": "access"},
                                "resource": {"type": "resource", "id": resource}}) + "\n" for resource, user in requests)
    done = subprocess.run([program, "check", "--batch", "-", folder], input=lines, capture_output=True, text=True)
    if done.returncode == 70 or not done.stdout:
        sys.exit(f"{done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    program = sys.argv[1]
    with open(os.path.join(HERE, "model.json"), encoding="utf-8") as file:
        models = json.load(file)
    with open(os.path.join(HERE, "decisions.tsv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wrong = []
    for name, asked in dict.fromkeys((row["model"], row["asked"]) for row in rows):
        these = [row for row in rows if (row["model"], row["asked"]) == (name, asked)]
        model = models[name]
        with tempfile.TemporaryDirectory() as folder:
            write_directory(folder, model)
            write_policies(folder, model, asked)
            answers = decisions(program, folder, [(model["resources"][row["resource"]], row["user"]) for row in these])
        for row, answer in zip(these, answers):
            if answer.get("decision") is not (row["allowed"] == "yes") or "error" in answer:
                wrong.append((row, answer))
    for row, answer in wrong:
        print(f"{row['test']}: {row['user']} {row['asked']} on {row['resource']}: expected {row['allowed']}, is {answer}")
    for test, count in Counter(row["test"] for row in rows).items():
        print(f"{test}: {count - sum(row['test'] == test for row, _ in wrong)} of {count}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
