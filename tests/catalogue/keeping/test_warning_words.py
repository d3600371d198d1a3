"""What somebody should look at twice: words that put people in a box, numbers, capitals, codes, other languages."""

from __future__ import annotations

import pytest

from catalogue.keeping.warning_words import description_warnings, title_warnings, warnings_in
from catalogue.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Café for psykisk syge", "“syge” kan såre"),
        ("For dig med en diagnose", "“diagnose” kan såre"),
        ("Hjælp til tidligere misbrugere", "“misbrugere” kan såre"),
        ("Vores målgruppe er udsatte", "“udsatte” kan såre"),
        ("Sårbare unge", "“sårbare” kan såre"),
        ("Kom, hvis du er ensom", "“ensom” kan såre"),
        ("Kender du sygdommen?", "“sygdommen” kan såre"),
        ("Er du sygemeldt?", "“sygemeldt” kan såre"),
        ("Ring til Bo på 20 30 40 50", "et telefonnummer"),
        ("Skriv til bo@eksempel.dk", "en e-mailadresse"),
        ("<b>Kom</b> bare", "Koder som"),
        ("KOM OG SPIS MED OS", "Store bogstaver"),
        ("Come and join us, you are welcome", "ligner ikke dansk"),
        ("Hva med noe kaffe?", "ligner ikke dansk"),
    ],
)
def test_it_is_told(text: str, sentence: str) -> None:
    assert [warning for warning in warnings_in(text) if sentence in warning]


@pytest.mark.parametrize(
    "text",
    [
        "", "Sygruppen syr gardiner", "Vi synger og hygger os", "Besøg os", "Kaffe kl. 13.00–15.00 den 24.11.2026",
        "Torsdag den 3. december 2026", "Pris 30 kr.", "DR P4", "Vi spiser 3 < 4 retter", "Vi er ikke ensomhedens venner",
        "Vi ser filmen “The Help”", "Kom, som du er. Du må gerne bare kigge.",
    ],
)  # fmt: skip
def test_what_is_fine_is_left_alone(text: str) -> None:
    assert warnings_in(text) == []


@pytest.mark.parametrize(
    ("title", "told"), [("Åben café", True), ("Klub", True), ("Strikkecafé", False), ("Skak", False), ("", False)]
)
def test_a_title_of_form_words_alone_is_told(title: str, told: bool) -> None:
    assert bool([each for each in title_warnings(title, load_vocabulary()) if "hvad man laver" in each]) is told


def test_what_is_long_or_hard_is_told() -> None:
    assert any("lang" in each for each in description_warnings("Vi hygger os. " * 360))
    hard = "Aktivitetstilbuddet implementeres tværfagligt i samarbejde med kommunens beskæftigelsesrettede indsatsområder " * 2
    assert any("svær" in each for each in description_warnings(hard))
    assert description_warnings("Kom og strik med os. Vi har garn. Kaffen er gratis, og du må gerne bare kigge på.") == []
