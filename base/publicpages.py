"""Public pages, made once per change (design §8).

An entity tag is `counter-validuntil-digest`: the public counter, the first moment (epoch seconds) at which the clock alone
would change the page, and a digest of address and release. So a 304, and a page already made, need the counter and the
clock only. Only pages without a form that posts are kept, under the address that the view calls canonical.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, Response, current_app, g, make_response, request

from base.database import db, public_counter
from base.web import now, site_url

KEPT_BYTES = 32 * 1024 * 1024
SMALLEST_ZIPPED = 1000
MADE_FROM = ("base", "seats", "catalogue", "shifts", "jobs", "noticeboard", "templates", "static")
WRITTEN_TAG = re.compile(r'(?:W/)?"(\d{1,18})-(\d{1,12})-([0-9a-f]{16})"')


class Tag(NamedTuple):
    """An entity tag, taken apart; `until` is in epoch seconds."""

    counter: int
    until: int
    digest: str

    def holds(self, counter: int, moment: float) -> bool:
        """Say whether what it stands for is still true."""
        return self.counter == counter and moment < self.until

    def __str__(self) -> str:
        return f'W/"{self.counter}-{self.until}-{self.digest}"'


@dataclass
class KeptPage:
    """A finished body with what it takes to answer with it; compressed when somebody first asks for that."""

    tag: Tag
    content_type: str
    body: bytes
    gzipped: bytes = b""

    def size(self) -> int:
        """Return the bytes held."""
        return len(self.body) + len(self.gzipped)


@dataclass
class KeptPages:
    """The pages of one process, least recently used first, never more than `limit` bytes together."""

    release: str
    limit: int = KEPT_BYTES
    pages: OrderedDict[str, KeptPage] = field(default_factory=OrderedDict)
    held: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, digest: str) -> KeptPage | None:
        """Return the page kept under an address digest, if there is one."""
        with self.lock:
            page = self.pages.get(digest)
            if page:
                self.pages.move_to_end(digest)
            return page

    def keep(self, page: KeptPage) -> None:
        """Keep a page in place of the one before it, letting the least recently used go when there is no room."""
        digest = page.tag.digest
        with self.lock:
            self._drop(digest)
            if page.size() <= self.limit:
                self.pages[digest] = page
                self.held += page.size()
            while self.held > self.limit:
                self._drop(next(iter(self.pages)))

    def compressed(self, page: KeptPage) -> bytes:
        """Return the page's gzip bytes, made once and kept with it."""
        if page.gzipped:
            return page.gzipped
        fuller = replace(page, gzipped=gzip.compress(page.body, 6, mtime=0))
        if self.find(page.tag.digest) is page:
            self.keep(fuller)
        return fuller.gzipped

    def _drop(self, digest: str) -> None:
        page = self.pages.pop(digest, None)
        self.held -= page.size() if page else 0


def start_public_pages(app: Flask) -> None:
    """Give the app its kept pages; a new release (templates, settings, static files, code) has new entity tags."""
    root = Path(app.root_path)
    sources = sorted(path for folder in MADE_FROM for path in (root / folder).rglob("*.*") if path.suffix != ".pyc")
    digest = hashlib.sha256(repr(app.config["SETTINGS"]).encode())
    for path in [*sources, root / "wsgi.py", root / "requirements.lock"]:
        digest.update(path.read_bytes())
    limit = app.config.get("KEPT_BYTES", KEPT_BYTES)
    app.extensions["public_pages"] = KeptPages(digest.hexdigest()[:12], limit)


def keep_until(moment: dt.datetime | None) -> None:
    """Note that the clock alone changes this page at the moment, if there is one and it is earlier than what was noted before."""
    if moment:
        g.valid_until = min(g.valid_until, moment)


def keep_only_at(address: str) -> None:
    """Name the canonical address (path and query) of this page where it is not the path alone.

    Asked for at any other address the page is made anew each time.
    """
    g.canonical = address


def public_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer from the kept page or with 304 when nothing public has changed, else make the page in one snapshot."""

    @wraps(view)
    def answer(**arguments: Any) -> Response:
        if "HTTP_COOKIE" in request.environ and current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
            return _made_for_one(view, arguments)
        kept: KeptPages = current_app.extensions["public_pages"]
        digest = _digest(kept.release)
        counter, moment = public_counter(db.session()), now().timestamp()
        seen = next((tag for tag in _tags_seen(digest) if tag.holds(counter, moment)), None)
        if seen:
            return Response(status=304, headers=_headers(seen))
        page = kept.find(digest)
        if page is None or not page.tag.holds(counter, moment):
            made = _make(view, arguments, counter, digest)
            if isinstance(made, Response):
                return made
            page = made
            kept.keep(page)
        return _send(kept, page)

    return answer


def _digest(release: str) -> str:
    environ = request.environ
    address = f"{release}\n{site_url()}\n{environ['PATH_INFO']}\n{environ['QUERY_STRING']}"
    return hashlib.blake2b(address.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _tags_seen(digest: str) -> list[Tag]:
    written = request.environ.get("HTTP_IF_NONE_MATCH", "")
    found = [Tag(int(counter), int(until), of) for counter, until, of in WRITTEN_TAG.findall(written)]
    return [tag for tag in found if tag.digest == digest]


def _make(view: Callable[..., Any], arguments: dict[str, Any], counter: int, digest: str) -> KeptPage | Response:
    g.valid_until, g.canonical, g.kept_page = _midnight(), request.path, True
    response = make_response(view(**arguments))
    if response.status_code != 200 or g.canonical != request.full_path.removesuffix("?"):
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Vary"] = "Cookie"
        return response
    tag = Tag(counter, int(g.valid_until.timestamp()), digest)
    return KeptPage(tag, response.content_type or "", response.get_data())


def _midnight() -> dt.datetime:
    return (now() + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _made_for_one(view: Callable[..., Any], arguments: dict[str, Any]) -> Response:
    g.valid_until = _midnight()
    response = make_response(view(**arguments))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Vary"] = "Cookie"
    return response


def _send(kept: KeptPages, page: KeptPage) -> Response:
    headers = _headers(page.tag)
    asked_for = "HTTP_ACCEPT_ENCODING" in request.environ and request.accept_encodings["gzip"]
    if len(page.body) < SMALLEST_ZIPPED or not asked_for:
        return Response(page.body, headers=headers, content_type=page.content_type)
    headers.append(("Content-Encoding", "gzip"))
    return Response(kept.compressed(page), headers=headers, content_type=page.content_type)


def _headers(tag: Tag) -> list[tuple[str, str]]:
    return [("ETag", str(tag)), ("Cache-Control", "no-cache"), ("Vary", "Cookie, Accept-Encoding")]
