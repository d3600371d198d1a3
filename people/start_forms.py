"""What is typed to get in by a code, or to change where codes go."""

from __future__ import annotations

from wtforms import BooleanField, Field, StringField, ValidationError

from base.forms import Form
from people.codes import read_one_time_code
from people.contact_points import ContactPoint, read_contact_point
from people.names import NAME_ADVICE, NameProblem, read_name


class PointForm(Form):
    """One field for a phone number or an e-mail address, kept as `point` when it can be read."""

    contact = StringField("Telefonnummer eller mail")
    point: ContactPoint

    def validate_contact(self, field: Field) -> None:
        """Read it in any way it is written."""
        found = read_contact_point(field.data or "")
        if found is None:
            raise ValidationError("Skriv et nummer på otte tal eller en hel mailadresse.")
        self.point = found


class StartForm(PointForm):
    """Who somebody is, and where a code can reach them."""

    name = StringField("Dit navn")
    # Once more, so that it comes after the name.
    contact = StringField("Telefonnummer eller mail")
    shared = BooleanField("Det er en fælles computer")

    def validate_name(self, field: Field) -> None:
        """Refuse what cannot be shown as a name."""
        found = read_name(field.data or "")
        if isinstance(found, NameProblem):
            raise ValidationError(NAME_ADVICE[found])
        field.data = found


class CodeForm(Form):
    """The six digits of a code that was sent."""

    code = StringField("Koden fra beskeden")

    def validate_code(self, field: Field) -> None:
        """Ask for six digits; what has another shape costs no try."""
        if read_one_time_code(field.data or "") is None:
            raise ValidationError("Skriv de seks tal, der står i beskeden.")

    def typed(self) -> str:
        """Return the digits alone."""
        return read_one_time_code(self.code.data or "") or ""


class LinkForm(Form):
    """What is said when a link is used."""

    shared = BooleanField("Det er en fælles computer")


class WhoForm(Form):
    """Which of those who share a number one is: the id of a person, or `NEW`."""

    NEW = "ny"
    who = StringField("Hvem er du?")
