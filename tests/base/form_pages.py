"""A small room made for the tests: a form with every kind of field, a one-press form, and a view that forgets to ask."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, redirect, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import text
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from base.database import writing
from base.forms import Form
from base.web import allow, anyone

PAGE = """{% extends "base.html" %}
{% import "macros/forms.html" as forms %}
{% block title %}Prøve{% endblock %}
{% block content %}
<h1>Prøve</h1>
<form method="post" novalidate>
{{ forms.summary(form) }}
{{ forms.token() }}
{{ forms.field(form.name, hint="Fornavn eller det, du vil kaldes", autocomplete="given-name") }}
{{ forms.field(form.phone, autocomplete="tel") }}
{{ forms.field(form.mail, autocomplete="email") }}
{{ forms.field(form.pin, hint="Fire tal", inputmode="numeric", autocomplete="new-password") }}
{{ forms.field(form.hands) }}
{{ forms.field(form.place, hint="Der, hvor du kommer mest") }}
{{ forms.field(form.words, rows=3) }}
{{ forms.field(form.way, hint="Du kan altid ændre det") }}
{{ forms.field(form.days) }}
{{ forms.field(form.shared, hint="Så logger vi dig ud, når du går") }}
{{ forms.field(form.step) }}
<button>Gem</button>
</form>
{{ forms.press("/proeve/tryk", "Slet mig", danger=true, name="hvad", value="alt") }}
{% endblock %}
"""


class EveryKind(Form):
    """A form with a field of every kind."""

    name = StringField("Hvad hedder du?", [DataRequired(), Length(max=20)])
    phone = TelField("Telefon", [DataRequired("Skriv dit telefonnummer.")])
    mail = EmailField("Mail", [Regexp(r"\S+@\S+\.\w+", message="Skriv hele mailadressen.")])
    pin = PasswordField("PIN", [Length(4, 4)])
    hands = IntegerField("Hvor mange?", [NumberRange(1, 9)])
    place = SelectField("Sted", choices=[SelectChoice("", "Vælg"), SelectChoice("huset", "Huset")], validators=[DataRequired()])
    words = TextAreaField("Besked", [Length(max=200)])
    way = RadioField("Hvordan?", choices=[SelectChoice("sms", "Sms"), SelectChoice("mail", "Mail")], validators=[DataRequired()])
    days = SelectMultipleField(
        "Dage",
        choices=[SelectChoice("0", "Mandag"), SelectChoice("1", "Tirsdag")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    shared = BooleanField("Det er en fælles computer", [DataRequired()])
    step = HiddenField(default="1")


def make_pages() -> Blueprint:
    """Make the small room; `forgetful` writes without asking its form."""
    pages = Blueprint("proeve", __name__)

    @allow(anyone)
    def every_kind() -> Any:
        form = EveryKind()
        if form.validate_on_submit():
            return redirect("/proeve", 303)
        return render_template_string(PAGE, form=form), 422 if form.is_submitted() else 200

    @allow(anyone)
    def forgetful() -> Any:
        with writing() as session:
            session.execute(text("UPDATE public_state SET counter = counter + 1"))
        return redirect("/proeve", 303)

    pages.add_url_rule("/proeve", view_func=every_kind, methods=["GET", "POST"])
    pages.add_url_rule("/proeve/tryk", view_func=forgetful, methods=["POST"])
    return pages


def token_of(client: FlaskClient, path: str = "/proeve") -> str:
    """Ask for a page with a form, and return its token."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found.group(1)
