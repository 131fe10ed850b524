"""The pages of returns: what each person sees and may do there, filters, locks, and a grid without a script."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server.pages_cast import signed_in
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import Cell, Exemption, Return


@pytest.fixture
def filed(city, on_day):
    """青汀区's return of January, a whole and one part of it; it is 3 February, due on the 10th."""
    on_day(2025, 1, 5)
    whole, part = indicator(), indicator("test.part", "高技术制造业产值")
    rows = [RowIn(whole.pk, 1), RowIn(part.pk, 2, part_of=1, required=False)]
    shell = shell_of(form_of(city.root, [], [city.east, city.west], rows=rows), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def reporter(city, person):
    return person("reporter", city.east)


def text_of(answer):
    return answer.content.decode()


def names_of(text):
    """The names of the fields of the grid, in their order."""
    return re.findall(r'name="(c\.\d+\.\w+)"', text)


def seen_in(text):
    return re.search(r'name="seen" value="([^"]*)"', text)[1].replace("&quot;", '"')


def submitted(caller, user, filed, *values):
    """Fill a return in and submit it."""
    asks = caller(user)
    answer = asks.post(f"/returns/{filed.pk}/cells", cells=[cell(at, value) for at, value in enumerate(values, 1)])
    assert asks.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"]).status == 200
    filed.refresh_from_db()


def test_the_grid_shows_each_cell_with_its_unit_and_what_is_missing(reporter, filed):
    text = text_of(signed_in(reporter).get(f"/returns/{filed.pk}"))
    assert len(names_of(text)) == 2
    assert "规上工业总产值 本期值（亿元）" in text
    assert "必填，未填也未说明原因" in text
    assert text.count("readonly") == 0
    assert "其中" in text


def test_a_plain_form_saves_what_was_changed_on_it_alone(reporter, caller, filed):
    page, address = signed_in(reporter), f"/returns/{filed.pk}"
    first, second = names_of(text_of(page.get(address)))
    done = page.post(f"{address}/cells", {"seen": "{}", first: "１，２３4.5", second: ""}, follow=True)
    assert "已保存" in text_of(done)
    assert [(row.value, row.places) for row in Cell.objects.all()] == [(1234.5, 1)]
    seen = seen_in(text_of(done))
    caller(reporter).post(f"{address}/cells", cells=[cell(1, "99", revision=1)])
    again = page.post(f"{address}/cells", {"seen": seen, first: "1,234.5", second: "7"}, follow=True)
    assert "已保存" in text_of(again)
    assert sorted(row.value for row in Cell.objects.all()) == [7, 99]
    assert "没有改动" in text_of(page.post(f"{address}/cells", {"seen": "{}"}, follow=True))


def test_what_a_plain_form_could_not_save_stays_typed(reporter, filed):
    page, address = signed_in(reporter), f"/returns/{filed.pk}"
    first, second = names_of(text_of(page.get(address)))
    answer = page.post(f"{address}/cells", {"seen": "{}", first: "大约", second: "7"})
    assert answer.status_code == 422
    assert "不是数字" in text_of(answer)
    assert 'value="大约"' in text_of(answer)
    assert 'value="7"' in text_of(answer)
    assert not Cell.objects.exists()


@pytest.mark.parametrize(
    "seen", ["", "[", "[]", '{"1.value":3}', '{"1.value":["x"]}', "null", '{"1.value":[1e999,"",""]}']
)
def test_a_form_that_is_cut_off_is_refused_in_words(reporter, filed, seen):
    answer = signed_in(reporter).post(f"/returns/{filed.pk}/cells", {"seen": seen, "c.x.value": "1"}, follow=True)
    assert answer.status_code in {200, 422}
    assert not Cell.objects.exists()


def test_a_return_goes_from_hand_to_hand_on_pages(city, person, reporter, filed):
    page, address = signed_in(reporter), f"/returns/{filed.pk}"
    refused = page.post(f"{address}/submit", {"revision": filed.revision}, follow=True)
    assert "必填，未填也未说明原因" in text_of(refused)
    first, _ = names_of(text_of(page.get(address)))
    page.post(f"{address}/cells", {"seen": "{}", first: "128", "then": "submit"})
    filed.refresh_from_db()
    assert filed.state == "submitted"
    reviewer = signed_in(person("reviewer", city.root))
    text = text_of(reviewer.get(address))
    assert "审核通过" in text
    assert text.count("readonly") >= 2
    assert "退回" in text_of(
        reviewer.post(f"{address}/send-back", {"revision": filed.revision, "note": ""}, follow=True)
    )
    reviewer.post(f"{address}/send-back", {"revision": filed.revision, "note": "请核实"})
    assert "请核实" in text_of(page.get(address))
    filed.refresh_from_db()
    page.post(f"{address}/submit", {"revision": filed.revision})
    filed.refresh_from_db()
    done = text_of(reviewer.post(f"{address}/accept", {"revision": filed.revision}, follow=True))
    assert "已审核通过" in done
    assert "reporter-yl-qt" in text_of(page.get(address))
    filed.refresh_from_db()
    assert filed.approved


def test_nobody_is_offered_to_accept_their_own(city, person, caller, filed):
    both = person("planner", city.root)
    submitted(caller, both, filed, "128")
    text = text_of(signed_in(both).get(f"/returns/{filed.pk}"))
    assert f"/returns/{filed.pk}/accept" not in text
    assert "须由其他有审核权限的人审核" in text
    answer = signed_in(both).post(f"/returns/{filed.pk}/accept", {"revision": filed.revision}, follow=True)
    assert "不能审核自己" in text_of(answer)


@pytest.mark.parametrize("revision", ["", "x", "-1", "²", "99999999999"])
def test_a_button_without_its_revision_is_refused(reporter, filed, revision):
    answer = signed_in(reporter).post(f"/returns/{filed.pk}/submit", {"revision": revision}, follow=True)
    assert "请刷新" in text_of(answer)


def test_another_unit_sees_neither_the_grid_nor_its_buttons(city, person, filed):
    west = signed_in(person("reporter", city.west))
    assert west.get(f"/returns/{filed.pk}").status_code == 404
    first = f"c.{filed.form.rows.first().pk}.value"
    west.post(f"/returns/{filed.pk}/cells", {"seen": "{}", first: "1"})
    assert not Cell.objects.exists()


def test_who_only_reads_gets_a_grid_that_cannot_be_written(city, person, filed):
    text = text_of(signed_in(person("leader", city.root)).get(f"/returns/{filed.pk}"))
    assert len(re.findall(r"<input[^>]*name=\"c\.[^>]*readonly", text)) == 2
    assert f"/returns/{filed.pk}/submit" not in text
    assert Client().get(f"/returns/{filed.pk}").status_code == 302


def test_a_locked_return_says_why_and_whom_to_ask(reporter, filed, on_day):
    on_day(2025, 3, 20)
    text = text_of(signed_in(reporter).get(f"/returns/{filed.pk}"))
    assert "已锁定" in text
    assert "超过截止期" in text
    assert "云澜市人民政府" in text
    assert "申请开放" in text
    assert f"/returns/{filed.pk}/exempt" not in text


def test_an_exemption_is_granted_listed_and_ended(city, person, reporter, filed, on_day):
    on_day(2025, 3, 20)
    planner, address = signed_in(person("planner", city.root)), f"/returns/{filed.pk}/exempt"
    assert "应为日期" in text_of(planner.post(address, {"until": "明天", "reason": "系统故障"}, follow=True))
    planner.post(address, {"until": "2025-03-25", "reason": "系统故障"})
    assert Exemption.objects.get().until.isoformat() == "2025-03-25"
    listed = text_of(planner.get("/returns/locks"))
    assert "系统故障" in listed
    assert "readonly" not in text_of(signed_in(reporter).get(f"/returns/{filed.pk}"))
    assert "系统故障" in text_of(signed_in(reporter).get("/returns/locks"))
    refused = signed_in(reporter).post(f"{address}/end", follow=True)
    assert "没有权限" in text_of(refused)
    planner.post(f"{address}/end")
    assert "现在没有开放的补报" in text_of(planner.get("/returns/locks"))
    assert "系统故障" in text_of(planner.get("/returns/locks?past"))


def test_a_period_is_locked_and_opened_by_hand(city, person, filed):
    planner = signed_in(person("planner", city.root))
    given = {"form": filed.form_id, "period": "2025-01", "why": "数据已定"}
    assert "已锁定 2 份" in text_of(planner.post("/returns/locks/period", given, follow=True))
    assert "数据已定" in text_of(planner.get("/returns/locks"))
    assert "已解除 2 份" in text_of(planner.post("/returns/locks/period/open", given, follow=True))
    odd = planner.post("/returns/locks/period", {**given, "form": "x"}, follow=True)
    assert "没有找到" in text_of(odd)
    assert "不是期次" in text_of(planner.post("/returns/locks/period", {**given, "period": "一月"}, follow=True))


def test_each_finds_first_what_they_come_for(city, person, reporter, caller, filed):
    submitted(caller, reporter, filed, "128")
    reviewer = person("reviewer", city.root)
    for user, view in ((reporter, "待填"), (reviewer, "待审"), (person("auditor", city.root), "全部")):
        text = text_of(signed_in(user).get("/returns"))
        assert re.search(rf'aria-current="page">{view}', text), view
    assert f"/returns/{filed.pk}" in text_of(signed_in(reviewer).get("/returns"))
    assert "没有待审的填报" in text_of(signed_in(reporter).get("/returns?show=review"))


def test_all_returns_are_filtered_and_counted_by_state(city, person, reporter, caller, filed):
    submitted(caller, reporter, filed, "128")
    planner = signed_in(person("planner", city.root))
    text = text_of(planner.get("/returns?show=all&period=2025-01"))
    assert f'href="/returns/{filed.pk}"' in text
    assert re.search(r"已报</span> <strong>1<", text)
    assert re.search(r"待报</span> <strong>1<", text)
    assert f'href="/returns/{filed.pk}"' not in text_of(planner.get("/returns?show=all&state=due"))
    assert f'href="/returns/{filed.pk}"' not in text_of(planner.get(f"/returns?show=all&unit={city.west.pk}"))
    odd = "/returns?show=all&unit=x&form=-1&state=none&period=%00&after=zz"
    assert planner.get(odd).status_code == 200


@pytest.mark.parametrize("address", ["/returns?show=all&period=2025-01", "/returns?show=fill", "/returns/locks"])
def test_a_list_costs_the_same_for_many(city, person, filed, on_day, address):
    planner = signed_in(person("planner", city.root))
    on_day(2025, 3, 20)
    planner.get(address)
    with CaptureQueriesContext(connection) as few:
        planner.get(address)
    others = [indicator(f"test.more{at}", f"指标{at}") for at in range(3)]
    shell_of(form_of(city.root, others, [city.east, city.west, city.town], name="另一张表"), city.east, "2025-03")
    on_day(2025, 6, 20)
    with CaptureQueriesContext(connection) as many:
        planner.get(address)
    assert Return.objects.count() > 30
    assert len(many) == len(few)


def test_a_grid_costs_the_same_for_many_rows(city, reporter, on_day):
    on_day(2025, 1, 5)
    counts = []
    for size in (2, 30):
        several = [indicator(f"test.of{size}.{at}", f"指标{size}-{at}") for at in range(size)]
        form = form_of(city.root, several, [city.east], name=f"表{size}")
        shell = shell_of(form, city.east, "2025-01")
        page = signed_in(reporter)
        page.get("/returns")
        with CaptureQueriesContext(connection) as queries:
            assert page.get(f"/returns/{shell.pk}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_script_is_told_what_stands_in_each_cell(reporter, caller, filed):
    caller(reporter).post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128", comment="含补报")])
    text = text_of(signed_in(reporter).get(f"/returns/{filed.pk}"))
    told = json.loads(re.search(r'<script id="told" type="application/json">(.*?)</script>', text)[1])
    assert told["open"] is True
    assert told["user"] == reporter.pk
    (one,) = [each for each in told["cells"] if each["revision"]]
    assert (one["comment"], one["column"], one["revision"]) == ("含补报", "value", 1)


def test_what_is_typed_is_shown_as_text(reporter, caller, filed):
    bad = "</script><script>1</script>"
    caller(reporter).post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128", comment=bad, reason=bad)])
    assert bad not in text_of(signed_in(reporter).get(f"/returns/{filed.pk}"))
