"""The overview as people open it each morning: from each number to where it came from, with mouse and with keyboard."""

import pytest


def test_a_result_opens_its_trace_and_the_trace_its_sentence(demo, visit):
    tab = visit(demo, "leader")
    tab.goto("/?year=2025")
    row = tab.locator("tr", has_text="地区生产总值").first
    assert "增长5.5%左右" in row.inner_text()
    row.get_by_role("link", name="5.4%").click()
    tab.wait_for_load_state()
    assert tab.locator("blockquote.sentence mark").first.inner_text() in {"846.9", "5.4%"}
    assert "已审定" in tab.locator("main").inner_text()


def test_how_the_rest_was_reckoned_opens_with_the_keyboard_alone(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/?year=2025")
    how = tab.locator("details.how").first
    how.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert "其余月份需增长" in how.inner_text()


def test_what_turned_red_is_compared_with_another_day(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/?year=2025")
    panel = tab.locator(".turning")
    assert "PM2.5平均浓度" in panel.inner_text()
    panel.locator("details summary").click()
    panel.locator("input[type=date]").fill("2025-07-19")
    panel.get_by_role("button").click()
    tab.wait_for_load_state()
    assert "2025-07-19" in tab.locator(".turning").inner_text()
    assert "没有新的红灯" in tab.locator(".turning").inner_text()


@pytest.mark.parametrize(("counted", "lists"), [("任务", "/tasks"), ("核查发现", "/checks")])
def test_a_count_opens_the_list_of_what_it_counts(demo, visit, counted, lists):
    tab = visit(demo, "auditor")
    tab.goto("/?year=2025")
    tab.locator("section", has_text=counted).locator(".light-counts a").last.click()
    tab.wait_for_load_state()
    assert lists in tab.url
    assert tab.locator("main h1").count() == 1


def test_what_is_important_stands_above_the_fold_of_an_office_screen(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/?year=2025")
    for part in (".year-bar", ".glance-table tbody tr:nth-child(8)", ".turning"):
        box = tab.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 768, part


def test_a_reporter_finds_on_top_what_is_owed(demo, visit):
    tab = visit(demo, "reporter")
    tab.goto("/")
    assert "我要报的" in tab.locator("main h2").first.inner_text()


def test_an_empty_ledger_says_where_to_begin(empty, visit):
    tab = visit(empty, "founder")
    tab.goto("/")
    assert tab.locator(".first-steps li").count() == 3
