"""Which passwords are taken."""

from __future__ import annotations

import pytest

from people.passwords import PASSWORD_ADVICE, PasswordProblem, find_password_problem

KNOWN = ("På tværs", "Stine", "stine@kommunen.example")


@pytest.mark.parametrize(
    "password",
    [
        "korrekt hest batteri", "mit kodeord er en blå cykel", "9f83kd02lskq", "   -,.!#¤%&/()=", "hunden løber 42",
        "æblegrød og fløde" * 11, "tolv tegn ok",
    ],
)  # fmt: skip
def test_a_long_password_of_any_signs_is_taken(password: str) -> None:
    assert find_password_problem(password, KNOWN) is None


@pytest.mark.parametrize(
    ("problem", "passwords"),
    [
        (PasswordProblem.too_short, ["", "elleve tegn"]),
        (PasswordProblem.too_long, ["hest" * 50 + "!"]),
        (PasswordProblem.too_even, ["aaaaaaaaaaaa", "abcdefghijkl", "987654321098", "1234abcd1234abcd", "xyxyxyxyxyxyz"]),
        (PasswordProblem.too_common, ["Password1234", "Velkommen2026!", "Kolding-Kommune", "qwertyuiop12", "adgangskode99"]),
        (PasswordProblem.too_common, ["stine@kommunen.example", "På tværs 2026", "STINE er stine"]),
    ],
)
def test_what_others_would_guess_is_refused(problem: PasswordProblem, passwords: list[str]) -> None:
    assert [find_password_problem(password, KNOWN) for password in passwords] == [problem] * len(passwords)


def test_every_problem_has_its_advice() -> None:
    assert set(PASSWORD_ADVICE) == set(PasswordProblem)
