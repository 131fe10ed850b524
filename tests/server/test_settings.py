"""Settings: each checked at the start, shown without secrets, and what Django makes of them."""

import re
from pathlib import Path

import pytest

from taizhang.cli.main import main
from taizhang.server.config import SETTINGS, SettingRefused, read_config
from taizhang.server.databases import database_of
from taizhang.server.operations.showing import line, settings
from taizhang.server.running_log import JsonLines, logging_of

DEPLOY_FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
DEPLOY = sorted(path for path in DEPLOY_FOLDER.rglob("*") if path.is_file())


def read(**values):
    return read_config({f"TAIZHANG_{name}": value for name, value in values.items()})


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("PORT", "http", "应为整数"),
        ("PORT", "70000", "应在 1 与 65535 之间"),
        ("PASSWORD_LENGTH", "4", "应在 8 与 64 之间"),
        ("HTTPS", "perhaps", "应为 yes 或 no"),
        ("LANGUAGE", "fr", "应为 zh、en 之一"),
        ("TIME_ZONE", "Asia/Peking", "没有这个时区"),
        ("DATABASE_URL", "mysql://db/ledger", "应以 postgresql://、postgres:// 开头"),
        ("DATABASE_URL", "db/ledger", "应为完整的地址"),
        ("DATABASE_URL", "postgresql://db:port/ledger", "应为完整的地址"),
        ("MAIL_URL", "http://mail", "应以 smtp://、smtps:// 开头"),
        ("SECRET_KEY", "short", "至少 32 个字符"),
        ("HOOK_HOSTS", "https://oa.example/", "应为主机名或地址"),
        ("HOOK_HOSTS", "oa.example:8443", "应为主机名或地址"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name(name, value, wanted):
    with pytest.raises(SettingRefused) as refused:
        read(**{name: value})
    assert f"TAIZHANG_{name}=" in refused.value.message()
    assert wanted in refused.value.message()


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "geheim"), ("DATABASE_URL", "mysql://office:geheim@db/x"), ("MAIL_URL", "x://a:geheim@mail")],
)
def test_a_refusal_tells_no_secret(name, value):
    with pytest.raises(SettingRefused) as refused:
        read(**{name: value})
    assert "geheim" not in refused.value.message() + str(refused.value)


def test_settings_that_go_together_are_wanted_together():
    with pytest.raises(SettingRefused, match="TAIZHANG_OIDC_CLIENT"):
        read(OIDC_ISSUER="https://id.example.cn")
    with pytest.raises(SettingRefused, match="TAIZHANG_PROXY"):
        read(HTTPS="yes")
    assert read(HTTPS="yes", PROXY="yes").flag("HTTPS")


def test_the_defaults_are_valid():
    config = read()
    assert {setting.name for setting in SETTINGS} == config.values.keys()
    assert config.number("PORT") == 8000


def test_sqlite_waits_for_its_turn_and_postgresql_gives_up_soon(tmp_path):
    embedded = database_of(read(HOME=str(tmp_path)))
    assert embedded["NAME"] == tmp_path / "ledger.sqlite3"
    assert embedded["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    away = database_of(read(DATABASE_URL="postgresql://office:%40%2F@db:5433/ledger?sslmode=require"))
    assert (away["USER"], away["PASSWORD"], away["HOST"], away["PORT"]) == ("office", "@/", "db", "5433")
    assert away["OPTIONS"]["sslmode"] == "require"
    assert away["OPTIONS"]["pool"]["timeout"] <= 5


def test_settings_are_listed_with_their_meaning_and_without_secrets(monkeypatch):
    monkeypatch.setenv("TAIZHANG_PORT", "8000")
    told = []
    assert settings(told.append) == 0
    assert len(told) == len(SETTINGS)
    assert any(words.zh.startswith("* TAIZHANG_PORT=8000\n    监听的端口") for words in told)
    secret = next(setting for setting in SETTINGS if setting.name == "METRICS_TOKEN")
    assert line(secret, "geheim").en.startswith("  TAIZHANG_METRICS_TOKEN=***\n")


def test_the_running_log_takes_the_form_that_is_set():
    assert logging_of(read(LOG_FORMAT="json"))["formatters"]["line"]["()"] is JsonLines
    assert logging_of(read(LOG_LEVEL="warning"))["root"]["level"] == "WARNING"


def test_the_command_lists_them(capsys, monkeypatch):
    assert main(["admin", "settings", "--lang", "en"]) == 0
    assert "TAIZHANG_HOME=" in capsys.readouterr().out


@pytest.mark.parametrize("path", DEPLOY, ids=lambda path: path.name)
def test_what_is_written_on_deploying_names_only_settings_that_there_are(path):
    known = {setting.variable for setting in SETTINGS}
    assert sorted(set(re.findall(r"TAIZHANG_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))) - known) == []


def test_the_settings_of_the_example_are_valid():
    lines = (DEPLOY_FOLDER / "deploy" / "settings.example").read_text(encoding="utf-8").splitlines()
    config = read_config(dict(line.split("=", 1) for line in lines if not line.startswith("#")))
    assert config.flag("PROXY")
    assert config.number("WORKERS") > 1
