"""Forms clean what is typed, tell in Danish what to mend, and lose nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from base.form_messages import MESSAGES, DanishMessages
from base.forms import TOKEN_RAN_OUT, Press
from tests.base.form_pages import EveryKind, make_pages, token_of
from tests.conftest import Clock, make_app

GOOD = {
    "name": "Anna", "phone": "20 30 40 50", "mail": "anna@eksempel.dk", "pin": "1234", "hands": "2", "place": "huset",
    "words": "Hej\nmed dig", "way": "sms", "days": ["0", "1"], "shared": "y", "step": "1",
}  # fmt: skip


@pytest.fixture
def site(sqlite_address: str, clock: Clock) -> Flask:
    app = make_app(sqlite_address, clock)
    app.register_blueprint(make_pages())
    return app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def filled(site: Flask, **typed: object) -> EveryKind:
    with site.test_request_context("/proeve", method="POST"):
        form = EveryKind(MultiDict(GOOD | typed))
        form.validate()
    return form


def wtforms_messages() -> set[str]:
    calls = [
        node
        for path in Path(wtforms.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("gettext", "ngettext")
    ]
    return {arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def test_every_message_of_wtforms_is_said_in_danish() -> None:
    messages = wtforms_messages()
    assert len(messages) > 35
    assert messages - set(MESSAGES) == set()


def test_no_message_asks_for_what_it_is_not_given() -> None:
    placeholders = re.compile(r"%\(\w+\)[sd]|%s")
    assert [
        words for words, danish in MESSAGES.items() if set(placeholders.findall(danish)) - set(placeholders.findall(words))
    ] == []


def test_every_message_says_what_to_do_and_ends() -> None:
    assert [danish for danish in MESSAGES.values() if not re.fullmatch(r"[A-ZÆØÅ].*\.", danish)] == []


def test_what_is_not_known_is_given_back() -> None:
    assert DanishMessages().gettext("Skriv dit navn.") == "Skriv dit navn."
    assert DanishMessages().ngettext("en", "flere", 2) == "flere"


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("name", "  Anna \n", "Anna"),
        ("name", "\u00a0Anna\u3000", "Anna"),
        ("name", "An\x00na\x07\x85", "Anna"),
        ("name", "An\u202ena\u2066", "Anna"),
        ("name", "A\nn\tna", "Anna"),
        ("name", "Bjo\u0308rn A\u030ase", "Björn Åse"),
        ("name", "👩‍👩‍👧", "👩‍👩‍👧"),
        ("name", " \x00 ", ""),
        ("phone", " 20304050 ", "20304050"),
        ("words", " Hej\r\nmed\tdig\x0b ", "Hej\nmed\tdig"),
        ("pin", " 12\x003 ", " 123 "),
        ("pin", "e\u0301", "é"),
        ("hands", " 3\x00 ", 3),
        ("way", "s\x00ms", "sms"),
    ],
)
def test_what_is_typed_is_cleaned(site: Flask, name: str, typed: str, read: object) -> None:
    assert filled(site, **{name: typed})[name].data == read


def test_what_is_fine_has_no_problems(site: Flask) -> None:
    form = filled(site)
    assert form.problems() == [] and form.errors == {}


def test_problems_name_the_field_and_lead_to_it(site: Flask) -> None:
    assert filled(site, name="", phone="", mail="anna@", pin="12", hands="mange", place="", way="", shared="").problems() == [
        ("name", "Hvad hedder du? Skriv eller vælg noget her."),
        ("phone", "Telefon: Skriv dit telefonnummer."),
        ("mail", "Mail: Skriv hele mailadressen."),
        ("pin", "PIN: Skriv 4 tegn, hverken flere eller færre."),
        ("hands", "Hvor mange? Skriv et helt tal, for eksempel 3."),
        ("place", "Sted: Skriv eller vælg noget her."),
        ("way-0", "Hvordan? Skriv eller vælg noget her."),
        ("shared", "Det er en fælles computer: Skriv eller vælg noget her."),
    ]


def test_a_press_needs_nothing_but_its_token(site: Flask) -> None:
    with site.test_request_context("/", method="POST"):
        assert Press().validate()


def test_a_form_is_filled_in_and_sent(client: FlaskClient) -> None:
    assert client.post("/proeve", data=GOOD | {"csrf_token": token_of(client)}).status_code == 303


def test_a_form_with_problems_comes_back_with_all_that_was_typed_but_secrets(client: FlaskClient) -> None:
    typed = GOOD | {"phone": "", "name": "<Anna> & \u202eBo", "words": "x" * 300, "pin": "98765", "csrf_token": token_of(client)}
    response = client.post("/proeve", data=typed)
    assert response.status_code == 422
    assert 'value="&lt;Anna&gt; &amp; Bo"' in response.text and "x" * 300 in response.text
    assert re.search(r'<input checked [^>]*value="sms"', response.text) and "<option selected" in response.text
    assert "98765" not in response.text


def test_each_error_and_hint_is_tied_to_its_field(client: FlaskClient) -> None:
    html = client.post("/proeve", data={"csrf_token": token_of(client)}).text
    name = re.search(r'<input [^>]*id="name"[^>]*>', html)
    assert name and 'aria-describedby="name-hint name-fejl"' in name[0] and 'aria-invalid="true"' in name[0]
    assert 'autocomplete="given-name"' in name[0] and "maxlength" not in name[0]
    ids = set(re.findall(r' id="([^"]+)"', html))
    tied = {each for ids_of in re.findall(r'aria-describedby="([^"]+)"', html) for each in ids_of.split()}
    assert tied <= ids and set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert {"phone-fejl", "mail-fejl", "place-fejl", "way-hint", "way-fejl", "shared-hint", "shared-fejl"} <= tied


def test_the_problems_come_before_the_fields(client: FlaskClient) -> None:
    html = client.post("/proeve", data={"csrf_token": token_of(client)}).text
    assert 0 < html.index("Se på det her") < html.index('id="name"')
    assert "Se på det her" not in client.get("/proeve").text


def test_a_form_whose_token_ran_out_comes_back_with_what_was_typed(client: FlaskClient) -> None:
    response = client.post("/proeve", data=GOOD)
    assert response.status_code == 422
    assert TOKEN_RAN_OUT in response.text and 'value="Anna"' in response.text and "1234" not in response.text
    again = GOOD | {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', response.text)[0]}
    assert client.post("/proeve", data=again).status_code == 303


def test_a_button_carries_its_token_and_its_value(client: FlaskClient) -> None:
    html = client.get("/proeve").text
    form = html[html.index('<form class="press"') :]
    assert 'method="post" action="/proeve/tryk"' in form and 'name="csrf_token"' in form
    assert '<button class="danger" name="hvad" value="alt">Slet mig</button>' in form
