"""Does the time, or the answer, tell whether an account exists? Run by hand: `python3 dev.py bench timing`.

Each way in is tried as often with what exists as with what does not, in a mixed order. The figure is the chance that a
known one took longer than an unknown one (AUC, Mann and Whitney 1947): 0.5 tells nothing. The yardstick in the same run is
a way in that hashes only where it found something: it must stand out, or the clock is blind.
"""

from __future__ import annotations

import gc
import random
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from flask import Flask, request
from flask.testing import FlaskClient

from base.database import db, writing
from base.settings import Settings
from benchmarks._material import catalogue_of
from people.card_queries import card_digest
from people.codes import new_card_code, new_id
from people.person_models import Person
from people.sign_in_queries import hashing
from people.staff_models import StaffAccount
from people.terms import NoticeWay, StaffRole
from people.way_in_models import Card
from tests.making import LONG_AGO

TRIES = 500
LOWEST, HIGHEST = 0.45, 0.55
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
VARIES = re.compile(r'(value="[^"]*")|(\d\d [.\d][.\d] [.\d][.\d] [.\d][.\d])|(\w…@[\w.]+)')


@dataclass(frozen=True)
class WayIn:
    """A form: where it is, where it goes, and what is typed of a key that exists or does not."""

    page: str
    typed: Callable[[str], dict[str, str]]
    known: Sequence[str]
    unknown: Sequence[str]
    follows: str = ""


def measure(tries: int = TRIES) -> dict[str, tuple[float, bool]]:
    """Return for each way in the AUC, and whether the answers were the same but for what was typed."""
    with _app() as app:
        ways = _ways(tries)
        db.session.remove()
        app.add_url_rule("/naive", "naive", _naive, methods=["GET", "POST"])
        return {name: _compare(app, way) for name, way in ways.items()}


@contextmanager
def _app() -> Iterator[Flask]:
    settings = Settings(site_url="http://localhost/", trial=True, sender="file")
    with (
        TemporaryDirectory() as folder,
        catalogue_of(10, SETTINGS=settings, SENT_FILE=f"{folder}/sent.txt", KEPT_BYTES=0) as app,
    ):
        yield app


def _ways(tries: int) -> dict[str, WayIn]:
    codes, others = [[new_card_code() for _ in range(tries)] for _ in range(2)]
    phones = [[f"{first}{n:07}" for n in range(tries)] for first in (2, 3)]
    mails = [[f"{word}{n}@kommunen.example" for n in range(tries)] for word in ("kendt", "ukendt")]
    _fill(codes, phones[0], mails[0])
    return {
        "card, wrong PIN": WayIn("/kort", lambda code: {"code": code, "pin": "2580"}, codes, others),
        "card, no PIN": WayIn("/kort", lambda code: {"code": code}, codes, others),
        "staff, wrong password": WayIn(
            "/log-ind/personale",
            lambda mail: {"email": mail, "password": "forkert", "code": "123456"},
            mails[0],
            mails[1],
        ),
        "start selv": WayIn("/start", lambda phone: {"name": "Anna", "contact": phone}, phones[0], phones[1], "/start/kode"),
        "yardstick: looks first": WayIn("/naive", lambda code: {"code": code, "pin": "2580"}, codes, others),
    }


def _fill(codes: list[str], phones: list[str], mails: list[str]) -> None:
    hashed = hashing().hash("something else")
    ids = [new_id() for _ in codes]
    with writing() as session:
        for person_id, phone in zip(ids, phones, strict=True):
            values = {"notice_way": NoticeWay.TEXT, "seen_on": LONG_AGO.date(), "created_at": LONG_AGO}
            session.add(Person(id=person_id, name="Anna", phone=f"+45{phone}", **values))
        session.flush()
        for person_id, code, mail in zip(ids, codes, mails, strict=True):
            session.add(Card(person_id=person_id, code_digest=card_digest(code), pin_hash=hashed, created_at=LONG_AGO))
            session.add(
                StaffAccount(
                    person_id=person_id, role=StaffRole.STAFF, email=mail, password_hash=hashed, totp_salt="x",
                    created_at=LONG_AGO,
                )
            )  # fmt: skip


def _compare(app: Flask, way: WayIn) -> tuple[float, bool]:
    client = app.test_client()
    token = TOKEN.search(client.get(way.page).get_data(as_text=True))
    keys = [(key, True) for key in way.known] + [(key, False) for key in way.unknown]
    random.Random(1).shuffle(keys)
    taken: dict[bool, list[float]] = {True: [], False: []}
    answers: dict[bool, set[str]] = {True: set(), False: set()}
    gc.disable()
    for number, (key, is_known) in enumerate(keys):
        sent = way.typed(key) | {"csrf_token": token[1] if token else ""}
        seconds, answer = _try(client, way, sent, f"10.0.{number // 250}.{number % 250}")
        taken[is_known].append(seconds)
        answers[is_known].add(answer)
    gc.enable()
    return auc(taken[True], taken[False]), answers[True] == answers[False]


def _try(client: FlaskClient, way: WayIn, sent: dict[str, str], address: str) -> tuple[float, str]:
    gc.collect(0)
    start = time.perf_counter()
    response = client.post(way.page, data=sent, environ_base={"REMOTE_ADDR": address})
    seconds = time.perf_counter() - start
    text = response.get_data(as_text=True)
    if way.follows:
        text += client.get(way.follows).get_data(as_text=True)
    return seconds, f"{response.status_code} {VARIES.sub('', text)}"


def _naive() -> str:
    if request.method == "GET":
        return '<input name="csrf_token" value="x">'
    card = db.session.query(Card).filter_by(code_digest=card_digest(request.form["code"])).one_or_none()
    if card is None or not hashing().matches(card.pin_hash, request.form["pin"]):
        return "Koden og PIN-koden passer ikke sammen."
    return "Velkommen"


_naive.allowed = lambda: True  # type: ignore[attr-defined]


def auc(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """Return the chance that one of the first is greater than one of the second, a tie counting half."""
    ranked = sorted(shorter)
    wins = sum(bisect_left(ranked, each) + bisect_right(ranked, each) for each in longer)
    return wins / (2 * len(longer) * len(shorter))


def main() -> int:
    """Print the table; return 1 unless every way in tells nothing and the yardstick stands out."""
    found = measure()
    print(f"{'way in':<26}{'AUC':>7}  same answer   ({TRIES} known, {TRIES} unknown)")
    for name, (figure, same) in found.items():
        print(f"{name:<26}{figure:>7.3f}  {'yes' if same else 'NO'}")
    return int(not holds(found))


def holds(found: dict[str, tuple[float, bool]]) -> bool:
    """Say whether no way in tells, and the yardstick does."""
    ways = {name: figures for name, figures in found.items() if not name.startswith("yardstick")}
    quiet = all(LOWEST < figure < HIGHEST and same for figure, same in ways.values())
    return quiet and found["yardstick: looks first"][0] > 0.9


if __name__ == "__main__":
    raise SystemExit(main())
