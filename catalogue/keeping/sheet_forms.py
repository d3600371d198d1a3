"""A week to type in: a field for each day, and what to do where something is the same as at another place."""

from __future__ import annotations

from enum import StrEnum

from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField

from base.danish import WEEKDAYS
from base.forms import Form


class Meeting(StrEnum):
    """What is done with what is the same as at another place."""

    LATER = "later"
    DRAFT = "draft"


_MEETING_WORDS = {Meeting.LATER: "Udgiv nu, aftal senere", Meeting.DRAFT: "Gem det som kladder"}


class SheetForm(Form):
    """The seven days, what was shown of other places, and the choice."""

    monday = TextAreaField(WEEKDAYS[0].capitalize())
    tuesday = TextAreaField(WEEKDAYS[1].capitalize())
    wednesday = TextAreaField(WEEKDAYS[2].capitalize())
    thursday = TextAreaField(WEEKDAYS[3].capitalize())
    friday = TextAreaField(WEEKDAYS[4].capitalize())
    saturday = TextAreaField(WEEKDAYS[5].capitalize())
    sunday = TextAreaField(WEEKDAYS[6].capitalize())
    seen = HiddenField()
    meeting = RadioField(
        "Hvad gør I med det, der findes et andet sted?",
        choices=[SelectChoice(each.value, words) for each, words in _MEETING_WORDS.items()],
        validate_choice=False,
    )

    @property
    def days(self) -> list[TextAreaField]:
        """Return the fields of the days, Monday first."""
        return [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday]

    @property
    def chosen(self) -> Meeting | None:
        """Return what was chosen, if anything was."""
        return Meeting(self.meeting.data) if self.meeting.data in list(Meeting) else None

    @property
    def seen_ids(self) -> frozenset[int]:
        """Return the ids of the activities elsewhere that were shown."""
        return frozenset(int(each) for each in (self.seen.data or "").split(",") if each.isdecimal() and len(each) < 10)
