"""What narrows a list, with names turned into the numbers of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from catalogue.filters import DAY_PARTS, Asked
from catalogue.names import Names
from catalogue.vocabulary import load_vocabulary, query_words


@dataclass(frozen=True)
class Wanted:
    """What narrows a list, resolved to ids; an empty value narrows nothing. `words` are folded, each matched as a beginning."""

    activity_id: int | None = None
    interest_id: int | None = None
    venue_id: int | None = None
    area_id: int | None = None
    group_id: int | None = None
    day_part: tuple[int, int] | None = None
    online: bool = False
    first_time: bool = False
    words: tuple[str, ...] = ()

    def shape(self) -> Wanted:
        """Return what narrows without the values, so that a statement is built once for all questions of a kind."""
        ids: dict[str, Any] = {name: 0 for name, value in self._ids().items() if value is not None}
        return replace(self, **ids, day_part=(0, 0) if self.day_part else None, words=("",) * len(self.words))

    def values(self) -> dict[str, Any]:
        """Return the values for the parameters of `conditions`."""
        words = {f"word_{n}": word for n, word in enumerate(self.words)}
        after = {f"after_{n}": word + "\U0010ffff" for n, word in enumerate(self.words)}
        given = {name: value for name, value in self._ids().items() if value is not None} | words | after
        if self.day_part:
            given |= {"from_minute": self.day_part[0], "until_minute": self.day_part[1]}
        return given

    def _ids(self) -> dict[str, int | None]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name.endswith("_id")}


def resolve(asked: Asked, names: Names) -> tuple[Wanted, Asked, list[str]]:
    """Turn a question's words into ids; return them, the question without what nobody knows, and a sentence for each of that."""
    problems: list[str] = []

    def known(slug: str, rows: Iterable[Any], what: str) -> int | None:
        if not slug:
            return None
        found = next((row.id for row in rows if row.slug == slug), None)
        if found is None:
            problems.append(f"Vi kender ikke {what} “{slug[:40]}”. Vælg i listen her på siden.")
        return found

    words = query_words(asked.words, load_vocabulary()) if asked.words else ()
    if asked.words and not words:
        problems.append("Skriv et ord med bogstaver i, så leder vi efter det.")
    wanted = Wanted(
        interest_id=known(asked.interest, names.interests, "interessen"),
        venue_id=known(asked.venue, names.venues, "stedet"),
        area_id=known(asked.area, names.areas, "området"),
        day_part=DAY_PARTS.get(asked.day_part),
        online=asked.online,
        first_time=asked.first_time,
        words=words,
    )
    understood = replace(
        asked,
        words=asked.words if words else "",
        interest=asked.interest if wanted.interest_id else "",
        venue=asked.venue if wanted.venue_id else "",
        area=asked.area if wanted.area_id else "",
    )
    return wanted, understood, problems
