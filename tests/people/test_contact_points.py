"""Numbers and addresses are read in every way they are written here, and shown without giving them away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.contact_points import ContactKind, ContactPoint, masked, phone_shown, read_contact_point, read_email, read_phone

ANY_TEXT = st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join)
NEAR_AN_ADDRESS = st.text("aB1.-_+@å \n")


@pytest.mark.parametrize(
    "text",
    [
        "20304050", "20 30 40 50", "2030 4050", "203 04 050", "20-30-40-50", "20.30.40.50", "20/30 40 50", " 20304050\n",
        "+4520304050", "+45 20 30 40 50", "+45-2030-4050", "0045 20304050", "004520304050", "(+45) 20 30 40 50", "(45) 20304050",
        "45 20 30 40 50", "4520304050", "+45 (0) 20304050", "tlf. 20 30 40 50", "Tlf: 20304050", "tlf20304050",
        "TLF.NR. 20304050",
        "mobil 20304050", "Telefon: +45 20304050", "20\u00a030\u202f40\u00a050", "20–30–40–50", "20\u201130\u201140\u201150",
        "２０３０４０５０", "＋４５ ２０３０４０５０", "٢٠٣٠٤٠٥٠", "\u202a20304050\u202c",
    ],
)  # fmt: skip
def test_a_danish_number_is_read_in_every_way_of_writing_it(text: str) -> None:
    assert read_phone(text) == "+4520304050"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+46 70 123 45 67", "+46701234567"),
        ("+46 (0)70 123 45 67", "+46701234567"),
        ("0049 151 12345678", "+4915112345678"),
        ("+299 12 34 56", "+299123456"),
        ("+123456789012345", "+123456789012345"),
    ],
)
def test_a_foreign_number_is_kept(text: str, number: str) -> None:
    assert read_phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "+", "112", "2030405", "203040506", "12345678", "02030405", "+45 12345678", "+45 2030405", "+45 203040501",
        "0045", "00",
        "+0123456789", "+12345", "+1234567890123456", "46701234567", "++4520304050", "20+304050", "+45+20304050",
        "20304050 lok. 4",
        "20304050, 20304051", "tlf", "anna", "2030405x", "20_30_40_50", "tlfx 20304050",
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@example.dk", "anna@example.dk"),
        ("  Anna.Marie+spil@Example.DK\n", "anna.marie+spil@example.dk"),
        ("o'hara_1@mail.example.co.uk", "o'hara_1@mail.example.co.uk"),
        ("anna@smørrebrød.dk", "anna@xn--smrrebrd-64af.dk"),
        ("anna@xn--smrrebrd-64af.dk", "anna@xn--smrrebrd-64af.dk"),
        ("a" * 64 + "@example.dk", "a" * 64 + "@example.dk"),
    ],
)
def test_an_address_is_read_in_small_letters(text: str, address: str) -> None:
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "@", "anna", "anna@", "@example.dk", "anna@example", "anna@@example.dk", "a@b@example.dk", "anna marie@example.dk",
        "anna@exa mple.dk", "anna@example..dk", "anna@.example.dk", "anna@example.dk.", "anna@-example.dk", "anna@example-.dk",
        "anna@exa_mple.dk", "anna@[127.0.0.1]", "anna@127.0.0.1", ".anna@example.dk", "anna.@example.dk", "an..na@example.dk",
        '"anna"@example.dk', "Anna <anna@example.dk>", "anna@example.dk,bo@example.dk", "anna@example.dk\r\nBcc: bo@example.dk",
        "an\0na@example.dk", "anna\n@example.dk", "søren@example.dk", "\u212aim@example.dk", "anna@\ud800.dk",
        "anna@" + "å" * 80 + ".dk",
        "a" * 65 + "@example.dk", "a@" + "example." * 32 + "dk", "a@" + "x" * 64 + ".dk", "a@" + "å." * 1_000 + "dk",
    ],
)  # fmt: skip
def test_what_is_no_address_is_none(text: str) -> None:
    assert read_email(text) is None


@pytest.mark.parametrize(("local_part_length", "taken"), [(51, True), (52, False)])
def test_an_address_has_at_most_254_letters(local_part_length: int, taken: bool) -> None:
    address = "a" * local_part_length + "@" + "x" * 7 + ".example" * 24 + ".dk"
    assert len(address) == 203 + local_part_length
    assert (read_email(address) is not None) is taken


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("20 30 40 50", ContactPoint(ContactKind.phone, "+4520304050")),
        ("20304050@example.dk", ContactPoint(ContactKind.email, "20304050@example.dk")),
        ("anna", None),
    ],
)
def test_either_is_read_for_what_it_is(text: str, point: ContactPoint | None) -> None:
    assert read_contact_point(text) == point


@pytest.mark.parametrize(("number", "shown"), [("+4520304050", "20 30 40 50"), ("+46701234567", "+46701234567")])
def test_a_number_is_shown_as_it_is_written_in_denmark(number: str, shown: str) -> None:
    assert phone_shown(number) == shown


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (ContactPoint(ContactKind.phone, "+4520304050"), "20 30 .. .."),
        (ContactPoint(ContactKind.phone, "+46701234567"), "+4670 .. .."),
        (ContactPoint(ContactKind.email, "anna@example.dk"), "a…@example.dk"),
    ],
)
def test_a_contact_point_is_told_so_that_only_its_owner_knows_it(point: ContactPoint, words: str) -> None:
    assert masked(point) == words


def test_a_contact_point_does_not_tell_itself_to_a_log() -> None:
    assert "2030" not in f"{ContactPoint(ContactKind.phone, '+4520304050')!r}"


@given(st.integers(20_000_000, 99_999_999))
def test_a_number_reads_back_from_how_it_is_shown(number: int) -> None:
    assert read_phone(phone_shown(f"+45{number}")) == f"+45{number}"


@given(ANY_TEXT | NEAR_AN_ADDRESS | st.builds("{}@{}.dk".format, ANY_TEXT, ANY_TEXT) | st.text("+045 2"))
def test_any_text_gives_what_reads_as_itself_or_none(text: str) -> None:
    phone, email = read_phone(text), read_email(text)
    assert phone is None or (re.fullmatch(r"\+[1-9][0-9]{6,14}", phone) and read_phone(phone) == phone)
    assert email is None or (re.fullmatch(r"[!-~]+@[a-z0-9.-]+", email) and len(email) <= 254 and read_email(email) == email)
