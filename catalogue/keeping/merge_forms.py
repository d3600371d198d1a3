"""Which place another is laid under."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Field, HiddenField, SelectChoice, SelectField, ValidationError

from base.forms import Form
from catalogue.keeping.venue_queries import KeptPlace


class MergeForm(Form):
    """The place that stays, and what was shown of what will happen."""

    kept = SelectField("Hvilket sted er det samme?", name="bliver", coerce=int, validate_choice=False)
    shown = HiddenField(name="vist")

    def __init__(self, places: Iterable[KeptPlace], own_id: int) -> None:
        super().__init__()
        self.own_id = own_id
        self.kept.choices = [SelectChoice(0, "Vælg et sted"), *(_choice(place) for place in places if place.id != own_id)]

    def validate_kept(self, field: Field) -> None:
        """Ask for another place than the one that goes."""
        if field.data == self.own_id:
            raise ValidationError("Et sted kan ikke lægges sammen med sig selv. Vælg det andet sted.")
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Vælg et sted fra listen.")


def _choice(place: KeptPlace) -> SelectChoice:
    where = place.area.label if place.area else place.town
    return SelectChoice(place.id, f"{place.name}, {where}" if where else place.name)
