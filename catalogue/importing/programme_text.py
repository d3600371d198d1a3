"""A programme file's bytes as text: UTF-8, or Windows-1252 as older Excel writes it, and never in mangled letters."""

from __future__ import annotations

import re

from catalogue.importing.programme_rows import unreadable

LARGEST_FILE_BYTES = 20 * 1024 * 1024

_JSON_NAMES = (".json", ".jsonl", ".ndjson")
_UTF8_MARK = b"\xef\xbb\xbf"
# What Danish letters become when read in another encoding than they were written in: UTF-8 twice, DOS, Macintosh.
_MANGLED = re.compile("Ã[†˜…¦¸¥]|\ufffd")
_MANGLED_IN_WINDOWS = re.compile("[^\\W\\d_][†‘›¾¿Œ][^\\W\\d_]|" + _MANGLED.pattern)
_SPREADSHEET = "Filen er et regneark. Vælg »Gem som« og »CSV UTF-8 (semikolonsepareret)«, og prøv igen."
_BINARY = "Filen er ikke tekst. Gem listen som CSV eller JSON Lines i UTF-8, og prøv igen."
_ENCODING = "Tegnene kan ikke læses. Gem filen som UTF-8, og prøv igen."


def decode_programme(content: bytes, file_name: str) -> tuple[str, bool]:
    """Return the text of a file, and whether it is JSON Lines: by its name, or by its first sign.

    Raises UnreadableProgramme for a file over 20 MB, a spreadsheet, what is no text, and letters in another encoding.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise unreadable("Filen er over 20 MB. Del den i flere filer.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise unreadable(_SPREADSHEET)
    if b"\0" in content:
        raise unreadable(_BINARY, *_line_and_sign(content[: content.index(b"\0")].decode("latin-1")))
    body = content.removeprefix(_UTF8_MARK)
    is_json = file_name.lower().endswith(_JSON_NAMES) or body.lstrip()[:1] in (b"{", b"[")
    return _decoded(body, may_be_windows=not is_json), is_json


def _line_and_sign(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _decoded(body: bytes, may_be_windows: bool) -> str:
    try:
        text, mangled = body.decode("utf-8"), _MANGLED
    except UnicodeDecodeError as error:
        if not may_be_windows:
            raise unreadable(_ENCODING, *_line_and_sign(body[: error.start].decode("utf-8"))) from None
        text, mangled = _decoded_as_windows(body), _MANGLED_IN_WINDOWS
    if found := mangled.search(text):
        raise unreadable(_ENCODING, *_line_and_sign(text[: found.start()]))
    return text


def _decoded_as_windows(body: bytes) -> str:
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError as error:
        raise unreadable(_ENCODING, *_line_and_sign(body[: error.start].decode("cp1252"))) from None
