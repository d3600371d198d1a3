"""What the vocabulary learns is searchable at once, also where the interest has been in the database for years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from base.database import db, public_counter, writing
from catalogue.interest_models import Interest, InterestWord
from catalogue.vocabulary import Vocabulary, load_vocabulary
from catalogue.vocabulary_commands import load_interests
from tests.making import TUESDAYS, make_activity, make_venue


def without(word: str) -> Vocabulary:
    """Return the vocabulary as it was before it knew a synonym."""
    known = load_vocabulary()
    interests = (replace(each, synonyms=tuple(s for s in each.synonyms if s != word)) for each in known.interests)
    return Vocabulary(known.groups, tuple(interests))


def finds(client: FlaskClient, word: str) -> bool:
    return "Mandeklubben" in client.get(f"/aktiviteter?q={word}").get_data(as_text=True)


def test_a_new_synonym_of_a_known_interest_finds_its_activities(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), monkeypatch.context() as earlier, writing() as session:
        earlier.setattr("catalogue.vocabulary_commands.load_vocabulary", lambda: without("snooker"))
        billiards = session.get_one(Interest, load_interests(session)["billard"])
        make_activity(session, make_venue(session), "Mandeklubben", TUESDAYS, interest=billiards)
    assert finds(client, "pool") and not finds(client, "snooker")
    with app.app_context(), writing() as session:
        load_interests(session)
    assert finds(client, "pool") and finds(client, "snooker")


def test_loading_again_writes_nothing(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            load_interests(session)
        before = public_counter(db.session())
        with writing() as session:
            load_interests(session)
        assert public_counter(db.session()) == before


def test_a_synonym_that_staff_gave_another_interest_stays_there(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        with monkeypatch.context() as earlier, writing() as session:
            earlier.setattr("catalogue.vocabulary_commands.load_vocabulary", lambda: without("snooker"))
            games = load_interests(session)["braetspil"]
            session.add(InterestWord(interest_id=games, word="snooker", false_friend=False))
        with writing() as session:
            load_interests(session)
        told = select(InterestWord.interest_id).where(InterestWord.word == "snooker")
        assert db.session.scalars(told).all() == [games]
