"""The pages of scorecards and rosters: set up, computed, each computation shown; ladders with what they feed."""

from datetime import date

import pytest
from django.test import Client

from server.cast import made
from server.pages_cast import signed_in
from server.plan_cast import indicator
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Firm, Roster, Scorecard, ScorecardRun, Standing
from taizhang.server.ledger.rosters.codes import check_sign


@pytest.fixture
def tab(person):
    return lambda role, unit: signed_in(person(role, unit))


def text_of(answer):
    return answer.content.decode()


def test_a_scorecard_is_set_up_from_an_example_computed_and_shown_with_its_working(city, tab):
    load_catalogue(SERVER, city.root)
    planner, reader = tab("planner", city.root), tab("reporter", city.east)
    assert "还没有考核规则" in text_of(planner.get("/scorecards"))
    assert "设定考核" not in text_of(reader.get("/scorecards"))
    typed = {"unit_id": city.root.pk, "example": "districts", "name": "", "next": "/scorecards"}
    refused = planner.post("/scorecards/define", typed)
    assert refused.status_code == 422
    assert "考核名称不能为空" in text_of(refused)
    planner.post("/scorecards/define", typed | {"name": "区县综合评价"})
    card = Scorecard.objects.get()
    assert "规模以上工业增加值增速" in text_of(planner.get("/scorecards"))
    wrong = planner.post(f"/scorecards/rules/{card.pk}/compute", {"period": "今年"})
    assert wrong.status_code == 422
    assert "不是期次" in text_of(wrong)
    text = text_of(planner.post(f"/scorecards/rules/{card.pk}/compute", {"period": "2025-06"}, follow=True))
    run = ScorecardRun.objects.get()
    assert "青汀区" in text
    assert "石陂县" in text
    assert "无数据" in text
    assert f'href="/scorecards/{run.pk}"' in text_of(reader.get("/scorecards"))
    english = Client()
    english.cookies = planner.cookies
    english.cookies["language"] = "en"
    assert "computation" in text_of(english.get(f"/scorecards/{run.pk}"))
    taken = planner.get(f"/scorecards/{run.pk}", {"figure": "totals", "as": "csv"})
    assert "青汀区" in taken.content.decode("utf-8-sig")
    assert planner.get("/scorecards/999").status_code == 404


def test_ladders_show_their_rungs_what_they_feed_and_the_firms_of_one(city, tab, on_day):
    on_day(2025, 7, 20)
    stock = indicator("firms.high_tech", "高新技术企业数", "家", "stock", adds_up=True)
    low = made(Roster(unit=city.root, name="科技型中小企业", ladder="科技企业", rank=1))
    high = made(Roster(unit=city.root, name="高新技术企业", ladder="科技企业", rank=2, valid_years=3, stock=stock))
    for number in range(3):
        code = f"91990100{number:09d}"
        firm = Firm(code=code + check_sign(code), name=f"云澜{number}厂", unit=city.east, region=city.east.region)
        made(Standing(roster=high, firm=made(firm), entered_on=date(2022 + number, 1, 5), basis="公示名单"))
    planner = tab("planner", city.root)
    text = text_of(planner.get("/rosters"))
    assert text.index("科技型中小企业") < text.index("高新技术企业")
    assert "高新技术企业数" in text
    text = text_of(planner.get(f"/rosters/{high.pk}"))
    assert "云澜0厂" in text
    assert "到期" in text
    assert "云澜0厂" not in text_of(planner.get(f"/rosters/{high.pk}", {"words": "云澜1"}))
    assert "没有符合条件的企业" in text_of(planner.get(f"/rosters/{low.pk}"))
    assert tab("reporter", city.east).get("/rosters").status_code == 200
    assert planner.get("/rosters/999").status_code == 404
