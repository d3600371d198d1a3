"""What is typed about extra hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, DateField, SelectChoice, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from base.danish import WEEKDAYS
from base.forms import Form
from catalogue.keeping.cpr_forms import refuse_cpr
from catalogue.keeping.time_forms import CLOCK_FORMATS, DAY_FORMATS, ClockField, LastDayField
from catalogue.place_models import Venue
from shifts.models import Opening
from shifts.opening_commands import Terms
from shifts.opening_rules import FURTHEST, SENTENCES, TRIAL_WEEKS, WEEKS, Hours, Problem, minutes_between, problem_of, read_days
from shifts.plan import Plan

ANY_WEEKDAY = [
    SelectChoice("", "Ingen fast ugedag"), *(SelectChoice(str(at), name.capitalize()) for at, name in enumerate(WEEKDAYS))
]  # fmt: skip
CUTOFFS = {30: "En halv time før", 60: "En time før", 120: "To timer før", 180: "Tre timer før"}
RESTS = {0: "Nej", 1: "Ja, mindst en dag", 6: "Ja, mindst seks dage"}
WRONG_WAY_ROUND = "Den sidste dag er før den første. Byt om på dem."
SAY_START = "Skriv et klokkeslæt, for eksempel 10.00."
# How the field is called that a problem is told beside.
BESIDE = {
    Problem.NO_DAY: "weekday", Problem.BOTH: "days", Problem.UNREAD_DAY: "days", Problem.TOO_MANY: "days",
    Problem.TOO_LONG: "end", Problem.TOO_SHORT: "end",
}  # fmt: skip


class HoursForm(Form):
    """When a group keeps open: a weekday or single days, from when to when, and for how long it is tried."""

    weekday = SelectField("Hvilken ugedag?", choices=ANY_WEEKDAY, default="")
    days = TextAreaField("Eller enkelte dage", validators=[Length(max=1000)])
    start: Any = ClockField("Fra kl.", format=CLOCK_FORMATS)
    end: Any = ClockField("Til kl.", format=CLOCK_FORMATS)
    first_day = DateField("Første gang tidligst", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])

    def __init__(self, today: dt.date, begun: dt.date | None = None, **given: Any) -> None:
        super().__init__(**given)
        self.today, self.begun = today, begun
        self.hours: Hours | None = None

    def last_day(self) -> dt.date:
        """Return the last day of the period."""
        raise NotImplementedError

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Read the hours, and refuse what cannot be."""
        if not super().validate(extra_validators):
            return False
        days, unread = read_days(self.days.data or "", self.today)
        problem = Problem.UNREAD_DAY if unread else Problem.BOTH if days and self.weekday.data else None
        self.hours = self._read(days)
        return self.refuse(problem or problem_of(self.hours, self.today, self.begun))

    def refuse(self, problem: Problem | None) -> bool:
        """Tell a problem beside what it is about, if there is one; return whether there is none."""
        if problem:
            field = self[BESIDE.get(problem, "first_day")]
            field.errors = [SENTENCES[problem]]
        return problem is None

    def validate_start(self, field: ClockField) -> None:
        """Ask for a time of day."""
        if field.data is None:
            raise ValidationError(SAY_START)

    validate_end = validate_start

    def _read(self, days: Sequence[dt.date]) -> Hours:
        start = self.start.data.hour * 60 + self.start.data.minute
        weekday = int(self.weekday.data) if self.weekday.data else None
        first, last = (days[0], days[-1]) if days else (self.first_day.data, self.last_day())
        return Hours(Plan(first, last, weekday, tuple(days)), start, minutes_between(self.start.data, self.end.data))


class AskForm(HoursForm):
    """What a group asks a place for."""

    place = SelectField("Hvor?", coerce=int)
    weeks = SelectField("Hvor længe prøver I det?", coerce=int, default=TRIAL_WEEKS)
    tasks = TextAreaField("Hvad skal de to gøre?", validators=[Length(max=1000), lambda _form, field: refuse_cpr(field)])

    def __init__(self, today: dt.date, places: Sequence[Venue], **given: Any) -> None:
        super().__init__(today, **given)
        self.place.choices = [SelectChoice(each.id, each.name) for each in places]
        self.weeks.choices = [SelectChoice(weeks, f"{weeks} uger") for weeks in WEEKS]

    def last_day(self) -> dt.date:
        """Return the last day of so many weeks."""
        # Nobody's calendar goes on for ever; what is far ahead is refused all the same.
        first: dt.date = min(self.first_day.data, self.today + 2 * FURTHEST)
        return first + dt.timedelta(weeks=self.weeks.data, days=-1)


