"""What staff have proved, and what they have chosen to prove themselves with."""

from __future__ import annotations

from dataclasses import dataclass, field

from people.terms import StaffRole


@dataclass(frozen=True)
class Proof:
    """A right password and a right code, against what was stored when they were compared.

    The code is the one of a 30-second step, else one of the list.
    """

    person_id: str
    role: StaffRole
    password_hash: str = field(repr=False)
    totp_salt: str | None = field(repr=False)
    totp_step: int | None
    list_code_digest: str = field(repr=False)


@dataclass(frozen=True)
class Chosen:
    """What somebody chose: a password, hashed, and the app they showed a code of; without one they have a list alone."""

    person_id: str
    password_hash: str = field(repr=False)
    totp_salt: str | None = field(repr=False)
    totp_step: int
