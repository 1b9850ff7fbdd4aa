"""What a PgBouncer makes of a client that wants in: a little of PostgreSQL's protocol, by hand."""
import base64
import hashlib
import hmac
import os
import socket
import ssl
import struct
import threading

TIMEOUT = 10


def text(data):
    return data + b"\0"


class Client:
    """One connection; `tls` is a context, or None."""

    def __init__(self, where, source=None, tls=None):
        if isinstance(where, str):
            self.socket = socket.socket(socket.AF_UNIX)
        else:
            self.socket = socket.socket(socket.AF_INET6 if ":" in where[0] else socket.AF_INET)
            if source:
                self.socket.bind((source, 0))
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(where)
        if tls:
            self.socket.sendall(struct.pack("!ii", 8, 80877103))
            if self.socket.recv(1) != b"S":
                raise ConnectionError("no TLS")
            self.socket = tls.wrap_socket(self.socket)

    def close(self):
        self.socket.close()

    def read(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise ConnectionError("closed")
            data += more
        return data

    def message(self):
        kind = self.read(1)
        return kind, self.read(struct.unpack("!i", self.read(4))[0] - 4)

    def send(self, body):
        self.socket.sendall(b"p" + struct.pack("!i", len(body) + 4) + body)

    def log_in(self, user, database, password):
        """`let in`, or `refused`, and what was asked for: nothing, password, md5 or scram."""
        body = struct.pack("!i", 196608) + text(b"user") + text(user.encode()) + text(b"database") + text(database.encode()) + b"\0"
        self.socket.sendall(struct.pack("!i", len(body) + 4) + body)
        asked = "nothing"
        while True:
            kind, data = self.message()
            if kind == b"E":
                return "refused", asked
            if kind != b"R":
                return "let in", asked
            code = struct.unpack("!i", data[:4])[0]
            if code == 0:
                return "let in", asked
            asked = self.prove(code, data[4:], user, password)

    def prove(self, code, data, user, password):
        if code == 3:
            self.send(text(password.encode()))
            return "password"
        if code == 5:
            inner = hashlib.md5((password + user).encode()).hexdigest()
            self.send(text(b"md5" + hashlib.md5(inner.encode() + data).hexdigest().encode()))
            return "md5"
        if code == 10:
            self.nonce = base64.b64encode(os.urandom(12)).decode()
            first = f"n,,n=,r={self.nonce}".encode()
            self.send(text(b"SCRAM-SHA-256") + struct.pack("!i", len(first)) + first)
            self.password = password
        elif code == 11:
            self.send(self.scram_final(data.decode()))
        return "scram"

    def scram_final(self, server_first):
        parts = dict(part.split("=", 1) for part in server_first.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", self.password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        without_proof = f"c=biws,r={parts['r']}"
        message = f"n=,r={self.nonce},{server_first},{without_proof}".encode()
        signature = hmac.digest(hashlib.sha256(client_key).digest(), message, "sha256")
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(client_key, signature))).decode()
        return f"{without_proof},p={proof}".encode()


class Behind(threading.Thread):
    """A server that lets everybody in, at a Unix socket: whom the pool lets in gets so far."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(path)
        os.chmod(path, 0o777)
        self.socket.listen(100)
        self.kept = []

    def run(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            self.kept.append(client)
            client.recv(10000)
            message = lambda kind, body: kind + struct.pack("!i", len(body) + 4) + body
            client.sendall(message(b"R", struct.pack("!i", 0)) + message(b"S", b"server_version\x0015.0\0") +
                           message(b"K", struct.pack("!ii", 1, 1)) + message(b"Z", b"I"))

    def close(self):
        self.socket.close()
        for client in self.kept:
            client.close()


def trusting():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def scram_secret(password):
    salt, rounds = b"salt of a test", 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    encode = lambda data: base64.b64encode(data).decode()
    return f"SCRAM-SHA-256${rounds}:{encode(salt)}${encode(stored)}:{encode(server)}"


def md5_secret(user, password):
    return "md5" + hashlib.md5((password + user).encode()).hexdigest()
