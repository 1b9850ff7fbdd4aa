#!/usr/bin/env python3
"""Random pg_hba.conf files against a real PostgreSQL server: who it lets in, and which files it refuses.

    tests/formats/postgresql.py PROGRAM [DECISIONS] [SEED]

The server is started in a temporary folder on loopback addresses and a Unix socket, as a user without rights, and stopped
at the end. Where there is none the test is skipped (exit code 77).
"""
import base64
import ctypes
import glob
import hashlib
import hmac
import json
import os
import pwd
import random
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
DATABASES = ["app", "hr", "bob", "readers", "all", "Mixed Case"]
OTHER = "elsewhere"  # no file names it, and it does not exist
ROLES = ["bob", "ana", "Mixed Case", "all", "app", "readers", "owners", "old", "group", "stream"]
UNKNOWN = "nobody"  # likewise
PASSWORD = "secret"
ADDRESSES = ["127.0.0.1", "127.0.0.2", "127.0.0.5", "127.0.0.130", "127.0.1.9", "127.9.0.1", "::1"]


# --- the server ---

def find_server():
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    for folder in folders + [os.path.dirname(shutil.which("initdb") or "")]:
        if folder and all(os.access(os.path.join(folder, name), os.X_OK)
                          for name in ("initdb", "postgres", "pg_dumpall")):
            return folder
    return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scram_secret(password):
    """One round is enough for a test, and makes it fast."""
    salt = b"0123456789abcdef"
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1)
    client = hmac.digest(salted, b"Client Key", "sha256")
    server = hmac.digest(salted, b"Server Key", "sha256")
    text = [base64.b64encode(one).decode() for one in (salt, hashlib.sha256(client).digest(), server)]
    return f"SCRAM-SHA-256$1:{text[0]}${text[1]}:{text[2]}"


