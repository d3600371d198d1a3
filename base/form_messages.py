"""What WTForms says of a field, in Danish sentences that say what to do: it brings no Danish of its own."""

from __future__ import annotations

_CHOOSE = "Vælg noget fra listen."
_AGAIN = "Siden har ligget længe. Tryk på knappen igen."
_NUMBER = "Skriv et helt tal, for eksempel 3."
_DECIMAL = "Skriv et tal, for eksempel 3 eller 3.5."

MESSAGES = {
    "This field is required.": "Skriv eller vælg noget her.",
    "Invalid input.": "Se på det, du har skrevet. Det kan vi ikke læse.",
    "Invalid field name '%s'.": "Vi kan ikke finde feltet %s. Gå tilbage, og prøv igen.",
    "Field must be equal to %(other_name)s.": "Skriv det samme begge steder.",
    "Field must be at least %(min)d character long.": "Skriv mindst %(min)d tegn.",
    "Field must be at least %(min)d characters long.": "Skriv mindst %(min)d tegn.",
    "Field cannot be longer than %(max)d character.": "Skriv det kortere: højst %(max)d tegn.",
    "Field cannot be longer than %(max)d characters.": "Skriv det kortere: højst %(max)d tegn.",
    "Field must be exactly %(max)d character long.": "Skriv %(max)d tegn, hverken flere eller færre.",
    "Field must be exactly %(max)d characters long.": "Skriv %(max)d tegn, hverken flere eller færre.",
    "Field must be between %(min)d and %(max)d characters long.": "Skriv mellem %(min)d og %(max)d tegn.",
    "Number must be at least %(min)s.": "Skriv et tal, der er %(min)s eller mere.",
    "Number must be at most %(max)s.": "Skriv et tal, der er %(max)s eller mindre.",
    "Number must be between %(min)s and %(max)s.": "Skriv et tal fra %(min)s til %(max)s.",
    "Date must be at least %(min)s.": "Vælg en dag, der tidligst er %(min)s.",
    "Date must be at most %(max)s.": "Vælg en dag, der senest er %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Vælg en dag fra %(min)s til %(max)s.",
    "Invalid email address.": "Skriv hele mailadressen, for eksempel navn@eksempel.dk.",
    "Invalid IP address.": "Skriv en IP-adresse, for eksempel 192.0.2.1.",
    "Invalid Mac address.": "Skriv en MAC-adresse, for eksempel 00:00:5e:00:53:01.",
    "Invalid URL.": "Skriv hele webadressen. Den begynder med https://.",
    "Invalid UUID.": "Kopiér hele nummeret, og sæt det ind igen.",
    "Invalid value, must be one of: %(values)s.": "Skriv en af disse: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": "Skriv noget andet end: %(values)s.",
    "This field cannot be edited.": "Det her kan ikke ændres. Lad det stå, som det er.",
    "This field is disabled and cannot have a value.": "Det her skal være tomt.",
    "Invalid CSRF Token.": _AGAIN,
    "CSRF token missing.": _AGAIN,
    "CSRF failed.": _AGAIN,
    "CSRF token expired.": _AGAIN,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Choices cannot be None.": _CHOOSE,
    "Not a valid choice.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "'%(value)s' are not valid choices for this field.": _CHOOSE,
    "Not a valid datetime value.": "Skriv dag og tid, for eksempel 2026-11-24 13:00.",
    "Not a valid date value.": "Skriv dagen, for eksempel 2026-11-24.",
    "Not a valid time value.": "Skriv tiden, for eksempel 13:00.",
    "Not a valid week value.": "Skriv ugen, for eksempel 2026-W48.",
    "Not a valid integer value.": _NUMBER,
    "Not a valid decimal value.": _DECIMAL,
    "Not a valid float value.": _DECIMAL,
}


class DanishMessages:
    """The translations WTForms asks for its messages; what it does not know it gives back as it is."""

    def gettext(self, words: str) -> str:
        """Return the Danish of a message, with its placeholders."""
        return MESSAGES.get(words, words)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the Danish of a message about a number of things, with its placeholders."""
        return self.gettext(singular if number == 1 else plural)