class ChangeHoursForm(HoursForm):
    """The hours of what is running."""

    until = DateField("Sidste dag", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])

    def last_day(self) -> dt.date:
        """Return the last day that was typed."""
        until: dt.date = self.until.data
        return until

    def validate_until(self, field: DateField) -> None:
        """Refuse days that stand the wrong way round."""
        if self.weekday.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(WRONG_WAY_ROUND)


class GroupTermsForm(Form):
    """What a group itself decides."""

    tasks = TextAreaField("Hvad skal de to gøre?", validators=[Length(max=1000), lambda _form, field: refuse_cpr(field)])
    rest_days = SelectField(
        "Skal der være fri mellem to vagter for den samme?", coerce=int, choices=[SelectChoice(*each) for each in RESTS.items()]
    )


class TermsForm(GroupTermsForm):
    """What a place says yes to."""

    phone = StringField(
        "Hvilket nummer bliver taget i de timer?",
        validators=[DataRequired("Skriv et nummer, som nogen tager i de timer."), Length(max=40)],
    )
    key_where = StringField("Hvor er nøglen?", validators=[Length(max=300)])
    needs_key = BooleanField("En af de to skal have fået vist nøgle og alarm")
    evening: Any = ClockField("Hvornår aftenen før får en, der er alene, besked?", format=CLOCK_FORMATS)
    cutoff_minutes = SelectField(
        "Hvornår er det for sent at blive to?", coerce=int, choices=[SelectChoice(*each) for each in CUTOFFS.items()]
    )
    runs_on_holidays = BooleanField("Også på helligdage")

    def validate_phone(self, field: StringField) -> None:
        """Refuse what nobody can call."""
        if sum(sign.isdigit() for sign in field.data) < 3:
            raise ValidationError("Skriv et nummer, man kan ringe til.")

    def validate_evening(self, field: ClockField) -> None:
        """Ask for an hour of the afternoon or the evening."""
        if field.data is None or field.data.hour < 12:
            raise ValidationError("Skriv en tid mellem kl. 12.00 og 23.59, for eksempel 20.00.")

    @property
    def terms(self) -> Terms:
        """What was typed."""
        evening = self.evening.data
        return Terms(
            self.phone.data, self.key_where.data, self.tasks.data, self.needs_key.data, self.rest_days.data,
            evening.hour * 60 + evening.minute, self.cutoff_minutes.data, self.runs_on_holidays.data,
        )  # fmt: skip


class PauseForm(Form):
    """Days without shifts."""

    first = DateField("Ingen vagter fra", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])
    last: Any = LastDayField("Til og med", format=DAY_FORMATS)

    def validate_last(self, field: LastDayField) -> None:
        """Refuse days that stand the wrong way round."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(WRONG_WAY_ROUND)


class SeenDayForm(Form):
    """A press that says which day was seen."""

    day = DateField("Dag", format=DAY_FORMATS, validators=[InputRequired("Tryk på knappen igen.")])


def terms_of(opening: Opening) -> dict[str, Any]:
    """Return what the form of the terms begins with."""
    names = ("phone", "key_where", "tasks", "needs_key", "rest_days", "cutoff_minutes", "runs_on_holidays")
    return {name: getattr(opening, name) for name in names} | {"evening": clock_time(opening.evening_minute)}


def hours_typed(opening: Opening) -> dict[str, Any]:
    """Return what the form of the hours begins with."""
    return {
        "weekday": "" if opening.weekday is None else str(opening.weekday), "first_day": opening.first_day,
        "days": "\n".join(f"{each.day:%d.%m.%Y}" for each in opening.days), "until": opening.last_day,
        "start": clock_time(opening.start_minute), "end": clock_time(opening.start_minute + opening.minutes),
    }  # fmt: skip


def clock_time(minute: int) -> dt.time:
    """Return the time of day of wall minutes after midnight."""
    return dt.time(minute % 1440 // 60, minute % 60)
