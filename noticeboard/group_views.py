"""A group's page: as much of it as whoever asks may know."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, abort, render_template
from sqlalchemy.orm import Session

from base.clock import day_of
from base.database import db
from base.web import allow, now
from catalogue.cases.told_queries import list_waiting
from catalogue.group_queries import list_group_places
from catalogue.keeping.led_queries import list_led
from catalogue.models import Activity
from catalogue.terms import Status
from people.access_views import get_signed_in, may_in_group
from people.group_forms import GroupNameForm
from people.group_queries import find_group, find_invitation_end, list_members
from people.permissions import Act, allows, standings_in
from people.terms import MemberState

pages = Blueprint("group_page", __name__)

STATE_WORDS = {
    Status.DRAFT: "Kladde. Den er ikke ude endnu.",
    Status.PUBLISHED: "Udgivet. Alle kan se den.",
    Status.WITHDRAWN: "Stoppet.",
}


@pages.get("/gruppe/<id:group_id>")
@allow(may_in_group(Act.SEE_GROUP))
def show(group_id: int) -> str:
    """Show a group: its name to who waits, its people to one another and to staff of its places, the rest to contacts."""
    session, actor, moment = db.session(), get_signed_in().actor, now()
    group = find_group(session, group_id) or abort(404)
    places = list_group_places(session, group_id)
    held = standings_in(actor, group_id, [place.venue_id for place in places])
    keeps, sees = allows(Act.KEEP_GROUP, held), allows(Act.SEE_MEMBERS, held)
    people = list_members(session, group_id) if sees else []
    members = [each for each in people if each.state is not MemberState.WAITING]
    contacts = [each for each in members if each.state is MemberState.CONTACT]
    invited_until = find_invitation_end(session, group_id, moment) if keeps else None
    my_state = actor.groups.get(group_id)
    leads = my_state in (MemberState.MEMBER, MemberState.CONTACT)
    return render_template(
        "noticeboard/group.html", group=group, places=places, members=members, contacts=contacts, sees=sees, keeps=keeps,
        waiting=[each for each in people if each.state is MemberState.WAITING] if keeps else [],
        makes_contact=keeps or (allows(Act.MAKE_CONTACT, held) and not contacts),
        here=actor.venues if allows(Act.APPROVE_GROUP, held) else frozenset(),
        my_id=actor.subject_id, my_state=my_state, leads=leads, **(_led(session, group_id, keeps, moment) if leads else {}),
        invited_until=invited_until and day_of(invited_until),
        name_form=GroupNameForm(formdata=None, name=group.name),
    )  # fmt: skip


def _led(session: Session, group_id: int, keeps: bool, moment: dt.datetime) -> dict[str, Any]:
    """Return what a group's own people see of what it leads; what others propose about it is its contacts' to answer."""
    led = list_led(session, group_id, moment)
    own = {each.activity.id for each in led}
    proposals = list_waiting(session, (), [group_id]) if keeps else []
    # A contact may see a case from their own activity.
    return {
        "led": led,
        "state_of": _state_of,
        "proposals": [(one, next(iter(own.intersection(one.activity_ids)), one.activity_ids[0])) for one in proposals],
    }


def _state_of(activity: Activity) -> str:
    return "Venter på et ja." if activity.asked_at else STATE_WORDS[Status(activity.status)]
