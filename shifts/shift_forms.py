"""What is typed on the page of a shift."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from base.forms import Form
from catalogue.keeping.cpr_forms import refuse_cpr
from shifts.shift_page_queries import Partner

LONGEST_NOTE = 300


class PartnerForm(Form):
    """Whom one signs up together with."""

    partner = SelectField("Hvem vil du være sammen med?", validators=[DataRequired("Vælg en fra gruppen.")])

    def __init__(self, partners: Sequence[Partner], **given: object) -> None:
        super().__init__(**given)
        self.partner.choices = [SelectChoice("", "Vælg"), *(SelectChoice(*each) for each in partners)]


class NoteForm(Form):
    """A few words for the two of the next shift."""

    seen = HiddenField(name="set")
    note = TextAreaField("Skriv til de næste to", validators=[Length(max=LONGEST_NOTE), lambda _form, field: refuse_cpr(field)])
