"""Each target beside what became of it: order, lights, what is needed, and what is said in words."""

from decimal import Decimal

import pytest

from documents import half, plan
from taizhang.catalogue.lights import light_presets
from taizhang.following import follow, is_main, main_stretches
from taizhang.linking import link
from taizhang.model import Standing

THIS = plan(
    2024,
    results="全市地区生产总值完成1500亿元，同比增长5.6%。固定资产投资增长8.1%。社会消费品零售总额完成600亿元，增长7.4%。"
    "省级以上研发平台达到142家。到位省外资金完成320亿元。",
    targets="地区生产总值增长6%以上；固定资产投资增长8%左右；社会消费品零售总额增长7%左右；居民消费价格涨幅3%左右；"
    "外贸进出口保持稳定增长；居民收入增长与经济增长同步",
    tasks="（一）扩大内需。一是抓好项目。省级以上研发平台达到160家，新建口袋公园30处，新增停车泊位3000个，"
    "到位省外资金327亿元左右，改造老旧小区120个。",
)
REPORT = half(
    2024,
    "上半年，全市地区生产总值同比增长5.3%，固定资产投资同比增长8.4%，社会消费品零售总额完成290亿元，同比增长6.1%。"
    "居民消费价格同比上涨0.2%。外贸进出口总额同比增长2.8%。省级以上研发平台达到148家，新建口袋公园14处，"
    "到位省外资金同比增长6.1%。120个老旧小区改造项目稳步推进。",
)


def standings(*readings, rules=None) -> list[Standing]:
    return list(follow(link(readings), rules))


def standing(words: str, *readings, rules=None) -> Standing:
    found = [one for one in standings(*(readings or (THIS, REPORT)), rules=rules) if words in called(one)]
    assert len(found) == 1, [called(one) for one in found]
    return found[0]


def called(one: Standing) -> str:
    return f"{getattr(one.target.record, 'subject', None) or ''} {one.target.record.text}"


def test_main_targets_come_first_and_then_all_as_the_plan_stands():
    found = standings(THIS, REPORT)
    main = [is_main(one.target.document, one.target.record) for one in found]
    assert main == sorted(main, reverse=True)
    assert main.count(True) == 6
    starts = [one.target.span.start for one in found]
    assert starts == sorted(starts)


def test_every_target_of_the_plan_has_a_standing():
    assert len(standings(THIS, REPORT)) == 11


def test_growth_is_compared_as_it_is_and_tells_what_the_rest_of_the_year_needs():
    one = standing("地区生产总值")
    assert (one.nature, one.share, one.light) == ("growth", Decimal("0.5"), "amber")
    assert one.unit == "%"
    low, high = one.needed
    assert Decimal(6) < low < high < Decimal(7)
    assert "低0.7个百分点" in one.method.zh
    assert "0.7 points below" in one.method.en


def test_a_stock_is_judged_by_its_way_from_last_years_end():
    one = standing("研发平台")
    assert (one.nature, one.pace, one.light) == ("stock", Decimal("0.6667"), "red")
    assert "(148-142)/(160-142)" in one.method.zh


def test_a_count_is_judged_by_the_time_gone():
    one = standing("口袋公园")
    assert (one.nature, one.pace, one.light, one.needed) == ("count", Decimal("0.9333"), "green", (16, 16))


def test_a_level_is_judged_by_the_growth_it_wants_where_only_growth_is_known():
    one = standing("省外资金")
    assert one.nature == "growth"
    assert "327/320-1" in one.method.zh
    assert "目标偏松" in one.note.zh
    assert "slack" in one.note.en
    assert one.needed[1] < 0


def test_what_nothing_is_said_of_is_grey_and_its_time_goes_on():
    one = standing("停车泊位")
    assert (one.actual, one.light, one.pace, one.needed, one.share) == (None, "grey", None, None, Decimal("0.5"))


def test_things_that_are_only_under_way_are_not_done():
    one = standing("老旧小区")
    assert (one.light, one.pace) == ("grey", None)
    assert "不作完成计" in one.note.zh


def test_a_price_below_its_ceiling_is_green_and_needs_nothing():
    one = standing("居民消费价格")
    assert (one.light, one.needed) == ("green", None)
    assert "上涨3%左右" in one.method.zh


def test_a_target_in_words_is_kept_while_its_indicator_grows():
    one = standing("外贸进出口")
    assert (one.nature, one.light) == ("qualitative", "green")
    assert "保持增长" in one.method.zh


