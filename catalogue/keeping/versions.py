"""How two people who change the same thing at once notice each other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

Values = TypeVar("Values")


@dataclass(frozen=True)
class Moved(Generic[Values]):
    """What stands now, where somebody changed it after a form was made."""

    present: Values


def version_of(values: object) -> str:
    """Return a short digest of values: a form holds that of what it was made from. `values` must have a lasting repr."""
    return sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]
