"""An imported offer that is the same as one published elsewhere waits as a draft; nothing of it becomes public unseen (P1)."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, select, update

from base.database import db, writing
from catalogue.importing.import_commands import import_programme
from catalogue.models import Activity
from catalogue.overlap_commands import settle_overlaps
from catalogue.overlap_models import ActivityKey, Agreement, AgreementMember, Overlap, OverlapState
from catalogue.overlap_queries import asks_for_agreement, read_published
from catalogue.overlaps import compare, understand
from catalogue.terms import AgreementState, Ending, Status
from catalogue.vocabulary_queries import read_vocabulary
from tests.catalogue.importing.test_import import OFFERS, STRIK, everything, imported, run, write
from tests.conftest import Clock
from tests.counting import statements
from tests.making import make_activity, make_venue

ELSEWHERE = {**STRIK, "id": "garn", "title": "Strik og hækl", "place": "Laden", "town": "Vamdrup", "weekday": "torsdag"}
BANKO = {**STRIK, "id": "banko", "title": "Banko", "description": "Vi spiller banko.", "place": "Salen"}


def statuses(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {title: status for title, status in db.session.execute(select(Activity.title, Activity.status))}


def pairs(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Overlap)).all())


def unknown_pairs(app: Flask) -> list[tuple[int, int]]:
    """Every published pair that asks for an agreement and has no case, by comparing all with all."""
    with app.app_context():
        session = db.session()
        vocabulary = read_vocabulary(session)
        public = {key: understand(offering, vocabulary) for key, offering in read_published(session).items()}
        cases = {(each.first_id, each.second_id) for each in session.scalars(select(Overlap))}
        return [
            (a, b)
            for a, b in combinations(sorted(public), 2)
            if public[a].places.isdisjoint(public[b].places)
            and (a, b) not in cases
            and asks_for_agreement(compare(public[a], public[b]))
        ]


def test_what_is_the_same_as_something_published_elsewhere_waits_and_says_as_what(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    report = imported(app, tmp_path, ELSEWHERE)
    assert "linje 1: venter: ligner »Strikkecafé« på Huset: Strik og hækl · Laden" in report
    assert "Det, der venter, ligner noget, et andet sted gør." in report
    assert statuses(app) == {"Strikkecafé": Status.PUBLISHED, "Strik og hækl": Status.DRAFT}
    before = everything(app)
    assert "1 venter" in imported(app, tmp_path, ELSEWHERE)
    assert everything(app) == before


def test_of_two_in_one_file_the_first_is_public(app: Flask, tmp_path: Path) -> None:
    report = imported(app, tmp_path, BANKO, ELSEWHERE, STRIK)
    assert "linje 3: venter: ligner »Strik og hækl« på Laden" in report
    assert statuses(app) == {"Banko": Status.PUBLISHED, "Strik og hækl": Status.PUBLISHED, "Strikkecafé": Status.DRAFT}


def test_the_same_at_one_place_and_what_every_place_should_have_do_not_wait(app: Flask, tmp_path: Path) -> None:
    coffee = {**STRIK, "title": "Kaffe", "description": "Vi drikker kaffe.", "id": "k1"}
    report = imported(
        app, tmp_path, STRIK, {**ELSEWHERE, "place": "Huset", "town": "Kolding"}, coffee, {**coffee, "id": "k2", "place": "Laden"}
    )
    assert "4 nye, 0 ændrede, 0 udgivet, 0 venter" in report


def test_a_dry_run_tells_what_would_wait(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    before = everything(app)
    assert "venter: ligner »Strikkecafé« på Huset" in run(app, write(tmp_path, ELSEWHERE), "--dry-run").stdout
    assert everything(app) == before


def test_a_changed_row_that_becomes_the_same_waits_and_comes_back_when_it_is_not(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK, BANKO)
    alike = {**BANKO, "title": "Strik med os", "description": "Vi strikker."}
    assert "linje 1: venter: ligner »Strikkecafé« på Huset: Strik med os" in imported(app, tmp_path, alike)
    assert statuses(app)["Strik med os"] == Status.DRAFT
    assert "linje 1: ændret: Banko" in imported(app, tmp_path, BANKO)
    assert statuses(app)["Banko"] == Status.PUBLISHED


def test_a_changed_row_that_is_in_a_case_already_stays_public(app: Flask, tmp_path: Path, clock: Clock) -> None:
    imported(app, tmp_path, STRIK)
    imported(app, tmp_path, ELSEWHERE)
    with app.app_context(), writing() as session:
        held = session.scalars(select(Activity).where(Activity.status == Status.DRAFT)).one()
        held.status = Status.PUBLISHED
        settle_overlaps(session, [held.id], clock.moment)
    assert pairs(app) == 1
    assert "linje 1: ændret" in imported(app, tmp_path, {**ELSEWHERE, "start": "14:00", "end": "16:00"})
    assert set(statuses(app).values()) == {Status.PUBLISHED} and pairs(app) == 1


def test_what_is_agreed_on_does_not_wait(app: Flask, tmp_path: Path, clock: Clock) -> None:
    imported(app, tmp_path, STRIK)
    imported(app, tmp_path, ELSEWHERE)
    with app.app_context(), writing() as session:
        ids = session.scalars(select(Activity.id)).all()
        session.add(
            Agreement(
                ending=Ending.FAR, state=AgreementState.AGREED, proposed_at=clock.moment,
                members=[AgreementMember(activity_id=each) for each in ids],
            )
        )  # fmt: skip
    assert "linje 1: udgivet: Strik og hækl" in imported(app, tmp_path, ELSEWHERE)
    assert set(statuses(app).values()) == {Status.PUBLISHED} and pairs(app) == 1


def test_drafts_of_an_earlier_list_wait_when_they_are_to_be_published(app: Flask, tmp_path: Path) -> None:
    run(app, write(tmp_path, ELSEWHERE), "--draft")
    imported(app, tmp_path, STRIK)
    assert "linje 1: venter" in imported(app, tmp_path, ELSEWHERE)
    assert statuses(app)["Strik og hækl"] == Status.DRAFT


def test_what_was_published_before_there_were_keys_is_compared_too(app: Flask, tmp_path: Path) -> None:
    imported(app, tmp_path, STRIK)
    with app.app_context(), writing() as session:
        session.execute(delete(ActivityKey))
        session.execute(update(OverlapState).values(comparer_digest=""))
    assert "venter: ligner »Strikkecafé«" in run(app, write(tmp_path, ELSEWHERE), "--dry-run").stdout
    assert "venter: ligner »Strikkecafé«" in imported(app, tmp_path, ELSEWHERE)
    with app.app_context():
        assert db.session.scalars(select(ActivityKey.activity_id)).first() is not None


def test_of_the_real_list_no_two_are_public_and_the_same_without_a_case(app: Flask) -> None:
    run(app, OFFERS)
    assert unknown_pairs(app) == [] and pairs(app) == 0
    with app.app_context(), writing() as session:
        session.execute(update(Activity).values(status=Status.PUBLISHED))
    # The control: what was held back would have been.
    assert unknown_pairs(app) != []


def test_what_it_asks_does_not_grow_with_the_rows(app: Flask, tmp_path: Path, clock: Clock) -> None:
    with app.app_context(), writing() as session:
        for number in range(20):
            make_activity(session, make_venue(session, f"Sted {number}"), "Strikkecafé", description="Vi strikker.")

    def asked(rows: int) -> int:
        file = write(tmp_path, *({**ELSEWHERE, "id": f"{rows}-{number}"} for number in range(rows)))
        with statements(app) as seen, app.app_context():
            import_programme(file.read_bytes(), file.name, clock.moment, dry_run=True)
        return len(seen)

    assert asked(2) == asked(60)
