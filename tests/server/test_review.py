"""Review: verdicts are added, never changed; the last one holds; a reviewer's version is checked like any entry."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.documents_cast import PLAN, example, read_in
from taizhang.server.documents import opening, reading
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.log.models import Entry
from taizhang.server.review.models import Verdict

folder = documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def plan(city):
    """A small plan, read."""
    return read_in(city.planning)


@pytest.fixture
def reviewer(city, person, caller):
    """Who reviews what the planning bureau uploads."""
    return caller(person("reviewer", city.planning))


def fact_of(document, **columns):
    return Fact.objects.get(reading__document=document, reading__current=True, label="measure", **columns)


def gdp(document):
    return fact_of(document, indicator="gdp", status="actual", row__role="level")


def test_a_fact_is_shown_in_its_sentence(plan, reviewer):
    row = reviewer.get(f"/facts/{gdp(plan).pk}")
    sentence = row["sentence"]
    assert sentence["text"] == "全市地区生产总值完成1572.4亿元，同比增长5.8%"
    assert sentence["text"][sentence["begins"] : sentence["ends"]] == "1572.4"
    assert (row["read"]["value"], row["holds"], row["verdict"]) == ("1572.4", row["read"], None)


def test_accepting_keeps_what_was_read_who_when_and_by_which_reader(plan, reviewer):
    fact = gdp(plan)
    answer = reviewer.post(f"/facts/{fact.pk}/verdicts", kind="accept", note="与公报一致")
    assert answer.status == 201, answer.body
    assert (answer["by_name"], answer["note"]) == ("reviewer-yl-fg", "与公报一致")
    assert answer["reader"] == opening.reader()
    assert answer["original"] == fact.row
    assert Entry.objects.latest("id").action == "fact.review"


def test_a_correction_is_the_row_that_holds_and_the_original_stays(plan, reviewer):
    path = f"/facts/{gdp(plan).pk}"
    answer = reviewer.post(f"{path}/verdicts", kind="correct", values={"value": "1.5724", "unit": "万亿元"})
    assert answer.status == 201, answer.body
    row = reviewer.get(path)
    assert (row["read"]["value"], row["holds"]["value"]) == ("1572.4", "1.5724")
    assert (row["holds"]["base_value"], row["holds"]["base_unit"]) == ("1572400000000.0000", "元")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"value": "一千五"}, {"value": "“一千五”不是数"}),
        ({"value": "NaN"}, {"value": "“NaN”不是数"}),
        ({"value": "1e99"}, {"value": "整数不超过 20 位，小数不超过 8 位"}),
        ({"value": None}, {"value": "数据须有数值和单位"}),
        ({"unit": "某单位"}, {"unit": "不认识的计量单位“某单位”"}),
        ({"indicator": "gnp"}, {"indicator": "指标目录中没有“gnp”"}),
        ({"comparator": "≥"}, {"comparator": "应为 =、>=、<=、~ 之一"}),
        ({"status": "done"}, {"status": "应为 actual、estimate、target 之一"}),
        ({"firmness": "maybe"}, {"firmness": "应为 must、at_least、expected、about、strive 之一"}),
        ({"label": None}, {"label": "不能为空"}),
        ({}, {"values": "没有写明更正内容"}),
    ],
)
def test_a_correction_that_cannot_be_is_refused(plan, reviewer, values, wrong):
    answer = reviewer.post(f"/facts/{gdp(plan).pk}/verdicts", kind="correct", values=values)
    assert (answer.status, answer["errors"]) == (422, wrong)
    assert not Verdict.objects.exists()


def test_a_period_and_a_key_are_checked_too(plan, reviewer):
    path = f"/facts/{gdp(plan).pk}/verdicts"
    assert "不是期次" in reviewer.post(path, kind="correct", values={"period": "去年"})["errors"]["period"]
    assert "不能更正此项" in reviewer.post(path, kind="correct", values={"start": "1"})["errors"]["start"]
    assert reviewer.post(path, kind="accept", values={"value": "1"}).status == 422


def test_a_number_that_is_no_measure_loses_what_a_measure_has(plan, reviewer):
    fact = gdp(plan)
    reviewer.post(f"/facts/{fact.pk}/verdicts", kind="correct", values={"label": "name", "reason": "programme"})
    holds = reviewer.get(f"/facts/{fact.pk}")["holds"]
    assert (holds["label"], holds["value"], holds["indicator"]) == ("name", None, None)


def test_a_later_verdict_holds_and_the_earlier_one_stays(plan, reviewer):
    path = f"/facts/{gdp(plan).pk}/verdicts"
    first = reviewer.post(path, kind="accept")
    second = reviewer.post(path, kind="reject", seen=first["id"], note="口径不同")
    assert second.status == 201
    rows = reviewer.get(path)["rows"]
    assert [(row["kind"], row["current"]) for row in rows] == [("accept", False), ("reject", True)]


def test_two_who_judge_one_fact_do_not_overwrite_each_other(plan, reviewer, city, person, caller):
    path = f"/facts/{gdp(plan).pk}/verdicts"
    reviewer.post(path, kind="accept")
    second = caller(person("reviewer", city.root)).post(path, kind="reject")
    assert (second.status, second["code"]) == (409, "changed_meanwhile")
    assert "reviewer-yl-fg" in second["detail"]


def test_who_may_only_read_judges_nothing(plan, city, person, caller):
    path = f"/facts/{gdp(plan).pk}/verdicts"
    assert caller(person("leader", city.root)).post(path, kind="accept").status == 403
    assert caller(person("reporter", city.east)).post(path, kind="accept").status == 404


def test_what_is_sure_is_accepted_at_once_in_one_entry(city, person, caller):
    document = example(city.root, "yunlan-2024-plan")
    reviewer = caller(person("reviewer", city.root))
    rejected = gdp_target(document)
    reviewer.post(f"/facts/{rejected.pk}/verdicts", kind="reject")
    entries = Entry.objects.count()
    accepted = reviewer.post(f"/documents/{document.pk}/accept-sure")["accepted"]
    sure = Fact.objects.filter(reading__document=document, label="measure", certainty="sure").count()
    assert accepted == sure - 1
    assert Entry.objects.count() == entries + 1
    assert set(Verdict.objects.filter(fact=rejected).values_list("kind", flat=True)) == {"reject"}
    assert not Verdict.objects.filter(kind="accept", fact__certainty="review").exists()
    assert reviewer.post(f"/documents/{document.pk}/accept-sure")["accepted"] == 0


def gdp_target(document):
    return Fact.objects.filter(reading__document=document, indicator="gdp", status="target").first()


def test_statements_without_a_doubtful_number_are_accepted_at_once_where_asked_for(city, person, caller):
    document = example(city.root, "yunlan-2024-plan")
    reviewer = caller(person("reviewer", city.root))
    reviewer.post(f"/documents/{document.pk}/accept-sure", statements=True)
    doubtful = set(document.readings.get().facts.filter(certainty="review").values_list("start", flat=True))
    for statement in Statement.objects.all():
        assert statement.verdicts.exists() == doubtful.isdisjoint(statement.row["quantities"])


def test_the_queue_shows_doubtful_ones_first_page_by_page(city, person, caller):
    document = example(city.root, "yunlan-2024-plan")
    reviewer = caller(person("reviewer", city.root))
    path, after, seen = f"/documents/{document.pk}/facts", 0, []
    while after is not None:
        answer = reviewer.get(path, limit=37, after=after, judged=False)
        seen += answer["rows"]
        after = answer["next"]
    assert len(seen) == len({row["id"] for row in seen}) == 289
    certainties = [row["certainty"] for row in seen]
    assert certainties == sorted(certainties)
    assert seen[0]["doubts"]
    reviewer.post(f"/documents/{document.pk}/accept-sure")
    assert {row["certainty"] for row in reviewer.get(path, judged=False, limit=1000)["rows"]} == {"review"}
    assert len(reviewer.get(path, verdict="accept", status="target", limit=1000)["rows"]) > 50


def test_the_queue_costs_the_same_queries_however_long(city, person, caller):
    document = example(city.root, "yunlan-2024-plan")
    reviewer = caller(person("reviewer", city.root))
    reviewer.post(f"/documents/{document.pk}/accept-sure", statements=True)

    def queries(path, limit):
        with CaptureQueriesContext(connection) as seen:
            assert len(reviewer.get(f"/documents/{document.pk}/{path}&limit={limit}")["rows"]) == limit
        return len(seen)

    assert queries("facts?judged=true", 2) == queries("facts?judged=true", 200)
    assert queries("statements?judged=true", 2) == queries("statements?judged=true", 80)


def test_a_statement_is_corrected_in_its_own_keys(plan, reviewer):
    task = Statement.objects.get(reading__document=plan, kind="task")
    path = f"/statements/{task.pk}"
    assert reviewer.post(f"{path}/verdicts", kind="correct", values={"value": "3"}).status == 422
    assert reviewer.post(f"{path}/verdicts", kind="correct", values={"unit_responsible": "市数据局"}).status == 201
    assert reviewer.get(path)["holds"]["unit_responsible"] == "市数据局"
    rows = reviewer.get(f"/documents/{plan.pk}/statements", kind="task", judged=True)["rows"]
    assert [row["id"] for row in rows] == [task.pk]


def test_verdicts_are_carried_to_what_a_newer_reader_reads_the_same(city, plan, reviewer, monkeypatch):
    accepted, rejected = gdp(plan), fact_of(plan, indicator="gdp", status="target")
    reviewer.post(f"/facts/{accepted.pk}/verdicts", kind="correct", values={"value": "1572.5"}, note="按公报")
    reviewer.post(f"/facts/{rejected.pk}/verdicts", kind="reject")
    rejected.row["value"] = "6.5"  # as an older reader read it
    Fact.objects.filter(pk=rejected.pk).update(row=rejected.row)
    for module in (opening, reading):
        monkeypatch.setattr(module, "reader", lambda: "taizhang 9.9")
    reviewer.post(f"/documents/{plan.pk}/reread")
    run_waiting_jobs()
    row = reviewer.get(f"/facts/{gdp(plan).pk}")
    assert row["id"] != accepted.pk
    assert (row["holds"]["value"], row["verdict"]["note"]) == ("1572.5", "按公报")
    assert row["verdict"]["carried_from"] == Verdict.objects.get(fact=accepted).pk
    assert row["verdict"]["reader"] != "taizhang 9.9"
    assert reviewer.get(f"/facts/{fact_of(plan, indicator='gdp', status='target').pk}")["verdict"] is None


def test_odd_requests_are_refused_without_a_defect(plan, reviewer):
    path = f"/facts/{gdp(plan).pk}/verdicts"
    assert reviewer.post(path, kind="accept", note="a\x00b").status == 422
    assert reviewer.post(path, kind="correct", values={"subject": "a\x00b"}).status == 422
    assert reviewer.post("/facts/99999999999999999999/verdicts", kind="accept").status == 422
    assert reviewer.get(f"/documents/{plan.pk}/facts", label="odd").status == 422
    assert reviewer.get("/facts/999").status == 404


def test_a_document_that_is_not_read_has_no_queue(city, reviewer):
    document = documents_cast.uploaded(city.planning, PLAN)
    assert reviewer.get(f"/documents/{document.pk}/facts")["rows"] == []
    assert reviewer.post(f"/documents/{document.pk}/accept-sure").status == 422
