"""What is typed about a place, its weekly hours a row each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from base.danish import WEEKDAYS, clock, fold
from base.forms import Form
from catalogue.hours import Hours, week_words
from catalogue.importing.time_phrases import Contradiction, read_hours
from catalogue.keeping.venue_values import Hour, Span, VenueValues, colliding_weekday, hours_of, spans_of
from catalogue.keeping.versions import version_of
from catalogue.keeping.watched_forms import WatchedForm
from catalogue.names import AreaName
from catalogue.terms import HoursKind, VenueKind
from people.contact_points import phone_shown, read_phone

MOST_ROWS = 20
_ROW = re.compile(r"tider-(\d{1,3})-kind")
KIND_WORDS = {
    VenueKind.PHYSICAL: "Et sted, man kommer hen",
    VenueKind.OUTSIDE: "Ude i byen, for eksempel et bibliotek",
    VenueKind.ONLINE: "På nettet",
}
HOURS_WORDS = {HoursKind.OPEN: "Her er åbent", HoursKind.STAFFED: "Her er der nogen"}
A_TIME = "Skriv et klokkeslæt, for eksempel 9 eller 9.30."
MOVED = "Nogen har ændret stedet, mens du skrev. Se, hvad der står nu. Tryk Gem igen, hvis dit skal stå."


def _given(value: str | None) -> str:
    return value or ""


def _on_one_line(value: str | None) -> str:
    return " ".join(_given(value).split())


class HoursForm(Form):
    """A row of weekly hours: what they are, on which days, from when to when. An empty row says nothing."""

    kind = SelectField("Hvad er det?", choices=[SelectChoice(kind.value, words) for kind, words in HOURS_WORDS.items()])
    weekdays = SelectMultipleField(
        "Dage", coerce=int, choices=[SelectChoice(day, name) for day, name in enumerate(WEEKDAYS)],
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip
    start = StringField("Fra klokken", [Length(max=40)], filters=[_given])
    end = StringField("Til klokken", [Length(max=40)], filters=[_given])
    span: Span | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.weekdays.data or self.start.data or self.end.data)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Say whether the row can be read, and keep what it says."""
        return self.is_empty or (super().validate(extra_validators) and self._read())

    def _read(self) -> bool:
        if not self.weekdays.data:
            self.weekdays.errors = ["Vælg mindst én dag, eller fjern tiderne."]
        try:
            hours, unread = read_hours(self.start.data, self.end.data)
        except Contradiction as contradiction:
            self.start.errors = [str(contradiction)]
            return False
        if unread or hours.start is None:
            self.start.errors = [A_TIME]
        elif hours.minutes is None:
            self.end.errors = [A_TIME]
        elif hours.minutes > 1440:
            self.end.errors = ["Det er mere end et døgn. Skriv en linje for hver dag."]
        elif self.weekdays.data:
            self.span = Span(self.kind.data, tuple(sorted(self.weekdays.data)), hours.start, hours.minutes)
        return self.span is not None


