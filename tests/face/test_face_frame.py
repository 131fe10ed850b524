"""What stands around every page: the menu, the language, the policy, what is told of pages that are not there."""

import pytest


def test_the_menu_leads_to_pages_and_marks_where_one_is(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/")
    for link in tab.locator("nav.rail a").all():
        address = link.get_attribute("href")
        other = visit(demo, "planner")
        assert other.goto(address).status == 200
        assert other.locator(f'nav.rail a[href="{address}"]').get_attribute("aria-current") == "page"


@pytest.mark.parametrize(("lang", "words"), [("zh-hans", "退出"), ("en", "Sign out")])
def test_pages_are_in_the_language_that_was_chosen(demo, visit, lang, words):
    tab = visit(demo, "planner", lang=lang)
    tab.goto("/")
    tab.locator("details.account summary").click()
    assert tab.get_by_role("button", name=words).is_visible()
    tab.locator("form.language button").click()
    tab.wait_for_load_state()
    assert tab.locator("html").get_attribute("lang") == {"zh-hans": "en", "en": "zh-CN"}[lang]


def test_a_page_that_is_not_there_says_so_and_leads_back(demo, visit):
    tab = visit(demo, "planner")
    assert tab.goto("/nothing/here").status == 404
    tab.complaints.clear()
    assert "没有这一页" in tab.locator("main").inner_text()
    tab.get_by_role("link", name="回到首页").click()
    assert tab.url == f"{demo.address}/"


def test_the_menu_folds_in_a_narrow_window(demo, visit):
    tab = visit(demo, "planner", width=390, height=844)
    tab.goto("/")
    first = tab.locator("nav.rail a").first
    assert not first.is_visible()
    tab.locator(".rail-fold summary").click()
    assert first.is_visible()


def test_files_of_pages_are_kept_by_browsers_and_sent_compressed(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/")
    sheet = tab.locator('link[rel="stylesheet"]').first.get_attribute("href")
    answer = tab.context.request.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "max-age=31536000" in answer.headers["cache-control"]
    policy = tab.context.request.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
