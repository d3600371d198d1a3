"""What no text field takes: a CPR number."""

from __future__ import annotations

from wtforms import Field
from wtforms.validators import ValidationError

from catalogue.importing.cells import Cell

CPR_ADVICE = "Her står et tal, der ligner et CPR-nummer. Slet det."


def refuse_cpr(text: Field) -> None:
    """Raise ValidationError where a text holds what looks like a CPR number."""
    if text.data and Cell("", text.data).holds_cpr:
        raise ValidationError(CPR_ADVICE)
