"""A programme file is imported as a whole or not at all, and the same file again changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import event, select

from base.database import db, public_counter, writing
from catalogue.importing.programme_text import LARGEST_FILE_BYTES
from catalogue.models import Activity, ActivityHost, ActivityWord, ImportedOffer, Schedule, ScheduleException
from catalogue.place_models import Area, Venue
from catalogue.terms import Change, Status, VenueKind
from tests.conftest import Clock, make_app
from tests.making import make_area, make_venue

OFFERS = Path(__file__).parents[2] / "material" / "offers.jsonl"
STRIK = {
    "id": "strik", "title": "Strikkecafé", "weekday": "tirsdag", "start": "13:00", "end": "15:00",
    "place": "Huset", "town": "Kolding", "description": "Vi strikker.",
}  # fmt: skip
A_MONTH = dt.timedelta(days=30)
IN_USE = "Databasen er optaget lige nu, og intet er skrevet. Prøv igen om lidt.\n"


def run(app: Flask, file: Path, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["catalogue", "import", str(file), *options])


def write(folder: Path, *rows: dict[str, Any], name: str = "liste.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def imported(app: Flask, folder: Path, *rows: dict[str, Any]) -> str:
    result = run(app, write(folder, *rows))
    assert result.exit_code == 0, result.output
    return result.output


def everything(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table, the public counter's too."""
    with app.app_context(), db.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(table.select()).all())) for table in db.metadata.sorted_tables}


def only(app: Flask) -> Activity:
    with app.app_context():
        return db.session.scalars(select(Activity)).one()


def schedules(app: Flask) -> list[Schedule]:
    with app.app_context():
        return list(db.session.scalars(select(Schedule).order_by(Schedule.weekday, Schedule.first_day)))


def edit_by_hand(app: Flask, title: str) -> None:
    with app.app_context(), writing() as session:
        activity = session.scalars(select(Activity)).one()
        activity.title, activity.sequence = title, activity.sequence + 1


def test_every_real_row_is_accounted_for_and_a_second_import_changes_nothing(app: Flask, clock: Clock) -> None:
    first = run(app, OFFERS)
    assert first.exit_code == 0
    assert [line.split(":")[0] for line in first.stdout.splitlines()[:179]] == [f"linje {n}" for n in range(1, 180)]
    counted = re.search(r"179 rækker\. Aktiviteter: (\d+) nye, 0 ændrede, 0 udgivet, (\d+) venter", first.stdout)
    assert counted and int(counted[1]) + int(counted[2]) == 179
    before = everything(app)
    assert len(before["activity"]) == len(before["imported_offer"]) == 179
    clock.moment += A_MONTH
    second = run(app, OFFERS)
    assert f"{counted[2]} venter, {counted[1]} uændrede" in second.stdout
    assert everything(app) == before


