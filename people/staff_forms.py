"""What coordinators type about staff."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import EmailField, Field, RadioField, SelectChoice, SelectMultipleField, StringField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from base.forms import Form
from people.contact_points import read_email
from people.names import NAME_ADVICE, NameProblem, read_name
from people.registry import Workplace
from people.staff_in_forms import WHOLE_ADDRESS
from people.staff_rules import Post
from people.staff_wording import ROLE_WORDS
from people.terms import StaffRole


def _role_field() -> RadioField:
    choices = [SelectChoice(role.value, words) for role, words in ROLE_WORDS.items()]
    return RadioField("Hvad skal de?", [InputRequired("Vælg, hvad de skal.")], choices=choices)


def _places_field() -> SelectMultipleField:
    widget = ListWidget(prefix_label=False)
    return SelectMultipleField("Hvor arbejder de?", coerce=int, widget=widget, option_widget=CheckboxInput())


class _Posted(Form):
    """A form with a role and places."""

    def offer(self, places: Sequence[Workplace]) -> None:
        """Let these places be chosen."""
        self.places.choices = [SelectChoice(place.id, place.name) for place in places]

    def validate_places(self, field: Field) -> None:
        """Ask for a place, where the role is at a place."""
        if self.role.data == StaffRole.STAFF and not field.data:
            raise ValidationError("Vælg mindst et sted. Personale hører til et sted.")

    @property
    def post(self) -> Post:
        """Return what was chosen, once the form is valid."""
        return Post(StaffRole(self.role.data), frozenset(self.places.data or ()))


class PostForm(_Posted):
    """What somebody is there to do, and where."""

    role = _role_field()
    places = _places_field()


class NewStaffForm(_Posted):
    """Somebody new: name, address, role and places."""

    name = StringField("Fornavn")
    email = EmailField("Mail på arbejdet")
    role = _role_field()
    places = _places_field()

    def validate_name(self, field: Field) -> None:
        """Take a name that can be shown."""
        name = read_name(field.data or "")
        if isinstance(name, NameProblem):
            raise ValidationError(NAME_ADVICE[name])

    def validate_email(self, field: Field) -> None:
        """Take what can be an address."""
        if read_email(field.data or "") is None:
            raise ValidationError(WHOLE_ADDRESS)

    @property
    def shown_name(self) -> str:
        """Return the name as it is to be shown, once the form is valid."""
        return read_name(self.name.data or "")

    @property
    def address(self) -> str:
        """Return the address in small letters, once the form is valid."""
        return read_email(self.email.data or "") or ""
