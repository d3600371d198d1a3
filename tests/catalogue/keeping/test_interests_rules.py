"""Which words an interest may have."""

from __future__ import annotations

import pytest

from catalogue.keeping.interest_rules import (
    InterestValues,
    Problem,
    WordProblem,
    find_problems,
    free_id,
    read_words,
    values_of,
    with_values,
)
from catalogue.keeping.interest_wording import problem_words
from catalogue.vocabulary import Interest, InterestGroup, Vocabulary, load_vocabulary

SMALL = Vocabulary(
    (InterestGroup("spil", "Spil"),),
    (
        Interest("kort", "Spille kort", "spil", False, ("kortspil", "whist"), ("kort koncert",)),
        Interest("skak", "Spille skak", "spil", False, ("skak",), ()),
    ),
)
CARDS = values_of(SMALL.interests[0])


def synonyms(*words: str) -> InterestValues:
    return InterestValues(CARDS.name, CARDS.shelf, False, tuple(sorted((*CARDS.synonyms, *words))), CARDS.false_friends)


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        (CARDS, []),
        (synonyms("olsen", "500"), []),
        (synonyms("skak"), [Problem("synonyms", WordProblem.ANOTHERS_WORD, "skak", "Spille skak")]),
        (synonyms("SKAK"), [Problem("synonyms", WordProblem.ANOTHERS_WORD, "SKAK", "Spille skak")]),
        (synonyms("spille  Skak"), [Problem("synonyms", WordProblem.ANOTHERS_NAME, "spille  Skak", "Spille skak")]),
        (synonyms("!!!"), [Problem("synonyms", WordProblem.EMPTY, "!!!")]),
        (synonyms("å" * 200), [Problem("synonyms", WordProblem.LONG, "å" * 200)]),
        (synonyms("café"), [Problem("synonyms", WordProblem.FORM_ALONE, "café")]),
        (synonyms("en klub"), [Problem("synonyms", WordProblem.FORM_ALONE, "en klub")]),
        (synonyms("kort koncert"), [Problem("false_friends", WordProblem.BOTH_WAYS, "kort koncert")]),
        (synonyms(*(f"spil{n}" for n in range(10))), []),
        (synonyms(*(f"spil{n}" for n in range(20))), [Problem("synonyms", WordProblem.TOO_MANY, "")]),
        (InterestValues("", "spil"), [Problem("name", WordProblem.EMPTY, "")]),
        (InterestValues("Skak", "spil"), [Problem("name", WordProblem.ANOTHERS_WORD, "Skak", "Spille skak")]),
        (InterestValues("x" * 121, "spil"), [Problem("name", WordProblem.LONG, "x" * 121)]),
        (InterestValues("Spille kort", "spil", False, (), ("?",)), [Problem("false_friends", WordProblem.EMPTY, "?")]),
        (InterestValues("Spille kort", "spil", False, (), ("spille kort",)),
         [Problem("false_friends", WordProblem.BOTH_WAYS, "spille kort")]),
    ],
)  # fmt: skip
def test_a_word_has_to_say_something_and_be_one_interests_alone(values: InterestValues, problems: list[Problem]) -> None:
    assert find_problems(SMALL, "kort", values) == problems
    assert all(problem_words(problem).endswith(".") for problem in problems)


def test_a_loop_of_two_interests_is_refused_at_its_second_half() -> None:
    once = with_values(SMALL, "kort", InterestValues("Spille kort", "spil", False, ("brikker",)))
    told = find_problems(once, "skak", InterestValues("Brikker", "spil", False, ("Spille kort",)))
    assert [problem.kind for problem in told] == [WordProblem.ANOTHERS_WORD, WordProblem.ANOTHERS_NAME]


def test_nothing_in_the_reviewed_vocabulary_is_refused() -> None:
    vocabulary = load_vocabulary()
    assert [told for each in vocabulary.interests for told in find_problems(vocabulary, each.id, values_of(each))] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        (" \n ,, ;", ()),
        ("whist\nkortspil", ("kortspil", "whist")),
        ("whist, kort  spil;whist", ("kort spil", "whist")),
        ("Whist\nwhist\nWHIST", ("Whist",)),
        ("!!!", ("!!!",)),
    ],
)
def test_words_are_read_one_a_line_or_with_commas_each_once(text: str, words: tuple[str, ...]) -> None:
    assert read_words(text) == words


def test_a_new_interest_comes_last_and_has_an_address_of_its_own() -> None:
    made = with_values(SMALL, None, InterestValues("Skak", "spil", True, ("hurtigskak",)))
    assert made.interests[-1] == Interest("skak-2", "Skak", "spil", True, ("hurtigskak",), ())
    assert free_id(SMALL, "Ny") == "ny-2" and free_id(SMALL, "Gå tur") == "gaa-tur"


def test_a_changed_interest_stays_in_its_place_and_keeps_its_family() -> None:
    family = Vocabulary(SMALL.groups, (Interest("kort", "Spille kort", "spil", False, (), (), "bord"), SMALL.interests[1]))
    made = with_values(family, "kort", InterestValues("Kort", "spil", False, ("whist",)))
    assert made.interests == (Interest("kort", "Kort", "spil", False, ("whist",), (), "bord"), SMALL.interests[1])
