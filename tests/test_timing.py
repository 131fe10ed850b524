"""When a number holds, and whether it is result, estimate or target: sentences in our own words."""

import pytest

from taizhang.extracting.facts import facts_of
from taizhang.model import Fact
from taizhang.reading.text import document_of

REPORT = "云溪县2026年政府工作报告\n一、2025年工作回顾\n{review}\n二、2026年工作安排\n{plan}\n"
BUDGET = (
    "云溪县2025年预算执行情况和2026年预算草案的报告\n一、2025年预算执行情况\n{review}\n二、2026年预算草案\n{plan}\n"
)


def measures(text: str) -> list[Fact]:
    return [fact for fact in facts_of(document_of(text)) if fact.label == "measure"]


def of_plan(frame: str, plan: str) -> list[Fact]:
    read = measures(frame.format(review="全县收入完成10.1亿元。", plan=plan))
    return read[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年，全县基金预算收入完成12.4亿元，占预算的97.1%，比上年下降3%。",
        "全县基金预算支出完成8.3亿元，占调整预算的96%。",
        "国有资本经营预算收入执行数为3.6亿元。",
        "2025年，全县契税收入2.2亿元，比上年增长4%。",
    ],
)
def test_what_a_budget_says_was_carried_out_is_a_result_in_a_section_of_plans(sentence: str) -> None:
    assert {(fact.status, fact.period) for fact in of_plan(BUDGET, sentence)} == {("actual", "2025")}


@pytest.mark.parametrize(
    "sentence",
    [
        "全县基金预算收入安排12.4亿元，比上年执行数增长3%。",
        "力争全县税收收入完成8.3亿元。",
        "2026年，全县预计完成契税收入2.2亿元。",
    ],
)
def test_what_a_budget_plans_stays_a_target(sentence: str) -> None:
    assert {(fact.status, fact.period) for fact in of_plan(BUDGET, sentence)} == {("target", "2026")}


def test_an_expected_execution_is_an_estimate() -> None:
    assert [(fact.status, fact.period) for fact in of_plan(BUDGET, "全县债务余额预计执行数为3.6亿元。")] == [
        ("estimate", "2025")
    ]


def test_a_plan_that_starts_from_the_year_reviewed_stays_a_target() -> None:
    assert [(fact.status, fact.period) for fact in of_plan(REPORT, "在2025年基础上，新建公园5个。")] == [
        ("target", "2026")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("确保税收收入增长6%以上，力争达到8%。", [("target", "must"), ("target", "strive")]),
        ("努力实现粮食产量30万吨。", [("target", "strive")]),
        ("全县力争税收收入增长6%。", [("target", "strive")]),
        ("全县税收收入增长6%。", [("actual", None)]),
        ("争取上级资金3亿元。", [("actual", None)]),
        ("确保了12个项目按期开工。", [("actual", None)]),
    ],
)
def test_verbs_of_intent_make_targets_where_no_section_tells(
    sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(fact.status, fact.firmness) for fact in measures(sentence)] == expected


def test_verbs_of_intent_make_no_targets_in_a_review() -> None:
    read = measures(REPORT.format(review="力争上游，税收收入增长6%。确保1200户用上清洁水。", plan="新建公园5个。"))
    assert [fact.status for fact in read] == ["actual", "actual", "target"]


@pytest.mark.parametrize(
    "sentence",
    [
        "经营主体达到12.3万户，比2016年翻一番。",
        "经营主体达到12.3万户，是2019年的1.3倍。",
        "2012年以来累计取消审批事项552项。",
        "自2012年以来，累计取消审批事项552项。",
    ],
)
def test_a_year_compared_with_or_counted_from_is_no_period_and_is_doubted(sentence: str) -> None:
    assert {(fact.period, fact.certainty) for fact in measures(sentence)} == {(None, "review")}


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("2012年以来累计取消审批事项552项。", ["2012-2025"]),
        ("自2012年以来累计取消审批事项552项。", ["2012-2025"]),
        ("2018年以来，森林覆盖率达到45%，新增绿地300亩。", ["2025", "2018-2025"]),
        ("经营主体达到12.3万户，是2019年的1.3倍。", ["2025", "2025"]),
        ("税收收入由2019年的50亿元增至2023年的65亿元。", ["2019", "2023"]),
        ("从2020年的50亿元增加到65亿元。", ["2020", "2025"]),
        ("自2025年10月起，新增绿地300亩。", ["2025"]),
        ("2023年新增绿地300亩。", ["2023"]),
    ],
)
def test_years_of_a_review(sentence: str, periods: list[str]) -> None:
    read = measures(REPORT.format(review=sentence, plan="新建公园5个。"))
    assert [fact.period for fact in read[:-1]] == periods


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("2012年以来累计取消审批事项552项。", "累计取消审批事项"),
        ("2005年起新增耕地300亩。", "新增耕地"),
        ("2025年起重机产量500台。", "起重机产量"),
    ],
)
def test_no_subject_begins_with_the_end_of_a_since_phrase(sentence: str, subject: str) -> None:
    assert [fact.subject for fact in measures(sentence)] == [subject]


@pytest.mark.parametrize(
    ("sentence", "nature"),
    [
        ("规上工业企业达到275家。", "stock"),
        ("户籍人口60万人。", "stock"),
        ("债务限额50亿元。", "stock"),
        ("乡村茶馆共有12座。", "stock"),
        ("邮电业务总量30亿元。", "done"),
        ("地区生产总值达到500亿元。", "done"),
        ("规模以上工业增加值90亿元。", "done"),
        ("14个贫困村退出。", "done"),
        ("新增规上工业企业12家。", "added"),
        ("建成区面积达到20平方公里。", "stock"),
        ("常住人口增长3%。", "rate"),
        ("森林覆盖率提高2个百分点。", "rate"),
    ],
)
def test_nature(sentence: str, nature: str) -> None:
    assert [fact.nature for fact in measures(sentence)] == [nature]