class VenueForm(WatchedForm):
    """All that is written of a place."""

    name = StringField("Navn", [Length(max=200)], filters=[_on_one_line])
    kind = RadioField("Hvad er det for et sted?", choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()])
    address = StringField("Adresse", [Length(max=200)], filters=[_given])
    town = StringField("By", [Length(max=120)], filters=[_on_one_line])
    area_id = SelectField("Område", coerce=int)
    phone = TelField("Telefon", [Length(max=40)], filters=[_given])
    about = TextAreaField("Hvad gør I her?", [Length(max=2000)], filters=[_given])
    first_time = TextAreaField("Den første gang", [Length(max=2000)], filters=[_given])
    way_in = TextAreaField("Sådan kommer man ind", [Length(max=1000)], filters=[_given])
    step_free = BooleanField("Man kan komme ind uden trin")
    adults_only = BooleanField("Man skal være fyldt 18 år")

    def __init__(self, areas: Iterable[AreaName], values: VenueValues) -> None:
        texts = {name: value for name, value in vars(values).items() if name != "hours"}
        super().__init__(**texts | {"area_id": values.area_id or 0, "version": version_of(values)})
        self.area_id.choices = [SelectChoice(0, "Intet område"), *(SelectChoice(area.id, area.label) for area in areas)]
        self.rows = self._sent_rows() if self.is_submitted() else _rows_of(values)

    def _sent_rows(self) -> list[HoursForm]:
        sent = sorted({int(told[1]) for told in map(_ROW.fullmatch, request.form) if told})[:MOST_ROWS]
        rows = [HoursForm(prefix=f"tider-{at}") for at in sent if str(at) != request.form.get("fjern")]
        return [*rows, _empty_row(max(sent, default=-1) + 1)] if "flere" in request.form and len(sent) < MOST_ROWS else rows

    @property
    def asks_for_rows(self) -> bool:
        """Say whether a row was to be added or removed, and nothing saved."""
        return "flere" in request.form or "fjern" in request.form

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Say whether all is well, the rows too."""
        fine = super().validate(extra_validators)
        # Each is asked, so that all that is wrong is told at once.
        rows_fine = all([row.validate() for row in self.rows])
        if not (fine and rows_fine):
            return False
        colliding = colliding_weekday(self.hours)
        if colliding is not None:
            self.form_errors = [f"Tiderne om {WEEKDAYS[colliding]}en ligger oven i hinanden. Ret eller fjern den ene."]
        return colliding is None

    def problems(self) -> list[tuple[str | None, str]]:
        """Return what is to be mended, that of the rows last."""
        told = [problem for row in self.rows for problem in row.problems()]
        return [*super().problems(), *(each for each in told if each[0])]

    def validate_name(self, field: Field) -> None:
        """Ask for a name that has a letter or a digit."""
        if not fold(field.data):
            raise ValidationError("Skriv, hvad stedet hedder.")

    def validate_phone(self, field: Field) -> None:
        """Take a number in any way of writing it; what stood there before may stay."""
        number = read_phone(field.data)
        if field.data and not number and field.data != field.object_data:
            raise ValidationError("Skriv otte cifre, for eksempel 20 30 40 50.")
        field.data = phone_shown(number) if number else field.data

    def validate_adults_only(self, field: Field) -> None:
        """Keep the net for all ages."""
        if field.data and self.kind.data == VenueKind.ONLINE:
            raise ValidationError("Et sted på nettet er for alle aldre. Fjern krydset.")

    @property
    def hours(self) -> tuple[Hour, ...]:
        """Return what the rows say, once they are valid."""
        return hours_of(row.span for row in self.rows if row.span)

    @property
    def values(self) -> VenueValues:
        """Return what was typed, once the form is valid."""
        texts = {name: self[name].data for name in vars(VenueValues()) if name not in ("hours", "area_id")}
        return VenueValues(**texts, area_id=self.area_id.data or None, hours=self.hours)

    def tell_moved(self, present: VenueValues) -> None:
        """Say beside what was typed what stands now."""
        typed = self.values
        areas = {choice.value: choice.label for choice in self.area_id.choices}
        said = {"area_id": areas.get(present.area_id or 0, ""), "kind": KIND_WORDS[VenueKind(present.kind)]}
        stands = [
            (self[name], said.get(name, _said(value)))
            for name, value in vars(present).items()
            if name != "hours" and value != getattr(typed, name)
        ]
        self.tell_what_stands(MOVED, stands, version_of(present))
        if present.hours != typed.hours:
            self.form_errors = [*self.form_errors, f"Nu står der: {week_of(present.hours) or 'ingen tider'}."]


def week_of(hours: Iterable[Hour]) -> str:
    """Say weekly hours in one sentence without its full stop; empty where there are none."""
    said = []
    for kind, words in HOURS_WORDS.items():
        lines = week_words(Hours(*hour[1:]) for hour in hours if hour.kind == kind)
        said += [f"{words} {', '.join(f'{days} {times}' for days, times in lines)}"] if lines else []
    return ". ".join(said)


def _said(value: object) -> str:
    return {True: "kryds", False: "intet kryds"}[value] if isinstance(value, bool) else str(value)


def _rows_of(values: VenueValues) -> list[HoursForm]:
    rows = [
        HoursForm(
            formdata=None, prefix=f"tider-{at}", kind=span.kind, weekdays=list(span.weekdays),
            start=clock(span.start_minute), end=_end_of(span),
        )
        for at, span in enumerate(spans_of(values.hours))
    ]  # fmt: skip
    return rows or [_empty_row(0)]


def _end_of(span: Span) -> str:
    end = span.start_minute + span.minutes
    return f"{clock(end)} næste dag" if end > 1440 else "24.00" if end == 1440 else clock(end)


def _empty_row(at: int) -> HoursForm:
    return HoursForm(formdata=None, prefix=f"tider-{at}", kind=HoursKind.OPEN.value)
