"""The app as a storm meets it, and beside its own views those that a hurry would write: the negative controls."""

from __future__ import annotations

import datetime as dt
import os
import time

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from base.database import db, writing, written
from base.web import allow, now
from people.access_views import get_signed_in, may
from people.permissions import Act
from shifts.access_views import may_on_shift
from shifts.taking_commands import take_shift
from tests.conftest import Clock, make_app

naive = Blueprint("naive", __name__, url_prefix="/naiv")
# What the naive views write to: the app's own tables would refuse.
SCRATCH = {
    "naive_seat": "shift_id INTEGER, person_id TEXT",
    "naive_number": "shift_id INTEGER, number INTEGER CHECK (number IN (1, 2)), person_id TEXT, PRIMARY KEY (shift_id, number)",
    "naive_flag": "shift_id INTEGER PRIMARY KEY, is_open INTEGER",
}


class RealClock(Clock):
    """The clock on the wall."""

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


def make_served() -> Flask:
    """Return the app of the environment's database, with the naive views; it holds no connection that a fork would share."""
    app = make_app(os.environ["STORM_DATABASE"], RealClock(), PAUSE_SECONDS=float(os.environ["STORM_PAUSE"]))
    app.register_blueprint(naive)

    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return app


def _pause() -> None:
    time.sleep(float(os.environ["STORM_PAUSE"]))


@naive.post("/<id:shift_id>/tag")
@allow(may_on_shift(Act.TAKE_SHIFT))
def take(shift_id: int) -> Response:
    """Look whether there is room, and whether they are elsewhere then; write it down."""
    who = {"shift": shift_id, "person": get_signed_in().actor.person_id}
    rows = db.session()
    full = rows.scalar(text("SELECT count(*) FROM naive_seat WHERE shift_id = :shift"), who) >= 2
    elsewhere = rows.scalar(
        text(
            "SELECT count(*) FROM naive_seat JOIN occasion AS there ON there.id = naive_seat.shift_id, occasion AS here "
            "WHERE naive_seat.person_id = :person AND here.id = :shift "
            "AND there.starts_at < here.ends_at AND there.ends_at > here.starts_at"
        ),
        who,
    )
    if full or elsewhere:
        return Response("Nogen kom først", 409)
    _pause()
    with writing() as session:
        session.execute(text("INSERT INTO naive_seat VALUES (:shift, :person)"), who)
    return Response(status=303)


@naive.post("/<id:shift_id>/nummer")
@allow(may_on_shift(Act.TAKE_SHIFT))
def take_number(shift_id: int) -> Response:
    """Look which number is free, and let the database refuse the second who saw the same."""
    who = {"shift": shift_id, "person": get_signed_in().actor.person_id}
    taken = db.session().scalar(text("SELECT count(*) FROM naive_number WHERE shift_id = :shift"), who)
    _pause()
    try:
        with writing() as session:
            session.execute(text("INSERT INTO naive_number VALUES (:shift, :number, :person)"), who | {"number": taken + 1})
    except IntegrityError:
        return Response("Nogen kom først", 409)
    return Response(status=303)


@naive.post("/<id:job_id>/job")
@allow(may(Act.TAKE_JOB))
def take_hand(job_id: int) -> Response:
    """Look whether there is room for one more hand; write it down."""
    who = {"job": job_id, "person": get_signed_in().actor.person_id}
    rows = db.session()
    taken = rows.scalar(text("SELECT count(*) FROM naive_seat WHERE shift_id = :job"), who)
    if taken >= rows.scalar(text("SELECT capacity FROM occasion WHERE id = :job"), who):
        return Response("Nogen kom først", 409)
    _pause()
    with writing() as session:
        session.execute(text("INSERT INTO naive_seat VALUES (:job, :person)"), who)
    return Response(status=303)


@naive.post("/<id:shift_id>/straks")
@allow(may_on_shift(Act.TAKE_SHIFT))
def answer_first(shift_id: int) -> Response:
    """Answer, then write it down."""
    app, person_id, moment = current_app._get_current_object(), get_signed_in().actor.person_id, now()  # type: ignore[attr-defined]
    answer = Response(status=303)

    def take_later() -> None:
        _pause()
        with app.app_context():
            written(lambda rows: take_shift(rows, shift_id, person_id, moment))

    answer.call_on_close(take_later)
    return answer


@naive.get("/<id:shift_id>/flag")
@allow(lambda: True)
def flag(shift_id: int) -> Response:
    """Tell what a flag says, and the counter of the moment it was read."""
    row = db.session().execute(
        text("SELECT counter, is_open FROM public_state, naive_flag WHERE shift_id = :shift"), {"shift": shift_id}
    )
    counter, is_open = row.one()
    return Response("Vi er to" if is_open else "Måske åbent", headers={"ETag": f'W/"{counter}-0-{0:016}"'})
