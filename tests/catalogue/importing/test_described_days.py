"""A description tells when only where it stands alone or names the row's own day."""

from __future__ import annotations

import pytest

from catalogue.importing.described_days import read_described
from catalogue.importing.phrases import When
from tests.catalogue.importing.test_phrases import MONDAY, rhythms


@pytest.mark.parametrize(
    ("named", "title", "description", "expected"),
    [
        ({1}, "Krolf", "Vi har det sjovt. Tirsdag og torsdag.", "ti, to"),
        ({0}, "Repair Café", "Gratis – og man lærer selv. Sidste mandag i måneden.", "-1.ma"),
        ({0}, "Banko", "Banko hver anden mandag.", "ma/2"),
        ({0}, "Banko hver anden mandag", "", "ma/2"),
        ({3}, "Repair Café", "Lokale reparerer. En gang om måneden.", "to?"),
        ({3}, "Folkekøkken", "En torsdag om måneden spiser vi mad fra et nyt land.", "to?"),
        ({4}, "Spis sammen", "Vi spiser den sidste fredag i måneden, alle er med.", "-1.fr"),
        ({5}, "Petanque", "En dag med petanque for alle.", "lø?"),
        ({2}, "Strik", "Hver anden uge.", "on/2"),
        (set(), "Yoga", "Gratis. Hver anden uge.", "–/2"),
        (set(), "Krolf", "På banerne. Tirsdag og torsdag.", "ti, to"),
    ],
)
def test_descriptions_tell_when_where_the_column_does_not(named: set[int], title: str, description: str, expected: str) -> None:
    assert rhythms(read_described(title, description, frozenset(named), MONDAY)[0]) == expected


@pytest.mark.parametrize(
    ("named", "description"),
    [
        ({1}, "Hyggeligt hold. Begynderkursus over ti tirsdage."),
        ({2}, "Om onsdagen kan alle være med."),
        ({6}, "Søndagsåbent for alle."),
        ({1}, "Strik. Onsdag og fredag."),
        ({3}, "Hver torsdag strikker vi, og sidste torsdag i måneden er der kage."),
        ({1}, "Sidste fredag i måneden er der kage."),
        ({3}, "Spil. En gang om måneden går vi på museum."),
        ({1}, "Spil på faste dage, 150 kr. om året."),
        (set(), "Billard i dagcentret på hverdage."),
        (set(), "Vi spiser sammen den sidste fredag i måneden."),
        (set(), "Månedligt møde, hvor vi planlægger."),
    ],
)
def test_descriptions_are_not_over_read(named: set[int], description: str) -> None:
    assert read_described("Titel", description, frozenset(named), MONDAY)[0] == When()
