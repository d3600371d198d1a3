"""A row of times in the form of an activity; rows have numbers of their own, so that one can be taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, DateField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from base.danish import WEEKDAYS
from base.forms import Form
from catalogue.keeping.activity_rhythms import RARE, RHYTHMS, WEEKLY, TypedTime, Unclear, read_time, said, typed_of
from catalogue.keeping.activity_written import Time
from catalogue.recurrence import Rule
from people.registry import Workplace

MOST_ROWS = 14
WEEKDAY_CHOICES = [SelectChoice("", "Vælg"), *(SelectChoice(str(at), name) for at, name in enumerate(WEEKDAYS))]


class TimeForm(Form):
    """One row: how often, which day, which hours, at which of the places; kept as `time` when it is read."""

    rhythm = SelectField("Hvor tit?", default=WEEKLY)
    weekday = SelectField("Ugedag", choices=WEEKDAY_CHOICES, default="")
    first_day = DateField("Første dag, eller dagen", validators=[Optional()])
    last_day = DateField("Sidste dag", validators=[Optional()])
    start = StringField("Fra kl.", validators=[Length(max=40)])
    end = StringField("Til kl.", validators=[Length(max=40)])
    on_holidays = BooleanField("Også på helligdage")
    venue_id = SelectField("Hvor?", coerce=int, validate_choice=False)

    def __init__(self, number: int, today: dt.date, **given: Any) -> None:
        super().__init__(prefix=f"tid-{number}", **given)
        self.number, self.today = number, today
        rare = {self.rhythm.data: RARE[self.rhythm.data]} if self.rhythm.data in RARE else {}
        self.rhythm.choices = [SelectChoice(*each) for each in (RHYTHMS | rare).items()]
        self.time: Time | None = None

    def be_at(self, places: Sequence[Workplace]) -> None:
        """Let the time be at one of the places that are chosen; at the first where it is at none of them."""
        self.venue_id.choices = [SelectChoice(place.id, place.name) for place in places]
        if places and self.venue_id.data not in [place.id for place in places]:
            self.venue_id.data = places[0].id

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is typed in the row: then there is no time in it."""
        return not any(
            (self.weekday.data, self.first_day.raw_data and self.first_day.raw_data[0], self.start.data, self.end.data)
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the row as a rule, or ask back; a blank row says nothing, which is fine."""
        if self.is_blank:
            return True
        if not super().validate(extra_validators):
            return False
        try:
            rule = read_time(self.typed(), self.today)
        except Unclear as unclear:
            field: Field = self[unclear.field]
            field.errors = [str(unclear)]
            return False
        self.time = Time(self.venue_id.data, rule)
        return True

    def typed(self) -> TypedTime:
        """Return the row as it is typed."""
        weekday = int(self.weekday.data) if self.weekday.data else None
        return TypedTime(
            self.rhythm.data, weekday, self.first_day.data, self.last_day.data, self.start.data or "", self.end.data or "",
            self.on_holidays.data,
        )  # fmt: skip

    def words(self) -> str:
        """Say the row as the page will, with the next time; empty where it is not read."""
        return said(self.time.rule, self.today) if self.time else ""


def row_of(number: int, today: dt.date, time: Time) -> TimeForm:
    """Return the row that says a time that stands."""
    return TimeForm(number, today, formdata=None, data=_typed(time.rule) | {"venue_id": time.venue_id})


def numbers_of(sent: Iterable[str]) -> list[int]:
    """Return the numbers of the rows that were sent, in their order, each once and no more than there may be."""
    return list(dict.fromkeys(int(each) for each in sent if each.isdecimal() and len(each) < 4))[:MOST_ROWS]


def _typed(rule: Rule) -> dict[str, Any]:
    typed = typed_of(rule)
    return {name: getattr(typed, name) for name in typed.__slots__} | {
        "weekday": "" if typed.weekday is None else str(typed.weekday)
    }
