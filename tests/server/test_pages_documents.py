"""The pages of documents: what each person sees and may do, what is saved; a long text costs no more queries."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server import documents_cast
from server.cast import made
from server.documents_cast import PLAN, example, file_of, read_in, uploaded
from server.pages_cast import signed_in
from taizhang.server.accounts.acting import SERVER, Act
from taizhang.server.documents.comparing import compare_documents
from taizhang.server.documents.models import Document, Fact, Layout, Publication, Statement
from taizhang.server.documents.queries import current_reading
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.ledger.catalogue import load_indicators
from taizhang.server.ledger.models import Observation, Plan, PlanVersion, Target, Task
from taizhang.server.review.judging import accept_sure, judge
from taizhang.server.review.models import Verdict

folder = documents_cast.folder
configured = documents_cast.configured
pytestmark = pytest.mark.usefixtures("folder")
PART = {"HTTP_HX_REQUEST": "true"}
BROKEN = b"%PDF-1.7 and then nothing"
TABLE = """云澜市2024年计划附表

| 指标 | 2023年完成 | 2024年目标 |
| --- | --- | --- |
| 地区生产总值（亿元） | 1572.4 | 1680 |
| 粮食总产量（万吨） | 118.6 | 119 |
"""
HOSTILE = PLAN.replace("1572.4亿元", "<script>alert('x')</script>1572.4亿元<img src=x onerror=alert('y')>&lt;")


@pytest.fixture
def plan(city):
    """A small plan of the bureau, read."""
    return read_in(city.planning)


@pytest.fixture
def reviewer(city, person):
    return signed_in(person("reviewer", city.planning))


def words_in(html):
    """The words of a page that are read, without its marks and blanks."""
    return "".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def text_in(answer):
    """The text of the document on a page of the reading room."""
    return re.search(r'<article class="text".*?>(.*?)</article>', answer.content.decode(), re.DOTALL)[1]


def gdp(document):
    return Fact.objects.get(reading__document=document, reading__current=True, indicator="gdp", row__text="1572.4")


def judged(client, thing, kind, *, seen="", part=True, **fields):
    of = "facts" if isinstance(thing, Fact) else "statements"
    address = f"/documents/{thing.reading.document_id}/{of}/{thing.pk}/judge"
    values = {f"value.{name}": value for name, value in fields.pop("values", {}).items()}
    return client.post(address, {"kind": kind, "seen": seen, **fields, **values}, **(PART if part else {}))


def test_the_library_tells_how_far_each_document_is(plan, reviewer):
    uploaded(plan.unit, BROKEN, "坏文件.pdf")
    run_waiting_jobs()
    page = reviewer.get("/documents").content.decode()
    assert "云澜市2024年国民经济和社会发展计划" in page
    assert "读取失败" in page
    assert "再读一次" in page
    counted = Fact.objects.filter(reading__document=plan).count()
    assert f'<td class="number">{counted}</td>' in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("state=failed", False),
        ("of=2024", True),
        ("words=国民经济", True),
        ("words=没有的词", False),
        ("kind=issued_plan", True),
    ],
)
def test_the_library_is_filtered_as_the_api_is(plan, reviewer, query, there):
    page = reviewer.get(f"/documents?{query}").content.decode()
    assert (f'href="/documents/{plan.pk}"' in page) is there


@pytest.mark.parametrize("query", ["of=none", "state=gone", "after=x", f"region={10**30}", "words=%00"])
def test_what_is_no_filter_is_told(plan, reviewer, query):
    answer = reviewer.get(f"/documents?{query}")
    assert answer.status_code == (200 if "words" in query else 422)


def test_the_library_asks_as_often_for_many_documents_as_for_few(plan, reviewer):
    reviewer.get("/documents")
    with CaptureQueriesContext(
        connection,
    ) as few:
        reviewer.get("/documents")
    for number in range(6):
        read_in(plan.unit, PLAN.replace("118.6", f"118.{number}"), f"{number}.txt")
    with CaptureQueriesContext(connection) as many:
        reviewer.get("/documents")
    assert len(many) == len(few)


def test_files_are_taken_or_refused_one_by_one(city, person):
    client = signed_in(person("reviewer", city.planning))
    fields = {"unit": city.planning.pk, "secrecy": "none", "openness": "proactive"}
    files = [file_of(), file_of("机密★1年\n云澜市计划", "涉密.txt"), file_of("", "空.txt")]
    page = client.post("/documents/upload", {**fields, "files": files}, follow=True).content.decode()
    assert "已收到" in page
    assert "不接收涉密文档" in page
    assert "文件是空的" in page
    assert [document.openness for document in Document.objects.all()] == ["proactive"]
    again = client.post("/documents/upload", {**fields, "files": [file_of()]}, **PART).content.decode()
    assert "此前已上传过同一文件" in again


def test_who_may_not_upload_sees_no_box_and_is_refused(city, plan, person):
    auditor = signed_in(person("auditor", city.root))
    assert 'id="upload"' not in auditor.get("/documents").content.decode()
    fields = {"unit": city.planning.pk, "files": [file_of("云澜市计划", "另一份.txt")]}
    assert "没有权限" in auditor.post("/documents/upload", fields, follow=True).content.decode()
    assert Document.objects.count() == 1


def test_reading_is_told_as_it_goes_on(city, reviewer):
    document = uploaded(city.planning)
    waiting = reviewer.get("/documents/under-way", **PART)
    assert "排队待读" in waiting.content.decode()
    assert f'name="was" value="{document.pk}"' in waiting.content.decode()
    assert "正在后台读取" in reviewer.get(f"/documents/{document.pk}").content.decode()
    run_waiting_jobs()
    done = reviewer.get(f"/documents/under-way?was={document.pk}", **PART)
    assert done["HX-Trigger"] == "documents-read"
    assert "every 2s" not in done.content.decode()
    for asked in ({"told": document.pk}, {"told": document.pk, "was": document.pk}):
        assert "HX-Trigger" not in reviewer.get("/documents/under-way", asked, **PART)


def test_the_text_stands_there_word_for_word_with_every_number_marked(city, reviewer):
    for name in ("yunlan-2024-plan", "shipi-2025-report"):
        document = example(city.planning, name)
        reading = current_reading(document)
        text = text_in(reviewer.get(f"/documents/{document.pk}"))
        assert words_in(text) == "".join(reading.text.split())
        marked = {int(key) for key in re.findall(r'<mark id="fact-(\d+)"', text)}
        assert marked == set(reading.facts.values_list("pk", flat=True))
        stated = {int(key) for key in re.findall(r'<span id="statement-(\d+)"', text)}
        assert stated == set(reading.statements.values_list("pk", flat=True))


def test_a_reading_from_before_layouts_were_kept_is_shown_by_its_lines(plan, reviewer):
    Layout.objects.all().delete()
    reading = current_reading(plan)
    text = text_in(reviewer.get(f"/documents/{plan.pk}"))
    assert words_in(text) == "".join(reading.text.split())


def test_a_table_is_a_table(city, reviewer):
    document = read_in(city.planning, TABLE, "附表.md")
    text = text_in(reviewer.get(f"/documents/{document.pk}"))
    assert re.search(r"<th>地区生产总值（亿元）</th><td><mark [^>]+>1572.4</mark></td>", text)


def test_what_looks_like_markup_in_a_document_is_text(city, reviewer):
    document = read_in(city.planning, HOSTILE, "恶意.txt")
    first = Fact.objects.filter(reading__document=document).first()
    for address in ("", "?show=all", f"?fact={first.pk}"):
        page = reviewer.get(f"/documents/{document.pk}{address}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page


def test_a_longer_text_costs_no_more_queries(city, plan, reviewer):
    long = example(city.planning, "yunlan-2024-plan")
    reviewer.get(f"/documents/{plan.pk}")
    with CaptureQueriesContext(connection) as few:
        reviewer.get(f"/documents/{plan.pk}")
    with CaptureQueriesContext(connection) as many:
        reviewer.get(f"/documents/{long.pk}")
    assert len(many) <= len(few) + 1  # the findings of the one, if there are any, with their trail


@pytest.mark.parametrize("address", ["?fact={fact}", "?at={start}", "/facts/{fact}"])
def test_a_number_has_an_address(plan, reviewer, address):
    fact = gdp(plan)
    where = address.format(fact=fact.pk, start=fact.start)
    page = reviewer.get(f"/documents/{plan.pk}{where}", follow=True).content.decode()
    assert f'data-current="fact-{fact.pk}"' in page
    assert f'data-name="fact-{fact.pk}"' in page


def test_a_statement_has_an_address(plan, reviewer):
    statement = Statement.objects.filter(reading__document=plan, kind="task").first()
    page = reviewer.get(f"/documents/{plan.pk}?statement={statement.pk}").content.decode()
    assert f'data-current="statement-{statement.pk}"' in page


def test_a_verdict_is_given_and_the_next_one_builds_on_it(plan, reviewer):
    fact = gdp(plan)
    accepted = judged(reviewer, fact, "accept")
    assert accepted.status_code == 200
    assert 'data-look="n measure actual accept"' in accepted.content.decode()
    first = fact.verdicts.get()
    corrected = judged(reviewer, fact, "correct", seen=first.pk, values={"value": "1572.5", "unit": "亿元"})
    page = corrected.content.decode()
    assert "已更正" in page
    assert "<s>1572.4</s>" in page
    held = fact.verdicts.get(current=True)
    assert held.reviewed["value"] == "1572.5"
    assert held.reviewed["subject"] == fact.row["subject"]


def test_a_verdict_on_what_somebody_judged_meanwhile_is_told_and_loses_nothing_typed(plan, reviewer):
    fact = gdp(plan)
    judge(SERVER, fact, kind="accept")
    for part in (True, False):
        late = judged(
            reviewer, fact, "correct", part=part, note="核对统计公报", values={"value": "1600", "unit": "亿元"}
        )
        page = late.content.decode()
        assert late.status_code == 409
        assert "没有覆盖" in page
        assert 'value="1600"' in page
        assert 'value="核对统计公报"' in page
    assert fact.verdicts.get().kind == "accept"


def test_a_correction_that_cannot_be_names_the_field(plan, reviewer):
    answer = judged(reviewer, gdp(plan), "correct", values={"value": "许多", "unit": "亿元"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“许多”不是数" in page
    assert 'aria-describedby="wrong-value"' in page
    assert not Verdict.objects.exists()


def test_a_rejection_wants_its_reason(plan, reviewer):
    fact = gdp(plan)
    assert judged(reviewer, fact, "reject").status_code == 422
    assert judged(reviewer, fact, "reject", note="不是全市数据").status_code == 200
    assert fact.verdicts.get().note == "不是全市数据"


def test_one_goes_back_to_the_verdict_before(plan, reviewer):
    fact = gdp(plan)
    assert "没有更早的结论" in judged(reviewer, fact, "back").content.decode()
    judged(reviewer, fact, "correct", values={"value": "1572.5", "unit": "亿元"})
    seen = fact.verdicts.get(current=True).pk
    judged(reviewer, fact, "accept", seen=seen)
    seen = fact.verdicts.get(current=True).pk
    assert judged(reviewer, fact, "back", seen=seen).status_code == 200
    assert fact.verdicts.get(current=True).reviewed["value"] == "1572.5"
    assert fact.verdicts.count() == 3


def test_a_statement_is_judged_too(plan, reviewer):
    statement = Statement.objects.filter(reading__document=plan, kind="task").first()
    answer = judged(reviewer, statement, "correct", values={"unit_responsible": "工业和信息化局"})
    assert answer.status_code == 200
    assert statement.verdicts.get().reviewed["unit_responsible"] == "工业和信息化局"


def test_who_may_not_review_sees_no_buttons_and_changes_nothing(city, plan, person):
    fact = gdp(plan)
    reporter = signed_in(person("reporter", city.planning))
    page = reporter.get(f"/documents/{plan.pk}?fact={fact.pk}").content.decode()
    assert 'data-key="a"' not in page
    assert judged(reporter, fact, "accept").status_code == 403
    assert not Verdict.objects.exists()


def test_documents_beyond_ones_sight_look_as_if_they_were_not_there(city, plan, person):
    stranger = signed_in(person("reporter", city.east))
    fact = gdp(plan)
    for address in ("", "/queue", f"/facts/{fact.pk}", "/adopt", f"/beside/{plan.pk}"):
        assert stranger.get(f"/documents/{plan.pk}{address}").status_code == 404
    judged(stranger, fact, "accept")
    assert not Verdict.objects.exists()


def test_a_number_of_another_document_is_not_found_here(city, plan, reviewer):
    other = read_in(city.planning, PLAN.replace("118.6", "119"), "另一份.txt")
    assert reviewer.get(f"/documents/{other.pk}?fact={gdp(plan).pk}").status_code == 404


@pytest.mark.parametrize("show", ["review", "unjudged", "all", "left", "statements", "free"])
def test_the_list_holds_what_one_goes_through(plan, reviewer, show):
    accept_sure(SERVER, plan)
    page = reviewer.get(f"/documents/{plan.pk}?show={show}").content.decode()
    queue = re.search(r'<script id="queue"[^>]*>(.*?)</script>', page)[1]
    listed = reviewer.get(f"/documents/{plan.pk}/queue?show={show}", **PART).content.decode()
    assert re.findall(r'"((?:fact|statement)-\d+)"', queue) == re.findall(r'data-to="([^"]+)"', listed)


def test_all_that_is_sure_is_accepted_at_once(plan, reviewer):
    page = reviewer.post(f"/documents/{plan.pk}/accept-sure", {"statements": "yes"}, follow=True).content.decode()
    assert f"已认可 {Verdict.objects.count()} 项" in page
    assert not Verdict.objects.filter(fact__certainty="review").exists()


def test_statements_that_wait_behind_judged_numbers_are_still_accepted_at_once(plan, reviewer):
    accept_sure(SERVER, plan)
    page = reviewer.get(f"/documents/{plan.pk}").content.decode()
    assert "批量认可" in page
    assert '<input type="hidden" name="statements" value="yes">' in page
    reviewer.post(f"/documents/{plan.pk}/accept-sure", {"statements": "yes"})
    assert "批量认可" not in reviewer.get(f"/documents/{plan.pk}").content.decode()


def test_a_document_is_graded_published_and_withdrawn(city, plan, person):
    planner = signed_in(person("planner", city.root))
    settle = {"revision": plan.revision, "secrecy": "none", "openness": "proactive"}
    assert "已核定" in planner.post(f"/documents/{plan.pk}/grade", settle, follow=True).content.decode()
    assert (
        "没有覆盖"
        in planner.post(f"/documents/{plan.pk}/grade", settle | {"openness": "closed"}, follow=True).content.decode()
    )
    assert (
        "不能为空" in planner.post(f"/documents/{plan.pk}/publish", {"published": "yes"}, follow=True).content.decode()
    )
    planner.post(f"/documents/{plan.pk}/publish", {"published": "yes", "note": "已核对"})
    assert "撤回公开" in planner.get(f"/documents/{plan.pk}").content.decode()
    planner.post(f"/documents/{plan.pk}/withdraw", {"why": "有误"})
    assert Publication.objects.get().withdrawn_at is not None


def test_a_failed_document_is_read_again(city, reviewer):
    document = uploaded(city.planning, BROKEN, "坏文件.pdf")
    run_waiting_jobs()
    page = reviewer.get(f"/documents/{document.pk}").content.decode()
    assert "重新读取" in page
    reviewer.post(f"/documents/{document.pk}/reread")
    document.refresh_from_db()
    assert document.state == "queued"


@pytest.fixture
def draft(city):
    """The draft of a plan of the city for 2024, with a catalogue."""
    load_indicators(Act(SERVER, "indicator.define"))
    plan = made(Plan(unit=city.root, region=city.region, year=2024, title="云澜市2024年计划", state="drafting"))
    return made(PlanVersion(plan=plan, number=1, state="draft"))


def test_what_waits_to_be_reviewed_leads_to_the_list_that_holds_it(plan, draft, reviewer, person, city):
    planner = signed_in(person("planner", city.root))
    assert "?show=unjudged" in planner.get(f"/documents/{plan.pk}/adopt").content.decode()
    for fact in plan.readings.get(current=True).facts.filter(label="measure"):
        judged(reviewer, fact, "accept")
    assert "?show=statements" in planner.get(f"/documents/{plan.pk}/adopt").content.decode()


def test_what_would_be_adopted_is_shown_before_it_is_done(city, plan, draft, person):
    planner = signed_in(person("planner", city.root))
    assert "尚未复核" in planner.get(f"/documents/{plan.pk}/adopt").content.decode()
    accept_sure(SERVER, plan, statements=True)
    page = planner.get(f"/documents/{plan.pk}/adopt").content.decode()
    assert not Target.objects.exists()
    count = int(re.search(r"采用这 (\d+) 项", page)[1])
    fields = {"plan": draft.plan_id, "what": ["target", "observation", "task"], "seen": count + 1}
    assert "没有覆盖" in planner.post(f"/documents/{plan.pk}/adopt/do", fields, follow=True).content.decode()
    done = planner.post(f"/documents/{plan.pk}/adopt/do", fields | {"seen": count}, follow=True).content.decode()
    assert f"已采用 {count} 项" in done
    assert all(model.objects.exists() for model in (Target, Observation, Task))
    assert "采用这" not in planner.get(f"/documents/{plan.pk}/adopt").content.decode()
    target = Target.objects.exclude(fact=None).first()
    panel = planner.get(f"/documents/{plan.pk}/facts/{target.fact_id}", **PART).content.decode()
    assert "已入账" in panel
    assert 'data-look="n measure target accept led"' in panel


def test_two_documents_stand_side_by_side_with_their_links(city, reviewer):
    one, two = example(city.planning, "yunlan-2024-plan"), example(city.planning, "yunlan-2024-halfyear")
    compare_documents(city.planning.pk, [one.pk, two.pk])
    page = reviewer.get(f"/documents/{one.pk}/beside/{two.pk}").content.decode()
    rows = re.findall(r'<tr id="tie-(\d+)">', page)
    assert len(rows) > 20
    for end in re.findall(r'"([lr]\d+)"', re.search(r'<script id="drawn"[^>]*>(.*?)</script>', page)[1]):
        assert f'id="{end}"' in page
    some = reviewer.get(f"/documents/{one.pk}/beside/{two.pk}?kind=progress&view=whole").content.decode()
    assert 0 < len(re.findall(r'<tr id="tie-(\d+)">', some)) <= len(rows)
    fact = Fact.objects.filter(reading__document=one, indicator="gdp", status="target").first()
    panel = reviewer.get(f"/documents/{one.pk}/facts/{fact.pk}", **PART).content.decode()
    assert "目标与进展" in panel
    assert f"/documents/{two.pk}?at=" in panel


def test_the_pages_speak_english_too(plan, reviewer):
    reviewer.cookies["language"] = "en"
    for address in ("", f"/{plan.pk}", f"/{plan.pk}/adopt", f"/{plan.pk}/queue", f"/{plan.pk}?fact={gdp(plan).pk}"):
        page = reviewer.get(f"/documents{address}").content.decode()
        assert re.search(r"Documents|Adopt|Accept|number|judged", page)
