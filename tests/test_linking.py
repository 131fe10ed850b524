"""Links between facts: what is one thing and what is not, in which documents, and how it is told."""

import gc
from pathlib import Path

import pytest

from taizhang.catalogue.table import parse_table
from taizhang.extracting import read, read_text
from taizhang.linking import link
from taizhang.model import Fact

CASES = Path(__file__).parent / "cases" / "likeness.tsv"
EXAMPLES = Path(__file__).parents[1] / "examples"
ROWS = parse_table(CASES.name, CASES.read_text(encoding="utf-8"))

REPORT = """{place}{before}年国民经济和社会发展计划执行情况与{year}年计划（草案）的报告

一、{before}年国民经济和社会发展计划执行情况

{actual}。

二、{year}年经济社会发展主要预期目标和任务

{target}。
"""


def report(actual, target, year=2024, place="云澜市", path=None):
    text = REPORT.format(place=place, before=year - 1, year=year, actual=actual, target=target)
    return read_text(text, path or f"{place}-{year}.txt")


def of_facts(linked, kind):
    pairs = [(one.a.record, one.b.record) for one in linked.of(kind)]
    return [(a, b) for a, b in pairs if isinstance(a, Fact) and isinstance(b, Fact)]


def figures(linked, kind):
    return [(str(a.value), str(b.value)) for a, b in of_facts(linked, kind)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['a']} | {row['b']}")
def test_two_figures_are_of_one_thing_or_not(row):
    linked = link([report(f"全年{row['a']}", f"全年{row['b']}")])
    assert bool(figures(linked, "next_target")) == (row["same"] == "yes"), row["why"]


def test_a_result_leads_to_the_target_of_the_next_year_once():
    linked = link(
        [
            report(
                "全年地区生产总值增长5.8%，一般公共预算收入增长6.2%",
                "地区生产总值增长6%以上，一般公共预算收入增长5%左右",
            )
        ]
    )
    assert figures(linked, "next_target") == [("5.8", "6"), ("6.2", "5")]
    assert {one.certainty for one in linked.of("next_target")} == {"sure"}
    assert {one.reason for one in linked.of("next_target")} == {"same_indicator"}


def test_targets_lead_to_results_and_results_to_those_of_the_next_year():
    linked = link(
        [
            report("城镇新增就业4.1万人", "城镇新增就业4万人以上", 2024),
            report("城镇新增就业4.3万人", "城镇新增就业4.2万人以上", 2025),
        ]
    )
    assert figures(linked, "outcome") == [("4", "4.3")]
    assert figures(linked, "same_series") == [("4.1", "4.3")]
    assert figures(linked, "next_target") == [("4.1", "4"), ("4.3", "4.2")]


def test_the_order_in_which_the_documents_are_given_changes_nothing():
    one, other = (
        report("改造老旧小区12个", "改造老旧小区15个", 2024),
        report("改造老旧小区16个", "改造老旧小区9个", 2025),
    )
    for kind in ("outcome", "same_series", "next_target"):
        assert sorted(figures(link([one, other]), kind)) == sorted(figures(link([other, one]), kind))


def test_a_target_leads_to_what_was_reached_by_mid_year():
    plan = report("城镇新增就业4.1万人", "城镇新增就业4万人以上")
    half = read_text(
        "云澜市2024年上半年国民经济和社会发展计划执行情况的报告\n\n上半年，全市城镇新增就业2.2万人。\n", "half.txt"
    )
    assert figures(link([plan, half]), "progress") == [("4", "2.2")]


def test_a_level_meets_a_growth_only_where_nothing_better_is():
    plan = report("到位省外资金60亿元", "到位省外资金66亿元")
    half = "云澜市2024年上半年国民经济和社会发展计划执行情况的报告\n\n上半年，全市到位省外资金{}。\n"
    growth = link([plan, read_text(half.format("同比增长8%"), "half.txt")])
    assert figures(growth, "progress") == [("66", "8")]
    assert "level_to_growth" in next(growth.of("progress")).reason
    both = link([plan, read_text(half.format("31亿元，同比增长8%"), "half.txt")])
    assert figures(both, "progress") == [("66", "31")]


def test_days_of_good_air_lead_to_their_share_of_the_year():
    linked = link([report("空气质量优良天数268天", "空气质量优良天数比例达到74%")])
    assert figures(linked, "next_target") == [("268", "74")]
    assert "converted" in next(linked.of("next_target")).reason


def test_a_city_leads_to_its_district_for_one_period():
    city = report("全市地区生产总值1572.4亿元，增长5.8%", "地区生产总值增长6%以上")
    district = report(
        "青汀区地处云澜市中部。全区地区生产总值446.7亿元，增长6.3%", "地区生产总值增长6%左右", place="青汀区"
    )
    assert figures(link([city, district]), "cascade") == [("1572.4", "446.7"), ("5.8", "6.3"), ("6", "6")]


