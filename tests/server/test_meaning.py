"""What indicators mean, in the ledger: brought in with the catalogue, shown in both languages, a region's own too."""

import pytest
from django.test import Client

from server.cast import made
from taizhang.catalogue.definitions import definition_of
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
def shown(city, person):
    """The text of a page for a planner, in a language."""
    made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))

    client = Client()
    client.force_login(person("planner", city.root), backend=BACKEND)

    def text(path, lang="zh"):
        client.cookies["language"] = lang
        return client.get(path).content.decode()

    return text


def own_indicator(city, **values):
    fixed = {"code": "990100.tea", "region": city.region, "unit": city.root, "name": "茶旅收入", "nature": "flow"}
    return made(Indicator(**(fixed | {"unit_of_measure": "万元", "adds_up": True} | values)))


def test_the_catalogue_brings_its_definitions_in(gdp):
    assert (gdp.definition, gdp.source) == (GDP.words.zh, GDP.source)


def test_what_the_catalogue_says_is_said_in_both_languages_and_what_the_ledger_says_as_it_stands(gdp):
    assert meaning_of(gdp).definition == GDP.words
    gdp.definition = "本市口径：不含飞地园区。"
    assert meaning_of(gdp).definition == ("本市口径：不含飞地园区。",) * 2


def test_a_ledger_that_was_loaded_without_definitions_shows_those_of_the_catalogue(gdp):
    gdp.definition = gdp.source = ""
    told = meaning_of(gdp)
    assert (told.definition, told.source) == (GDP.words, GDP.source)


def test_how_it_is_measured_follows_the_ledger(city, gdp):
    assert "以亿元计；升降按可比价格算" in meaning_of(gdp).measured.zh
    assert "见于国家、省、市、县" in meaning_of(gdp).measured.zh
    own = own_indicator(city, better="none")
    assert meaning_of(own).measured.zh == (
        "时期数，是一段时间内发生的量，年内可以累计；以万元计；升降按现价算，含价格变动；"
        "各地之和就是全域数；高低本身不分好坏。"
    )
    assert meaning_of(own).definition == ("", "")


def test_an_index_of_the_catalogue_stays_one(city):
    (prices,) = load_catalogue(SERVER, city.root, codes=["prices.consumer"])
    assert meaning_of(prices).measured.zh.startswith("指数")


def test_the_interface_tells_both(city, gdp, planner):
    row = planner.get(f"/indicators/{gdp.pk}")
    assert (row["definition"], row["definition_english"]) == GDP.words
    assert (row["measured"], row["measured_english"]) == meaning_of(gdp).measured
    own = planner.get(f"/indicators/{own_indicator(city).pk}")
    assert (own["definition"], own["definition_english"]) == ("", "")
    assert own["measured_english"].startswith("A flow")


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
