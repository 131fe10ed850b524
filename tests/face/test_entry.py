"""A return is filled in as on a spreadsheet: keys, paste, undo, no network for a while, two people, review."""

import sqlite3

import pytest

PASTE = """([text, target]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
COPY = """(target) => {
  const data = new DataTransfer();
  target.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData("text/plain");
}"""
SAVED = "已全部保存"


def return_of(site, unit, state, period="2025-06"):
    """The address of a return of a unit of the example city, and its id."""
    with sqlite3.connect(site.home / "ledger.sqlite3") as ledger:
        (key,) = ledger.execute(
            "SELECT r.id FROM returns_return r JOIN accounts_unit u ON u.id = r.unit_id JOIN returns_form f"
            " ON f.id = r.form_id WHERE u.name LIKE ? AND r.state = ? AND r.period = ? AND f.name LIKE '主要%'",
            (f"%{unit}%", state, period),
        ).fetchone()
    return f"/returns/{key}"


def values_of(site, address):
    """What the ledger holds of a return: name and column → value."""
    with sqlite3.connect(site.home / "ledger.sqlite3") as ledger:
        rows = ledger.execute(
            "SELECT i.name, c.column, c.value, c.reason, c.comment FROM returns_cell c JOIN returns_formrow r"
            " ON r.id = c.row_id JOIN ledger_indicator i ON i.id = r.indicator_id WHERE c.filed_id = ?",
            (address.rsplit("/", 1)[1],),
        ).fetchall()
    return {(name, column): (value, reason, comment) for name, column, value, reason, comment in rows}


def fields(tab):
    return tab.locator("td.g-cell > :first-child")


def saved(tab):
    tab.locator("[data-saved]", has_text=SAVED).wait_for()


@pytest.fixture
def grid(city_site, visit):
    """The overdue return of 高新区, nothing typed yet: its tab, its site, its address."""
    address = return_of(city_site, "高新", "overdue")
    tab = visit(city_site, "gaoxin")
    tab.goto(address)
    tab.locator("table[role=grid]").wait_for()
    return tab, city_site, address


def active(tab):
    return tab.evaluate("document.activeElement.getAttribute('aria-label')")


def test_keys_move_type_restore_and_clear_as_on_a_spreadsheet(grid):
    tab, site, address = grid
    first = fields(tab).first
    first.focus()
    assert "累计值" in active(tab)
    tab.keyboard.type("１，２３4.50")
    tab.keyboard.press("Enter")
    assert first.input_value() == "1,234.50"
    assert active(tab) == fields(tab).nth(2).get_attribute("aria-label")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Tab")
    assert "增速" in active(tab)
    tab.keyboard.press("Home")
    tab.keyboard.press("F2")
    tab.keyboard.type("6")
    assert first.input_value() == "1,234.506"
    tab.keyboard.press("Escape")
    assert first.input_value() == "1,234.50"
    tab.keyboard.press("Control+End")
    assert active(tab) == fields(tab).last.get_attribute("aria-label")
    tab.keyboard.press("Control+Home")
    saved(tab)
    assert [each[0] for each in values_of(site, address).values()] == [1234.5]
    tab.keyboard.press("Delete")
    assert first.input_value() == ""
    saved(tab)
    assert [each[0] for each in values_of(site, address).values()] == [None]


def test_a_block_is_pasted_undone_done_again_and_copied(grid):
    tab, site, address = grid
    first = fields(tab).first
    first.focus()
    tab.evaluate(PASTE, ["1,234.5\t６．５％\r\n42.1\t-3%\r\n9.9\n", first.element_handle()])
    now = [each.input_value() for each in fields(tab).all()]
    assert now == ["1,234.5", "6.5%", "42.1", "-3%", "9.9"]
    tab.keyboard.press("Control+z")
    assert {each.input_value() for each in fields(tab).all()} == {""}
    tab.keyboard.press("Control+y")
    assert fields(tab).nth(2).input_value() == "42.1"
    saved(tab)
    assert fields(tab).nth(1).input_value() == "6.5"
    assert sorted(each[0] for each in values_of(site, address).values()) == [-3, 6.5, 9.9, 42.1, 1234.5]
    tab.keyboard.press("Shift+ArrowDown")
    tab.keyboard.press("Shift+ArrowRight")
    assert tab.locator("td.g-in").count() == 4
    assert tab.evaluate(COPY, first.element_handle()) == "1234.5\t6.5\n42.1\t-3"


def test_what_is_asked_stands_at_the_cell_and_its_reason_is_kept(grid):
    tab, site, address = grid
    first = fields(tab).first
    first.focus()
    tab.keyboard.type("72")
    tab.keyboard.press("Enter")
    asks = tab.locator("td.g-cell").first.locator(".g-asks")
    asks.wait_for()
    assert "相差约 10 倍" in asks.inner_text()
    first.focus()
    tab.keyboard.press("Alt+ArrowDown")
    tab.keyboard.type("口径调整")
    tab.keyboard.press("Enter")
    saved(tab)
    tab.locator("td.g-cell").first.locator(".g-answered").wait_for()
    tab.reload()
    assert tab.locator("td.g-cell").first.locator(".g-reason").input_value() == "口径调整"
    ((_, reason, _),) = values_of(site, address).values()
    assert reason == "口径调整"


def test_a_word_that_is_no_number_is_said_at_its_cell_and_the_others_are_saved(grid):
    tab, site, address = grid
    first = fields(tab).first
    first.focus()
    tab.evaluate(PASTE, ["大约十\t5\n7\t", first.element_handle()])
    wrong = tab.locator("td.g-cell").first.locator(".g-wrong")
    wrong.wait_for()
    assert "不是数字" in wrong.inner_text()
    assert first.get_attribute("aria-invalid") == "true"
    assert first.input_value() == "大约十"
    tab.locator("[data-saved]", has_text="1 格填写有误").wait_for()
    assert sorted(each[0] for each in values_of(site, address).values()) == [5, 7]
    tab.complaints.clear()


def test_without_a_network_what_is_typed_is_kept_here_and_sent_when_it_is_back(grid):
    tab, site, address = grid
    tab.context.set_offline(True)
    fields(tab).first.focus()
    tab.keyboard.type("12.5")
    tab.keyboard.press("Enter")
    tab.locator("[data-banner]", has_text="已断网，内容保存在本机").wait_for()
    tab.complaints.clear()
    assert values_of(site, address) == {}
    tab.context.set_offline(False)
    saved(tab)
    assert [each[0] for each in values_of(site, address).values()] == [12.5]


def test_what_was_not_sent_is_there_again_after_the_page_was_closed(grid):
    tab, site, address = grid
    tab.route("**/api/v1/**", lambda route: route.abort())
    fields(tab).first.focus()
    tab.keyboard.type("12.5")
    tab.keyboard.press("Enter")
    tab.locator("[data-banner]", has_text="已断网").wait_for()
    tab.unroute("**/api/v1/**")
    tab.goto("/returns")
    tab.goto(address)
    assert fields(tab).first.input_value() == "12.5"
    saved(tab)
    assert [each[0] for each in values_of(site, address).values()] == [12.5]
    tab.complaints.clear()


@pytest.mark.parametrize(("button", "stays"), [("用我的", 11), ("用他人的", 22)])
def test_where_two_people_filled_one_cell_both_values_are_shown_and_one_is_chosen(grid, visit, button, stays):
    tab, site, address = grid
    other = visit(site, "planner")
    other.goto(address)
    fields(other).first.focus()
    other.keyboard.type("22")
    other.keyboard.press("Enter")
    saved(other)
    fields(tab).first.focus()
    tab.keyboard.type("11")
    tab.keyboard.press("Enter")
    tab.keyboard.type("33")
    tab.keyboard.press("Enter")
    clash = tab.locator(".g-clash")
    clash.wait_for()
    assert "22" in clash.inner_text()
    assert "11" in clash.inner_text()
    clash.get_by_role("button", name=button).click()
    saved(tab)
    assert sorted(each[0] for each in values_of(site, address).values()) == sorted([stays, 33])
    tab.complaints.clear()


def test_a_return_is_submitted_sent_back_and_accepted_by_another(grid, visit):
    tab, site, address = grid
    tab.get_by_role("button", name="报送").click()
    tab.locator(".messages .error").wait_for()
    assert tab.locator("[data-missing-count]").inner_text() == "5"
    tab.locator("[data-missing] summary").click()
    tab.locator("[data-goes]").first.click()
    tab.evaluate(PASTE, ["5.1\t3.2\n20.2\t4.1\n0.52\t", fields(tab).first.element_handle()])
    saved(tab)
    for reason in tab.locator(".g-reason").all():
        reason.fill("已核实")
        reason.press("Enter")
    saved(tab)
    tab.get_by_role("button", name="报送").click()
    tab.locator(".messages .success", has_text="已报送").wait_for()
    assert fields(tab).first.get_attribute("readonly") is not None
    reviewer = visit(site, "reviewer")
    reviewer.goto("/returns")
    reviewer.get_by_role("link", name="主要经济指标月报").first.wait_for()
    reviewer.goto(address)
    reviewer.get_by_text("退回", exact=True).first.click()
    reviewer.get_by_label("退回说明").fill("请核对累计值")
    reviewer.locator(".drop-body").get_by_role("button", name="退回").click()
    reviewer.locator(".messages .success").wait_for()
    tab.goto(address)
    assert "请核对累计值" in tab.locator(".notice-bad").inner_text()
    tab.get_by_role("button", name="报送").click()
    tab.locator(".messages .success", has_text="已报送").wait_for()
    reviewer.goto(address)
    reviewer.get_by_role("button", name="审核通过").click()
    reviewer.locator(".messages .success", has_text="已审核通过").wait_for()
    assert "沈审核" in reviewer.locator(".stands").inner_text()


def test_a_comment_and_a_file_are_put_to_a_cell(grid, tmp_path):
    tab, site, address = grid
    fields(tab).first.focus()
    tab.keyboard.type("6.1")
    tab.keyboard.press("Enter")
    tab.keyboard.press("ArrowUp")
    saved(tab)
    tab.keyboard.press("Alt+ArrowRight")
    tab.keyboard.type("含补报")
    tab.keyboard.press("Escape")
    saved(tab)
    assert [each[2] for each in values_of(site, address).values()] == ["含补报"]
    note = tmp_path / "说明.txt"
    note.write_text("依据", encoding="utf-8")
    tab.locator("#beside-file").set_input_files(note)
    tab.get_by_role("link", name="说明.txt").wait_for()
    tab.get_by_role("button", name="取下").click()
    tab.get_by_role("link", name="说明.txt").wait_for(state="hidden")


def test_a_look_that_comes_back_late_takes_nothing_back(grid, tmp_path):
    tab, site, address = grid
    late = []
    tab.route("**/grid", lambda route: late.append((route, route.fetch())), times=1)  # held back, as on a slow network
    with tab.expect_request("**/grid"):
        fields(tab).first.focus()
        tab.keyboard.type("6.1")
        tab.keyboard.press("Enter")
        tab.keyboard.press("ArrowUp")
        saved(tab)
    with tab.expect_response("**/cells"):
        tab.keyboard.press("Alt+ArrowRight")
        tab.keyboard.type("含补报")
        tab.keyboard.press("Escape")
    saved(tab)
    ((route, looked),) = late
    with tab.expect_response("**/grid"):
        route.fulfill(response=looked)
    assert tab.locator("[data-field=comment]").input_value() == "含补报"
    note = tmp_path / "说明.txt"
    note.write_text("依据", encoding="utf-8")
    tab.locator("#beside-file").set_input_files(note)
    tab.get_by_role("link", name="说明.txt").wait_for()
    assert [each[2] for each in values_of(site, address).values()] == ["含补报"]


def test_the_page_is_a_plain_form_where_scripts_are_off(city_site, chromium):
    from face.conftest import signed_in

    address = return_of(city_site, "高新", "overdue")
    context = chromium.new_context(base_url=city_site.address, java_script_enabled=False)
    signed_in(context, city_site, "gaoxin")
    tab = context.new_page()
    tab.goto(address)
    fields(tab).first.fill("5.1")
    tab.get_by_role("button", name="保存", exact=True).click()
    assert "已保存" in tab.locator(".messages").inner_text()
    fields(tab).nth(2).fill("大约十")
    tab.get_by_role("button", name="保存", exact=True).click()
    assert "不是数字" in tab.locator(".messages").inner_text()
    assert fields(tab).nth(2).input_value() == "大约十"
    assert [each[0] for each in values_of(city_site, address).values()] == [5.1]
    context.close()


def test_files_dropped_on_the_page_of_workbooks_are_named_before_they_are_sent(demo, visit):
    tab = visit(demo, "gaoxin")
    tab.goto("/workbooks/drop")
    tab.evaluate("""() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "六月.xlsx"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    assert tab.locator("[data-chosen]").inner_text() == "六月.xlsx"


@pytest.mark.parametrize(
    "address", ["/returns", "/returns?show=all", "/returns/late", "/returns/locks", "/workbooks/drop"]
)
@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_overflows_the_window(demo, visit, address, width):
    tab = visit(demo, "planner", width=width, height=800)
    assert tab.goto(address).status == 200
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_grid_fits_a_telephone(demo, visit):
    tab = visit(demo, "gaoxin", width=390, height=844)
    tab.goto(return_of(demo, "高新", "overdue"))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
