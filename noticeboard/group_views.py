"""A group's page: as much of it as whoever asks may know."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from base.clock import day_of
from base.database import db
from base.web import allow, now
from catalogue.group_queries import list_group_places
from people.access_views import get_signed_in, may_in_group
from people.group_forms import GroupNameForm
from people.group_queries import find_group, find_invitation_end, list_members
from people.permissions import Act, allows, standings_in
from people.terms import MemberState

pages = Blueprint("group_page", __name__)


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
    return render_template(
        "noticeboard/group.html", group=group, places=places, members=members, contacts=contacts, sees=sees, keeps=keeps,
        waiting=[each for each in people if each.state is MemberState.WAITING] if keeps else [],
        makes_contact=keeps or (allows(Act.MAKE_CONTACT, held) and not contacts),
        here=actor.venues if allows(Act.APPROVE_GROUP, held) else frozenset(),
        my_id=actor.subject_id, my_state=actor.groups.get(group_id),
        invited_until=invited_until and day_of(invited_until),
        name_form=GroupNameForm(formdata=None, name=group.name),
    )  # fmt: skip
