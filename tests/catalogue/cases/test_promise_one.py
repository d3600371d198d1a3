"""Promise P1: no two places make the same offer without knowing it, whatever happens in whichever order.

The oracle compares all that is published two by two: it knows no keys and no stored rows but those it judges.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db, writing
from catalogue.cases.agreement_commands import NotAsItWasError, answer, propose, reopen
from catalogue.cases.agreement_queries import read_agreed_pairs
from catalogue.cases.carrying_out_commands import RefusedError
from catalogue.importing.import_commands import import_programme
from catalogue.interest_models import Interest, InterestWord
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_commands import UnseenOverlapError, hold_overlaps, renew_overlaps, settle_overlaps
from catalogue.overlap_models import Agreement
from catalogue.overlap_queries import Pair, asks_for_agreement, offering_of, read_activities, read_pairs
from catalogue.overlaps import compare, understand
from catalogue.place_models import Venue
from catalogue.terms import AgreementState, Ending, Status
from catalogue.vocabulary_commands import load_interests, note_vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from tests.catalogue.cases.two_places import NOW, THURSDAYS, TUESDAYS
from tests.making import make_activity, make_venue

TITLES = [
    "Strikkecafé", "Garn og strik", "Strik for mænd", "Hækleklub", "Petanque", "Petanque på plænen", "Skak", "Kaffe og kage",
    "Åben café", "Brætspil", "Fællesspisning", "Kortspil", "Åbent hus", "Frimærker", "Frimærkeklub",
]  # fmt: skip
Deed = Callable[[Session], None]


def same_pairs(session: Session) -> set[Pair]:
    """Compare all that is published, two by two."""
    vocabulary = read_vocabulary(session)
    ids = session.scalars(select(Activity.id).where(Activity.status == Status.PUBLISHED)).all()
    offerings = {key: offering_of(activity) for key, activity in read_activities(session, ids).items()}
    known = {key: understand(offering, vocabulary) for key, offering in offerings.items()}
    return {
        (a, b)
        for a, b in combinations(sorted(known), 2)
        if offerings[a].places.isdisjoint(offerings[b].places) and asks_for_agreement(compare(known[a], known[b]))
    }


class World:
    """Places, staff and an import that do things in random order; `unseen` are the pairs nobody may have made by themselves."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.app, self.random, self.imports = app, random.Random(seed), 0
        with app.app_context(), writing() as session:
            load_interests(session)
            self.venues = [make_venue(session, f"Sted {number}").id for number in range(4)]
            for venue_id in self.venues[:3]:
                venue = session.get_one(Venue, venue_id)
                for title in self.random.sample(TITLES, 3):
                    make_activity(session, venue, title, self.random.choice([TUESDAYS, THURSDAYS]))
            renew_overlaps(session, NOW)

    def step(self) -> str:
        """Do one thing, and return what it was."""
        deeds: list[Deed] = [
            self.write, self.edit, self.publish, self.withdraw, self.share, self.part, self.agree, self.open_again,
        ]  # fmt: skip
        deed = self.random.choice([*deeds, *deeds, self.teach])
        with self.app.app_context():
            if self.random.random() < 0.06:
                self.bring()
                return "bring"
            before = read_pairs(db.session())
            try:
                with writing() as session:
                    hold_overlaps(session)
                    deed(session)
            except (UnseenOverlapError, RefusedError, NotAsItWasError) as refused:
                db.session.rollback()
                assert read_pairs(db.session()) == before
                return f"{deed.__name__}, refused: {refused!r}"
        return deed.__name__

    def judge(self, done: list[str]) -> None:
        """Hold what is stored against the oracle."""
        with self.app.app_context():
            session = db.session()
            assert read_pairs(session) == same_pairs(session), done

    def any_of(self, session: Session, *states: Status) -> Activity | None:
        ids = session.scalars(select(Activity.id).where(Activity.status.in_(states)).order_by(Activity.id)).all()
        return session.get_one(Activity, self.random.choice(ids)) if ids else None

    def seen(self, session: Session) -> list[int] | None:
        """Return what somebody was shown: all there is where they chose to agree later, else nothing."""
        return list(session.scalars(select(Activity.id))) if self.random.random() < 0.6 else []

    def settle(self, session: Session, activity: Activity) -> None:
        """Settle as a person's act: what it makes newly the same unseen must be refused."""
        seen = self.seen(session)
        before = read_pairs(session)
        agreed = read_agreed_pairs(session, [activity.id])
        settle_overlaps(session, [activity.id], NOW, seen=seen)
        assert seen or read_pairs(session) - before <= agreed

    def write(self, session: Session) -> None:
        venue = session.get_one(Venue, self.random.choice(self.venues))
        make_activity(session, venue, self.random.choice(TITLES), TUESDAYS, status="draft")

    def edit(self, session: Session) -> None:
        activity = self.any_of(session, *Status)
        if activity:
            activity.title = self.random.choice(TITLES)
            activity.description = self.random.choice(["", "Vi strikker og snakker.", "Kom og spil skak."])
            self.settle(session, activity)

    def publish(self, session: Session) -> None:
        activity = self.any_of(session, Status.DRAFT, Status.WITHDRAWN)
        if activity:
            activity.status, activity.replaced_by_id = Status.PUBLISHED, None
            self.settle(session, activity)

    def withdraw(self, session: Session) -> None:
        activity = self.any_of(session, Status.PUBLISHED)
        if activity:
            activity.status = Status.WITHDRAWN
            settle_overlaps(session, [activity.id], NOW)

    def share(self, session: Session) -> None:
        activity = self.any_of(session, Status.PUBLISHED)
        venue_id = self.random.choice(self.venues)
        if activity and session.get(ActivityHost, (activity.id, venue_id)) is None:
            session.add(ActivityHost(activity_id=activity.id, venue_id=venue_id, position=1))
            self.settle(session, activity)

    def part(self, session: Session) -> None:
        host = session.scalar(select(ActivityHost).where(ActivityHost.position == 1).limit(1))
        if host:
            activity = session.get_one(Activity, host.activity_id)
            session.delete(host)
            self.settle(session, activity)

    def agree(self, session: Session) -> None:
        pairs = sorted(read_pairs(session))
        if not pairs:
            return
        pair = self.random.choice(pairs)
        ending = self.random.choice(list(Ending))
        hosts = select(ActivityHost.venue_id).where(ActivityHost.activity_id.in_(pair)).order_by(ActivityHost.venue_id)
        places = session.scalars(hosts).all()
        kept = pair[0] if ending in (Ending.TOGETHER, Ending.STOP_ONE) else None
        moved: dict[str, Any] = {"moves_id": pair[0], "weekday": 4, "start_minute": 600} if ending is Ending.MOVE else {}
        number = propose(
            session, ending=ending, activity_ids=pair, by_venue_id=places[0], kept_id=kept, words="Det er for mænd.", now=NOW,
            **moved,
        )  # fmt: skip
        if session.get_one(Agreement, number).state == AgreementState.PROPOSED:
            answer(session, number, self.random.random() < 0.8, places, [], NOW)

    def open_again(self, session: Session) -> None:
        agreed = session.scalars(select(Agreement.id).where(Agreement.state == AgreementState.AGREED)).all()
        if agreed:
            reopen(session, self.random.choice(agreed), NOW)

    def teach(self, session: Session) -> None:
        interest = self.random.choice(session.scalars(select(Interest).order_by(Interest.id)).all())
        if self.random.random() < 0.3:
            interest.every_place = not interest.every_place
        word = self.random.choice(["frimærker", "hækleklub", "kage", "plænen", "frimærkeklub"])
        if session.get(InterestWord, (interest.id, word, False)) is None:
            session.query(InterestWord).filter_by(word=word).delete()
            session.add(InterestWord(interest_id=interest.id, word=word, false_friend=False))
        note_vocabulary(session)
        renew_overlaps(session, NOW)

    def bring(self) -> None:
        self.imports += 1
        titles = self.random.sample(TITLES, 3)
        rows = [f"{title};;tirsdag;13.00;15.00;Sted {self.random.randrange(5)};" for title in titles]
        content = "\n".join(["title;description;weekday;start;end;place;town", *rows])
        before = read_pairs(db.session())
        import_programme(content.encode(), f"liste{self.imports}.csv", NOW)
        assert read_pairs(db.session()) <= before


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_what_is_the_same_is_known(app: Flask, address: str, seed: int) -> None:
    world = World(app, seed)
    done: list[str] = []
    world.judge(done)
    for _ in range(60 if address.startswith("sqlite") else 20):
        done.append(world.step())
        world.judge(done)


def test_the_oracle_sees_what_was_published_without_settling(app: Flask) -> None:
    """The negative control."""
    world = World(app, 1)
    with app.app_context(), writing() as session:
        for venue_id in world.venues[:2]:
            make_activity(session, session.get_one(Venue, venue_id), "Strikkecafé")
    with pytest.raises(AssertionError):
        world.judge([])
