"""The tutorial of the ledger as a newcomer walks it, from the first page to a red light explained; with its pictures.

`make pictures` takes them anew (PICTURES names the folder); without it they are taken and thrown away, so that a step
that no longer works, or a picture grown too large, fails here.
"""

import os
import re
import sqlite3
from pathlib import Path

import pytest

from folders import EXAMPLES, ROOT

LARGEST = 300_000
BRIEF = EXAMPLES / "tutorial" / "yunlan-2025-july.txt"
TUTORIALS = (ROOT / "docs" / "tutorial-ledger.md", ROOT / "docs" / "tutorial-ledger.en.md")


@pytest.fixture
def picture(tmp_path):
    """`picture(tab, "overview")` takes the picture of that name."""
    folder = Path(os.environ.get("PICTURES") or tmp_path / "pictures")
    folder.mkdir(exist_ok=True)

    def take(tab, name):
        tab.wait_for_load_state("networkidle")
        path = folder / f"ledger-{name}.png"
        tab.screenshot(path=path)
        assert path.stat().st_size <= LARGEST, f"{name}: {path.stat().st_size} bytes"

    return take


def test_from_the_first_page_to_a_red_light_explained(city_site, visit, picture):
    planner = visit(city_site, "planner", height=768)
    planner.goto("/")
    assert "云澜市 2025 年总览" in planner.locator("h1").inner_text()
    picture(planner, "overview")

    document = read_in(planner)
    planner.goto(document)
    planner.keyboard.press("n")
    planner.wait_for_selector("#panel .thing")
    picture(planner, "reading-room")
    planner.keyboard.press("a")
    planner.get_by_text("批量认可").click()
    planner.get_by_role("button", name="全部认可").click()
    planner.wait_for_selector(".messages .success")
    planner.get_by_role("link", name="采用入账").click()
    assert re.search(r"将采用 [1-9]", planner.locator("main").inner_text())
    picture(planner, "adopt")
    planner.locator("main form button").last.click()
    planner.wait_for_load_state()
    assert planner.locator(".messages .success").is_visible()

    address = overdue(city_site)
    reporter = visit(city_site, "gaoxin")
    reporter.goto("/returns")
    assert reporter.locator(f'a[href="{address}"]').first.is_visible()
    reporter.goto(address)
    fill(reporter, ("73", "6.9", "27.9", "7.5", "0.64"))
    assert "10 倍" in reporter.locator("td.g-cell").first.inner_text()
    picture(reporter, "entry")
    fill(reporter, ("7.3",))
    reporter.get_by_role("button", name="报送").click()
    reporter.locator(".messages .success", has_text="已报送").wait_for()
    reviewer = visit(city_site, "reviewer")
    reviewer.goto(address)
    reviewer.get_by_role("button", name="审核通过").click()
    reviewer.locator(".messages .success", has_text="已审核通过").wait_for()

    planner.goto("/")
    planner.get_by_role("link", name="PM2.5平均浓度").first.click()
    planner.wait_for_selector("figure[data-drawn]")
    assert "滞后" in planner.locator("main").inner_text()
    picture(planner, "red-light")


def read_in(tab):
    """Upload the brief and wait until it has been read; its address."""
    tab.goto("/documents")
    tab.set_input_files("#files", BRIEF)
    tab.get_by_role("button", name="上传", exact=True).click()
    tab.wait_for_selector("#under-way .tag-good", timeout=30000)
    return tab.locator("#under-way a").first.get_attribute("href")


def overdue(site):
    """The address of the return that the zone has not sent yet."""
    with sqlite3.connect(site.home / "ledger.sqlite3") as ledger:
        (key,) = ledger.execute(
            "SELECT r.id FROM returns_return r JOIN accounts_unit u ON u.id = r.unit_id JOIN returns_form f"
            " ON f.id = r.form_id WHERE u.name LIKE '%高新%' AND r.state = 'overdue' AND f.name LIKE '主要%'"
        ).fetchone()
    return f"/returns/{key}"


def fill(tab, values):
    """Type values into the first cells, each after the other."""
    tab.locator("table[role=grid]").wait_for()
    for cell, value in zip(tab.locator("td.g-cell > :first-child").all(), values, strict=False):
        cell.focus()
        tab.keyboard.type(value)
        tab.keyboard.press("Enter")
    tab.locator("[data-saved]", has_text="已全部保存").wait_for()


def test_the_tutorial_shows_every_picture_and_the_pictures_are_there():
    for tutorial in TUTORIALS:
        shown = set(re.findall(r"pictures/(ledger-[\w-]+\.png)", tutorial.read_text(encoding="utf-8")))
        assert shown == {path.name for path in (ROOT / "docs" / "pictures").glob("ledger-*.png")}
        assert len(shown) == 5
