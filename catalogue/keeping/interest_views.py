"""The pages on which staff keep the words of interests; what a change opens and closes is shown before it is saved."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from base.database import db, writing
from base.web import allow, now
from catalogue.keeping.interest_commands import save_interest
from catalogue.keeping.interest_forms import InterestForm
from catalogue.keeping.interest_queries import Preview, preview_vocabulary
from catalogue.keeping.interest_rules import LONGEST_WORD, InterestValues, find_problems, values_of, with_values
from catalogue.keeping.versions import Moved
from catalogue.vocabulary import Vocabulary
from catalogue.vocabulary_queries import read_vocabulary
from people.access_views import get_signed_in, may
from people.permissions import Act

pages = Blueprint("interests", __name__)


@pages.get("/personale/interesser")
@allow(may(Act.KEEP_INTERESTS))
def list() -> str:
    """List all interests shelf by shelf, with the words that mean the same."""
    vocabulary = read_vocabulary(db.session())
    shelves = [(shelf.name, [each for each in vocabulary.interests if each.group == shelf.id]) for shelf in vocabulary.groups]
    return render_template("catalogue/keeping/interests.html", shelves=shelves, word=_asked_word())


@pages.route("/personale/interesser/ny", methods=["GET", "POST"])
@allow(may(Act.KEEP_INTERESTS))
def new() -> Response:
    """Write a new interest."""
    vocabulary = read_vocabulary(db.session())
    form = InterestForm(vocabulary.groups, InterestValues(name=_asked_word()))
    return _answer(form, vocabulary, None)


@pages.route("/personale/interesser/<slug:slug>", methods=["GET", "POST"])
@allow(may(Act.KEEP_INTERESTS))
def edit(slug: str) -> Response:
    """Change the words of an interest."""
    vocabulary = read_vocabulary(db.session())
    known = vocabulary.by_id.get(slug) or abort(404)
    return _answer(InterestForm(vocabulary.groups, values_of(known), _asked_word()), vocabulary, slug)


def _asked_word() -> str:
    return " ".join(request.args.get("ord", "").split())[:LONGEST_WORD]


def _answer(form: InterestForm, vocabulary: Vocabulary, own_id: str | None) -> Response:
    name = vocabulary.by_id[own_id].name if own_id else ""
    if request.method != "POST":
        return _page(form, 200, name)
    if not form.validate():
        return _page(form, 422, name)
    if problems := find_problems(vocabulary, own_id, form.values):
        form.tell(problems)
        return _page(form, 422, name)
    preview = preview_vocabulary(db.session(), with_values(vocabulary, own_id, form.values))
    if preview.changes_something and form.shown.data != preview.version:
        return _page(form, 422, name, preview)
    return _save(form, own_id, name)


def _save(form: InterestForm, own_id: str | None, name: str) -> Response:
    actor, moment = get_signed_in().actor, now()
    try:
        with writing() as rows:
            answer = save_interest(rows, actor, own_id, form.values, form.version.data, moment)
    except LookupError:
        abort(404)
    if isinstance(answer, Moved):
        form.tell_moved(answer.present)
    elif answer:
        form.tell(answer)
    else:
        return redirect(url_for("interests.list"), 303)
    return _page(form, 409, name)


def _page(form: InterestForm, status: int, name: str, preview: Preview | None = None) -> Response:
    form.shown.data = preview.version if preview else ""
    shown = {"form": form, "name": name, "preview": preview}
    return make_response(render_template("catalogue/keeping/interest.html", **shown), status)
