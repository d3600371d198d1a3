"""Which passwords are taken (OWASP ASVS 5.0, 6.2): long, of any signs at all, and not one of the first that others guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from base.danish import fold

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_DIFFERENT_SIGNS = 5
FEWEST_OTHER_SIGNS = 8

# What people build a password from when one is asked for, in Danish and English, and where they are.
_COMMON_WORDS = (
    "adgangskode", "kodeord", "password", "passw0rd", "hemmelig", "velkommen", "welcome", "sommer", "vinter", "efteraar",
    "foraar", "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "1q2w3e4r", "iloveyou", "letmein", "admin", "login",
    "kolding", "kommune", "danmark", "personale", "koordinator", "administrator", "football", "fodbold", "master", "monkey",
)  # fmt: skip


class PasswordProblem(StrEnum):
    """Why a text is not taken as a password."""

    too_short = "too_short"
    too_long = "too_long"
    too_even = "too_even"
    too_common = "too_common"


PASSWORD_ADVICE: dict[PasswordProblem, str] = {
    PasswordProblem.too_short: f"Skriv mindst {SHORTEST_PASSWORD} tegn. Fire ord efter hinanden er godt.",
    PasswordProblem.too_long: f"Skriv højst {LONGEST_PASSWORD} tegn.",
    PasswordProblem.too_even: "Vælg noget, der er sværere at gætte. Her gentager tegnene sig, eller de står i rækkefølge.",
    PasswordProblem.too_common: "Vælg noget, der er sværere at gætte. Brug ikke din mail eller ord, som mange bruger.",
}


def find_password_problem(password: str, own_words: Iterable[str]) -> PasswordProblem | None:
    """Say why a password is not taken, None where it is; `own_words` are names and addresses that others know of.

    Lengths are counted in code points. A password is too common where fewer than `FEWEST_OTHER_SIGNS` letters and digits
    are left without the common words and the own ones.
    """
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.too_short
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.too_long
    if len(set(password.casefold())) < FEWEST_DIFFERENT_SIGNS or _is_a_run(password) or _repeats(password):
        return PasswordProblem.too_even
    return PasswordProblem.too_common if _is_made_of(password, own_words) else None


def _is_a_run(password: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(password.casefold())]
    in_step = sum(step in (-1, 0, 1) for step in steps)
    return len(password) - in_step <= FEWEST_DIFFERENT_SIGNS - 1


def _repeats(password: str) -> bool:
    return bool(re.fullmatch(r"(.{1,6}?)\1+.{0,3}", password.casefold(), re.DOTALL))


def _is_made_of(password: str, own_words: Iterable[str]) -> bool:
    own = {word for text in own_words for word in fold(text).split() if len(word) >= 4}
    rest = fold(password).replace(" ", "")
    if not rest:
        return False
    for word in sorted({*own, *(fold(word) for word in _COMMON_WORDS)}, key=lambda word: (-len(word), word)):
        rest = rest.replace(word, "")
    letters = rest.rstrip("0123456789")
    return rest != fold(password).replace(" ", "") and len(letters) < FEWEST_OTHER_SIGNS
