"""Proofs of keeping the catalogue and of its overlaps, numbered as the lines of what it must show.

The second line is read by people: the reading stands in `docs/overlaps.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from benchmarks import overlaps as searching
from catalogue.offer_lists import read_offers
from catalogue.overlap_index import OverlapIndex
from catalogue.overlaps import Comparison, Label, understand
from catalogue.overlaps_wording import reason_words
from catalogue.vocabulary import load_vocabulary
from tests.house import ROOT
from tests.proofs.catalogue import OFFERS, finding
from tests.proofs.people import last_line, run_tests, walked

MOST_ASKED, LOWEST_F1, LOWEST_ACCURACY = 5, 0.85, 0.75
HELD_OUT = re.compile(r"^\| [1-5] \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
SENTENCE = re.compile(r"[A-ZÆØÅ“].+[.?!]")
WORDS_OF_CODE = re.compile(
    r"\b(same|related|different|shared|interest|form|distance|online only|none|true|false)\b", re.IGNORECASE
)


def held_out(_short: bool) -> dict[str, Any]:
    """Return the last figures that whoever alone reads the held-out pairs gave, as `docs/overlaps.md` has them."""
    told = HELD_OUT.findall((ROOT / "docs" / "overlaps.md").read_text(encoding="utf-8"))
    f1, accuracy = map(float, told[-1]) if told else (0.0, 0.0)
    figure = f"F1 {f1} for same, three labels right {accuracy}, asked {len(told)} times"
    bar = f"{LOWEST_F1}, {LOWEST_ACCURACY}, at most {MOST_ASKED} times"
    return finding(figure, bar, None, 0 < len(told) <= MOST_ASKED and f1 >= LOWEST_F1 and accuracy >= LOWEST_ACCURACY)


def speed(_short: bool) -> dict[str, Any]:
    """Run the benchmark beside rapidfuzz's scan."""
    bars = searching.bars(searching.measure(), searching.memory_mb())
    figure = "; ".join(f"{name} {value:.2f}" for name, (value, _, _) in bars.items())
    return finding(figure, "; ".join(bar for _, bar, _ in bars.values()), None, all(holds for *_, holds in bars.values()))


def promise(_short: bool) -> dict[str, Any]:
    """Do whatever may be done at random beside an oracle, and publish both halves at one moment; the controls are among them."""
    held, said = run_tests("tests/catalogue/cases/test_promise_one.py", "tests/catalogue/cases/test_at_once.py")
    return finding(last_line(said), "all pass", "in the tests: an oracle that sees, no lock", held)


def reasons(_short: bool) -> dict[str, Any]:
    """Ask every match of the real offers why, and let agreements meet edits."""
    vocabulary = load_vocabulary()
    read = {offer_id: understand(each, vocabulary) for offer_id, each in read_offers(OFFERS.read_bytes()).items()}
    index = OverlapIndex(read.items())
    found = [each.comparison for offer_id, offer in read.items() for each in index.strongest(offer, own=offer_id)]
    matches = [each for each in found if each.label is not Label.DIFFERENT]
    silent, planted = unsaid(matches), unsaid([replace(matches[0], reasons=())])
    held, said = run_tests("tests/catalogue/cases/test_agreements.py")
    figure = f"{len(silent)} of {len(matches)} matches without a Danish sentence; agreements: {last_line(said)}"
    return finding(figure, "0, all pass", f"{len(planted)} where one has no reason", not silent and len(planted) == 1 and held)


def unsaid(matches: Iterable[Comparison]) -> list[Comparison]:
    """Return the matches that do not say why in sentences, or that say it in words of the code."""
    vocabulary = load_vocabulary()
    told = [(each, [reason_words(reason, vocabulary) for reason in each.reasons]) for each in matches]
    return [
        each
        for each, words in told
        if not words or not all(SENTENCE.fullmatch(said) and not WORDS_OF_CODE.search(said) for said in words)
    ]


def users_lead(_short: bool) -> dict[str, Any]:
    """Let a group start, move and call off, at 360 px, with one yes."""
    held, said = walked("keeping")
    told = re.search(r"requests below /personale: (\d+ until the yes), (.*)", said)
    before, after = told.groups() if told else ("?", "?")
    return finding(f"{after}; {last_line(said)}", "0 after it, 0 problems", before, held and bool(told))


def by_keyboard(_short: bool) -> dict[str, Any]:
    """Tab through every kind of page that staff keep the catalogue by, and look at each at both widths."""
    held, said = walked("staff")
    told = re.search(r"reached \d+ stops on \d+ pages", said)
    return finding(f"{told[0] if told else '?'}; {last_line(said)}", "0 problems", None, held and bool(told))


PROOFS = {
    "keeping.1": held_out,
    "keeping.3": speed,
    "keeping.4": promise,
    "keeping.5": reasons,
    "keeping.6": users_lead,
    "keeping.7": by_keyboard,
}
