"""A shift: its page, and what its people do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.forms import Form, Press
from base.web import allow, now
from people.access_views import get_signed_in
from people.audit_commands import note as note_audit
from people.permissions import Act, Standing, allows, standings_in
from people.terms import AuditAction, AuditKind
from shifts.access_views import may_on_shift
from shifts.held_commands import ShiftRefusedError, UnknownShiftError
from shifts.models import Shift
from shifts.rules import is_closed_by_clock, why_not_ask, why_not_live, why_not_take
from shifts.shift_forms import NoteForm, PartnerForm
from shifts.shift_page_queries import ShiftPage, find_note, find_page, list_free, list_partners
from shifts.taking_commands import ask_partner, keep_shift, leave_shift, offer_shift, stand_alone, take_shift, write_note
from shifts.terms import Refusal
from shifts.wording import REFUSAL_WORDS, circles, moved_words, state_words, time_words

pages = Blueprint("shift", __name__)

Answer = Response | tuple[str, int]
Change = Callable[[Session, int, str, dt.datetime], Shift]


@pages.get("/vagter/<id:shift_id>")
@allow(may_on_shift(Act.SEE_ROTA))
def show(shift_id: int) -> Answer:
    """Show a shift to its group and to staff: who is on it, and what one can do."""
    return _page(shift_id)


@pages.post("/vagter/<id:shift_id>/tag")
@allow(may_on_shift(Act.TAKE_SHIFT))
def take(shift_id: int) -> Answer:
    """Take a seat, or say yes to the one that is held."""
    # Most of those who come too late are told so without waiting for those who are in time.
    found = _find(shift_id)
    late, answers = why_not_take(found.facts, get_signed_in().actor.subject_id, now()), request.form.get("spurgt-af")

    def change(rows: Session, taken: int, person_id: str, moment: dt.datetime) -> Shift:
        return take_shift(rows, taken, person_id, moment, answers)

    return _refused(found, late) if late else _change(shift_id, change)


@pages.post("/vagter/<id:shift_id>/spoerg")
@allow(may_on_shift(Act.TAKE_SHIFT))
def ask(shift_id: int) -> Answer:
    """Sign up together with one who is named, and asked."""
    found, me = _find(shift_id), get_signed_in().actor.subject_id
    if late := why_not_ask(found.facts, me, now()):
        return _refused(found, late)
    form = PartnerForm(list_partners(db.session(), found.shift.opening.group_id, me))

    def change(rows: Session, asked: int, person_id: str, moment: dt.datetime) -> Shift:
        return ask_partner(rows, asked, person_id, form.partner.data, moment)

    return _change(shift_id, change, form)


@pages.post("/vagter/<id:shift_id>/hop-fra")
@allow(may_on_shift(Act.TAKE_SHIFT))
def leave(shift_id: int) -> Answer:
    """Leave, at once and without a reason; or say no to what is held."""
    return _change(shift_id, leave_shift)


@pages.post("/vagter/<id:shift_id>/tilbyd")
@allow(may_on_shift(Act.TAKE_SHIFT))
def offer(shift_id: int) -> Answer:
    """Ask whether another can take one's seat."""
    return _change(shift_id, offer_shift)


@pages.post("/vagter/<id:shift_id>/behold")
@allow(may_on_shift(Act.TAKE_SHIFT))
def keep(shift_id: int) -> Answer:
    """Take the offer back."""
    return _change(shift_id, keep_shift)


@pages.post("/vagter/<id:shift_id>/alene")
@allow(may_on_shift(Act.TAKE_SHIFT))
def alone(shift_id: int) -> Answer:
    """Say that one stands there alone: it is closed, and the number to call is shown."""
    return _change(shift_id, stand_alone)


@pages.post("/vagter/<id:shift_id>/note")
@allow(may_on_shift(Act.TAKE_SHIFT))
def note(shift_id: int) -> Answer:
    """Write to the two of the next shift."""
    form = NoteForm()

    def change(rows: Session, noted: int, person_id: str, moment: dt.datetime) -> Shift:
        return write_note(rows, noted, person_id, form.note.data, form.seen.data or "", moment)

    return _change(shift_id, change, form)


