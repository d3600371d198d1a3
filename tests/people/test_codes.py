"""Codes are read as people type them, and nothing that is stored can be turned back into one."""

from __future__ import annotations

import re
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.codes import (
    CARD_ALPHABET,
    CARD_CODE_LENGTH,
    LIST_LENGTH,
    card_code_shown,
    digest,
    is_easy_pin,
    keyed_digest,
    new_card_code,
    new_id,
    new_one_time_code,
    new_token,
    read_card_code,
    read_one_time_code,
    read_pin,
    read_token,
)

TOKEN = "a" * 43


def test_a_card_has_at_least_forty_bits_and_no_look_alikes() -> None:
    assert CARD_CODE_LENGTH * log2(len(set(CARD_ALPHABET))) >= 40
    assert len(CARD_ALPHABET) == len(set(CARD_ALPHABET)) and not set("01BGILOSUZ") & set(CARD_ALPHABET)


def test_a_new_code_reads_back_from_how_it_is_shown() -> None:
    codes = {new_card_code() for _ in range(LIST_LENGTH)}
    assert len(codes) == LIST_LENGTH
    assert {read_card_code(card_code_shown(code).lower()) for code in codes} == codes


@pytest.mark.parametrize(
    "text",
    [
        "ABCDE-FGHJK",
        "abcde-fghjk",
        " abcde fghjk\n",
        "ABCDEFGHJK",
        "ab cd ef gh jk",
        "ABCDE–FGHJK",
        "ABCDE\u2011FGHJK",
        "ＡＢＣＤＥＦＧＨＪＫ",
    ],
)
def test_a_card_code_is_read_however_it_is_typed(text: str) -> None:
    assert read_card_code(text) == "A8CDEF6HJK"


def test_what_looks_like_one_sign_only_is_that_sign() -> None:
    assert read_card_code("uuuuu-22222") == "VVVVV22222"


@pytest.mark.parametrize(
    "text", ["", "ABCDE-FGHJ", "ABCDE-FGHJKM", "ABCDE-FGHJ0", "ABCDE-FGHJO", "ABCDE-FGHJ1", "ABCDE/FGHJK", "ÆBCDEFGHJK"]
)
def test_what_is_on_no_card_is_no_card_code(text: str) -> None:
    assert read_card_code(text) is None


def test_new_one_time_codes_are_six_digits_and_differ() -> None:
    codes = [new_one_time_code() for _ in range(200)]
    assert all(re.fullmatch("[0-9]{6}", code) for code in codes) and len(set(codes)) > 150


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("012345", "012345"), (" 012 345 ", "012345"), ("012-345", "012345"), ("012–345", "012345"), ("０１２３４５", "012345"),
        ("٠١٢٣٤٥", "012345"), ("", None), ("01234", None), ("0123456", None), ("01234a", None),
        ("+12345", None), ("1e5000", None),
    ],
)  # fmt: skip
def test_a_one_time_code_is_six_digits_however_they_are_typed(text: str, code: str | None) -> None:
    assert read_one_time_code(text) == code


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("4829", "4829"), (" 4829\n", "4829"), ("0429", "0429"), ("４８２９", "4829"), ("٤٨٢٩", "4829"),
        ("", None), ("482", None), ("48290", None), ("48 29", None), ("48a9", None), ("-482", None),
    ],
)  # fmt: skip
def test_a_pin_is_exactly_four_digits(text: str, pin: str | None) -> None:
    assert read_pin(text) == pin


@pytest.mark.parametrize(
    "pin", ["0000", "7777", "1234", "0123", "4321", "3210", "7890", "0987", "1212", "9090", "1900", "1987", "2007", "2099"]
)
def test_what_others_try_first_is_an_easy_pin(pin: str) -> None:
    assert is_easy_pin(pin)


@pytest.mark.parametrize("pin", ["4829", "1243", "1221", "1357", "0012", "1811", "2110", "9753", "1135"])
def test_other_pins_are_not_easy(pin: str) -> None:
    assert not is_easy_pin(pin)


def test_at_least_nine_thousand_pins_are_left_to_choose() -> None:
    assert 9_000 < sum(not is_easy_pin(f"{number:04}") for number in range(10_000)) < 10_000


def test_a_token_has_the_shape_that_is_read_and_is_new_each_time() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100 and all(read_token(token) == token for token in tokens)


@pytest.mark.parametrize(
    "text", ["", TOKEN[1:], TOKEN + "a", TOKEN + "\n", f" {TOKEN}", TOKEN[1:] + "/", TOKEN[1:] + "=", TOKEN[1:] + "å"]
)
def test_a_truncated_or_altered_token_is_none(text: str) -> None:
    assert read_token(text) is None


def test_an_id_is_thirty_two_hexadecimal_digits_and_new_each_time() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100 and all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)


def test_digests_are_those_of_the_standards() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert keyed_digest("key", "card", "x") == "c9c3e70d7af98613d5be7a5b3d7971ea6a20e70bcd796006550b57c9b0b31f79"


def test_a_keyed_digest_differs_by_key_purpose_and_text() -> None:
    different = [
        ("k", "pin", "1"),
        ("l", "pin", "1"),
        ("k", "code", "1"),
        ("k", "pin", "2"),
        ("k", "pi", "n1"),
        ("k", "pin1", ""),
    ]
    assert len({keyed_digest(*each) for each in different}) == len(different)


@given(st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    found = [read_card_code(text), read_one_time_code(text), read_pin(text), read_token(text)]
    assert all(each is None or each.isascii() for each in found)
    assert len(keyed_digest("k", "typed", text)) == 64
