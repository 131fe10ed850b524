"""The table of indicators and the page of one, as they are used: by mouse and by keyboard, wide and narrow."""

import re

LIST = "/indicators?unit=1&year=2025"


def names(tab):
    return tab.locator("table.indicators tbody th[scope=row] a").all_inner_texts()


def test_the_table_is_narrowed_as_one_types_without_a_new_page(demo, visit):
    tab = visit(demo, "planner")
    tab.goto(LIST)
    before = len(names(tab))
    tab.evaluate("window.same = true")
    tab.keyboard.press("/")
    tab.keyboard.type("零售")
    tab.wait_for_url(re.compile("words="))
    assert len(names(tab)) < before
    assert all("零售" in name for name in names(tab))
    assert tab.evaluate("window.same")
    assert tab.locator("#words").evaluate("node => node === document.activeElement")
    assert "words=" in tab.locator("#taking a").first.get_attribute("href")


def test_a_light_and_a_heading_filter_and_sort_by_the_keyboard(demo, visit):
    tab = visit(demo, "leader")
    tab.goto(LIST)
    tab.locator(".light-choices a", has_text="滞后").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**light=red**")
    assert set(tab.locator("table.indicators tbody .light").all_inner_texts()) == {"滞后"}
    tab.locator("table.indicators thead a", has_text="达序时进度").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**sort=pace**")
    assert tab.locator("th[aria-sort=ascending]").inner_text().startswith("达序时进度")
    assert "light=red" in tab.url


def test_a_view_is_kept_found_as_a_tab_and_removed(city_site, visit):
    tab = visit(city_site, "planner")
    tab.goto(f"{LIST}&light=amber&group=nature")
    tab.get_by_text("保存为视图").click()
    tab.get_by_label("名称").fill("关注的")
    tab.get_by_role("button", name="保存").click()
    tab.wait_for_load_state()
    assert "视图“关注的”已保存" in tab.locator(".messages").inner_text()
    tab.goto("/indicators")
    tab.locator(".tabs a", has_text="关注的").click()
    tab.wait_for_load_state()
    assert "light=amber" in tab.url
    assert tab.locator(".tabs a[aria-current]").inner_text() == "关注的"
    tab.get_by_text("管理视图").click()
    tab.get_by_role("button", name="删除视图").click()
    tab.wait_for_load_state()
    assert tab.locator("#views a").count() == 0


def test_the_page_of_an_indicator_draws_its_charts_and_gives_their_numbers(demo, visit):
    tab = visit(demo, "planner")
    tab.goto(LIST)
    tab.locator("table.indicators a", has_text="城镇新增就业").first.click()
    tab.wait_for_load_state()
    assert tab.locator("h1").inner_text().startswith("城镇新增就业")
    figures = tab.locator("figure.chart")
    assert figures.count() >= 4
    for figure in figures.all():
        figure.scroll_into_view_if_needed()
        figure.locator("svg").first.wait_for()
    with tab.expect_download() as taken:
        tab.locator("#figure-districts a", has_text="Excel").click()
    assert taken.value.suggested_filename == "districts.xlsx"
    assert re.search(r"[\d.]+万人以上", tab.locator("table.ranking").inner_text())


def test_a_value_leads_to_where_it_came_from(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/indicators/gdp?unit=1&year=2025")
    tab.locator(".stand a.value").first.click()
    tab.wait_for_load_state()
    assert "/trace/observation/" in tab.url


def test_districts_are_compared_by_the_measure_that_is_chosen(demo, visit):
    tab = visit(demo, "leader")
    tab.goto("/indicators/retail_sales?unit=1&year=2025")
    tab.get_by_label("比较").select_option("cumulative_growth")
    tab.wait_for_url("**by=cumulative_growth**")
    assert "%" in tab.locator("table.ranking tbody td").nth(1).inner_text()


def test_nothing_runs_out_of_a_narrow_window(demo, visit):
    tab = visit(demo, "planner", width=390, height=844)
    for address in (LIST, "/indicators/employment.urban_new?unit=1&year=2025", "/indicators/gdp"):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_empty_ledger_says_what_to_do_next(empty, visit):
    tab = visit(empty, "founder")
    tab.goto("/indicators")
    assert "还没有这一年的目标和数据" in tab.locator("#rows").inner_text()
