"""A form that remembers what it was made from, so that nobody writes over what another has changed meanwhile."""

from __future__ import annotations

from wtforms import Field, HiddenField

from base.forms import Form

NOTHING = "ingenting"


class WatchedForm(Form):
    """A form of something that others may change at the same time."""

    version = HiddenField(name="udgave")

    def tell_what_stands(self, sentence: str, stands: list[tuple[Field, str]], version: str) -> None:
        """Say beside each of these fields what stands there now; sent again, the form writes over it."""
        self.form_errors = [sentence]
        for field, words in stands:
            field.errors = [f"Nu står der: {words or NOTHING}"]
        self.version.data = version
