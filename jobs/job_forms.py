"""Who got a seat: one of the place's people, or somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectChoice, SelectField, StringField, ValidationError

from base.forms import Form
from people.codes import new_id
from people.names import NAME_ADVICE, NameProblem, read_name
from people.person_models import Person


class WhoForm(Form):
    """One person; `once` is the form's own random name, so that it makes nobody twice."""

    once = HiddenField(name="formular")
    who = SelectField("Hvem?", name="hvem", default="")
    new_name = StringField("Eller en ny, skriv fornavn", name="navn")

    def __init__(self, people: Sequence[Person], **given: Any) -> None:
        super().__init__(**{"data": {"once": new_id()}, **given})
        self.who.choices = [SelectChoice("", "Vælg"), *(SelectChoice(each.id, each.name) for each in people)]

    def validate_who(self, field: SelectField) -> None:
        """Ask for one or the other."""
        if bool(field.data) == bool(self.new_name.data):
            raise ValidationError("Vælg en på listen, eller skriv et nyt navn.")

    def validate_new_name(self, field: StringField) -> None:
        """Take a name that can be shown."""
        if not field.data:
            return
        name = read_name(field.data)
        if isinstance(name, NameProblem):
            raise ValidationError(NAME_ADVICE[name])
        field.data = name
