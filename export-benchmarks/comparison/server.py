"""A sidecar that is measured, and what listens to it."""
import json
import os
import secrets
import selectors
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

LAUNCHER = Path(__file__).resolve().parent.parent.parent / "project-export"
TOKEN = secrets.token_urlsafe(32)


class Server:
    """A sidecar of its own that serves one workspace."""

    def __init__(self, workspace: Path, data: Path, *flags: str) -> None:
        begin = time.monotonic()
        self.process = subprocess.Popen(
            [LAUNCHER, "serve", "--workspace", workspace, "--data", data, "--port", "0", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | {"PROJECT_EXPORT_TOKEN": TOKEN})
        self.url = json.loads(self.process.stdout.readline())["url"]
        urllib.request.urlopen(self.url + "/health/ready").close()
        self.seconds_to_ready = time.monotonic() - begin
        self.data = data

    def ask(self, method: str, path: str, body: "dict | None" = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers, method=method)) as answer:
            return json.loads(answer.read() or "{}")

    def export(self, project: str, archive_format: str = "tar") -> str:
        return self.ask("POST", f"/api/v1/projects/{project}/export", {"format": archive_format})["links"]["self"]

    def download(self, export: str) -> int:
        """The number of bytes, which are read and forgotten."""
        request = urllib.request.Request(self.url + export + "/download", headers={"Authorization": "Bearer " + TOKEN})
        with urllib.request.urlopen(request) as answer:
            return sum(len(block) for block in iter(lambda: answer.read(1 << 20), b""))

    def wait(self, export: str) -> dict:
        while True:
            state = self.ask("GET", export)
            if state["state"] not in ("queued", "running"):
                return state
            time.sleep(0.1)

    def status(self, name: str) -> int:
        """A number that the kernel has of the process (proc_pid_status(5)): kB, or a count."""
        return int(Path(f"/proc/{self.process.pid}/status").read_text().split(f"\n{name}:")[1].split()[0])

    def resident_mb(self) -> float:
        return self.status("VmRSS") / 1024

    def cpu_seconds(self) -> float:
        user, system = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def threads(self) -> int:
        return self.status("Threads")

    def descriptors(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def listen(port: int, listeners: int, token: str, paths: "list[str]") -> int:
    """Listens so many times, spread over the paths, until all exports end (RFC 6455); answers pings, as browsers do.
    Returns the number of messages."""
    selector = selectors.DefaultSelector()
    for number in range(listeners):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(
            f"GET {paths[number % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {'A' * 22}==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            block = connection.recv(4096)
            if not block:
                sys.exit(f"listener {number + 1} was refused")
            head += block
        if not head.startswith(b"HTTP/1.1 101 "):
            sys.exit(f"listener {number + 1}: " + head.split(b"\r\n", 1)[0].decode())
        selector.register(connection, selectors.EVENT_READ, [head.split(b"\r\n\r\n", 1)[1]])
    messages = 0
    while selector.get_map():
        for key, _ in selector.select():
            block = key.fileobj.recv(65536)
            if not block:
                selector.unregister(key.fileobj)
            key.data[0], heard = answer_frames(key.fileobj, key.data[0] + block)
            messages += heard
    return messages


def answer_frames(connection: socket.socket, buffer: bytes) -> "tuple[bytes, int]":
    """What is left of the buffer, and how many messages were in it."""
    messages = 0
    while len(buffer) >= 4:
        kind, length, start = buffer[0] & 15, buffer[1] & 127, 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4], "big"), 4
        if len(buffer) < start + length:
            break
        payload, buffer = buffer[start:start + length], buffer[start + length:]
        messages += kind == 1
        if kind == 9:
            connection.sendall(bytes([0x8A, 0x80 | length]) + bytes(4) + payload)
        elif kind == 8:
            connection.sendall(b"\x88\x80" + bytes(4))
    return buffer, messages
