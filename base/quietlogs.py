"""Logs that name no person and open no door: secrets in addresses, query strings and the words of exceptions stay out."""

from __future__ import annotations

import logging
import re
import traceback
from urllib.parse import unquote

SECRET_PATHS = ("/kort/", "/ind/", "/invitation/", "/personale/ny/", "/kalender/", "/job/firma/")
TALKERS = ("werkzeug", "gunicorn.access", "gunicorn.error", "waitress")
_SECRET = re.compile(rf"({'|'.join(SECRET_PATHS)})[^\s\"'?#]+", re.IGNORECASE)
_QUERY = re.compile(r"((?:\s|[\"'(]|^)(?:https?:/)?/[^\s\"'?]*)\?[^\s\"']*")


class QuietLines(logging.Filter):
    """Lets every line through, without what is nobody's business; an exception is told by its kind and where it was."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line in place, and keep it."""
        words = quiet(record.getMessage())
        error = record.exc_info[1] if record.exc_info else None
        if error:
            words = f"{words}: {tell_quietly(error)}"
        record.msg, record.args, record.exc_info, record.exc_text = words, (), None, None
        return True


QUIET_LINES = QuietLines()


def start_quiet_logs(*names: str) -> None:
    """Make the servers' logs quiet, and those of the names given."""
    for name in (*TALKERS, *names):
        logging.getLogger(name).addFilter(QUIET_LINES)
    # At its lowest level it writes the verifier of a log-in out in full.
    logging.getLogger("authlib").setLevel(logging.INFO)


def quiet(line: str) -> str:
    """Return a line with each secret in an address put as "…", and without query strings."""
    # What is written in percent opens the same doors.
    return _SECRET.sub(r"\1…", unquote(_QUERY.sub(r"\1", line)))


def tell_quietly(error: BaseException) -> str:
    """Return the kinds of an exception and its causes, and where it went: file, line, function; none of its words or values."""
    kinds: list[str] = []
    frames: list[str] = []
    each: BaseException | None = error
    while each is not None and len(kinds) < 10:
        kinds.append(f"{type(each).__module__}.{type(each).__qualname__}")
        frames += [
            f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in traceback.walk_tb(each.__traceback__)
        ]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join([" from ".join(kinds), *frames])
