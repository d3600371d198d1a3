"""The first page of the staff: what waits for them."""

from __future__ import annotations

from flask import Blueprint, render_template

from base.database import db
from base.web import allow
from catalogue.group_queries import count_by_place, list_asking_groups, list_groups_without_contact
from people.access_views import get_signed_in, may
from people.permissions import Act
from people.terms import StaffRole

pages = Blueprint("staff_front", __name__)


@pages.get("/personale")
@allow(may(Act.SEE_DESK))
def front() -> str:
    """Show staff the groups at their places that need them, and a coordinator how many there are at each place."""
    session, actor = db.session(), get_signed_in().actor
    counts_alone = actor.role is StaffRole.COORDINATOR
    return render_template(
        "noticeboard/staff_front.html", counts_alone=counts_alone,
        asking=list_asking_groups(session, actor.venues), without_contact=list_groups_without_contact(session, actor.venues),
        counts=count_by_place(session) if counts_alone else [],
    )  # fmt: skip
