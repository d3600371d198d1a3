"""The last steps in by a code or link: whose it is, which of several that may be, and the session that begins."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from base.database import writing
from base.web import now
from people.access_views import begin_sign_in, let_in
from people.attempt_commands import settle
from people.code_problems import CodeProblem
from people.sent_code_commands import finish_choosing
from people.sent_code_queries import Sent
from people.start_commands import choose_person, find_or_make, tried
from people.terms import Stay


def enter(use: Callable[[Session], Sent | CodeProblem], stay: Stay) -> Response | CodeProblem:
    """Use a code or link up and let its owner in, or ask which of several they are; return why not where it does not work."""
    moment = now()
    with writing() as rows:
        sent = use(rows)
        if not isinstance(sent, Sent):
            return sent
        settle(rows, tried(sent.point, request.remote_addr or ""), moment)
        person_id = find_or_make(rows, sent, moment)
        token = begin_sign_in(rows, person_id, stay) if person_id else None
    if token is None:
        session["proven"], session["stay"] = sent.id, stay
        return redirect(url_for("start.who"), 303)
    return _onward(token, stay, sent)


def enter_as(person_id: str | None, sent_code_id: str, stay: Stay) -> Response | None:
    """Let somebody in as one of those at their number, or as somebody new for no id; None where that can be chosen no more."""
    moment = now()
    with writing() as rows:
        sent = finish_choosing(rows, sent_code_id, moment)
        chosen = choose_person(rows, sent, person_id, moment) if sent else None
        token = begin_sign_in(rows, chosen, stay) if chosen else None
    return _onward(token, stay, sent) if token and sent else None


def _onward(token: str, stay: Stay, sent: Sent) -> Response:
    let_in(token, stay)
    return redirect(sent.way_back or url_for("mine.show"), 303)
