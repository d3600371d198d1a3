"""A list to read in: the file that is chosen, then its text, as it was shown."""

from __future__ import annotations

import unicodedata

from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField, ValidationError
from wtforms.widgets import HiddenInput

from base.forms import Form
from catalogue.importing.programme_rows import UnreadableProgramme
from catalogue.importing.programme_text import decode_programme

# Its text goes along in the page, to be read in as it was shown: what a form may hold is 500,000 bytes.
LARGEST_UPLOAD_BYTES = 400_000
LARGEST_WORDS = "400 kB"
_TOO_LARGE = f"Filen er over {LARGEST_WORDS}. Del den i flere filer, eller bed om at få den indlæst på serveren."
_SUFFIX = {True: "jsonl", False: "csv"}


class ChooseForm(Form):
    """The file."""

    file = FileField("Vælg listen")

    def validate_file(self, field: FileField) -> None:
        """Take a file that can be read as text, and keep the text in `text` and what it is in `kind`."""
        if not field.data:
            raise ValidationError("Vælg en fil først.")
        content = field.data.read(LARGEST_UPLOAD_BYTES + 1)
        if len(content) > LARGEST_UPLOAD_BYTES:
            raise ValidationError(_TOO_LARGE)
        try:
            text, is_json = decode_programme(content, field.data.filename or "")
        except UnreadableProgramme as unreadable:
            raise ValidationError(str(unreadable)) from None
        self.text, self.kind = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip("\n"), _SUFFIX[is_json]
        if len(self.text.encode()) > LARGEST_UPLOAD_BYTES:
            raise ValidationError(_TOO_LARGE)


class ReadInForm(Form):
    """What was shown: the text of the file, and whether it is CSV or JSON Lines."""

    text = TextAreaField(widget=HiddenInput())
    kind = HiddenField()

    def validate_kind(self, field: HiddenField) -> None:
        """Take one of the two."""
        if field.data not in _SUFFIX.values():
            raise ValidationError("Vælg filen igen.")
