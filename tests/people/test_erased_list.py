"""The erased list survives what a crash leaves in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from people.erased_list import list_erased, note_erased

DAY = dt.date(2026, 11, 24)
FIRST, SECOND = "a" * 32, "b" * 32


def test_a_line_that_was_cut_off_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    note_erased(path, FIRST, DAY)
    path.write_text(path.read_text() + "cccc")
    note_erased(path, SECOND, DAY)
    assert list_erased(path) == [FIRST, SECOND]


def test_each_is_told_once_and_other_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "erased.txt"
    path.write_bytes(f"# ryddet\n{FIRST} 2026-11-24\nAnna 2026-11-24\n\xff\n{FIRST} 2026-11-25\n".encode("latin-1"))
    assert list_erased(path) == [FIRST]


def test_without_a_list_nobody_is_on_it(tmp_path: Path) -> None:
    assert list_erased(tmp_path / "none.txt") == []
