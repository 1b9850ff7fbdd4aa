#!/usr/bin/env python3
"""Random rules before a real PgBouncer: whom it lets in must be whom the program says it lets in.

    tests/formats/pgbouncer.py PROGRAM [DECISIONS] [FIRST]

Behind it is a server that lets everybody in. Exits with 77 where there is no PgBouncer.
"""
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from pgbouncer_client import Behind, Client, md5_secret, scram_secret, trusting

SKIPPED = 77
DECISIONS_OF_A_WORLD = 40
CLAIMS_OF_A_WORLD = 5
NOBODY = 65534
PASSWORD = "correct horse"
USERS = ["ana", "bob", "cy", "dee", "all", "replication", "/a"]
NOBODYS = ["nina", "+staff", "ANA"]
BUILT_IN = "pgbouncer"  # a user that exists before 1.23
DATABASES = ["app", "ana", "hr", "all", "postgres"]
OTHER_DATABASES = ["wiki", "bob"]
SOURCES = ["127.0.0.1", "127.0.0.2", "127.1.0.1", "127.1.2.3", "127.200.0.9"]
ADDRESSES = ["127.0.0.0/8", "127.0.0.1/32", "127.1.0.0/16", "127.0.0.1/8", "127.0.0.0 255.255.255.0", "127.1.2.3 255.255.255.255",
             "0.0.0.0/0", "::/0", "::1/128", "all", "samehost", "localhost", "127.1/16", "127.128.0.0/9", "::1", "10.0.0.0/33",
             "127.0.0.1 255.0.255.255", "::ffff:127.0.0.1/128"]


# --- random worlds ---

def names(rng, some, odd):
    word = lambda: rng.choice(some) if rng.random() < 0.85 else rng.choice(odd)
    separator = rng.choice([",", " , ", ", "])
    return separator.join(word() for _ in range(rng.choice([1, 1, 1, 2, 3])))


def random_line(rng):
    kind = rng.choice(["local", "host", "host", "host", "hostssl", "hostnossl"] + (["hostgssenc"] if rng.random() < 0.1 else []))
    databases = names(rng, ["all", "all", "app", "hr", "ana", '"all"'],
                      ["sameuser", "samerole", "replication", "@names", "/a.*", '"a""b"', "samegroup", "wiki"])
    users = names(rng, ["all", "all", "ana", "bob", "cy", '"all"'],
                  ["+staff", "@names", "@broken", "@missing", "sameuser", "replication", '"replication"', '"/a"', "nina", "ANA"])
    method = rng.choice(["trust", "reject", "md5", "password", "scram-sha-256", "reject", "trust"])
    if rng.random() < 0.06:
        method = rng.choice(["gss", "ident", "peer", "cert", "trust map=x", "md5 clientcert=1", "TRUST", "", '"trust"', "pam", "ldap x=y"])
    words = [kind, databases, users] + ([] if kind == "local" else [rng.choice(ADDRESSES)]) + [method]
    line = rng.choice([" ", "\t", "  "]).join(words)
    if rng.random() < 0.05:
        line = rng.choice([line + " \\", line + ' "', "# " + line, line.replace(" ", "", 1), line + " # why", "  " + line, line.upper()])
    return line


def secret_of(rng, user):
    return rng.choice([PASSWORD, PASSWORD, md5_secret(user, PASSWORD), scram_secret(PASSWORD), ""])


def random_world(rng):
    users = {user: secret_of(rng, user) for user in USERS if rng.random() < 0.85}
    return {
        "hba": [random_line(rng) for _ in range(rng.randint(1, 9))],
        "users": users,
        "databases": [name for name in DATABASES if rng.random() < 0.8],
        "forced": [name for name in DATABASES if rng.random() < 0.2],
        "fallback": rng.random() < 0.4,
        "admins": [user for user in USERS[:4] if rng.random() < 0.3],
        "stats": [user for user in USERS[:4] if rng.random() < 0.3],
        # Whom another list has; the pool does not know of it.
        "beside": [user for user in USERS + NOBODYS if rng.random() < 0.6] if rng.random() < 0.4 else [],
        "auth_type": "hba" if rng.random() < 0.9 else rng.choice(["trust", "md5", "plain", "scram-sha-256", "any"]),
    }


def random_question(rng, has_tls):
    is_local = rng.random() < 0.25
    is_v6 = not is_local and rng.random() < 0.2
    return {
        "user": rng.choice(USERS[:4] + USERS + NOBODYS),
        "database": rng.choice(DATABASES + DATABASES[:3] + OTHER_DATABASES + ["pgbouncer"]),
        "local": is_local,
        "address": "::1" if is_v6 else rng.choice(SOURCES),
        "tls": has_tls and not is_local and rng.random() < 0.3,
    }


# --- files ---

