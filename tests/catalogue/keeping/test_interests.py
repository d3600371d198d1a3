"""Staff keep the words of interests: what a change opens and closes is shown first, and nothing is unpublished by it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from base.database import db, writing
from catalogue.interest_models import Interest, InterestWord
from catalogue.models import Activity
from catalogue.overlap_commands import settle_overlaps
from catalogue.overlap_models import Overlap, OverlapState
from catalogue.vocabulary_commands import load_interests, note_vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from people.staff_models import AuditEntry
from people.terms import StaffRole, Stay
from tests.catalogue.keeping.sent_forms import sent_form
from tests.counting import statements
from tests.making import LONG_AGO, TUESDAYS, make_activity, make_venue
from tests.people.making import make_person, make_staff, signed_in_client

LIST, BRIDGE = "/personale/interesser", "/personale/interesser/bridge"


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    """Who there is, where two places play what the vocabulary does not know: klabrias and zwik."""
    with app.app_context(), writing() as session:
        load_interests(session)
        house, barn = make_venue(session, "Huset"), make_venue(session, "Laden")
        make_activity(session, house, "Vi spiller klabrias", TUESDAYS)
        make_activity(session, barn, "Zwik for alle", TUESDAYS)
        settle_overlaps(session, [1, 2], LONG_AGO)
        return {
            "Stine": make_staff(session, "Stine", venues=(house,)).person_id,
            "Kirsten": make_staff(session, "Kirsten", StaffRole.COORDINATOR).person_id,
            "Roar": make_staff(session, "Roar", StaffRole.REVISOR).person_id,
            "Anna": make_person(session, "Anna").id,
        }


@pytest.fixture
def stine(app: Flask, ids: dict[str, str]) -> FlaskClient:
    return signed_in_client(app, ids["Stine"], Stay.STAFF)


def pairs(app: Flask) -> list[tuple[int, int]]:
    with app.app_context():
        found = [(one, other) for one, other in db.session.execute(select(Overlap.first_id, Overlap.second_id))]
        db.session.remove()
    return found


def words(app: Flask, slug: str = "bridge") -> set[str]:
    with app.app_context():
        own = select(InterestWord.word).join(Interest).where(Interest.slug == slug, ~InterestWord.false_friend)
        found = set(db.session.scalars(own))
        db.session.remove()
    return found


def digest(app: Flask) -> str:
    with app.app_context():
        found = db.session.scalar(select(OverlapState.vocabulary_digest)) or ""
        db.session.remove()
    return found


def add(client: FlaskClient, *more: str, path: str = BRIDGE):  # type: ignore[no-untyped-def]
    typed = sent_form(client.get(path).text)
    return client.post(path, data=typed | {"synonyms": "\n".join((str(typed["synonyms"]), *more))})


def test_a_change_first_shows_the_cases_it_opens_and_saves_nothing(app: Flask, stine: FlaskClient) -> None:
    before, was = words(app), digest(app)
    answer = add(stine, "klabrias", "zwik")
    assert answer.status_code == 422
    assert "De her kommer til at tælle som det samme" in answer.text and "Gem, og åbn sagerne" in answer.text
    assert "Vi spiller klabrias" in answer.text and "Zwik for alle" in answer.text and "Huset" in answer.text
    assert "Begge handler om at spille bridge." in answer.text
    assert (words(app), digest(app), pairs(app)) == (before, was, [])


def test_saved_the_cases_are_open_and_nothing_is_unpublished(app: Flask, stine: FlaskClient, client: FlaskClient) -> None:
    was = digest(app)
    answer = stine.post(BRIDGE, data=sent_form(add(stine, "klabrias", "zwik").text))
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    assert pairs(app) == [(1, 2)] and {"klabrias", "zwik"} <= words(app) and digest(app) != was
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Activity.status == "published")) == 2
        assert [row.action for row in db.session.scalars(select(AuditEntry))] == ["interest_changed"]
        assert "zwik" in read_vocabulary(db.session()).by_id["bridge"].synonyms


def test_taken_out_again_the_case_is_shown_and_closed(app: Flask, stine: FlaskClient) -> None:
    stine.post(BRIDGE, data=sent_form(add(stine, "klabrias", "zwik").text))
    typed = sent_form(stine.get(BRIDGE).text)
    typed["synonyms"] = str(typed["synonyms"]).replace("zwik", "")
    shown = stine.post(BRIDGE, data=typed)
    assert shown.status_code == 422 and "De her tæller ikke mere som det samme" in shown.text
    assert pairs(app) == [(1, 2)]
    assert stine.post(BRIDGE, data=sent_form(shown.text)).status_code == 303 and pairs(app) == []


def test_a_change_that_opens_nothing_is_saved_at_once(app: Flask, stine: FlaskClient, client: FlaskClient) -> None:
    with app.app_context(), writing() as session:
        activity = make_activity(session, make_venue(session, "Skuret"), "Kortbord", TUESDAYS)
        assert activity.id == 3
    assert add(stine, "honnørs").status_code == 303 and "honnørs" in words(app) and pairs(app) == []


def test_saving_what_stands_writes_nothing(app: Flask, stine: FlaskClient) -> None:
    was = digest(app)
    assert stine.post(BRIDGE, data=sent_form(stine.get(BRIDGE).text)).status_code == 303
    assert digest(app) == was
    with app.app_context():
        assert db.session.scalars(select(AuditEntry)).all() == []


def test_what_is_published_between_showing_and_saving_is_shown_too(app: Flask, stine: FlaskClient) -> None:
    shown = sent_form(add(stine, "klabrias", "zwik").text)
    with app.app_context(), writing() as session:
        make_activity(session, make_venue(session, "Skuret"), "Klabrias og snak", TUESDAYS)
        settle_overlaps(session, [3], LONG_AGO)
    again = stine.post(BRIDGE, data=shown)
    assert again.status_code == 422 and "Klabrias og snak" in again.text and "zwik" not in words(app)
    assert stine.post(BRIDGE, data=sent_form(again.text)).status_code == 303 and len(pairs(app)) >= 2


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["skak"], "»skak« hører til »Spille skak«. Tag det ud her, eller tag det ud der først."),
        (["Spille skak"], "»Spille skak« er navnet på en anden interesse."),
        (["!!!"], "Skriv noget med bogstaver."),
        (["x" * 200], "er for langt. Skriv højst 120 tegn."),
        ([f"meld{n}" for n in range(20)], "Skriv højst 10 nye ord ad gangen"),
        (["klub"], "»klub« siger ikke, hvad man laver."),
    ],
)
def test_a_word_that_cannot_stand_is_answered_and_nothing_is_lost(
    app: Flask, stine: FlaskClient, more: list[str], sentence: str
) -> None:
    before = words(app)
    answer = add(stine, *more)
    assert answer.status_code == 422 and sentence in answer.text
    assert more[-1] in str(sent_form(answer.text)["synonyms"]) and words(app) == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Skriv, hvad interessen hedder."),
        ({"name": "Spille skak"}, "er navnet på en anden interesse"),
        ({"name": "<b>Klabrias</b>", "shelf": "nowhere"}, "Vælg noget fra listen."),
    ],
)
def test_a_new_interest_needs_a_name_of_its_own_and_a_shelf(stine: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    path = f"{LIST}/ny"
    answer = stine.post(path, data=sent_form(stine.get(path).text) | typed)
    assert answer.status_code == 422 and sentence in answer.text and "<b>Klab" not in answer.text


def test_a_new_interest_is_found_by_its_words(app: Flask, stine: FlaskClient) -> None:
    path = f"{LIST}/ny"
    typed = sent_form(stine.get(f"{path}?ord=klabrias").text)
    assert typed["name"] == "klabrias"
    typed |= {"name": "Spille klabrias", "shelf": "spil", "synonyms": "klabrias\nzwik", "every_place": "y"}
    answer = stine.post(path, data=typed)
    assert answer.status_code == 303 and words(app, "spille-klabrias") == {"klabrias", "zwik"}
    # What every place should have asks for nothing.
    assert pairs(app) == []
    assert "Spille klabrias" in stine.get(LIST).text


def test_a_word_from_elsewhere_comes_along_to_the_form(stine: FlaskClient) -> None:
    assert f'href="{BRIDGE}?ord=zwik"' in stine.get(f"{LIST}?ord=zwik").text
    assert str(sent_form(stine.get(f"{BRIDGE}?ord=zwik").text)["synonyms"]).split("\n")[-1].strip() == "zwik"


def test_the_second_of_two_sees_what_the_first_wrote(app: Flask, stine: FlaskClient) -> None:
    mine = sent_form(stine.get(BRIDGE).text)
    assert add(stine, "honnørs").status_code == 303
    answer = stine.post(BRIDGE, data=mine | {"name": "Bridge for alle"})
    assert answer.status_code == 409 and "Nu står der: " in answer.text and "honnørs" in answer.text
    again = sent_form(answer.text)
    assert again["name"] == "Bridge for alle" and "honnørs" in words(app)
    assert stine.post(BRIDGE, data=again).status_code == 303 and "honnørs" not in words(app)


def test_who_may_keep_the_words(app: Flask, ids: dict[str, str], client: FlaskClient) -> None:
    for name, status in {"Stine": 200, "Kirsten": 200, "Roar": 403, "Anna": 403}.items():
        browser = signed_in_client(app, ids[name], Stay.OWN if name == "Anna" else Stay.STAFF)
        assert {browser.get(path).status_code for path in (LIST, BRIDGE, f"{LIST}/ny")} == {status}
    assert client.get(BRIDGE).status_code == 303
    staff = signed_in_client(app, ids["Stine"], Stay.STAFF)
    assert staff.get(f"{LIST}/findes-ikke").status_code == 404


def test_a_page_that_lay_too_long_keeps_what_was_typed(app: Flask, stine: FlaskClient) -> None:
    answer = stine.post(BRIDGE, data=sent_form(stine.get(BRIDGE).text) | {"name": "Nyt navn", "csrf_token": "old"})
    assert answer.status_code == 422 and sent_form(answer.text)["name"] == "Nyt navn"


def test_the_digest_follows_the_words_and_nothing_else(app: Flask, ids: dict[str, str]) -> None:
    with app.app_context():
        with writing() as session:
            assert not note_vocabulary(session)
        with writing() as session:
            session.execute(update(Interest).where(Interest.slug == "skak").values(name="Skak"))
            assert note_vocabulary(session)
            changed = session.scalar(select(OverlapState.vocabulary_digest))
            assert read_vocabulary(session).by_id["skak"].name == "Skak"
        with writing() as session:
            session.execute(update(Interest).where(Interest.slug == "skak").values(name="Spille skak"))
            assert note_vocabulary(session) and session.scalar(select(OverlapState.vocabulary_digest)) != changed


def test_interests_cost_the_same_statements_however_many(app: Flask, stine: FlaskClient) -> None:
    for path in (LIST, BRIDGE):
        with statements(app) as seen:
            stine.get(path)
        assert len(seen) <= 8
    with statements(app) as few:
        add(stine, "klabrias", "zwik")
    with app.app_context(), writing() as session:
        venue = make_venue(session, "Skuret")
        for number in range(20):
            make_activity(session, venue, f"Klabrias {number}", TUESDAYS)
    with statements(app) as many:
        add(stine, "klabrias", "zwik")
    assert len(many) == len(few)
