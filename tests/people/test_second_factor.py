"""Codes of an app and of a list."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest

from people.codes import read_card_code
from people.second_factor import (
    STEP_SECONDS,
    list_code_digest,
    matching_step,
    new_list,
    new_salt,
    qr_picture,
    secret_shown,
    totp_address,
    totp_secret,
)

NOW = dt.datetime(2026, 11, 24, 9, 0, 10, tzinfo=dt.UTC)
STEP = int(NOW.timestamp()) // STEP_SECONDS
# The secret of RFC 6238, appendix B, "12345678901234567890" in base32.
OF_THE_STANDARD = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert matching_step(OF_THE_STANDARD, code, moment) == seconds // STEP_SECONDS


@pytest.mark.parametrize(("apart", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_off(apart: int, is_right: bool) -> None:
    code = pyotp.TOTP(OF_THE_STANDARD).generate_otp(STEP + apart)
    assert matching_step(OF_THE_STANDARD, code, NOW) == (STEP + apart if is_right else None)


@pytest.mark.parametrize("code", [None, "", "------", "12345", "1234567", "æøåæøå"])
def test_what_is_no_code_matches_nothing(code: str | None) -> None:
    assert matching_step(OF_THE_STANDARD, code, NOW) is None


def test_a_secret_takes_both_the_key_and_the_salt() -> None:
    salt = new_salt()
    found = {totp_secret("key", salt), totp_secret("other key", salt), totp_secret("key", new_salt())}
    assert len(found) == 3 and {len(secret) for secret in found} == {32}
    assert totp_secret("key", salt) == totp_secret("key", salt)


def test_a_secret_is_shown_in_fours_and_handed_to_the_app_with_a_name() -> None:
    assert secret_shown(OF_THE_STANDARD) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    read = pyotp.parse_uri(totp_address(OF_THE_STANDARD, "stine@kommunen.example", "På tværs"))
    assert (read.secret, read.name, read.issuer) == (OF_THE_STANDARD, "stine@kommunen.example", "På tværs")


def test_the_picture_has_neither_style_nor_script() -> None:
    picture = qr_picture('<script>"</script>')
    assert picture.startswith("<svg ") and "style" not in picture and "script" not in picture


def test_a_list_has_ten_codes_that_are_read_as_they_are_shown() -> None:
    codes = new_list("key")
    assert len(codes) == len(set(codes.values())) == 10
    assert all(read_card_code(code) == code and found == list_code_digest("key", code) for code, found in codes.items())
    assert not set(codes.values()) & {list_code_digest("other key", code) for code in codes}
