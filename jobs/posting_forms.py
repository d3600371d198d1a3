"""What is typed of a job, by staff and by firms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from base.forms import Form
from catalogue.keeping.cpr_forms import refuse_cpr
from catalogue.keeping.time_forms import CLOCK_FORMATS, DAY_FORMATS, ClockField, LastDayField
from jobs.models import Posting
from jobs.posting_values import PostingValues
from jobs.rules import LONG_MINUTES, minutes_between, problem_of
from jobs.terms import Problem, Taking, Trait
from jobs.wording import PROBLEMS, TAKINGS, TRAITS

MOST_HANDS = 20
PAID, UNPAID = "paid", "unpaid"
SAY_CLOCK = "Skriv et klokkeslæt, for eksempel 10.00."
HANDS_ADVICE = f"Skriv et tal fra 1 til {MOST_HANDS}."
PLAIN_ADVICE = "Skriv almindelig tekst, uden tegnene < og >."
# Beside which field a problem is told.
BESIDE = {
    Problem.TOO_LONG: "end", Problem.TOO_SHORT: "end", Problem.ENDS_BEFORE: "last_day", Problem.LOTS_TOO_LATE: "lots",
    Problem.TOO_FEW_HANDS: "hands", Problem.TAKEN_ALREADY: "taking",
}  # fmt: skip


def plain(_form: Form, field: Field) -> None:
    """Refuse marks of a web page, and what looks like a CPR number."""
    typed = field.data or ""
    if any(mark in typed for mark in "<>") or (typed and not any(map(str.isalnum, typed))):
        raise ValidationError(PLAIN_ADVICE)
    refuse_cpr(field)


def line(label: str, most: int, required: str = "") -> StringField:
    """Return a field of one line of plain words."""
    return StringField(label, validators=[*([DataRequired(required)] if required else []), Length(max=most), plain])


class PostingForm(Form):
    """A job: what one does, when, for what."""

    once = HiddenField(name="formular")
    title = line("Hvad skal man lave?", 100, "Skriv det på en linje, for eksempel: Plukke æbler.")
    first_day = DateField("Hvilken dag?", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])
    start: Any = ClockField("Fra kl.", format=CLOCK_FORMATS)
    end: Any = ClockField("Til kl.", format=CLOCK_FORMATS)
    long_is_meant = BooleanField("Ja, så lang tid skal det tage")
    is_weekly = BooleanField("Hver uge på den dag")
    last_day: Any = LastDayField("Hver uge til og med", format=DAY_FORMATS)
    hands = IntegerField(
        "Hvor mange er der brug for?", validators=[InputRequired(HANDS_ADVICE), NumberRange(1, MOST_HANDS, HANDS_ADVICE)]
    )
    meeting_point = line("Hvor mødes man?", 200, "Skriv, hvor man mødes.")
    kind = RadioField("Er der løn?", choices=[SelectChoice(PAID, "Ja"), SelectChoice(UNPAID, "Nej, det er frivilligt")])
    pay = line("Hvad får man?", 200)
    paid_when = line("Hvornår får man pengene?", 100)
    employer = line("Hvem er arbejdsgiver?", 200, "Skriv, hvem der betaler og forsikrer.")
    traits = SelectMultipleField(
        "Hvordan er det?", choices=[SelectChoice(each.value, words) for each, words in TRAITS.items()],
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    bring = line("Hvad skal man have med?", 200)
    food = line("Er der mad eller kaffe?", 200)
    ask_whom = line("Hvem kan man spørge?", 100)
    taking = RadioField("Hvordan får man jobbet?", choices=[SelectChoice(each.value, words) for each, words in TAKINGS.items()])
    lots: Any = ClockField("Vi trækker lod kl.", format=CLOCK_FORMATS)

    def __init__(self, today: dt.date, begun: dt.date | None = None, **given: Any) -> None:
        super().__init__(**given)
        # What runs every week may have begun, and is not to begin anew.
        self.earliest = min(today, begun or today)
        self.today, self.asks_length = today, False

    @property
    def values(self) -> PostingValues:
        """What was typed, once it is valid."""
        paid, weekly, lots = self.kind.data == PAID, self._is_weekly(), self.taking.data == Taking.LOTS
        first_day: dt.date = self.first_day.data
        return PostingValues(
            title=self.title.data, hands=self.hands.data, start_minute=_minute(self.start.data), minutes=self._minutes(),
            first_day=first_day, last_day=self.last_day.data if weekly else first_day, is_weekly=weekly,
            meeting_point=self.meeting_point.data, is_paid=paid, pay=self.pay.data if paid else "",
            paid_when=self.paid_when.data if paid else "", employer=self.employer.data, bring=self.bring.data or "",
            food=self.food.data or "", ask_whom=self.ask_whom.data or "", taking=Taking(self.taking.data),
            lots_minute=_minute(self.lots.data) if lots else None,
            traits=tuple(sorted(Trait(each) for each in self.traits.data or [])),
        )  # fmt: skip

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Refuse what cannot be, and ask back about what is long."""
        if not super().validate(extra_validators):
            return False
        values = self.values
        problem = problem_of(values, self.today, self.earliest)
        if problem:
            return self.refuse(problem)
        self.asks_length = values.minutes > LONG_MINUTES and not self.long_is_meant.data
        if self.asks_length:
            self.long_is_meant.errors = ["Det er mere end tre timer. Kan det deles i to? Ellers sæt kryds her."]
        return not self.asks_length

    def refuse(self, problem: Problem) -> bool:
        """Tell a problem beside what it is about; return that there is one."""
        field = self[BESIDE.get(problem, "first_day")]
        field.errors = [PROBLEMS[problem]]
        return False

    def validate_start(self, field: ClockField) -> None:
        """Ask for a time of day."""
        if field.data is None:
            raise ValidationError(SAY_CLOCK)

    validate_end = validate_start

    def validate_pay(self, field: StringField) -> None:
        """Ask what one gets, and when, where there is pay."""
        if self.kind.data == PAID and not field.data:
            raise ValidationError("Skriv, hvad man får, for eksempel: 150 kr. i timen.")

    def validate_paid_when(self, field: StringField) -> None:
        """Ask when one gets it, where there is pay."""
        if self.kind.data == PAID and not field.data:
            raise ValidationError("Skriv, hvornår man får pengene, for eksempel: samme dag.")

    def validate_lots(self, field: ClockField) -> None:
        """Ask when lots are drawn, where they are."""
        if self.taking.data == Taking.LOTS and field.data is None:
            raise ValidationError("Skriv, hvornår I trækker lod, for eksempel 9.30.")

    def _is_weekly(self) -> bool:
        return bool(self.is_weekly and self.is_weekly.data)

    def _minutes(self) -> int:
        return minutes_between(self.start.data, self.end.data)


