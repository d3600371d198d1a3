"""Where somebody was on the way to, when they had to say who they are first: `next=`, made safe.

What is returned is built anew from a view's name and its arguments. The text that was given is only looked up, so no
trick with slashes, colons or encodings can lead away from the site (CWE-601).
"""

from __future__ import annotations

import re

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException

LONGEST = 300
# Ways in and out, what is not a page, and what has been used up on the way.
NOWHERE = ("static", "log-ind", "log-ud", "start", "ind", "kort", "kalender", "farvel", "personale/ny")
NO_PAGE = (".ics", ".json", ".txt")
_PATH = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9._~-]*)*/?", re.ASCII)


def way_back(raw: str | None) -> str | None:
    """Return the path of the page that `raw` names, without its query; None unless it is a page of ours to come back to."""
    path = (raw or "").partition("#")[0].partition("?")[0]
    if not path or len(path) > LONGEST or not _PATH.fullmatch(path):
        return None
    if f"{path}/".startswith(tuple(f"/{each}/" for each in NOWHERE)) or path.endswith(NO_PAGE):
        return None
    try:
        endpoint, arguments = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return url_for(endpoint, **arguments)
