"""Settings are read whole or refused with their key, and the secret key is one for all processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from base.settings import Contact, Settings, load_settings, secret_key
from tests.house import ROOT

KEY_LETTERS = 64
ASK = "from pathlib import Path; from base.settings import secret_key; print(secret_key(Path({!r})))"


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "TRIAL", "SENDER", "JOBS"):
        monkeypatch.delenv(name, raising=False)


def load(folder: Path, text: str) -> Settings:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_without_a_file_everything_is_as_it_stands(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_what_the_file_says_stands_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    text = 'site_url = "https://paatvaers.example/"\n[[under_18]]\nname = "A"\nphone = "1"\nhours = "Altid"'
    under_18 = (Contact("A", "1", "Altid"),)
    assert load(tmp_path, text) == Settings(site_url="https://paatvaers.example/", under_18=under_18)


def test_jobs_are_switched_off_wholly_or_at_some_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(tmp_path, 'jobs_not_at = ["huset", "havnen"]') == Settings(jobs_not_at=("huset", "havnen"))
    monkeypatch.setenv("JOBS", "0")
    assert load(tmp_path, "jobs = true") == Settings(jobs=False)


@pytest.mark.parametrize("text", ['jobs = "nej"', 'jobs_not_at = "huset"', "jobs_not_at = [1]"])
def test_a_switch_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=text.split()[0]):
        load(tmp_path, text)


def test_a_demo_says_in_the_environment_that_it_is_a_trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAL", "1")
    monkeypatch.setenv("SENDER", "file")
    assert load_settings(tmp_path) == load(tmp_path, "trial = false") == Settings(trial=True, sender="file")
    monkeypatch.setenv("TRIAL", "0")
    monkeypatch.setenv("SENDER", "")
    assert load(tmp_path, 'trial = true\nsender = "file"') == Settings()


@pytest.mark.parametrize(
    "address", ["", "http://localhost:8000", "http://127.0.0.1:8000/", "https://kolding.example/paa-tvaers/"]
)
def test_an_address_of_the_web_is_taken(tmp_path: Path, address: str) -> None:
    assert load(tmp_path, f'site_url = "{address}"').site_url == address


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colour = "red"', "unknown colour"),
        ("companion_phone = 75500000", "companion_phone is a text in quotes, not 75500000"),
        ("product_name = true", "product_name is a text"),
        ("companion_words = ['a']", "companion_words is a text"),
        ('site_url = "paatvaers.example"', "site_url is an address such as"),
        ('site_url = "ftp://paatvaers.example/"', "site_url is an address"),
        ('site_url = "https:///"', "site_url is an address"),
        ('site_url = "https://["', "site_url is an address"),
        ('site_url = "https://paatvaers.example/?side=1"', "site_url is an address"),
        ('site_url = "https://på tværs.example/"', "site_url is an address"),
        ('site_url = "javascript:alert(1)"', "site_url is an address"),
        ("under_18 = []", "under_18 is one or more"),
        ("under_18 = 'BørneTelefonen'", "under_18 is one or more"),
        ('[under_18]\nname = "A"\nphone = "1"\nhours = "x"', "under_18 is one or more"),
        ('[[under_18]]\nname = "A"\nphone = "1"', "under_18 is one or more"),
        ('[[under_18]]\nname = "A"\nphone = "1"\nhours = "x"\nmail = "m"', "under_18 is one or more"),
        ('[[under_18]]\nname = "A"\nphone = 1\nhours = "x"', "under_18 is one or more"),
        ("site_url = ", "Invalid value"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ValueError) as refusal:
        load(tmp_path, text)
    assert str(refusal.value).startswith("settings.toml: ")
    assert told in str(refusal.value)


def test_a_file_in_another_encoding_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes('product_name = "På tværs"'.encode("cp1252"))
    with pytest.raises(ValueError, match=r"settings\.toml"):
        load_settings(tmp_path)


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = secret_key(tmp_path)
    assert len(made) == KEY_LETTERS
    assert secret_key(tmp_path) == made
    [file] = tmp_path.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("secret_key", 0o600)


def test_a_key_in_the_environment_comes_first_and_none_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_several_processes_at_once_get_the_same_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK.format(str(tmp_path))]
    children = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    told = {child.communicate()[0].strip() for child in children}
    assert [len(key) for key in told] == [KEY_LETTERS]


def test_one_who_comes_second_takes_the_key_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[str] = []
    link = os.link

    def another_comes_first(source: str, target: Path) -> None:
        whole.append(Path(source).read_text(encoding="ascii"))
        target.write_text("of the first", encoding="ascii")
        link(source, target)

    monkeypatch.setattr("base.settings.os.link", another_comes_first)
    assert secret_key(tmp_path) == "of the first"
    assert [len(key) for key in whole] == [KEY_LETTERS]
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_one_that_ends_while_the_key_is_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("base.settings.secrets.token_hex", lambda _: "half")
        patch.setattr("base.settings.os.fsync", end)
        secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(secret_key(tmp_path)) == KEY_LETTERS


def test_an_empty_key_is_refused_with_a_way_on(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ValueError, match="secret_key in the instance folder is empty; delete it"):
        secret_key(tmp_path)
