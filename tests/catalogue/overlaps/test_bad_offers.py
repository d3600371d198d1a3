"""Whatever is written, there is an answer."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from catalogue.overlaps import Label, Offering, compare, keys, understand
from catalogue.overlaps_wording import reason_words
from catalogue.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
ODD = [
    Offering(""),
    Offering("", "", interests=tuple(VOCABULARY.by_id)[:20]),
    Offering("Åben café"),
    Offering("Onsdagsklubben"),
    Offering("!!! 🎉 ???", "\x00\n\t"),
    Offering("STRIKKEKLUB", "VI STRIKKER OG HÆKLER HVER UGE."),
    Offering("Strik", "Vi strikker og drikker kaffe. " * 170),
    Offering("x" * 5_000, "y" * 5_000),
    Offering("a " * 2_500, "læs se " * 700),
    Offering("Knitting club", "We knit together every Tuesday."),
    Offering("Strikkekafé", "Vi møtes for å strikke og hekle."),
    Offering("strikkecafe"),
    Offering("Petangue", "petangue for seniore"),
    Offering("<b>Strikkecafé</b>", '<p class="x">Vi strikker &amp; hækler</p><script>alert(1)</script>'),
]


def test_there_is_always_an_answer_with_a_reason() -> None:
    for a, b in combinations_with_replacement([understand(offering, VOCABULARY) for offering in ODD], 2):
        comparison = compare(a, b)
        assert 0 <= comparison.score <= 1
        assert comparison.reasons
        assert all(reason_words(reason, VOCABULARY) for reason in comparison.reasons)
        assert max(len(keys(a)), len(keys(b))) <= 8


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("STRIKKEKLUB", ""), ("strikkecafe", ""), ("<b>Strikkecafé</b>", "<p>Vi strikker &amp; hækler</p>"),
        ("Strik", "Vi strikker og drikker kaffe. " * 170), ("Strikkekafé", "Vi møtes for å strikke og hekle."),
    ],
)  # fmt: skip
def test_odd_writing_does_not_hide_what_is_done(title: str, description: str) -> None:
    strik = understand(Offering("Strikkeklub"), VOCABULARY)
    assert compare(understand(Offering(title, description), VOCABULARY), strik).label is Label.SAME


def test_an_offer_that_says_nothing_is_like_no_other() -> None:
    nothing = understand(Offering(""), VOCABULARY)
    assert not keys(nothing)
    assert {compare(nothing, understand(offering, VOCABULARY)).label for offering in ODD} == {Label.DIFFERENT}
