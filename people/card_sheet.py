"""What is printed on a card: the address, a picture of it, the code. No name, no place."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno

from people.codes import card_code_shown


@dataclass(frozen=True)
class CardSheet:
    """A card as it is printed; `picture` is a QR of the whole address as SVG, which its page gives a size."""

    address: str
    code: str = field(repr=False)
    picture: str = field(repr=False)


def card_sheet(site: str, code: str) -> CardSheet:
    """Return the card of a code on a site, whose address ends in a slash."""
    address = f"{site}kort"
    qr = segno.make(f"{address}/{code}", error="m", micro=False)
    picture = qr.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return CardSheet(address.split("//", 1)[1], card_code_shown(code), picture)
