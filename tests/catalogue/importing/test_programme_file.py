"""A programme file is read row by row, or refused with the line and what to do."""

from __future__ import annotations

import pytest

from catalogue.importing.cells import Cell
from catalogue.importing.programme_columns import refuse_missing_columns, role_of, sort_columns
from catalogue.importing.programme_file import read_programme
from catalogue.importing.programme_rows import Problem, RawRow, UnreadableProgramme
from catalogue.importing.programme_text import LARGEST_FILE_BYTES

DANISH = "Titel;Ugedag;Sted\r\nBlåbærgrød;man, ons;Ørstedhuset\r\n"


def rows(content: bytes, name: str = "liste.csv") -> list[RawRow | Problem]:
    return read_programme(content, name)


def refusal(content: bytes, name: str = "liste.csv") -> str:
    with pytest.raises(UnreadableProgramme) as caught:
        read_programme(content, name)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [DANISH.encode(), DANISH.encode("utf-8-sig"), DANISH.encode("cp1252"), DANISH.replace(";", "\t").encode()],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "tabs"],
)
def test_csv_is_read_as_excel_writes_it(content: bytes) -> None:
    cells = {"Titel": "Blåbærgrød", "Ugedag": "man, ons", "Sted": "Ørstedhuset"}
    assert rows(content) == [RawRow(2, cells)]


def test_commas_separate_where_the_first_line_has_them() -> None:
    assert rows(b"titel,sted\nStrik,Huset") == [RawRow(2, {"titel": "Strik", "sted": "Huset"})]


def test_a_quoted_field_may_hold_line_breaks_and_lines_are_counted_on() -> None:
    content = b'titel;sted;beskrivelse\n"Strik";Huset;"en\nto ""tre"""\nSang;Huset;x\n'
    assert rows(content) == [
        RawRow(2, {"titel": "Strik", "sted": "Huset", "beskrivelse": 'en\nto "tre"'}),
        RawRow(4, {"titel": "Sang", "sted": "Huset", "beskrivelse": "x"}),
    ]


def test_empty_rows_and_empty_fields_at_the_end_are_passed_over() -> None:
    assert rows(b"titel;sted\n;;\nStrik;Huset;;\n\n") == [RawRow(3, {"titel": "Strik", "sted": "Huset"})]


def test_columns_without_a_name_or_with_the_same_one_are_told_apart() -> None:
    [row] = rows(b"titel;sted;;dag;dag\nStrik;Huset;a;b;c")
    assert isinstance(row, RawRow)
    assert list(row.cells) == ["titel", "sted", "kolonne 3", "dag", "dag (5)"]


def test_a_hundred_columns_are_read() -> None:
    names = ";".join(f"k{number}" for number in range(100))
    [row] = rows(f"{names}\n{names}".encode())
    assert isinstance(row, RawRow)
    assert len(row.cells) == 100


def test_a_hundred_thousand_columns_are_refused_at_once() -> None:
    names = ";".join(f"k{number}" for number in range(100_000))
    assert refusal(f"{names}\n".encode()) == "linje 1: Filen har over 100 kolonner. Slet dem, der ikke skal bruges."
    [row] = rows(b"{" + b",".join(b'"k%d":1' % number for number in range(101)) + b"}", "a.jsonl")
    assert str(row) == "linje 1: Rækken har over 100 felter. Slet dem, der ikke skal bruges."


@pytest.mark.parametrize("sign", [";", ","])
def test_the_line_that_tells_the_delimiter_is_passed_over(sign: str) -> None:
    content = f"sep={sign}\r\ntitel{sign}sted\r\nStrik{sign}Huset\r\n".encode()
    assert rows(content) == [RawRow(3, {"titel": "Strik", "sted": "Huset"})]


@pytest.mark.parametrize(
    "field",
    ['"title": {"da": "Strik"}', '"title": ["Strik"]', '"title": true', '"place": false', '"weekday": {"a": 1}',
     '"weekday": [true]', '"weekday": true', '"helligdage": ["ja"]', '"price": [1]'],
)  # fmt: skip
def test_a_value_that_is_no_text_is_a_problem(field: str) -> None:
    column = field.split('"')[1]
    assert [str(row) for row in rows(f"{{{field}}}".encode(), "a.jsonl")] == [
        f'linje 1, kolonne "{column}": Feltet skal være en tekst i anførselstegn: "…".'
    ]


def test_a_long_column_name_is_shortened() -> None:
    assert str(Problem(2, "x" * 5_000, "Ret den.")) == f'linje 2, kolonne "{"x" * 40} …": Ret den.'


