"""What a programme file is read as: rows of text with their line numbers, and problems that say where they are."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.importing.cells import shortened

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: the line it begins on (from 1) and its texts by the file's own column names, in their order."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where, as a sentence that says what to do.

    `column` is the name of a column, or the number of a sign in the line (from 1), or None for the line as a whole.
    """

    line: int
    column: str | int | None
    text: str

    def __str__(self) -> str:
        if self.column is None:
            return f"linje {self.line}: {self.text}"
        where = f"tegn {self.column}" if isinstance(self.column, int) else f'kolonne "{shortened(self.column, _LONGEST_NAME)}"'
        return f"linje {self.line}, {where}: {self.text}"


class UnreadableProgramme(Exception):
    """The file as a whole cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unreadable(text: str, line: int = 1, column: str | int | None = None) -> UnreadableProgramme:
    """Make the exception that says why the file as a whole cannot be read, and where."""
    return UnreadableProgramme(Problem(line, column, text))
