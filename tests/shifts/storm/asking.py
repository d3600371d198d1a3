"""A client lighter than the app: one connection a request, many requests at one moment."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

T = TypeVar("T")
WAIT_SECONDS = 60


class Answer(NamedTuple):
    """What came back: status, head, body, and how long it took from the first byte sent to the last received."""

    status: int
    head: str
    body: str
    seconds: float


def ask(port: int, path: str, headers: str = "", typed: str | None = None) -> Answer:
    """Get a path, or post a form to it; raise ConnectionError where the server went away before it had answered."""
    lines = f"Host: 127.0.0.1\r\nConnection: close\r\n{headers}"
    if typed is None:
        request = f"GET {path} HTTP/1.1\r\n{lines}\r\n"
    else:
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(typed)}\r\n"
        request = f"POST {path} HTTP/1.1\r\n{lines}{form}\r\n{typed}"
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), WAIT_SECONDS) as connection:
        connection.sendall(request.encode())
        received = b""
        while not (whole := _whole(received)):
            part = connection.recv(65536)
            if not part:
                raise ConnectionError("the answer was cut off")
            received += part
    seconds = time.perf_counter() - began
    head, body = whole
    return Answer(int(head[9:12]), head.decode(), body.decode(), seconds)


def _whole(received: bytes) -> tuple[bytes, bytes] | None:
    # Head and body, once all of both is there; every answer of the app's tells its length, and a 304 has no body.
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return None
    told = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return (head, body) if head[9:12] == b"304" or (told and len(body) >= int(told[1])) else None


def at_once(deeds: Sequence[Callable[[], T]], hands: int) -> list[T]:
    """Do all, by so many hands at a time, in order; return what each returned."""
    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(lambda deed: deed(), deeds))
