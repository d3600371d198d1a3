"""What every page must be: the same questions of each."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ENGLISH = re.compile(r"\b(the|and|with|please|error|submit|search|home|login|next|previous|page)\b", re.IGNORECASE)


class Page(HTMLParser):
    """The parts of a page that the questions are about."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self.misnested: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag and what it names."""
        given = dict(attrs)
        self.tags[tag] += 1
        if tag == "html":
            self.language = given.get("lang") or ""
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        if tag == "label" and given.get("for"):
            self.labelled.add(given["for"] or "")
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "checkbox"):
            self.fields.append(given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that a tag closes the one opened last."""
        if not self.open or self.open[-1] != tag:
            self.misnested.append(tag)
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what can be read."""
        if not {"script", "style"} & set(self.open):
            self.texts.append(data)


def read_page(html: str) -> Page:
    """Read a page."""
    page = Page()
    page.feed(html)
    return page


def problems_of(html: str) -> list[str]:
    """Return what is wrong with a page, in words; nothing where all is well."""
    page = read_page(html)
    words = " ".join(page.texts)
    checks = [
        (page.language == "da", "the page does not say it is Danish"),
        (page.tags["h1"] == 1, f"{page.tags['h1']} h1"),
        (page.tags["title"] == 1, "no title"),
        (page.tags["main"] == 1, "no main"),
        (not page.misnested and not page.open, f"tags not closed: {page.misnested or page.open}"),
        (not [name for name, times in page.ids.items() if times > 1], f"an id twice: {page.ids.most_common(1)}"),
        (all(field.get("id") in page.labelled for field in page.fields), f"a field without label: {page.fields}"),
        (not ENGLISH.search(words), f"English left over: {ENGLISH.findall(words)[:3]}"),
    ]
    return [problem for fine, problem in checks if not fine]