def test_documents_of_regions_that_have_nothing_to_do_with_each_other_are_never_paired():
    linked = link(
        [
            report("全年地区生产总值增长5.8%", "地区生产总值增长6%"),
            report("全年地区生产总值增长4%", "地区生产总值增长5%", 2025, "砚川市"),
        ]
    )
    assert {one.kind for one in linked.links} == {"next_target"}
    assert any("砚川市" in caution.zh and "隶属" in caution.zh for caution in linked.shelf.cautions)


def test_text_and_table_of_one_document_restate_and_may_disagree():
    linked = link([read(EXAMPLES / "yunlan-2024-plan.txt")])
    told = {(str(one.a.record.subject), one.agrees) for one in linked.of("restates") if isinstance(one.a.record, Fact)}
    assert ("社会消费品零售总额", False) in told
    assert ("固定资产投资", True) in told


def test_a_figure_of_a_part_of_the_region_is_not_that_of_the_region():
    linked = link([report("全市地区生产总值增长5.8%。青汀区地区生产总值增长6.3%", "全市地区生产总值增长6%")])
    assert figures(linked, "next_target") == [("5.8", "6")]


def test_a_sum_over_years_is_not_the_figure_of_one():
    linked = link([report("五年来累计新改建农村公路860公里", "新改建农村公路95公里")])
    assert figures(linked, "next_target") == []


def test_growth_since_an_earlier_year_is_not_that_of_the_year():
    linked = link([report("地区生产总值比2018年增长41.2%", "地区生产总值增长6%")])
    assert figures(linked, "next_target") == []


def test_another_basis_is_told():
    linked = link([report("一般公共预算收入同口径增长6.2%", "一般公共预算收入增长5%")])
    assert "basis_differs" in next(linked.of("next_target")).reason


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        (lambda: [report("改造老旧小区9个", "改造老旧小区8个")] * 2, "内容相同"),
        (
            lambda: [
                report("改造老旧小区9个", "改造老旧小区8个", path="a"),
                report("改造老旧小区9个", "改造老旧小区7个", path="b"),
            ],
            "两个版本",
        ),
        (
            lambda: [
                report("改造老旧小区9个", "改造老旧小区8个", 2021),
                report("改造老旧小区9个", "改造老旧小区8个", 2024),
            ],
            "2022、2023",
        ),
        (lambda: [read_text("名词解释\n\n“一网通办”指政务服务事项在一个网上平台办理。\n", "terms.txt")], "不是计划"),
    ],
)
def test_what_does_not_belong_together_is_told_in_both_languages(readings, words):
    cautions = link(readings()).shelf.cautions
    assert any(words in caution.zh for caution in cautions)
    assert all(caution.en and caution.en != caution.zh for caution in cautions)


def test_a_document_given_twice_is_linked_once():
    one = report("改造老旧小区9个", "改造老旧小区8个")
    assert len(link([one, one]).links) == len(link([one]).links)


def test_every_mention_stands_in_its_document():
    linked = link([read(path) for path in sorted(EXAMPLES.glob("yunlan-*.txt"))])
    assert len(linked.links) > 100
    for one in linked.links:
        for said in (one.a, one.b):
            assert said.document.text[said.span.start : said.span.end] == said.record.text


def test_what_a_glossary_explains_is_no_result():
    both = [report("认定骨干教师30名", "改造老旧小区8个", year) for year in (2023, 2024)]
    assert ("30", "30") in figures(link(both), "same_series")
    words = "\n名词解释\n[1]“三带三十”工程：由骨干带新人，培养骨干教师30名。\n"
    told = [
        read_text(report("兴建学校1所", "改造老旧小区8个", year).document.text + words, f"{year}.txt")
        for year in (2023, 2024)
    ]
    assert ("30", "30") not in figures(link(told), "same_series")


def test_a_link_says_that_an_indicator_was_renamed_or_redefined():
    def reason(before, after):
        (one,) = link([report(f"全年{before}", f"全年{after}")]).of("next_target")
        return one.reason

    assert "renamed" in reason("公共财政预算收入增长5%", "一般公共预算收入增长6%").split(";")
    assert "redefined" in reason("农民人均纯收入增长9%", "农村居民人均可支配收入增长8%").split(";")


def test_where_a_name_is_in_use_its_forerunner_is_not_taken():
    both = report("全年一般公共预算收入增长5%，公共财政预算收入增长4%", "全年一般公共预算收入增长6%")
    assert figures(link([both]), "next_target") == [("5", "6")]


def test_nothing_is_linked_in_no_document():
    assert link([]).links == ()


def test_the_search_for_garbage_is_held_while_linking_and_goes_on_after(monkeypatch):
    seen = []
    monkeypatch.setattr("taizhang.linking.linking.links_of", lambda _: seen.append(gc.isenabled()) or [])
    link([])
    assert seen == [False]
    assert gc.isenabled()
    gc.disable()
    try:
        link([])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_search_for_garbage_goes_on_after_a_fault(monkeypatch):
    def fail(_):
        raise KeyError("shelf")

    monkeypatch.setattr("taizhang.linking.linking.links_of", fail)
    with pytest.raises(KeyError, match="shelf"):
        link([])
    assert gc.isenabled()
