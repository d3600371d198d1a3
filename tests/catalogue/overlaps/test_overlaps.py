"""When two offers are the same, related or different, and why."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from functools import cache

import pytest

from catalogue.likeness import RELATED_FROM, SAME_FROM
from catalogue.overlaps import Comparison, Label, Offering, ReasonKind, Understood, compare, keys, label_of, understand
from catalogue.overlaps_wording import reason_words
from catalogue.recurrence import Rule
from catalogue.terms import Form
from catalogue.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
TUESDAY = Rule(dt.date(2026, 1, 6), None, 1, 600, 120)


@cache
def understood(offering: Offering) -> Understood:
    """Understand an offering, once."""
    return understand(offering, VOCABULARY)


def compared(a: Offering, b: Offering) -> Comparison:
    """Compare two offerings."""
    return compare(understood(a), understood(b))


def of(text: str) -> Offering:
    """Make an offering of "Titel | beskrivelse"."""
    title, _, description = text.partition(" | ")
    return Offering(title, description)


SAME = [
    ("Strikkeklub", "Nørklecafé | Hyggeligt samvær."),
    ("Patchwork", "Quilteklubben | Vi syr quiltetæpper."),
    ("Petanque for nye spillere", "De Glade Kugler | Petanqueklub for unge og ældre."),
    ("Seniorbanko", "Bankospil | Plads bestilles forud."),
    ("IT-café | Frivillige hjælper.", "Computerhjælp"),
    ("Motion på stol", "Stolegymnastik"),
    ("Ture ud af huset", "Udflugter og bowling | Udflugter, biograf og bowling, som vi selv vælger."),
    ("Hyggeeftermiddag | Vi spiller kort, strikker eller snakker.", "Åbent hus | Kaffe og en sludder."),
    ("Kvindecafé | Kaffe og snak.", "Café for kvinder"),
    ("Juniorskak", "Skak for børn"),
    ("Zeppelinlauget", "Zeppelinklub | Alle er velkomne."),
]
RELATED = [
    ("Strikkecafé", "Patchwork"),
    ("Petanque", "Krolf"),
    ("Madlavning", "Vi bager | Der bages boller."),
    ("Madlavning", "Madlavning for mænd"),
    ("Skak", "Skak for børn"),
    ("Gåtur", "Gåtur hver for sig"),
    ("Fodbold hver onsdag", "DM i fodbold"),
    ("Petanque", "Petanquesportens dag | En dag med petanque."),
    ("Strikkecafé", "Tirsdagscafé | Hyggeligt samvær: strikke, brætspil, film eller krolf."),
    ("Fællesspisning", "Fællesspisning og banko"),
    ("Hyggecafé | Kaffe, strikketøj og fællessang.", "Hyggecafé | Kaffe, brætspil og bordtennis."),
    ("Foredrag om strik", "Strikkecafé"),
]
DIFFERENT = [
    ("Strikkecafé", "Repair café"),
    ("Pileflet", "Dart | Vi kaster med pile."),
    ("Kor", "Kortspil"),
    ("Træværksted", "Træning"),
    ("Danskundervisning", "Dans"),
    ("Bordtennis", "Bordfodbold"),
    ("Glasværksted", "Nørkleklub"),
    ("Singleaften | Mød nye bekendte.", "Café | Kaffe og samvær."),
    ("Strik", ""),
]
EVERY_PAIR = [
    *((a, b, Label.SAME) for a, b in SAME), *((a, b, Label.RELATED) for a, b in RELATED),
    *((a, b, Label.DIFFERENT) for a, b in DIFFERENT),
]  # fmt: skip
TEXTS = sorted({text for a, b, _ in EVERY_PAIR for text in (a, b)})


@pytest.mark.parametrize(("a", "b", "label"), EVERY_PAIR)
def test_pairs_have_the_label_a_careful_reader_gives(a: str, b: str, label: Label) -> None:
    comparison = compared(of(a), of(b))
    assert (comparison.label, bool(comparison.reasons)) == (label, True), comparison


def test_the_order_of_the_two_changes_nothing_and_the_answer_is_always_the_same() -> None:
    for a in TEXTS:
        for b in TEXTS:
            once, turned = compared(of(a), of(b)), compared(of(b), of(a))
            assert once == turned
            assert 0 <= once.score <= 1
            assert label_of(once.score) is once.label
            assert all(reason_words(reason, VOCABULARY).endswith(".") for reason in once.reasons)


def test_two_that_are_the_same_share_a_key() -> None:
    for a in TEXTS:
        for b in TEXTS:
            one, other = understood(of(a)), understood(of(b))
            assert len(keys(one)) <= 8
            assert all(len(key) <= 80 for key in keys(one))
            if compare(one, other).label is Label.SAME:
                assert keys(one) & keys(other), (a, b)


def test_neither_capitals_place_time_nor_town_changes_the_label() -> None:
    chance = random.Random(4)
    for _ in range(200):
        a, b = (of(chance.choice(TEXTS)) for _ in range(2))
        loud = replace(
            a, title=a.title.upper(), description=a.description.upper(), places=frozenset(["x"]), area="6070", rules=(TUESDAY,)
        )
        quiet, shouted = compared(a, b), compared(loud, replace(b, area="6000"))
        assert (quiet.score, quiet.label) == (shouted.score, shouted.label), (a, b)


def test_the_score_orders_the_labels() -> None:
    assert RELATED_FROM < SAME_FROM
    assert [label_of(score) for score in (0, RELATED_FROM, SAME_FROM, 1)] == ["different", "related", "same", "same"]


def test_what_every_place_should_have_is_told() -> None:
    assert compared(of("Fællesspisning"), of("Folkekøkken")).every_place
    assert compared(of("Åben café"), of("Kaffe og snak")).every_place
    assert not compared(of("Banko"), of("Bankospil")).every_place
    assert not compared(of("Kvindecafé"), of("Café for kvinder")).every_place
    assert not compared(of("Banko"), of("Åben café")).every_place


def test_what_the_author_chose_goes_before_the_description_but_not_before_the_title() -> None:
    chosen = Offering("Frirummet", "Vi maler og tegner.", interests=("strikke", "kaffe", "no such"))
    assert compared(chosen, of("Strikkeklub")).label is Label.SAME
    titled = Offering("Strikkeklub", "", interests=("sy", "strikke"))
    assert compared(titled, of("Strikkeklub")).label is Label.SAME
    assert compared(Offering("Kort og kompas", "", interests=("loebe",)), of("Løbeklub")).label is Label.SAME


def test_what_the_author_says_of_form_is_believed() -> None:
    assert compared(Offering("Strikkecafé", form=Form.ONLINE), of("Strikkecafé")).label is Label.RELATED


def test_reasons_tell_what_is_shared_and_what_differs() -> None:
    here = Offering("Strik for børn", area="6000", rules=(TUESDAY,))
    there = Offering("Strikkecafé", area="6000", rules=(replace(TUESDAY, start_minute=660),))
    assert [reason_words(reason, VOCABULARY) for reason in compared(here, there).reasons] == [
        "Begge handler om at strikke og hækle.",
        "Den ene er kun for børn.",
        "De ligger samtidig om tirsdagen.",
        "Begge ligger i 6000.",
    ]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Petanque", "Krolf", ReasonKind.FAMILY),
        ("Petanque", "Strik", ReasonKind.APART),
        ("Zeppelinlauget", "Zeppelinklub", ReasonKind.WORD),
        ("Gåtur", "Gåtur hver for sig", ReasonKind.FORM),
        ("Fodbold", "DM i fodbold", ReasonKind.OCCASION),
        ("Fællesspisning", "Fællesspisning og banko", ReasonKind.PART),
        ("", "", ReasonKind.APART),
    ],
)
def test_each_kind_of_reason_is_given(a: str, b: str, kind: ReasonKind) -> None:
    assert kind in {reason.kind for reason in compared(of(a), of(b)).reasons}
