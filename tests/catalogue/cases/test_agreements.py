"""What places propose, answer and agree on, and what it comes to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import writing
from catalogue.cases.agreement_commands import NotAsItWasError, answer, propose, reopen, take_back
from catalogue.cases.agreement_queries import read_agreed_pairs
from catalogue.cases.carrying_out_commands import RefusedError
from catalogue.cases.proposal import Refusal
from catalogue.models import Activity, ActivityHost, Schedule, ScheduleException
from catalogue.overlap_commands import UnseenOverlapError, settle_overlaps
from catalogue.overlap_models import Agreement, Overlap
from catalogue.place_models import Venue
from catalogue.terms import AgreementState, Ending, Status, VenueKind
from tests.catalogue.cases.two_places import NOW, TwoPlaces, make_third, make_two_places, open_pairs, propose_far
from tests.making import LONG_AGO, make_activity, make_venue
from tests.people.making import make_group

LATER = NOW + dt.timedelta(days=3)


def state(session: Session, agreement_id: int) -> str:
    found = session.get(Agreement, agreement_id, populate_existing=True)
    assert found
    return found.state


def test_a_proposal_waits_for_the_other_place_and_its_yes_makes_it_an_agreement(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        number = propose_far(session, places)
        assert state(session, number) == AgreementState.PROPOSED
        assert read_agreed_pairs(session, places.pair) == set()
        assert answer(session, number, True, [places.loft], [], LATER) is AgreementState.AGREED
        assert read_agreed_pairs(session, places.pair) == {places.pair}
        assert open_pairs(session) == [places.pair]


def test_who_works_at_both_places_agrees_at_once(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        assert state(session, propose_far(session, places, also_venue_ids=[places.loft])) == AgreementState.AGREED


def test_a_place_out_in_town_which_nobody_keeps_here_is_not_asked(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        session.get_one(Venue, places.loft).kind = VenueKind.OUTSIDE
        assert state(session, propose_far(session, places)) == AgreementState.AGREED


def test_a_place_that_has_come_since_it_was_proposed_is_asked_too(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        number = propose_far(session, places)
        shed = make_venue(session, "Skuret").id
        session.add(ActivityHost(activity_id=places.at_loft, venue_id=shed, position=1))
        session.flush()
        settle_overlaps(session, [places.at_loft], LATER)
        assert answer(session, number, True, [places.loft], [], LATER) is AgreementState.PROPOSED
        assert answer(session, number, True, [shed], [], LATER) is AgreementState.AGREED


def test_a_draft_that_goes_out_by_an_agreement_is_reviewed_in_ninety_days(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        kept = session.get_one(Activity, places.at_house)
        kept.status, kept.review_on = Status.DRAFT, dt.date(2026, 6, 1)
        agreed(session, places, Ending.STOP_ONE, kept_id=places.at_house)
        assert (kept.status, kept.review_on) == (Status.PUBLISHED, dt.date(2027, 2, 22))


def test_the_group_that_leads_one_is_asked_too(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        group = make_group(session)
        session.get_one(Activity, places.at_loft).group_id = group.id
        number = propose_far(session, places)
        assert answer(session, number, True, [places.loft], [], LATER) is AgreementState.PROPOSED
        assert answer(session, number, True, [], [group.id], LATER) is AgreementState.AGREED


def test_the_same_proposal_sent_twice_is_one_and_another_beside_it_is_refused(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        assert propose_far(session, places) == propose_far(session, places)
        with pytest.raises(RefusedError) as refusal:
            propose(session, ending=Ending.FAR, activity_ids=places.pair, by_venue_id=places.loft, now=NOW)
        assert refusal.value.why is Refusal.STANDS_ALREADY


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"ending": Ending.FAR, "which": ["at_house"]}, Refusal.TOO_FEW),
        ({"ending": Ending.DIFFERENT}, Refusal.NO_WORDS),
        ({"ending": Ending.TOGETHER}, Refusal.NOT_KEPT),
        ({"ending": Ending.STOP_ONE, "kept_id": 99}, Refusal.NOT_KEPT),
        ({"ending": Ending.MOVE}, Refusal.NOT_MOVED),
        ({"ending": Ending.MOVE, "moves": "at_loft"}, Refusal.NO_TIME),
        ({"ending": Ending.FAR, "by": 99}, Refusal.NOT_A_PARTY),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_a_reason(app: Flask, asked: dict[str, Any], why: Refusal) -> None:
    with app.app_context(), writing() as session:
        places, asked = make_two_places(session), dict(asked)
        ids = [getattr(places, name) for name in asked.pop("which", ["at_house", "at_loft"])]
        by = asked.pop("by", places.house)
        if "moves" in asked:
            asked["moves_id"] = getattr(places, asked.pop("moves"))
        with pytest.raises(RefusedError) as refusal:
            propose(session, activity_ids=ids, by_venue_id=by, now=NOW, **asked)
        assert refusal.value.why is why


def test_nothing_is_agreed_of_what_is_not_the_same_or_has_stopped(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        petanque = make_activity(session, make_venue(session, "Banen"), "Petanque")
        for other, why in [(petanque.id, Refusal.NOT_THE_SAME), (99, Refusal.GONE)]:
            with pytest.raises(RefusedError) as refusal:
                propose(session, ending=Ending.FAR, activity_ids=[places.at_house, other], by_venue_id=places.house, now=NOW)
            assert refusal.value.why is why


def test_a_no_a_taking_back_and_a_reopening_each_end_it_once(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        first = propose_far(session, places)
        for _ in range(2):
            assert answer(session, first, False, [places.loft], [], LATER) is AgreementState.DECLINED
        with pytest.raises(NotAsItWasError):
            answer(session, first, True, [places.loft], [], LATER)
        second = propose_far(session, places)
        for _ in range(2):
            take_back(session, second, LATER)
        assert state(session, second) == AgreementState.TAKEN_BACK
        third = propose_far(session, places)
        with pytest.raises(NotAsItWasError):
            reopen(session, third, LATER)
        for _ in range(2):
            answer(session, third, True, [places.loft], [], LATER)
        with pytest.raises(NotAsItWasError):
            take_back(session, third, LATER)
        session.get_one(Overlap, places.pair).told_at = NOW
        session.flush()
        for _ in range(2):
            reopen(session, third, LATER)
        overlap = session.get_one(Overlap, places.pair, populate_existing=True)
        assert (overlap.opened_at, overlap.told_at) == (LATER, None)
        assert read_agreed_pairs(session, places.pair) == set()


def agreed(session: Session, places: TwoPlaces, ending: Ending, more: tuple[int, ...] = (), **values: Any) -> int:
    ids, hosts = [*places.pair, *more], session.scalars(select(ActivityHost.venue_id)).all()
    number = propose(session, ending=ending, activity_ids=ids, by_venue_id=places.house, also_venue_ids=hosts, now=NOW, **values)
    assert state(session, number) == AgreementState.AGREED
    session.expire_all()
    return number


def test_together_is_one_activity_at_both_places_and_the_other_leads_to_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        agreed(session, places, Ending.TOGETHER, kept_id=places.at_house, gather_at="vores dør", gather_minute=765)
        hosts = session.scalars(select(ActivityHost).where(ActivityHost.activity_id == places.at_house)).all()
        assert {(host.venue_id, host.gather_at, host.gather_minute) for host in hosts} == {
            (places.house, "", None), (places.loft, "vores dør", 765),
        }  # fmt: skip
        other = session.get_one(Activity, places.at_loft)
        assert (other.status, other.replaced_by_id, other.withdrawn_at) == (Status.WITHDRAWN, places.at_house, NOW)
        assert (other.sequence, session.get_one(Activity, places.at_house).sequence) == (1, 1)
        assert open_pairs(session) == []


def test_a_draft_that_is_kept_goes_out_and_one_that_is_not_is_withdrawn(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        shed = make_venue(session, "Skuret")
        draft = make_activity(session, shed, "Strik i skuret", status="draft")
        agreed(session, places, Ending.TOGETHER, (draft.id,), kept_id=draft.id)
        assert session.get_one(Activity, draft.id).status == Status.PUBLISHED
        assert session.get_one(Activity, draft.id).published_at == NOW
        assert {session.get_one(Activity, each).replaced_by_id for each in places.pair} == {draft.id}


def test_addresses_that_led_to_what_stops_lead_straight_on(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        agreed(session, places, Ending.STOP_ONE, kept_id=places.at_house)
        venue, third = make_third(session)
        propose(
            session, ending=Ending.STOP_ONE, activity_ids=[places.at_house, third.id], kept_id=third.id,
            by_venue_id=places.house, also_venue_ids=[venue.id], now=NOW,
        )  # fmt: skip
        session.expire_all()
        assert {session.get_one(Activity, each).replaced_by_id for each in places.pair} == {third.id}


def test_what_stopped_and_comes_again_is_covered_by_no_agreement(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        agreed(session, places, Ending.STOP_ONE, kept_id=places.at_house)
        session.get_one(Activity, places.at_loft).status = Status.PUBLISHED
        with pytest.raises(UnseenOverlapError):
            settle_overlaps(session, [places.at_loft], NOW, seen=[])


def test_a_move_leaves_this_week_as_people_know_it(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        tuesdays = session.scalar(select(Schedule).where(Schedule.activity_id == places.at_house))
        assert tuesdays
        for day in (dt.date(2026, 11, 24), dt.date(2026, 12, 1)):
            session.add(ScheduleException(schedule_id=tuesdays.id, day=day, change="cancelled", changed_at=LONG_AGO))
        agreed(session, places, Ending.MOVE, moves_id=places.at_house, weekday=4, start_minute=600)
        rules = [
            (each.weekday, each.start_minute, each.minutes, each.first_day, each.last_day)
            for each in session.scalars(select(Schedule).where(Schedule.activity_id == places.at_house).order_by(Schedule.id))
        ]
        assert rules == [
            (1, 780, 120, dt.date(2026, 1, 6), dt.date(2026, 11, 29)),
            (4, 600, 120, dt.date(2026, 11, 30), None),
        ]
        assert session.scalars(select(ScheduleException.day)).all() == [dt.date(2026, 11, 24)]
        assert read_agreed_pairs(session, places.pair) == {places.pair}


def test_a_move_of_what_has_two_times_a_week_is_refused_also_when_it_got_them_since(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        values: dict[str, Any] = {"moves_id": places.at_house, "weekday": 4, "start_minute": 600}
        number = propose(session, ending=Ending.MOVE, activity_ids=places.pair, by_venue_id=places.house, now=NOW, **values)
        schedule = session.scalar(select(Schedule).where(Schedule.activity_id == places.at_house))
        assert schedule
        again = {name: getattr(schedule, name) for name in ("activity_id", "venue_id", "first_day", "weekday", "start_minute")}
        session.add(Schedule(uid="another", **again))
        with pytest.raises(RefusedError) as refusal:
            answer(session, number, True, [places.loft], [], LATER)
        assert refusal.value.why is Refusal.NO_ONE_TIME


def edit(session: Session, activity_id: int, title: str) -> None:
    activity = session.get_one(Activity, activity_id)
    activity.title, activity.description = title, ""
    settle_overlaps(session, [activity_id], LATER, seen=[])


def test_an_agreement_survives_an_edit_that_does_not_alter_the_label(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        number = agreed(session, places, Ending.FAR)
        edit(session, places.at_house, "Strik og hækling")
        assert state(session, number) == AgreementState.AGREED
        assert session.get_one(Overlap, places.pair).opened_at == NOW


@pytest.mark.parametrize("accepted", [True, False])
def test_an_edit_that_alters_the_label_makes_it_void(app: Flask, accepted: bool) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        number = agreed(session, places, Ending.FAR) if accepted else propose_far(session, places)
        edit(session, places.at_house, "Petanque")
        assert state(session, number) == AgreementState.VOID
        assert open_pairs(session) == []


def test_what_is_left_of_a_void_agreement_is_open_as_of_now(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        _, third = make_third(session)
        agreed(session, places, Ending.FAR, (third.id,))
        edit(session, third.id, "Petanque")
        assert open_pairs(session) == [places.pair]
        assert session.get_one(Overlap, places.pair, populate_existing=True).opened_at == LATER


def test_an_agreement_of_three_stands_when_one_of_them_stops(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        _, third = make_third(session)
        number = agreed(session, places, Ending.FAR, (third.id,))
        for activity_id, stands in [(third.id, AgreementState.AGREED), (places.at_loft, AgreementState.VOID)]:
            session.get_one(Activity, activity_id).status = Status.WITHDRAWN
            settle_overlaps(session, [activity_id], LATER)
            assert state(session, number) == stands


def test_a_draft_that_is_agreed_to_be_different_can_go_out_unseen(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        loft = session.get_one(Activity, places.at_loft)
        loft.status = Status.DRAFT
        settle_overlaps(session, [loft.id], NOW)
        agreed(session, places, Ending.DIFFERENT, words="Her er for dem, der er i gang.")
        session.get_one(Activity, places.at_loft).status = Status.PUBLISHED
        settle_overlaps(session, [places.at_loft], NOW, seen=[])
        assert open_pairs(session) == [places.pair]
