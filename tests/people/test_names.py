"""Names are shown as they were meant, or refused with a sentence that says what to do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.danish import lix
from people.names import LONGEST_NAME, NAME_ADVICE, NameProblem, read_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna", "Anna"),
        ("  Anna \t Marie\n", "Anna Marie"),
        ("Anna\u00a0Marie", "Anna Marie"),
        ("Å", "Å"),
        ("A\u030age", "Åge"),
        ("O'Hara-Lund", "O'Hara-Lund"),
        ("Jens 2", "Jens 2"),
        ("Bo 1987", "Bo 1987"),
        ("empty", "empty"),
        ("مريم", "مريم"),
        ("דוד", "דוד"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("Nguyễn", "Nguyễn"),
        ("🐻", "🐻"),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("👩🏽\u200d🚀 Ida", "👩🏽\u200d🚀 Ida"),
        ("\U0001fae8", "\U0001fae8"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_a_name_is_taken_as_it_is_meant(text: str, name: str) -> None:
    assert read_name(text) == name
    assert not isinstance(read_name(text), NameProblem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", NameProblem.empty),
        (" \t\u00a0\u2028", NameProblem.empty),
        ("x" * (LONGEST_NAME + 1), NameProblem.too_long),
        ("x" * 300, NameProblem.too_long),
        ("Anna\u202e", NameProblem.direction),
        ("\u2067Anna\u2069", NameProblem.direction),
        ("\u200fمريم", NameProblem.direction),
        ("Anna\u200e", NameProblem.direction),
        ("Anna\u061c", NameProblem.direction),
        ("<script>", NameProblem.unreadable),
        ("Anna >", NameProblem.unreadable),
        ("...", NameProblem.unreadable),
        ("123", NameProblem.unreadable),
        ("\x00Anna", NameProblem.unreadable),
        ("An\u00adna", NameProblem.unreadable),
        ("An\u200bna", NameProblem.unreadable),
        ("An\u200dna", NameProblem.unreadable),
        ("Anna\ufe0f", NameProblem.unreadable),
        ("🐻\u200d", NameProblem.unreadable),
        ("\u200d🐻", NameProblem.unreadable),
        ("\u3164", NameProblem.unreadable),
        ("\u2800", NameProblem.unreadable),
        ("\ud800", NameProblem.unreadable),
        ("Anna\ue000", NameProblem.unreadable),
        ("Anna\u0378", NameProblem.unreadable),
        ("\U000e0041", NameProblem.unreadable),
        ("A\u0315\u0315\u0315\u0315", NameProblem.unreadable),
        ("Anna \u0301", NameProblem.unreadable),
        ("\u0301Anna", NameProblem.unreadable),
        ("Anna 20304050", NameProblem.not_a_name),
        ("20 30 40 50", NameProblem.not_a_name),
        ("010190-1234", NameProblem.not_a_name),
        ("Anna ٢٠٣٠٤٠٥٠", NameProblem.not_a_name),
        ("anna@example.dk", NameProblem.not_a_name),
        ("anna＠example.dk", NameProblem.not_a_name),
    ],
)
def test_what_cannot_be_shown_as_a_name_is_refused(text: str, problem: NameProblem) -> None:
    found = read_name(text)
    assert isinstance(found, NameProblem) and found is problem


@given(st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join) | st.text("Aå\u0301\u200d\ufe0f🐻م <"))
def test_any_text_gives_a_name_that_reads_as_itself_or_a_problem(text: str) -> None:
    found = read_name(text)
    if not isinstance(found, NameProblem):
        assert found == unicodedata.normalize("NFC", found) == read_name(found)
        assert 0 < len(found) <= LONGEST_NAME and not {"<", ">", "\n", "\0"} & set(found)


def test_each_problem_has_a_short_easy_sentence_that_says_what_to_do() -> None:
    assert set(NAME_ADVICE) == set(NameProblem)
    for advice in NAME_ADVICE.values():
        assert advice.startswith("Skriv ") and len(advice) < 100 and lix(advice) <= 30