TERM = (
    "云溪县2026年政府工作报告\n——2026年8月20日在云溪县第十九届人民代表大会第一次会议上\n"
    "一、过去五年工作回顾\n{review}\n二、今后工作安排\n{plan}\n"
)
MIXED = (
    "云溪县2026年政府工作报告\n2026年1月8日\n一、2025年主要工作和“十四五”发展成就\n{review}\n"
    "二、2026年工作安排\n{plan}\n"
)


def periods_of_review(frame: str, review: str) -> list[str | None]:
    return [fact.period for fact in measures(frame.format(review=review, plan="新建公园5个。"))][:-1]


@pytest.mark.parametrize("opening", ["五年来，", "近五年，", "过去五年，", "这五年，"])
def test_a_paragraph_that_opens_with_a_span_of_years_tells_all_of_it(opening: str) -> None:
    assert periods_of_review(MIXED, f"{opening}我们聚焦产业，新建厂房31万平方米。") == ["2021-2025"]


def test_a_heading_of_a_year_and_a_span_speaks_of_what_its_paragraphs_turn_to() -> None:
    review = (
        "刚刚过去的2025年，形势复杂严峻。\n（一）产业向新。新建厂房6万平方米。\n"
        "五年来，我们接续奋斗。\n（一）产业向新。新建厂房31万平方米。"
    )
    assert periods_of_review(MIXED, review) == ["2025", "2021-2025"]


def test_the_whole_year_in_a_section_of_several_years_is_the_last_of_them() -> None:
    review = "五年来，实施技改项目460个。\n刚刚过去的2025年，面对压力，我们稳增长，全年地区生产总值增长5.2%。"
    assert periods_of_review(TERM.replace("8月20日", "1月8日"), review) == ["2021-2025", "2025"]


def test_a_report_in_the_middle_of_a_year_tells_the_months_gone_as_such() -> None:
    review = "五年来，实施技改项目460个。\n今年是换届之年。刚刚过去的近八个月，我们攻坚克难。\n新增科技型中小企业27家。"
    assert periods_of_review(TERM, review)[-1] == "2026-01/2026-08"


def periods(review: str, plan: str = "") -> dict[str | None, str | None]:
    return {fact.subject: fact.period for fact in measures(REPORT.format(review=review, plan=plan))}


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        ("1—7月", "2025-01/2025-07"),
        ("上半年", "2025H1"),
        ("前三季度", "2025-01/2025-09"),
        ("一季度", "2025Q1"),
        ("2025年1至11月", "2025-01/2025-11"),
    ],
)
def test_the_part_of_a_year_that_a_paragraph_opens_with_goes_on_in_it(opening: str, period: str) -> None:
    paragraph = f"{opening}，规模以上工业增加值增长7.2%。6月末，存款余额5210.3亿元。社会消费品零售总额612.4亿元。"
    assert periods(f"{paragraph}\n工业投资增长11.2%。") == {
        "规模以上工业增加值": period,
        "存款余额": "2025-06",
        "社会消费品零售总额": period,
        "工业投资": "2025",
    }


@pytest.mark.parametrize("words", ["完成全年任务的60%", "占全年预期目标的60%", "达全年计划的60%"])
def test_a_share_of_the_year_s_target_is_told_of_the_months(words: str) -> None:
    told = [fact.period for fact in measures(REPORT.format(review=f"1—7月，技改投资12亿元，{words}。", plan=""))]
    assert told == ["2025-01/2025-07", "2025-01/2025-07"]


@pytest.mark.parametrize("mark", ["。", "，"])
def test_the_whole_year_said_ends_the_part_of_it(mark: str) -> None:
    told = periods(f"1—11月，固定资产投资增长6.1%{mark}预计全年社会消费品零售总额增长5.3%，进出口总额增长4.1%。")
    assert told == {"固定资产投资": "2025-01/2025-11", "社会消费品零售总额": "2025", "进出口总额": "2025"}


def test_what_is_told_of_the_end_of_the_year_or_all_of_it_ends_the_part() -> None:
    told = periods(
        "一季度，规模以上工业增加值增长7.2%。固定资产投资增长6.1%。年末，常住人口410万人。户籍人口420万人。\n"
        "上半年，签约项目120个。目标是全年投产项目200个。"
    )
    assert told == {
        "规模以上工业增加值": "2025Q1",
        "固定资产投资": "2025Q1",
        "常住人口": "2025",
        "户籍人口": "2025",
        "签约项目": "2025H1",
        "目标是全年投产项目": "2025",
    }


def test_a_part_of_a_year_opens_no_paragraph_of_plans() -> None:
    assert periods("增速较快。", "上半年，开工项目12个。新增就业5万人。") == {"开工项目": "2026H1", "新增就业": "2026"}


def test_months_of_a_text_that_names_no_year_are_of_no_year() -> None:
    told = measures("1—7月，规模以上工业增加值增长7.2%。7月末，存款余额5210.3亿元。\n五年来，新增就业年均5万人。")
    assert {fact.period for fact in told} == {None}


@pytest.mark.parametrize(("words", "period"), [("2024年1—7月", "2024-01/2024-07"), ("“十四五”时期", "2021-2025")])
def test_a_period_that_names_its_year_needs_no_title(words: str, period: str) -> None:
    assert {fact.period for fact in measures(f"{words}，规模以上工业增加值增长7.2%。\n")} == {period}