def die_with_parent():
    """However the test ends, the server does: Linux stops it."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(1, signal.SIGQUIT)


class Server:
    def __init__(self, binaries, folder):
        self.binaries, self.folder = binaries, folder
        self.data = os.path.join(folder, "data")
        self.port = free_port()
        self.process = None
        self.user = {}
        if os.geteuid() == 0:
            names = [name for name in ("postgres", "nobody") if any(one.pw_name == name for one in pwd.getpwall())]
            who = pwd.getpwnam(names[0])
            self.user = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
            os.chown(folder, who.pw_uid, who.pw_gid)

    def run(self, name, *arguments):
        return subprocess.run([os.path.join(self.binaries, name), *arguments], cwd=self.folder, check=True,
                              capture_output=True, text=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, **self.user)

    def start(self):
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        subprocess.run(["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", "/CN=localhost", "-newkey",
                        "rsa:2048", "-out", f"{self.data}/server.crt", "-keyout", f"{self.data}/server.key"],
                       check=True, capture_output=True, **self.user)
        os.chmod(f"{self.data}/server.key", 0o600)
        addresses = "127.0.0.1"
        try:
            with socket.socket(socket.AF_INET6) as probe:
                probe.bind(("::1", 0))
            addresses += ",::1"
        except OSError:
            ADDRESSES.remove("::1")
        settings = {"listen_addresses": addresses, "port": self.port, "unix_socket_directories": self.folder, "ssl": "on",
                    "fsync": "off", "max_connections": 50, "logging_collector": "off", "autovacuum": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.log = open(os.path.join(self.folder, "log"), "w")
        self.process = subprocess.Popen([os.path.join(self.binaries, "postgres"), "-D", self.data, *options], stdout=self.log,
                                        stderr=self.log, cwd=self.folder, env={"LC_ALL": "C"}, preexec_fn=die_with_parent,
                                        **self.user)
        for _ in range(200):
            try:
                self.admin = Client(self)
                if self.admin.connect("postgres", "postgres") == "ok":
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("the server did not start: " + open(os.path.join(self.folder, "log")).read())

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def write(self, name, text):
        path = os.path.join(self.data, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o644)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)
        # Its turn comes before that of a connection that is made now; the second question is answered with it done.
        time.sleep(0.02)
        self.admin.query("SELECT 1")


# --- the protocol ---

class Client:
    """One connection; what came of it is `ok`, or the code of an error."""

    def __init__(self, server):
        self.server = server
        self.stream = None

    def connect(self, role, database, address=None, tls=False, password=None, replication=False):
        if address is None:
            stream = socket.socket(socket.AF_UNIX)
            target = f"{self.server.folder}/.s.PGSQL.{self.server.port}"
        else:
            is_v6 = ":" in address
            stream = socket.socket(socket.AF_INET6 if is_v6 else socket.AF_INET)
            stream.bind((address, 0))
            target = ("::1" if is_v6 else "127.0.0.1", self.server.port)
        stream.settimeout(20)
        stream.connect(target)
        if tls:
            stream.sendall(struct.pack("!ii", 8, 80877103))
            if stream.recv(1) != b"S":
                raise RuntimeError("the server has no TLS")
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            stream = context.wrap_socket(stream)
        self.stream, self.buffer = stream, b""
        words = ["user", role, "database", database] + (["replication", "true"] if replication else [])
        start = b"".join(word.encode() + b"\0" for word in words) + b"\0"
        stream.sendall(struct.pack("!ii", len(start) + 8, 196608) + start)
        return self.answer(role, password)

    def close(self):
        if self.stream is not None:
            self.stream.close()

    def message(self):
        while len(self.buffer) < 5 or len(self.buffer) < 1 + struct.unpack("!i", self.buffer[1:5])[0]:
            more = self.stream.recv(65536)
            if not more:
                raise ConnectionError("the server hung up")
            self.buffer += more
        length = 1 + struct.unpack("!i", self.buffer[1:5])[0]
        kind, body, self.buffer = self.buffer[:1], self.buffer[5:length], self.buffer[length:]
        return kind, body

    def send(self, kind, body):
        self.stream.sendall(kind + struct.pack("!i", len(body) + 4) + body)

    def answer(self, role, password):
        while True:
            kind, body = self.message()
            if kind == b"E":
                return next(part[1:].decode() for part in body.split(b"\0") if part[:1] == b"C")
            if kind == b"Z":
                return "ok"
            if kind != b"R":
                continue
            asked = struct.unpack("!i", body[:4])[0]
            if asked == 0:
                continue
            if password is None:
                return "asked"
            if asked == 3:
                self.send(b"p", password.encode() + b"\0")
            elif asked == 10:
                self.first = "n,,n=,r=clientnonce"
                self.send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!i", len(self.first)) + self.first.encode())
            elif asked == 11:
                self.send(b"p", self.scram(password, body[4:].decode()))
            elif asked != 12:
                return f"asked {asked}"

    def scram(self, password, server_first):
        values = dict(part.split("=", 1) for part in server_first.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(values["s"]), int(values["i"]))
        key = hmac.digest(salted, b"Client Key", "sha256")
        bare = f"c=biws,r={values['r']}"
        signed = f"{self.first[3:]},{server_first},{bare}"
        signature = hmac.digest(hashlib.sha256(key).digest(), signed.encode(), "sha256")
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature))).decode()
        return f"{bare},p={proof}".encode()

    def query(self, text):
        self.send(b"Q", text.encode() + b"\0")
        rows, problem = [], None
        while True:
            kind, body = self.message()
            if kind == b"D":
                count, at, row = struct.unpack("!h", body[:2])[0], 2, []
                for _ in range(count):
                    length = struct.unpack("!i", body[at:at + 4])[0]
                    row.append(None if length < 0 else body[at + 4:at + 4 + length].decode())
                    at += 4 + max(length, 0)
                rows.append(row)
            if kind == b"E":
                problem = body
            if kind == b"Z":
                if problem:
                    raise RuntimeError(problem)
                return rows


# --- random files ---

def quoted(name, rng):
    return f'"{name}"' if " " in name or rng.random() < 0.15 else name


def random_names(rng, column, included):
    terms = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        kind = rng.random()
        if kind < 0.3:
            terms.append("all")
        elif kind < 0.75:
            terms.append(quoted(rng.choice(DATABASES if column == "database" else ROLES), rng))
        elif kind < 0.85 and included:
            terms.append("@" + rng.choice(included))
        elif column == "database":
            terms.append(rng.choice(["sameuser", "samerole", "samegroup", "replication"]))
        else:
            terms.append("+" + rng.choice(["readers", "owners", "group", "bob", "nobody"]))
    return rng.choice([",", ", "]).join(terms)


def random_address(rng):
    return rng.choice([
        lambda: "all", lambda: "samehost", lambda: "127.0.0.0/30", lambda: "127.0.0.5/25", lambda: "127.0.0.1/32", lambda: "127.1/8",
        lambda: "127.0.0.0 255.255.255.0", lambda: "127.0.0.1 255.255.254.1", lambda: "0.0.0.0/0", lambda: "::1/128", lambda: "::/0",
        lambda: "::ffff:127.0.0.0/104", lambda: "10.0.0.0/8", lambda: "127.0.1.9 255.255.255.255",
    ])()


def random_line(rng, included, may_be_wrong):
    if may_be_wrong and rng.random() < 0.12:
        return rng.choice([
            "lokal all all trust", "local all", "local all all", "host all all 127.0.0.1", "host all all 127.0.0.1/33 trust",
            "host all all 127.0.0.1/8/9 trust", "host all all 127.0.0.1,::1 trust", "host all all 127.0.0.1 255.0.0.0.0 trust",
            "host all all db.corp.example/8 trust", "host all all all peer", "host all all all cert", "local all all gss",
            "local all all trust now", "local all all trust a=b", "local all all md5 map=m", "host,local all all all trust",
            "local @missing all trust", "local all all trust,reject", "local all all plain", "hostssl all all all md5 clientcert=1",
            "host all all 127.0.0.1 ::1 trust", "local all all ldap", "local all all radius radiusservers=127.0.0.1",
            "local all all md5 clientcert=verify-ca", "include x.conf", "local all all ldap ldapserver=a ldapprefix=b ldapbasedn=c",
            "host all all 127.0.0.1/ trust", "local all all ldap ldapport=0 ldapbasedn=x",
        ])
    kind = rng.choice(["local", "local", "host", "host", "host", "hostssl", "hostnossl", "hostnogssenc", "hostgssenc"])
    columns = [kind, random_names(rng, "database", included), random_names(rng, "role", included)]
    if kind != "local":
        columns.append(random_address(rng))
    columns.append(rng.choice(["trust", "trust", "reject", "password", "scram-sha-256", "md5"]))
    if kind == "local" and rng.random() < 0.2:
        columns[-1] = rng.choice(["peer", "peer map=m", "ident map=m", "peer map=none"])
    line = rng.choice([" ", "  ", "\t"]).join(columns)
    if rng.random() < 0.1:
        line += " # a comment, with \"quotes"
    if rng.random() < 0.1:
        line = line.replace(" all", " \\\n all", 1)
    return line


def random_files(rng, may_be_wrong):
    files = {"names": "bob, \"ana\" # a comment\n\n+readers\n", "more": "@names\nhr \"all\"\n"}
    lines = [random_line(rng, list(files), may_be_wrong) for _ in range(rng.randint(1, 9))]
    files["pg_hba.conf"] = "# random\n" + "\n".join(lines) + rng.choice(["", "\n", "\n\n"])
    user = pwd.getpwuid(os.geteuid()).pw_name
    maps = [f"m {user} {rng.choice(ROLES[:2])}", f"m /^{user[0]}(.*)$ ana", "m nobody-at-all bob", "none2 x y", "m /^x old"]
    files["pg_ident.conf"] = "\n".join(rng.sample(maps, rng.randint(0, 3))) + "\n"
    return files


# --- both answers ---

def write_configuration(folder, files, dump, version, beside):
    """`beside`: whom another list has."""
    if os.path.isdir(folder):
        shutil.rmtree(folder)
    os.makedirs(folder)
    for name, text in {**files, "roles.sql": dump}.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    with open(os.path.join(folder, "accessdrift.yaml"), "w", encoding="utf-8") as file:
        file.write(f"sources:\n  - postgresql: {{files: [pg_hba.conf, pg_ident.conf, names, more, roles.sql], version: {version}}}\n")
        file.write("  - native: people.yaml\n" if beside else "")
    with open(os.path.join(folder, "people.yaml"), "w", encoding="utf-8") as file:
        json.dump({"accessdrift": 1, "users": {name: {} for name in beside}}, file)


def refused_by_server(server):
    rows = server.admin.query("SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL OR type IS NULL ORDER BY 1")
    # `hostssl` without TLS and the like are remarks, not errors; none is made here.
    return [(int(line), error) for line, error in rows]


def first_lines(text):
    """Of each line that on which the record begins that it is of."""
    firsts, first = [], 1
    for number, line in enumerate(text.split("\n"), 1):
        firsts.append(first)
        if not line.endswith("\\"):
            first = number + 1
    return firsts


def refused_by_program(program, folder, files):
    ran = subprocess.run([program, "validate", folder, "--format", "json"], capture_output=True, text=True)
    if ran.returncode not in (0, 2):
        raise SystemExit(f"validate ended with {ran.returncode}: {ran.stderr}")
    firsts = first_lines(files["pg_hba.conf"])
    errors = [one for one in json.loads(ran.stdout)["diagnostics"] if one["severity"] == "error"]
    if any(one["file"] != "pg_hba.conf" for one in errors):
        return [(one["file"], one["message"]) for one in errors]
    return sorted((firsts[one["line"] - 1], one["message"].split(" refuses this: ", 1)[-1]) for one in errors)


def random_request(rng):
    role = rng.choice([*ROLES, UNKNOWN])
    database = rng.choice(DATABASES + [OTHER, "owners"])
    address = rng.choice([None, None] + ADDRESSES)
    return {"role": role, "database": database, "address": address, "tls": address is not None and rng.random() < 0.4,
            "password": rng.choice([PASSWORD, PASSWORD, "wrong"]), "replication": rng.random() < 0.12}


def asked_of_program(request, named, subject=None):
    user = pwd.getpwuid(os.geteuid()).pw_name
    is_local = request["address"] is None
    context = {"request.ip": request["address"], "request.tls": request["tls"], "request.gssenc": False,
               "postgresql.database": request["database"], "postgresql.own_database": request["database"] == request["role"],
               "postgresql.group_database": request["database"] in request.get("groups", ()),
               "postgresql.same_host": request["address"] in ("127.0.0.1", "::1"), "auth.peer": is_local and user == request["role"],
               "auth.peer_user": user if is_local else None, "auth.password": request["password"] == PASSWORD}
    for name in ("ident", "certificate", "trusted_certificate", "gss", "sspi", "ldap", "radius", "pam", "bsd"):
        context["auth." + name] = False
    for name in ("ident_user", "certificate_cn", "certificate_dn", "gss_user", "sspi_user"):
        context["auth." + name] = None
    resource = "postgresql (replication)" if request["replication"] else "postgresql"
    if not request["replication"] and request["database"] in named:
        resource += "/" + request["database"]
    return {"subject": {"id": subject or request["role"]}, "action": {"name": "connect"}, "resource": {"id": resource}, "context": context}


def decided_by_server(server, request):
    client = Client(server)
    try:
        code = client.connect(request["role"], request["database"], request["address"], request["tls"],
                              request["password"], request["replication"])
    except ConnectionError:
        code = "hung up"
    finally:
        client.close()
    # Behind the door there may be no such database.
    return code in ("ok", "3D000"), code


def main():
    program = os.path.abspath(sys.argv[1])
    decisions = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("ACCESSDRIFT_SERVER_DECISIONS", "600"))
    seed = int(sys.argv[3] if len(sys.argv) > 3 else os.environ.get("ACCESSDRIFT_SERVER_SEED", "1"))
    binaries = find_server()
    if binaries is None or shutil.which("openssl") is None:
        print("skipped: there is no PostgreSQL server here, or no openssl (Debian: postgresql-15 openssl)")
        return SKIPPED
    # Whoever ends the test ends the server.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("stopped"))
    folder = tempfile.mkdtemp(prefix="accessdrift-pg-")
    server = Server(binaries, folder)
    try:
        return compare(program, server, decisions, seed)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def set_up(server):
    secret = scram_secret(PASSWORD)
    statements = [f'CREATE ROLE "{role}" LOGIN PASSWORD \'{secret}\'' for role in ROLES if role not in ("readers", "group")]
    statements += ['CREATE ROLE "readers"', 'CREATE ROLE "group"', "ALTER ROLE stream REPLICATION", "ALTER ROLE owners SUPERUSER",
                   "ALTER ROLE old VALID UNTIL '2020-01-01 00:00:00+00'", "GRANT readers TO bob", "GRANT \"group\" TO readers",
                   "GRANT owners TO \"Mixed Case\"", "GRANT app TO \"group\""]
    statements += [f'CREATE DATABASE "{name}"' for name in DATABASES]
    for statement in statements:
        server.admin.query(statement)
    version = int(server.admin.query("SHOW server_version_num")[0][0]) // 10000
    dump = server.run("pg_dumpall", "--roles-only", "-h", server.folder, "-p", str(server.port), "-U", "postgres").stdout
    dump += "".join(f'CREATE DATABASE "{name}";\n' for name in DATABASES)
    groups = {role: {row[0] for row in server.admin.query(
        f"SELECT rolname FROM pg_roles r WHERE pg_has_role('{role}', r.oid, 'member') AND NOT EXISTS "
        f"(SELECT FROM pg_roles WHERE rolname = '{role}' AND rolsuper)")} | {role} for role in ROLES}
    return version, dump, groups


def compare(program, server, decisions, seed):
    server.start()
    version, dump, groups = set_up(server)
    folder = os.path.join(server.folder, "configuration")
    asked = files_read = files_refused = allowed = anonymous = 0
    rng = random.Random(seed)
    while asked < decisions:
        files = random_files(rng, rng.random() < 0.35)
        for name, text in files.items():
            server.write(name, text)
        beside = rng.sample([*ROLES, UNKNOWN], 4) if rng.random() < 0.4 else []
        write_configuration(folder, files, dump, version, beside)
        by_server = refused_by_server(server)
        by_program = refused_by_program(program, folder, files)
        comparable = [(line, error and error.replace("secondary authentication ", "")) for line, error in by_server]
        if not alike(comparable, by_program):
            return tell(files, f"the server refuses {by_server}, the program {by_program}", seed)
        files_read += 1
        if by_server:
            files_refused += 1
            continue
        server.reload()
        requests = [random_request(rng) for _ in range(10)]
        for request in requests:
            request["groups"] = groups.get(request["role"], {request["role"]})
        named = DATABASES
        claims = [dict(request, password=None) for request in requests[:2]]
        lines = [asked_of_program(request, named) for request in requests]
        lines += [asked_of_program(dict(claim, role=""), named, "anonymous") for claim in claims]
        ran = subprocess.run([program, "check", "--batch", "-", folder], input="".join(json.dumps(line) + "\n" for line in lines),
                             capture_output=True, text=True)
        answers = [json.loads(line) for line in ran.stdout.splitlines()]
        if len(answers) != len(lines) or any("decision" not in answer for answer in answers):
            return tell(files, f"no answer: {ran.stdout} {ran.stderr}", seed)
        for request, answer in zip(requests, answers):
            is_let_in, code = decided_by_server(server, request)
            asked += 1
            allowed += bool(is_let_in)
            if is_let_in != answer["decision"]:
                return tell(files, f"{request}: the server says {code}, the program {answer}", seed)
        for claim, answer in zip(claims, answers[len(requests):]):
            if claim["database"] in ROLES or claim["database"] == OTHER:
                continue  # whose name the database has hangs on who is claimed
            if claim["address"] is None and "map=m" in files["pg_hba.conf"]:
                continue  # who asks here proves by a socket to be whom a map takes him for
            codes = {role: decided_by_server(server, dict(claim, role=role)) for role in ROLES + ["postgres"]}
            anonymous += 1
            if any(let_in for let_in, _ in codes.values()) != answer["decision"]:
                return tell(files, f"whoever comes, {claim}: the server says {codes}, the program {answer}", seed)
    print(f"PostgreSQL {version}: {asked} decisions agree, {allowed} of them let in, and {anonymous} on whoever comes; "
          f"{files_read} files, {files_refused} of them refused by both")
    return 0


def alike(by_server, by_program):
    """Files that are not there are told in words of our own; of some lines the server's view says nothing but that."""
    if len(by_server) != len(by_program):
        return False
    for (line, message), (our_line, our_message) in zip(by_server, by_program):
        if line != our_line:
            return False
        is_missing = (message or "").startswith("could not open") and our_message.startswith("could not open")
        if message is not None and message != our_message and not is_missing:
            return False
    return True


def tell(files, what, seed):
    for name, text in files.items():
        print(f"--- {name}\n{text}")
    print(f"seed {seed}: {what}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
