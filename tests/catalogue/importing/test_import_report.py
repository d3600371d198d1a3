"""The report tells each row in a line, and ends with what is true of the import as a whole."""

from __future__ import annotations

import pytest

from catalogue.importing.import_report import Imported, Lookalike, State, alike_words, report_lines
from catalogue.importing.merged_offers import merge_offers
from catalogue.importing.offer import understand
from catalogue.importing.programme_rows import Problem, RawRow
from tests.catalogue.importing.test_offer import MONDAY, VOCABULARY, offer


def test_the_report_has_a_line_for_each_row_and_a_summary() -> None:
    rows = [
        RawRow(2, {"titel": "Strik", "sted": "Huset", "dag": "man, ons", "tid": "14.30-17"}),
        RawRow(3, {"titel": "Strik", "sted": "Huset", "dag": "man, ons", "tid": "14.30-17"}),
        RawRow(5, {"titel": "Banko", "sted": "Huset", "dag": "hver anden torsdag"}),
    ]
    offers, _ = merge_offers(understand(row, VOCABULARY, MONDAY, {}) for row in rows)
    bad = Problem(4, "slut", "Den slutter, før den begynder.")
    lines = list(report_lines(Imported(offers, [State.NEW, State.SAME], [bad], ["Huset"]), VOCABULARY))
    assert lines == [
        "linje 2: ny: Strik · Huset · hver mandag og onsdag kl. 14.30–17.00 · Strikke og hækle",
        "linje 3: samme aktivitet som linje 2",
        'linje 4, kolonne "slut": Den slutter, før den begynder.',
        "linje 5: uændret: Banko · Huset · uden fast dag (Hver anden torsdag) · Spille banko — spørg stedet: hvilken uge?",
        "",
        "4 rækker. Aktiviteter: 1 nye, 0 ændrede, 0 udgivet, 0 venter, 1 uændrede, 0 rettet i hånden. Rækker med fejl: 1.",
        "Uden fast dag: 1. Med noget, du skal se på: 1.",
        'På helligdage er der lukket, medmindre rækken siger "også helligdage".',
        "Steder uden kendt område (1): Huset.",
        "Intet er skrevet i databasen.",
    ]


@pytest.mark.parametrize(
    ("states", "problems", "written", "ending"),
    [
        ([State.SAME], 0, False, "Intet er skrevet i databasen."),
        ([State.SAME, State.PUBLISHED], 0, True, "Det står nu i databasen."),
        ([State.SAME], 0, True, "Alt stod der i forvejen, så intet er ændret."),
        ([State.SAME], 1, True, "De andre rækker stod der i forvejen, så intet er ændret."),
        ([State.SAME, State.KEPT], 1, True, "Intet er ændret: det, der er rettet i hånden, står, som det er."),
        ([State.HELD, State.SAME], 0, True, "Det, der venter, står som kladder. Resten er, som det var."),
        ([], 1, True, "Ingen række kunne læses, så intet er ændret."),
    ],
)
def test_the_ending_is_true(states: list[State], problems: int, written: bool, ending: str) -> None:
    bad = [Problem(9, None, "Fejl.")] * problems
    alike = {offer().source_key: [Lookalike(1, "Garn og snak", "Laden")]}
    lines = list(report_lines(Imported([offer()] * len(states), states, bad, [], written, alike), VOCABULARY))
    assert lines[-1] == ending


def test_one_row_is_a_row_and_a_long_list_of_places_is_shortened() -> None:
    lines = list(report_lines(Imported([offer()], [State.NEW], [], [f"Sted {n}" for n in range(25)]), VOCABULARY))
    assert any(line.startswith("1 række. ") for line in lines)
    [places] = [line for line in lines if line.startswith("Steder")]
    assert places.endswith("Sted 18; Sted 19; og 5 til.")


def test_what_waits_is_told_with_what_it_is_like() -> None:
    alike = [Lookalike(number, "Garn", f"Sted {number}") for number in range(1, 6)]
    imported = Imported([offer()], [State.HELD], [], [], alike={offer().source_key: alike[:1]})
    lines = list(report_lines(imported, VOCABULARY))
    assert lines[0].startswith("linje 2: venter: ligner »Garn« på Sted 1: ")
    assert "Det, der venter, ligner noget" in "\n".join(lines)
    assert alike_words(alike) == "»Garn« på Sted 1, »Garn« på Sted 2, »Garn« på Sted 3 og 2 til"
