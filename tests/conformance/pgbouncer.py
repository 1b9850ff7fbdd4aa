#!/usr/bin/env python3
"""PgBouncer's own table of decisions about hba files, asked of the program.

    tests/conformance/pgbouncer.py PROGRAM

Each row is asked three times: with every proof that a client can give, with none, and with the one that its rule asks for.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pgbouncer")
TABLES = [("head", "1.25", 72), ("1.18", "1.18", 57)]
PROOFS = {"password": "auth.password", "md5": "auth.password", "scram-sha-256": "auth.password",
          "cert": "auth.certificate", "peer": "auth.peer"}
FACTS = sorted(set(PROOFS.values()))


def rows_of(label):
    with open(os.path.join(HERE, f"decisions_{label}.tsv"), encoding="utf-8") as table:
        for line in table:
            if line.startswith("#"):
                continue
            number, method, database, user, address, *more = line.rstrip("\n").split("\t")
            yield number, method, database, user, address, more[0] if more else ""


def write_side(folder, label, version, rows):
    databases = sorted({row[2] for row in rows})
    users = sorted({row[3] for row in rows})
    with open(os.path.join(HERE, f"rules_{label}.conf"), encoding="utf-8") as rules:
        text = rules.read()
    files = {
        "hba.conf": text,
        "userlist.txt": "".join(f'"{user}" "secret"\n' for user in users),
        "pgbouncer.ini": "[databases]\n" + "".join(f"'{one}' = host=db.example\n" for one in databases) +
                         "[pgbouncer]\nauth_type = hba\nauth_hba_file = hba.conf\nauth_file = userlist.txt\n",
        "accessdrift.yaml": f"sources:\n  - pgbouncer: {{files: [pgbouncer.ini, hba.conf, userlist.txt], version: {version}}}\n",
    }
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)


def request_of(row, proofs):
    _, _, database, user, address, more = row
    context = {"request.tls": more == "tls"}
    context.update({fact: fact in proofs for fact in FACTS})
    if address != "unix":
        context["request.ip"] = address
    resource = "pgbouncer replication" if more == "replication" else "pgbouncer/" + database
    return {"subject": {"type": "user", "id": user}, "action": {"name": "connect"},
            "resource": {"type": "database", "id": resource}, "context": context}


def asked_of(row):
    """Requests, and whether each is let in."""
    method = row[1]
    if method == "cert":  # a certificate is shown within TLS only
        yield request_of(row, FACTS), row[5] == "tls"
        row = (*row[:5], "tls")
    own = [PROOFS[method]] if method in PROOFS else []
    yield request_of(row, FACTS), method != "reject"
    yield request_of(row, []), method == "trust"
    yield request_of(row, own), method != "reject"


def check(program, label, version, expected_rows):
    rows = list(rows_of(label))
    assert len(rows) == expected_rows, f"{len(rows)} rows in the table, not {expected_rows}"
    asked = [(row, request, wanted) for row in rows for request, wanted in asked_of(row)]
    with tempfile.TemporaryDirectory() as folder:
        write_side(folder, label, version, rows)
        done = subprocess.run([program, "check", "--batch", "-", folder], text=True, capture_output=True, check=False,
                              input="".join(json.dumps(request) + "\n" for _, request, _ in asked))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(asked):
        sys.exit(f"{label}: {len(answers)} answers to {len(asked)} requests\n{done.stderr}")
    wrong = [(row, request, wanted, answer) for (row, request, wanted), answer in zip(asked, answers)
             if answer.get("decision") != wanted]
    for row, request, wanted, answer in wrong:
        print(f"hba_test.eval:{row[0]}: {' '.join(row[1:])}: wanted {wanted}, got {answer} for {request['context']}")
    right = len(rows) - len({row[0] for row, *_ in wrong})
    print(f"PgBouncer {version}: {right}/{len(rows)} decisions")
    return not wrong


def main():
    results = [check(sys.argv[1], *table) for table in TABLES]
    sys.exit(0 if all(results) else 1)


main()
