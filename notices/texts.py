"""The sentences of notices: neutral, so that whoever sees the phone learns no place and no reason (domain.md).

What goes by text stays within one message: 160 septets of the alphabet of GSM 03.38.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from people.code_problems import MINUTES
from people.terms import NoticeWay

Details = Mapping[str, Any]


def code(details: Details, way: NoticeWay) -> str:
    """Tell a code (`code`); a mail has room for the link (`link`) too, where one goes with it."""
    words = f"Din kode er {details['code']}. Den gælder i {MINUTES} minutter. Giv den ikke til nogen."
    link = details.get("link")
    return f"{words}\nDu kan også trykke her: {link}" if link and way is NoticeWay.MAIL else words


def welcomed(_details: Details, _way: NoticeWay) -> str:
    """Tell somebody that a group has said welcome."""
    return "Nu er du med i gruppen. Velkommen til."


def number_changed(_details: Details, _way: NoticeWay) -> str:
    """Tell, at the number or address from before, that another has taken its place."""
    return "Du har fået nyt nummer eller ny mail hos os. Var det ikke dig? Sig det til personalet."
