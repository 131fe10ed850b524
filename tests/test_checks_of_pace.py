"""The checks of pace and outcome: what each raises, what it lets pass, and what it says."""

import csv

import pytest

from documents import half, plan
from taizhang.catalogue.checks import only, standard_rules
from taizhang.checking import check, message
from taizhang.extracting import read
from taizhang.linking import link
from taizhang.model import Finding

CHECKS = ("behind_pace", "ahead_of_pace", "met_early", "target_missed", "target_met")


def found(name: str, *readings) -> list[Finding]:
    return list(check(link(readings), only(standard_rules(), frozenset([name]))))


def within(name: str, target: str, progress: str, before: str = "", *, main: bool = False) -> list[Finding]:
    """The findings on one target and one figure of the half-year."""
    tasks = "" if main else f"（一）抓好任务。{target}。"
    this = plan(2024, results=before, targets=target if main else "就业保持稳定", tasks=tasks)
    return found(name, this, half(2024, f"上半年，{progress}。"))


def after(name: str, target: str, result: str) -> list[Finding]:
    """The findings on one main target and its result."""
    return found(name, plan(2023, targets=target), plan(2024, results=f"{result}。", targets="就业保持稳定"))


BEHIND = [
    ("新建口袋公园30处", "新建口袋公园12处", ""),
    ("固定资产投资增长8%", "固定资产投资同比增长7.4%", ""),
    ("固定资产投资增长8%", "固定资产投资同比下降1.2%", ""),
    ("省级以上研发平台达到160家", "省级以上研发平台达到144家", "省级以上研发平台达到142家。"),
    ("居民消费价格涨幅3%左右", "居民消费价格同比上涨3.4%", ""),
]
ON_PACE = [
    ("新建口袋公园30处", "新建口袋公园14处", ""),
    ("固定资产投资增长7.5%", "固定资产投资同比增长7.46%", ""),
    ("固定资产投资增长8%", "固定资产投资同比增长8.3%", ""),
    ("省级以上研发平台达到160家", "省级以上研发平台达到151家", "省级以上研发平台达到142家。"),
    ("省级以上研发平台达到160家", "省级以上研发平台达到144家", ""),
    ("居民消费价格涨幅3%左右", "居民消费价格同比上涨0.4%", ""),
    ("空气优良天数比例达到74%", "空气优良天数比例为71%", ""),
]


@pytest.mark.parametrize(("target", "progress", "before"), BEHIND)
def test_what_is_behind_is_raised(target, progress, before):
    assert len(within("behind_pace", target, progress, before)) == 1


@pytest.mark.parametrize(("target", "progress", "before"), ON_PACE)
def test_what_is_not_behind_or_cannot_be_told_is_not_raised(target, progress, before):
    assert within("behind_pace", target, progress, before) == []


def test_a_finding_tells_of_pace_in_per_cent_and_of_a_ceiling_what_is_used():
    (one,) = within("behind_pace", "新建口袋公园30处", "新建口袋公园12处")
    assert one.fields["tolerance"].zh == "计入四舍五入，达序时进度的76.7～83.3%"
    (one,) = within("behind_pace", "化肥使用量控制在40万吨以内", "化肥使用量24.4万吨")
    assert "用量为序时的122%" in one.fields["method"].zh
    assert one.fields["tolerance"].zh == "计入四舍五入，用量为序时的121.8～122.3%"


AHEAD = [
    ("新增停车泊位3000个", "新增停车泊位1800个", "low"),
    ("工业技改投资增长6%", "工业技改投资同比增长8.2%", "low"),
    ("到位省外资金327亿元左右", "到位省外资金同比增长6.1%", "medium"),
]


@pytest.mark.parametrize(("target", "progress", "severity"), AHEAD)
def test_what_is_well_ahead_is_raised_and_graver_where_the_target_is_slack(target, progress, severity):
    (one,) = within("ahead_of_pace", target, progress, "到位省外资金完成320亿元。")
    assert one.severity == severity


@pytest.mark.parametrize(
    ("target", "progress"),
    [
        ("新增停车泊位3000个", "新增停车泊位1600个"),
        ("工业技改投资增长6%", "工业技改投资同比增长6.9%"),
        ("居民消费价格涨幅3%左右", "居民消费价格同比上涨0.2%"),
        ("改造老旧小区120个", "开工改造老旧小区104个"),
        ("新增停车泊位3000个", "新增停车泊位3000个"),
    ],
)
def test_what_is_hardly_ahead_a_ceiling_begun_or_met_is_not_raised_as_ahead(target, progress):
    assert within("ahead_of_pace", target, progress) == []


@pytest.mark.parametrize(
    ("target", "progress", "severity"),
    [
        ("新建改扩建学校16所", "新建改扩建学校16所", "medium"),
        ("新增停车泊位3000个", "新增停车泊位3120个", "low"),
        ("食品抽检合格率达到98%", "食品抽检合格率达到98.6%", "low"),
    ],
)
def test_what_is_there_before_its_time_is_raised(target, progress, severity):
    (one,) = within("met_early", target, progress)
    assert one.severity == severity


