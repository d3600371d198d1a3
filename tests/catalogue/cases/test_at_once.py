"""Two at the same moment, on both databases (promise P1)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from base.database import db, writing
from catalogue.cases.agreement_commands import answer
from catalogue.models import Activity
from catalogue.overlap_commands import UnseenOverlapError, hold_overlaps, settle_overlaps
from catalogue.overlap_models import Agreement
from catalogue.overlap_queries import find_overlaps, offering_of, read_activities, read_pairs
from catalogue.terms import AgreementState, Status
from catalogue.vocabulary_queries import read_vocabulary
from tests.catalogue.cases.two_places import NOW, make_two_places, propose_far
from tests.making import make_activity, make_venue
from tests.people.making import make_group


@pytest.fixture
def halves(app: Flask) -> tuple[int, int]:
    """The two halves of a pair, neither of them out."""
    with app.app_context(), writing() as session:
        return tuple(
            make_activity(session, make_venue(session, place), title, status="draft").id
            for place, title in [("Huset", "Strikkecafé"), ("Loftet", "Garn og strik")]
        )  # type: ignore[return-value]


def at_once(app: Flask, deeds: list[Callable[[], None]]) -> list[str]:
    """Do each in a thread of its own, and return the names of what they raised."""

    def run(deed: Callable[[], None]) -> str:
        with app.app_context():
            try:
                deed()
            except UnseenOverlapError as unseen:
                return type(unseen).__name__
            finally:
                db.session.remove()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def out_of(app: Flask) -> list[int]:
    with app.app_context():
        return [each.id for each in db.session.query(Activity).filter_by(status=Status.PUBLISHED)]


def test_of_two_who_publish_the_halves_of_a_pair_one_is_told(app: Flask, halves: tuple[int, int]) -> None:
    ready = Barrier(2)

    def publish(activity_id: int) -> None:
        read_pairs(db.session())
        ready.wait(30)
        with writing() as session:
            hold_overlaps(session)
            session.get_one(Activity, activity_id).status = Status.PUBLISHED
            settle_overlaps(session, [activity_id], NOW, seen=[])

    told = at_once(app, [lambda each=each: publish(each) for each in halves])  # type: ignore[misc]
    assert told == ["", "UnseenOverlapError"]
    assert len(out_of(app)) == 1


def test_without_the_lock_both_would_come_out_unseen(app: Flask, halves: tuple[int, int]) -> None:
    """The negative control: all look before anybody has the turn."""
    all_have_looked = Barrier(2)

    def publish(activity_id: int) -> None:
        session = db.session()
        offering = offering_of(read_activities(session, [activity_id])[activity_id])
        if find_overlaps(session, {activity_id: offering}, read_vocabulary(session)):
            raise UnseenOverlapError([])
        all_have_looked.wait(30)
        with writing() as rows:
            rows.get_one(Activity, activity_id).status = Status.PUBLISHED

    assert at_once(app, [lambda each=each: publish(each) for each in halves]) == ["", ""]  # type: ignore[misc]
    assert len(out_of(app)) == 2
    with app.app_context():
        assert read_pairs(db.session()) == set()


def test_the_last_two_yeses_at_once_make_one_agreement(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        group = make_group(session)
        session.get_one(Activity, places.at_loft).group_id = group.id
        number, group_id = propose_far(session, places), group.id
    ready = Barrier(2)

    def say_yes(venue_ids: list[int], group_ids: list[int]) -> None:
        ready.wait(30)
        with writing() as session:
            answer(session, number, True, venue_ids, group_ids, NOW)

    at_once(app, [lambda: say_yes([places.loft], []), lambda: say_yes([], [group_id])])
    with app.app_context():
        assert db.session.get_one(Agreement, number).state == AgreementState.AGREED
