"""All that is kept about a person, as text and as values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from noticeboard.own_export import as_text, as_values

MADE_AT = dt.datetime(2026, 11, 24, 9, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "said", "plain"),
    [
        ("Anna", "Anna", "Anna"),
        (None, "–", None),
        ("", "–", ""),
        (True, "ja", True),
        (False, "nej", False),
        (3, "3", 3),
        (dt.date(2026, 11, 24), "tirsdag den 24. november 2026", "2026-11-24"),
        (dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC), "torsdag den 2. juli 2026 kl. 00.30", "2026-07-02T00:30:00+02:00"),
        (["Huset", "Laden"], "Huset og Laden", ["Huset", "Laden"]),
        ([], "–", []),
        ({"dag": dt.date(2026, 11, 24)}, "dag tirsdag den 24. november 2026", {"dag": "2026-11-24"}),
    ],
)
def test_a_value_is_said_in_danish_and_given_in_json(value: Any, said: str, plain: Any) -> None:
    sections = {"Navn": [{"hvad": value}]}
    assert f"hvad: {said}\n" in as_text(sections, MADE_AT)
    assert as_values(sections, MADE_AT) == {"lavet": "2026-11-24T10:05:00+01:00", "om dig": {"Navn": [{"hvad": plain}]}}


def test_the_text_has_a_heading_a_section_and_a_blank_line_between_rows() -> None:
    text = as_text({"Kort": [], "Grupper": [{"navn": "A", "kontakt": True}, {"navn": "B", "kontakt": False}]}, MADE_AT)
    assert text == (
        "Det har vi skrevet om dig.\nLavet tirsdag den 24. november 2026 kl. 10.05.\n\nKort\n----\n\nIngenting.\n\n"
        "Grupper\n-------\n\nnavn: A\nkontakt: ja\n\nnavn: B\nkontakt: nej\n"
    )
