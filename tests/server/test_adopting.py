"""Adopting: what was accepted becomes targets, observations and tasks, once, exactly, each leading to its sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.cast import made
from server.documents_cast import example, read_in
from taizhang.server.accounts.acting import SERVER, Act
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.adopting.matching import Units
from taizhang.server.ledger.catalogue import load_indicators
from taizhang.server.ledger.models import Indicator, Observation, Plan, Target, Task
from taizhang.server.ledger.observations.actions import enter_one
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.log.models import Entry

folder = documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")
CODES = (
    "gdp",
    "employment.urban_new",
    "unemployment.surveyed",
    "fixed_asset_investment",
    "retail_sales",
    "grain.output",
    "trade.total",
    "budget_revenue.general_public",
    "energy.intensity",
    "industry.firms",
    "services.revenue",
    "fdi.actual",
    "income.urban_per_capita",
    "technology.contracts_value",
    "high_tech_enterprises",
    "rd.intensity",
    "air.pm25",
    "telecom.5g_stations.new",
    "prices.consumer",
)
TEXT = """云澜市2024年国民经济和社会发展计划

一、2023年计划执行情况

{results}

二、2024年主要预期目标

主要预期目标是：{targets}。

三、2024年主要任务

（一）抓好项目建设。{tasks}
"""


def plan_text(targets="地区生产总值增长6%以上", results="全市经济平稳运行。", tasks="持续推进。"):
    return TEXT.format(targets=targets, results=results, tasks=tasks)


@pytest.fixture
def planner(city, person, caller):
    """Who plans for the city."""
    load_indicators(Act(SERVER, "indicator.define"), CODES)
    return caller(person("planner", city.root))


@pytest.fixture
def plan(planner, city):
    """The key of the plan of 2024, in draft."""
    return planner.post("/plans", unit_id=city.root.pk, year=2024)["id"]


@pytest.fixture
def adopted(planner, plan, city):
    """`adopted(text)` reads a document, accepts all of it, adopts it, and gives the answer."""

    def adopt(text, **options):
        document = read_in(city.root, text, f"{len(text)}.txt")
        accept(planner, document)
        answer = planner.post(f"/plans/{plan}/adopt", document=document.pk, **options)
        assert answer.status == 200, answer.body
        return answer

    return adopt


def accept(planner, document):
    planner.post(f"/documents/{document.pk}/accept-sure", statements=True)
    for kind in ("facts", "statements"):
        for row in planner.get(f"/documents/{document.pk}/{kind}", limit=1000, judged=False)["rows"]:
            assert planner.post(f"/{kind}/{row['id']}/verdicts", kind="accept").status == 201


def of(answer, what, result):
    return [row for row in answer["outcomes"] if (row["what"], row["result"]) == (what, result)]


def test_a_target_keeps_comparator_value_firmness_and_its_fact(adopted):
    adopted(plan_text("地区生产总值增长6%以上；城镇新增就业4.2万人左右；城镇调查失业率控制在5.5%以内"))
    rows = {row.indicator.code: row for row in Target.objects.select_related("indicator")}
    gdp, jobs, rate = rows["gdp"], rows["employment.urban_new"], rows["unemployment.surveyed"]
    assert (gdp.measure, gdp.comparator, gdp.value, gdp.unit_of_measure) == ("growth", ">=", 6, "%")
    assert (gdp.firmness, gdp.due, gdp.fact.row["text"]) == ("at_least", "2024", "6%")
    assert (jobs.measure, jobs.comparator, jobs.value, jobs.places) == ("level", "~", Decimal("4.2"), 1)
    assert (rate.comparator, rate.firmness, rate.binding) == ("<=", "must", "expected")
    assert [gdp.line, jobs.line, rate.line] == [1, 2, 3]


def test_a_document_without_a_single_target_is_adopted_for_the_rest(adopted):
    answer = adopted("云澜市2023年粮食总产量达到118.6万吨。")
    assert [row["what"] for row in answer["outcomes"]] == ["observation"]
    assert not Target.objects.exists()


def test_a_range_is_one_target_with_two_bounds(adopted):
    adopted(plan_text("地区生产总值增长5%—6%，固定资产投资增长8%"))
    target = Target.objects.get(indicator__code="gdp")
    assert (target.comparator, target.value, target.value_to) == ("range", 5, 6)
    assert Target.objects.count() == 2


def test_what_must_be_met_is_binding(adopted):
    adopted(plan_text("地区生产总值增长6%以上，确保粮食总产量达到118万吨"))
    rows = dict(Target.objects.values_list("indicator__code", "binding"))
    assert rows == {"gdp": "expected", "grain.output": "binding"}


def test_binding_is_what_stands_behind_the_word_and_what_is_expected_before_it(adopted):
    adopted(
        plan_text(
            "地区生产总值增长6%以上，约束性指标：PM2.5平均浓度控制在38微克/立方米以下，节能减排约束性指标完成任务"
        )
    )
    rows = dict(Target.objects.values_list("indicator__code", "binding"))
    assert rows == {"gdp": "expected", "air.pm25": "binding"}


def test_a_target_in_words_keeps_its_words(adopted):
    adopted(plan_text("地区生产总值增长6%以上；外贸进出口保稳提质"))
    target = Target.objects.get(measure="words")
    assert (target.indicator.code, target.words, target.value) == ("trade.total", "外贸进出口保稳提质", None)
    assert target.statement.text == "外贸进出口保稳提质"


def test_what_is_striven_for_gives_way_to_what_is_planned(adopted):
    answer = adopted(plan_text("地区生产总值增长6%左右，力争地区生产总值增长6.5%"))
    assert Target.objects.get().value == 6
    [left] = of(answer, "target", "left")
    assert left["why"] == "是力争达到的数值，已采用 6"


def test_units_convert_exactly(adopted):
    answer = adopted(
        plan_text(
            "一般公共预算收入达到1.194亿元",
            results="全市地区生产总值完成0.15724万亿元，粮食总产量达到118万亩。",
        )
    )
    assert Target.objects.get().value == Decimal("1.194")
    gdp = Observation.objects.get(indicator__code="gdp")
    assert (gdp.value, gdp.places) == (Decimal("1572.4"), 1)
    assert not Observation.objects.filter(indicator__code="grain.output").exists()
    assert all(row["why"] for row in of(answer, "observation", "left"))


def test_results_become_observations_that_wait_for_another_person(adopted, planner, city, person, caller):
    adopted(plan_text(results="全市地区生产总值完成1572.4亿元，同比增长5.8%。单位地区生产总值能耗下降3.4%。"))
    row = Observation.objects.get(indicator__code="gdp")
    assert (row.period, row.vintage, row.value, row.growth) == ("2023", "flash", Decimal("1572.4"), Decimal("5.8"))
    assert (row.unit, row.state, row.fact.row["text"]) == (city.root, "entered", "1572.4")
    assert row.origin == {"fact": row.fact_id, "growth_fact": row.fact_id + 1}
    assert Observation.objects.get(indicator__code="energy.intensity").growth == Decimal("-3.4")
    assert planner.post(f"/observations/{row.pk}/accept", revision=row.revision)["code"] == "own_entry"
    other = caller(person("reviewer", city.root))
    assert other.post(f"/observations/{row.pk}/accept", revision=row.revision).status == 200


def test_results_of_a_half_year_are_cumulative_and_stocks_stand_at_its_end(planner, plan, city):
    document = example(city.root, "yunlan-2024-halfyear")
    planner.post(f"/documents/{document.pk}/accept-sure")
    answer = planner.post(f"/plans/{plan}/adopt", document=document.pk, what=["observation"])
    assert answer["adopted"] > 15
    gdp = Observation.objects.get(indicator__code="gdp")
    assert (gdp.period, gdp.cumulative, gdp.cumulative_growth, gdp.value) == (
        "2024-06",
        Decimal("806.3"),
        Decimal("5.3"),
        None,
    )
    firms = Observation.objects.get(indicator__code="industry.firms")
    assert (firms.period, firms.value, firms.cumulative) == ("2024-06", 938, None)
    services = Observation.objects.get(indicator__code="services.revenue")
    assert (services.period, services.cumulative_growth) == ("2024-05", Decimal("9.2"))


def test_an_estimate_is_kept_as_one(adopted):
    adopted(plan_text(results="预计全年地区生产总值完成1572亿元。"))
    assert Observation.objects.get().vintage == "estimate"


def test_a_document_that_contradicts_itself_is_not_adopted_there(planner, plan, city):
    document = example(city.root, "yunlan-2024-plan")
    planner.post(f"/documents/{document.pk}/accept-sure")
    answer = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    whys = {row["says"]: row["why"] for row in of(answer, "observation", "left")}
    assert whys["2023 7.4%"] == whys["2023 7.9%"] == "同一文档中数值不一致（7.4、7.9），请先复核"
    assert Observation.objects.get(indicator__code="retail_sales").growth is None
    wrong = Fact.objects.get(indicator="retail_sales", row__text="7.9")
    seen = wrong.verdicts.get().pk
    planner.post(f"/facts/{wrong.pk}/verdicts", kind="reject", seen=seen, note="附表印错")
    planner.post(f"/plans/{plan}/adopt", document=document.pk)
    assert Observation.objects.get(indicator__code="retail_sales").growth == Decimal("7.4")


def test_the_reviewers_version_is_what_is_adopted(planner, plan, city):
    document = read_in(city.root, plan_text())
    fact = Fact.objects.get(indicator="gdp")
    planner.post(f"/facts/{fact.pk}/verdicts", kind="correct", values={"value": "6.5", "comparator": "="})
    planner.post(f"/plans/{plan}/adopt", document=document.pk)
    target = Target.objects.get()
    assert (target.value, target.comparator) == (Decimal("6.5"), "=")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("高新区地区生产总值增长9%以上", "说的是高新区，不是云澜市"),
        ("建设物流枢纽2处", "“建设物流枢纽”没有对应的指标"),
    ],
)
def test_what_is_not_adopted_says_why(adopted, text, why):
    answer = adopted(plan_text(text))
    assert [row["why"] for row in of(answer, "target", "left")] == [why]
    assert not Target.objects.exists()


def test_what_nobody_reviewed_or_what_was_rejected_is_left(planner, plan, city):
    document = read_in(city.root, plan_text("地区生产总值增长6%以上，固定资产投资增长8%"))
    planner.post(f"/facts/{Fact.objects.get(indicator='gdp').pk}/verdicts", kind="reject")
    answer = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    assert [row["why"] for row in of(answer, "target", "left")] == ["复核未通过", "尚未复核"]
    assert not Target.objects.exists()


def test_an_indicator_that_the_region_added_is_found_by_its_name(adopted, city):
    made(
        Indicator(
            code="own.hubs",
            region=city.region,
            unit=city.root,
            name="物流枢纽",
            aliases=["建设物流枢纽"],
            unit_of_measure="处",
            nature="flow",
        )
    )
    adopted(plan_text("建设物流枢纽2处"))
    assert Target.objects.get().indicator.code == "own.hubs"


def test_adopting_again_adds_nothing_and_says_so(planner, plan, city):
    document = example(city.root, "yunlan-2024-plan")
    planner.post(f"/documents/{document.pk}/accept-sure", statements=True)
    first = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    counts = Target.objects.count(), Observation.objects.count(), Task.objects.count()
    second = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    assert (second["adopted"], second["there"]) == (0, first["adopted"])
    assert counts == (Target.objects.count(), Observation.objects.count(), Task.objects.count())
    assert {row["why"] for row in second["outcomes"] if row["result"] == "there"} == {"台账中已有"}


def test_what_the_ledger_says_otherwise_is_not_overwritten(adopted):
    adopted(plan_text("地区生产总值增长6%以上", results="全市地区生产总值完成1572.4亿元。"))
    answer = adopted(plan_text("地区生产总值增长5.5%左右", results="全市地区生产总值完成1580亿元。"))
    assert [row["why"] for row in of(answer, "target", "left")] == ["本版已有不同的目标 >=6%，请在计划中修改"]
    assert [row["why"] for row in of(answer, "observation", "left")] == [
        "台账中已有不同的数值 1572.4；如需改动请按更正办理"
    ]
    assert Observation.objects.get().value == Decimal("1572.4")


def test_what_another_person_entered_is_not_added_to(adopted, city, actor):
    gdp = Indicator.objects.get(code="gdp")
    figure = Figure(unit=city.root, indicator=gdp, period="2023", value=Decimal("1572.4"))
    row = enter_one(actor("reporter", city.root), city.root, figure=figure)
    answer = adopted(plan_text(results="全市地区生产总值完成1572.4亿元，同比增长5.8%。"))
    assert {each["why"] for each in of(answer, "observation", "left")} == {
        "台账中同期已有他人录入或已审定的数据，未作补充"
    }
    row.refresh_from_db()
    assert (row.growth, row.revision) == (None, 1)


def test_a_preview_shows_the_same_and_writes_nothing(planner, plan, city):
    document = example(city.root, "yunlan-2024-plan")
    planner.post(f"/documents/{document.pk}/accept-sure", statements=True)
    entries = Entry.objects.count()
    shown = planner.post(f"/plans/{plan}/adopt", document=document.pk, preview=True)
    assert not Target.objects.exists()
    assert Entry.objects.count() == entries
    done = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    assert {key: shown[key] for key in ("adopted", "left")} == {key: done[key] for key in ("adopted", "left")}
    without_rows = [{**row, "row": None} for row in done["outcomes"]]
    assert [row | {"row": None} for row in shown["outcomes"]] == without_rows


def test_tasks_go_to_the_units_that_the_document_names(adopted, city):
    answer = adopted(plan_text(tasks="新建5G基站800个以上。（责任单位：市发展改革委、统计局、市数据局）"))
    task = Task.objects.get()
    assert (task.title, task.sentence) == ("新建5G基站800个以上", "新建5G基站800个以上")
    assert (task.section, task.unit) == ("抓好项目建设", city.planning)
    assert [row.supporter for row in task.supporting.all()] == [city.statistics]
    assert of(answer, "task", "adopted")[0]["why"] == "没有找到单位：市数据局"


def test_units_and_deadlines_of_a_task_may_be_settled_in_review(planner, plan, city):
    document = read_in(city.root, plan_text(tasks="新建5G基站800个以上。"))
    task = Statement.objects.get(kind="task")
    values = {"unit_responsible": "市发展改革委、统计局、市数据局", "deadline": "2024H1"}
    planner.post(f"/statements/{task.pk}/verdicts", kind="correct", values=values)
    answer = planner.post(f"/plans/{plan}/adopt", document=document.pk, what=["task"])
    row = Task.objects.get()
    assert (row.unit, row.deadline) == (city.planning, date(2024, 6, 30))
    assert [each.supporter for each in row.supporting.all()] == [city.statistics]
    assert answer["outcomes"][0]["why"] == "没有找到单位：市数据局"


def test_a_task_without_a_unit_is_the_governments(adopted, city):
    adopted(plan_text(tasks="新建5G基站800个以上。"))
    assert Task.objects.get().unit == city.root


def test_a_document_of_another_region_is_refused(planner, plan, city):
    document = example(city.root, "qingting-2024-report")
    answer = planner.post(f"/plans/{plan}/adopt", document=document.pk)
    assert (answer.status, answer["errors"]) == (422, {"document": "文档属于青汀区，计划属于云澜市"})


def test_who_does_not_plan_adopts_nothing_and_previews_nothing(plan, city, person, caller):
    document = read_in(city.root, plan_text())
    reviewer = caller(person("reviewer", city.root))
    assert reviewer.post(f"/plans/{plan}/adopt", document=document.pk).status == 403
    assert reviewer.post(f"/plans/{plan}/adopt", document=document.pk, preview=True).status == 403


def test_every_value_leads_back_to_its_sentence_and_who_accepted_it(adopted, planner, city):
    adopted(
        plan_text(
            results="全市地区生产总值完成1572.4亿元，同比增长5.8%。",
            targets="外贸进出口保稳提质；城镇新增就业4.2万人以上",
            tasks="新建5G基站800个以上。",
        )
    )
    text = Fact.objects.first().reading.text
    kinds = (("observation", Observation), ("target", Target), ("task", Task))
    for kind, model in kinds:
        for row in model.objects.all():
            found = planner.get(f"/trace/{kind}/{row.pk}")
            assert (found["origin"], found["hidden"]) == ("document", False)
            for said in found["said"]:
                assert said["text"] == text[said["start"] : said["end"]]
                assert said["sentence"][said["begins"] : said["ends"]] == said["text"]
                assert (said["verdict"], said["judged"]["name"]) == ("accept", "planner-yl")
            assert found["entered"]["name"] == "planner-yl"
    gdp = planner.get(f"/trace/observation/{Observation.objects.get().pk}")
    assert [said["text"] for said in gdp["said"]] == ["1572.4", "5.8%"]
    assert gdp["said"][0]["sentence"] == "全市地区生产总值完成1572.4亿元，同比增长5.8%"


def test_a_typed_value_says_so_and_what_is_not_there_is_not_found(city, planner):
    figure = Figure(unit=city.root, indicator=Indicator.objects.get(code="gdp"), period="2024-03", value=Decimal(1))
    row = enter_one(SERVER, city.root, figure=figure)
    found = planner.get(f"/trace/observation/{row.pk}")
    assert (found["origin"], found["said"], found["entered"]) == ("typed", [], None)
    assert planner.get("/trace/observation/999").status == 404
    assert planner.get("/trace/project/1").status == 422


def test_a_sentence_of_a_document_that_may_not_be_seen_is_hidden(adopted, city, person, caller):
    adopted(plan_text())
    document, row = Fact.objects.first().reading.document, Target.objects.get()
    document.unit = city.west  # as if a county had uploaded it
    document.save()
    found = caller(person("reviewer", city.root)).get(f"/trace/target/{row.pk}")
    assert (len(found["said"]), found["hidden"]) == (1, False)
    stranger = caller(person("reporter", city.east)).get(f"/trace/target/{row.pk}")
    assert (stranger["origin"], stranger["said"], stranger["hidden"]) == ("document", [], True)


def test_adopting_costs_the_same_queries_however_much(adopted, planner, plan, city):
    def queries(targets):
        document = read_in(city.root, plan_text(targets), f"{len(targets)}.txt")
        accept(planner, document)
        with CaptureQueriesContext(connection) as seen:
            planner.post(f"/plans/{plan}/adopt", document=document.pk, preview=True)
        return len(seen)

    few = queries("地区生产总值增长6%以上")
    many = "地区生产总值增长6%以上；固定资产投资增长8%以上；社会消费品零售总额增长7%左右；城镇新增就业4.2万人以上"
    assert queries(many) == few


def test_of_two_units_of_one_name_the_nearer_is_meant_and_of_two_as_near_none(city):
    for above, code in ((city.east, "QT-TJ"), (city.east, "QT-JY"), (city.west, "SP-JY")):
        name = "统计局" if code == "QT-TJ" else "教育局"
        made(Unit(region=city.region, parent=above, code=code, name=name, kind="bureau"))
    Unit.objects.filter(pk=city.statistics.pk).update(order="9")
    plan = made(Plan(region=city.region, unit=city.root, year=2024, title="计划"))
    assert Units(plan).named("统计局、教育局") == ([city.statistics], ["教育局"])


def test_units_are_known_by_long_short_and_given_names(city):
    made(Unit(region=city.region, parent=city.root, code="YL-CZ", name="云澜市财政局", kind="bureau"))
    plan = made(Plan(region=city.region, unit=city.root, year=2024, title="计划"))
    found, unknown = Units(plan).named("牵头单位：市财政局；配合单位：市发改委、发展和改革委员会，石陂县")
    assert [unit.code for unit in found] == ["YL-CZ", "YL-FG", "YL-SP"]
    assert unknown == ["市发改委"]