def configuration(world, folder, port, has_tls):
    lines = ["[databases]"]
    for name in world["databases"]:
        forced = " user=forced" if name in world["forced"] else ""
        lines.append(f"{name} = host={folder} port=1{forced}")
    if world["fallback"]:
        lines.append(f"* = host={folder} port=1")
    lines += ["[pgbouncer]", "listen_addr = 127.0.0.1,::1", f"listen_port = {port}", f"unix_socket_dir = {folder}",
              f"auth_type = {world['auth_type']}", f"auth_hba_file = {folder}/hba.conf", f"auth_file = {folder}/userlist.txt",
              f"admin_users = {', '.join(world['admins'])}", f"stats_users = {', '.join(world['stats'])}",
              f"logfile = {folder}/log", "max_client_conn = 200"]
    if has_tls:
        lines += ["client_tls_sslmode = allow", f"client_tls_key_file = {folder}/key.pem", f"client_tls_cert_file = {folder}/cert.pem"]
    return "\n".join(lines) + "\n"


def write_world(world, folder, port, has_tls):
    files = {
        "pgbouncer.ini": configuration(world, folder, port, has_tls),
        "hba.conf": "\n".join(world["hba"]) + "\n",
        "names": "bob\ncy, dee\n",
        "broken": "bob\n# a comment\n",
        "userlist.txt": "".join(f'"{user}" "{secret}"\n' for user, secret in world["users"].items()),
    }
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)


def write_side(world, folder, version):
    """The same for the program, which looks at files by what they are called."""
    shutil.rmtree(os.path.join(folder, "side"), ignore_errors=True)
    side = os.path.join(folder, "side")
    os.mkdir(side)
    renamed = {"names": "names.conf", "broken": "broken.conf"}
    for name in ("pgbouncer.ini", "hba.conf", "userlist.txt", "names", "broken"):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            content = file.read()
        if name == "hba.conf":
            content = re.sub(r"@(names|broken|missing)\b", r"@\1.conf", content)
        with open(os.path.join(side, renamed.get(name, name)), "w", encoding="utf-8") as file:
            file.write(content)
    with open(os.path.join(side, "accessdrift.yaml"), "w", encoding="utf-8") as file:
        file.write(f'sources:\n  - pgbouncer: {{files: ["*.ini", "*.conf", "userlist.txt"], version: {version}}}\n')
        file.write("  - native: people.yaml\n" if world["beside"] else "")
    with open(os.path.join(side, "people.yaml"), "w", encoding="utf-8") as file:
        json.dump({"accessdrift": 1, "users": {user: {} for user in world["beside"]}}, file)
    return side


# --- both answers ---

def resources_of(world, question):
    """By what the program may know the database, the first that it knows."""
    database = question["database"]
    if database == "pgbouncer":
        return ["pgbouncer console"]
    others = []
    if world["fallback"]:
        others = ["pgbouncer/(called as its user)"] if database == question["user"] else []
        others.append("pgbouncer/(other databases)")
    return ["pgbouncer/" + database] + others


def asked_of_program(question, action="connect"):
    """For each resource without and with a proof."""
    context = {"request.tls": question["tls"]}
    if not question["local"]:
        context["request.ip"] = question["address"]
    return [{"subject": {"type": "user", "id": question["user"]}, "action": {"name": action},
             "resource": {"type": "database", "id": resource}, "context": dict(context, **{"auth.password": proof})}
            for resource in question["resources"] for proof in (False, True)]


def ask_program(program, side, world, questions, action="connect"):
    requests = [request for question in questions for request in asked_of_program(question, action)]
    done = subprocess.run([program, "check", "--batch", "-", side], text=True, capture_output=True, check=False,
                          input="".join(json.dumps(request) + "\n" for request in requests))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(requests):
        sys.exit(f"{len(answers)} answers to {len(requests)} requests\n{done.stderr}\n{world}")
    pairs = iter(zip(answers[::2], answers[1::2]))
    return [first_known([next(pairs) for _ in question["resources"]]) for question in questions]


def first_known(pairs):
    """Nobody gets into a database that is not there."""
    known = [pair for pair in pairs if pair[0].get("error", {}).get("code") != "unknown-resource"]
    return known[0] if known else ({"decision": False}, {"decision": False})


def ask_server(folder, port, question, tls):
    where = f"{folder}/.s.PGSQL.{port}" if question["local"] else (question["address"] if question["address"] == "::1" else "127.0.0.1", port)
    source = None if question["local"] or question["address"] == "::1" else question["address"]
    client = Client(where, source, tls if question["tls"] else None)
    try:
        return client.log_in(question["user"], question["database"], PASSWORD)
    except ConnectionError:
        return "refused", "nothing"
    finally:
        client.close()


def random_claims(rng, world, has_tls):
    """What whoever comes asks for; which database is called as its user hangs on who is claimed."""
    claims = []
    while len(claims) < CLAIMS_OF_A_WORLD:
        claim = dict(random_question(rng, has_tls), user="anonymous")
        if rng.random() < 0.2:
            claim["database"] = "pgbouncer"
        claim["resources"] = resources_of(world, claim)
        if claim["database"] in world["databases"] + ["pgbouncer"] or claim["database"] not in USERS:
            claims.append(claim)
    return claims


