"""What is typed about an interest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from catalogue.keeping.interest_rules import InterestValues, Problem, read_words
from catalogue.keeping.interest_wording import problem_words
from catalogue.keeping.versions import version_of
from catalogue.keeping.watched_forms import WatchedForm
from catalogue.vocabulary import InterestGroup

MOVED = "Nogen har ændret interessen, mens du skrev. Se, hvad der står nu. Tryk Gem igen, hvis dit skal stå."


class InterestForm(WatchedForm):
    """An interest with its words; `shown` is the digest of the cases that were shown."""

    name = StringField("Navn")
    shelf = SelectField("Hylde")
    synonyms = TextAreaField("Ord, der betyder det samme", [Length(max=20_000)])
    false_friends = TextAreaField("Ord, der ligner, men betyder noget andet", [Length(max=20_000)])
    every_place = BooleanField("Det skal findes alle steder")
    shown = HiddenField(name="vist")

    def __init__(self, shelves: Iterable[InterestGroup], values: InterestValues, word: str = "") -> None:
        synonyms = (*values.synonyms, word) if word and word not in values.synonyms else values.synonyms
        super().__init__(
            name=values.name, shelf=values.shelf, every_place=values.every_place, synonyms="\n".join(synonyms),
            false_friends="\n".join(values.false_friends), version=version_of(values),
        )  # fmt: skip
        self.shelf.choices = [SelectChoice(shelf.id, shelf.name) for shelf in shelves]

    @property
    def values(self) -> InterestValues:
        """Return what was typed, once the form is valid."""
        words = (read_words(self.synonyms.data or ""), read_words(self.false_friends.data or ""))
        return InterestValues(" ".join((self.name.data or "").split()), self.shelf.data, self.every_place.data, *words)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Say of each field what is wrong with it."""
        for field in dict.fromkeys(problem.field for problem in problems):
            self[field].errors = [problem_words(problem) for problem in problems if problem.field == field]

    def tell_moved(self, present: InterestValues) -> None:
        """Say beside what was typed what stands now."""
        typed = self.values
        shelves = {choice.value: choice.label for choice in self.shelf.choices}
        said = {
            "name": present.name,
            "shelf": shelves.get(present.shelf, ""),
            "every_place": "kryds" if present.every_place else "intet kryds",
            "synonyms": ", ".join(present.synonyms),
            "false_friends": ", ".join(present.false_friends),
        }
        moved = [(self[name], words) for name, words in said.items() if getattr(present, name) != getattr(typed, name)]
        self.tell_what_stands(MOVED, moved, version_of(present))