@pytest.mark.parametrize(
    ("target", "progress", "before"),
    [
        ("新建改扩建学校16所", "新建改扩建学校15所", ""),
        ("改造老旧小区38个", "38个老旧小区改造项目稳步推进", ""),
        ("改造老旧小区38个", "38个老旧小区改造项目开工率达到97%", ""),
        ("食品抽检合格率达到98%", "食品抽检合格率达到98.6%", "食品抽检合格率达到98.9%。"),
        ("固定资产投资增长8%", "固定资产投资同比增长8.8%", ""),
        ("城镇调查失业率控制在5.5%以内", "城镇调查失业率为5.1%", ""),
    ],
)
def test_what_is_under_way_kept_growing_or_a_ceiling_is_not_met_early(target, progress, before):
    assert within("met_early", target, progress, before) == []


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("地区生产总值增长6%以上", "地区生产总值增长5.6%"),
        ("社会消费品零售总额增长7%左右", "社会消费品零售总额增长6.1%"),
        ("PM2.5平均浓度控制在38微克/立方米以内", "PM2.5平均浓度为39微克/立方米"),
    ],
)
def test_a_main_target_missed_is_grave(target, result):
    (one,) = after("target_missed", target, result)
    assert one.severity == "high"
    assert after("target_met", target, result) == []


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("地区生产总值增长5.5%以上", "地区生产总值增长5.46%"),
        ("社会消费品零售总额增长7%左右", "社会消费品零售总额增长7.2%"),
        ("PM2.5平均浓度控制在38微克/立方米以内", "PM2.5平均浓度为38微克/立方米"),
    ],
)
def test_a_main_target_met_is_said_and_not_missed(target, result):
    assert [one.severity for one in after("target_met", target, result)] == ["low"]
    assert after("target_missed", target, result) == []


def test_within_about_is_neither_met_nor_missed():
    for name in ("target_met", "target_missed"):
        assert after(name, "地区生产总值增长6%左右", "地区生产总值增长5.7%") == []


def test_growth_and_level_of_one_indicator_are_missed_once():
    target, result = "到位省外资金增长10%，达到220亿元", "到位省外资金增长6.1%，达到212亿元"
    (one,) = after("target_missed", target, result)
    assert one.facts[0].record.role == "growth"


def test_a_plan_and_the_same_plan_as_issued_raise_a_target_once():
    words = {"targets": "固定资产投资增长8%", "results": "固定资产投资增长7%。"}
    again = plan(2024, **words)
    again = type(again)(again.document.__class__(**fields(again.document) | {"path": "issued.txt"}), again.facts)
    report = half(2024, "上半年，固定资产投资同比增长6%。")
    assert len(found("behind_pace", plan(2024, **words), again, report)) == 1


def fields(record) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_a_finding_lists_target_figure_and_what_it_rests_on():
    target, figure, before = BEHIND[3]
    (one,) = within("behind_pace", target, figure, before)
    assert [said.record.text for said in one.facts] == ["160", "144", "142"]
    assert one.fields["formula"] == "(144-142)/(160-142)"


def test_messages_read_as_sentences_in_both_languages():
    (one,) = within("behind_pace", "固定资产投资增长8%", "固定资产投资同比增长7.4%", main=True)
    assert message(one, "zh").startswith("“固定资产投资”低于年度目标：目标增长8%，上半年增长7.4%，低0.6个百分点；")
    assert message(one, "en").startswith("“固定资产投资” is below the year's target: target growth of 8%; first half")
    (one,) = within("met_early", "新建改扩建学校16所", "新建改扩建学校16所")
    assert "距期限还有6个月，已达到全年目标" in message(one, "zh")
    assert "6 months early" in message(one, "en")
    (one,) = after("target_missed", "地区生产总值增长6%以上", "地区生产总值增长5.6%")
    assert message(one, "zh") == "2023年“地区生产总值”没有完成目标：目标增长6%以上，实际增长5.6%，低0.4个百分点。"
    assert message(one, "en").startswith("“地区生产总值” missed its target of 2023: target growth of at least 6%, ")


@pytest.mark.parametrize("name", CHECKS)
def test_no_message_has_an_unfilled_field(name):
    cases = [*BEHIND, *[(target, progress, "") for target, progress, _ in AHEAD]]
    findings = [one for case in cases for one in within(name, *case)]
    findings += after(name, "地区生产总值增长6%以上", "地区生产总值增长5.6%")
    for one in findings:
        assert "{" not in message(one, "zh") + message(one, "en")


def test_thresholds_are_data():
    rules = standard_rules().checks
    assert rules["behind_pace"].settings["pace"] == 0.9
    assert (rules["ahead_of_pace"].settings["pace"], rules["ahead_of_pace"].settings["points"]) == (1.1, 1)
    assert rules["behind_pace"].settings["half_year_share"] == ["0.40", "0.50"]


def test_the_gold_findings_of_pace_are_found_and_no_others(shared):
    """Over the five documents of the gold: every sure finding of these kinds, and none that the gold does not have."""
    readings = [read(path) for path in sorted((shared / "documents" / "zibo").glob("*.txt"))]
    rules = only(standard_rules(), frozenset(CHECKS))
    ours = [(one.check, frozenset(map(token_of(shared), one.facts))) for one in check(link(readings), rules)]
    wanted = [row for row in rows(shared / "gold" / "findings.tsv") if row["kind"] in CHECKS]
    gold = [(row["kind"], frozenset(row["ids"].split(",")), row["statement"]) for row in wanted]
    missed = [
        statement for kind, ids, statement in gold if not statement.startswith("Doubtful") and (kind, ids) not in ours
    ]
    assert missed == []
    assert [one for one in ours if one not in [(kind, ids) for kind, ids, _ in gold]] == []


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def token_of(shared):
    """Turns a mention into the gold's name of its number: 004#12."""
    tokens = {key: rows(shared / "gold" / f"{key}.tsv") for key in ("000", "001", "002", "003", "004")}

    def name(said) -> str:
        key = said.doc.rsplit("/", 1)[-1].removesuffix(".txt")
        start, end = said.span
        ids = [row["id"] for row in tokens[key] if int(row["start"]) < end and start < int(row["end"])]
        return f"{key}#{ids[0]}" if ids else f"{key}@{start}"

    return name
