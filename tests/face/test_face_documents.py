"""Documents as people work with them: dropped in, read, reviewed by the keyboard, adopted; two of them side by side."""

import re

import pytest

from face.sites import jobs_done

PLAN = """云澜市2025年国民经济和社会发展计划<script>alert("x")</script>

一、2024年计划执行情况

全市地区生产总值完成1655.8亿元，同比增长5.6%。三次产业结构由8.4：41.5：50.1调整为8.1：41.2：50.7。粮食总产量达到119.2万吨。

二、2025年主要预期目标

主要预期目标是：地区生产总值增长5.5%以上；城镇新增就业4.3万人以上。

| 指标 | 2024年完成 | 2025年目标 |
| --- | --- | --- |
| 粮食总产量（万吨） | 119.2 | 119 |
"""
GRADED = "机密★1年\n云澜市2025年专项计划\n地区生产总值增长6%。\n"


def files(**texts):
    return [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()} for name, text in texts.items()]


def uploaded(tab, **texts):
    """Send files by the form of the library and wait until they have been read; the address of the first."""
    tab.goto("/documents")
    tab.set_input_files("#files", files(**texts))
    tab.get_by_role("button", name="上传", exact=True).click()
    tab.wait_for_selector("#under-way .tag-good", timeout=30000)
    return tab.locator("#under-way a").first.get_attribute("href")


def at_hand(tab):
    return tab.locator("#text .here").first.get_attribute("id")


def progress(tab, number):
    tab.wait_for_selector(f"#progress:has-text('第 {number} 个')")


def settled(tab):
    """Wait until the panel shows what is marked in the text."""
    tab.wait_for_selector(f"#panel .thing[data-name='{at_hand(tab)}']")


def test_files_are_read_and_refused_each_by_itself(city_site, visit):
    tab = visit(city_site, "planner")
    address = uploaded(tab, 计划=PLAN, 涉密=GRADED)
    assert "不接收涉密文档" in tab.locator("#uploads .error").inner_text()
    assert "已收到" in tab.locator("#uploads .taken").inner_text()
    tab.wait_for_selector(f"#library a[href='{address}']")  # the table took the new one in by itself


def test_what_is_read_before_the_page_asks_is_told_too(city_site, visit):
    tab = visit(city_site, "planner")

    def once_read(route):
        jobs_done(city_site)
        route.continue_()

    tab.route("**/documents/under-way*", once_read)
    address = uploaded(tab, 计划=PLAN)
    tab.wait_for_selector(f"#library a[href='{address}']")


def test_a_document_is_reviewed_by_the_keyboard_alone(city_site, visit):
    tab = visit(city_site, "planner")
    tab.goto(uploaded(tab, 计划=PLAN))
    assert '<script>alert("x")</script>' in tab.locator("#text").inner_text()
    queue = tab.evaluate("JSON.parse(document.getElementById('queue').textContent)")
    assert len(queue) >= 3, "the text was made to leave numbers in doubt"
    tab.keyboard.press("n")
    progress(tab, 1)
    settled(tab)
    assert at_hand(tab) == queue[0]
    assert tab.url.endswith(f"fact={queue[0].removeprefix('fact-')}")
    tab.keyboard.press("a")
    progress(tab, 2)
    assert "accept" in tab.locator(f"#{queue[0]}").get_attribute("class")
    settled(tab)
    tab.keyboard.press("c")
    tab.wait_for_selector("#correct.open")
    tab.locator("#value-value").fill("许多")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#wrong-value")
    tab.complaints.clear()  # the refusal, which the browser tells of too
    assert tab.evaluate("document.activeElement.id") == "value-value"
    tab.keyboard.press("Control+A")
    tab.keyboard.type("41.6")
    tab.keyboard.press("Enter")
    progress(tab, 3)
    assert "correct" in tab.locator(f"#{queue[1]}").get_attribute("class")
    settled(tab)
    tab.keyboard.press("r")
    tab.keyboard.type("结构比例，不单独入账")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(f"#{queue[2]}.reject")
    tab.keyboard.press("Escape")
    tab.keyboard.press("u")
    tab.wait_for_selector("#panel [role=alert]")
    tab.complaints.clear()
    assert "没有更早的结论" in tab.locator("#panel [role=alert]").inner_text()
    assert at_hand(tab) == queue[2]
    tab.keyboard.press("p")
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#help").is_visible()