def test_what_is_taken_is_published_and_found(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    activity = only(app)
    assert (activity.status, activity.undated, activity.slug) == (Status.PUBLISHED, False, "strikkecafe")
    assert activity.review_on == dt.date(2027, 2, 22)
    [schedule] = schedules(app)
    assert (schedule.first_day, schedule.weekday, schedule.start_minute) == (dt.date(2026, 11, 23), 1, 780)
    with app.app_context():
        venue = db.session.scalars(select(Venue)).one()
        area = db.session.get(Area, venue.area_id)
        words = set(db.session.scalars(select(ActivityWord.word)))
    assert area is not None and area.postcode == "6000"
    assert (venue.kind, venue.slug, venue.adults_only) == (VenueKind.PHYSICAL, "huset", False)
    assert any(word.startswith("strik") for word in words) and "kolding" in words


def test_a_draft_is_kept_back_and_a_dry_run_writes_nothing(app: Flask, tmp_path: Path) -> None:
    file, before = write(tmp_path, STRIK), everything(app)
    result = run(app, file, "--dry-run")
    assert result.exit_code == 0 and "linje 1: ny: Strikkecafé" in result.stdout
    assert everything(app) == before
    run(app, file, "--draft")
    assert only(app).status == Status.DRAFT


def test_one_bad_row_keeps_all_out_unless_bad_rows_are_skipped(app: Flask, tmp_path: Path) -> None:
    file, before = write(tmp_path, STRIK, {**STRIK, "id": "2", "weekday": "tirsdax"}), everything(app)
    refused = run(app, file)
    assert refused.exit_code == 1
    assert 'linje 2, kolonne "weekday": "tirsdax" er ikke en ugedag. Mente du tirsdag?' in refused.stdout
    assert everything(app) == before
    taken = run(app, file, "--skip-bad")
    assert taken.exit_code == 0
    assert only(app).title == "Strikkecafé"


def test_a_changed_row_changes_its_activity_and_keeps_what_calendars_know(app: Flask, clock: Clock, tmp_path: Path) -> None:
    imported(app, tmp_path, {**STRIK, "weekday": "tirsdag, fredag"})
    before, [tuesday, _] = only(app), schedules(app)
    clock.moment += A_MONTH
    changed = {**STRIK, "weekday": "tirsdag, torsdag", "start": "14:00", "place": "Salen", "description": "Ny tid."}
    assert "1 ændrede" in imported(app, tmp_path, changed)
    after, [still_tuesday, thursday] = only(app), schedules(app)
    assert (after.id, after.description, after.sequence, after.changed_at) == (before.id, "Ny tid.", 1, clock.moment)
    assert (still_tuesday.uid, still_tuesday.start_minute, still_tuesday.minutes) == (tuesday.uid, 840, 60)
    assert thursday.weekday == 3 and thursday.uid != tuesday.uid
    assert {schedule.first_day for schedule in (still_tuesday, thursday)} == {dt.date(2026, 11, 23)}
    with app.app_context():
        assert db.session.scalars(select(Venue.name).join(ActivityHost)).all() == ["Salen"]
        words = set(db.session.scalars(select(ActivityWord.word)))
    assert "salen" in words and "huset" not in words
    assert "1 uændrede" in imported(app, tmp_path, changed)


def test_what_was_edited_by_hand_stands_and_is_reported(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    edit_by_hand(app, "Strikkernes café")
    before = everything(app)
    assert "linje 1: rettet i hånden, beholdt" in imported(app, tmp_path, STRIK)
    assert "linje 1: rettet i hånden, beholdt" in imported(app, tmp_path, {**STRIK, "start": "14:00"})
    assert everything(app) == before


def test_a_withdrawn_activity_is_not_published_again(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    with app.app_context(), writing() as session:
        activity = session.scalars(select(Activity)).one()
        activity.status, activity.sequence = Status.WITHDRAWN, activity.sequence + 1
    imported(app, tmp_path, {**STRIK, "start": "14:00"})
    assert only(app).status == Status.WITHDRAWN


def exceptions(app: Flask) -> list[tuple[dt.date, str]]:
    with app.app_context():
        told = select(ScheduleException.day, ScheduleException.change).order_by(ScheduleException.day)
        return [(day, change) for day, change in db.session.execute(told)]


def test_what_was_different_about_a_time_goes_with_the_time(app: Flask, clock: Clock, tmp_path: Path) -> None:
    """Weeks 49 to 52: the odd ones go, the even ones stay, and another hour of the day changes nothing."""
    tuesdays = [dt.date(2026, 12, day) for day in (1, 8, 15, 22)]
    imported(app, tmp_path, STRIK)
    [schedule] = schedules(app)
    with app.app_context(), writing() as session:
        session.add_all(
            ScheduleException(schedule_id=schedule.id, day=day, change=Change.CANCELLED, changed_at=clock.moment)
            for day in tuesdays
        )
    imported(app, tmp_path, {**STRIK, "start": "14:00"})
    assert exceptions(app) == [(day, "cancelled") for day in tuesdays]
    imported(app, tmp_path, {**STRIK, "weekday": "tirsdag i lige uger"})
    assert [kept.uid for kept in schedules(app)] == [schedule.uid]
    assert exceptions(app) == [(day, "cancelled") for day in (tuesdays[1], tuesdays[3])]


def test_days_that_go_take_their_schedules_and_leave_the_words(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    imported(app, tmp_path, {**STRIK, "weekday": "hver anden tirsdag"})
    assert schedules(app) == []
    assert (only(app).undated, only(app).when_words) == (True, "Hver anden tirsdag kl. 13.00–15.00")


def test_a_row_without_id_is_known_by_place_and_title(app: Flask, tmp_path: Path) -> None:
    row = {key: value for key, value in STRIK.items() if key != "id"}
    imported(app, tmp_path, row, {**row, "weekday": "torsdag"})
    assert [schedule.weekday for schedule in schedules(app)] == [1, 3]
    assert "1 ændrede" in imported(app, tmp_path, {**row, "weekday": "fredag"})
    assert [schedule.weekday for schedule in schedules(app)] == [4]
    assert only(app).title == "Strikkecafé"


def test_an_id_of_another_list_does_not_take_over_an_activity(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, {**STRIK, "id": "1"})
    before = everything(app)
    result = run(app, write(tmp_path, {**STRIK, "id": "1", "title": "Banko", "place": "Hallen"}))
    assert result.exit_code == 1
    assert 'linje 1, kolonne "id": Samme id hører til »Strikkecafé« fra en tidligere liste.' in result.stdout
    assert everything(app) == before


def test_places_are_found_by_name_and_town_or_added_with_an_address_of_their_own(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), writing() as session:
        area = make_area(session, "6640", "Lunderskov")
        known = make_venue(session, "Salen", town="Vamdrup", town_key="vamdrup", area_id=area.id).id
    places = [
        ("Salen", "VAMDRUP"), ("salen", ""), ("Huset", "Kolding"), ("Huset", "Christiansfeld"), ("Huset", "Vejle"),
        ("Huset", "6640 Lunderskov"), ("Stuen (online)", ""),
    ]  # fmt: skip
    report = imported(
        app, tmp_path, *({**STRIK, "id": n, "place": place, "town": town} for n, (place, town) in enumerate(places))
    )
    with app.app_context():
        venues = db.session.execute(
            select(Venue.slug, Venue.town, Area.postcode, Venue.kind).outerjoin(Area).order_by(Venue.id)
        ).all()
        hosted = db.session.scalars(select(ActivityHost.venue_id).order_by(ActivityHost.activity_id)).all()
    assert list(venues) == [
        ("salen", "Vamdrup", "6640", "physical"),
        ("huset", "Kolding", "6000", "physical"),
        ("huset-christiansfeld", "Christiansfeld", "6070", "physical"),
        ("huset-vejle", "Vejle", None, "physical"),
        ("huset-lunderskov", "Lunderskov", "6640", "physical"),
        ("stuen-online", "", None, "online"),
    ]
    assert hosted[:2] == [known, known]
    assert "Steder uden kendt område (1): Huset, Vejle." in report


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n\x00", b"titel;sted\nBl\x81b;x", b"titel;ugedag\nStrik;man", b'{"a": 1}'],
    ids=["empty", "binary", "encoding", "no place", "no title"],
)
def test_a_file_that_cannot_be_read_changes_nothing(app: Flask, tmp_path: Path, content: bytes) -> None:
    file, before = tmp_path / "liste", everything(app)
    file.write_bytes(content)
    result = run(app, file, "--skip-bad")
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert result.stdout.startswith("linje ")
    assert everything(app) == before


def test_a_huge_file_is_refused_without_being_read(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "liste.csv"
    with file.open("wb") as opened:
        opened.truncate(1024**3)
    read: list[int] = []

    def take(content: bytes, _name: str) -> tuple[str, bool]:
        read.append(len(content))
        return "", True

    monkeypatch.setattr("catalogue.importing.programme_file.decode_programme", take)
    run(app, file)
    assert read == [LARGEST_FILE_BYTES + 1]
    monkeypatch.undo()
    result = run(app, file)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "linje 1: Filen er over 20 MB. Del den i flere filer.",
    )


def test_a_file_that_is_not_there_and_a_folder_are_told_so(app: Flask, tmp_path: Path) -> None:
    for path in (tmp_path / "findes-ikke.csv", tmp_path):
        result = run(app, path)
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)
        assert "kan ikke åbnes" in result.stdout


def test_a_database_that_is_not_built_is_told_so(tmp_path: Path) -> None:
    result = run(make_app(f"sqlite:///{tmp_path / 'tom.sqlite'}", Clock()), write(tmp_path, STRIK))
    assert result.exit_code == 1
    assert "flask --app wsgi db upgrade" in result.stdout


def test_a_database_in_use_is_told_so_and_nothing_is_written(sqlite_address: str, clock: Clock, tmp_path: Path) -> None:
    app = make_app(sqlite_address, clock)
    before = everything(app)
    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 0"))
    with closing(sqlite3.connect(sqlite_address.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = run(app, write(tmp_path, STRIK))
    assert (result.exit_code, result.stdout) == (1, IN_USE)
    assert everything(app) == before


def test_another_import_that_comes_first_is_told_so_and_nothing_is_written(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(app, tmp_path, STRIK)
    before = everything(app)
    # As if the other had not yet committed when this one looked.
    monkeypatch.setattr("catalogue.importing.import_commands._known", lambda session: {})
    result = run(app, write(tmp_path, STRIK))
    assert (result.exit_code, result.stdout) == (1, IN_USE)
    assert everything(app) == before


def test_the_public_counter_rises_with_an_import_and_not_where_nothing_changed(app: Flask, tmp_path: Path) -> None:
    def counter() -> int:
        with app.app_context():
            return public_counter(db.session())

    before = counter()
    imported(app, tmp_path, STRIK)
    after = counter()
    imported(app, tmp_path, STRIK)
    assert before < after == counter()


def test_nothing_but_the_report_is_printed_where_nobody_watches(app: Flask, tmp_path: Path) -> None:
    result = run(app, write(tmp_path, STRIK))
    assert (result.stderr, result.stdout.count("\n")) == ("", 6)


def test_the_source_of_an_activity_is_remembered(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    with app.app_context():
        source = db.session.scalars(select(ImportedOffer)).one()
    assert (source.source_key, source.first_day, source.sequence) == ("id:strik", dt.date(2026, 11, 23), 0)
