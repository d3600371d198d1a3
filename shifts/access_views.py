"""Who may: rules toward the shift, or the extra hours, of an address."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import abort, request
from sqlalchemy import Select, select

from base.database import db
from people.access_views import actor, get_signed_in, none_of_theirs
from people.permissions import Act, allows, standings_in
from shifts.models import Opening, Shift


def may_on_shift(act: Act) -> Callable[[], bool]:
    """Return the rule that somebody may do this with the shift of the address (`shift_id`): 404 if it is none of theirs."""

    def rule() -> bool:
        of_shift = select(Opening.group_id, Opening.venue_id).join(Shift, Shift.opening_id == Opening.id)
        return _may(act, of_shift.where(Shift.id == int((request.view_args or {})["shift_id"])))

    return rule


def may_on_opening(act: Act) -> Callable[[], bool]:
    """Return the rule that somebody may do this with the extra hours of the address (`opening_id`): 404 if none of theirs."""

    def rule() -> bool:
        of_opening = select(Opening.group_id, Opening.venue_id)
        return _may(act, of_opening.where(Opening.id == int((request.view_args or {})["opening_id"])))

    return rule


def seen_places(group_id: int) -> Collection[int] | None:
    """Return the places at which whoever asks sees a group's rota: its own people everywhere (None), staff at their own alone."""
    who = get_signed_in().actor
    return None if allows(Act.TAKE_SHIFT, standings_in(who, group_id, ())) else who.venues


def _may(act: Act, found: Select[int, int]) -> bool:
    who = actor()
    if who is None:
        return False
    row = db.session().execute(found).one_or_none()
    if row is None:
        abort(404)
    group_id, venue_id = row
    return none_of_theirs(standings_in(who, group_id, [venue_id]), act, Act.SEE_ROTA)
