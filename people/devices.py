"""What kind of device somebody is signed in on, in words so coarse that they tell nothing else about it."""

from __future__ import annotations

UNKNOWN_DEVICE = "Ukendt enhed"

# The first that fits: what comes later is also part of what the earlier ones send.
_DEVICES = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android-tablet"),
    ("CrOS", "Chromebook"),
    ("Windows NT", "Windows-computer"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux-computer"),
)


def device_of(user_agent: str) -> str:
    """Return the kind of device a User-Agent header tells of, at most 40 letters; never any part of what was sent."""
    found = next((words for mark, words in _DEVICES if mark in user_agent), UNKNOWN_DEVICE)
    return "Android-telefon" if found == "Android-tablet" and "Mobile" in user_agent else found
