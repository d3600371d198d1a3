"""The file that stands in for text messages: private, emptied at each start, and only in a trial."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_IMODE

import click
import pytest

from base.settings import Settings
from notices.sent_file import SentFile
from tests.conftest import Clock, make_app
from tests.notices.making import make_trial

NOWHERE = "sqlite://"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sent.txt"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_its_owner_alone_can_read_it_whatever_the_umask(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with SentFile(path).turn() as append:
            append("Hej")
    finally:
        os.umask(before)
    assert S_IMODE(path.stat().st_mode) == 0o600


def test_one_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.touch(0o644)
    SentFile(path).empty()
    assert S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_in_its_place_is_not_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Ikke mit")
    path.symlink_to(tmp_path / "other.txt")
    with pytest.raises(OSError, match="symbolic links"):
        SentFile(path).empty()
    assert (tmp_path / "other.txt").read_text() == "Ikke mit"


def test_it_is_emptied_when_the_app_starts(path: Path) -> None:
    path.write_text("Din kode er 123456.")
    make_trial(NOWHERE, Clock(), path)
    assert path.read_text() == ""


@pytest.mark.parametrize(("command", "left"), [("run", ""), ("send", "Din kode er 123456."), ("flask", "Din kode er 123456.")])
def test_a_command_beside_the_server_leaves_it(path: Path, command: str, left: str) -> None:
    path.write_text("Din kode er 123456.")
    with click.Context(click.Command(command), info_name=command):
        make_trial(NOWHERE, Clock(), path)
    assert path.read_text() == left


def test_outside_a_trial_the_app_does_not_start_with_it(path: Path) -> None:
    with pytest.raises(ValueError, match="trial = true"):
        make_app(NOWHERE, Clock(), SETTINGS=Settings(sender="file"), SENT_FILE=str(path))
    assert not path.exists()
