"""Where a person can be reached: phone numbers and e-mail addresses as people write them, and as they are stored and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from people.codes import western_digits

LONGEST_EMAIL = 254
LONGEST_LOCAL_PART = 64

_LEAD_WORDS = "telefonnummer|telefon|tlf|tel|mobilnummer|mobil|mob|nummer|nr|sms"
_LEAD = re.compile(rf"\A\s*(?:(?:{_LEAD_WORDS})(?![^\W\d_])[\s.:]*)+", re.IGNORECASE)
_BETWEEN = re.compile("[\\s()./\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\u2010-\u2015\u2212-]+")
_DANISH = re.compile(r"(?:\+?45)?([2-9][0-9]{7})")
_FOREIGN = re.compile(r"\+(?!45)[1-9][0-9]{6,14}")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?![0-9]+$){_LABEL}")


class ContactKind(StrEnum):
    """How a contact point is reached."""

    phone = "phone"
    email = "email"


@dataclass(frozen=True)
class ContactPoint:
    """A phone number in E.164 or an e-mail address in small letters; its repr does not tell which."""

    kind: ContactKind
    address: str = field(repr=False)


def read_phone(text: str) -> str | None:
    """Read a phone number in any way of writing it as E.164: "+4520304050"; None if it cannot be one.

    Without a country code it is Danish: eight digits, the first from 2 to 9. Foreign numbers begin with + or 00 and have 7 to 15.
    """
    number = _BETWEEN.sub("", _LEAD.sub("", western_digits(text), count=1).replace("(0)", ""))
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if danish := _DANISH.fullmatch(number):
        return f"+45{danish[1]}"
    return number if _FOREIGN.fullmatch(number) else None


def read_email(text: str) -> str | None:
    """Read an e-mail address in small letters, its domain in ASCII (IDNA); None if it cannot be one.

    The part before @ is a dot-string of RFC 5321 section 4.1.2, in ASCII and without quotes; the domain has a dot
    and is no IP number.
    """
    local_part, at, domain = text.strip().rpartition("@")
    if not at or not local_part.isascii() or len(local_part) > LONGEST_LOCAL_PART or len(domain) > LONGEST_EMAIL:
        return None
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    address = f"{local_part.lower()}@{domain}"
    readable = _LOCAL_PART.fullmatch(local_part.lower()) and _DOMAIN.fullmatch(domain)
    return address if readable and len(address) <= LONGEST_EMAIL else None


def read_contact_point(text: str) -> ContactPoint | None:
    """Read either a phone number or an e-mail address; None if it is neither."""
    if phone := read_phone(text):
        return ContactPoint(ContactKind.phone, phone)
    email = read_email(text)
    return ContactPoint(ContactKind.email, email) if email else None


def phone_shown(e164: str) -> str:
    """Return a number as it is written in Denmark: "20 30 40 50"; a foreign one stays as it is."""
    if not e164.startswith("+45"):
        return e164
    digits = e164.removeprefix("+45")
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))


def masked(point: ContactPoint) -> str:
    """Return enough to know one's own by: "20 30 .. ..", "+4670 .. ..", "a…@example.dk"."""
    if point.kind is ContactKind.phone:
        return f"{phone_shown(point.address)[:5]} .. .."
    return f"{point.address[0]}…@{point.address.partition('@')[2]}"
