"""On which days, and of which areas, somebody wants to hear of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from base.danish import WEEKDAYS
from base.forms import Form
from catalogue.names import AreaName


def ticks(label: str, **given: Any) -> SelectMultipleField:
    """Return a field of ticks."""
    return SelectMultipleField(label, coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False), **given)


class NewsForm(Form):
    """A tick for each day, and for each area."""

    days = ticks("På hvilke dage?", choices=[SelectChoice(at, name.capitalize()) for at, name in enumerate(WEEKDAYS)])
    areas = ticks("Fra hvilke områder?")

    def __init__(self, areas: Sequence[AreaName], **given: Any) -> None:
        super().__init__(**given)
        self.areas.choices = [SelectChoice(each.id, each.label) for each in areas]
