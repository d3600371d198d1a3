"""What a person types about themselves."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, StringField, ValidationError

from base.forms import Form
from people.names import NAME_ADVICE, NameProblem, read_name
from people.notice_ways import can_be_told
from people.own_wording import WAYS

NO_ADDRESS = "Dit nummer eller din mail er lige blevet ændret. Vælg igen."


class NameForm(Form):
    """Another name to be called by."""

    name = StringField("Navn", name="navn")

    def validate_name(self, field: StringField) -> None:
        """Take a name that can be shown; refuse another with the sentence that says what to do."""
        name = read_name(field.data or "")
        if isinstance(name, NameProblem):
            raise ValidationError(NAME_ADVICE[name])
        field.data = name


class NoticeForm(Form):
    """How somebody wants to be told; only what they have an address for can be chosen."""

    way = RadioField("Hvordan vil du have besked?", name="besked")

    def __init__(self, phone: str | None, email: str | None, **given: Any) -> None:
        super().__init__(**given)
        self.way.choices = [(way.value, words) for way, words in WAYS.items() if can_be_told(way, phone, email)]


class DeleteForm(Form):
    """The tick that says that somebody means it."""

    sure = BooleanField("Ja, slet mig", name="sikker")

    def validate_sure(self, field: BooleanField) -> None:
        """Ask for the tick where it is missing."""
        if not field.data:
            raise ValidationError("Sæt kryds, hvis du vil slettes.")
