"""What is kept about you, why, for how long and who sees it: in plain words, for everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from base.publicpages import public_page
from base.web import allow, anyone
from people.retention_commands import list_retentions

pages = Blueprint("privacy", __name__)

LENGTHS = {1: "En dag", 365: "Et år", 730: "To år"}


@pages.get("/dine-oplysninger")
@allow(anyone)
@public_page
def page() -> str:
    """Tell what is kept, for how long, who sees it, and how to have it changed or deleted."""
    kept = [(each.kind, length_words(each.days), each.why) for each in list_retentions()]
    return render_template("noticeboard/privacy.html", kept=kept)


def length_words(days: int) -> str:
    """Return how long something is kept: "Et år", "60 dage"; "" where a row holds its own end."""
    return LENGTHS.get(days, f"{days} dage") if days else ""
