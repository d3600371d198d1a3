"""The plan of the house holds, and the rules that hold it can fail."""

from __future__ import annotations

import pytest

from tests.house import ROOT, import_breaches, size_breaches, sources


def test_imports_run_one_way() -> None:
    assert import_breaches(sources()) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("base/danish.py", "import catalogue.terms"),
        ("base/danish.py", "from flask import g"),
        ("catalogue/recurrence.py", "from sqlalchemy import select"),
        ("catalogue/recurrence.py", "from catalogue import models"),
        ("catalogue/terms.py", "from flask_wtf import FlaskForm"),
        ("catalogue/terms.py", "import flask_login"),
        ("catalogue/wording.py", "from jinja2 import Template"),
        ("base/clock.py", "import click"),
        ("catalogue/models.py", "from catalogue.queries import load_names"),
        ("catalogue/queries.py", "def late():\n    from catalogue.views import pages"),
        ("catalogue/views.py", "import noticeboard.views"),
        ("shifts/queries.py", "from jobs.models import Job"),
    ],
)
def test_a_planted_breach_is_found(path: str, text: str) -> None:
    assert len(import_breaches(sources() | {path: text})) == 1


def test_files_functions_and_templates_keep_their_sizes() -> None:
    templates = {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / "templates").rglob("*.html")}
    assert size_breaches(sources(), templates) == []


def test_what_is_too_long_is_found() -> None:
    long_function = "def long():\n" + "    pass\n" * 46
    found = size_breaches({"base/long.py": long_function, "base/file.py": "\n" * 301}, {"a.html": "\n" * 101})
    assert found[:3] == ["base/file.py has 301 lines", "base/long.py:1 long has 47 lines", "a.html has 101 lines"]
