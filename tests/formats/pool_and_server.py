#!/usr/bin/env python3
"""A real PgBouncer in front of a real PostgreSQL, both of random files, and the program reading the files of both: who gets through.

Of two versions it must tell of everybody who gets through one of them only, and whom it says always to gain or lose must do so.
Of clients the pool asks nothing, so that what decides is what the server makes of the pool: its address, its TLS, the role that an
entry forces or the client's own name, and the secret that the pool has for it.
"""
import copy
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import postgresql as pg
from pgbouncer import find_server, md5_secret, version_of

SKIPPED = 77
CLIENTS = pg.ROLES  # some of them may not log in to the server


def random_entry(rng, folder, addresses):
    host = rng.choice([folder, folder, "127.0.0.1"] + (["::1"] if "::1" in addresses else []))
    forced = rng.choice(pg.ROLES) if rng.random() < 0.5 else None
    return {"host": host, "dbname": rng.choice(pg.DATABASES), "user": forced,
            "password": rng.choice([pg.PASSWORD, "wrong", None]) if forced else None}


def random_world(rng, folder, addresses):
    files = pg.random_files(rng, False)
    # As whom the pool runs no file tells.
    lines = [line for line in files["pg_hba.conf"].replace("\\\n", " ").split("\n") if "peer" not in line and "ident" not in line]
    lines += rng.sample(["host all all 127.0.0.0/8 scram-sha-256", "hostnossl all +readers ::1/128 trust", "local all all password",
                         "hostssl all +owners all md5"], rng.randint(0, 3))  # where no line before fits
    files["pg_hba.conf"] = "\n".join(lines) + "\n"
    return {
        "files": files,
        "entries": [random_entry(rng, folder, addresses) for _ in range(8)],
        "tls": rng.choice(["disable", "require"]),
        "users": {role: rng.choice([pg.PASSWORD, pg.PASSWORD, md5_secret(role, pg.PASSWORD), ""]) for role in pg.ROLES},
    }


def changed(rng, world, folder, addresses):
    """Another version: one of its parts is made anew, or all of them."""
    fresh = random_world(rng, folder, addresses)
    if rng.random() < 0.4:
        return fresh
    other = copy.deepcopy(world)
    part = rng.choice(["files", "entries", "tls", "users"])
    if part == "entries":
        at = rng.randrange(len(other["entries"]))
        other["entries"][at] = fresh["entries"][at]
    else:
        other[part] = fresh[part]
    return other


def with_right_secrets(world):
    """The same, but that each secret is the password: what secrets are worth no file tells."""
    other = copy.deepcopy(world)
    for entry in other["entries"]:
        entry["password"] = entry["password"] and pg.PASSWORD
    other["users"] = {role: secret and pg.PASSWORD for role, secret in other["users"].items()}
    return other


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def configuration(world, server, port, home):
    lines = ["[databases]"]
    for number, entry in enumerate(world["entries"]):
        words = [f"host={entry['host']}", f"port={server.port}", f"dbname={quoted(entry['dbname'])}"]
        words += [f"user={quoted(entry['user'])}"] if entry["user"] else []
        words += [f"password={entry['password']}"] if entry["password"] else []
        lines.append(f"e{number} = {' '.join(words)}")
    lines += ["[pgbouncer]", f"listen_port = {port}", f"unix_socket_dir = {home}", "auth_type = trust",
              "auth_file = userlist.txt", f"server_tls_sslmode = {world['tls']}", f"logfile = {home}/log"]
    return "\n".join(lines) + "\n"


def write_sides(world, server, port, home, dump, versions, name):
    side = os.path.join(home, name)
    shutil.rmtree(side, ignore_errors=True)
    os.makedirs(os.path.join(side, "server"))
    text = configuration(world, server, port, home)
    users = "".join(f'"{name}" "{secret}"\n' for name, secret in world["users"].items())
    files = {"pgbouncer.ini": text, "userlist.txt": users, "server/roles.sql": dump,
             "accessdrift.yaml": f"sources:\n  - pgbouncer: {{files: [pgbouncer.ini, userlist.txt], version: '{versions[0]}', backend: {{}}}}\n"
                                 f"  - postgresql: {{files: server/*, version: {versions[1]}}}\n"}
    files.update({f"server/{name}": text for name, text in world["files"].items()})
    for name, text in files.items():
        with open(os.path.join(side, name), "w", encoding="utf-8") as file:
            file.write(text)
    for name in ("pgbouncer.ini", "userlist.txt"):
        shutil.copy(os.path.join(side, name), home)
    with open(os.path.join(home, "pgbouncer.ini"), "w", encoding="utf-8") as file:
        file.write(text_for_pool(files["pgbouncer.ini"], home))
    os.chmod(home, 0o777)
    return side


