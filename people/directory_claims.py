"""What the municipality's directory says of somebody, by the claims of its ID token (OpenID Connect Core 1.0, section 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from base.settings import Directory
from people.contact_points import read_email
from people.names import NameProblem, read_name
from people.terms import StaffRole

LONGEST_SUBJECT = 255
NAMELESS = "Personale"


@dataclass(frozen=True)
class Known:
    """Somebody the directory knows: who, and what their groups make them; no role where no group of theirs is mapped.

    `subject` is theirs for ever. `email` is None where the directory gives none, or says that it has not been checked.
    Only `StaffRole.STAFF` has slugs of places.
    """

    subject: str = field(repr=False)
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    role: StaffRole | None
    slugs: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """Return the address of the account: an account has one, so where there is none it is one that leads nowhere."""
        # RFC 2606, section 2: no mail goes to .invalid, and nobody can have an address there.
        return self.email or f"{hashlib.sha256(self.subject.encode()).hexdigest()[:32]}@directory.invalid"


def read_known(claims: Mapping[str, Any], directory: Directory) -> Known | None:
    """Read claims that have been proved; None where they do not tell who it is, or not all the groups.

    A directory leaves a long list of groups out and says so in `_claim_names` (Core, section 5.6.2). That is not to be taken for
    being in none.
    """
    subject = f"{directory.issuer}|{claims.get('sub')}"
    if not isinstance(claims.get("sub"), str) or not claims["sub"] or len(subject) > LONGEST_SUBJECT or "\0" in subject:
        return None
    elsewhere = claims.get("_claim_names")
    if directory.claim not in claims and isinstance(elsewhere, Mapping) and directory.claim in elsewhere:
        return None
    role, slugs = read_groups(claims.get(directory.claim), directory.groups)
    return Known(subject, _name(claims), _email(claims), role, slugs)


def read_groups(claim: Any, mapped: Mapping[str, str]) -> tuple[StaffRole | None, frozenset[str]]:
    """Return the one role that groups give, and the slugs of the places that go with it.

    Nobody has two: who is to read what others do may not do it as well. A coordinator comes first; then the revisor, who can
    change nothing; then staff of the places.
    """
    names = [claim] if isinstance(claim, str) else claim if isinstance(claim, list) else []
    given = {mapped[name] for name in names if isinstance(name, str) and name in mapped}
    slugs = frozenset(given - {StaffRole.COORDINATOR, StaffRole.REVISOR})
    for role in (StaffRole.COORDINATOR, StaffRole.REVISOR):
        if role in given:
            return role, frozenset()
    return (StaffRole.STAFF, slugs) if slugs else (None, frozenset())


def _name(claims: Mapping[str, Any]) -> str:
    whole = claims.get("name")
    # Some directories write "Hansen, Stine".
    first = whole.rpartition(",")[2].split()[:1] if isinstance(whole, str) else []
    for name in (claims.get("given_name"), *first, claims.get("nickname")):
        read = read_name(name) if isinstance(name, str) else NameProblem.empty
        if not isinstance(read, NameProblem):
            return read
    return NAMELESS


def _email(claims: Mapping[str, Any]) -> str | None:
    email = claims.get("email")
    unchecked = "email_verified" in claims and claims["email_verified"] is not True
    return None if unchecked or not isinstance(email, str) else read_email(email)
