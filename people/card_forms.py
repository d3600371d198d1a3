"""What is typed to get in by a card."""

from __future__ import annotations

from wtforms import BooleanField, Field, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo

from base.forms import Form
from people.codes import is_easy_pin, read_card_code, read_pin

FOUR_DIGITS = "Skriv fire tal."


class CardForm(Form):
    """A card's code and its PIN, which is empty the first time."""

    code = StringField("Koden på dit kort")
    pin = PasswordField("Din PIN-kode")
    shared = BooleanField("Det er en fælles computer")

    def validate_code(self, field: Field) -> None:
        """Ask for ten signs; what has another shape costs no try."""
        if read_card_code(field.data or "") is None:
            raise ValidationError("Se på kortet igen. Koden er på ti tegn. Der er ikke O, 0, I, 1 eller L i den.")

    def validate_pin(self, field: Field) -> None:
        """Take four digits, or nothing."""
        if (field.data or "").strip() and read_pin(field.data) is None:
            raise ValidationError(f"{FOUR_DIGITS} Er det første gang? Lad feltet stå tomt.")

    def typed(self) -> tuple[str, str]:
        """Return the code as it is stored as a digest, and the PIN, "" where none was typed."""
        return read_card_code(self.code.data or "") or "", read_pin(self.pin.data or "") or ""


class PinForm(Form):
    """A PIN that somebody chooses, twice, so that it is the one they meant."""

    pin = PasswordField("Vælg en PIN-kode")
    pin_again = PasswordField("Skriv den igen", [EqualTo("pin")])

    def validate_pin(self, field: Field) -> None:
        """Take four digits that are not the first others would try."""
        pin = read_pin(field.data or "")
        if pin is None:
            raise ValidationError(FOUR_DIGITS)
        if is_easy_pin(pin):
            raise ValidationError("De fire tal gætter andre let. Vælg fire andre.")

    def typed(self) -> str:
        """Return the digits."""
        return read_pin(self.pin.data or "") or ""
