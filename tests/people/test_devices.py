"""A device is told in words so coarse that they tell nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.devices import device_of

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.3987.99"
ALL = {
    "Android-telefon", "iPhone", "iPad", "Android-tablet", "Windows-computer", "Mac", "Chromebook",
    "Linux-computer", "Ukendt enhed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (f"Mozilla/5.0 (Linux; Android 8.1.0; SM-J330F) {CHROME} Mobile Safari/537.36", "Android-telefon"),
        ("Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "Android-telefon"),
        (f"Mozilla/5.0 (Linux; Android 9; SM-T510) {CHROME} Safari/537.36", "Android-tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "iPad"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Windows-computer"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15", "Mac"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chromebook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Linux-computer"),
        ("", "Ukendt enhed"),
        ("curl/8.0", "Ukendt enhed"),
        ("<script>alert(1)</script>", "Ukendt enhed"),
    ],
)
def test_the_device_in_words(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


@given(st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join))
def test_nothing_that_was_sent_is_repeated(text: str) -> None:
    assert device_of(f"{text} Android {text}") in ALL and device_of(text) in ALL
    assert max(len(device) for device in ALL) <= 40