def _change(shift_id: int, change: Change, form: Form | None = None) -> Answer:
    form = form or Press()
    if not form.validate_on_submit():
        return _page(shift_id, form)
    actor, moment = get_signed_in().actor, now()

    def do(rows: Session) -> None:
        shift = change(rows, shift_id, actor.subject_id, moment)
        if actor.acts_for:
            helped = (AuditAction.HELPED, AuditKind.OPENING, moment, shift.opening_id)
            note_audit(rows, actor, *helped, for_id=actor.acts_for)

    try:
        written(do)
    except UnknownShiftError:
        abort(404)
    except ShiftRefusedError as error:
        typed = form.note.data if isinstance(form, NoteForm) else ""
        return _refused(_find(shift_id), error.refusal, typed)
    return redirect(url_for("shift.show", shift_id=shift_id), 303)


def _find(shift_id: int) -> ShiftPage:
    return find_page(db.session(), shift_id) or abort(404)


def _refused(found: ShiftPage, refusal: Refusal, typed: str = "") -> Answer:
    """Answer that it cannot be: why, how it stands now, which others one could take, and what was typed."""
    moment, me = now(), get_signed_in().actor.subject_id
    # Who holds a pause can take no other either.
    free = [] if refusal is Refusal.PAUSED else list_free(db.session(), found.shift.opening.group_id, me, moment, found.shift.id)
    page = render_template(
        "shifts/shift_refused.html", sentence=REFUSAL_WORDS[refusal], shift=found.shift, **_how_it_stands(found, moment),
        free=[(each.id, each.opening.venue.name, time_words(facts)) for each, facts in free], typed=typed,
    )  # fmt: skip
    return page, 409


def _page(shift_id: int, failed: Form | None = None) -> Answer:
    session, actor, moment = db.session(), get_signed_in().actor, now()
    found, me = _find(shift_id), actor.subject_id
    shift, facts, opening = found.shift, found.facts, found.shift.opening
    held = standings_in(actor, opening.group_id, [opening.venue_id])
    takes = allows(Act.TAKE_SHIFT, held)
    mine = facts.seat_of(me, moment)
    on_it = bool(mine and mine.is_yes) and takes
    has_begun = moment >= facts.starts_at
    asks = takes and why_not_ask(facts, me, moment) is None and (mine is None or mine.is_yes)
    partners = list_partners(session, opening.group_id, me) if asks else []
    page = render_template(
        "shifts/shift.html", shift=shift, opening=opening, **_how_it_stands(found, moment), failed=failed or Press(formdata=None),
        seats=[seat for seat, fact in zip(found.seats, facts.seats, strict=True) if fact.counts(moment)],
        me=me, mine=mine, on_it=on_it, asked_by=_asker(found, me), asked_by_id=_asked_by_id(found, me),
        can_take=takes and mine is None and why_not_take(facts, me, moment) is None,
        partner_form=_form(failed, PartnerForm, partners) if partners or isinstance(failed, PartnerForm) else None,
        is_live=why_not_live(facts, moment) is None, is_over=moment >= facts.ends_at, has_begun=has_begun,
        shows_key=on_it and moment < facts.ends_at and not why_not_live(facts, moment) and not is_closed_by_clock(facts, moment),
        moved="" if has_begun else moved_words(facts, shift.day, opening.start_minute, opening.minutes),
        is_near=moment >= facts.cutoff_at, keeps=Standing.STAFF_HERE in held,
        left_note=find_note(session, shift) if on_it and moment < facts.ends_at else "",
        note_form=_form(failed, NoteForm, note=shift.note, seen=shift.note)
        if (on_it and has_begun) or isinstance(failed, NoteForm) else None,
    )  # fmt: skip
    return page, 422 if failed else 200


def _asker(found: ShiftPage, person_id: str) -> str | None:
    asked_by = _asked_by_id(found, person_id)
    return next((seat.person.name for seat in found.seats if seat.person_id == asked_by), None)


def _asked_by_id(found: ShiftPage, person_id: str) -> str | None:
    return {seat.person_id: seat.asked_by_id for seat in found.seats}.get(person_id)


def _how_it_stands(found: ShiftPage, moment: dt.datetime) -> dict[str, Any]:
    return {
        "when": time_words(found.facts), "state": state_words(found.facts, moment), "circles_of": circles(found.facts, moment),
        "group_id": found.shift.opening.group_id,
    }  # fmt: skip


def _form(failed: Form | None, kind: type[Form], *given: Any, **filled: Any) -> Form:
    return failed if isinstance(failed, kind) else kind(*given, formdata=None, **filled)
