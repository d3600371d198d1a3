"""What somebody should look at twice in a text that is to be public: said beside the field, never a hindrance."""

from __future__ import annotations

import re

from base.danish import fold, lix
from catalogue.importing.cells import Cell
from catalogue.vocabulary import Vocabulary, folded_words
from catalogue.word_stems import is_form_word

HARD_FROM, LONG_FROM = 35, 1_200
# Words that put people in a box. Not all that begins with "syg" is about being ill: a sygruppe sews.
_LABELS = re.compile(
    r"\b(\w*diagnose\w*|\w*misbrug\w*|udsat(?:te)?|sårbar[et]?|ensom(?:me|t)?|målgruppe\w*"
    r"|\w*syge?t?|\w*sygdom\w*|syge(?:meld|dagpenge|hus|hist|plej)\w*|\w*sygelig\w*)\b"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]{2,8};")
_ENGLISH = frozenset(("the", "and", "with", "you", "your", "are", "is", "we", "our", "this", "that", "every", "join", "welcome"))
_NORWEGIAN = frozenset(("hva", "noe", "noen", "deg", "meg", "uke", "uken", "uka", "mye", "gøy", "kjekt", "jenter", "gutter"))


def warnings_in(text: str) -> list[str]:
    """Return what to look at twice in a public text, a Danish sentence each, in a fixed order."""
    words = fold(text).split()
    found = [f"Ordet “{word}” kan såre. Skriv til “dig”, og om det, I laver." for word in _labels(text)]
    found += [f"Her står {contact}" for contact in Cell("", text).contacts]
    if _TAG.search(text):
        found.append("Koder som <b> virker ikke her. Alle ser dem, som de står. Skriv bare teksten.")
    if _shouts(text):
        found.append("Store bogstaver hele vejen er svære at læse. Skriv med små.")
    if _foreign(words):
        found.append("Det ligner ikke dansk. Skriv det også på dansk, så alle kan være med.")
    return found


def title_warnings(title: str, vocabulary: Vocabulary) -> list[str]:
    """Return what to look at twice in a title: also where its words do not say what is done."""
    found = warnings_in(title)
    words = folded_words(title, vocabulary)
    if words and all(is_form_word(word) for word in words):
        found.append("Titlen siger ikke, hvad man laver. Skriv det med, for eksempel “Strikkecafé”.")
    return found


def description_warnings(description: str) -> list[str]:
    """Return what to look at twice in a description: also where it is long or hard to read."""
    found = warnings_in(description)
    if len(description) > LONG_FROM:
        found.append("Teksten er lang. De fleste læser kun begyndelsen.")
    if lix(description) > HARD_FROM and len(description.split()) > 12:
        found.append("Teksten er svær at læse. Skriv kortere sætninger.")
    return found


def _labels(text: str) -> list[str]:
    return list(dict.fromkeys(match[0] for match in _LABELS.finditer(text.casefold())))


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 7 and sum(sign.isupper() for sign in letters) > 0.8 * len(letters)


def _foreign(words: list[str]) -> bool:
    return len(_ENGLISH.intersection(words)) >= 3 or len(_NORWEGIAN.intersection(words)) >= 2