def let_in_without_proof(world, folder, port, claim, tls):
    """Those whose name is enough, of all that anything names."""
    # The operating system's user that it runs as is one of the console by a socket.
    is_own = claim["local"] and claim["database"] == "pgbouncer" and os.geteuid() != 0
    names = USERS + NOBODYS + ([] if is_own else [BUILT_IN])
    return [name for name in names if ask_server(folder, port, dict(claim, user=name), tls) == ("let in", "nothing")]


def check_claims(program, side, world, folder, port, claims, tls):
    """How many let somebody in, and of the first that does not as the program says what is wrong."""
    connects = ask_program(program, side, world, claims)
    administers = ask_program(program, side, world, claims, "administer")
    let_in = 0
    for claim, connect, administer in zip(claims, connects, administers):
        names = let_in_without_proof(world, folder, port, claim, tls)
        let_in += bool(names)
        said = [answer.get("decision") for answer in connect]
        wanted = [bool(names)] * 2
        if claim["database"] == "pgbouncer":
            said += [answer.get("decision") for answer in administer]
            wanted += [any(name in world["admins"] for name in names)] * 2
        if said != wanted:
            return let_in, f"{claim}\n  let in without a proof: {names}\n  the program: {said}"
    return let_in, None


def is_as_said(said, heard):
    """What the program says of a client without and with a password, and what the server did."""
    without, with_password = (answer.get("decision") for answer in said)
    outcome, asked = heard
    if asked == "nothing":
        return without == with_password == (outcome == "let in")
    return without is False and with_password == (outcome == "let in")


# --- the server ---

def find_server():
    return os.environ.get("ACCESSDRIFT_PGBOUNCER") or shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    made = shutil.which("openssl") and subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2",
         "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"], capture_output=True, check=False).returncode == 0
    return bool(made)


def become_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


class Server:
    def __init__(self, program, folder, port):
        self.process = subprocess.Popen([program, f"{folder}/pgbouncer.ini"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=become_nobody if os.geteuid() == 0 else None)
        self.path = f"{folder}/.s.PGSQL.{port}"

    def __enter__(self):
        for _ in range(200):
            if os.path.exists(self.path):
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.__exit__()
        raise RuntimeError("PgBouncer does not start")

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if os.path.exists(self.path):
            os.unlink(self.path)


def version_of(server):
    told = subprocess.run([server, "--version"], capture_output=True, text=True, check=True).stdout
    return re.search(r"PgBouncer (\d+\.\d+(\.\d+)?)", told).group(1)


def log_of(folder):
    with open(os.path.join(folder, "log"), encoding="utf-8", errors="replace") as file:
        return file.read()[-2000:]


def run_world(program, server, version, folder, seed, tls):
    while True:
        try:
            return run_world_at(free_port(), program, server, version, folder, seed, tls)
        except ConnectionRefusedError:
            pass  # somebody else took the port in the meantime


def run_world_at(port, program, server, version, folder, seed, tls):
    rng = random.Random(seed)
    world = random_world(rng)
    write_world(world, folder, port, tls is not None)
    side = write_side(world, folder, version)
    questions = [random_question(rng, tls is not None) for _ in range(DECISIONS_OF_A_WORLD)]
    for question in questions:
        question["resources"] = resources_of(world, question)
    claims = random_claims(rng, world, tls is not None)
    answers = ask_program(program, side, world, questions)
    with Server(server, folder, port):
        for question, said in zip(questions, answers):
            heard = ask_server(folder, port, question, tls)
            if not is_as_said(said, heard):
                fail(world, folder, seed, f"{question}\n  the server: {heard}\n  the program: {said}")
        claimed, problem = check_claims(program, side, world, folder, port, claims, tls)
        if problem:
            fail(world, folder, seed, problem)
    return len(questions), len(claims), claimed


def fail(world, folder, seed, problem):
    rules = "\n  ".join(world["hba"])
    sys.exit(f"world {seed}: {problem}\n  {rules}\nusers {world['users']}\n{world}\n{log_of(folder)}")


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("ACCESSDRIFT_POOL_DECISIONS", "500"))
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    server = find_server()
    if not server:
        print("skipped: there is no pgbouncer here")
        sys.exit(SKIPPED)
    version = version_of(server)
    decisions = claims = claimed = 0
    first = seed
    with tempfile.TemporaryDirectory(prefix="pgb") as folder:
        os.chmod(folder, 0o777)
        tls = trusting() if make_certificate(folder) else None
        if tls:
            os.chmod(f"{folder}/key.pem", 0o644)
        behind = Behind(f"{folder}/.s.PGSQL.1")
        behind.start()
        while decisions < wanted:
            more, asked, let_in = run_world(program, server, version, folder, seed, tls)
            decisions, claims, claimed = decisions + more, claims + asked, claimed + let_in
            if os.path.exists(f"{folder}/log"):
                os.unlink(f"{folder}/log")
            seed += 1
        behind.close()
    print(f"PgBouncer {version}: {decisions} decisions, and {claims} on whoever comes, {claimed} of them let in, in {seed - first} "
          f"worlds, from seed {first} on")
    if not claimed:
        sys.exit("nobody was claimed")


if __name__ == "__main__":
    main()
