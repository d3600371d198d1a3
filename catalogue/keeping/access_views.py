"""The rules that the views of keeping declare: toward an activity, a place, what places agree on."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from flask import abort, request
from sqlalchemy import or_, select

from base.database import db
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_models import AgreementParty, Overlap
from catalogue.place_models import Venue
from people.access_views import actor
from people.permissions import Act, Standing, allows, standings_at, standings_in


def may_keep_activity(act: Act = Act.KEEP_ACTIVITIES) -> Callable[[], bool]:
    """Return the rule that somebody may do this with the activity of the address (`activity_id`): 404 if there is none."""

    def rule() -> bool:
        return allows(act, standings_toward_activity(int((request.view_args or {})["activity_id"])))

    return rule


def may_keep_place(act: Act = Act.KEEP_PLACE) -> Callable[[], bool]:
    """Return the rule that somebody may do this at the place of the address (`slug`): 404 if there is none."""

    def rule() -> bool:
        found = db.session().scalar(select(Venue.id).where(Venue.slug == str((request.view_args or {})["slug"])))
        return allows(act, standings_at(actor(), [found or _nothing_here()]))

    return rule


def may_see_case() -> bool:
    """Let staff see the case of the activity of the address (`activity_id`), and a contact one that their group leads in."""
    activity_id = int((request.view_args or {})["activity_id"])
    if allows(Act.SEE_CATALOGUE, standings_at(actor(), ())):
        return True
    near = (
        select(Overlap.first_id)
        .where(Overlap.second_id == activity_id)
        .union(select(Overlap.second_id).where(Overlap.first_id == activity_id))
    )
    leading = select(Activity.group_id).where(or_(Activity.id == activity_id, Activity.id.in_(near)))
    return any(_is_contact(group_id) for group_id in db.session().scalars(leading) if group_id)


def may_answer(act: Act = Act.ANSWER_AGREEMENT) -> Callable[[], bool]:
    """Return the rule that somebody may do this as a party to the agreement of the address (`agreement_id`): 404 if none."""

    def rule() -> bool:
        agreement_id = int((request.view_args or {})["agreement_id"])
        told = select(AgreementParty.venue_id, AgreementParty.group_id).where(AgreementParty.agreement_id == agreement_id)
        parties = db.session().execute(told).all() or _nothing_here()
        held = standings_at(actor(), [venue_id for venue_id, _ in parties if venue_id])
        if (who := actor()) and who.acts_for:
            # Who helps speaks for the one they help, and for nobody else.
            held -= {Standing.STAFF_HERE}
        contact = any(_is_contact(group_id) for _, group_id in parties if group_id)
        return allows(act, held | ({Standing.CONTACT} if contact else set()))

    return rule


def standings_toward_activity(activity_id: int) -> frozenset[Standing]:
    """Return what whoever asks is toward an activity: staff where it is, in the group that leads it; abort with 404 if none."""
    session = db.session()
    found = session.execute(select(Activity.group_id).where(Activity.id == activity_id)).first() or _nothing_here()
    places = session.scalars(select(ActivityHost.venue_id).where(ActivityHost.activity_id == activity_id)).all()
    group_id: int | None = found[0]
    return standings_in(actor(), group_id, places) if group_id else standings_at(actor(), places)


def _is_contact(group_id: int) -> bool:
    return Standing.CONTACT in standings_in(actor(), group_id, ())


def _nothing_here() -> NoReturn:
    abort(404)
