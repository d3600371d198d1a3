"""Erase again those whom a restored backup brought back, when the app starts."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import DBAPIError

from base.database import db, is_unbuilt, writing
from base.scrub import scrub
from base.web import now
from people.erased_list import list_erased
from people.erasure_commands import erase_rows, erased_list
from people.erasure_queries import list_present
from people.person_models import Person

UNDEFINED_COLUMN = "42703"


def cleanse(app: Flask) -> None:
    """Erase those on the erased list who are in the database, before the first request; without a list nothing is asked.

    Where the tables are not built, or are older than the app, nothing happens: a page cannot be made of them either, and
    the app is started again once they are.
    """
    with app.app_context():
        listed = list_erased(erased_list())
        try:
            if listed and _erase_again(listed):
                scrub()
        except DBAPIError as error:
            if not _is_of_another_release(error):
                raise
        finally:
            db.session.remove()


def _erase_again(listed: list[str]) -> int:
    present = list_present(db.session(), listed)
    for person_id in present:
        with writing() as session:
            # Another process that starts at the same moment may have been first.
            if session.get(Person, person_id, with_for_update=True):
                erase_rows(session, person_id, now())
    return len(present)


def _is_of_another_release(error: DBAPIError) -> bool:
    undefined = getattr(error.orig, "sqlstate", None) == UNDEFINED_COLUMN
    return undefined or is_unbuilt(error) or str(error.orig).startswith("no such column")
