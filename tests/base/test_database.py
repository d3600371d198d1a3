"""What a failed statement means is read from its code, alike on both engines."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from base.database import is_passing, is_unbuilt, writing


@pytest.mark.parametrize(
    ("statement", "passing", "unbuilt"),
    [
        ("SELECT * FROM nowhere", False, True),
        ("SELECT nothing FROM area", False, False),
        ("INSERT INTO area (id, slug, postcode, name) VALUES (1, 'b', '6001', 'B')", True, False),
        ("INSERT INTO area (id, slug, postcode, name) VALUES (2, 'a', '6001', 'B')", True, False),
        ("INSERT INTO area (id, slug, postcode, name) VALUES (2, 'b', '6001', NULL)", False, False),
        ("INSERT INTO public_state (id, counter) VALUES (2, 0)", False, False),
        ("INSERT INTO venue_closing_day (venue_id, day) VALUES (99, '2026-12-24')", False, False),
    ],
    ids=["no table", "no column", "primary key", "unique", "not null", "check", "foreign key"],
)
def test_a_failure_is_told_apart(app: Flask, statement: str, passing: bool, unbuilt: bool) -> None:
    with app.app_context():
        with writing() as session:
            session.execute(text("INSERT INTO area (id, slug, postcode, name) VALUES (1, 'a', '6000', 'A')"))
        with pytest.raises(DBAPIError) as failure, writing() as session:
            session.execute(text(statement))
    assert (is_passing(failure.value), is_unbuilt(failure.value)) == (passing, unbuilt)