def test_what_is_typed_survives_a_verdict_by_somebody_else(city_site, visit):
    tab, other = visit(city_site, "planner"), visit(city_site, "reviewer")
    address = uploaded(tab, 计划=PLAN)
    for each in (tab, other):
        each.goto(f"{address}?show=all")
        each.locator("#text mark.measure", has_text="1655.8").click()
        settled(each)
    other.keyboard.press("a")
    other.wait_for_selector("#text mark.accept")
    tab.keyboard.press("c")
    tab.locator("#value-value").fill("1656")
    tab.locator("#correct button").click()
    tab.wait_for_selector("#panel [role=alert]")
    tab.complaints.clear()
    assert "没有覆盖" in tab.locator("#panel [role=alert]").inner_text()
    assert tab.locator("#value-value").input_value() == "1656"
    tab.locator("#correct button").click()
    tab.wait_for_selector("#text mark.correct")


def test_what_was_accepted_is_adopted_and_leads_back(city_site, visit):
    tab = visit(city_site, "planner")
    address = uploaded(tab, 计划=PLAN)
    tab.goto(address)
    tab.get_by_text("批量认可").click()
    tab.get_by_role("button", name="全部认可").click()
    tab.wait_for_selector(".messages .success")
    tab.get_by_role("link", name="采用入账").click()
    assert re.search(r"将采用 \d+ · 台账中已有 \d+ · 不采用 \d+", tab.locator("main").inner_text())
    tab.locator("table.outcomes a").first.click()
    settled(tab)
    assert tab.locator("#text .here").first.is_visible()


def test_the_marks_move_no_word_and_are_quick(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/documents/1")
    tab.keyboard.press("n")
    settled(tab)
    high = tab.evaluate("document.getElementById('text').scrollHeight")
    slow = tab.evaluate("""() => {
      const times = [];
      for (const key of ["n", "n", "p", "ArrowRight", "n"]) {
        const from = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        document.body.getBoundingClientRect();
        times.push(performance.now() - from);
      }
      return times.sort((one, other) => one - other)[2];
    }""")
    assert slow < 100
    settled(tab)
    assert tab.evaluate("document.getElementById('text').scrollHeight") == high
    tab.locator("#with-statements").check()
    assert tab.evaluate("document.getElementById('text').scrollHeight") == high


def test_the_outline_marks_where_one_is(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/documents/1")
    link = tab.locator(".outline a.l1").nth(2)
    link.click()
    tab.wait_for_selector(".outline a[aria-current]")
    tab.locator("#text mark.measure").last.click()
    settled(tab)
    assert tab.locator(".outline a[aria-current]").count() == 1


@pytest.mark.parametrize("way", ["?at={at}", "#fact-{fact}", "?fact={fact}"])
def test_other_pages_lead_to_a_number(demo, visit, way):
    tab = visit(demo, "planner")
    api = tab.context.request.get("/api/v1/documents/1/facts?indicator=gdp&limit=1").json()["rows"][0]
    tab.goto("/documents/1" + way.format(at=api["start"], fact=api["id"]))
    settled(tab)
    assert at_hand(tab) == f"fact-{api['id']}"


def test_links_between_two_documents_are_drawn_and_gone_through(demo, visit):
    tab = visit(demo, "planner")
    tab.goto("/documents/1/beside/4")
    tab.wait_for_function("document.querySelectorAll('#lines path').length > 3")
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    tab.wait_for_selector("#lines path.here")
    assert tab.locator("#progress").inner_text().startswith("第 2 处")
    assert "↔" in tab.locator("#said").inner_text()
    assert tab.locator("tr.here").get_attribute("id") == "tie-2"
    tab.locator("[data-tie='9']").click()
    tab.wait_for_selector("#tie-9.here")
    before = tab.locator("#lines path.here").get_attribute("d")
    tab.locator(".side").first.evaluate("side => { side.scrollTop += 60; }")
    tab.wait_for_function(
        "before => document.querySelector('#lines path.here').getAttribute('d') !== before", arg=before
    )


def test_without_documents_the_library_says_what_to_do(empty, visit):
    tab = visit(empty, "founder")
    tab.goto("/documents")
    assert "还没有" in tab.locator("#library .empty").inner_text()
