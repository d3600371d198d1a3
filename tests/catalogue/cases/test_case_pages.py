"""The board and a case, as staff and groups see and use them."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient

from base.database import db, writing
from catalogue.cases.agreement_commands import answer
from catalogue.models import Activity, ImportedOffer
from catalogue.overlap_commands import settle_overlaps
from catalogue.overlap_models import Agreement, AgreementMember
from catalogue.place_models import Venue
from catalogue.terms import AgreementState
from people.terms import MemberState, StaffRole, Stay
from tests.catalogue.cases.two_places import NOW, TwoPlaces, make_third, make_two_places, propose_far
from tests.counting import statements
from tests.making import make_activity, make_venue
from tests.people.making import make_group, make_person, make_staff, press, signed_in_client, token_of

BOARD = "/personale/sammenfald"


@pytest.fixture
def places(app: Flask) -> TwoPlaces:
    with app.app_context(), writing() as session:
        return make_two_places(session)


def staff_at(app: Flask, *venue_ids: int, name: str = "Stine", role: StaffRole = StaffRole.STAFF) -> FlaskClient:
    with app.app_context(), writing() as session:
        account = make_staff(session, name, role, tuple(session.get_one(Venue, each) for each in venue_ids))
        person_id = account.person_id
    return signed_in_client(app, person_id, Stay.STAFF)


def only_agreement(app: Flask) -> Agreement:
    with app.app_context():
        return db.session.query(Agreement).one()


def page(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_board_shows_what_is_open_and_leads_to_the_case(app: Flask, places: TwoPlaces) -> None:
    client = staff_at(app, places.house)
    shown = page(client, BOARD)
    assert "1 er åben" in shown
    assert f"/sammenfald/{places.at_house}" in shown
    case = page(client, f"/sammenfald/{places.at_loft}")
    assert "Begge handler om" in case
    assert case.index("Garn og strik</a></h2>") < case.index("Strikkecafé</a></h2>")
    assert "Foreslå: gå sammen" in case


def test_the_board_is_narrowed_by_place_and_area(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        make_activity(session, make_venue(session, "Banen"), "Petanque")
    client = staff_at(app, places.house)
    assert "1 er åben" in page(client, f"{BOARD}?sted=loftet")
    assert "0 er åbne" in page(client, f"{BOARD}?sted=banen")
    assert "1 er åben" in page(client, f"{BOARD}?sted=findes-ikke&side=x")


def test_cases_of_my_places_stand_first_then_what_has_been_open_for_long(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        for title, names in [("Petanque", ("Banen", "Plænen")), ("Skak", ("Hylden", "Rummet"))]:
            pair = [make_activity(session, make_venue(session, name), title).id for name in names]
            settle_overlaps(session, pair, NOW - dt.timedelta(days=14 if title == "Skak" else 0))
    shown = page(staff_at(app, places.house), BOARD)
    order = [shown.index(f"“{title}”") for title in ("Strikkecafé", "Skak", "Petanque")]
    assert order == sorted(order)
    assert "Har været åben siden tirsdag d. 10. november." in shown


def test_what_an_import_held_back_is_on_the_board_and_in_its_case(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        draft = make_activity(session, make_venue(session, "Skuret"), "Strik i skuret", status="draft")
        session.add(ImportedOffer(source_key="k", activity_id=draft.id, fingerprint="f", first_day=NOW.date(), sequence=0))
        number = draft.id
    client = staff_at(app, places.house)
    assert "En af dem venter som kladde." in page(client, BOARD)
    assert "Kladde. Den venter" in page(client, f"/sammenfald/{number}")


def propose_by_form(client: FlaskClient, places: TwoPlaces, ending: str, **typed: str):  # type: ignore[no-untyped-def]
    case = f"/sammenfald/{places.at_house}"
    return press(client, case, f"{case}/forslag", slut=ending, **typed)


def test_a_proposal_waits_on_the_other_places_page_until_it_says_yes(app: Flask, places: TwoPlaces) -> None:
    house, loft = staff_at(app, places.house), staff_at(app, places.loft, name="Lone")
    case = f"/sammenfald/{places.at_house}"
    assert propose_by_form(house, places, "different", ord="Hos os er det for begyndere.").status_code == 303
    assert "Venter på ja fra Loftet" in page(house, case)
    assert "Ja, det gør vi" not in page(house, case)
    assert "Ja, det gør vi" in page(loft, case)
    number = only_agreement(app).id
    assert press(loft, case, f"/aftaler/{number}/svar", answer="yes").status_code == 303
    assert "Aftalt af Huset, Loftet, tirsdag d. 24. november." in page(house, f"{BOARD}?vis=aftalt")
    assert "0 er åbne" in page(house, BOARD)
    assert press(house, case, f"/aftaler/{number}/aaben-igen").status_code == 303
    assert "1 er åben" in page(house, BOARD)


def test_together_leads_the_old_address_to_the_one_that_is_kept(app: Flask, places: TwoPlaces) -> None:
    both = staff_at(app, places.house, places.loft)
    typed = {"bliver": str(places.at_house), "moedes": "den gule dør", "moedes-kl": "12:45"}
    assert propose_by_form(both, places, "together", **typed).status_code == 303
    visitor = app.test_client()
    for ending in ("", ".ics", ".json"):
        answer = visitor.get(f"/aktiviteter/{places.at_loft}-garn-og-strik{ending}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (301, "no-cache")
        assert answer.headers["Location"].endswith(f"/aktiviteter/{places.at_house}-strikkecafe{ending}")
    meeting = "Vi mødes ved den gule dør kl. 12.45 og går sammen derhen."
    assert meeting in page(visitor, f"/aktiviteter/{places.at_house}-strikkecafe")
    assert meeting in page(visitor, "/steder/loftet")
    assert meeting not in page(visitor, "/steder/huset")
    assert "Huset" in page(visitor, "/steder/loftet")
    for feed in ("/steder/loftet.ics", f"/aktiviteter/{places.at_house}-strikkecafe.ics"):
        unfolded = visitor.get(feed).get_data(as_text=True).replace("\r\n ", "")
        assert "Vi mødes ved den gule dør kl. 12.45 og går sammen derhen." in unfolded


def test_a_move_and_a_stop_are_proposed_too(app: Flask, places: TwoPlaces) -> None:
    both = staff_at(app, places.house, places.loft)
    typed = {"flytter": str(places.at_house), "dag": "4", "fra": "10.00"}
    assert propose_by_form(both, places, "move", **typed).status_code == 303
    assert "flytter til fredag kl. 10.00" in page(both, f"/sammenfald/{places.at_house}")


@pytest.mark.parametrize(
    ("ending", "typed", "sentence"),
    [
        ("different", {}, "Hvad er forskelligt?"),
        ("different", {"ord": "x" * 501}, "højst 500 tegn"),
        ("together", {}, "Hvor skal I være sammen?"),
        ("move", {"flytter": "1", "dag": "9", "fra": "x"}, "Ny dag"),
        ("stop_one", {"bliver": "99"}, "Hvem bliver ved?"),
        ("nonsense", {}, "Hvor skal I være sammen?"),
    ],
)
def test_bad_input_is_answered_in_a_sentence_with_all_that_was_typed(
    app: Flask, places: TwoPlaces, ending: str, typed: dict[str, str], sentence: str
) -> None:
    response = propose_by_form(staff_at(app, places.house), places, ending, **typed)
    text = response.get_data(as_text=True)
    assert (response.status_code, sentence in text) == (422, True)
    assert all(value in text for name, value in typed.items() if name == "ord")
    with app.app_context():
        assert db.session.query(Agreement).count() == 0


def test_a_case_of_three_is_agreed_on_by_those_that_are_chosen(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        make_third(session)
    client = staff_at(app, places.house)
    chosen = {"aktiviteter": str(places.at_house)}
    assert "Vælg mindst to" in propose_by_form(client, places, "far", **chosen).get_data(as_text=True)
    token = token_of(client, f"/sammenfald/{places.at_house}")
    response = client.post(
        f"/sammenfald/{places.at_house}/forslag",
        data={"csrf_token": token, "slut": "far", "aktiviteter": [str(each) for each in places.pair],
        },
    )  # fmt: skip
    assert response.status_code == 303
    with app.app_context():
        assert {each.activity_id for each in db.session.query(AgreementMember)} == {*places.pair}


def test_an_answer_that_comes_too_late_is_told_so(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        number = propose_far(session, places)
        answer(session, number, False, [places.loft], [], NOW)
    loft = staff_at(app, places.loft)
    response = press(loft, f"/sammenfald/{places.at_loft}", f"/aftaler/{number}/svar", answer="yes")
    assert response.status_code == 409
    assert "Nogen kom først" in response.get_data(as_text=True)


def test_only_who_proposed_takes_it_back_and_only_a_party_answers(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        number = propose_far(session, places)
        elsewhere = make_venue(session, "Banen").id
    loft, other = staff_at(app, places.loft), staff_at(app, elsewhere, name="Ove")
    case = f"/sammenfald/{places.at_loft}"
    assert press(loft, case, f"/aftaler/{number}/fortryd").status_code == 403
    for what in ("svar", "fortryd", "aaben-igen"):
        assert press(other, case, f"/aftaler/{number}/{what}", answer="yes").status_code == 403
    assert press(other, case, f"{case}/forslag", slut="far").status_code == 403
    assert press(staff_at(app, places.house, name="Hans"), case, f"/aftaler/{number}/fortryd").status_code == 303
    assert only_agreement(app).state == AgreementState.TAKEN_BACK


def test_a_contact_of_the_group_that_leads_sees_proposes_and_answers(app: Flask, places: TwoPlaces) -> None:
    with app.app_context(), writing() as session:
        anna = make_person(session)
        group = make_group(session, "Søndagsholdet", None, True, **{anna.id: MemberState.CONTACT})
        session.get_one(Activity, places.at_loft).group_id = group.id
        person_id = anna.id
    client = signed_in_client(app, person_id)
    case = f"/sammenfald/{places.at_loft}"
    text = page(client, case)
    assert "Søndagsholdet" in text
    assert BOARD not in text
    assert propose_by_form(client, places, "far").status_code == 303
    made = only_agreement(app)
    assert (made.by_group_id is not None, made.by_venue_id) == (True, None)


def test_the_board_and_a_case_ask_the_same_number_of_statements_however_much_there_is(app: Flask, places: TwoPlaces) -> None:
    client = staff_at(app, places.house)

    def count(path: str) -> int:
        with statements(app) as seen:
            page(client, path)
        return len(seen)

    paths = [BOARD, f"{BOARD}?vis=aftalt", f"/sammenfald/{places.at_house}"]
    with app.app_context(), writing() as session:
        propose_far(session, places)
    before = [count(path) for path in paths]
    with app.app_context(), writing() as session:
        for number in range(12):
            make_third(session, f"Sted {number}", f"Strik nr {number}")
    assert [count(path) for path in paths] == before
    assert max(before) <= 30


def test_staff_and_coordinators_see_the_board(app: Flask, places: TwoPlaces) -> None:
    coordinator = staff_at(app, name="Karin", role=StaffRole.COORDINATOR)
    assert "1 er åben" in page(coordinator, BOARD)
    assert "Hvad kan I gøre?" not in page(coordinator, f"/sammenfald/{places.at_house}")
    assert coordinator.get("/sammenfald/99").status_code == 404
