"""What is typed to found a group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from people.group_forms import GroupNameForm
from people.registry import Workplace


class FoundForm(GroupNameForm):
    """What a group is called, and the places that are asked for a yes."""

    places = SelectMultipleField(
        "Hvor vil I være?", name="steder", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def __init__(self, places: Iterable[Workplace], **given: Any) -> None:
        super().__init__(**given)
        self.places.choices = [(place.id, place.name) for place in places]

    def validate_places(self, field: SelectMultipleField) -> None:
        """Ask for a place where none is chosen."""
        if not field.data:
            raise ValidationError("Vælg mindst ét sted.")