def test_json_lines_are_read_whatever_their_values_are() -> None:
    content = b'{"title": "Strik", "weekday": ["man", "ons"], "start": 13, "end": null, "x": true, "y": {"a": 1}}\n\n'
    cells = {"title": "Strik", "weekday": "man, ons", "start": "13", "end": "", "x": "ja", "y": '{"a": 1}'}
    assert rows(content, "offers.jsonl") == [RawRow(1, cells)]


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"titel;sted\nStrik;Huset;mere", "a.csv", 'linje 2, kolonne "kolonne 3": Rækken har flere felter'),
        (b'titel;sted\n"Strik" nu;Huset\n', "a.csv", "linje 2: Anførselstegnene passer ikke."),
        (b'titel;sted\nA;B\n"Strik;Huset\nC;D\n', "a.csv", "linje 3: Anførselstegnene passer ikke."),
        (b'{"title": "a"}\nikke json\n', "a.jsonl", "linje 2, tegn 1: Linjen er ikke JSON."),
        (b"ikke json\n", "a.jsonl", "linje 1, tegn 1: Linjen er ikke JSON."),
        (b'{"title" "a"}\n', "a.jsonl", "linje 1, tegn 10: Linjen er ikke JSON."),
        (b'["title"]\n', "a.jsonl", "linje 1: Linjen er ikke et objekt."),
        (b'{"a":' + b"1" * 5000 + b"}", "a.jsonl", "linje 1: Linjen kan ikke læses"),
        (b'{"a":' + b"[" * 100_000, "a.jsonl", "linje 1: Linjen kan ikke læses"),
    ],
    ids=["too many fields", "stray quote", "open quote", "no json", "first line", "no colon", "array", "digits", "depth"],
)
def test_a_row_that_cannot_be_read_is_a_problem_with_its_line(content: bytes, name: str, problem: str) -> None:
    found = [row for row in rows(content, name) if isinstance(row, Problem)]
    assert [str(row)[: len(problem)] for row in found] == [problem]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "linje 1: Filen er tom."),
        (b" \r\n \n", "linje 1: Filen er tom."),
        (b"titel;sted\n", "linje 1: Filen er tom."),
        (b"titel\nStrik\n", "linje 1: Filen har kun én kolonne."),
        (b"PK\x03\x04\x14\x00", "linje 1: Filen er et regneark."),
        (b"\x7fELF\n\x00\x01", "linje 2, tegn 1: Filen er ikke tekst."),
        ("titel;sted".encode("utf-16"), "linje 1, tegn 4: Filen er ikke tekst."),
        ("titel;sted\nBlåbær;Hus".encode("cp850"), "linje 2, tegn 2: Tegnene kan ikke læses."),
        ("titel;sted\nBlåbær;Hus".encode("mac_roman"), "linje 2, tegn 2: Tegnene kan ikke læses."),
        ("titel;sted\nBlåbær;Hus".encode().decode("cp1252").encode(), "linje 2, tegn 3: Tegnene kan ikke læses."),
        (b"titel;sted\nBl\x81;Hus", "linje 2, tegn 3: Tegnene kan ikke læses."),
        ('{"title": "a"}\n{"title": "å"}'.encode("cp1252"), "linje 2, tegn 12: Tegnene kan ikke læses."),
        (b"a" * (LARGEST_FILE_BYTES + 1), "linje 1: Filen er over 20 MB."),
        (b"a;b\n" * 20_002, "linje 20002: Filen har over 20.000 rækker."),
    ],
    ids=[
        "empty", "blank", "header only", "one column", "xlsx", "binary", "utf-16", "dos", "mac", "twice utf-8",
        "undefined", "json not utf-8", "too large", "too many rows",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content).startswith(sentence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"titel;ugedag\nStrik;man\n",
            'linje 1, kolonne "sted": Kolonnen mangler. Filen har kolonnerne titel, ugedag.',
        ),
        (b'{"place": "Huset"}\n', 'linje 1, kolonne "title": Kolonnen mangler. Filen har kolonnerne place.'),
    ],
)
def test_a_file_without_titles_or_places_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableProgramme) as caught:
        refuse_missing_columns(read_programme(content))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("column", "role"),
    [("TITEL", "title"), ("Første gang", "first"), (" Kl. ", "start"), ("Klokkeslæt", "time"), ("postnr.", "postcode"),
     ("Slut-tid", None), ("Lokale", None)],
)  # fmt: skip
def test_columns_are_known_by_their_danish_names(column: str, role: str | None) -> None:
    assert role_of(column) == role


def test_texts_are_made_readable_and_empty_ones_left_out() -> None:
    known, unknown = sort_columns(
        {
            "titel": " Strik\x00ke\ncafé\ud800 ",
            "beskrivelse": "en\r\nto\u2028tre\x85",
            "sted": " \t\u202e\u200b\u3164",
            "Lokale": "2. sal",
        }
    )
    assert known == {"title": Cell("titel", "Strikke café"), "description": Cell("beskrivelse", "en\nto\ntre")}
    assert unknown == (Cell("Lokale", "2. sal"),)


def test_the_second_column_of_a_kind_and_running_numbers() -> None:
    known, unknown = sort_columns({"Nr.": "7", "titel": "Strik", "navn": "Strikkerne", "sted": "Huset"})
    assert known == {"title": Cell("titel", "Strik"), "place": Cell("sted", "Huset")}
    assert unknown == (Cell("navn", "Strikkerne"),)


PHONE, MAIL = "et telefonnummer: må det stå der?", "en e-mailadresse: må den stå der?"


@pytest.mark.parametrize(
    ("text", "cpr", "contacts"),
    [
        ("ring 75 00 00 00", False, [PHONE]),
        ("ring 75.00.00.00 eller 7500 0000", False, [PHONE]),
        ("+4575000000", False, [PHONE]),
        ("skriv til os@huset.example", False, [MAIL]),
        ("75000000, os@huset.example", False, [PHONE, MAIL]),
        ("010190-1234", True, []),
        ("Bente 0101901234", True, []),
        ("fra 24.12.2026 og hele uge 52", False, []),
        ("1234567890123", False, []),
        ("2. sal", False, []),
    ],
)
def test_what_reaches_a_person_is_seen(text: str, cpr: bool, contacts: list[str]) -> None:
    assert (Cell("x", text).holds_cpr, Cell("x", text).contacts) == (cpr, contacts)
