"""The frame of the pages: strict about scripts and styles, in two languages, honest about a trial."""

import re
from contextlib import closing

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
OURS = r'(?! src=| id="[\w-]+" type="application/json")'  # a file of ours, or a block of data, which is not run
INLINE = re.compile(rf"<script{OURS}|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)


@pytest.fixture
def browser(city, person):
    client = Client()
    client.force_login(person("planner", city.root), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_first_page_wants_a_sign_in(city):
    answer = Client().get("/")
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/")


def test_the_first_page_says_who_is_signed_in_and_where(browser):
    page = browser.get("/").content.decode()
    assert "<h1>云澜市 " in page
    assert "<p>云澜市人民政府<br>" in page
    assert "planner-yl" in page
    for path in re.findall(r'<li><a href="([^"]+)"', page):
        assert browser.get(path).status_code in {200, 302}, path


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/password/change/"])
def test_no_page_holds_a_script_or_a_style_of_its_own(browser, path):
    client = browser if path != "/accounts/login/" else Client()
    page = client.get(path).content.decode()
    assert INLINE.findall(page) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []


def test_pages_are_chinese_until_the_switch_is_used_whatever_the_browser_likes(browser):
    page = browser.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert ">退出<" in page
    assert ">English<" in page
    answer = browser.post("/language", {"language": "en", "next": "/returns"})
    assert answer["Location"] == "/returns"
    page = browser.get("/").content.decode()
    assert ">Sign out<" in page
    assert '<html lang="en">' in page
    browser.post("/language", {"language": "zh-hans"})
    assert ">退出<" in browser.get("/").content.decode()


def test_the_switch_leads_nowhere_else_and_knows_two_languages(browser):
    for back in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        assert browser.post("/language", {"language": "fr", "next": back})["Location"] == "/"
    assert "language" not in browser.cookies
    assert browser.get("/language").status_code == 405


def test_a_trial_shows_its_day_and_the_real_ledger_none(browser, on_day, settings):
    on_day(2025, 7, 20)
    assert "演练，今天是 2025-07-20" in browser.get("/").content.decode()
    settings.TRIAL = False
    assert "演练" not in browser.get("/").content.decode()


def test_styles_and_icon_are_served_from_here(city, settings):
    for name in ("base.css", "icon.svg"):
        with closing(Client().get(f"{settings.STATIC_URL}taizhang/{name}")) as answer:
            assert answer.status_code == 200


def test_one_signs_out_from_every_page(browser):
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/").status_code == 302
