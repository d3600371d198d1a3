"""What is typed from the sheet on the wall: for each free line a member, or the first name of somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectChoice, SelectField, StringField, ValidationError

from base.danish import fold
from base.forms import Form
from people.group_queries import Member
from people.names import NAME_ADVICE, NameProblem, read_name

KNOWN_ALREADY = "Der er en, der hedder sådan, i gruppen. Vælg på listen, eller skriv lidt mere af navnet."
EITHER = "Vælg enten en på listen eller skriv et nyt navn."


class SheetForm(Form):
    """The sheet itself; `once` is its own random name, so that a sheet that is sent twice makes nobody twice."""

    once = HiddenField()


class LineForm(Form):
    """One line of one shift."""

    member = SelectField("Hvem?", default="")
    new_name = StringField("Eller en ny, skriv fornavn")

    def __init__(self, shift_id: int, number: int, members: Sequence[Member], **given: Any) -> None:
        super().__init__(prefix=f"vagt-{shift_id}-{number}", **given)
        self.shift_id, self.number, self.members = shift_id, number, members
        self.member.choices = [SelectChoice("", "Ingen"), *(SelectChoice(each.person_id, each.name) for each in members)]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the line."""
        return not (self.member.data or self.new_name.data)

    def validate_new_name(self, field: StringField) -> None:
        """Take a name that can be shown, and that is nobody's in the group."""
        if not field.data:
            return
        if self.member.data:
            raise ValidationError(EITHER)
        name = read_name(field.data)
        if isinstance(name, NameProblem):
            raise ValidationError(NAME_ADVICE[name])
        if fold(name) in {fold(each.name) for each in self.members}:
            raise ValidationError(KNOWN_ALREADY)
        field.data = name
