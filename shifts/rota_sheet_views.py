"""The rota on paper: print it, and write it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, written
from base.web import allow, now, site_url
from people.access_views import get_signed_in, may_in_group
from people.audit_commands import note
from people.codes import new_id
from people.group_queries import Member, find_group, list_members
from people.permissions import Act
from people.terms import AuditAction, AuditKind, MemberState
from shifts.access_views import seen_places
from shifts.held_commands import ShiftRefusedError, UnknownShiftError
from shifts.public_words import made_words
from shifts.rota_queries import RotaShift, list_rota
from shifts.rota_sheet_commands import add_member, write_in
from shifts.rota_sheet_forms import LineForm, SheetForm
from shifts.rules import SEATS
from shifts.terms import Refusal
from shifts.wording import REFUSAL_WORDS, time_words

pages = Blueprint("rota_sheet", __name__)

Answer = Response | tuple[str, int]
WEEKS, JUST_BEFORE = dt.timedelta(weeks=6), dt.timedelta(days=1)
# That somebody holds a pause is theirs to tell.
ON_PAPER = {
    **REFUSAL_WORDS,
    Refusal.PAUSED: "Kan ikke skrives på lige nu. Tal med den, det gælder.",
    Refusal.TWICE: "Er på vagten allerede.",
}
UNKNOWN = "Vagten er der ikke mere."


class SheetRow(NamedTuple):
    """A shift of the sheet: when, where, who is on it, and the lines that can be written on."""

    when: str
    place: str
    names: list[str]
    lines: list[LineForm]


@pages.get("/gruppe/<id:group_id>/vagtark")
@allow(may_in_group(Act.SEE_ROTA))
def blank(group_id: int) -> str:
    """Show the sheet for the wall: the coming weeks with two empty lines each, and no name."""
    session, moment = db.session(), now()
    coming = _coming(_listed(session, group_id, moment), moment)
    return render_template(
        "shifts/sheet_blank.html", group=find_group(session, group_id) or abort(404),
        rows=[(time_words(each.facts), each.shift.opening.venue.name) for each in coming],
        phones=sorted({each.shift.opening.phone for each in coming}), made=made_words(moment),
        address=site_url().split("//", 1)[1].rstrip("/") + url_for("shifts_public.shifts"),
    )  # fmt: skip


@pages.route("/gruppe/<id:group_id>/vagtark/skriv-ind", methods=["GET", "POST"])
@allow(may_in_group(Act.WRITE_ROTA))
def write(group_id: int) -> Answer:
    """Take in what stands on the sheet, each line on its own; what cannot be stays where it was typed."""
    session, moment = db.session(), now()
    members = [each for each in list_members(session, group_id) if each.state is not MemberState.WAITING]
    form = SheetForm()
    if not form.once.data:
        form.once.data = new_id()
    # Also of what has begun or was called off meanwhile: it is told so beside the line.
    failed = _typed(_listed(session, group_id, moment), members) if form.is_submitted() else []
    if form.validate_on_submit():
        failed = [line for line in failed if not _write(line, group_id, form.once.data, moment)]
        if not failed:
            return redirect(url_for("rota.show", group_id=group_id), 303)
    session, lines_of = db.session(), {line.shift_id for line in failed}
    listed = _listed(session, group_id, moment)
    shown = {each.shift.id for each in _coming(listed, moment)} | lines_of
    page = render_template(
        "shifts/sheet_write.html", group=find_group(session, group_id) or abort(404), form=form, failed=failed,
        rows=[_row(each, members, failed) for each in listed if each.shift.id in shown],
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _listed(session: Session, group_id: int, moment: dt.datetime) -> list[RotaShift]:
    return list_rota(session, group_id, moment - JUST_BEFORE, moment + WEEKS, seen_places(group_id))


def _coming(listed: Sequence[RotaShift], moment: dt.datetime) -> list[RotaShift]:
    return [each for each in listed if each.facts.is_live and each.facts.starts_at > moment]


def _typed(listed: Sequence[RotaShift], members: Sequence[Member]) -> list[LineForm]:
    lines = (LineForm(each.shift.id, number, members) for each in listed for number in range(1, SEATS + 1))
    return [line for line in lines if not line.is_blank]


def _write(line: LineForm, group_id: int, once: str, moment: dt.datetime) -> bool:
    """Write one line in; where it cannot be, say why beside it and return False."""
    if not line.validate():
        return False
    actor = get_signed_in().actor

    def do(rows: Session) -> None:
        new = line.new_name.data
        person_id = add_member(rows, actor, group_id, new, once, moment) if new else line.member.data
        opening_id = write_in(rows, line.shift_id, person_id, moment)
        note(rows, actor, AuditAction.SHIFT_CHANGED, AuditKind.OPENING, moment, opening_id)

    try:
        written(do)
    except ShiftRefusedError as error:
        line.member.errors = [ON_PAPER[error.refusal]]
    except UnknownShiftError:
        line.member.errors = [UNKNOWN]
    return not line.member.errors


def _row(rota: RotaShift, members: Sequence[Member], failed: Sequence[LineForm]) -> SheetRow:
    # Who is only asked may have signed on the paper.
    names = [seat.person.name for seat in rota.seats if seat.is_yes]
    lines = [line for line in failed if line.shift_id == rota.shift.id]
    used = {line.number for line in lines}
    free = [number for number in range(1, SEATS + 1) if number not in used][: max(0, SEATS - len(names) - len(lines))]
    lines += [LineForm(rota.shift.id, number, members, formdata=None) for number in free]
    return SheetRow(time_words(rota.facts), rota.shift.opening.venue.name, names, lines)
