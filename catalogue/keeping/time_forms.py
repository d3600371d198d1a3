"""What is typed to call off or move one time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wtforms import DateField, HiddenField, SelectChoice, SelectField, TimeField, ValidationError
from wtforms.validators import InputRequired

from base.forms import Form
from catalogue.keeping.time_rules import ComingTime, MoveProblem, Slot, move_problem, slot_between
from catalogue.terms import INSTEAD_LABELS, Instead

# The first is what browsers send; the others are what people type where a browser has no calendar to choose from.
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
CLOCK_FORMATS = ["%H:%M", "%H.%M"]
SENTENCES = {
    MoveProblem.PAST: "Den tid er gået. Vælg en, der kommer.",
    MoveProblem.TOO_FAR: "Det er mere end et år frem. Vælg en dag, der er nærmere.",
    MoveProblem.THE_SAME: "Det er den samme tid som nu. Vælg en anden dag eller et andet klokkeslæt.",
}


def instead_field(lines: Iterable[Instead]) -> SelectField:
    """Return the field where one chooses the line of what else one can do."""
    choices = [SelectChoice("", "Skriv ikke andet"), *(SelectChoice(line.value, INSTEAD_LABELS[line]) for line in lines)]
    return SelectField("Hvad kan man så?", name="i-stedet", choices=choices, default="")


class TimeForm(Form):
    """A press on one time that says which change of it was seen."""

    seen = HiddenField(name="set", default="0")

    @property
    def number(self) -> int:
        """The number of the change that was seen; what is no number is nothing seen."""
        typed = str(self.seen.data)
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


class CancelForm(TimeForm):
    """The line that goes with a time called off."""

    instead = instead_field(Instead)

    def __init__(self, time: ComingTime | None = None, **given: Any) -> None:
        super().__init__(**given)
        if time:
            # Many of them stand on one page.
            ending = f"{time.schedule_id}-{time.planned.day}"
            self.seen.data, self.seen.id = time.seen, f"set-{ending}"
            self.instead.id = self.instead.label.field_id = f"i-stedet-{ending}"

    @property
    def line(self) -> Instead | None:
        """The line that was chosen."""
        return Instead(self.instead.data) if self.instead.data else None


class MayBeEmpty:
    """A day or a time of day that may be left empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is none."""
        self.data = None
        super().process_formdata(list(filter(None, valuelist)))  # type: ignore[misc]


class ClockField(MayBeEmpty, TimeField):  # type: ignore[misc]
    """A time of day that may be left empty."""


class LastDayField(MayBeEmpty, DateField):  # type: ignore[misc]
    """A day that may be left empty."""


class MoveForm(TimeForm):
    """The day and the hours that a time is moved to."""

    day = DateField("Ny dag", name="dag", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])
    start = ClockField("Begynder", name="fra", format=CLOCK_FORMATS)
    end = ClockField("Slutter", name="til", format=CLOCK_FORMATS)

    def __init__(self, time: ComingTime, now: dt.datetime, **given: Any) -> None:
        at = time.now_at
        start = None if at.start_minute is None else _clock(at.start_minute)
        end = None if at.start_minute is None or at.minutes is None else _clock(at.start_minute + at.minutes)
        super().__init__(**{"data": {"day": at.day, "start": start, "end": end, "seen": time.seen}, **given})
        self.time, self.now = time, now

    @property
    def slot(self) -> Slot:
        """Where the time is to be."""
        return slot_between(self.time, self.day.data, self.start.data, self.end.data)

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Refuse a day that has gone, is more than a year ahead, or is where the time is already."""
        if not super().validate(extra_validators):
            return False
        problem = move_problem(self.time, self.slot, self.now)
        self.day.errors = [SENTENCES[problem]] if problem else []
        return problem is None

    def validate_start(self, field: TimeField) -> None:
        """Ask for a start where the time has one, or where an end is given."""
        if field.data is None and (self.time.now_at.start_minute is not None or self.end.data is not None):
            raise ValidationError("Skriv, hvornår det begynder, for eksempel 13:00.")

    def validate_end(self, field: TimeField) -> None:
        """Refuse an end at the very start, unless that is how long it lasts."""
        lasts_days = (self.time.now_at.minutes or 0) >= 1440
        if field.data is not None and field.data == self.start.data and not lasts_days:
            raise ValidationError("Skriv et sluttidspunkt, der er senere end starten.")


def _clock(minute: int) -> dt.time:
    return dt.time(minute % 1440 // 60, minute % 60)
