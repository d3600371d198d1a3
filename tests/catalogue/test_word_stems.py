"""Danish words taken apart."""

from __future__ import annotations

import pytest

from catalogue.word_stems import is_form_word, known_edges, says_little, spelled_out, split_into, stem


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("strik strikke strikker strikkede", "strik"),
        ("klub klubben klubber klubbernes", "klub"),
        ("kor koret korets", "kor"),
        ("have haven haver haverne", "hav"),
        ("spil spille spiller spillet", "spil"),
        ("dans danse dansen", "dans"),
        ("glas glasset", "glas"),
        ("cafe cafeen", "caf"),
        ("onsdag onsdags", "onsdag"),
        ("sten", "sten"),
        ("it", "it"),
        ("", ""),
    ],
)
def test_endings_come_off(words: str, left: str) -> None:
    assert {stem(word) for word in words.split(" ")} == {left}


def test_what_is_left_of_a_word_begins_it() -> None:
    for word in ("aftenernes", "klubbernes", "kaffe", "øvede", "bowls", "ærtesupper"):
        assert word.startswith(stem(word))


@pytest.mark.parametrize(
    ("word", "known", "parts"),
    [
        ("sangaften", {"sang", "aften"}, ("sang", "aften")),
        ("aftensang", {"sang", "aften"}, ("aften", "sang")),
        ("dagskursus", {"dag", "kursus"}, ("dag", "kursus")),
        ("børnesang", {"børn", "sang"}, ("børne", "sang")),
        ("blomsterfesten", {"blomst", "fest"}, ("blomster", "festen")),
        ("korthus", {"kor", "kort", "hus", "thus"}, ("kort", "hus")),
        ("korsang", {"kors", "kor", "sang"}, ("kor", "sang")),
        ("syaften", {"sy", "aften"}, ("sy", "aften")),
        ("aftensy", {"sy", "aften"}, ()),
        ("spiller", {"spil", "ler"}, ()),
        ("sang", {"sang"}, ()),
        ("", {""}, ()),
    ],
)
def test_a_compound_is_split_into_known_words(word: str, known: set[str], parts: tuple[str, ...]) -> None:
    assert split_into(word, known) == parts


def test_a_half_known_word_gives_its_known_edges() -> None:
    assert known_edges("gadeteater", {"teater", "ater"}) == ("", "teater")
    assert known_edges("kaffepause", {"kaff", "kaffe"}) == ("kaffe", "")
    assert known_edges("koralrev", {"kor", "rev"}) == ("", "")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("bræt- og kortspil", "brætspil og kortspil"),
        ("Bræt-, kort- eller ringspil", "Brætspil, kortspil eller ringspil"),
        ("strikke- og hæklecafé", "strikkecafe og hæklecafé"),
        ("kort- og gådeløsning", "kort og gådeløsning"),
        ("kort-klub", "kort-klub"),
        ("ind- og", "ind- og"),
    ],
)
def test_a_hyphen_that_stands_for_a_word_is_spelled_out(text: str, whole: str) -> None:
    assert spelled_out(text, {"kort", "ring", "spil", "hækle", "cafe"}) == whole


def test_words_about_how_people_meet_are_form_words_whatever_their_ending() -> None:
    assert all(map(is_form_word, ("klub", "klubberne", "holdet", "cafeen", "stuen", "søndag")))
    assert not any(map(is_form_word, ("strik", "og", "kor")))
    assert says_little("og") and says_little("klubben") and not says_little("kor")
