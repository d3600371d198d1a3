"""What another comparer wrote, or none, is not trusted: the first change compares all that is published anew."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from base.database import db, writing
from catalogue.models import Activity
from catalogue.overlap_commands import UnseenOverlapError, hold_overlaps, settle_overlaps
from catalogue.overlap_models import ActivityKey, Overlap, OverlapState
from catalogue.overlaps_digest import comparer_digest
from catalogue.terms import Status
from tests.catalogue.cases.two_places import NOW, make_two_places
from tests.making import TUESDAYS, make_activity, make_venue


def forget(app: Flask, digest: str) -> int:
    """Leave two places that knit as an upgrade finds them, and return a third's draft of the same."""
    with app.app_context(), writing() as session:
        make_two_places(session)
        session.execute(delete(ActivityKey))
        session.execute(delete(Overlap))
        session.execute(update(OverlapState).values(comparer_digest=digest))
        return make_activity(session, make_venue(session, "Skuret"), "Strikkecafé", TUESDAYS, status="draft").id


def publish(app: Flask, activity_id: int, *seen: int) -> None:
    with app.app_context(), writing() as session:
        hold_overlaps(session)
        session.get_one(Activity, activity_id).status = Status.PUBLISHED
        settle_overlaps(session, [activity_id], NOW, seen=seen)


def pairs(app: Flask) -> int:
    with app.app_context():
        found = len(db.session.scalars(select(Overlap.first_id)).all())
        db.session.remove()
    return found


def test_the_first_who_publishes_after_an_upgrade_is_shown_what_is_there(app: Flask) -> None:
    draft = forget(app, "")
    with pytest.raises(UnseenOverlapError) as refused:
        publish(app, draft)
    assert len(refused.value.activity_ids) == 2
    publish(app, draft, *refused.value.activity_ids)
    assert pairs(app) == 3


def test_where_stored_keys_were_trusted_nobody_would_be_shown_anything(app: Flask) -> None:
    """The negative control: the keys are missing, and the mark says that they are there."""
    publish(app, forget(app, comparer_digest()))
    assert pairs(app) == 0
