"""Posting a job: by staff, by a firm through its link, as last time, every week; and what is told of what cannot be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from base.database import db, writing
from catalogue.place_models import VenueClosingDay
from jobs.clock_commands import tell_today
from jobs.models import Firm, Job, Posting
from jobs.news_commands import choose_news
from jobs.posting_commands import ask
from jobs.posting_forms import HANDS_ADVICE, PLAIN_ADVICE
from jobs.roll_commands import roll_posting
from jobs.taking_commands import take_job
from jobs.terms import PostingState, Problem, Refusal, Taking
from jobs.texts import TODAY, Tell
from jobs.wording import PROBLEMS, STAFF_WORDS
from notices.models import Notice
from seats.models import Occasion, Seat
from tests.conftest import TUESDAY_MORNING, Clock
from tests.jobs.making import THURSDAY, TOKEN, TYPED, JobWorld, make_job, make_job_world
from tests.making import make_area, make_venue
from tests.people.making import make_person, make_staff, press, signed_in_client, token_of

FIRM, NEW = f"/job/firma/{TOKEN}", "/personale/job/ny"


@pytest.fixture
def world(app: Flask) -> JobWorld:
    with app.app_context(), writing() as session:
        return make_job_world(session)


@pytest.fixture
def staff(app: Flask, world: JobWorld) -> FlaskClient:
    return signed_in_client(app, world.staff_id)


def _postings(app: Flask, **which: Any) -> list[Posting]:
    with app.app_context():
        found = list(db.session.scalars(select(Posting).filter_by(**which).order_by(Posting.id)))
        db.session.remove()
        return found


def _days(app: Flask, posting_id: int) -> list[tuple[dt.date, bool]]:
    with app.app_context():
        rows = select(Job.day, Occasion.is_live).join(Job.occasion).where(Job.posting_id == posting_id).order_by(Job.day)
        found = [(day, is_live) for day, is_live in db.session.execute(rows)]
        db.session.remove()
        return found


def test_staff_post_a_job_and_everybody_sees_it(app: Flask, client: FlaskClient, staff: FlaskClient) -> None:
    answer = press(staff, NEW, NEW, **TYPED | {"title": "Male et skur"})
    assert answer.status_code == 303
    page = client.get("/job").text
    assert "Male et skur" in page and "150 kr. i timen" in page and "Der er plads til 2." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": "2026-11-23"}, PROBLEMS[Problem.PAST]),
        ({"first_day": "2027-11-26"}, PROBLEMS[Problem.TOO_FAR]),
        ({"first_day": "9999-12-31"}, PROBLEMS[Problem.TOO_FAR]),
        ({"hands": "0"}, HANDS_ADVICE),
        ({"hands": "10000"}, HANDS_ADVICE),
        ({"hands": "to"}, "Skriv et helt tal"),
        ({"pay": "<b>150 kr.</b>"}, PLAIN_ADVICE),
        ({"pay": ""}, "Skriv, hvad man får"),
        ({"paid_when": ""}, "Skriv, hvornår man får pengene"),
        ({"employer": ""}, "Skriv, hvem der betaler og forsikrer."),
        ({"title": "\u200b"}, PLAIN_ADVICE),
        ({"employer": "   "}, "Skriv, hvem der betaler og forsikrer."),
        ({"title": ""}, "Skriv det på en linje"),
        ({"end": "10.00"}, "Skriv et sluttidspunkt"),
        ({"end": "09.00"}, "Skriv et sluttidspunkt"),
        ({"start": "kl. ti"}, "Skriv tiden, for eksempel"),
        ({"start": "08.00", "end": "20.30"}, PROBLEMS[Problem.TOO_LONG]),
        ({"taking": "lots"}, "Skriv, hvornår I trækker lod"),
        ({"taking": "lots", "lots": "10.30"}, PROBLEMS[Problem.LOTS_TOO_LATE]),
        ({"is_weekly": "y", "last_day": "2026-11-25"}, PROBLEMS[Problem.ENDS_BEFORE]),
        ({"meeting_point": "0101701234"}, "CPR"),
    ],
)
def test_what_cannot_be_posted_is_told_in_a_sentence_and_nothing_typed_is_lost(
    app: Flask, staff: FlaskClient, world: JobWorld, typed: dict[str, str], said: str
) -> None:  # fmt: skip
    for page, client in ((NEW, staff), (FIRM, app.test_client())):
        if page == FIRM and "is_weekly" in typed:
            continue
        answer = press(client, page, page, **TYPED | {"bring": "Gummistøvler"} | typed)
        assert answer.status_code == 422 and str(escape(said)) in answer.text and "Gummistøvler" in answer.text
    assert [each.id for each in _postings(app)] == [world.posting_id]


def test_more_than_three_hours_is_asked_about_and_may_be_meant(app: Flask, staff: FlaskClient) -> None:
    long = TYPED | {"end": "14.00"}
    answer = press(staff, NEW, NEW, **long)
    assert answer.status_code == 422 and "Kan det deles i to?" in answer.text
    assert press(staff, NEW, NEW, **long | {"long_is_meant": "y"}).status_code == 303


def test_a_form_sent_twice_is_one_posting(app: Flask, staff: FlaskClient, client: FlaskClient, world: JobWorld) -> None:
    answers = [press(staff, NEW, NEW, **TYPED) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303] and answers[0].location == answers[1].location
    assert [press(client, FIRM, FIRM, **TYPED).status_code for _ in range(2)] == [303, 303]
    assert len(_postings(app)) == 3 and len(_postings(app, firm_id=world.firm_id)) == 1


def test_a_firm_asks_staff_say_yes_and_only_then_it_shows(app: Flask, client: FlaskClient, staff: FlaskClient) -> None:
    press(client, FIRM, FIRM, **TYPED | {"title": "Slå græs"})
    assert "Slå græs" not in client.get("/job").text and "Venter på et svar" in client.get(FIRM).text
    posting = _postings(app, title="Slå græs")[0]
    assert posting.state == PostingState.ASKED and "Slå græs" in staff.get("/personale").text
    page = f"/personale/job/{posting.id}"
    assert press(staff, page, f"{page}/ja").status_code == 303
    assert "Slå græs" in client.get("/job").text and "Er slået op" in client.get(FIRM).text
    again = press(staff, page, f"{page}/ja")
    assert again.status_code == 409 and PROBLEMS[Problem.ANSWERED] in again.text and len(_days(app, posting.id)) == 1


def test_staff_say_no_and_a_firm_takes_its_own_back(app: Flask, client: FlaskClient, staff: FlaskClient, world: JobWorld) -> None:
    for number in range(2):
        press(client, FIRM, FIRM, **TYPED | {"formular": f"f{number}", "title": f"Opgave {number}"})
    first, second = _postings(app, firm_id=world.firm_id)
    press(staff, "/personale", f"/personale/job/{first.id}/nej")
    assert "Blev ikke slået op" in client.get(FIRM).text
    assert press(client, FIRM, f"{FIRM}/{second.id}/stop").status_code == 303
    assert press(client, FIRM, f"{FIRM}/{world.posting_id}/stop").status_code == 404
    assert [each.state for each in _postings(app, firm_id=world.firm_id)] == [PostingState.DECLINED, PostingState.ENDED]


def test_what_a_firm_asked_for_too_long_ago_is_not_posted(app: Flask, client: FlaskClient, world: JobWorld, clock: Clock) -> None:
    press(client, FIRM, FIRM, **TYPED | {"title": "Slå græs"})
    page = f"/personale/job/{_postings(app, title='Slå græs')[0].id}"
    clock.moment = dt.datetime(2026, 11, 26, 9, 30, tzinfo=dt.UTC)
    answer = press(signed_in_client(app, world.staff_id), page, f"{page}/ja")
    assert answer.status_code == 409 and PROBLEMS[Problem.PAST] in answer.text


def test_a_link_that_was_taken_back_says_so_and_gives_back_what_was_typed(
    app: Flask, client: FlaskClient, staff: FlaskClient, world: JobWorld
) -> None:
    token = token_of(client, FIRM)
    assert press(staff, "/personale", f"/personale/job/firmaer/{world.firm_id}/luk").status_code == 303
    assert client.get(FIRM).status_code == 410
    answer = client.post(FIRM, data={"csrf_token": token, **TYPED})
    assert answer.status_code == 410 and "Plukke æbler" in answer.text and "75 12 34 56" in answer.text
    assert len(_postings(app)) == 1 and client.get(f"/job/firma/{'x' * 43}").status_code == 404


def test_a_new_link_stands_in_for_the_old_and_is_shown_once(client: FlaskClient, staff: FlaskClient, world: JobWorld) -> None:
    answer = press(staff, "/personale", f"/personale/job/firmaer/{world.firm_id}/link")
    address = answer.text.split('value="https://paatvaers.example')[1].split('"')[0]
    assert client.get(address).status_code == 200 and client.get(FIRM).status_code == 404
    assert address not in staff.get("/personale/job/firmaer").text


def test_staff_of_another_place_keep_none_of_it(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        other = make_staff(session, "Otto", venues=(make_venue(session, "Havnen"),)).person_id
    client = signed_in_client(app, other)
    posting = f"/personale/job/{world.posting_id}"
    pages = (posting, f"{posting}/ret", f"/personale/job/gang/{world.job_id}")
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert "Plukke æbler" not in client.get("/personale/job").text


def test_as_last_time_fills_the_form_but_for_the_day(staff: FlaskClient, world: JobWorld) -> None:
    page = staff.get(f"{NEW}?som={world.posting_id}").text
    assert 'value="Plukke æbler"' in page and 'value="150 kr. i timen"' in page and "2026-11-26" not in page


def test_a_weekly_job_is_there_two_weeks_ahead_and_follows_the_closing_days_and_holidays(app: Flask, world: JobWorld) -> None:
    moment = dt.datetime(2026, 12, 15, 9, tzinfo=dt.UTC)
    with app.app_context(), writing() as session:
        posting_id = make_job(
            session, world.venue_id, moment, is_weekly=True, first_day=dt.date(2026, 12, 18), last_day=None
        ).posting_id
    # 25 December is a holiday.
    assert _days(app, posting_id) == [(dt.date(2026, 12, 18), True)]
    for closed, live in ((True, False), (False, True)):
        with app.app_context(), writing() as session:
            row = VenueClosingDay(venue_id=world.venue_id, day=dt.date(2026, 12, 18))
            session.add(row) if closed else session.delete(session.merge(row))
            session.flush()
            roll_posting(session, posting_id, moment)
        assert _days(app, posting_id) == [(dt.date(2026, 12, 18), live)]


def test_changed_hours_move_those_who_have_a_seat_and_tell_them(app: Flask, staff: FlaskClient, world: JobWorld) -> None:
    press(signed_in_client(app, world.people[0]), "/mig", f"/job/{world.job_id}/tag")
    page = f"/personale/job/{world.posting_id}/ret"
    assert press(staff, page, page, **TYPED | {"start": "13.00", "end": "15.00", "hands": "1"}).status_code == 303
    with app.app_context():
        occasion = db.session.get_one(Occasion, world.job_id)
        assert (occasion.starts_at.hour, occasion.capacity) == (12, 1)
        assert db.session.scalars(select(Notice.kind)).all() == [Tell.MOVED]
        db.session.remove()


def test_who_has_a_seat_is_told_when_what_they_said_yes_to_is_another(app: Flask, staff: FlaskClient, world: JobWorld) -> None:
    press(signed_in_client(app, world.people[0]), "/mig", f"/job/{world.job_id}/tag")
    page = f"/personale/job/{world.posting_id}/ret"
    for typed, told in (({"bring": "Handsker"}, []), ({"pay": "140 kr. i timen"}, [Tell.MOVED])):
        assert press(staff, page, page, **TYPED | typed).status_code == 303
        with app.app_context():
            assert db.session.scalars(select(Notice.kind)).all() == told
            db.session.remove()


@pytest.mark.parametrize(
    ("typed", "problem"), [({"hands": "1"}, Problem.TOO_FEW_HANDS), ({"taking": "turn_up"}, Problem.TAKEN_ALREADY)]
)
def test_a_change_that_would_cost_somebody_their_seat_is_refused(
    app: Flask, staff: FlaskClient, world: JobWorld, typed: dict[str, str], problem: Problem
) -> None:
    for person_id in world.people[:2]:
        press(signed_in_client(app, person_id), "/mig", f"/job/{world.job_id}/tag")
    page = f"/personale/job/{world.posting_id}/ret"
    answer = press(staff, page, page, **TYPED | typed)
    assert answer.status_code == 422 and PROBLEMS[problem] in answer.text
    with app.app_context():
        assert len(db.session.scalars(select(Seat)).all()) == 2
        db.session.remove()


def test_a_weekly_posting_that_has_begun_is_changed_and_made_a_single_day(
    app: Flask, world: JobWorld, clock: Clock
) -> None:  # fmt: skip
    day = dt.date(2026, 11, 24)
    with app.app_context(), writing() as session:
        posting_id = make_job(
            session, world.venue_id, title="Hver uge", is_weekly=True, first_day=day, last_day=None, start_minute=900
        ).posting_id
    clock.moment += dt.timedelta(days=2)
    staff, page = signed_in_client(app, world.staff_id), f"/personale/job/{posting_id}/ret"
    weekly = TYPED | {"title": "Hver uge", "first_day": day.isoformat(), "is_weekly": "y", "start": "15.00", "end": "17.00"}
    assert press(staff, page, page, **weekly).status_code == 303
    before = press(staff, page, page, **weekly | {"first_day": "2026-11-17"})
    assert before.status_code == 422 and PROBLEMS[Problem.PAST] in before.text
    once = {key: value for key, value in weekly.items() if key != "is_weekly"} | {"first_day": "2026-12-01"}
    assert press(staff, page, page, **once).status_code == 303
    assert [each for each in _days(app, posting_id) if each[0] > day] == [
        (dt.date(2026, 12, 1), True), (dt.date(2026, 12, 8), False)
    ]  # fmt: skip


def test_a_single_day_is_not_moved_back_to_a_day_it_has_had(app: Flask, world: JobWorld, clock: Clock) -> None:
    clock.moment = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    staff, page = signed_in_client(app, world.staff_id), f"/personale/job/{world.posting_id}/ret"
    assert press(staff, page, page, **TYPED | {"first_day": "2026-11-27"}).status_code == 303
    back = press(staff, page, page, **TYPED | {"start": "15.00", "end": "17.00"})
    assert back.status_code == 422 and PROBLEMS[Problem.HAD_THAT_DAY] in back.text


def test_hours_that_are_past_today_are_not_posted(app: Flask, staff: FlaskClient, client: FlaskClient, world: JobWorld) -> None:
    early = TYPED | {"first_day": "2026-11-24", "start": "07.00", "end": "08.00"}
    for page, who, status in ((NEW, staff, 422), (FIRM, client, 409)):
        answer = press(who, page, page, **early)
        assert answer.status_code == status and PROBLEMS[Problem.PAST] in answer.text
    assert len(_postings(app)) == 1


def test_another_job_typed_on_an_old_form_is_another_posting(app: Flask, staff: FlaskClient, world: JobWorld) -> None:
    for title in ("Feje", "Male"):
        assert press(staff, NEW, NEW, **TYPED | {"title": title}).status_code == 303
    assert len(_postings(app)) == 3
    assert press(staff, NEW, NEW, **TYPED | {"sted": "99999"}).status_code == 404


def test_a_firm_whose_request_was_made_weekly_sees_it(
    client: FlaskClient, app: Flask, staff: FlaskClient, world: JobWorld
) -> None:
    press(client, FIRM, FIRM, **TYPED)
    page = f"/personale/job/{_postings(app, firm_id=world.firm_id)[0].id}/ret"
    assert press(staff, page, page, **TYPED | {"is_weekly": "y"}).status_code == 303
    assert "hver torsdag" in client.get(FIRM).text.lower()


def test_a_link_shut_while_the_firm_sends_is_told_and_nothing_is_lost(
    client: FlaskClient, world: JobWorld, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def shut_first(rows: Session, firm_id: int, *rest: Any) -> Posting:
        rows.get_one(Firm, firm_id).ended_at = TUESDAY_MORNING
        rows.flush()
        return ask(rows, firm_id, *rest)

    monkeypatch.setattr("jobs.firm_views.ask", shut_first)
    answer = press(client, FIRM, FIRM, **TYPED)
    assert answer.status_code == 410 and all(each in answer.text for each in ("Plukke æbler", "2026-11-26", "Støvler", "10.00"))


def test_what_is_off_by_the_plan_or_under_a_posting_that_is_down_is_not_brought_back(
    app: Flask, staff: FlaskClient, world: JobWorld
) -> None:  # fmt: skip
    page = f"/personale/job/gang/{world.job_id}"
    press(staff, page, f"{page}/aflys")
    assert press(staff, page, f"{page}/alligevel").status_code == 303
    press(staff, page, f"/personale/job/{world.posting_id}/slut")
    answer = press(staff, "/personale", f"{page}/alligevel")
    assert answer.status_code == 409 and STAFF_WORDS[Refusal.BY_PLAN] in answer.text and "alligevel</button>" not in answer.text


def test_who_is_asked_is_asked_anew_when_the_job_is_moved(app: Flask, staff: FlaskClient, world: JobWorld) -> None:
    for number in range(2):
        press(signed_in_client(app, world.people[number]), "/mig", f"/job/{world.job_id}/tag")
    press(signed_in_client(app, world.people[2]), "/mig", f"/job/{world.job_id}/koe")
    press(signed_in_client(app, world.people[0]), "/mig", f"/job/{world.job_id}/fra")
    page = f"/personale/job/{world.posting_id}/ret"
    today = {"first_day": "2026-11-24", "start": "11.00", "end": "12.00"}
    assert press(staff, page, page, **TYPED | today).status_code == 303
    with app.app_context():
        seat = db.session.scalars(select(Seat).where(Seat.person_id == world.people[2])).one()
        assert seat.lapses_at is not None and seat.lapses_at < dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
        told = db.session.execute(select(Notice.person_id, Notice.kind)).all()
        assert (world.people[1], Tell.MOVED) in told and (world.people[2], Tell.MOVED) not in told
        db.session.remove()


def test_a_new_weekly_posting_does_not_begin_in_the_past(staff: FlaskClient) -> None:
    answer = press(staff, NEW, NEW, **TYPED | {"is_weekly": "y", "first_day": "2026-11-17"})
    assert answer.status_code == 422 and PROBLEMS[Problem.PAST] in answer.text


def test_that_somebody_holds_a_pause_or_is_elsewhere_is_not_told_to_staff(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        job_id = make_job(session, world.venue_id, title="Vaske", taking=Taking.LOTS, lots_minute=570).id
        take_job(session, world.job_id, world.people[0], TUESDAY_MORNING)
    staff, page = signed_in_client(app, world.staff_id), f"/personale/job/gang/{job_id}"
    answer = press(staff, page, f"{page}/skriv-paa", formular="w1", hvem=world.people[0])
    assert answer.status_code == 409 and "Tal med den, det gælder" in answer.text and "noget andet" not in answer.text


def test_a_posting_taken_down_tells_those_who_had_it(app: Flask, staff: FlaskClient, world: JobWorld) -> None:
    press(signed_in_client(app, world.people[0]), "/mig", f"/job/{world.job_id}/tag")
    page = f"/personale/job/{world.posting_id}"
    assert press(staff, page, f"{page}/slut").status_code == 303 and _days(app, world.posting_id) == [(THURSDAY, False)]
    with app.app_context():
        assert db.session.scalars(select(Notice.kind)).all() == [Tell.CANCELLED]
        db.session.remove()


def test_staff_write_down_one_of_the_place_or_somebody_new_and_take_them_off(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        job_id = make_job(session, world.venue_id, title="Vaske", taking=Taking.LOTS, lots_minute=570).id
    staff, page = signed_in_client(app, world.staff_id), f"/personale/job/gang/{job_id}"
    assert press(staff, page, f"{page}/skriv-paa", formular="w1", navn="Gerda").status_code == 303
    assert "Gerda" in staff.get(page).text
    neither = press(staff, page, f"{page}/skriv-paa", formular="w2")
    assert neither.status_code == 422 and "Vælg en på listen" in neither.text
    with app.app_context():
        person_id = db.session.scalars(select(Seat.person_id)).one()
        db.session.remove()
    assert press(staff, page, f"{page}/tag-af", hvem=person_id).status_code == 303
    again = press(staff, page, f"{page}/tag-af", hvem=person_id)
    assert again.status_code == 409 and STAFF_WORDS[Refusal.NOT_YOURS] in again.text


def test_who_asks_for_it_hears_of_the_days_jobs_in_their_areas_before_nine_and_once(app: Flask, world: JobWorld) -> None:
    seven = dt.datetime.fromisoformat("2026-11-26T07:30:00+01:00")
    with app.app_context():
        with writing() as session:
            choose_news(session, world.people[0], [3], [])
            choose_news(session, world.people[1], [4], [])
            choose_news(session, world.people[2], [3], [make_area(session, "6580", "Vamdrup").id])
        for moment in (seven - dt.timedelta(hours=1), seven, seven, seven + dt.timedelta(hours=2)):
            with writing() as session:
                tell_today(session, moment, "https://paatvaers.example/")
        told = db.session.execute(select(Notice.person_id).where(Notice.kind == TODAY)).scalars().all()
        assert told == [world.people[0]]
        db.session.remove()


def test_the_days_one_hears_of_are_chosen_on_a_page_and_are_none_when_none_are(app: Flask, world: JobWorld) -> None:
    client = signed_in_client(app, world.people[0])
    assert press(client, "/mig/job", "/mig/job", days=["0", "3"], areas=["1"]).status_code == 303
    page = client.get("/mig/job").text
    assert page.count("checked") == 3
    press(client, "/mig/job", "/mig/job")
    assert "checked" not in client.get("/mig/job").text


def test_nobody_is_made_twice_by_a_form_sent_twice(app: Flask, world: JobWorld) -> None:
    with app.app_context(), writing() as session:
        job_id = make_job(session, world.venue_id, title="Vaske", taking=Taking.LOTS, lots_minute=570).id
        make_person(session, "Gerda")
    staff, page = signed_in_client(app, world.staff_id), f"/personale/job/gang/{job_id}"
    codes = [press(staff, page, f"{page}/skriv-paa", formular="w1", navn="Gerda").status_code for _ in range(2)]
    assert codes == [303, 409]
