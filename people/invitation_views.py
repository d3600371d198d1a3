"""The door into a group: a link that shows a button, and only the button lets you in."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from base.database import db, writing
from base.forms import Press
from base.web import allow, now
from people.access_views import actor, get_signed_in, may
from people.group_commands import join_group, note_help
from people.group_queries import find_invited
from people.group_views import Answer, pages
from people.permissions import Act


def may_follow() -> bool:
    """Let everybody see where a link leads, and those who may be in a group press the button."""
    return request.method in ("GET", "HEAD") or may(Act.FOUND_GROUP)()


@pages.route("/invitation/<token>", methods=["GET", "POST"])
@allow(may_follow)
def invitation(token: str) -> Answer:
    """Show what one is invited to; the press lets one wait for a welcome."""
    moment = now()
    invited = find_invited(db.session(), token)
    if invited is None or invited.expires_at <= moment:
        return _gone(410 if invited else 404)
    form = Press()
    if form.validate_on_submit():
        me = get_signed_in().actor
        with writing() as session:
            group_id = join_group(session, token, me.subject_id, moment)
            if group_id:
                note_help(session, me, group_id, moment)
        return redirect(url_for("group_page.show", group_id=group_id), 303) if group_id else _gone(410)
    me_or_none = actor()
    state = me_or_none.groups.get(invited.group_id) if me_or_none else None
    page = render_template(
        "people/invitation.html", invited=invited, form=form, state=state, is_in=me_or_none is not None, path=request.path
    )
    return page, 422 if request.method == "POST" else 200


def _gone(status: int) -> Answer:
    return render_template("people/invitation_gone.html"), status
