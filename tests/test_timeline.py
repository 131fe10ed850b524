"""A region over the years: target and result side by side, a verdict each, and missing years said plainly."""

import pytest

from documents import half, plan
from taizhang.following import timeline
from taizhang.linking import Linked, link
from taizhang.model import Link, Said, YearPair

YEARS = (
    plan(
        2021,
        results="地区生产总值增长6.1%。新建口袋公园20处。",
        targets="地区生产总值增长6.5%左右；固定资产投资增长8%以上",
        tasks="（一）提升城市品质。新建口袋公园25处，新增停车泊位2000个。",
    ),
    plan(
        2022,
        results="地区生产总值增长6.2%。固定资产投资增长9.4%。新建口袋公园22处。",
        targets="地区生产总值增长6%；固定资产投资增长8%以上",
        tasks="（一）提升城市品质。新建口袋公园24处。",
    ),
    plan(
        2023,
        results="地区生产总值增长5.4%。新建口袋公园24处。",
        targets="地区生产总值增长5.5%；固定资产投资增长7%以上",
    ),
)


def pairs(*readings) -> list[YearPair]:
    return list(timeline(link(readings or YEARS)))


def pair(name: str, year: str, *readings) -> YearPair:
    found = [one for one in pairs(*readings) if name in one.name and one.year == year]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("name", "year", "verdict"),
    [
        ("地区生产总值", "2021", "about"),
        ("地区生产总值", "2022", "missed"),
        ("地区生产总值", "2023", "unclear"),
        ("固定资产投资", "2021", "met"),
        ("固定资产投资", "2022", "not_reported"),
        ("口袋公园", "2021", "missed"),
        ("口袋公园", "2022", "met"),
    ],
)
def test_each_year_has_its_verdict(name, year, verdict):
    assert pair(name, year).verdict == verdict


def test_what_was_reached_before_stands_beside_target_and_result():
    one = pair("地区生产总值", "2022")
    assert [said.record.text for said in (one.before, one.target, one.actual)] == ["6.2%", "6%", "5.4%"]


def test_the_reason_tells_the_figures_in_both_languages():
    reason = pair("地区生产总值", "2022").reason
    assert reason.zh == "目标增长6%，实际增长5.4%，低0.6个百分点"
    assert reason.en == "target growth of 6%, result growth of 5.4%, 0.6 points below"


def test_headline_indicators_come_first_each_with_its_years_together():
    found = [(one.name, one.year) for one in pairs()]
    assert found[:6] == [(name, year) for name in ("地区生产总值", "固定资产投资") for year in ("2021", "2022", "2023")]
    assert all("口袋公园" in name for name, _ in found[6:])


def test_a_target_of_no_headline_and_without_result_has_no_line():
    assert not any("停车泊位" in one.name for one in pairs())


def test_silence_is_told_from_a_missing_document():
    assert pair("固定资产投资", "2022").reason.zh == "2022年执行情况中未见该项结果"
    assert pair("固定资产投资", "2023").reason.zh == "没有2023年执行情况的文件"


def test_a_year_without_a_plan_is_said_plainly_and_keeps_its_result():
    found = pairs(YEARS[0], YEARS[2])
    one = next(one for one in found if one.name == "地区生产总值" and one.year == "2022")
    assert (one.target, one.verdict) == (None, "unclear")
    assert one.actual.record.text == "5.4%"
    assert one.reason.zh == "没有2022年的计划文件"
    assert [one.year for one in found if one.name == "地区生产总值"] == ["2021", "2022", "2023"]


def test_a_result_on_another_basis_is_no_verdict():
    later = plan(2022, results="一般公共预算收入同口径增长7.4%。", targets="一般公共预算收入增长5%")
    earlier = plan(2021, targets="一般公共预算收入增长6%")
    one = pair("一般公共预算收入", "2021", earlier, later)
    assert one.verdict == "redefined"
    assert "同口径" in one.reason.zh


@pytest.mark.parametrize(
    ("name", "verdict", "reason"),
    [("到位省外资金", "missed", "212.0/200.0-1"), ("社会消费品零售总额", "unclear", "不能判断")],
)
def test_two_levels_give_a_growth_where_the_base_is_not_revised(name, verdict, reason):
    earlier = plan(2021, results=f"{name}完成200.0亿元。", targets=f"{name}增长10%")
    later = plan(2022, results=f"{name}完成212.0亿元。", targets=f"{name}增长5%")
    linked = link([earlier, later])
    target, result = (said_with(linked, text) for text in ("10%", "212.0"))
    tied = Linked(linked.shelf, (*linked.links, Link("outcome", target, result, None, "level_to_growth", "review")))
    (one,) = (one for one in timeline(tied) if one.year == "2021")
    assert one.verdict == verdict
    assert reason in one.reason.zh


def test_a_result_more_than_ten_times_its_target_is_not_judged():
    earlier = plan(2021, targets="就业保持稳定", tasks="（一）提升品质。新建口袋公园8处。")
    later = plan(2022, results="新建口袋公园120处。", targets="就业保持稳定")
    one = pair("口袋公园", "2021", earlier, later)
    assert one.verdict == "unclear"
    assert "十倍以上" in one.reason.zh


def said_with(linked: Linked, text: str) -> Said:
    """The number of that text, wherever it stands."""
    readings = [entry.reading for entry in linked.shelf]
    return next(Said(one.document, fact) for one in readings for fact in one.facts if fact.text == text)


def test_a_half_year_report_is_no_result_of_the_year():
    one = pair("地区生产总值", "2021", YEARS[0], half(2021, "上半年，地区生产总值同比增长6.8%。"))
    assert (one.actual, one.verdict) == (None, "unclear")


def test_no_documents_have_no_timeline():
    assert timeline(link([])) == ()
