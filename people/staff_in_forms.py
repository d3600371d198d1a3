"""What staff type to get in, and to choose what they get in with."""

from __future__ import annotations

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from base.forms import Form
from people.contact_points import read_email
from people.passwords import LONGEST_PASSWORD

WHOLE_ADDRESS = "Skriv hele mailadressen, for eksempel navn@eksempel.dk."


class SignInForm(Form):
    """Address, password and a code of either kind; `next` is where they were on the way to."""

    email = EmailField("Din mail", [InputRequired("Skriv din mail.")])
    password = PasswordField("Adgangskode", [InputRequired("Skriv din adgangskode."), Length(max=LONGEST_PASSWORD)])
    code = StringField("Kode fra din app – eller en kode fra din liste", [InputRequired("Skriv en kode."), Length(max=40)])
    next = HiddenField()

    def validate_email(self, field: EmailField) -> None:
        """Take what can be an address."""
        if read_email(field.data or "") is None:
            raise ValidationError(WHOLE_ADDRESS)

    @property
    def address(self) -> str:
        """Return the address in small letters, once the form is valid."""
        return read_email(self.email.data) or ""


class ChooseForm(Form):
    """A new password, and a code that shows that the app is set up; or a list alone."""

    new_password = PasswordField("Vælg en adgangskode", [InputRequired("Vælg en adgangskode.")])
    password_again = PasswordField("Skriv den igen", [EqualTo("new_password")])
    code = StringField("Kode fra appen", [Length(max=40)])
    only_list = BooleanField("Giv mig kun en liste med koder")

    def validate_code(self, field: StringField) -> None:
        """Ask for a code, unless there is no app."""
        if not field.data and not self.only_list.data:
            raise ValidationError("Skriv de seks tal, som appen viser.")
