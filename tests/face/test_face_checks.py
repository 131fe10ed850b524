"""Findings and promises as people work through them: by the keyboard, with words that are never lost, on paper."""

import re

import pytest
from playwright.sync_api import expect

from face.test_axe import barriers


@pytest.fixture
def at_findings(city_site, visit):
    """The page of findings, looked at by a planner who may answer."""
    tab = visit(city_site, "planner")
    tab.goto("/checks?severity=high")
    return tab


def current(tab):
    return tab.evaluate("() => document.activeElement.closest('[data-finding]')?.id")


def test_findings_are_walked_and_answered_by_the_keyboard_alone(at_findings, city_site, visit):
    tab = at_findings
    first, second = [card.get_attribute("id") for card in tab.locator("[data-finding]").all()[:2]]
    tab.keyboard.press("j")
    assert current(tab) == first
    tab.keyboard.press("j")
    assert current(tab) == second
    tab.keyboard.press("k")
    tab.keyboard.press("c")
    tab.keyboard.type("附表已更正")
    tab.keyboard.press("Control+Enter")
    card = tab.locator(f"#{first}")
    expect(card.locator(".finding-head")).to_contain_text("已更正")
    expect(card.locator(".trail")).to_contain_text("附表已更正")
    other = visit(city_site, "auditor")
    other.goto(f"/checks/{first.removeprefix('finding-')}")
    other.keyboard.press("x")
    other.keyboard.type("已核")
    other.keyboard.press("Control+Enter")
    expect(other.locator(".finding-head")).to_contain_text("已办结")


def test_what_was_typed_stays_where_somebody_else_was_faster(at_findings, city_site, visit):
    slow, number = at_findings, at_findings.locator("[data-finding]").first.get_attribute("id")
    fast = visit(city_site, "reviewer")
    fast.goto("/checks?severity=high")
    for tab, words in ((fast, "先说明"), (slow, "写了很久")):
        card = tab.locator(f"#{number}")
        card.locator(".answer summary").click()
        card.locator("textarea").fill(words)
        card.get_by_role("button", name="说明").click()
        tab.wait_for_load_state()
    slow.complaints.clear()
    assert "核查发现现为“已说明”，不能说明" in slow.locator("main").inner_text()
    assert slow.locator("textarea").input_value() == "写了很久"


def test_the_help_tells_the_keys_and_closes_by_escape(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/checks")
    tab.keyboard.press("?")
    assert tab.get_by_role("dialog").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#keys").is_visible()


def test_a_sentence_leads_to_where_it_stands(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/checks?check=text_table_conflict")
    number = tab.locator(".sentence mark").first
    assert re.fullmatch(r"/documents/\d+\?at=\d+", number.locator("..").get_attribute("href"))


def test_chips_filter_and_the_address_can_be_shared(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/checks")
    tab.get_by_label("按轻重").get_by_role("link", name="重要").click()
    assert "severity=high" in tab.url
    tab.select_option("#check", label=tab.locator("#check option").nth(1).inner_text())
    tab.wait_for_url(re.compile("check="))
    assert "severity=high" in tab.url


def test_a_promise_opens_its_sentences_over_the_table(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/promises?year=2025")
    tab.locator("a[data-panel]").first.click()
    panel = tab.locator("#panel")
    panel.locator(".sentence").first.wait_for()
    assert "结论" in panel.inner_text()
    tab.keyboard.press("Escape")
    assert not panel.is_visible()
    assert "/promises?year=2025" in tab.url


def test_promises_print_on_wide_paper_without_the_menu(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/promises?year=2025")
    tab.emulate_media(media="print")
    assert not tab.locator("nav.rail").is_visible()
    assert tab.locator("table.promises").is_visible()
    assert tab.pdf(prefer_css_page_size=True)[:4] == b"%PDF"


def test_an_administrator_gives_a_role_and_sees_it_in_the_log(city_site, visit):
    tab = visit(city_site, "admin")
    tab.goto("/manage/people")
    tab.get_by_role("link", name="林填报").click()
    tab.get_by_text("授予角色", exact=True).first.click()
    tab.get_by_label("角色 *").select_option("reviewer")
    tab.locator("#form-give button").click()
    tab.wait_for_load_state()
    assert "已授予“审核”" in tab.locator(".messages").inner_text()
    tab.goto("/manage/log")
    tab.get_by_role("link", name="授予角色").first.click()
    assert "审核" in tab.locator("main").inner_text()


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_the_page_of_a_webhook_tells_its_secret_once_and_has_no_barrier(lang, city_site, visit):
    tab = visit(city_site, "admin", lang=lang)
    tab.goto("/manage/hooks")
    tab.locator("details.fold summary").first.click()
    tab.fill("#add-name", "办公系统")
    tab.fill("#add-url", "https://oa.example/tz")
    tab.fill("#add-actions", "return.*")
    tab.locator("#form-add button").click()
    assert tab.locator(".secret code").inner_text().startswith("tzh_")
    assert barriers(tab) == []
    tab.goto("/manage/hooks")
    tab.get_by_role("link", name="办公系统").click()
    assert tab.locator("h1").inner_text().startswith("办公系统")
    assert tab.locator(".secret").count() == 0
