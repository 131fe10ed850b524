"""The pages of findings and promises: what is shown to whom, filters, the buttons, the sentences, counts of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.cast import made
from server.documents_cast import read_in
from server.pages_cast import signed_in
from taizhang.catalogue.checks import standard_rules
from taizhang.server.accounts.models import User
from taizhang.server.documents.models import Fact, Finding
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib import clock

folder = documents_cast.folder
REPORT = """云澜市2024年国民经济和社会发展计划

一、2023年计划执行情况

社会消费品零售总额完成586.3亿元，同比**增长7.4%**；规模以上工业增加值增长7.4%。
"""


@pytest.fixture
def planner(city, person):
    return person("planner", city.root)


@pytest.fixture
def tab(planner):
    return signed_in(User.objects.get(username="planner-yl"))


def found(unit, number=1, *, check="target_missed", severity="medium", document=None, facts=(), **row):
    """A finding."""
    said = {"message": f"第{number}处不符", "message_en": f"difference {number}", "facts": list(facts), "fields": {}}
    return made(
        Finding(
            unit=unit,
            document=document,
            check_id=check,
            severity=severity,
            key=f"key-{number}",
            row={"check": check, **said, **row},
            found_at=clock.now(),
        )
    )


def numbers(answer):
    """The findings on a page, in their order."""
    return [int(number) for number in re.findall(r'id="finding-(\d+)"', answer.content.decode())]


def step(tab, finding, step, words="口径不同", revision=None):
    finding.refresh_from_db()
    seen = finding.revision if revision is None else revision
    return tab.post(f"/checks/{finding.pk}/step", {"step": step, "words": words, "revision": seen, "next": "/checks"})


def test_the_gravest_stand_first_and_the_chips_count(tab, city):
    low, high = found(city.root, 1, severity="low"), found(city.root, 2, severity="high", check="restatement_conflict")
    answer = tab.get("/checks")
    assert numbers(answer) == [high.pk, low.pk]
    text = answer.content.decode()
    assert re.search(r"重要</span>\s*<b>1</b>", text)
    assert standard_rules().checks["restatement_conflict"].title.zh in text


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("severity=high", [2]),
        ("state=explained", [3]),
        ("check=restatement_conflict", [2]),
        ("preset=years", [2, 1, 3]),
        ("preset=proofread", [2]),
        ("severity=low&state=open", []),
    ],
)
def test_findings_are_filtered_as_by_the_api(tab, city, query, left):
    rows = {
        1: found(city.root, 1),
        2: found(city.root, 2, severity="high", check="restatement_conflict"),
        3: found(city.root, 3),
    }
    step(tab, rows[3], "explain")
    assert numbers(tab.get(f"/checks?{query}")) == [rows[at].pk for at in left]


def test_a_filter_that_is_none_is_told_in_words(tab):
    for query in ("severity=worst", "check=nothing", "after=x.y", "unit=many", "document=" + "9" * 30):
        answer = tab.get(f"/checks?{query}")
        assert answer.status_code == 422, query
        assert "填写有误" in answer.content.decode()


def test_each_finding_stands_on_one_page_of_the_list(tab, city):
    for number in range(65):
        found(city.root, number, severity=("high", "medium", "low")[number % 3])
    address, seen = "/checks", []
    while address:
        text = tab.get(address).content.decode()
        seen += re.findall(r'id="finding-(\d+)"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = f"/checks{following[1]}" if following else None
    assert len(seen) == len(set(seen)) == 65


def test_a_short_preset_shows_no_more_than_its_first(tab, city):
    for number in range(14):
        found(city.root, number)
    assert len(numbers(tab.get("/checks?preset=three_reports"))) == 10


def test_one_answers_and_another_closes(tab, city, person):
    finding = found(city.root)
    assert step(tab, finding, "explain").status_code == 302
    own = tab.get(f"/checks/{finding.pk}").content.decode()
    assert 'value="close"' not in own
    assert "须由其他有权限的人办结" in own
    auditor = signed_in(person("auditor", city.root))
    assert 'value="close"' in auditor.get(f"/checks/{finding.pk}").content.decode()
    step(auditor, finding, "close", "已核实")
    finding.refresh_from_db()
    assert finding.state == "closed"
    text = auditor.get(f"/checks/{finding.pk}").content.decode()
    assert text.index("口径不同") < text.index("已核实")
    assert "planner-yl" in text


def test_what_is_refused_stands_beside_the_words_and_the_words_stay(tab, city, person):
    finding = found(city.root)
    stale = step(tab, finding, "explain", "写了很久的说明", revision=7)
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "写了很久的说明</textarea>" in text
    assert "没有覆盖" in text
    assert step(tab, finding, "explain", " ").status_code == 422
    assert step(tab, finding, "dance").status_code == 422
    assert step(tab, finding, "close").status_code == 409
    reporter = signed_in(person("reporter", city.root))
    assert step(reporter, finding, "explain").status_code == 403
    finding.refresh_from_db()
    assert finding.state == "open"


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("planner", {"explain", "correct"}),
        ("reviewer", {"explain", "correct"}),
        ("reporter", set()),
        ("auditor", set()),
    ],
)
def test_buttons_stand_only_where_the_role_may(city, person, role, steps):
    finding = found(city.root)
    text = signed_in(person(role, city.root, "somebody")).get(f"/checks/{finding.pk}").content.decode()
    assert set(re.findall(r'name="step" value="(\w+)"', text)) == steps


def test_what_is_beyond_reach_looks_as_if_it_were_not_there(city, person):
    finding = found(city.west)
    other = signed_in(person("reporter", city.east))
    assert numbers(other.get("/checks")) == []
    assert other.get(f"/checks/{finding.pk}").status_code == 404
    assert Client().get("/checks").status_code == 302


@pytest.mark.usefixtures("folder")
def test_the_very_number_is_marked_in_its_sentence_and_leads_into_the_text(tab, city):
    document = read_in(city.root, REPORT)
    fact = Fact.objects.filter(reading__document=document, row__text="7.4%").order_by("start")[0]
    said = {
        "doc": document.name,
        "start": fact.start,
        "end": fact.end,
        "document": document.pk,
        "reading": fact.reading_id,
        "text": "7.4%",
        "sentence": "",
    }
    finding = found(city.root, document=document, facts=[said])
    text = tab.get(f"/checks/{finding.pk}").content.decode()
    address = f"/documents/{document.pk}?at={fact.start}"
    assert f'同比增长<a href="{address}"><mark>7.4%</mark></a>' in text
    assert text.count("<mark>") == 1


@pytest.mark.usefixtures("folder")
def test_what_was_chosen_is_taken_away_as_a_table(tab, city):
    found(city.root, 1, severity="high", message="=1+1 不符")
    found(city.root, 2)
    answer = tab.get("/checks?severity=high&figure=findings&as=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1 不符" in lines[1]
    assert tab.get("/checks?figure=findings&as=xlsx").content[:2] == b"PK"


def test_the_list_asks_as_often_for_many_as_for_few(tab, city):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert tab.get("/checks").status_code == 200
        return len(queries)

    for number in range(3):
        step(tab, found(city.root, number), "explain")
    tab.get("/checks")
    few = asked()
    for number in range(3, 25):
        step(tab, found(city.root, number), "explain")
    assert asked() == few


def test_documents_are_linked_and_checked_by_who_may_ask_for_it(tab, city, person):
    asked = {"unit": city.root.pk}
    assert "没有已读取的文档可供核查" in tab.post("/checks/compare", asked, follow=True).content.decode()
    assert 'action="/checks/compare"' in tab.get("/checks").content.decode()
    reporter = signed_in(person("reporter", city.root))
    assert 'action="/checks/compare"' not in reporter.get("/checks").content.decode()
    assert "权限" in reporter.post("/checks/compare", asked, follow=True).content.decode()


def test_an_empty_ledger_says_what_to_do(tab):
    assert "还没有核查发现" in tab.get("/checks").content.decode()
    assert "还没有批准或印发的计划" in tab.get("/promises").content.decode()


@pytest.fixture
def promised(office, on_day):
    """地区生产总值 500 in 2024, reported as 480; 520 in 2025."""
    on_day(2024, 1, 10)
    office.issued(2024, value="500", comparator=">=")
    on_day(2025, 1, 20)
    value = {
        "unit_id": office.city.root.pk,
        "indicator": "gdp",
        "period": "2024",
        "value": "480",
    }
    answer = office.planner.post("/observations", **value)
    assert answer.status == 201, answer.body
    accepted = office.second.post(f"/observations/{answer['id']}/accept", revision=answer["revision"])
    assert accepted.status == 200, accepted.body
    office.issued(2025, value="520", comparator=">=")
    on_day(2025, 3, 1)
    return signed_in(User.objects.get(username="planner-yl"))


def plain(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_promises_stand_by_year_with_result_verdict_and_movement(promised):
    text = plain(promised.get("/promises?year=2025"))
    assert re.search(r"目标 500亿元以上 完成 480亿元 ✗ 未完成", text)
    assert re.search(r"目标 520亿元以上 完成 — 无数据 ▲ 目标上调", text)


def test_promises_are_chosen_by_verdict_and_by_movement(promised):
    assert "500亿元以上" in plain(promised.get("/promises?year=2025&verdict=missed"))
    assert "500亿元以上" in plain(promised.get("/promises?year=2025&moved=raised"))
    assert "没有符合筛选条件的承诺" in plain(promised.get("/promises?year=2025&verdict=met"))
    assert promised.get("/promises?verdict=perhaps").status_code == 422


def test_one_promise_tells_its_story_and_an_unknown_one_is_not_there(promised, office):
    text = plain(promised.get(f"/promises/{office.gdp.pk}?year=2025"))
    assert text.index("2025 年") < text.index("2024 年")
    assert "目标500亿元以上，实际480亿元，低20亿元" in text
    assert promised.get(f"/promises/{office.jobless.pk}?year=2025").status_code == 404


def test_promises_are_taken_away_as_a_table(promised):
    lines = promised.get("/promises?year=2025&figure=promises&as=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("指标,2024年目标,2024年完成,2024年结论")
    assert lines[1].startswith("地区生产总值,500亿元以上,480亿元,未完成")


def test_promises_ask_as_often_for_many_indicators_as_for_one(office, on_day):
    on_day(2025, 1, 20)
    tab = signed_in(User.objects.get(username="planner-yl"))

    def asked(year):
        with CaptureQueriesContext(connection) as queries:
            assert tab.get(f"/promises?year={year}").status_code == 200
        return len(queries)

    plan = office.open(2025)
    for number in range(12):
        made(Indicator(code=f"own.{number}", name=f"指标{number}", unit_of_measure="个", nature="flow"))
    office.target(plan)
    office.walk(plan, "issued")
    asked(2025)
    few = asked(2025)
    more = office.open(2024)
    for row in Indicator.objects.filter(code__startswith="own."):
        assert office.target(more, row).status == 201
    office.walk(more, "issued")
    asked(2024)
    assert asked(2024) <= few
