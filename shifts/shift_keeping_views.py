"""What staff do with one shift: cancel, close or move it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import DateField, ValidationError
from wtforms.validators import InputRequired

from base.clock import on_the_wall
from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from catalogue.keeping.time_forms import CLOCK_FORMATS, DAY_FORMATS, ClockField
from catalogue.recurrence import ends_at, starts_at
from people.access_views import get_signed_in
from people.audit_commands import note
from people.permissions import Act
from people.terms import AuditAction, AuditKind
from shifts.access_views import may_on_shift
from shifts.held_commands import ShiftRefusedError, UnknownShiftError
from shifts.keeping_commands import cancel_shift, close_shift
from shifts.models import Shift
from shifts.opening_forms import SAY_START
from shifts.opening_rules import FURTHEST, LONGEST_MINUTES, SENTENCES, SHORTEST_MINUTES, Problem, minutes_between
from shifts.roll_commands import move_planned, restore_planned
from shifts.shift_queries import facts_of, find_shift
from shifts.wording import REFUSAL_WORDS, time_words

pages = Blueprint("shift_keeping", __name__)

Answer = Response | tuple[str, int]


class MoveForm(Form):
    """The day and the hours a shift is moved to."""

    day = DateField("Ny dag", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])
    start: Any = ClockField("Fra kl.", format=CLOCK_FORMATS)
    end: Any = ClockField("Til kl.", format=CLOCK_FORMATS)

    def __init__(self, now: dt.datetime, **given: Any) -> None:
        super().__init__(**given)
        self.now = now

    def validate_start(self, field: ClockField) -> None:
        """Ask for a time of day."""
        if field.data is None:
            raise ValidationError(SAY_START)

    validate_end = validate_start

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Refuse what has gone, is far ahead, or lasts too long or too short."""
        if not super().validate(extra_validators):
            return False
        minutes = minutes_between(self.start.data, self.end.data)
        checks = [
            # The days first: at the ends of the calendar there is no moment to compare.
            (self.day.data < self.now.date(), self.day, Problem.PAST),
            (self.day.data > self.now.date() + FURTHEST, self.day, Problem.TOO_FAR),
            (minutes > LONGEST_MINUTES, self.end, Problem.TOO_LONG),
            (minutes < SHORTEST_MINUTES, self.end, Problem.TOO_SHORT),
        ]
        for wrong, field, problem in checks:
            if wrong:
                field.errors = [SENTENCES[problem]]
                return False
        if self.starts_at <= self.now:
            self.day.errors = [SENTENCES[Problem.PAST]]
        return not self.day.errors

    @property
    def starts_at(self) -> dt.datetime:
        """When it is to begin."""
        return starts_at(self.day.data, self.start.data.hour * 60 + self.start.data.minute)

    @property
    def ends_at(self) -> dt.datetime:
        """When it is to end."""
        minutes = minutes_between(self.start.data, self.end.data)
        return ends_at(self.day.data, self.start.data.hour * 60 + self.start.data.minute, minutes)


@pages.post("/personale/vagter/<id:shift_id>/aflys")
@allow(may_on_shift(Act.KEEP_SHIFT))
def cancel(shift_id: int) -> Answer:
    """Call a shift off."""
    return _do(shift_id, Press(), lambda rows: cancel_shift(rows, shift_id, now()))


@pages.post("/personale/vagter/<id:shift_id>/luk")
@allow(may_on_shift(Act.KEEP_SHIFT))
def close(shift_id: int) -> Answer:
    """Close a shift that has begun."""
    return _do(shift_id, Press(), lambda rows: close_shift(rows, shift_id, now()))


@pages.post("/personale/vagter/<id:shift_id>/alligevel")
@allow(may_on_shift(Act.KEEP_SHIFT))
def restore(shift_id: int) -> Answer:
    """Let a shift take place after all."""
    return _do(shift_id, Press(), lambda rows: restore_planned(rows, shift_id, now()))


@pages.route("/personale/vagter/<id:shift_id>/flyt", methods=["GET", "POST"])
@allow(may_on_shift(Act.KEEP_SHIFT))
def move(shift_id: int) -> Answer:
    """Show where a shift is, and move it."""
    occasion = _find(shift_id).occasion
    starts, ends = on_the_wall(occasion.starts_at), on_the_wall(occasion.ends_at)
    form = MoveForm(now(), data={"day": starts.date(), "start": starts.time(), "end": ends.time()})
    return _do(shift_id, form, lambda rows: move_planned(rows, shift_id, form.starts_at, form.ends_at, now()))


def _do(shift_id: int, form: Form, change: Callable[[Session], Shift]) -> Answer:
    if not form.validate_on_submit():
        return _page(shift_id, form, 422 if form.is_submitted() else 200)
    actor = get_signed_in().actor

    def do(rows: Session) -> None:
        note(rows, actor, AuditAction.SHIFT_CHANGED, AuditKind.OPENING, now(), change(rows).opening_id, for_id=actor.acts_for)

    try:
        written(do)
    except UnknownShiftError:
        abort(404)
    except ShiftRefusedError as error:
        form.form_errors = [REFUSAL_WORDS[error.refusal]]
        return _page(shift_id, form, 409)
    return redirect(url_for("shift.show", shift_id=shift_id), 303)


def _page(shift_id: int, form: Form, status: int) -> Answer:
    shift = _find(shift_id)
    move_form = form if isinstance(form, MoveForm) else None
    when = time_words(facts_of(shift, ()))
    return render_template("shifts/keeping_move.html", shift=shift, when=when, form=form, move_form=move_form), status


def _find(shift_id: int) -> Shift:
    return find_shift(db.session(), shift_id) or abort(404)
