"""Few who meet at one moment: a pair and two singles, one who takes a shift while another of theirs is moved onto it."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from threading import Barrier

from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from base.database import db, writing, written
from people.person_commands import hold_persons
from seats.commands import hold_occasion, move_occasion
from seats.models import Occasion
from seats.queries import list_persons_on
from tests.shifts.storm.asking import at_once
from tests.shifts.storm.storm_world import Claimant
from tests.shifts.storm.storms import NAIVE, REAL

ASK = "/vagter/{}/spoerg"
# Who, where, and what they typed.
Press = tuple[Claimant, str, dict[str, str]]


def pairs_against_singles(port: int, people: Sequence[Claimant], shifts: Sequence[int], one_by_one: bool = False) -> Counter[int]:
    """Let the first sign up with the second while third and fourth press, for each empty shift; return the answers by status.

    `one_by_one` is the negative control: the first takes a seat, then asks for the other.
    """
    asks, partner, *singles = people
    found: Counter[int] = Counter()
    for shift_id in shifts:
        path, ready = REAL.format(shift_id), Barrier(3)
        pair: list[Press] = [(asks, ASK.format(shift_id), {"partner": partner.person_id})]
        if one_by_one:
            pair.insert(0, (asks, path, {}))
        presses: list[list[Press]] = [pair]
        presses += [[(each, path, {})] for each in singles]
        for statuses in at_once([partial(_press_all, port, each, ready) for each in presses], 3):
            found.update(statuses)
    return found


def _press_all(port: int, presses: Sequence[Press], ready: Barrier) -> list[int]:
    ready.wait(60)
    return [person.press(port, path, **typed).status for person, path, typed in presses]


def take_while_moved(
    app: Flask, port: int, people: Sequence[Claimant], moved: Sequence[int], taken: Sequence[int],
    naive_pause_seconds: float | None = None,
) -> None:  # fmt: skip
    """Let each have a seat on one shift, then press for another at the moment when the first is moved to the other's time.

    With `naive_pause_seconds` the seats are those of the naive views, and who moves looks, pauses, then moves.
    """
    path = REAL if naive_pause_seconds is None else NAIVE
    for person, from_id, to_id in zip(people, moved, taken, strict=True):
        person.press(port, path.format(from_id))
        ready = Barrier(2)
        take = partial(_press_all, port, [(person, path.format(to_id), {})], ready)
        deeds: list[Callable[[], object]] = [take, partial(_move, app, from_id, to_id, ready, naive_pause_seconds)]
        at_once(deeds, 2)


def _move(app: Flask, from_id: int, to_id: int, ready: Barrier, naive_pause_seconds: float | None) -> None:
    with app.app_context():
        other = db.session().get_one(Occasion, to_id)
        times = other.starts_at, other.ends_at
        ready.wait(60)
        if naive_pause_seconds is None:
            written(lambda rows: _move_held(rows, from_id, *times))
        else:
            _move_naively(from_id, to_id, *times, naive_pause_seconds)
        db.session.remove()


def _move_held(session: Session, shift_id: int, starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    hold_persons(session, list_persons_on(session, [shift_id]))
    occasion = hold_occasion(session, shift_id)
    assert occasion
    move_occasion(session, occasion, starts_at, ends_at)


def _move_naively(shift_id: int, other_id: int, starts_at: dt.datetime, ends_at: dt.datetime, pause_seconds: float) -> None:
    both = text(
        "SELECT count(*) FROM naive_seat AS one, naive_seat AS other "
        "WHERE one.shift_id = :one AND other.shift_id = :other AND one.person_id = other.person_id"
    )
    if db.session().scalar(both, {"one": shift_id, "other": other_id}):
        return
    time.sleep(pause_seconds)
    with writing() as session:
        session.execute(update(Occasion).where(Occasion.id == shift_id).values(starts_at=starts_at, ends_at=ends_at))
