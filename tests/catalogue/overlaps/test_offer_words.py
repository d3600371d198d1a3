"""Whom an offer is for, in what form and on what occasion, as its words say it."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.misspellings import corrected
from catalogue.offer_circles import circles_of, says_only_whom
from catalogue.offer_occasions import form_of, occasions_of
from catalogue.recurrence import Rule
from catalogue.terms import Form, Kind
from catalogue.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("title", "description", "circles"),
    [
        ("Male-workshop for børn", "", "children"),
        ("Juniorskak", "", "children"),
        ("Dans", "Børn og unge 10–16 år danser sammen.", "children young"),
        ("Kodeklub", "Lær at programmere. 8-14 år.", "children"),
        ("Ungdomsklub", "", "young"),
        ("Musik", "For unge mellem 18 og 30 år.", "young"),
        ("Fællesspisning for børn og forældre", "", "children families"),
        ("Mænds mødested", "", "men"),
        ("Onsdagsklub", "Cirka 20 herrer mødes i værkstedet.", "men"),
        ("Madlavning", "Hold på ni mænd, der laver mad.", "men"),
        ("Kvindecafé", "", "women"),
        ("Svømning", "Kun for kvinder.", "women"),
        ("Seniordans 60+", "For pensionister.", ""),
        ("Herre- og damegymnastik", "", ""),
        ("Petanque", "Unge og ældre kaster kugler sammen.", ""),
        ("Fællesspisning", "Vi spiser sammen. Børn halv pris.", ""),
        ("Nørklerne", "Vi strikker huer til trængende børn.", ""),
        ("Babycafé", "For mødre og fædre på barsel.", ""),
        ("Børnedans", "Kom med mor eller far.", "children"),
        ("Mandagscafé", "Kaffe hver mandag.", ""),
        ("Herregårdstur", "Vi ser en herregård.", ""),
    ],
)
def test_an_offer_keeps_to_the_circle_it_names(title: str, description: str, circles: str) -> None:
    assert circles_of(title, description) == frozenset(circles.split())


def test_a_word_may_say_whom_and_nothing_else() -> None:
    assert all(map(says_only_whom, ("mandeklubben", "kvinder", "juniorhold", "mænds")))
    assert not any(map(says_only_whom, ("mandag", "mandolin", "børnekor", "klub")))


@pytest.mark.parametrize(
    ("title", "description", "form"),
    [
        ("Gåtur hver for sig", "", Form.EACH_AT_HOME),
        ("Online strikkecafé", "", Form.ONLINE),
        ("Strikkecafé", "Vi mødes på Zoom hver tirsdag.", Form.ONLINE),
        ("Onsdagsquiz", "Vi sender live fra stuen.", Form.BROADCAST),
        ("Strikkecafé", "Tilmelding online eller på nettet.", Form.ON_THE_SPOT),
        ("Slægtsforskning", "Hjælp til kirkebøger på nettet.", Form.ON_THE_SPOT),
    ],
)
def test_the_form_is_read_from_the_words(title: str, description: str, form: Form) -> None:
    assert form_of(title, description) is form


@pytest.mark.parametrize(
    ("title", "description", "occasions"),
    [
        ("Keramikkursus", "", "course"),
        ("Løbehold for nye", "På 12 uger træner vi op til 5 km.", "course"),
        ("Madlavning", "Begynderhold med lærer. Ti uger.", "course"),
        ("Keramikworkshop", "", "course once"),
        ("Billardturnering", "", "tournament"),
        ("DM i fodbold", "", "tournament"),
        ("Petanquesportens dag", "", "once"),
        ("Petanque", "En dag med petanque for alle.", "once"),
        ("Bowlingtur", "To gange om året.", "once"),
        ("Julebanko", "", "once"),
        ("Sy om i efterårsferien", "", "once"),
        ("Bridgehold", "Hyggeligt hold. Begynderkursus over ti tirsdage.", ""),
        ("Krolf", "To gange om ugen. 150 kr. om året.", ""),
        ("De Skøre Kugler", "Åbent hus flere gange om året.", ""),
        ("Strikkecafé", "25 kr. til julehjælpen.", ""),
    ],
)
def test_what_is_not_week_after_week_is_told(title: str, description: str, occasions: str) -> None:
    assert occasions_of(title, description, None, ()) == frozenset(occasions.split())


def test_what_the_author_says_of_kind_and_time_counts() -> None:
    day = dt.date(2026, 11, 24)
    once = Rule(day, day, None, None, None)
    weekly = Rule(day, None, 1, 600, 120)
    assert occasions_of("Keramik", "", Kind.COURSE, ()) == {"course"}
    assert occasions_of("Keramik", "", None, (once,)) == {"once"}
    assert occasions_of("Keramik", "", None, (once, weekly)) == frozenset()


def test_a_long_word_with_one_slip_is_put_right() -> None:
    assert corrected(["fællesspisnig", "badmintno"], VOCABULARY) == ["fællesspisning", "badminton"]


def test_short_words_and_other_words_stand() -> None:
    words = ["spænding", "stikker", "strik", "hus", "vandrehjem", "fortælling"]
    assert corrected(words, VOCABULARY) == words
