"""What a browser would send of the form on a page, as it stands."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = self.in_main = False
        self.fields: dict[str, str | list[str]] = {}
        self.select = self.area = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "main":
            self.in_main = True
        if tag == "form":
            self.inside = self.in_main
        if not self.inside:
            return
        if tag == "input":
            self._input(name, given)
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and ("selected" in given or self.select not in self.fields):
            self.fields[self.select] = given.get("value") or ""
        if tag == "textarea":
            self.area, self.text = name, []

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type")
        value = given.get("value") or ""
        if kind == "checkbox" and name.endswith("weekdays"):
            chosen = self.fields.setdefault(name, [])
            if "checked" in given and isinstance(chosen, list):
                chosen.append(value)
        elif kind not in ("checkbox", "radio") or "checked" in given:
            self.fields[name] = value

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.fields[self.area] = "".join(self.text).removeprefix("\n").removeprefix("\r\n")
            self.area = ""
        self.select = "" if tag == "select" else self.select
        self.inside = False if tag == "form" else self.inside


def sent_form(page: str) -> dict[str, str | list[str]]:
    """Return the fields of the page's last form with what stands in them; ticks of weekdays as lists."""
    form = _Form()
    form.feed(page)
    return form.fields
