"""A row of a programme file becomes an offer, or is refused with its line and column."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.importing.merged_offers import merge_offers
from catalogue.importing.offer import Offer, understand
from catalogue.importing.programme_rows import Problem, RawRow
from catalogue.recurrence import Rule
from catalogue.terms import Form
from catalogue.vocabulary import load_vocabulary

MONDAY = dt.date(2026, 11, 23)
VOCABULARY = load_vocabulary()
WORDS = [
    "mandag", "tirs", "ons", "-", "–", "og", ",", "/", "hver", "anden", "2.", "14.", "uge", "lige", "ulige", "sidste",
    "i", "måneden", "kl.", "13", "13.00", "13-15", "25:00", "24:00", "næste dag", "fra", "til", "den", "24.12.2026",
    "1/12", "31/2", "29/2", "5. december", "også helligdage", "undtagen", "weekend", "efter aftale", "9999", "@", "٣",
]  # fmt: skip
SHORT = ("ma", "ti", "on", "to", "fr", "lø", "sø")


MONDAYS = [Rule(dt.date(2026, 12, d), dt.date(2026, 12, d), None, None, None) for d in (7, 14, 21)]


def outcome(**cells: str) -> Offer | Problem:
    return understand(RawRow(2, {"titel": "Strik", "sted": "Huset", **cells}), VOCABULARY, MONDAY, {})


def offer(**cells: str) -> Offer:
    found = outcome(**cells)
    assert isinstance(found, Offer)
    return found


def problem(**cells: str) -> str:
    return str(outcome(**cells))


def days(rules: tuple[Rule, ...]) -> str:
    told = [f"{rule.nth}.{SHORT[rule.weekday]}" if rule.nth else SHORT[rule.weekday] for rule in rules
            if rule.weekday is not None and rule.every_weeks == 1 and rule.week_parity is None]  # fmt: skip
    return " ".join(told) or "spørg"


def test_a_row_is_understood_as_a_whole() -> None:
    found = offer(
        id="7", beskrivelse="Vi hækler også.", ugedag="tirsdag", tid="13.00-15.00", by="6000 Kolding", pris="Gratis",
        mad="Kaffe og kage", adresse="Opfundet Vej 1",
    )  # fmt: skip
    assert found.rules == (Rule(MONDAY, None, 1, 780, 120),)
    assert (found.source_key, found.town, found.postcode) == ("id:7", "Kolding", "6000")
    assert (found.price, found.food, found.address) == ("Gratis", "Kaffe og kage", "Opfundet Vej 1")
    assert found.interests[0] == "strikke"
    assert (found.form, found.when_words, found.extra, found.notes) == (Form.ON_THE_SPOT, "", (), ())


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"ugedag": "tirsdag"}, [Rule(MONDAY, None, 1, None, None)]),
        ({"ugedag": "man, ons", "start": "13", "slut": "15"},
         [Rule(MONDAY, None, 0, 780, 120), Rule(MONDAY, None, 2, 780, 120)]),
        ({"ugedag": "tirsdag", "uge": "lige", "kl": "19"}, [Rule(MONDAY, None, 1, 1140, None, week_parity=0)]),
        ({"ugedag": "sidste fredag i måneden"}, [Rule(MONDAY, None, 4, None, None, nth=-1)]),
        ({"ugedag": "lørdag", "start": "22.00", "slut": "02.00 næste dag"}, [Rule(MONDAY, None, 5, 1320, 240)]),
        ({"ugedag": "lørdag", "helligdage": "ja"}, [Rule(MONDAY, None, 5, None, None, runs_on_holidays=True)]),
        ({"ugedag": "lørdag, også helligdage"}, [Rule(MONDAY, None, 5, None, None, runs_on_holidays=True)]),
        ({"ugedag": "hver anden tirsdag", "første gang": "1.12.2026"},
         [Rule(dt.date(2026, 12, 1), None, 1, None, None, every_weeks=2)]),
        ({"ugedag": "hver anden tirsdag", "startdato": "1.1.2027"},
         [Rule(dt.date(2027, 1, 5), None, 1, None, None, every_weeks=2)]),
        ({"frekvens": "hver anden uge", "første gang": "1.12.2026"},
         [Rule(dt.date(2026, 12, 1), None, 1, None, None, every_weeks=2)]),
        ({"ugedag": "tirsdag", "startdato": "1/9", "slutdato": "31/5"},
         [Rule(dt.date(2026, 9, 1), dt.date(2027, 5, 31), 1, None, None)]),
        ({"dato": "24.12.", "tid": "13-15"}, [Rule(dt.date(2026, 12, 24), dt.date(2026, 12, 24), None, 780, 120)]),
        ({"dato": "24-12-2026 00:00"}, [Rule(dt.date(2026, 12, 24), dt.date(2026, 12, 24), None, None, None)]),
        ({"ugedag": "torsdag", "dato": "24.12.2026"},
         [Rule(dt.date(2026, 12, 24), dt.date(2026, 12, 24), None, None, None)]),
        ({"hvornår": "torsdag den 24.12.2026 kl. 13-15"},
         [Rule(dt.date(2026, 12, 24), dt.date(2026, 12, 24), None, 780, 120)]),
        ({"dato": "5.12.2026, 12.12.2026"},
         [Rule(dt.date(2026, 12, d), dt.date(2026, 12, d), None, None, None) for d in (5, 12)]),
        ({"dato": "4.-6. december", "tid": "10-16"},
         [Rule(dt.date(2026, 12, d), dt.date(2026, 12, d), None, 600, 360) for d in (4, 5, 6)]),
        ({"dato": "hver tirsdag"}, [Rule(MONDAY, None, 1, None, None)]),
        ({"ugedag": "mandage 7/12, 14/12 og 21/12"}, MONDAYS),
        ({"ugedag": "hver mandag", "dato": "7., 14. og 21. december"}, MONDAYS),
        ({"ugedag": "fra tirsdag den 12. januar"}, [Rule(dt.date(2027, 1, 12), None, 1, None, None)]),
        ({"ugedag": "hver onsdag samt første lørdag i måneden"},
         [Rule(MONDAY, None, 2, None, None), Rule(MONDAY, None, 5, None, None, nth=1)]),
        ({"ugedag": "tirsdag hele året"}, [Rule(MONDAY, None, 1, None, None)]),
    ],
)  # fmt: skip
def test_days_and_hours_become_rules(cells: dict[str, str], rules: list[Rule]) -> None:
    assert list(offer(**cells).rules) == rules


@pytest.mark.parametrize(
    ("cells", "words", "question"),
    [
        ({"ugedag": "hver anden tirsdag", "tid": "13-15"}, "Hver anden tirsdag kl. 13.00–15.00", "hvilken uge?"),
        ({"ugedag": "mandag", "beskrivelse": "Banko hver anden mandag."}, "Hver anden mandag", "hvilken uge?"),
        ({"ugedag": "mandag", "start": "14:30", "beskrivelse": "Kaffe. En mandag om måneden."},
         "En mandag om måneden kl. 14.30", "hvilken uge i måneden?"),
        ({"ugedag": "torsdag", "beskrivelse": "Gratis. En gang om måneden."},
         "Torsdag, en gang om måneden", "hvilken uge i måneden?"),
        ({"ugedag": "lige uger"}, "Lige uger", "hvilken dag?"),
        ({"ugedag": "tirsdag", "interval": "2"}, "Tirsdag, 2", "hvilken uge?"),
        ({"ugedag": "tirsdag", "uge": "48"}, "Tirsdag, 48", "hvilken uge?"),
        ({"ugedag": "tirsdag uge 48"}, "Tirsdag uge 48", "hvilke datoer?"),
        ({"ugedag": "tirsdag undtagen lige uger"}, "Tirsdag undtagen lige uger", "hvilke datoer?"),
        ({"ugedag": "tirsdag undtagen lige uger", "beskrivelse": "Hver tirsdag."},
         "Tirsdag undtagen lige uger", "hvilke datoer?"),
        ({"ugedag": "sidste hverdag i måneden"}, "Sidste hverdag i måneden", "hvilke datoer?"),
        ({"ugedag": "lørdag", "beskrivelse": "En dag med petanque."}, "Lørdag", "hvilken dato?"),
        ({"startdato": "1.12.2026", "slutdato": "1.3.2027"}, "1.12.2026, 1.3.2027", "hvilken dag?"),
    ],
)  # fmt: skip
def test_a_day_nobody_can_tell_is_asked_back_and_its_words_kept(cells: dict[str, str], words: str, question: str) -> None:
    found = offer(**cells)
    assert (found.rules, found.when_words) == ((), words)
    assert f"spørg stedet: {question}" in found.notes


@pytest.mark.parametrize("cells", [{"ugedag": "hver torsdag undtagen 24/12"}, {"dato": "hver torsdag undtagen 24/12"}])
def test_an_exception_is_kept_in_words_and_asked_back(cells: dict[str, str]) -> None:
    found = offer(**cells)
    assert (found.rules, found.when_words) == ((Rule(MONDAY, None, 3, None, None),), "hver torsdag undtagen 24/12")
    assert found.notes == (
        "spørg stedet: hvilke dage er det ikke (undtagen 24/12)?",
        "gemt som tekst: hver torsdag undtagen 24/12",
    )


def test_a_time_without_a_day_is_kept_in_words() -> None:
    found = offer(start="10:00", slut="12:00")
    assert (found.rules, found.when_words, found.notes) == ((), "kl. 10.00–12.00", ())


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"ugedag": "tirsdag efter aftale", "tid": "13"}, "tirsdag efter aftale"),
        ({"ugedag": "tirsdag", "tid": "10-12 og 13-15"}, "10-12 og 13-15"),
        ({"ugedag": "efter aftale"}, "Efter aftale"),
        ({"ugedag": "tirsdag", "slut": "15"}, "til kl. 15"),
        ({"ugedag": "tirsdag", "tid": "til kl. 15"}, "til kl. 15"),
        ({"ugedag": "skærtorsdag"}, "Skærtorsdag"),
        ({"ugedag": "29/2"}, "29/2"),
        ({"dato": "29/2"}, "29/2"),
    ],
)
def test_words_about_time_that_are_not_read_are_kept_and_reported(cells: dict[str, str], words: str) -> None:
    found = offer(**cells)
    assert found.when_words == words
    assert found.notes == (f"gemt som tekst: {words[0].lower()}{words[1:]}",)


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"titel": " "}, 'linje 2, kolonne "titel": Feltet er tomt.'),
        ({"sted": ""}, 'linje 2, kolonne "sted": Feltet er tomt.'),
        ({"titel": "\u202e\u200b"}, 'linje 2, kolonne "titel": Feltet er tomt.'),
        ({"sted": "\u0301\ufe0f"}, 'linje 2, kolonne "sted": Feltet er tomt.'),
        ({"beskrivelse": "Bente 010190-1234"}, 'linje 2, kolonne "beskrivelse": Feltet rummer et tal, der ligner et CPR'),
        ({"Tilmelding": "0101901234"}, 'linje 2, kolonne "Tilmelding": Feltet rummer et tal, der ligner et CPR'),
        ({"titel": "x" * 201}, 'linje 2, kolonne "titel": Teksten er over 200 tegn.'),
        ({"titel": "x" * 1_000_000}, 'linje 2, kolonne "titel": Teksten er over 200 tegn.'),
        ({"ugedag": "tirsdax"}, 'linje 2, kolonne "ugedag": "tirsdax" er ikke en ugedag. Mente du tirsdag?'),
        ({"start": "2:70"}, 'linje 2, kolonne "start": 2.70 er ikke et klokkeslæt.'),
        ({"start": "14", "slut": "13"}, 'linje 2, kolonne "slut": Den slutter, før den begynder.'),
        ({"tid": "14-13"}, 'linje 2, kolonne "tid": Den slutter, før den begynder.'),
        ({"dato": "2026-02-30"}, 'linje 2, kolonne "dato": Datoen 2026-02-30 findes ikke.'),
        ({"ugedag": "tirsdag", "dato": "24.12.2026"}, 'linje 2, kolonne "dato": Det er torsdag den 24. december 2026'),
        ({"ugedag": "tirsdag den 24.12.2026"}, 'linje 2, kolonne "ugedag": Det er torsdag den 24. december 2026'),
        ({"dato": "tirsdag d. 24.12.2026"}, 'linje 2, kolonne "dato": Det er torsdag den 24. december 2026'),
        ({"startdato": "1.6.2027", "slutdato": "1.5.2027"}, 'linje 2, kolonne "slutdato": Den sidste dag er før'),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_line_and_column(cells: dict[str, str], where: str) -> None:
    assert problem(**cells).startswith(where)


def test_the_missing_column_is_named_as_the_file_names_the_others() -> None:
    found = understand(RawRow(3, {"title": "Strik", "place": ""}), VOCABULARY, MONDAY, {})
    assert str(found).startswith('linje 3, kolonne "place": ')


def test_what_no_field_is_for_is_kept_in_the_last_paragraph_and_reported() -> None:
    [found], _ = merge_offers([offer(beskrivelse="Vi strikker.", Medbring="garn", interesse="strikke, månerejser")])
    assert found.description == "Vi strikker.\n\nStod også i listen: Medbring: garn; interesse: månerejser"
    assert found.interests == ("strikke",)
    assert found.notes == ('gemt i beskrivelsen: kolonnen "Medbring"', 'gemt i beskrivelsen: kolonnen "interesse"')


def test_texts_that_are_too_long_for_their_field_move_to_the_description() -> None:
    [found], _ = merge_offers([offer(pris="5 kr. " * 50, ugedag="efter " * 50)])
    assert (found.price, found.when_words) == ("", "")
    assert "Pris: 5 kr." in found.description and "Tid: " in found.description


def test_a_column_of_no_known_kind_is_never_shown_and_only_its_name_is_told() -> None:
    secret = {"Diagnose": "angst", "Borger": "Bente 010190-1234", "Noter (intern)": "ring 00 12 34 56", "x" * 60: "y"}
    [found], _ = merge_offers([offer(navn="Strikkernes Bente", **secret)])
    assert (found.description, found.extra, found.when_words) == ("", (), "")
    names = ("navn", "Diagnose", "Borger", "Noter (intern)", f"{'x' * 40} …")
    assert found.notes == tuple(f"kolonnen »{name}« er ikke brugt" for name in names)
    assert found.fingerprint == offer().fingerprint


def test_a_way_to_reach_somebody_is_kept_and_asked_about() -> None:
    found = offer(beskrivelse="Ring 75 00 00 00.", pris="Skriv til os@huset.example", tilmelding="75000000")
    assert found.description == "Ring 75 00 00 00."
    assert found.notes == (
        'gemt i beskrivelsen: kolonnen "tilmelding"',
        "kolonnen »beskrivelse« rummer et telefonnummer: må det stå der?",
        "kolonnen »pris« rummer en e-mailadresse: må den stå der?",
        "kolonnen »tilmelding« rummer et telefonnummer: må det stå der?",
    )


def test_an_address_that_is_too_long_is_noted() -> None:
    found = offer(adresse="v" * 201)
    assert (len(found.address), found.notes) == (200, ("adressen er over 200 tegn: kun begyndelsen er gemt",))


def test_html_in_a_title_is_only_text() -> None:
    assert offer(titel="<b>Strik</b>").title == "<b>Strik</b>"


@pytest.mark.parametrize(
    ("cells", "form"),
    [({"sted": "Stuen (online)"}, Form.ONLINE), ({"titel": "Banko på nettet"}, Form.ONLINE),
     ({"titel": "Gåtur hver for sig"}, Form.EACH_AT_HOME), ({"beskrivelse": "Tilmelding online."}, Form.ON_THE_SPOT)],
)  # fmt: skip
def test_how_people_are_together_is_read_from_place_and_title(cells: dict[str, str], form: Form) -> None:
    assert offer(**cells).form == form


def test_a_season_that_is_not_read_is_reported() -> None:
    assert any("sommerugerne" in note for note in offer(ugedag="mandag", beskrivelse="Vand i sommerugerne.").notes)


def test_a_row_without_id_is_known_by_place_town_and_title() -> None:
    assert offer(by="Kolding").source_key == offer(titel="STRIK!", by="kolding ").source_key == "huset|kolding|strik"
    assert offer(id="x" * 500).source_key != offer(id="x" * 501).source_key
    assert len(offer(id="x" * 500).source_key) == 400


def test_a_fingerprint_tells_a_changed_row_whatever_order_its_columns_have() -> None:
    one, other = ({"titel": "A", "sted": "B", "dag": "man"}, {"Ugedag": " man ", "Sted": "B", "Titel": "A"})
    prints = [understand(RawRow(2, cells), VOCABULARY, MONDAY, {}) for cells in (one, other, {**one, "dag": "tirs"})]
    first, same, changed = (found.fingerprint for found in prints if isinstance(found, Offer))
    assert first == same != changed


def test_a_series_keeps_the_first_day_it_was_imported_with() -> None:
    row, earlier = RawRow(2, {"id": "7", "titel": "Strik", "sted": "Huset", "dag": "tirsdag"}), dt.date(2026, 3, 2)
    found = understand(row, VOCABULARY, MONDAY, {"id:7": earlier})
    assert isinstance(found, Offer)
    assert [rule.first_day for rule in found.rules] == [earlier]


def test_rows_of_one_activity_become_one_with_several_days() -> None:
    rows = [{"dag": "tirsdag"}, {"dag": "torsdag"}, {"dag": "tirsdag"}]
    understood = [understand(RawRow(n, {"titel": "Strik", "sted": "Huset", **row}), VOCABULARY, MONDAY, {})
                  for n, row in enumerate(rows, 2)]  # fmt: skip
    [found], problems = merge_offers(understood)
    assert (found.lines, days(found.rules), problems) == ((2, 3, 4), "ti to", [])
    [alone], _ = merge_offers(understood[:1])
    [turned], _ = merge_offers(reversed(understood))
    assert alone.fingerprint != found.fingerprint == turned.fingerprint


def test_one_id_for_two_activities_is_refused() -> None:
    rows = [
        RawRow(2, {"id": "1", "titel": "Strik", "sted": "Huset"}),
        RawRow(3, {"id": "1", "titel": "Sang", "sted": "Huset"}),
    ]
    offers, [found] = merge_offers(understand(row, VOCABULARY, MONDAY, {}) for row in rows)
    assert [one.title for one in offers] == ["Strik"]
    assert str(found).startswith('linje 3, kolonne "id": Linje 2 har samme id')


@given(
    st.dictionaries(
        st.sampled_from(["ugedag", "uge", "start", "slut", "tid", "dato", "startdato", "slutdato", "beskrivelse", "by"]),
        st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=8).map(" ".join),
    )
)
@settings(max_examples=300, deadline=None)
def test_any_row_is_understood_or_refused(cells: dict[str, str]) -> None:
    found = outcome(**cells)
    assert isinstance(found, Problem) or all(rule.first_day.year >= 2000 for rule in found.rules)
