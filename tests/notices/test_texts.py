"""What notices say: short, neutral, in letters that a text message has."""

from __future__ import annotations

import pytest
from flask import Flask

from base.danish import lix
from notices.kinds import Kinds, NoticeKind
from notices.start_commands import KINDS
from notices.texts import code
from people.terms import NoticeWay

# GSM 03.38, the letters that take one septet; those of the extension take two, and none of them is needed.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DETAILS = {"code": "012345", "link": "https://paatvaers.example/ind/" + 43 * "a", "group": 7}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_text_is_one_message_and_names_no_place(kind: NoticeKind) -> None:
    text = kind.text(DETAILS, NoticeWay.TEXT)
    assert set(text) <= GSM and len(text) <= 160
    assert "http" not in text and lix(text) <= 30


def test_a_code_is_told_with_how_long_it_lives() -> None:
    assert code(DETAILS, NoticeWay.TEXT) == "Din kode er 012345. Den gælder i 10 minutter. Giv den ikke til nogen."


def test_a_mail_has_the_link_too_where_there_is_one() -> None:
    assert code(DETAILS, NoticeWay.MAIL).endswith(f"\nDu kan også trykke her: {DETAILS['link']}")
    assert code({"code": "012345"}, NoticeWay.MAIL) == code(DETAILS, NoticeWay.TEXT)


def test_two_kinds_of_one_name_are_refused_and_one_that_is_unknown_is_not_found(app: Flask) -> None:
    kinds = Kinds()
    kinds.add(KINDS[0])
    with pytest.raises(ValueError, match="already"):
        kinds.add(KINDS[0])
    with pytest.raises(ValueError, match="'voice'"):
        kinds.get("voice")
    assert (kinds.label("code"), kinds.label("voice")) == ("Kode", "Besked")