def text_for_pool(text, home):
    return text.replace("auth_file = userlist.txt", f"auth_file = {home}/userlist.txt")


class Pool:
    """As a server whose clients are asked nothing."""

    def __init__(self, program, home, port, user):
        self.folder, self.port = home, port
        self.process = subprocess.Popen([program, os.path.join(home, "pgbouncer.ini")], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, preexec_fn=pg.die_with_parent, **user)
        for _ in range(200):
            if self.listens():
                return
            time.sleep(0.02)
        raise RuntimeError("PgBouncer does not start")

    def listens(self):
        """There is a moment in which its socket is there and takes nobody yet."""
        with socket.socket(socket.AF_UNIX) as stream:
            try:
                stream.connect(f"{self.folder}/.s.PGSQL.{self.port}")
                return True
            except OSError:
                return False

    def lets_through(self, user, database):
        client = pg.Client(self)
        try:
            if client.connect(user, database) != "ok":
                return False
            return client.query("SELECT 1") == [["1"]]
        except (ConnectionError, RuntimeError):
            return False
        finally:
            client.close()

    def stop(self):
        self.process.kill()
        self.process.wait()
        if os.path.exists(f"{self.folder}/.s.PGSQL.{self.port}"):
            os.unlink(f"{self.folder}/.s.PGSQL.{self.port}")


class Version:
    """What the programs do with one version, and what is said of it."""

    def __init__(self, program, pool_program, server, home, world, asked, dump, versions, name):
        self.world, self.problem = world, None
        port = pg.free_port()
        for path, text in world["files"].items():
            server.write(path, text)
        self.is_refused = pg.refused_by_server(server)
        if self.is_refused:
            return
        server.reload()
        right = with_right_secrets(world)
        write_sides(right, server, port, home, dump, versions, "right")
        self.with_right = seen(pool_program, server, home, port, asked)
        self.side = write_sides(world, server, port, home, dump, versions, name)
        self.seen = seen(pool_program, server, home, port, asked)
        self.check(program, asked, home)

    def is_unread(self, user, database):
        """What a secret is worth is not read, nor for which method that of a role is kept."""
        entry = self.world["entries"][int(database[1:])]
        secret = entry["password"] or self.world["users"][entry["user"] or user]
        return secret == "wrong" or secret.startswith("md5")

    def check(self, program, asked, home):
        databases = sorted({database for _, database in asked})
        lines = [{"subject": {"id": user}, "action": {"name": "connect"}, "resource": {"id": f"pgbouncer/{database}"},
                  "context": {"request.ip": None, "request.tls": False}}
                 for user, database in asked + [("anonymous", database) for database in databases]]
        ran = subprocess.run([program, "check", "--batch", "-", self.side], input="".join(json.dumps(line) + "\n" for line in lines),
                             capture_output=True, text=True)
        answers = [json.loads(line) for line in ran.stdout.splitlines()]
        if len(answers) != len(lines) or any("decision" not in answer for answer in answers):
            self.problem = f"no answer: {ran.stdout}{ran.stderr}"
            return
        for one, answer in zip(asked, answers):
            said, is_unread = answer["decision"], self.is_unread(*one)
            # With a right secret whom it lets through gets through.
            is_so = said == self.seen[one] or (is_unread and said and self.with_right[one])
            if not is_so:
                log = open(os.path.join(home, "log"), encoding="utf-8", errors="replace").read()[-1500:]
                self.problem = (f"{one}: let through {self.seen[one]}, with right secrets {self.with_right[one]}, the program {answer}\n"
                                f"{self.text()}{log}")
                return
        for database, answer in zip(databases, answers[len(asked):]):
            ones = [one for one in asked if one[1] == database]
            is_through, said = any(self.seen[one] for one in ones), answer["decision"]
            # Under his own name somebody else may get through, whom nobody has asked for here.
            is_exact = self.world["entries"][int(database[1:])]["user"] and not self.is_unread(*ones[0])
            if said != is_through and (is_exact or is_through):
                self.problem = f"whoever comes, {database}: one of {ones} let through {is_through}, the program {answer}\n{self.text()}"
                return

    def text(self):
        with open(os.path.join(self.side, "pgbouncer.ini"), encoding="utf-8") as file:
            return (f"{file.read()}\n{self.world['users']}\n"
                    + "\n".join(f"--- {name}\n{one}" for name, one in self.world["files"].items()))


