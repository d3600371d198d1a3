"""What is typed to propose an ending: a small form for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from base.danish import WEEKDAYS
from base.forms import Form
from catalogue.cases.case_queries import Member
from catalogue.cases.case_wording import named
from catalogue.cases.proposal import REFUSAL_WORDS, Refusal
from catalogue.keeping.cpr_forms import refuse_cpr
from catalogue.keeping.time_forms import CLOCK_FORMATS, ClockField
from catalogue.terms import ENDING_LABELS, Ending

LONGEST_WORDS, LONGEST_PLACE = 500, 200
DAYS = [SelectChoice(weekday, day.capitalize()) for weekday, day in enumerate(WEEKDAYS)]
CHOOSE = "Vælg en af dem."
START = "Skriv, hvornår den skal begynde, for eksempel 13:00."
DIFFERENCE = "Skriv, hvad der er forskelligt, for eksempel: Hos os er det for begyndere."


class ProposalForm(Form):
    """The activities an ending is for: the members of a case that are chosen, both where there are two."""

    ending: Ending
    activities = SelectMultipleField(
        "Hvem handler det om?", name="aktiviteter", coerce=int, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )  # fmt: skip

    def __init__(self, members: Iterable[Member], **given: Any) -> None:
        super().__init__(**given)
        choices = [SelectChoice(member.id, named(member.activity.title, member.places)) for member in members]
        self.all_ids = [choice.value for choice in choices]
        self.activities.choices = choices
        if given.get("formdata", ...) is None:
            self.activities.data = self.all_ids
        if len(choices) == 2:
            del self.activities
        for field in self:
            if isinstance(field, RadioField):
                field.choices = choices
            # All five stand on one page.
            field.id = field.label.field_id = f"{self.ending}-{field.name}"

    @property
    def label(self) -> str:
        """What the ending is called."""
        return ENDING_LABELS[self.ending]

    def said(self) -> dict[str, Any]:
        """Return what `propose` is to be given."""
        return {"ending": self.ending, "activity_ids": self.activities.data if "activities" in self else self.all_ids}

    def refuse(self, why: Refusal) -> None:
        """Say why it cannot be proposed, beside what was typed."""
        self.form_errors = [REFUSAL_WORDS[why]]


class TogetherForm(ProposalForm):
    """The one that is kept, and where those from the other place meet to walk over."""

    ending = Ending.TOGETHER
    kept = RadioField("Hvor skal I være sammen?", name="bliver", coerce=int, validators=[DataRequired(CHOOSE)])
    gather_at = StringField("Hvor mødes de andre først?", name="moedes", validators=[Length(max=LONGEST_PLACE)])
    gather = ClockField("Hvornår mødes de?", name="moedes-kl", format=CLOCK_FORMATS)

    def validate_gather_at(self, text: Field) -> None:
        """Refuse what looks like a CPR number."""
        refuse_cpr(text)

    def said(self) -> dict[str, Any]:
        """Return what `propose` is to be given."""
        gathering = {"gather_at": self.gather_at.data or "", "gather_minute": _minute(self.gather.data)}
        return super().said() | {"kept_id": self.kept.data} | gathering


class MoveOneForm(ProposalForm):
    """The one that moves, and when it is to be."""

    ending = Ending.MOVE
    moves = RadioField("Hvem flytter?", name="flytter", coerce=int, validators=[DataRequired(CHOOSE)])
    weekday = SelectField("Ny dag", name="dag", coerce=int, choices=DAYS)
    start = ClockField("Begynder", name="fra", format=CLOCK_FORMATS, validators=[DataRequired(START)])

    def said(self) -> dict[str, Any]:
        """Return what `propose` is to be given."""
        moved = {"weekday": self.weekday.data, "start_minute": _minute(self.start.data)}
        return super().said() | {"moves_id": self.moves.data} | moved


class DifferentForm(ProposalForm):
    """What differs, in words."""

    ending = Ending.DIFFERENT
    words = TextAreaField("Hvad er forskelligt?", name="ord", validators=[DataRequired(DIFFERENCE), Length(max=LONGEST_WORDS)])

    def validate_words(self, text: Field) -> None:
        """Refuse what looks like a CPR number."""
        refuse_cpr(text)

    def said(self) -> dict[str, Any]:
        """Return what `propose` is to be given."""
        return super().said() | {"words": self.words.data}


class FarForm(ProposalForm):
    """That it is too far to travel."""

    ending = Ending.FAR


class StopOneForm(ProposalForm):
    """The one that goes on."""

    ending = Ending.STOP_ONE
    kept = RadioField("Hvem bliver ved?", name="bliver", coerce=int, validators=[DataRequired(CHOOSE)])

    def said(self) -> dict[str, Any]:
        """Return what `propose` is to be given."""
        return super().said() | {"kept_id": self.kept.data}


FORMS: Mapping[str, type[ProposalForm]] = {
    form.ending: form for form in (TogetherForm, MoveOneForm, DifferentForm, FarForm, StopOneForm)
}


def _minute(at: dt.time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute
