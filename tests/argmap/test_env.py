from enum import StrEnum
from pathlib import Path

import pytest

from argmap import env
from argmap.env import Rate, SettingError

NAME = "ARGMAP_TRIED"


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


@pytest.fixture(autouse=True)
def _unset(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv(NAME, value)


def test_what_is_unset_or_blank_takes_the_default(given):
    assert env.text(NAME, default="x") == "x"
    given("  ")
    assert env.text(NAME, default="x") == "x"
    assert env.words(NAME, default="a, b") == ["a", "b"]


def test_a_missing_value_is_named_with_what_it_needs():
    with pytest.raises(SettingError, match=f"Set {NAME} in the environment: a long key"):
        env.required(NAME, needed="a long key")


@pytest.mark.parametrize(("value", "read"), [("on", True), ("YES", True), ("0", False)])
def test_switches_read_the_usual_words(given, value, read):
    given(value)
    assert env.switch(NAME, default=not read) is read


@pytest.mark.parametrize("value", ["maybe", "2", "onn"])
def test_a_switch_says_what_it_takes(given, value):
    given(value)
    with pytest.raises(SettingError, match="on or off"):
        env.switch(NAME, default=False)


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "٣", "0"])
def test_a_number_says_what_it_takes(given, value):
    given(value)
    with pytest.raises(SettingError, match="whole number of at least 1"):
        env.number(NAME, default=4, least=1)


def test_a_choice_lists_the_values_it_takes(given):
    given("PEAR")
    assert env.choice(NAME, default=Fruit.APPLE) is Fruit.PEAR
    given("plum")
    with pytest.raises(SettingError, match="one of apple, pear"):
        env.choice(NAME, default=Fruit.APPLE)


def test_a_folder_is_made_and_absolute(given, tmp_path):
    given(str(tmp_path / "a" / "b"))
    assert env.folder(NAME, default=Path("/nowhere")).is_dir()


def test_a_folder_that_cannot_be_made_is_named(given, tmp_path):
    (tmp_path / "file").write_text("")
    given(str(tmp_path / "file" / "below"))
    with pytest.raises(SettingError, match="a folder that can be written"):
        env.folder(NAME, default=tmp_path)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("20/min", Rate(20, 60)),
        ("5/15min", Rate(5, 900)),
        ("1/s", Rate(1, 1)),
        ("9/2h", Rate(9, 7200)),
    ],
)
def test_rates_are_a_count_in_a_window(given, value, read):
    given(value)
    assert env.rate(NAME, default="1/s") == read


@pytest.mark.parametrize("value", ["20", "0/min", "5/0min", "5 per minute", "5/week", "-1/min"])
def test_a_rate_says_what_it_takes(given, value):
    given(value)
    with pytest.raises(SettingError, match="a rate such as"):
        env.rate(NAME, default="1/s")


@pytest.mark.parametrize(
    "value",
    [
        "maps.example.org",
        "ftp://example.org",
        "https://",
        "https://a.example/path",
        "http://a:port",
    ],
)
def test_the_sites_address_has_a_scheme_and_a_host(given, value):
    given(value)
    with pytest.raises(SettingError):
        env.site_url(NAME, default="http://localhost")


def test_the_default_database_is_a_file_that_survives_a_power_cut(tmp_path):
    database = env.database(NAME, sqlite=tmp_path / "x.sqlite3", pool=4)
    assert database["NAME"] == str(tmp_path / "x.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_a_postgres_address_is_read_whole(given):
    given("postgres://ada:p%40ss@db.example:5433/maps?sslmode=require")
    database = env.database(NAME, sqlite=Path("unused"), pool=4)
    assert database["PASSWORD"] == "p@ss"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "maps")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 4


def test_a_network_that_is_cut_is_noticed_in_seconds(given):
    given("postgres://db/maps")
    options = env.database(NAME, sqlite=Path("unused"), pool=0)["OPTIONS"]
    assert options["connect_timeout"] <= 3
    assert options["tcp_user_timeout"] <= 3000
    assert "statement_timeout" in options["options"]
    assert "pool" not in options


@pytest.mark.parametrize("value", ["mysql://u:secret@h/n", "postgres://u:secret@h", "sqlite:", "n"])
def test_a_database_that_cannot_be_used_is_refused_without_its_password(given, value):
    given(value)
    with pytest.raises(SettingError, match="postgres://user:password@host") as caught:
        env.database(NAME, sqlite=Path("unused"), pool=0)
    assert "secret" not in str(caught.value)


def test_mail_goes_to_the_console_until_a_server_is_named(given):
    assert "console" in str(env.mailer(NAME)["BACKEND"])
    given("smtp+starttls://ada:p%40ss@mail.example")
    options = env.mailer(NAME)["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"]) == ("mail.example", 587, True)
    assert options["password"] == "p@ss"


def test_a_mail_server_of_another_kind_is_refused(given):
    given("pigeon://loft")
    with pytest.raises(SettingError, match="console or smtp"):
        env.mailer(NAME)