def seen(pool_program, server, home, port, asked):
    pool = Pool(pool_program, home, port, server.user)
    try:
        return {one: pool.lets_through(*one) for one in asked}
    finally:
        pool.stop()


def findings_of(program, before, after):
    ran = subprocess.run([program, "diff", "--format", "jsonl", before, after], capture_output=True, text=True)
    if ran.returncode not in (0, 3):
        sys.exit(f"diff: {ran.returncode}\n{ran.stderr}")
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    return [line for line in lines if "identities" in line and "resources" in line]


def compare(program, asked, before, after):
    """How many differ, and what is told otherwise."""
    findings = findings_of(program, before.side, after.side)
    count = 0
    for user, database in asked:
        if before.is_unread(user, database) or after.is_unread(user, database):
            continue
        were, are = before.seen[user, database], after.seen[user, database]
        of_both = [finding for finding in findings if "connect" in finding["actions"] and user in finding["identities"]["ids"]
                   and f"pgbouncer/{database}" in finding["resources"]["ids"]]
        count += were != are
        problem = were != are and not of_both and "nothing is told"
        for finding in of_both:
            sides = [finding[side].get("answer") for side in ("before", "after")]
            told = [answer == "always" for answer in sides]
            if finding["certainty"] == "must" and set(sides) == {"always", "never"} and told != [were, are]:
                problem = json.dumps(finding)
        if problem:
            return count, f"{user} through {database}: {were}, then {are}: {problem}\n{before.text()}\n=====\n{after.text()}"
    return count, None


def run_world(program, pool_program, server, home, rng, dump, versions):
    worlds = [random_world(rng, server.folder, pg.ADDRESSES)]
    worlds.append(changed(rng, worlds[0], server.folder, pg.ADDRESSES))
    asked = []
    for number in range(len(worlds[0]["entries"])):
        # One pool of connections each: a failed one is not tried again at once.
        is_forced = any(world["entries"][number]["user"] for world in worlds)
        asked += [(user, f"e{number}") for user in rng.sample(CLIENTS, 1 if is_forced else 2)]
    through = 0
    sides = []
    for name, world in zip(("before", "after"), worlds):
        side = Version(program, pool_program, server, home, world, asked, dump, versions, name)
        if side.is_refused or side.problem:
            return 0, 0, 0, side.problem
        through += sum(side.seen.values())
        sides.append(side)
    differing, problem = compare(program, asked, *sides)
    return 2 * len(asked), through, differing, problem


def main():
    program = os.path.abspath(sys.argv[1])
    decisions = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("ACCESSDRIFT_WAY_DECISIONS", "200"))
    seed = int(sys.argv[3] if len(sys.argv) > 3 else "1")
    binaries, pool_program = pg.find_server(), find_server()
    if binaries is None or not pool_program or shutil.which("openssl") is None:
        print("skipped: there is no PostgreSQL server here, no pgbouncer, or no openssl")
        return SKIPPED
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("stopped"))
    folder, home = tempfile.mkdtemp(prefix="accessdrift-pg-"), tempfile.mkdtemp(prefix="accessdrift-pool-")
    os.chmod(folder, 0o755)
    server = pg.Server(binaries, folder)
    try:
        server.start()
        version, dump, _ = pg.set_up(server)
        versions = (version_of(pool_program), version)
        rng = random.Random(seed)
        asked = let_through = differing = 0
        while asked < decisions or (not differing and asked < 8 * decisions):
            more, through, other, problem = run_world(program, pool_program, server, home, rng, dump, versions)
            if problem:
                print(f"seed {seed}: {problem}")
                return 1
            asked, let_through, differing = asked + more, let_through + through, differing + other
        print(f"PgBouncer {versions[0]} before PostgreSQL {version}: {asked} decisions agree, {let_through} of them let through; "
              f"{differing} that differ are told")
        return 0 if differing else 1
    finally:
        server.stop()
        for one in (folder, home):
            shutil.rmtree(one, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
