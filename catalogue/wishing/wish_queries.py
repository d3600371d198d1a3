"""What is wished of an interest, by how many, and whom one can ring about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from catalogue.models import Activity, ActivityHost, ActivityInterest
from catalogue.name_queries import IS_SHOWN
from catalogue.place_models import Venue
from catalogue.terms import Status, VenueKind, WishKind
from catalogue.wish_models import Wish
from people.codes import keyed_digest

MOST_TO_RING = 12


class Phone(NamedTuple):
    """A place that can be rung."""

    name: str
    slug: str
    number: str


def browser_digest(interest_id: int, browser: str) -> str:
    """Return what is kept of a browser that wishes: another for each interest, so that its wishes cannot be put together."""
    return keyed_digest(current_app.config["SECRET_KEY"], "wish", f"{interest_id} {browser}")


def count_wishes(session: Session, interest_id: int) -> Mapping[WishKind, int]:
    """Count what has been said of an interest, each kind."""
    counted = select(Wish.kind, func.count()).where(Wish.interest_id == interest_id).group_by(Wish.kind)
    return dict.fromkeys(WishKind, 0) | {WishKind(kind): count for kind, count in session.execute(counted)}


def said_by(session: Session, interest_id: int, browser: str) -> set[WishKind]:
    """Return what one browser has said of an interest."""
    own = Wish.browser_digest == browser_digest(interest_id, browser)
    return set(map(WishKind, session.scalars(select(Wish.kind).where(Wish.interest_id == interest_id, own))))


def list_phones(session: Session, interest_id: int) -> tuple[list[Phone], bool]:
    """List up to twelve places to ring, by name, and say whether they do it; where none does it, those that could begin."""
    does_it = exists().where(
        ActivityHost.venue_id == Venue.id, Activity.id == ActivityHost.activity_id, Activity.status == Status.PUBLISHED,
        ActivityInterest.activity_id == Activity.id, ActivityInterest.interest_id == interest_id,
    )  # fmt: skip
    phones = select(Venue.name, Venue.slug, Venue.phone).where(Venue.phone != "").order_by(Venue.sort_key, Venue.id)
    phones = phones.limit(MOST_TO_RING)
    doing = [Phone(*row) for row in session.execute(phones.where(does_it))]
    if doing:
        return doing, True
    could = phones.where(IS_SHOWN, Venue.kind != VenueKind.OUTSIDE)
    return [Phone(*row) for row in session.execute(could)], False