@pytest.mark.parametrize(
    ("words", "said", "light"),
    [
        ("外贸进出口保稳提质", "外贸进出口总额同比增长1.4%", "green"),
        ("外贸进出口保稳提质", "外贸进出口总额同比下降1.4%", "red"),
        ("居民消费价格保持总体稳定", "居民消费价格同比上涨0.3%", "grey"),
        ("社会消费品零售总额增速不低于全省平均水平", "社会消费品零售总额同比增长6.2%", "grey"),
    ],
)
def test_steady_is_kept_by_growth_only_where_more_is_better_and_peers_are_not_wanted(words, said, light):
    this = plan(2024, targets=f"地区生产总值增长6%以上；{words}；就业保持稳定")
    assert standing(words, this, half(2024, f"上半年，{said}。")).light == light


def test_a_target_in_words_is_not_kept_when_its_indicator_falls():
    falling = half(2024, "上半年，外贸进出口总额同比下降2.8%。")
    assert standing("外贸进出口", THIS, falling).light == "red"


def test_last_years_half_year_report_takes_the_place_of_the_plausible_share():
    last = half(2023, "上半年，全市社会消费品零售总额完成270亿元，同比增长5.9%。")
    one = standing("社会消费品零售总额", last, THIS, REPORT)
    low, high = one.needed
    assert low == high == Decimal("7.74")
    assert "45%" in one.method.zh
    assert "未见" not in one.method.zh


def test_without_it_the_growth_needed_is_an_interval_and_says_so():
    one = standing("社会消费品零售总额")
    assert one.needed[0] < one.needed[1]
    assert "未见" in one.method.zh


def test_the_growth_needed_is_compared_with_what_the_series_ever_did():
    before = [
        plan(year, results=f"固定资产投资增长{growth}%。", targets=f"固定资产投资增长{growth}%左右")
        for year, growth in ((2021, "4.1"), (2022, "6.3"), (2023, "5.2"))
    ]
    this = plan(2024, results="固定资产投资增长5.9%。", targets="固定资产投资增长8%左右")
    one = next(one for one in standings(*before, this, REPORT) if one.target.doc == "2024-plan.txt")
    assert "在所见各年之内" not in one.note.zh
    assert "高于所见各年" in one.note.zh
    assert "最高6.3%" in one.note.zh
    assert "best 6.3%" in one.note.en


def test_the_latest_word_counts():
    quarter = half(2024, "一季度，新建口袋公园3处。")
    one = standing("口袋公园", THIS, quarter, REPORT)
    assert one.actual.record.text == "14"


def test_a_target_said_in_text_and_annex_has_one_standing():
    words = "固定资产投资增长8%左右"
    twice = plan(2024, targets=words, tasks=f"（一）扩大内需。一是抓好项目。\n\n附表\n\n{ANNEX}")
    found = [one for one in standings(twice) if "固定资产投资" in called(one)]
    assert len(found) == 1


ANNEX = """2024年主要预期目标

指标名称\t单位\t2023年完成\t2024年目标
固定资产投资增速\t%\t8.1\t8左右
城镇新增就业\t万人\t4.3\t4.2
"""


def test_other_rules_give_other_lights():
    one = standing("研发平台", rules=light_presets()["yinchuan_2025"])
    assert one.light == "amber"
    assert standing("地区生产总值", rules=light_presets()["yinchuan_2025"]).light == "amber"


def test_what_the_rule_leaves_undefined_is_said():
    one = standing("口袋公园", rules=light_presets()["yinchuan_2025"])
    assert one.light == "green"
    assert "未作规定" in one.note.zh


@pytest.mark.parametrize("words", ["固定资产投资增长7%—8%", "固定资产投资增长7%，力争8%"])
def test_of_two_numbers_the_easier_is_the_target_and_the_other_is_said(words):
    this = plan(2024, targets=words)
    (one,) = [one for one in standings(this, REPORT) if "固定资产投资" in called(one)]
    assert one.target.record.value == 7
    assert one.light == "green"
    assert "更高的目标：增长8%" in one.note.zh


def test_of_a_range_of_what_should_be_low_the_upper_end_is_the_target():
    this = plan(2024, targets="城镇调查失业率控制在5%—5.5%")
    report = half(2024, "上半年，城镇调查失业率为5.3%。")
    (one,) = [one for one in standings(this, report) if "失业率" in called(one)]
    assert (one.target.record.value, one.light) == (Decimal("5.5"), "green")


def test_no_document_that_plans_nothing_has_standings():
    assert standings(REPORT) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("主要预期目标是：地区生产总值增长6%", True),
        ("经济社会发展主要目标建议为：地区生产总值增长6%", True),
        ("实现上述目标，要做好以下工作：新建学校6所", False),
    ],
)
def test_the_paragraph_of_main_targets_is_told_by_how_it_opens(sentence, found):
    text = plan(2024, targets="就业稳定", tasks=sentence + "。").document
    at = text.text.index(sentence)
    assert any(span.start <= at + len(sentence) - 1 < span.end for span in main_stretches(text)) == found
