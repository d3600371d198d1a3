"""In which ways somebody can be told things."""

from __future__ import annotations

from people.terms import NoticeWay


def can_be_told(way: NoticeWay, phone: str | None, email: str | None) -> bool:
    """Say whether somebody with this number and address, where they have them, can be told things this way."""
    return {NoticeWay.TEXT: phone is not None, NoticeWay.MAIL: email is not None}.get(way, True)
