"""The page that says how we take care of what you write: easy to read, the same as the code, the same for everybody."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from base.danish import lix
from noticeboard.privacy_views import length_words
from people.retention_commands import list_retentions

BLOCK_ENDS = re.compile(r"</(?:p|li|dt|dd|h1|h2)>")
HARDEST_LIX = 30


def main_text(client: FlaskClient) -> str:
    """Return the words of the page, a line for each paragraph."""
    html = client.get("/dine-oplysninger").get_data(as_text=True)
    main = html.split("<main")[1].split(">", 1)[1].split("</main>")[0]
    lines = unescape(re.sub(r"<[^>]+>", "", BLOCK_ENDS.sub("\n\n", main.replace("\n", " ")))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def test_everybody_can_read_it(client: FlaskClient) -> None:
    words = main_text(client)
    assert "Skriv ikke om sygdom" in words
    assert lix(words) <= HARDEST_LIX


def test_it_says_how_long_each_kind_is_kept_as_the_code_does(app: Flask, client: FlaskClient) -> None:
    page = main_text(client)
    with app.app_context():
        kept = [(each.kind, length_words(each.days), each.why) for each in list_retentions()]
    assert len(kept) > 8
    for kind, length, why in kept:
        assert f"{kind}\n{f'{length}. ' if length else ''}{why}".strip() in page
        assert length or why


def test_every_page_leads_to_it(client: FlaskClient) -> None:
    assert '<a href="/dine-oplysninger">' in client.get("/under-18").get_data(as_text=True)
