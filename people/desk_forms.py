"""What staff type at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, SelectField, StringField, ValidationError

from base.forms import Form
from people.card_queries import card_digest
from people.codes import read_card_code
from people.contact_points import ContactPoint, read_contact_point
from people.names import NAME_ADVICE, NameProblem, read_name
from people.registry import Workplace


class PlaceForm(Form):
    """The place a card is printed at: that which staff work at, or one of several."""

    place = SelectField("Hvilket sted er kortet fra?", coerce=int)

    def __init__(self, places: Sequence[Workplace], **given: Any) -> None:
        super().__init__(**given)
        self.place.choices = [(place.id, place.name) for place in places]
        if len(places) == 1 and self.place.data is None:
            self.place.data = places[0].id


class NewPersonForm(PlaceForm):
    """Somebody new; `once` is the form's own random name."""

    name = StringField("Fornavn")
    once = HiddenField()

    def validate_name(self, field: Field) -> None:
        """Take a name that can be shown."""
        name = read_name(field.data or "")
        if isinstance(name, NameProblem):
            raise ValidationError(NAME_ADVICE[name])
        field.data = name


class FindForm(Form):
    """What the person at the desk shows or says: a card's code, or where they are reached; kept as `found_by` when it is read."""

    text = StringField("Koden på kortet, et nummer eller en mail")
    found_by: str | ContactPoint

    def validate_text(self, field: Field) -> None:
        """Read it as the code of a card, else as a number or an address."""
        found = read_card_code(field.data or "") or read_contact_point(field.data or "")
        if found is None:
            raise ValidationError("Skriv de ti tegn på kortet, et nummer på otte tal eller en hel mailadresse.")
        self.found_by = found

    def counted(self) -> str:
        """Return the same text for the same card, number or address, however it was typed."""
        return self.found_by.address if isinstance(self.found_by, ContactPoint) else card_digest(self.found_by)
