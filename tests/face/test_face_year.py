"""The year of a planning office as people live it: from an empty ledger to a published plan, by the pages alone."""

from urllib.parse import urlsplit

import pytest

from face import sites
from face.living import FIRST, Year, fill, filled, press, row, taken, told, words

REPORT = "2025年国民经济和社会发展计划"
PLAN = f"""{REPORT}

一、2024年计划执行情况

2024年，全区城镇新增就业4.1万人，社会消费品零售总额增长6.1%。
全区地区生产总值完成512.6亿元，其中第一产业增加值12.6亿元，第二产业增加值200亿元，第三产业增加值310亿元。

二、2025年主要预期目标

（一）城镇新增就业4.2万人以上。
（二）社会消费品零售总额增长6.5%以上。

三、2025年重点任务

（一）促进消费。6月底前发放消费券5000万元。年底前改造农贸市场12个。
（二）保障就业。9月底前新建零工驿站8个。
"""
PLACES = (("370303901", "青汀街道"), ("370303902", "石陂街道"))
UNITS = (
    ("FG", "区发展和改革局", "部门", None),
    ("SW", "区商务局", "部门", None),
    ("QT", "青汀街道办事处", "镇街", "青汀街道"),
    ("SP", "石陂街道办事处", "镇街", "石陂街道"),
)
PEOPLE = (
    ("planner", "周编制", "区发展和改革局", ("编制",), True),
    ("reviewer", "沈审核", "区发展和改革局", ("审核",), True),
    ("leader", "高区长", "", ("批示",), True),
    ("auditor", "严审计", "", ("审计",), True),
    ("lin", "林填报", "青汀街道办事处", ("填报",), False),
    ("shi", "石填报", "石陂街道办事处", ("填报",), False),
    ("shang", "尚商务", "区商务局", ("填报", "审核"), False),
)
LOGGED = (
    ("plan.issue", "周编制", REPORT),
    ("opinion.give", "尚商务", ""),
    ("breakdown.issue", "周编制", ""),
    ("return.exempt", "周编制", ""),
    ("return.send_back", "沈审核", ""),
    ("task.decide", "高区长", ""),
    ("adjustment.propose", "周编制", ""),
    ("adjustment.decide", "高区长", ""),
    ("finding.close", "周编制", ""),
    ("grant.give", "founder", ""),
)


@pytest.fixture
def year(kept, tmp_path, visit):
    """A year ahead of a server of its own with one government and its administrator, not open to visitors."""
    home = sites.made_once(kept / "empty-ledger", sites.nothing_yet)
    year = Year(sites.started(sites.copy_of(home, tmp_path / "home"), PUBLIC_PAGES="no"), visit)
    yield year
    year.site.stop()


def the_founder_sees_what_to_begin_with(year):
    founder = year.at("founder", "/")
    assert "还没有 2024 年的计划" in words(founder)
    assert founder.locator(".first-steps li").count() == 3


def the_founder_sets_up_places_units_and_people(year):
    tab = year.at("founder")
    for code, name in PLACES:
        tab.goto("/manage/regions")
        filled(tab, "add", "设立地区", code=code, name=name, level="镇街", parent_id="张店区")
        told(tab, "已设立地区")
    for code, name, kind, place in UNITS:
        tab.goto("/manage/units")
        tab.locator("tbody a").first.click()
        filled(tab, "add", "在其下设立单位", code=code, name=name, kind=kind, **({"region_id": place} if place else {}))
        told(tab, f"已设立“{name}”")
    tab.goto("/manage/units")
    government = tab.locator("tbody a").first.inner_text()
    for name, called, unit, roles, everywhere in PEOPLE:
        tab.goto("/manage/people")
        filled(
            tab,
            "add",
            "开设账户",
            username=name,
            display_name=called,
            unit_id=unit or government,
            password=FIRST.format(name),
        )
        told(tab, f"已开设账户 {name}")
        tab.goto("/manage/people")
        tab.get_by_role("link", name=called).click()
        assert "还没有角色" in words(tab)
        for role in roles:
            filled(tab, "give", "授予角色", role=role, **({"unit_id": government} if everywhere else {}))
            told(tab, f"已授予“{role}”")


