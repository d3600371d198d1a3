from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.danish import (
    clock,
    date_long,
    date_short,
    fold,
    join_words,
    lix,
    relative_day,
    slug,
    sort_key,
    time_span,
)


def test_a_date_is_written_in_full_and_short() -> None:
    assert date_long(date(2026, 11, 24)) == "tirsdag den 24. november 2026"
    assert date_short(date(2026, 11, 24)) == "tirsdag d. 24. november"
    assert date_long(date(2027, 3, 28)) == "søndag den 28. marts 2027"


@pytest.mark.parametrize(
    ("minute", "text"), [(0, "00.00"), (5, "00.05"), (540, "09.00"), (780, "13.00"), (1439, "23.59"), (1500, "01.00")]
)
def test_a_clock_has_a_full_stop_and_two_digits(minute: int, text: str) -> None:
    assert clock(minute) == text


@pytest.mark.parametrize(
    ("start", "minutes", "text"),
    [
        (780, 120, "kl. 13.00–15.00"),
        (780, None, "kl. 13.00"),
        (1320, 240, "kl. 22.00–02.00"),
        (1320, 120, "kl. 22.00–00.00"),
    ],
)
def test_a_time_span_has_an_en_dash(start: int, minutes: int | None, text: str) -> None:
    assert time_span(start, minutes) == text


def test_only_today_and_tomorrow_have_names() -> None:
    today = date(2026, 12, 31)
    assert relative_day(today, today) == "i dag"
    assert relative_day(date(2027, 1, 1), today) == "i morgen"
    assert relative_day(date(2027, 1, 2), today) is None
    assert relative_day(date(2026, 12, 30), today) is None


@pytest.mark.parametrize(("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")])
def test_words_are_joined_as_they_are_said(words: list[str], text: str) -> None:
    assert join_words(words) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Håndarbejde", "håndarbejde"),
        ("HAANDARBEJDE", "håndarbejde"),
        ("ha\u030andarbejde", "håndarbejde"),
        ("Strikkecafé", "strikkecafe"),
        ("Crème brûlée, à la Müller", "creme brulee a la muller"),
        ("Öl & Ärter", "øl ærter"),
        ("  Æblegrød  –  på\tØen!\n", "æblegrød på øen"),
        ("24/7: kom_nu", "24 7 kom nu"),
        ("…", ""),
    ],
)
def test_folded_text_is_small_letters_with_single_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Sang & kaffe på Åen", "sang-kaffe-paa-aaen"),
        ("Øl, æbler og Aalborg", "oel-aebler-og-aalborg"),
        ("Café 27", "cafe-27"),
        ("!?", "x"),
        ("Спів", "x"),
    ],
)
def test_a_slug_is_plain(text: str, address: str) -> None:
    assert slug(text) == address


@given(st.text())
def test_a_slug_is_never_empty_and_holds_only_letters_digits_and_hyphens(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(text).strip("-") == slug(text) != ""


def test_names_sort_as_in_a_danish_index() -> None:
    names = ["Åhuset", "Aabenraa", "Ørsted", "Æblecafé", "Zumba", "Vamdrup", "cafeteria", "Café", "abe", "10 om dagen"]
    assert sorted(names, key=sort_key) == names[::-1]


def test_a_word_alone_sorts_before_the_same_word_with_more() -> None:
    assert sorted(["Kortspil", "Kor i kirken", "Kor"], key=sort_key) == ["Kor", "Kor i kirken", "Kortspil"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("13.00", 0),
        ("Kom og vær med.", 4),
        ("Kom og vær med. Vi spiser sammen.", 3.5),
        ("Arbejdsmarkedsforvaltning", 101),
        ("Vi mødes kl. 13.00 den 3. maj og spiser", 7),
        ("Kom nu\nVi ses", 2),
    ],
)
def test_lix_counts_words_a_sentence_and_long_words(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected, abs=0.1)
