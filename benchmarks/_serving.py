"""Apps served by gunicorn on the loopback address, and a client lighter than any of them."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from gunicorn.app.base import BaseApplication


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, port: int) -> None:
        self.app, self.port = app, port
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{self.port}", "workers": 1, "threads": 2, "keepalive": 60, "loglevel": "error",
        }.items():  # fmt: skip
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def _serve(app: Flask, port: int) -> None:
    _Server(app, port).run()


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve an app by one gunicorn worker with two threads; give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(app, port))
    process.start()
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.join(10)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def asking(port: int, path: str, headers: str = "") -> Callable[[], bytes]:
    """Return a call that asks for a path on one kept connection and gives the body; AssertionError unless 200 or 304."""
    connection = socket.create_connection(("127.0.0.1", port), 10)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()

    def ask() -> bytes:
        connection.sendall(request)
        data = connection.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        assert head[9:12] in (b"200", b"304"), head
        wanted = 0
        if head[9:12] == b"200":
            start = head.lower().index(b"content-length:") + 15
            wanted = int(head[start:].split(b"\r\n", 1)[0])
        while len(body) < wanted:
            body += connection.recv(65536)
        return body

    return ask
