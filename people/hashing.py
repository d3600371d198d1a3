"""Passwords and PINs, hashed with Argon2id (RFC 9106): the same work whether there is something to compare with or not."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@dataclass(frozen=True)
class Cost:
    """What a hash costs: rounds, KiB of memory, lanes; the defaults are OWASP's for a small server (2 rounds, 19 MiB, 1 lane)."""

    rounds: int = 2
    kibibytes: int = 19 * 1024
    lanes: int = 1


@dataclass(frozen=True)
class Hashing:
    """Hashes secrets with a pepper that is not in the database: a stolen table of four-digit PINs gives none away."""

    pepper: str
    cost: Cost = Cost()
    hasher: PasswordHasher = field(init=False)
    nobodys: str = field(init=False)

    def __post_init__(self) -> None:
        hasher = PasswordHasher(self.cost.rounds, self.cost.kibibytes, self.cost.lanes)
        object.__setattr__(self, "hasher", hasher)
        object.__setattr__(self, "nobodys", hasher.hash(self._peppered("nobody has this")))

    def hash(self, secret: str) -> str:
        """Return the hash to store of a password or PIN."""
        return self.hasher.hash(self._peppered(secret))

    def matches(self, stored: str | None, secret: str) -> bool:
        """Say whether a secret is the stored one; None, where there is none, costs the same and never matches."""
        try:
            self.hasher.verify(stored or self.nobodys, self._peppered(secret))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def _peppered(self, secret: str) -> str:
        return hmac.new(self.pepper.encode(), b"hash\0" + secret.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
