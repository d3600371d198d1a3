"""The board of what is the same at several places, one case, and what places agree on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from catalogue.cases.agreement_commands import NotAsItWasError, answer, propose, reopen, take_back
from catalogue.cases.board_queries import Narrowed, list_agreed, list_everywhere, read_board
from catalogue.cases.carrying_out_commands import RefusedError
from catalogue.cases.case_queries import CaseShown, find_case, show_cases
from catalogue.cases.case_texts import case_waits
from catalogue.cases.proposal import REFUSAL_WORDS
from catalogue.cases.proposal_forms import FORMS, ProposalForm
from catalogue.cases.speaking_views import may_propose, speaks_for
from catalogue.cases.telling_commands import KIND, something_is_open
from catalogue.cases.told_queries import list_told
from catalogue.keeping.access_views import may_answer, may_see_case
from catalogue.models import Activity
from catalogue.name_queries import load_names
from catalogue.overlap_models import Agreement, AgreementMember
from notices.kinds import NoticeKind
from people.access_views import get_signed_in, may
from people.audit_commands import note
from people.permissions import Act
from people.terms import AuditAction, AuditKind

cases = Blueprint("cases", __name__)

Answer = Response | tuple[str, int]


@cases.record
def add_kind(state: BlueprintSetupState) -> None:
    """Give the app's outbox the notice that tells coordinators."""
    state.app.extensions["notices"].kinds.add(NoticeKind(KIND, "Sammenfald, der venter", case_waits, something_is_open))


FASTER = "Nogen kom først. Sådan er det nu."
FURTHEST_PAGE = 1000


@cases.get("/personale/sammenfald")
@allow(may(Act.SEE_CATALOGUE))
def board() -> str:
    """Show what is open, those of one's own places first, or what was agreed; by place, interest or area."""
    session, moment = db.session(), now()
    asked = {name: request.args.get(name, "") for name in ("sted", "interesse", "omraade", "vis")}
    page = min(max(request.args.get("side", 1, int), 1), FURTHEST_PAGE)
    names = load_names(session)
    narrowed = Narrowed(
        *(next((row.id for row in rows if row.slug == asked[name]), None) for name, rows in (
            ("sted", names.venues), ("interesse", names.interests), ("omraade", names.areas),
        ))
    )  # fmt: skip
    mine = get_signed_in().actor.venues
    agreed, more = list_agreed(session, narrowed, page) if asked["vis"] == "aftalt" else ([], False)
    found = None if asked["vis"] == "aftalt" else read_board(session, narrowed, mine, page, moment)
    return render_template(
        "catalogue/cases/board.html", board=found, agreed=agreed, more=found.more if found else more, page=page,
        names=names, asked={name: value for name, value in asked.items() if value}, mine=mine, moment=moment,
        everywhere=list_everywhere(session),
    )  # fmt: skip


@cases.get("/sammenfald/<id:activity_id>")
@allow(may_see_case)
def case(activity_id: int) -> Answer:
    """Show what is the same as one activity, why, what was said of it, and the endings its parties can propose."""
    return _page(activity_id, 200)


@cases.post("/sammenfald/<id:activity_id>/forslag", endpoint="propose")
@allow(may_propose)
def propose_ending(activity_id: int) -> Answer:
    """Propose an ending for activities of a case."""
    shown = _shown(activity_id)
    form = FORMS.get(request.form.get("slut", ""), next(iter(FORMS.values())))(shown.members)
    if not form.validate():
        return _page(activity_id, 422, typed=form)
    actor, moment, said = get_signed_in().actor, now(), form.said()
    venue_ids, group_ids = speaks_for(actor)
    chosen = [member for member in shown.members if member.id in said["activity_ids"]]
    own = [venue_id for member in chosen for venue_id in member.venue_ids if venue_id in venue_ids]
    leading = [member.group_id for member in chosen if member.group_id in group_ids]
    by = {"by_venue_id": own[0]} if own else {"by_group_id": leading[0] if leading else None}
    try:
        with writing() as rows:
            agreement_id = propose(rows, **said, **by, also_venue_ids=own, now=moment)
            note(rows, actor, AuditAction.AGREEMENT_PROPOSED, AuditKind.AGREEMENT, moment, agreement_id, actor.acts_for)
    except RefusedError as refused:
        form.refuse(refused.why)
        return _page(activity_id, 422, typed=form)
    return redirect(url_for("cases.case", activity_id=activity_id), 303)


