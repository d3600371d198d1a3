"""What is typed about a group."""

from __future__ import annotations

from wtforms import StringField, ValidationError

from base.forms import Form
from people.group_names import GROUP_NAME_ADVICE, GroupNameProblem, read_group_name


class GroupNameForm(Form):
    """What a group is called."""

    name = StringField("Gruppens navn", name="navn")

    def validate_name(self, field: StringField) -> None:
        """Take a name that can be shown; refuse another with the sentence that says what to do."""
        name = read_group_name(field.data or "")
        if isinstance(name, GroupNameProblem):
            raise ValidationError(GROUP_NAME_ADVICE[name])
        field.data = name
