"""Read in a list of activities: choose the file, see what it would do, do it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for

from base.database import db
from base.forms import Form
from base.web import allow, now
from catalogue.importing.import_commands import import_programme
from catalogue.importing.import_report import Imported
from catalogue.importing.programme_rows import UnreadableProgramme
from catalogue.keeping.activity_keeping_views import Answer
from catalogue.keeping.programme_forms import LARGEST_WORDS, ChooseForm, ReadInForm
from catalogue.keeping.programme_preview import does_anything, preview_parts
from catalogue.vocabulary_queries import read_vocabulary
from people.access_views import get_signed_in, may
from people.permissions import Act
from people.terms import StaffRole

programme = Blueprint("programme", __name__)


@programme.route("/personale/indlaes", methods=["GET", "POST"])
@allow(may(Act.IMPORT_PROGRAMME))
def upload() -> Answer:
    """Show what a file would do, and then do it with the very text that was shown."""
    if request.method == "GET":
        return _choose(ChooseForm(formdata=None)), 200
    return _read_in() if "text" in request.form else _preview()


def _preview() -> Answer:
    form = ChooseForm()
    if not form.validate():
        return _choose(form), 422
    shown = ReadInForm(formdata=None, text=form.text, kind=form.kind)
    try:
        return _shown(shown, _imported(shown, dry_run=True)), 200
    except UnreadableProgramme as unreadable:
        form.file.errors = [str(unreadable)]
        return _choose(form), 422


def _read_in() -> Answer:
    form = ReadInForm()
    try:
        if not form.validate():
            return _shown(form, _imported(form, dry_run=True)), 422
        _imported(form, dry_run=False)
    except UnreadableProgramme as unreadable:
        again = ChooseForm(formdata=None)
        again.file.errors = [str(unreadable)]
        return _choose(again), 422
    return redirect(url_for("programme.upload", indlaest="ja"), 303)


def _imported(form: ReadInForm, *, dry_run: bool) -> Imported:
    content, name = (form.text.data or "").encode(), f"liste.{form.kind.data}"
    return import_programme(content, name, now(), dry_run=dry_run, skip_bad=True, by=get_signed_in().actor)


def _choose(form: Form) -> str:
    everywhere = get_signed_in().actor.role is StaffRole.COORDINATOR
    return render_template("catalogue/keeping/programme.html", form=form, largest=LARGEST_WORDS, everywhere=everywhere)


def _shown(form: ReadInForm, imported: Imported) -> str:
    parts = list(preview_parts(imported, read_vocabulary(db.session())))
    return render_template(
        "catalogue/keeping/programme_preview.html",
        form=form, parts=parts, offers=len(imported.offers), does=does_anything(imported), outside=imported.places_without_area,
    )  # fmt: skip