@cases.post("/aftaler/<id:agreement_id>/svar", endpoint="answer")
@allow(may_answer())
def answer_proposal(agreement_id: int) -> Answer:
    """Say yes or no to a proposal, for all the places and groups one speaks for."""
    moment, yes = now(), request.form.get("answer")
    if yes not in ("yes", "no"):
        return _page(_first_member(agreement_id), 422, "Tryk på Ja eller Nej.")
    venue_ids, group_ids = speaks_for(get_signed_in().actor)
    return _change(agreement_id, lambda rows: answer(rows, agreement_id, yes == "yes", venue_ids, group_ids, moment))


@cases.post("/aftaler/<id:agreement_id>/fortryd", endpoint="take_back")
@allow(may_answer())
def take_back_proposal(agreement_id: int) -> Answer:
    """Take back what one proposed oneself."""
    venue_ids, group_ids = speaks_for(get_signed_in().actor)
    made = db.session().get_one(Agreement, agreement_id)
    if made.by_venue_id not in venue_ids and made.by_group_id not in group_ids:
        abort(403)
    moment = now()
    return _change(agreement_id, lambda rows: take_back(rows, agreement_id, moment))


@cases.post("/aftaler/<id:agreement_id>/aaben-igen", endpoint="reopen")
@allow(may_answer())
def reopen_agreement(agreement_id: int) -> Answer:
    """Open again what was agreed to last."""
    moment = now()
    return _change(agreement_id, lambda rows: reopen(rows, agreement_id, moment))


def _change(agreement_id: int, change: Callable[[Session], Any]) -> Answer:
    form, activity_id, actor = Press(), _first_member(agreement_id), get_signed_in().actor
    if not form.validate():
        return _page(activity_id, 422, form.problems()[0][1])
    try:
        with writing() as rows:
            change(rows)
            note(rows, actor, AuditAction.AGREEMENT_ANSWERED, AuditKind.AGREEMENT, now(), agreement_id, actor.acts_for)
    except NotAsItWasError:
        return _page(activity_id, 409, FASTER)
    except RefusedError as refused:
        return _page(activity_id, 409, REFUSAL_WORDS[refused.why])
    return redirect(url_for("cases.case", activity_id=activity_id), 303)


def _first_member(agreement_id: int) -> int:
    first = select(func.min(AgreementMember.activity_id)).where(AgreementMember.agreement_id == agreement_id)
    return db.session().scalar(first) or abort(404)


def _shown(activity_id: int) -> CaseShown:
    session = db.session()
    if session.get(Activity, activity_id) is None:
        abort(404)
    return show_cases(session, [find_case(session, activity_id)], activity_id)[0]


def _page(activity_id: int, status: int, problem: str = "", typed: ProposalForm | None = None) -> Answer:
    shown, actor = _shown(activity_id), get_signed_in().actor
    venue_ids, group_ids = speaks_for(actor)
    own = any(member.is_kept_by(venue_ids, group_ids) for member in shown.members)
    endings = [
        typed if typed and typed.ending == form.ending else form(shown.members, formdata=None) for form in FORMS.values()
    ] if own and len(shown.members) > 1 else []  # fmt: skip
    return render_template(
        "catalogue/cases/case.html", shown=shown, activity_id=activity_id, told=list_told(db.session(), shown.case.activity_ids),
        endings=endings, typed=typed, problem=problem, venue_ids=venue_ids, group_ids=group_ids, moment=now(),
    ), status  # fmt: skip
