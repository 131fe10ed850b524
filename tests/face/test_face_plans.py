"""A plan as people live it: drafted, walked through its procedure, dealt out until the sum fits, adjusted, compared."""

import re

DOCUMENT = "云澜市2025年上半年国民经济和社会发展计划执行情况的报告"


STEPS = (
    ("转入起草", {}),
    ("征求意见", {}),
    ("提交会议审议", {"说明": "市政府第12次常务会议"}),
    ("送初步审查", {}),
    ("登记人大批准", {"说明": "市人大决议"}),
    ("印发", {"文号": "云政发〔2026〕3号"}),
)


def opened(tab):
    """Open the plan of the city for 2026, and stand on its page."""
    tab.goto("/plans")
    tab.get_by_role("link", name="开设年度计划").click()
    form = tab.locator("#form-open")
    form.get_by_label("地区").select_option(label="云澜市")
    form.get_by_label("年度").fill("2026")
    form.get_by_role("button", name="开设").click()
    tab.wait_for_url(re.compile(r"/plans/\d+$"))
    return tab.url


def told(tab):
    """What the page says of what was done."""
    return tab.locator(".messages").inner_text()


def taken(tab, plan, button, fields):
    """Take the next step of a plan with what it wants."""
    tab.goto(f"{plan}/steps")
    form = tab.locator("#form-take")
    for label, value in fields.items():
        form.get_by_label(label).fill(value)
    form.get_by_label("依据的文档").select_option(label=DOCUMENT)
    form.get_by_role("button", name=button).click()
    assert f"已办理：{button}" in told(tab)


def adjusted(tab, plan, reason):
    """Open an adjustment of a plan, and stand on its targets."""
    tab.goto(f"{plan}/versions")
    tab.get_by_role("link", name="提起调整").click()
    form = tab.locator("#form-open")
    form.get_by_label("调整理由").fill(reason)
    form.get_by_role("button", name="提起调整").click()
    tab.get_by_role("link", name="修改目标").click()


def this_years(tab):
    """Stand on the page of the plan that is under way."""
    tab.goto("/plans?year=2025")
    tab.get_by_role("link", name="云澜市2025年国民经济和社会发展计划").click()
    return tab.url


def test_a_plan_is_drafted_in_place_and_walked_to_its_issue(city_site, visit):
    tab = visit(city_site, "planner")
    plan = opened(tab)
    tab.get_by_role("button", name="沿用上年目标").click()
    assert "已沿用上年目标 60 项" in told(tab)
    row = tab.locator("tr", has=tab.get_by_role("rowheader", name="城镇新增就业"))
    row.get_by_role("link", name="修改").click()
    form = tab.locator(".typing-below form")
    value = form.get_by_label("目标值")
    tab.wait_for_function("() => document.activeElement.name === 'value'")
    value.fill("四万")
    value.press("Enter")
    form.get_by_text("应为数字").wait_for()
    tab.complaints.clear()  # the browser tells of the answer 422
    assert value.input_value() == "四万"
    value.fill("4.0")
    form.get_by_role("button", name="保存").click()
    assert "4万人以上" in row.inner_text()
    for button, fields in STEPS:
        taken(tab, plan, button, fields)
    assert "印发执行" in tab.locator("h1").inner_text()
    assert "市政府第12次常务会议" in tab.locator(".stamps").inner_text()


def test_a_target_is_dealt_out_from_red_to_green_and_issued(city_site, visit):
    tab = visit(city_site, "planner")
    plan = this_years(tab)
    tab.goto(f"{plan}/breakdowns")
    tab.get_by_role("link", name="粮食产量").click()
    tab.get_by_role("button", name="开始分解").click()
    tab.get_by_label("青汀区人民政府 分解值").fill("58")
    tab.get_by_label("石陂县人民政府 分解值").fill("50")
    tab.get_by_role("button", name="保存并核对合计").click()
    worked = tab.locator(".worked")
    assert "≥58 + ≥50 = 108" in worked.inner_text()
    assert "合计 108 比目标少 10" in worked.inner_text()
    assert worked.locator(".light-red").is_visible()
    tab.get_by_label("石陂县人民政府 分解值").fill("60")
    tab.get_by_role("button", name="保存并核对合计").click()
    assert worked.locator(".light-green").is_visible()
    tab.get_by_role("button", name="下达分解").click()
    assert "已下达" in tab.locator(".tree h3").inner_text()


def test_an_adjustment_is_proposed_by_one_and_decided_by_another(city_site, visit):
    tab, leader = visit(city_site, "planner"), visit(city_site, "leader")
    plan = this_years(tab)
    adjusted(tab, plan, "外部环境变化超出预期")
    tab.get_by_role("link", name="修改 地区生产总值", exact=True).first.click()
    form = tab.locator(".typing-below form")
    form.get_by_label("目标值").fill("5.2")
    form.get_by_role("button", name="保存").click()
    tab.goto(f"{plan}/versions")
    assert tab.locator(".difference del").first.inner_text() == "5.5"
    assert tab.locator(".difference ins").first.inner_text() == "5.2"
    tab.locator("summary", has_text="提交决定").click()
    tab.get_by_role("button", name="提交决定").click()
    assert "已提交决定" in told(tab)
    assert not tab.locator("summary", has_text="登记决定").count()
    leader.goto(f"{plan}/versions")
    leader.locator("summary", has_text="登记决定").click()
    form = leader.locator("details[open] form")
    form.get_by_label("依据的文档").select_option(label=DOCUMENT)
    form.get_by_role("button", name="登记决定").click()
    assert "已登记决定" in told(leader)
    leader.goto(plan)
    assert "增长5.2%左右" in leader.locator("table.targets").inner_text()


def test_the_difference_is_swapped_in_place_and_shown_as_text(city_site, visit):
    tab = visit(city_site, "planner")
    plan = this_years(tab)
    adjusted(tab, plan, "下调")
    tab.get_by_role("button", name="删除 地区生产总值", exact=True).first.click()
    tab.goto(f"{plan}/versions")
    assert "全项" in tab.locator("table.difference").inner_text()
    tab.get_by_label("样式").select_option("text")
    tab.locator(".difference-text").wait_for()
    assert "as=text" in tab.url
    assert "增长5.5%左右" in tab.locator(".difference-text del").first.inner_text()


def test_pages_of_plans_fit_a_phone(demo, visit):
    tab = visit(demo, "planner", width=390, height=844)
    plan = this_years(tab)
    tabs = [f"{plan}/{each}" for each in ("tasks", "breakdowns", "versions", "steps", "proposals")]
    for address in ("/plans", plan, *tabs, "/scorecards", "/rosters"):
        tab.goto(address)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_targets_print_on_a4_without_menus_or_buttons(demo, visit):
    tab = visit(demo, "planner", width=794, height=1123)  # A4 at 96 dots an inch
    this_years(tab)
    tab.emulate_media(media="print")
    assert not tab.locator("nav.rail").is_visible()
    assert not tab.locator("details.said").first.is_visible()
    table = tab.locator("table.targets")
    assert table.evaluate("table => table.scrollWidth <= document.documentElement.clientWidth")
