"""Take along all that is kept about oneself, and be deleted."""

from __future__ import annotations

import json
from contextlib import suppress

from flask import Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from base.clock import day_of
from base.database import db
from base.publicpages import public_page
from base.web import allow, anyone, now
from noticeboard.mine_forms import DeleteForm
from noticeboard.mine_queries import export, list_ahead_by_room
from noticeboard.mine_views import pages as pages
from noticeboard.own_export import as_text, as_values
from people.access_views import get_signed_in, let_out, may
from people.erasure_commands import StillNeededError, erase_person
from people.erasure_queries import is_still_needed
from people.permissions import Act


@pages.get("/mig/om-mig.json")
@allow(may(Act.KEEP_MINE))
def export_json() -> Response:
    """Give out all that is kept about oneself, for another program to read."""
    values = as_values(export(db.session(), get_signed_in().actor.person_id), now())
    return _file(json.dumps(values, ensure_ascii=False, indent=2) + "\n", "om-mig.json", "application/json")


@pages.get("/mig/om-mig.txt")
@allow(may(Act.KEEP_MINE))
def export_text() -> Response:
    """Give out all that is kept about oneself, to read."""
    text = as_text(export(db.session(), get_signed_in().actor.person_id), now())
    return _file(text, "om-mig.txt", "text/plain; charset=utf-8")


def _file(body: str, name: str, content_type: str) -> Response:
    g.no_store = True
    return Response(body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@pages.route("/mig/slet", methods=["GET", "POST"])
@allow(may(Act.KEEP_MINE))
def delete() -> AnyResponse | tuple[str, int]:
    """Say what goes and what happens to what lies ahead; with the tick, erase it all and sign this browser out."""
    person_id, moment, form = get_signed_in().actor.person_id, now(), DeleteForm()
    asked = request.method == "POST"
    if asked and form.validate():
        with suppress(StillNeededError):
            erase_person(person_id, moment)
            let_out()
            return redirect(url_for("mine.gone"), 303)
    session = db.session()
    at_work = is_still_needed(session, person_id)
    page = render_template(
        "noticeboard/delete.html", form=form, at_work=at_work, day_of=day_of,
        headings=[heading for heading, rows in export(session, person_id).items() if rows],
        ahead=list_ahead_by_room(session, person_id, moment),
    )  # fmt: skip
    return page, (409 if at_work else 422) if asked else 200


@pages.get("/farvel")
@allow(anyone)
@public_page
def gone() -> str:
    """Say goodbye to somebody who has been deleted."""
    return render_template("noticeboard/gone.html")
