"""The days of real rows are those a reader finds in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from catalogue.importing.offer import Offer, understand
from catalogue.importing.programme_rows import RawRow
from catalogue.recurrence import Rule
from catalogue.vocabulary import load_vocabulary

MONDAY = dt.date(2026, 11, 23)
VOCABULARY = load_vocabulary()
OFFERS = Path(__file__).parents[2] / "material" / "offers.jsonl"
SHORT = ("ma", "ti", "on", "to", "fr", "lø", "sø")

# The days of each row that names a weekday, as read by hand from its weekday and description. "1.ti" is the first
# Tuesday of the month; "spørg" is a day nobody can tell from the row.
READ_BY_HAND = {
    "aalbaek-bridge": "on", "aalbaek-tirsdag": "ti", "aaroe-krolf": "ti to", "all-billard": "ti fr",
    "all-bord": "ma fr", "all-petanque": "on", "asaa-banko": "ti", "asaa-hygge": "ti", "asaa-spis": "ti",
    "bags-banko": "fr", "bags-edb": "ti", "bjaev-noerkle": "on", "boser-baal": "ti on", "broen-mand": "ti to",
    "dorthe-quiz": "fr", "dorthe-stole": "ma", "drag-male": "on to fr", "dron-krolf": "ti to", "esper-strik": "lø",
    "fred-jam": "fr", "fsk-vand": "ti", "funder-strik": "ma", "ganl-noerkle": "spørg", "glos-bridge": "ti",
    "greve-cykel": "on", "gug-keramik": "ma fr", "hader-hygge": "ti", "hadh-dans": "ma", "hads-petanque": "ma ti",
    "hamm-banko": "to", "hedd-bridge": "ma", "herl-herre": "ti", "hill-boern": "ma", "hill-yoga": "ma",
    "hund-loeb": "ma", "husum-it": "ma to", "kaarsberg-strik": "to", "kal-onlinebanko": "on", "karup-mad": "ma",
    "karup-onsdagscafe": "on", "kbh-erindring": "on", "koel-spil": "ti", "kol-boern": "fr", "kol-repair": "spørg",
    "kollund-aabent": "1.ti", "lang-strik": "ma", "maria-form": "ti", "merl-banko": "spørg", "multi-jam": "1.fr",
    "naestved-hygge": "spørg", "odense-gade": "on", "odense-noerkle": "to", "oerb-it": "on", "pile-cykel": "to",
    "pile-repair": "-1.ma", "plc-husmoede": "1.on", "randers-bar": "fr", "ribe-banko": "to",
    "roed-petanque": "spørg", "roedd-trae": "ti", "rug-spis": "spørg", "smoer-it": "to", "soerv-vand": "spørg",
    "soroe-banko": "to", "tele-verden": "spørg", "this-billard": "ma ti on to fr", "toell-billard": "to",
    "tune-ung": "ti", "tuse-motion": "on", "vaer-repair": "lø", "vesterlund-hygge": "to", "vestv-bord": "ti",
    "viborg-strik": "ma", "viby-bord": "ma", "viby-frim": "ma", "viby-petanque": "fr", "viby-strik": "on",
    "wied-skriv": "spørg", "xhus-mand": "ma",
}  # fmt: skip
MISREAD = {
    "rug-spis": "a feast once a year in the whole country, which only its name tells",
    "soerv-vand": "the summer weeks only, and not which; the report says so",
}


def real_rows() -> dict[str, RawRow]:
    lines = OFFERS.read_text(encoding="utf-8").splitlines()
    rows = [RawRow(number, {k: v or "" for k, v in json.loads(line).items()}) for number, line in enumerate(lines, 1)]
    return {row.cells["id"]: row for row in rows}


def days(rules: tuple[Rule, ...]) -> str:
    told = [f"{rule.nth}.{SHORT[rule.weekday]}" if rule.nth else SHORT[rule.weekday] for rule in rules
            if rule.weekday is not None and rule.every_weeks == 1 and rule.week_parity is None]  # fmt: skip
    return " ".join(told) or "spørg"


def test_at_least_95_of_100_rows_that_name_a_weekday_get_the_days_a_reader_finds() -> None:
    rows = {key: row for key, row in real_rows().items() if row.cells["weekday"]}
    assert rows.keys() == READ_BY_HAND.keys()
    read = {key: understand(row, VOCABULARY, MONDAY, {}) for key, row in rows.items()}
    misread = {key for key, found in read.items() if not isinstance(found, Offer) or days(found.rules) != READ_BY_HAND[key]}
    assert misread == MISREAD.keys()
    assert 1 - len(misread) / len(rows) >= 0.95


def test_every_real_row_is_understood_and_those_without_a_weekday_get_no_day() -> None:
    for key, row in real_rows().items():
        found = understand(row, VOCABULARY, MONDAY, {})
        assert isinstance(found, Offer)
        assert row.cells["weekday"] or found.rules == (), key
