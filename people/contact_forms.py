"""What is typed to be reached somewhere else."""

from __future__ import annotations

from wtforms import StringField

from people.start_forms import PointForm


class ContactForm(PointForm):
    """The new number or address."""

    contact = StringField("Nyt telefonnummer eller ny mail")
