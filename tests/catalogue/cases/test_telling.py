"""Coordinators are told once of what has been open for long; after a new comparer all is compared anew."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy import update

import catalogue.cases.renew_cli  # noqa: F401
from base.database import db, writing
from catalogue.cases.agreement_commands import answer, reopen
from catalogue.cases.telling_commands import something_is_open, tell_of_long_open
from catalogue.models import Activity
from catalogue.overlap_models import ActivityKey, Overlap
from catalogue.overlap_queries import read_pairs
from notices.models import Notice
from people.terms import StaffRole
from tests.catalogue.cases.two_places import NOW, make_two_places, propose_far
from tests.people.making import make_staff

FORTNIGHT = NOW + dt.timedelta(days=14)


def test_a_coordinator_is_told_once_after_fourteen_days(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        assert tell_of_long_open(session, FORTNIGHT) == 0
        assert session.get_one(Overlap, places.pair).told_at is None
        make_staff(session, "Karin", StaffRole.COORDINATOR)
        make_staff(session, "Stine")
        assert tell_of_long_open(session, FORTNIGHT - dt.timedelta(minutes=1)) == 0
        assert tell_of_long_open(session, FORTNIGHT) == 1
        assert tell_of_long_open(session, FORTNIGHT) == 0
        assert session.query(Notice).filter_by(kind="case_waits").count() == 1


def test_what_is_agreed_is_not_told_of_and_what_is_opened_again_waits_anew(app: Flask) -> None:
    with app.app_context(), writing() as session:
        places = make_two_places(session)
        make_staff(session, "Karin", StaffRole.COORDINATOR)
        number = propose_far(session, places)
        answer(session, number, True, [places.loft], [], NOW)
        assert tell_of_long_open(session, FORTNIGHT) == 0
        reopen(session, number, FORTNIGHT)
        assert tell_of_long_open(session, FORTNIGHT) == 0
        assert tell_of_long_open(session, FORTNIGHT + dt.timedelta(days=14)) == 1
        assert something_is_open(session, None, FORTNIGHT)
        session.delete(session.get_one(Overlap, places.pair))
        session.flush()
        assert not something_is_open(session, None, FORTNIGHT)


def test_renew_first_says_what_it_would_open_and_close(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            places = make_two_places(session)
            session.query(Overlap).delete()
            session.query(ActivityKey).delete()
        run = app.test_cli_runner().invoke
        said = run(args=["overlaps", "renew", "--dry-run"]).output
        assert said == ("Åbner: “Strikkecafé” hos Huset og “Garn og strik” hos Loftet\n1 åbner, 0 lukker. Intet er skrevet.\n")
        assert read_pairs(db.session()) == set()
        assert "1 åbner, 0 lukker." in run(args=["overlaps", "renew"]).output
        db.session.rollback()
        assert read_pairs(db.session()) == {places.pair}
        with writing() as session:
            session.execute(update(Activity).where(Activity.id == places.at_loft).values(title="Petanque", description=""))
        assert run(args=["overlaps", "renew"]).output.startswith("Lukker: “Strikkecafé” hos Huset")
        assert run(args=["overlaps", "tell"]).output == "Der er ikke noget nyt at sige.\n"
