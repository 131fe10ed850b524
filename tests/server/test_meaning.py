"""What indicators mean, in the ledger: brought in with the catalogue, shown in both languages, a region's own too."""

import pytest
from django.test import Client

from server.cast import made
from taizhang.catalogue.definitions import Definition, definition_of
from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.meaning import meaning_of
from taizhang.server.ledger.models import Indicator, Plan

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GDP = definition_of("gdp")


@pytest.fixture
def gdp(city):
    return load_catalogue(SERVER, city.root, codes=["gdp"])[0]


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def tab(city, person):
    """The browser of a planner."""
    client = Client()
    client.force_login(person("planner", city.root), backend=BACKEND)
    return client


@pytest.fixture
def shown(city, tab):
    """The text of a page for a planner, in a language."""
    made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))

    def text(path, lang="zh"):
        tab.cookies["language"] = lang
        return tab.get(path).content.decode()

    return text


def own_indicator(city, **values):
    fixed = {"code": "990100.tea", "region": city.region, "unit": city.root, "name": "茶旅收入", "nature": "flow"}
    return made(Indicator(**(fixed | {"unit_of_measure": "万元", "adds_up": True} | values)))


def test_the_ledger_holds_no_copy_of_what_the_catalogue_says(gdp):
    assert (gdp.definition, gdp.source) == ("", "")
    told = meaning_of(gdp)
    assert (told.definition, told.source) == (GDP.words, GDP.source)


def test_what_the_ledger_says_itself_goes_first_as_it_stands(gdp):
    gdp.definition, gdp.source = "本市口径：不含飞地园区。", "市统计局"
    told = meaning_of(gdp)
    assert (told.definition, told.source) == (("本市口径：不含飞地园区。",) * 2, "市统计局")


def test_another_wording_of_the_catalogue_is_shown_where_the_ledger_has_none(gdp, monkeypatch):
    reworded = Definition(Words("新的说法。", "New words."), "新的制度")
    monkeypatch.setattr("taizhang.catalogue.definitions.definitions", lambda: {"gdp": reworded})
    told = meaning_of(gdp)
    assert (told.definition, told.source) == (reworded.words, reworded.source)


def test_how_it_is_measured_follows_the_ledger(city, gdp):
    assert "以亿元计；升降按可比价格算" in meaning_of(gdp).measured.zh
    own = own_indicator(city, better="none")
    assert meaning_of(own).measured.zh == (
        "时期数，是一段时间内发生的量，年内可以累计；以万元计；升降按现价算，含价格变动；"
        "各地的数可以加总，跨地重复的除外。"
    )
    assert meaning_of(own).definition == ("", "")


def test_an_index_of_the_catalogue_stays_one(city):
    (prices,) = load_catalogue(SERVER, city.root, codes=["prices.consumer"])
    assert meaning_of(prices).measured.zh.startswith("指数")


def test_the_growth_of_a_balance_is_on_no_prices(city):
    (balance,) = load_catalogue(SERVER, city.root, codes=["trade.balance"])
    assert "升降" not in meaning_of(balance).measured.zh


def test_the_interface_tells_both(city, gdp, planner):
    row = planner.get(f"/indicators/{gdp.pk}")
    assert (row["definition"], row["definition_english"]) == GDP.words
    assert (row["measured"], row["measured_english"]) == meaning_of(gdp).measured
    assert row["source"] == GDP.source
    own = planner.get(f"/indicators/{own_indicator(city).pk}")
    assert (own["definition"], own["definition_english"]) == ("", "")
    assert own["measured_english"].startswith("A flow")


def test_the_form_holds_what_the_ledger_says_and_the_catalogue_beside_it(gdp, shown, tab):
    path = f"/manage/catalogue/{gdp.pk}"
    text = shown(path)
    assert f"不填则用目录的：{GDP.words.zh}" in text
    assert f"不填则用目录的：{GDP.source}" in text
    said = {"name": gdp.name, "unit_of_measure": "亿元", "nature": "flow", "better": "up", "revision": gdp.revision}
    tab.post(f"{path}/change", said | {"english": "GDP", "definition": "", "source": ""})
    gdp.refresh_from_db()
    assert (gdp.english, gdp.definition, gdp.source) == ("GDP", "", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_of_an_indicator_show_both_in_the_language_of_the_reader(city, gdp, shown, lang):
    told = meaning_of(gdp)
    for path in ("/indicators/gdp", f"/manage/catalogue/{gdp.pk}"):
        text = shown(path, lang)
        assert getattr(told.definition, lang) in text
        assert getattr(told.measured, lang) in text


def test_the_page_of_an_indicator_of_ones_own_shows_how_it_is_measured(city, shown):
    own = own_indicator(city)
    text = shown(f"/indicators/{own.code}")
    assert meaning_of(own).measured.zh in text
    assert "<dt>含义</dt>" not in text