def the_planner_opens_a_plan_and_has_a_document_read(year):
    tab = year.at("planner", "/")
    assert "还没有 2024 年的计划" in words(tab)
    tab.get_by_role("link", name="建立年度计划").click()
    tab.get_by_role("link", name="开设年度计划").click()
    filled(tab, "open", "开设", year="2025", unit_id="张店区")
    assert REPORT in tab.locator("h1").inner_text()
    year.plan = urlsplit(tab.url).path
    taken(tab, year.plan, "转入起草")
    tab.goto("/manage/catalogue")
    filled(tab, "load", "从国家目录载入", codes="employment.urban_new\nretail_sales")
    told(tab, "2 个指标已在台账中")
    tab.goto("/documents")
    assert "还没有文档" in words(tab)
    tab.set_input_files("#files", [{"name": "计划.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}])
    press(tab, "上传")
    tab.wait_for_selector("#under-way .tag-good", timeout=60000)
    year.document = tab.locator("#under-way a").first.get_attribute("href")


def the_planner_reviews_it_by_the_keyboard(year):
    tab = year.at("planner", year.document)
    tab.keyboard.press("n")
    for thing in tab.evaluate("JSON.parse(document.getElementById('queue').textContent)")[:3]:
        tab.wait_for_selector(f"#panel .thing[data-name='{thing}']")
        tab.keyboard.press("a")
        tab.wait_for_selector(f"#text #{thing}.accept")
    tab.goto(year.document)
    tab.get_by_text("批量认可").click()
    tab.locator("[name=statements]").check()
    press(tab, "全部认可")
    told(tab)


def what_was_read_becomes_targets_and_tasks(year):
    tab = year.at("planner", year.document)
    tab.get_by_role("link", name="采用入账").click()
    tab.get_by_role("button", name="采用这").click()
    told(tab)
    tab.goto(year.plan)
    assert "4.2万人以上" in row(tab, "城镇新增就业").inner_text()
    assert "6.5%以上" in row(tab, "社会消费品零售总额").inner_text()
    tab.goto(f"{year.plan}/tasks")
    row(tab, "发放消费券").get_by_role("link", name="修改").click()
    filled(tab, "change", "保存", unit_id="区商务局", deadline="2025-06-30")
    assert "区商务局" in row(tab, "发放消费券").inner_text()


def units_are_consulted_and_their_opinion_is_decided(year):
    planner, bureau = year.at("planner"), year.at("shang")
    taken(planner, year.plan, "征求意见")
    planner.get_by_role("link", name="征求意见", exact=True).click()
    planner.get_by_label("区商务局").check()
    press(planner.locator("#form-ask"), "征求意见")
    told(planner, "已向 1 个单位征求意见")
    bureau.goto(f"{year.plan}/steps")
    assert not bureau.locator("#form-take").count(), "who is asked takes no step of the plan"
    bureau.get_by_role("link", name="提出意见").click()
    form = bureau.locator(".typing-below form")
    fill(form, article_1="二、（二）", opinion_1="社会消费品零售总额按6.5%左右安排")
    press(form, "提出意见")
    told(bureau, "已提出意见")
    year.day("2024-12-20")
    planner.goto(f"{year.plan}/steps")
    fill(planner.locator("#form-take"), note="2024年12月20日区政府常务会议")
    press(planner.locator("#form-take"), "提交会议审议")
    assert "还有 1 条征求意见未处理" in words(planner)
    planner.complaints.clear()
    planner.goto(f"{year.plan}/steps")
    planner.get_by_role("link", name="处理", exact=True).click()
    form = planner.locator(".typing-below form")
    fill(form, decision="不采纳", reason="与收入、就业目标衔接后仍按6.5%以上安排")
    press(form, "处理意见")
    assert "不采纳" in row(planner, "区商务局").inner_text()


def the_plan_goes_through_the_meetings_and_is_issued(year):
    tab = year.at("planner")
    taken(tab, year.plan, "提交会议审议", note="2024年12月20日区政府常务会议")
    taken(tab, year.plan, "送初步审查", document_id=REPORT)
    year.day("2025-01-16")
    taken(tab, year.plan, "登记人大批准", note="2025年1月15日区人大会议决议")
    taken(tab, year.plan, "印发", document_number="区政发〔2025〕1号", document_id=REPORT)
    assert "印发执行" in tab.locator("h1").inner_text()
    assert "区人大会议决议" in tab.locator(".stamps").inner_text()
    tab.goto(year.plan)
    assert not tab.get_by_role("link", name="修改 城镇新增就业").count(), "what was issued is not changed in place"


def a_target_is_dealt_out_once_its_sum_is_right(year):
    tab = year.at("planner", f"{year.plan}/breakdowns")
    tab.get_by_role("link", name="城镇新增就业").click()
    press(tab, "开始分解")
    shares(tab, "2.4", "1.6")
    assert "合计 4 比目标少 0.2" in tab.locator(".worked").inner_text()
    press(tab, "下达分解")
    assert "已下达" not in words(tab)
    tab.complaints.clear()
    shares(tab, "2.5", "1.7")
    assert tab.locator(".worked .light-green").is_visible()
    press(tab, "下达分解")
    assert "已下达" in tab.locator(".tree h3").inner_text()


def shares(tab, one, other):
    tab.get_by_label("青汀街道办事处 分解值").fill(one)
    tab.get_by_label("石陂街道办事处 分解值").fill(other)
    press(tab, "保存并核对合计")
    tab.locator(".worked").wait_for()


def a_form_is_set_up_and_its_periods_are_made(year):
    year.day("2025-02-05")
    tab = year.at("planner", "/manage/forms")
    assert "还没有报表" in words(tab)
    tab.locator("summary", has_text="设立报表").click()
    form = tab.locator("#form-add")
    fill(form, unit_id="张店区", name="就业月报", due_days="10", lock_days="20", starts_on="2025-01-01")
    columns = form.get_by_role("group", name="要报的列")
    columns.get_by_label("本期值").uncheck()
    columns.get_by_label("累计值").check()
    fill(form, rows="城镇新增就业人数们")
    for unit in ("张店区", "青汀街道办事处", "石陂街道办事处"):
        form.get_by_role("group", name="填报单位").get_by_label(unit).check()
    press(form, "设立报表")
    assert "第 1 行“城镇新增就业人数们”：没有这个指标" in words(tab)
    filled(tab, "add", "设立报表", rows="城镇新增就业")
    told(tab, "已设立报表《就业月报》")
    filled(tab, "schedule", "生成一年的期次", year="2025")
    told(tab, "份填报")


def january_is_reported_by_one_and_accepted_by_another(year):
    lin = year.at("lin", "/returns")
    assert not lin.get_by_role("link", name="管理", exact=True).count(), "administration is not in a reporter's menu"
    year.january = opened(lin, "青汀街道", "2025年1月")
    reported(lin, "0.21")
    assert not lin.get_by_role("button", name="审核通过").count(), "nobody accepts what they reported"
    accepted(year.at("reviewer", year.january))
    shi = year.at("shi")
    assert shi.goto(year.january).status == 404
    shi.complaints.clear()  # the browser tells of the answer 404 too


def february_is_late_sent_back_and_corrected(year):
    year.day("2025-03-12")
    lin, reviewer = year.at("lin", "/returns"), year.at("reviewer")
    february = opened(lin, "青汀街道", "2025年2月")
    assert "逾期 2 天" in words(lin)
    reported(lin, "0.44")
    assert "逾期报送" in words(lin)
    reviewer.goto(february)
    reviewer.locator("summary", has_text="退回").click()
    reviewer.get_by_label("退回说明").fill("与社保登记数不一致，请核实")
    press(reviewer.locator(".drop-body"), "退回")
    told(reviewer, "退回")
    lin.goto("/returns")
    assert "与社保登记数不一致" in row(lin, "2025年2月").inner_text()
    lin.goto(february)
    reported(lin, "0.42")
    accepted(year.at("reviewer", february))


def a_month_that_is_locked_is_opened_with_a_reason(year):
    year.day("2025-04-05")
    planner, shi = year.at("planner", "/returns/late"), year.at("shi", "/returns?show=all")
    assert "石陂街道办事处" in words(planner)
    january = opened(shi, "石陂街道", "2025年1月")
    assert "已锁定" in words(shi)
    assert shi.locator("td.g-cell input").first.get_attribute("readonly") is not None
    planner.goto(january)
    planner.locator("summary", has_text="开放补报").click()
    form = planner.locator(".exempt form")
    fill(form, until="2025-04-20", reason="信息系统切换，数据推迟")
    press(form, "开放")
    planner.goto("/returns/locks")
    assert "信息系统切换" in row(planner, "石陂街道办事处").inner_text()
    shi.goto(january)
    reported(shi, "0.15")
    accepted(year.at("reviewer", january))


def opened(tab, unit, period):
    """Open a return from the list; its address."""
    row(tab, unit, period).get_by_role("link").first.click()
    tab.locator("table[data-grid]").wait_for()
    return urlsplit(tab.url).path


def reported(tab, value):
    """Type the value as on a spreadsheet, wait until it is kept, and submit."""
    tab.locator("table[role=grid]").wait_for()
    tab.locator("td.g-cell > :first-child").first.focus()
    tab.keyboard.type(value)
    tab.keyboard.press("Enter")
    tab.locator("[data-saved]", has_text="已全部保存").wait_for()
    press(tab, "报送")
    tab.locator(".messages .success", has_text="已报送").wait_for()


def accepted(tab):
    """Accept the return that is open."""
    press(tab, "审核通过")
    told(tab, "已审核通过")


def a_task_is_reported_and_its_deadline_put_off(year):
    year.day("2025-06-20")
    bureau, reviewer, leader = year.at("shang", "/tasks"), year.at("reviewer"), year.at("leader")
    bureau.get_by_role("link", name="发放消费券").click()
    task = urlsplit(bureau.url).path
    assert "发放消费券5000万元" in bureau.locator("blockquote.sentence").inner_text()
    fill(bureau.locator("#form-report"), words="已发放3100万元，核销率八成")
    press(bureau.locator("#form-report"), "报送")
    assert "待审核" in bureau.locator(".timeline > li").first.inner_text()
    filled(bureau, "extend", "申请延期", to_day="2025-09-30", reason="第三轮消费券与中秋活动合并发放")
    reviewer.goto(task)
    press(reviewer.locator("form.decide"), "审核通过")
    assert "已审核" in reviewer.locator(".timeline > li").first.inner_text()
    leader.goto(task)
    press(leader.locator("[id^=extension] form.decide"), "同意")
    bureau.goto(task)
    assert "2025-09-30" in bureau.locator("dl.facts").first.inner_text()


def an_adjustment_is_proposed_by_one_and_decided_by_another(year):
    tab, leader = year.at("planner", f"{year.plan}/versions"), year.at("leader")
    tab.get_by_role("link", name="提起调整").click()
    filled(tab, "open", "提起调整", reason="一季度重点企业减产，就业目标相应调整")
    tab.get_by_role("link", name="修改目标").click()
    tab.get_by_role("link", name="修改 城镇新增就业", exact=True).click()
    form = tab.locator(".typing-below form")
    fill(form, value="3.9")
    press(form, "保存")
    tab.goto(f"{year.plan}/versions")
    assert tab.locator(".difference del").first.inner_text() == "4.2"
    assert tab.locator(".difference ins").first.inner_text() == "3.9"
    tab.locator("summary", has_text="提交决定").click()
    press(tab, "提交决定")
    told(tab, "已提交决定")
    assert not tab.locator("summary", has_text="登记决定").count(), "who proposes does not decide"
    leader.goto(f"{year.plan}/versions")
    leader.locator("summary", has_text="登记决定").click()
    form = leader.locator("details[open] form")
    fill(form, document_id=REPORT)
    press(form, "登记决定")
    told(leader, "已登记决定")
    leader.goto(year.plan)
    assert "3.9万人以上" in row(leader, "城镇新增就业").inner_text()


def the_half_year_shows_a_red_light(year):
    year.day("2025-07-08")
    planner = year.at("planner", "/returns?show=all&period=2025-06")
    june = opened(planner, "张店区", "2025年6月")
    reported(planner, "1.2")
    accepted(year.at("reviewer", june))
    leader = year.at("leader", "/?year=2025")
    line = row(leader, "城镇新增就业")
    assert "滞后" in line.inner_text()
    assert line.locator(".light-red").is_visible()
    assert "1.2万人" in line.inner_text()
    taken(planner, year.plan, "报告上半年执行情况", document_id=REPORT)


def a_finding_is_explained_by_one_and_closed_by_another(year):
    reviewer, planner = year.at("reviewer", "/checks"), year.at("planner")
    assert "还没有核查发现" in words(reviewer)
    press(reviewer, "连接与核查")
    told(reviewer, "已排队")
    for _ in range(120):
        if reviewer.locator("[data-finding]").count():
            break
        reviewer.wait_for_timeout(500)
        reviewer.goto("/checks")
    card = reviewer.locator("[data-finding]").first
    card.locator(".answer summary").click()
    card.locator("textarea").fill("第三产业应为300亿元，送审稿笔误，已告知印制")
    press(card, "说明")
    assert "已说明" in reviewer.locator("[data-finding] .finding-head").first.inner_text()
    reviewer.locator("[data-finding] .finding-head a").first.click()
    finding = urlsplit(reviewer.url).path
    assert not reviewer.get_by_role("button", name="办结").count(), "who answered does not close it"
    planner.goto(finding)
    planner.locator("textarea").fill("说明属实")
    press(planner, "办结")
    assert "已办结" in planner.locator(".finding-head").inner_text()


def the_year_ends_with_verdicts_and_the_plan_is_closed(year):
    year.day("2026-01-08")
    tab = year.at("planner", "/returns?show=all&period=2025-12")
    december = opened(tab, "张店区", "2025年12月")
    reported(tab, "4.05")
    accepted(year.at("reviewer", december))
    leader = year.at("leader", "/promises?year=2025")
    line = row(leader, "城镇新增就业").inner_text()
    assert "3.9" in line
    assert "4.05" in line
    assert "完成" in line
    taken(tab, year.plan, "办结")
    assert "办结" in tab.locator("h1").inner_text()
    tab.goto(f"{year.plan}/steps")
    assert not tab.locator("#form-take").count()


def the_auditor_finds_all_of_it_in_the_log(year):
    tab = year.at("auditor", "/manage/log")
    for action, who, what in LOGGED:
        tab.goto(f"/manage/log?action={action}")
        assert tab.locator("tbody tr").filter(has_text=who).filter(has_text=what).count(), action
    tab.goto("/manage/log?action=adjustment.decide")
    tab.locator("tbody a").first.click()
    tab.goto("/manage/log")
    press(tab, "核验链条")
    told(tab, "链条完整")
    assert tab.goto("/manage/units").ok
    assert not tab.get_by_text("在其下设立单位").count(), "an auditor looks, and sets nothing up"
    lin = year.at("lin")
    assert lin.goto("/manage/log").status == 403
    lin.complaints.clear()  # the browser tells of the answer 403 too


def visitors_read_it_once_it_is_published_and_the_pages_are_on(year):
    planner = year.at("planner", "/publishing")
    assert "公开页面未开启" in words(planner)
    planner.locator("summary", has_text="公开这个计划").click()
    planner.get_by_label("审查意见").fill("已核对，不含个人信息和未公开文件")
    press(planner.locator("details[open]"), "公开")
    told(planner, "已公开")
    visitor = year.visit(year.site)
    assert visitor.goto("/public").status == 404
    visitor.goto(year.plan)
    assert "登录" in visitor.locator("h1").inner_text()
    visitor.complaints.clear()  # the browser tells of the answer 404 too
    year.site.stop()
    year.site = sites.started(year.site.home, PUBLIC_PAGES="yes")
    visitor = year.visit(year.site)
    visitor.goto("/public")
    visitor.get_by_role("link", name=REPORT).click()
    assert "4.05万人" in row(visitor, "城镇新增就业").inner_text()
    visitor.get_by_role("link", name="城镇新增就业").click()
    assert "完成" in visitor.locator(".big-state").inner_text()
    assert "出处文件未公开" in words(visitor)
    visitor.goto("/public")
    visitor.get_by_role("link", name=REPORT).click()
    visitor.get_by_role("link", name="逐项查看").click()
    assert "区商务局" in row(visitor, "发放消费券").inner_text()
    page = visitor.content()
    assert not [called for _, called, *_ in PEOPLE if called in page], "no person's name is published"


STEPS = (
    the_founder_sees_what_to_begin_with,
    the_founder_sets_up_places_units_and_people,
    the_planner_opens_a_plan_and_has_a_document_read,
    the_planner_reviews_it_by_the_keyboard,
    what_was_read_becomes_targets_and_tasks,
    units_are_consulted_and_their_opinion_is_decided,
    the_plan_goes_through_the_meetings_and_is_issued,
    a_target_is_dealt_out_once_its_sum_is_right,
    a_form_is_set_up_and_its_periods_are_made,
    january_is_reported_by_one_and_accepted_by_another,
    february_is_late_sent_back_and_corrected,
    a_month_that_is_locked_is_opened_with_a_reason,
    a_task_is_reported_and_its_deadline_put_off,
    an_adjustment_is_proposed_by_one_and_decided_by_another,
    the_half_year_shows_a_red_light,
    a_finding_is_explained_by_one_and_closed_by_another,
    the_year_ends_with_verdicts_and_the_plan_is_closed,
    the_auditor_finds_all_of_it_in_the_log,
    visitors_read_it_once_it_is_published_and_the_pages_are_on,
)


@pytest.mark.long
def test_a_year_is_lived_by_everybody_on_the_pages_alone(year):
    year.day("2024-11-04")
    for step in STEPS:
        step(year)
