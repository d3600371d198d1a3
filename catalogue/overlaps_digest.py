"""Which comparer this is: what another wrote of what is the same is written anew."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

FILES = (
    "likeness", "misspellings", "offer_circles", "offer_core", "offer_meaning", "offer_occasions", "overlaps", "vocabulary",
    "word_stems",
)  # fmt: skip


@lru_cache
def comparer_digest() -> str:
    """Return a digest of the files that decide a label or a key, the vocabulary's words apart."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"".join((folder / f"{name}.py").read_bytes() for name in FILES)).hexdigest()
