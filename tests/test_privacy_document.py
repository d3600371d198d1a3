"""`docs/privacy.md` says what the code does: every table, every field somebody writes in, every number of days."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, CheckConstraint, Column, String, Table

from base.database import db
from people.retention_commands import list_retentions

DOCUMENT = Path(__file__).parent.parent.joinpath("docs", "privacy.md").read_text(encoding="utf-8")
# Made by the program: ids, addresses of pages, keys to sort and search by, digests.
MADE = re.compile(r"(.*_)?(id|digest|hash|salt|slug|uid|key|fingerprint)")


def section(number: int) -> str:
    """Return a section of the document."""
    return DOCUMENT.split(f"\n## {number}. ")[1].split("\n## ")[0]


def rows(number: int) -> list[list[str]]:
    """Return the rows of the tables in a section, without their headings."""
    lines = [line for line in section(number).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def free_texts(tables: list[Table]) -> list[str]:
    """Return the columns that can hold what somebody wrote: texts that are not made by the program and not one of its codes."""
    return [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, String | JSON) and not MADE.fullmatch(column.name) and not is_code(table, column)
    ]


def is_code(table: Table, column: Column[object]) -> bool:
    """Say whether the database lets a column hold nothing but the program's own codes."""
    names = [str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)]
    return any(name.endswith(f"{column.name}_known") for name in names)


def test_every_table_is_in_the_record_once() -> None:
    named = [name for row in rows(4) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(table.name for table in db.metadata.sorted_tables)


def test_every_free_text_is_listed_with_who_sees_it_and_when_it_goes() -> None:
    listed = {row[0].strip("`"): row[1:] for row in rows(6)}
    assert sorted(listed) == sorted(free_texts(db.metadata.sorted_tables))
    assert all(len(words) == 3 and all(words) for words in listed.values())


@pytest.mark.parametrize("name", ["person.name", "group.name", "notice.details", "activity.meets_you", "sent_code.phone"])
def test_what_counts_as_free_text_is_found(name: str) -> None:
    assert name in free_texts(db.metadata.sorted_tables)


def test_the_days_are_those_of_the_code(app: Flask) -> None:
    with app.app_context():
        kept = [(each.kind, str(each.days)) for each in list_retentions()]
    assert sorted((row[0], row[1]) for row in rows(5)) == sorted(kept)
    assert all(row[2] for row in rows(5))


def test_it_can_be_signed() -> None:
    assert all(section(number) for number in range(1, 14))
    assert "☐" in section(3) and "DPO" in section(13)
