"""Change extra hours: staff all of it, a contact what is asked of the two and the rest between."""

from __future__ import annotations

from flask import g, redirect, render_template, url_for
from sqlalchemy.orm import Session

from base.forms import Form
from base.web import allow, now
from people.permissions import Act, Standing
from people.terms import AuditAction
from shifts.access_views import may_on_opening
from shifts.models import Opening
from shifts.opening_commands import Terms, change_hours, change_terms
from shifts.opening_forms import ChangeHoursForm, GroupTermsForm, TermsForm, hours_typed, terms_of
from shifts.opening_views import Answer, find, held_on, pages, try_change, words


@pages.route("/ekstra-aabent/<id:opening_id>/ret", methods=["GET", "POST"])
@allow(may_on_opening(Act.KEEP_OPENING))
def change(opening_id: int) -> Answer:
    """Show what can be changed, and change it."""
    opening = find(opening_id)
    if Standing.STAFF_HERE not in held_on(opening):
        return _by_group(opening)
    terms, hours = TermsForm(data=terms_of(opening)), ChangeHoursForm(now().date(), opening.first_day, data=hours_typed(opening))
    # Both are asked, so that all that is to be mended is told at once.
    if terms.is_submitted() and all([terms.validate(), hours.validate()]) and hours.hours:
        typed, agreed = hours.hours, terms.terms

        def both(rows: Session) -> Opening:
            change_terms(rows, opening_id, agreed, now())
            return change_hours(rows, opening_id, typed, now())

        if try_change(terms, both, AuditAction.OPENING_CHANGED):
            return redirect(url_for("openings.show", opening_id=opening_id), 303)
    return _page(opening_id, terms, hours)


def _by_group(opening: Opening) -> Answer:
    form, opening_id = GroupTermsForm(data=terms_of(opening)), opening.id
    if form.validate_on_submit():
        kept = terms_of(opening)
        evening = kept.pop("evening")
        terms = Terms(**kept | {
            "tasks": form.tasks.data, "rest_days": form.rest_days.data, "evening_minute": evening.hour * 60 + evening.minute,
        })  # fmt: skip
        if try_change(form, lambda rows: change_terms(rows, opening_id, terms, now()), AuditAction.OPENING_CHANGED):
            return redirect(url_for("openings.show", opening_id=opening_id), 303)
    return _page(opening_id, form)


def _page(opening_id: int, terms: Form, hours: Form | None = None) -> Answer:
    # Read anew: what was read before a refused change is read no more.
    opening = find(opening_id)
    page = render_template("shifts/opening_change.html", opening=opening, hours=words(opening), terms=terms, hours_form=hours)
    status = 409 if terms.form_errors and "token_ran_out" not in g else 422
    return page, status if terms.is_submitted() else 200
