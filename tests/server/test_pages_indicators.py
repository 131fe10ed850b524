"""The pages of indicators: the table with its filters, order, groups and files; the page of one; views."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.cast import made
from server.pages_cast import signed_in
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.models import SavedView
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import (
    Breakdown,
    Observation,
    Plan,
    PlanVersion,
    Programme,
    ProgrammeIndicator,
    Share,
    Target,
)
from taizhang.server.ledger.observations.actions import enter
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.recent import recent_of
from taizhang.server.ledger.observations.whole import told_of
from taizhang.server.ledger.standings.pacing import pace_line

CODES = ("gdp", "budget_revenue.general_public", "unemployment.surveyed", "high_tech_enterprises", "retail_sales")


class Ledger:
    """The plan of 2025 of the city, with what is added to it."""

    def __init__(self, city):
        self.city = city
        self.known = {row.code: row for row in load_catalogue(SERVER, city.root, codes=CODES)}
        self.plan = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
        self.version = made(PlanVersion(plan=self.plan, number=1, state="issued"))

    def target(self, code, measure, comparator, value, to=None, **more):
        line = self.version.targets.count() + 1
        row = Target(version=self.version, line=line, indicator=self.known[code], measure=measure, due="2025", **more)
        row.comparator, row.value, row.value_to = comparator, Decimal(value), to and Decimal(to)
        row.unit_of_measure = "%" if measure == "growth" else self.known[code].unit_of_measure
        return made(row)

    def reach(self, code, period, unit=None, vintage="flash", **values):
        numbers = {name: Decimal(str(value)) for name, value in values.items()}
        figure = Figure(unit or self.city.root, self.known[code], period, vintage=vintage, **numbers)
        return enter(SERVER, self.city.root, figures=[figure])[0].row


@pytest.fixture
def ledger(city, on_day):
    on_day(2025, 7, 20)
    return Ledger(city)


@pytest.fixture
def seen(city, person):
    """`seen("/indicators")` is what the planner sees there."""
    client = signed_in(person("planner", city.root))

    def looked(address, status=200, **query):
        answer = client.get(address, query)
        assert answer.status_code == status, answer.content.decode()[-2000:]
        return answer.content.decode()

    looked.client = client
    return looked


def rows(html):
    """The rows of the table as the words of their cells."""
    table = html[html.index('<table class="table table-sm indicators"') :].split("</table>")[0]
    found = re.findall(r"<tr>(.*?)</tr>", table.split("</thead>")[1], re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def names(html):
    return [row[0] for row in rows(html)]


def test_the_target_stands_beside_the_result_with_its_period_growth_pace_and_light(ledger, seen):
    ledger.target("budget_revenue.general_public", "level", ">=", "120")
    ledger.reach("budget_revenue.general_public", "2025-06", cumulative=60, cumulative_growth=5.5)
    (row,) = rows(seen("/indicators"))
    assert row[:8] == ["一般公共预算收入", "亿元", "120亿元以上", "60", "5.5%", "1—6月", "100.0%", "正常"]


def test_pace_is_told_alike_on_every_page_and_a_light_with_the_rule_that_gives_it(ledger, seen):
    ledger.target("gdp", "growth", ">=", "5.5")
    ledger.reach("gdp", "2025-06", cumulative=846.9, cumulative_growth=5.4)
    rule = (
        "亮灯规则（增速与比率目标：直接相比，不按月折算）：正常：不落后；关注：落后 ≤ 1个百分点；"
        "滞后：落后 ＞ 1个百分点"
    )
    (row,) = rows(seen("/indicators"))
    assert row[6:8] == ["99.9%", "关注"]
    for page in ("/", "/indicators", "/indicators/gdp"):
        html = seen(page)
        for said in ("达序时进度", "99.9%", "低0.1个百分点", rule):
            assert said in html, (page, said)
    answer = seen.client.get("/indicators", {"figure": "indicators", "as": "csv"})
    head, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert line[head.index("达序时进度（%）")] == "99.9"


def test_of_a_ceiling_it_is_told_what_is_used_of_what_may_be_by_now(ledger, seen):
    code = "budget_expenditure.three_public"
    ledger.known[code] = load_catalogue(SERVER, ledger.city.root, codes=[code])[0]
    ledger.target(code, "level", "<=", "4000")
    ledger.reach(code, "2025-06", cumulative=1200)
    method = "占限额30%（1200/4000），时间过去50%，用量为序时的60%；尚余2800"
    rule = "正常：已达到，或用量与序时之比 ≤ 110%；关注：用量与序时之比 ≤ 130%；滞后：用量与序时之比 ＞ 130%"
    for page in ("/", "/indicators", f"/indicators/{code}"):
        html = seen(page)
        for told in ("用量60.0%", method, rule):
            assert told in html, (page, told)
        assert "140" not in html
    assert "限额为用量与按序时可用量之比，少用为好" in seen("/")


def test_a_rate_that_is_not_in_per_cent_is_behind_by_per_cent_of_its_target(ledger, seen):
    ledger.known["wages.average"] = load_catalogue(SERVER, ledger.city.root, codes=["wages.average"])[0]
    ledger.target("wages.average", "level", ">=", "100000")
    ledger.reach("wages.average", "2025-06", value=99500)
    html = seen("/indicators/wages.average")
    assert "关注：落后目标值 ≤ 1%；滞后：落后目标值 ＞ 1%" in html
    assert "落后 ≤ 1个百分点" not in html
    assert "落后 ≤ 1个百分点（不以百分比计的，按目标值的百分比）" in seen("/manage/rules")


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        ("gdp growth ~ 5.5", "增长5.5%左右"),
        ("gdp growth >= -3", "下降3%以内"),
        ("gdp growth range 5 5.5", "增长5.0～5.5%"),
        ("unemployment.surveyed level <= 5.5", "5.5%以内"),
        ("high_tech_enterprises level = 540", "540家"),
    ],
)
def test_a_target_is_told_with_its_comparator(ledger, seen, aim, words):
    places = max(-Decimal(value).as_tuple().exponent for value in aim.split()[3:])
    ledger.target(*aim.split(), places=places)
    assert rows(seen("/indicators"))[0][2] == words


def test_without_figures_cells_are_dashes_with_last_year_small_below(ledger, seen):
    ledger.target("gdp", "growth", "~", "5.5")
    ledger.reach("gdp", "2024", value=1655.8, growth=5.6)
    (row,) = rows(seen("/indicators"))
    assert row[3] == "— 2024年 1,655.8 · 5.6%"
    assert (row[4], row[5], row[6]) == ("—", "—", "—")
    assert "无数据" in row[7]


def test_what_is_not_accepted_and_what_is_of_other_years_makes_no_row(ledger, city, seen, actor):
    ledger.reach("gdp", "2020", value=1000)
    figure = Figure(city.root, ledger.known["retail_sales"], "2025-06", cumulative=Decimal(9))
    enter(actor("reporter", city.root), city.root, figures=[figure])
    assert "还没有这一年的目标和数据" in seen("/indicators")


@pytest.fixture
def three(ledger):
    """Three indicators: one red, one green, one without a target."""
    ledger.target("budget_revenue.general_public", "level", ">=", "120")
    ledger.target("high_tech_enterprises", "level", ">=", "540")
    ledger.reach("budget_revenue.general_public", "2025-06", cumulative=20)
    ledger.reach("high_tech_enterprises", "2024", value=500)
    ledger.reach("high_tech_enterprises", "2025-06", value=530)
    ledger.reach("retail_sales", "2025-06", cumulative=317.5, cumulative_growth=6.4)
    return ledger


def test_the_table_is_filtered_by_light_target_nature_words_and_programme(three, city, seen):
    revenue, firms, retail = names(seen("/indicators"))
    assert names(seen("/indicators", light="red")) == [revenue]
    assert names(seen("/indicators", targets="without")) == [retail]
    assert names(seen("/indicators", nature="stock")) == [firms]
    assert names(seen("/indicators", words="社零")) == [retail]
    programme = made(Programme(unit=city.root, name="工业强市"))
    made(ProgrammeIndicator(programme=programme, indicator=three.known["high_tech_enterprises"]))
    assert names(seen("/indicators", programme=programme.pk)) == [firms]
    assert "没有符合条件的指标" in seen("/indicators", words="没有这样的")
    assert len(names(seen("/indicators", light="purple", nature="x", programme="y", sort="z", page="0"))) == 3


def test_the_table_is_sorted_by_its_headings_and_blank_cells_stand_last(three, seen):
    revenue, firms, retail = names(seen("/indicators"))
    html = seen("/indicators", sort="-value")
    assert names(html) == [firms, retail, revenue]
    assert 'aria-sort="descending"' in html
    assert names(seen("/indicators", sort="pace")) == [revenue, firms, retail]
    assert names(seen("/indicators", sort="light")) == [revenue, firms, retail]


def test_the_table_stands_in_groups(three, seen):
    html = seen("/indicators", group="light")
    headings = [plain(one) for one in re.findall(r'<th scope="rowgroup".*?</th>', html, re.DOTALL)]
    assert headings == ["滞后 1", "正常 1", "未归类 1"]


def test_the_table_is_taken_away_as_it_is_filtered(three, seen):
    answer = seen.client.get("/indicators", {"figure": "indicators", "as": "csv", "targets": "without"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["社会消费品零售总额"]
    assert lines[1][3:6] == ["317.5", "6.4", "1—6月"]


def test_the_number_of_queries_does_not_grow_with_the_indicators(ledger, seen):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            seen("/indicators", group="programme")
        return len(counted)

    for code in CODES[:2]:
        ledger.target(code, "level", ">=", "100")
        ledger.reach(code, "2025-06", cumulative=60)
    few = queries()
    for code in CODES[2:]:
        ledger.target(code, "level", ">=", "100")
        ledger.reach(code, "2025-06", value=60)
    assert queries() <= few


def test_a_district_that_may_not_see_a_bureaus_figures_gets_no_link_to_them(ledger, city, person):
    ledger.reach("gdp", "2025-06", unit=city.statistics, cumulative=846.9)
    for unit, links in ((city.root, True), (city.east, False)):
        client = signed_in(person("reviewer", unit))
        html = client.get("/indicators", {"unit": city.root.pk}).content.decode()
        assert ("/trace/observation/" in html) is links
        assert "846.9" in html


def test_the_page_of_an_indicator_tells_target_result_pace_what_is_needed_and_how(ledger, seen):
    ledger.target("budget_revenue.general_public", "level", ">=", "120")
    ledger.reach("budget_revenue.general_public", "2024", value=110)
    ledger.reach("budget_revenue.general_public", "2025-06", cumulative=48)
    words = plain(seen("/indicators/budget_revenue.general_public"))
    for said in ("目标 120亿元以上", "48亿元", "80.0%", "其余时间还需", "72", "48/120", "上年：110亿元"):
        assert said in words


@pytest.mark.parametrize("code", CODES)
def test_an_indicator_without_anything_has_a_page_that_says_so(ledger, seen, code):
    words = plain(seen(f"/indicators/{code}"))
    assert "本年没有目标" in words
    assert "本年还没有数据" in words
    assert "各地对比" not in words


def test_an_indicator_that_is_not_there_is_told_to_be_so(ledger, seen):
    assert "没有找到" in seen("/indicators/nothing.of.the.kind", status=404)


def test_the_districts_stand_in_their_order_with_shares_and_what_moved(ledger, city, seen):
    target = ledger.target("budget_revenue.general_public", "level", ">=", "120")
    breakdown = made(Breakdown(target=target, state="issued"))
    for unit, value in ((city.east, 70), (city.west, 50)):
        made(Share(breakdown=breakdown, assignee=unit, comparator=">=", value=value))
    for month, east, west in (("05", 20, 22), ("06", 42, 25)):
        ledger.reach("budget_revenue.general_public", f"2025-{month}", unit=city.east, cumulative=east)
        ledger.reach("budget_revenue.general_public", f"2025-{month}", unit=city.west, cumulative=west)
    html = seen("/indicators/budget_revenue.general_public")
    table = html[html.index("ranking") :].split("</table>")[0]
    first, second = (plain(row) for row in re.findall(r"<tr>(.*?)</tr>", table.split("</thead>")[1], re.DOTALL))
    assert first.startswith("1 青汀区 42")
    assert "70亿元以上" in first
    assert first.endswith("▲ 升 1 位")
    assert second.startswith("2 石陂县 25")
    assert second.endswith("▼ 降 1 位")
    answer = seen.client.get(
        "/indicators/budget_revenue.general_public", {"figure": "districts", "as": "csv", "period": "2025-05"}
    )
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[:3] for line in lines[1:]] == [["石陂县", "22", "50"], ["青汀区", "20", "70"]]


def test_editions_of_a_figure_stand_under_each_other_with_who_and_when(ledger, seen):
    ledger.reach("gdp", "2024", value=1650)
    ledger.reach("gdp", "2024", vintage="final", value=1655.8)
    html = seen("/indicators/gdp")
    table = plain(html[html.index("editions") :])
    assert table.index("最终核实") < table.index("快报")
    assert "1,655.8" in table
    assert "系统" in table


@pytest.mark.parametrize(
    ("aim", "figures", "line"),
    [
        (  # a flow by last year's share of the same months
            "budget_revenue.general_public level >= 120",
            {"2024-03": {"cumulative": 20}, "2024-06": {"cumulative": 45}, "2024": {"value": 100}},
            {3: 24, 6: 54, 9: 90, 12: 120},
        ),
        ("budget_revenue.general_public level >= 120", {"2025-01": {"cumulative": 9}}, {3: 30, 12: 120}),
        (  # a stock on the way from last year's end
            "high_tech_enterprises level >= 560",
            {"2024": {"value": 500}},
            {6: 530, 12: 560},
        ),
        (  # a growth upon last year's months
            "budget_revenue.general_public growth >= 10",
            {"2024-06": {"cumulative": 50}, "2024": {"value": 100}},
            {3: None, 6: 55, 12: 110},
        ),
        ("unemployment.surveyed level <= 5.5", {"2025-06": {"value": 5.1}}, {6: None, 12: None}),
        ("gdp growth >= 5", {"2024": {"value": 1000}}, {12: None}),  # of constant prices, not of its levels
    ],
)
def test_the_pace_line_goes_by_what_pace_goes_by(ledger, city, aim, figures, line):
    target = ledger.target(*aim.split())
    code = target.indicator.code
    for period, values in figures.items():
        ledger.reach(code, period, **values)
    told = told_of(city.root, ledger.known[code], date(2024, 1, 1), date(2025, 12, 31))
    found = pace_line(told.series, target, 2025)
    assert {month: found[month - 1] for month in line} == line


def test_a_small_history_is_of_months_where_they_are_told_else_of_years(ledger, city):
    for month in range(1, 5):
        ledger.reach("retail_sales", f"2025-{month:02d}", cumulative=10 * month)
    for year, value in ((2022, 1), (2023, 2), (2024, 4)):
        ledger.reach("gdp", str(year), value=value)
    told = {
        code: recent_of(told_of(city.root, ledger.known[code], date(2020, 1, 1), date(2025, 7, 1)).series)
        for code in ("retail_sales", "gdp")
    }
    assert told["retail_sales"].values == (10, 10, 10, 10)
    assert told["retail_sales"].periods[-1] == "2025-04"
    assert told["gdp"].periods == ("2022", "2023", "2024")


def test_what_is_chosen_is_kept_as_a_tab_and_changed_and_removed(three, seen):
    def press(address, **values):
        answer = seen.client.post(address, {"next": "/indicators", **values}, follow=True)
        return plain(answer.content.decode())

    query = "sort=-pace&light=red&unit=1&page=2"
    assert "视图“红灯”已保存" in press("/views/keep", page="indicators", name="红灯", query=query, shared="on")
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("light=red&sort=-pace", True)
    html = seen("/indicators", light="red", sort="-pace")
    assert re.search(r'aria-current="page">\s*红灯', html)
    assert "管理视图" in html
    press("/views/keep", page="indicators", name="红灯", query="light=amber")
    view.refresh_from_db()
    assert view.query == "light=amber"
    assert "已修改" in press(f"/views/{view.pk}/change", name="黄灯", revision=view.revision)
    assert "已被" in press(f"/views/{view.pk}/remove", revision=view.revision)
    view.refresh_from_db()
    assert "已删除" in press(f"/views/{view.pk}/remove", revision=view.revision)
    assert not SavedView.objects.exists()


def test_nothing_is_kept_under_no_name(three, seen):
    answer = seen.client.post("/views/keep", {"page": "indicators", "name": " ", "query": "a=b"}, follow=True)
    assert "起个名字" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_rows_of_every_state_are_seen_by_whoever_may_see_them(ledger, city, seen, actor):
    figure = Figure(city.root, ledger.known["gdp"], "2025-06", cumulative=Decimal(9), reason="初步")
    enter(actor("reporter", city.root), city.root, figures=[figure])
    assert Observation.objects.get().state == "entered"
    assert "待审定" in plain(seen("/indicators/gdp"))
