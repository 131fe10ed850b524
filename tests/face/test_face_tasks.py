"""Tasks before a real browser: narrowed without a reload, walked by the keyboard, reported, reviewed many at once."""

import pytest

expect = pytest.importorskip("playwright.sync_api").expect


def test_a_filter_changes_the_rows_and_the_address_alone(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/tasks")
    tab.evaluate("window.stayed = true")
    tab.get_by_label("分组").select_option("light")
    tab.wait_for_url("**by=light*")
    assert tab.locator("tr.group").first.inner_text().startswith("滞后")
    tab.get_by_label("名称含").fill("消费券")
    tab.get_by_role("button", name="筛选").click()
    expect(tab.locator("[data-key-row]")).to_have_count(1)
    assert tab.evaluate("window.stayed")
    tab.locator("[data-key-row] a").first.click()
    assert tab.locator("h1").inner_text() == "发放消费券5000万元"
    assert tab.locator("blockquote mark").inner_text() == "发放消费券5000万元"


def test_a_column_is_sorted_by_the_keyboard_and_the_order_is_kept_as_a_view(city_site, visit):
    tab = visit(city_site, "planner")
    tab.goto("/tasks?by=none")
    tab.evaluate("window.stayed = true")
    tab.locator("#sort-deadline").focus()
    for way, address in (("ascending", "sort=deadline"), ("descending", "sort=-deadline")):
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"**{address}")
        expect(tab.locator("th[aria-sort]")).to_have_attribute("aria-sort", way)
        expect(tab.locator("#sort-deadline")).to_be_focused()
        days = [day for day in tab.locator("[data-key-row] td.day").all_inner_texts() if day != "—"]
        assert days == sorted(days, reverse=way == "descending")
    states = tab.locator("summary", has_text="状态")
    states.focus()
    tab.keyboard.press("Enter")
    for state in ("under_way", "late"):
        tab.locator(f"input[name=state][value={state}]").focus()
        tab.keyboard.press("Space")
        tab.wait_for_url(f"**state={state}*sort=-deadline*")
    expect(tab.locator("#now-state")).to_have_text("2 项")
    tab.keyboard.press("Escape")
    expect(states).to_be_focused()
    assert tab.evaluate("window.stayed")
    tab.get_by_text("保存为视图").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("名称", exact=True).fill("先看最晚的")
    tab.keyboard.press("Enter")
    tab.locator(".messages", has_text="已保存").wait_for()
    expect(tab.locator("#views [aria-current]")).to_have_text("先看最晚的")
    tab.goto("/tasks")
    tab.get_by_role("link", name="先看最晚的").press("Enter")
    tab.wait_for_url("**sort=-deadline*")
    assert tab.locator("th[aria-sort]").inner_text() == "完成时限"


def test_rows_are_walked_opened_and_explained_by_the_keyboard(demo, visit):
    tab = visit(demo, "reviewer")
    tab.goto("/tasks")
    tab.keyboard.press("?")
    assert tab.locator("#keys-help").is_visible()
    tab.keyboard.press("j")  # goes to nothing while the help is open
    tab.keyboard.press("Escape")
    for key in "jjjk":
        tab.keyboard.press(key)
    second = tab.locator("[data-key-row]").nth(1)
    assert "at-hand" in second.get_attribute("class")
    name = second.locator("a").first.inner_text()
    tab.keyboard.press("Enter")
    tab.wait_for_load_state()
    assert tab.locator("h1").inner_text() == name


def test_what_waits_is_chosen_and_accepted_by_the_keyboard(city_site, visit):
    tab = visit(city_site, "reviewer")
    tab.goto("/mine")
    section = tab.locator("#reports")
    count = section.locator("[data-key-row]").count()
    assert count == 2
    while section.locator(".at-hand").count() == 0:
        tab.keyboard.press("j")
    tab.keyboard.press("x")
    tab.keyboard.press("j")
    tab.keyboard.press("x")
    button = section.get_by_role("button", name="审核通过所选")
    assert button.inner_text() == "审核通过所选 2"
    button.press("Enter")
    tab.wait_for_load_state()
    assert "已审核通过 2 份" in tab.locator(".messages").inner_text()
    assert tab.locator("#reports").count() == 0


def test_a_report_is_kept_as_typed_until_it_can_be_sent(city_site, visit):
    tab = visit(city_site, "shangwu", width=390, height=844)
    tab.goto("/tasks?by=unit")
    tab.get_by_role("link", name="发放消费券5000万元").click()
    tab.get_by_text("报告进展").click()
    tab.get_by_label("截至日期").fill("2025-08-01")
    tab.get_by_label("进展情况").fill("累计发放3100万元")
    tab.get_by_role("button", name="报送").click()
    tab.locator(".error", has_text="不能晚于今天").first.wait_for()
    tab.complaints.clear()  # the browser tells that the answer was a refusal
    assert tab.get_by_label("进展情况").input_value() == "累计发放3100万元"
    tab.get_by_label("截至日期").fill("2025-07-18")
    tab.get_by_role("button", name="报送").click()
    tab.locator(".messages .success").wait_for()
    assert "待审核" in tab.locator(".timeline > li").first.inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sheet_is_printed_across(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/tasks/sheet")
    tab.evaluate("window.print = () => { window.printed = true; }")
    tab.get_by_role("button", name="打印").click()
    assert tab.evaluate("window.printed")
    tab.get_by_role("link", name="A3").click()
    tab.wait_for_load_state()
    tab.emulate_media(media="print")
    assert not tab.locator("nav.rail").is_visible()
    assert tab.get_by_role("table").is_visible()
