"""The way in by the municipality's directory: there by a button, back to a button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, Flask, abort, current_app, g, make_response, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from base.database import writing
from base.forms import Press
from base.settings import Directory
from base.ways_back import way_back
from base.web import allow, anyone, now, site_url
from people.access_views import begin_sign_in, first_page, let_in
from people.directory_commands import Barred, Entered, enter_by_directory
from people.directory_queries import (
    NotAnsweringError,
    NotProvenError,
    ask_directory,
    find_directory,
    get_known,
    start_directory,
    was_begun_here,
)
from people.terms import Stay

pages = Blueprint("directory", __name__)

SILENT = "Kommunens log ind svarer ikke. Vent lidt, og prøv igen. Du kan også bruge adgangskode og kode, hvis du har det."
NOT_PROVEN = "Det gik ikke denne gang. Måske gik der lang tid, eller du trykkede to gange. Begynd forfra her."
STOPPED = "Kommunens log ind sendte dig tilbage. Prøv igen. Bliver det ved, så spørg en koordinator."
BARRED: Mapping[Barred, str] = {
    Barred.NO_GROUP: "Du er ikke i en af de grupper, der har adgang her. Spørg en koordinator, om det er rigtigt.",
    Barred.NO_PLACE: "Vi kan ikke se, hvilket sted du arbejder på. Spørg en koordinator, om det er sat rigtigt op.",
    Barred.ENDED: "Din adgang er stoppet. Bed en koordinator om at åbne den igen.",
    Barred.TAKEN: "Der er allerede en adgang med din mail. Brug den, eller bed en koordinator om at stoppe den og åbne den igen.",
}


def _start(state: BlueprintSetupState) -> None:
    start_directory(cast(Flask, state.app))


pages.record(_start)


@pages.post("/log-ind/kommune")
@allow(anyone)
def begin() -> Response:
    """Lead to the directory, and remember where they were on the way to."""
    directory, form = _get_directory(), Press()
    if not form.validate():
        return _problem_page(directory, form, 422)
    session["directory_next"] = way_back(request.args.get("next")) or ""
    try:
        return ask_directory(directory, site_url().rstrip("/") + url_for("directory.back"))
    except NotAnsweringError as error:
        return _silent(directory, error)


@pages.route("/log-ind/kommune/tilbage", methods=["GET", "POST"])
@allow(anyone)
def back() -> Response:
    """Show a button to whom the directory sends back; pressing it lets them in."""
    g.no_store = True
    directory, form = _get_directory(), Press()
    # Before anything is asked of the directory: what this browser did not begin is nobody's business.
    if not was_begun_here(request.values.get("state")):
        return _told(directory, NOT_PROVEN, 400)
    if "code" not in request.values:
        return _told(directory, STOPPED, 400)
    if request.method != "POST" or not form.validate():
        shown = {"form": form, "code": request.values["code"], "state": request.values["state"]}
        return make_response(render_template("people/directory_back.html", **shown), 422 if form.form_errors else 200)
    try:
        return _enter(directory)
    except NotAnsweringError as error:
        return _silent(directory, error)
    except NotProvenError as error:
        current_app.logger.warning("directory: not proven, %s", _kind(error))
        return _told(directory, NOT_PROVEN, 400)


def _enter(directory: Directory) -> Response:
    known, onward = get_known(directory), session.get("directory_next")
    with writing() as rows:
        found = enter_by_directory(rows, known, now())
        token = begin_sign_in(rows, found.person_id, Stay.STAFF) if isinstance(found, Entered) else ""
    if isinstance(found, Barred):
        return _told(directory, BARRED[found], 403)
    let_in(token, Stay.STAFF)
    return redirect(way_back(onward) or first_page(found.role), 303)


def _get_directory() -> Directory:
    return find_directory() or abort(404)


def _silent(directory: Directory, error: Exception) -> Response:
    current_app.logger.error("directory: not answering, %s", _kind(error))
    return _told(directory, SILENT, 502)


def _kind(error: Exception) -> str:
    # Its words may hold codes and addresses.
    return type(error.__cause__ or error).__name__


def _told(directory: Directory, sentence: str, status: int) -> Response:
    form = Press()
    form.form_errors = [sentence]
    return _problem_page(directory, form, status)


def _problem_page(directory: Directory, form: Press, status: int) -> Response:
    return make_response(render_template("people/directory.html", form=form, directory=directory), status)