class FirmPostingForm(PostingForm):
    """A job that a firm asks for: on one day."""

    is_weekly = None
    last_day = None


class FirmForm(Form):
    """A firm that is to have a link."""

    name = line("Hvad hedder firmaet?", 100, "Skriv, hvad firmaet hedder.")


def typed_of(posting: Posting) -> dict[str, Any]:
    """Return what stands in the fields for a posting that is there already."""
    end = posting.start_minute + posting.minutes
    return {
        "title": posting.title, "hands": posting.hands, "first_day": posting.first_day, "start": _clock(posting.start_minute),
        "end": _clock(end), "long_is_meant": posting.minutes > LONG_MINUTES, "is_weekly": posting.is_weekly,
        "last_day": posting.last_day if posting.is_weekly else None, "meeting_point": posting.meeting_point,
        "kind": PAID if posting.is_paid else UNPAID, "pay": posting.pay, "paid_when": posting.paid_when,
        "employer": posting.employer, "traits": [each.trait for each in posting.traits], "bring": posting.bring,
        "food": posting.food, "ask_whom": posting.ask_whom, "taking": posting.taking,
        "lots": None if posting.lots_minute is None else _clock(posting.lots_minute),
    }  # fmt: skip


def _minute(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minute: int) -> dt.time:
    return dt.time(minute // 60 % 24, minute % 60)
