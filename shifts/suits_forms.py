"""Which of the coming shifts suit somebody."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from base.forms import Form


class SuitsForm(Form):
    """A tick for each shift that suits."""

    shifts = SelectMultipleField(
        "Hvad passer dig?", coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def __init__(self, shown: Iterable[tuple[int, str]], **given: object) -> None:
        super().__init__(**given)
        self.shifts.choices = [SelectChoice(shift_id, words) for shift_id, words in shown]
