"""How many have wished for something, said so that nobody is recognised by it."""

from __future__ import annotations

FEWEST_TOLD = 3


def how_many(count: int) -> str:
    """Return a number of wishes as it is told: "ingen", "nogle få" below three, else the number."""
    if count == 0:
        return "ingen"
    return "nogle få" if count < FEWEST_TOLD else str(count)


def say_how_many(count: int) -> str:
    """Return a sentence of how many have said it: "Nogle få har sagt det."."""
    return f"{how_many(count).capitalize()} har sagt det{' endnu' if count == 0 else ''}."
