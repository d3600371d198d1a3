"""What is typed to close the rest of today, and to keep closing days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import DateField, StringField, ValidationError
from wtforms.validators import InputRequired

from base.forms import Form
from catalogue.keeping.closing_rules import FURTHEST_DAYS, LINES, LONGEST_SPAN_DAYS, Span, SpanProblem, span_problem
from catalogue.keeping.time_forms import DAY_FORMATS, LastDayField, instead_field
from catalogue.terms import Instead

SENTENCES = {
    SpanProblem.PAST: "Den dag er gået. Vælg en, der kommer.",
    SpanProblem.BACKWARDS: "Den sidste dag er før den første. Byt om på dem.",
    SpanProblem.TOO_LONG: f"Det er mere end {LONGEST_SPAN_DAYS} dage. Del det op, og tilføj lidt ad gangen.",
    SpanProblem.TOO_FAR: f"Det er mere end {FURTHEST_DAYS // 365} år frem. Vælg en dag, der er nærmere.",
}
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


class CloseForm(Form):
    """The line that goes with a day that ends early."""

    instead = instead_field(LINES)

    @property
    def line(self) -> Instead | None:
        """The line that was chosen."""
        return Instead(self.instead.data) if self.instead.data else None


class ClosingDaysForm(Form):
    """One day, or the first and the last of some, on which a place holds closed."""

    first = DateField("Lukket den", name="fra", format=DAY_FORMATS, validators=[InputRequired("Vælg en dag.")])
    last = LastDayField("Til og med", name="til", format=DAY_FORMATS)

    def __init__(self, today: dt.date, **given: Any) -> None:
        super().__init__(**given)
        self.today = today

    @property
    def span(self) -> Span:
        """The days to close."""
        return Span(self.first.data, self.last.data or self.first.data)

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Refuse days that have gone, stand the wrong way round, are too many or too far ahead."""
        if not super().validate(extra_validators):
            return False
        problem = span_problem(self.span, self.today)
        wrong = self.first if problem in (SpanProblem.PAST, None) or self.last.data is None else self.last
        wrong.errors = [SENTENCES[problem]] if problem else []
        return problem is None


class RemoveForm(Form):
    """The days that are to be open again, as an interval of ISO 8601: 2026-12-24/2026-12-31."""

    span_typed = StringField("Dage", name="fjern")

    def validate_span_typed(self, field: StringField) -> None:
        """Refuse what is no interval of days that can be closed."""
        found = _SPAN.fullmatch(field.data or "")
        try:
            days = [dt.date.fromisoformat(day) for day in found.groups()] if found else []
        except ValueError:
            days = []
        if not days or not dt.timedelta(0) <= days[1] - days[0] <= dt.timedelta(days=FURTHEST_DAYS):
            raise ValidationError("Tryk på en af dagene herunder.")
        self.span = Span(*days)
