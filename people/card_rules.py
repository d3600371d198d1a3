"""What tries of a card are counted against, and how long a card that was shown waits for its PIN."""

from __future__ import annotations

import datetime as dt

from people.waits import ADDRESS, PIN, Patience

CARD = "card"
CHOOSING_LASTS = dt.timedelta(minutes=10)


def tries_of_card(code_digest: str, address: str) -> list[tuple[str, str, Patience]]:
    """Return what a try is counted against: the card, known or not, and the address that it comes from.

    The card stands there as its digest: staff who unlock it do not know the code.
    """
    return [(CARD, code_digest, PIN), ("address", address, ADDRESS)]
