"""Codes, PINs, tokens and ids: made at random, read as people type them, and the digests that are stored instead of them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from itertools import pairwise

# No 0 and O, no 1, I and L; of each other pair that looks alike one is there, and the other is read as it. 47 bits in ten.
CARD_ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"
CARD_CODE_LENGTH = 10
ONE_TIME_DIGITS = 6
LIST_LENGTH = 10

_LOOK_ALIKES = str.maketrans("BGSUZ", "865V2")
_SEPARATORS = re.compile("[\\s._\u00ad\u2010-\u2015\u2212-]+")
_CARD_CODE = re.compile(f"[{CARD_ALPHABET}]{{{CARD_CODE_LENGTH}}}")
_ONE_TIME_CODE = re.compile(f"[0-9]{{{ONE_TIME_DIGITS}}}")
_PIN = re.compile("[0-9]{4}")
_TOKEN = re.compile("[A-Za-z0-9_-]{43}")


def new_card_code() -> str:
    """Make the code of a card: ten signs of `CARD_ALPHABET`, 47 bits."""
    return "".join(secrets.choice(CARD_ALPHABET) for _ in range(CARD_CODE_LENGTH))


def card_code_shown(code: str) -> str:
    """Return a card's code as it is printed, in two halves: "ACDEF-HJKMN"."""
    return f"{code[:5]}-{code[5:]}"


def read_card_code(text: str) -> str | None:
    """Read a card's or a list's code as typed; None if it cannot be one.

    Small letters, spaces, hyphens and full width are forgiven, and B, G, S, U, Z are 8, 6, 5, V, 2. O, 0, I, 1 and L are
    on no card and could be anything.
    """
    code = _SEPARATORS.sub("", western_digits(text)).upper().translate(_LOOK_ALIKES)
    return code if _CARD_CODE.fullmatch(code) else None


def new_one_time_code() -> str:
    """Make a code to send: six digits, the first of which may be 0."""
    return f"{secrets.randbelow(10**ONE_TIME_DIGITS):0{ONE_TIME_DIGITS}}"


def read_one_time_code(text: str) -> str | None:
    """Read a six-digit code as typed, spaces and hyphens forgiven; None if it cannot be one."""
    code = _SEPARATORS.sub("", western_digits(text))
    return code if _ONE_TIME_CODE.fullmatch(code) else None


def read_pin(text: str) -> str | None:
    """Read a PIN of exactly four digits; None for anything else."""
    pin = western_digits(text).strip()
    return pin if _PIN.fullmatch(pin) else None


def is_easy_pin(pin: str) -> bool:
    """Tell whether four digits are among the first that others try: one digit, a run, a pair twice, a year from 1900 to 2099."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {9}) or pin[:2] == pin[2:] or pin[:2] in ("19", "20")


def new_token() -> str:
    """Make a secret for a link, a session or a feed: 256 bits as 43 signs that need no escaping in an address."""
    return secrets.token_urlsafe(32)


def read_token(text: str) -> str | None:
    """Return the text if it has the shape of a token, else None; nothing is forgiven."""
    return text if _TOKEN.fullmatch(text) else None


def digest(token: str) -> str:
    """Return the SHA-256 of a token in hex, which is what is stored; only for secrets nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(key: str, purpose: str, text: str) -> str:
    """Return the HMAC-SHA256 of a short text in hex, for what could be guessed from a bare digest.

    The same text has another digest for another purpose; a purpose is a word of the program's own, without NUL.
    """
    message = f"{purpose}\0{text}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def new_id() -> str:
    """Make an id: 128 random bits as 32 hexadecimal digits, so it tells nothing and is never used again."""
    return secrets.token_hex(16)


def western_digits(text: str) -> str:
    """Return a text in NFKC with the digits of every script as 0–9, as a phone set to another language types them."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
