"""The base of every form that posts: what is typed is cleaned, problems are told in Danish, nothing typed is lost.

The token against forged requests is checked for the whole app (base/tokens), not form by form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, PasswordField, StringField, TextAreaField
from wtforms.fields.choices import SelectFieldBase

from base.form_messages import DanishMessages

TOKEN_RAN_OUT = "Siden har ligget længe. Det, du skrev, er her endnu. Tryk på knappen igen."
# Control characters except tab and newline, and those that turn the direction of the text around them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Form(FlaskForm):  # type: ignore[misc]
    """A form that posts: text is stripped (passwords are not) and in NFC, and holds no character that cannot be seen."""

    class Meta:
        """What WTForms asks a form about."""

        csrf = False

        def get_translations(self, form: Form) -> DanishMessages:
            """Return the Danish messages."""
            return DanishMessages()

        def wrap_formdata(self, form: Form, formdata: Any) -> MultiDict[str, Any] | None:
            """Return what was sent, cleaned; None where nothing was."""
            sent = super().wrap_formdata(form, formdata)  # type: ignore[misc]
            return None if sent is None else MultiDict((name, _clean(value)) for name, value in sent.items(multi=True))

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Return the field, which strips what is typed before its own filters see it."""
            field = super().bind_field(form, unbound_field, options)  # type: ignore[misc]
            if isinstance(field, StringField) and not isinstance(field, PasswordField):
                field.filters = (_strip if isinstance(field, TextAreaField) else _strip_line, *field.filters)
            return field

    def validate(self, extra_validators: Mapping[str, Sequence[Callable[..., Any]]] | None = None) -> bool:
        """Say whether all is well; never where the token of the request has run out, which is then said of the whole form."""
        if "token_ran_out" in g:
            self.form_errors = [TOKEN_RAN_OUT]
            return False
        return bool(super().validate(extra_validators))

    def problems(self) -> list[tuple[str | None, str]]:
        """Return what is to be mended, as (id to go to, sentence that names the field); what is said of the whole form first.

        That has no id. Of a field only the first thing is told; a set of choices leads to its first one.
        """
        of_fields: list[tuple[str | None, str]] = [
            (_first_id(field), _named(field, field.errors[0])) for field in self if field.errors
        ]
        return [*((None, error) for error in self.form_errors), *of_fields]


class Press(Form):
    """A form with nothing but its button."""


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", _UNSEEN.sub("", value.replace("\r\n", "\n")))


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _strip_line(value: Any) -> Any:
    return re.sub(r"[\t\n]", "", value).strip() if isinstance(value, str) else value


def _first_id(field: Field) -> str:
    in_a_list = isinstance(field, SelectFieldBase) and hasattr(field.widget, "html_tag")
    return next((choice.id for choice in field), field.id) if in_a_list else str(field.id)


def _named(field: Field, error: str) -> str:
    label = str(field.label.text)
    return f"{label} {error}" if label.endswith(("?", ".", "!", ":")) else f"{label}: {error}"
