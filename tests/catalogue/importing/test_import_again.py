"""What a later list says is put to the activities and places that are there, whatever it leaves out or adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from base.database import db, writing
from catalogue.models import Activity, ImportedOffer
from catalogue.place_models import Venue
from catalogue.terms import Status
from tests.catalogue.importing.test_import import STRIK, edit_by_hand, imported, only, run, schedules, write

BARE = {key: value for key, value in STRIK.items() if key not in ("id", "town")}


def places(app: Flask) -> list[Venue]:
    with app.app_context():
        return list(db.session.scalars(select(Venue)))


def test_a_draft_is_published_by_the_same_file_without_draft(app: Flask, tmp_path: Path) -> None:
    rows = [STRIK, {**STRIK, "id": "sang", "title": "Sang"}]
    run(app, write(tmp_path, *rows), "--draft")
    assert "2 uændrede" in run(app, write(tmp_path, *rows), "--draft").stdout
    report = imported(app, tmp_path, STRIK, {**rows[1], "start": "14:00"})
    assert "linje 1: udgivet: Strikkecafé" in report and "linje 2: ændret: Sang" in report
    assert report.endswith("Det står nu i databasen.\n")
    with app.app_context():
        assert set(db.session.scalars(select(Activity.status))) == {Status.PUBLISHED}
    assert "Alt stod der i forvejen" in imported(app, tmp_path, STRIK)


def test_a_draft_edited_by_hand_stays_a_draft(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, STRIK), "--draft")
    edit_by_hand(app, "Strikkernes café")
    report = imported(app, tmp_path, STRIK)
    assert "linje 1: rettet i hånden, beholdt. Filen siger: Strikkecafé" in report
    assert report.endswith("Intet er ændret: det, der er rettet i hånden, står, som det er.\n")
    assert only(app).status == Status.DRAFT


def test_a_row_without_id_is_the_one_activity_of_its_place_and_title(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    assert "1 uændrede" in imported(app, tmp_path, {**BARE, "town": "Kolding"})
    assert "1 ændrede" in imported(app, tmp_path, {**BARE, "title": "STRIKKECAFÉ"})
    assert only(app).title == "STRIKKECAFÉ"


def test_a_row_without_id_is_new_where_two_activities_have_its_place_and_title(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK, {**STRIK, "id": "2"})
    assert "1 nye" in imported(app, tmp_path, BARE)


def test_a_town_added_later_adds_neither_activity_nor_place(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, BARE)
    assert [place.area_id for place in places(app)] == [None]
    assert "Steder uden" not in imported(app, tmp_path, {**BARE, "town": "6000 Kolding"})
    assert only(app).title == "Strikkecafé"
    [place] = places(app)
    assert (place.town, place.town_key, place.area_id is None) == ("Kolding", "kolding", False)
    assert "1 uændrede" in imported(app, tmp_path, {**BARE, "town": "6000 Kolding"})
    assert "1 ændrede" in imported(app, tmp_path, BARE)
    assert len(places(app)) == 1


def test_rows_with_and_without_id_and_town_in_one_file_are_one_activity(app: Flask, tmp_path: Path) -> None:
    thursday, friday = {**BARE, "weekday": "torsdag"}, {**BARE, "town": "Kolding", "weekday": "fredag"}
    assert "linje 3: samme aktivitet som linje 1" in imported(app, tmp_path, thursday, STRIK, friday)
    assert [schedule.weekday for schedule in schedules(app)] == [1, 3, 4]
    with app.app_context():
        assert db.session.scalars(select(ImportedOffer.source_key)).one() == "id:strik"


def test_the_same_title_and_place_name_in_two_towns_are_two_activities(app: Flask, tmp_path: Path) -> None:
    rows = [{**BARE, "town": "Kolding"}, {**BARE, "town": "Vejle"}]
    assert "1 nye, 0 ændrede, 0 udgivet, 1 venter" in imported(app, tmp_path, *rows)
    assert "1 venter, 1 uændrede" in imported(app, tmp_path, *rows)
    assert "0 nye, 0 ændrede, 0 udgivet, 1 venter" in imported(app, tmp_path, BARE)
    assert len(places(app)) == 3


@pytest.mark.parametrize("first", [0, 1])
def test_a_place_without_a_town_is_the_one_of_its_name_whatever_the_order(app: Flask, tmp_path: Path, first: int) -> None:
    rows = [STRIK, {**STRIK, "id": "sang", "title": "Sang", "town": ""}]
    imported(app, tmp_path, rows[first], rows[1 - first])
    assert [place.town for place in places(app)] == ["Kolding"]


def test_a_new_address_goes_to_a_place_only_imports_wrote_about(app: Flask, tmp_path: Path) -> None:
    for told, address in (("Gade 1", "Gade 1"), ("Nygade 2", "Nygade 2"), ("", "Nygade 2")):
        imported(app, tmp_path, {**STRIK, "address": told})
        assert [place.address for place in places(app)] == [address]
    with app.app_context(), writing() as session:
        session.scalars(select(Venue)).one().about = "Skrevet af stedet."
    imported(app, tmp_path, {**STRIK, "address": "Gammelgade 3"})
    assert [place.address for place in places(app)] == ["Nygade 2"]
