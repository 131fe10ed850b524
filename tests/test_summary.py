"""The summary puts results beside targets, keeps what contradicts, and names what needs review."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from taizhang.catalogue.headlines import headline_named, headlines, worded
from taizhang.catalogue.indicators import indicators_by_id
from taizhang.extracting import Reading, read_text
from taizhang.linking.shelf import place_of
from taizhang.model import Block, Document, Fact, Metadata, Place, Span, Table, TargetRow, View
from taizhang.writing.headlines import Column, sheets_of
from taizhang.writing.summary import Review, column_groups, figure_shown, summary_of, write_summary
from taizhang.writing.words import vocabulary

TITLE = "云澜市2031年计划"


def document(title: str, reviewed: str | None, planned: str | None, text: str = "", **more: Any) -> Document:
    metadata = Metadata(title=title, reviewed_period=reviewed, planned_period=planned)
    view, blocks = View(text, (0,), (0,)), (Block("paragraph", Span(0, len(text))),)
    tables = more.get("tables", ())
    return Document(f"{title}.txt", "", "text", text, view, blocks, (), tables, metadata)


def fact(start: int, value: str, **fields: Any) -> Fact:
    said: dict[str, Any] = {"role": "growth", "comparator": "=", "subject": "地区生产总值", "unit": "%"}
    said |= {"period": "2030", "status": "actual"} | fields
    return Fact(Span(start, start + len(value)), value, "measure", value=Decimal(value), **said)


def growths(*readings: Reading) -> dict[tuple[str, Column], list[str]]:
    """Every growth shown, by headline and column."""
    return {
        (headline.name, column): [str(f.value) for f in cell.growth]
        for sheet in sheets_of(readings)
        for headline, cells in sheet.rows
        for column, cell in zip(sheet.columns, cells, strict=True)
        if cell
    }


def test_the_target_stands_between_the_result_before_it_and_the_progress_after_it() -> None:
    plan = Reading(
        document(TITLE, "2030", "2031"),
        (fact(0, "5.8"), fact(9, "6", period="2031", status="target", comparator=">=")),
    )
    half = Reading(document("云澜市2031年上半年报告", "2031H1", None), (fact(0, "5.3", period="2031H1"),))
    after = Reading(document("云澜市2032年计划", "2031", "2032"), (fact(0, "5.6", period="2031"),))
    (sheet,) = sheets_of([after, half, plan])
    shown = [("2030", "result"), ("2031", "target"), ("2031H1", "result"), ("2031", "result")]
    assert [tuple(column) for column in sheet.columns] == shown
    (row,) = sheet.rows
    assert [str(cell.growth[0].value) for cell in row[1] if cell] == ["5.8", "6", "5.3", "5.6"]


def test_figures_of_another_region_or_period_are_no_headline() -> None:
    reading = Reading(
        document(TITLE, "2030", "2031"),
        (fact(0, "9.9", region="石陂县"), fact(5, "7.1", period="2021-2025"), fact(9, "5.8")),
    )
    assert growths(reading) == {("地区生产总值", Column("2030", "result")): ["5.8"]}


def test_a_gap_or_a_ratio_is_not_taken_for_the_level() -> None:
    gap = fact(0, "2.3", role="level", unit="个百分点")
    reading = Reading(document(TITLE, "2030", "2031"), (gap,))
    assert sheets_of([reading]) == ()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("地区生产总值比2025年增长", False),
        ("地区生产总值较“十四五”末增长", False),
        ("地区生产总值五年累计增长", False),
        ("地区生产总值比2029年增长", True),
        ("地区生产总值比上年增长", True),
    ],
)
def test_a_growth_since_an_older_year_is_no_growth_of_the_year(words: str, shown: bool) -> None:
    text = f"{words}40%。"
    growth = fact(len(words), "40", clause=Span(0, len(text)))
    assert bool(growths(Reading(document(TITLE, "2030", None, text), (growth,)))) is shown


def test_a_share_of_an_amount_is_not_its_level_but_a_rate_is_one() -> None:
    share, rate = fact(0, "6.5", role="level"), fact(4, "5.1", role="level", subject="城镇调查失业率")
    (sheet,) = sheets_of([Reading(document(TITLE, "2030", None), (share, rate))])
    assert [headline.name for headline, _ in sheet.rows] == ["城镇调查失业率"]


def test_a_range_keeps_both_ends() -> None:
    low = fact(0, "5", comparator=">=", clause=Span(0, 9))
    high = fact(2, "6", comparator="<=", clause=Span(0, 9))
    reading = Reading(document(TITLE, "2030", "2031"), (low, high))
    assert growths(reading) == {("地区生产总值", Column("2030", "result")): ["5", "6"]}
    assert figure_shown((low, high), "zh") == "+5%—+6%"


def test_a_table_that_contradicts_the_prose_is_shown_and_listed() -> None:
    text = "社零增长7.4。\n表 7.9\n"
    prose = fact(4, "7.4", subject="社会消费品零售总额")
    table = fact(11, "7.9", subject="社会消费品零售总额", place=Place(None, 1, 1, 1))
    reading = Reading(document(TITLE, "2030", "2031", text), (prose, table))
    assert summary_of([reading]).reviews == (Review(f"{TITLE}.txt", 2, "社会消费品零售总额 ", "7.9", "", "differs"),)
    stream = StringIO()
    write_summary([reading], stream, "zh")
    assert "+7.4% ≠ 附表 +7.9%" in stream.getvalue()


def test_a_number_that_is_not_sure_is_listed_with_its_line_and_its_words() -> None:
    text = "第一段。\n大约有若干项，\n另有 12 项待定。"
    unsure = fact(text.index("12"), "12", role="level", unit="项", subject=None, certainty="review")
    (review,) = summary_of([Reading(document(TITLE, "2030", None, text), (unsure,))]).reviews
    assert review == Review(f"{TITLE}.txt", 3, "…第一段。 大约有若干项， 另有 ", "12", " 项待定。…", "unsure")


def test_many_that_are_not_sure_are_told_by_their_number() -> None:
    text = "数 7 " * 30
    facts = tuple(fact(4 * i + 2, "7", certainty="review") for i in range(30))
    stream = StringIO()
    write_summary([Reading(document(TITLE, "2030", None, text), facts)], stream, "en")
    assert "to review: 30" in stream.getvalue()
    assert "… +27" in stream.getvalue()


def test_a_table_that_repeats_the_prose_or_gives_another_unit_is_no_contradiction() -> None:
    prose = fact(0, "7.4", subject="社会消费品零售总额")
    same = fact(9, "7.4", subject="社会消费品零售总额", place=Place(None, 1, 1, 1))
    reading = Reading(document(TITLE, "2030", "2031", "社" * 20), (prose, same))
    assert summary_of([reading]).reviews == ()


def test_a_target_in_words_is_shown_where_there_is_no_number() -> None:
    row = TargetRow("外贸进出口总额", "亿元", "9.1", "-3", "保稳提质", None, Span(0, 3))
    annex = Table(1, None, None, Span(0, 3), (), (row,))
    reading = Reading(document(TITLE, "2030", "2031", "外贸进出口", tables=(annex,)), ())
    (sheet,) = sheets_of([reading])
    assert [(headline.name, cells[0] and cells[0].words) for headline, cells in sheet.rows] == [
        ("进出口总额", "保稳提质")
    ]


def test_a_name_of_a_unit_is_no_target_in_words() -> None:
    assert worded("地区生产总值") == []
    assert worded("新增企业保持稳定") == []
    assert worded("居民收入增长，就业稳定") == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("规模以上工业增加值", "规上工业增加值"),
        ("全区一般公共预算收入", "一般公共预算收入"),
        ("三、固定资产投资", "固定资产投资"),
        ("全年城镇新增就业", "城镇新增就业"),
        ("工业固定资产投资", None),
        ("一般公共预算支出", None),
        ("", None),
    ],
)
def test_a_headline_is_known_by_its_wordings_and_not_by_a_part(words: str, name: str | None) -> None:
    headline = headline_named(words)
    assert (headline.name if headline else None) == name


def test_the_headlines_name_indicators_of_the_catalogue_and_share_no_wording() -> None:
    ids = [id_ for headline in headlines() for id_ in headline.indicators]
    words = [word for headline in headlines() for word in headline.words]
    assert set(ids) <= set(indicators_by_id())
    assert len(ids + words) == len(set(ids + words))


def test_a_fact_is_known_by_its_indicator_before_its_subject() -> None:
    named = fact(0, "5.8", subject="经济总量", indicator="gdp")
    assert growths(Reading(document(TITLE, "2030", None), (named,))) == {
        ("地区生产总值", Column("2030", "result")): ["5.8"]
    }


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("关于青汀区2030年国民经济和社会发展计划执行情况的报告", "青汀区"),
        ("云澜市人民政府关于下达云澜市2031年计划的通知", "云澜市"),
        ("石陂县国民经济和社会发展计划", "石陂县"),
        ("工作报告", "工作报告.txt"),
    ],
)
def test_a_region_that_no_list_holds_is_named_by_the_title(title: str, region: str) -> None:
    assert place_of(document(title, "2030", None)) == region


def test_a_narrow_screen_gets_the_columns_in_even_groups() -> None:
    assert column_groups(7, 80) == [range(3), range(3, 6), range(6, 7)]
    assert column_groups(0, 80) == []


@pytest.mark.parametrize(("lang", "word"), [("zh", "读到了什么"), ("en", "what was read")])
def test_a_document_without_a_number_is_counted_too(lang: Any, word: str) -> None:
    stream = StringIO()
    write_summary([read_text("没有数字的一句话。", "empty.txt")], stream, lang)
    assert word in stream.getvalue()
    assert "empty.txt" in stream.getvalue()


def test_no_documents_give_an_empty_page() -> None:
    stream = StringIO()
    write_summary([], stream, "zh")
    assert stream.getvalue() == ""


def test_what_is_not_sure_says_why():
    reading = read_text("全年新增若干，完成5.5亿元。", "plan.txt")
    (review,) = summary_of([reading]).reviews
    assert review.reasons[0] in vocabulary()
    stream = StringIO()
    write_summary([reading], stream, "zh")
    assert vocabulary()[review.reasons[0]]["zh"] in stream.getvalue()
