"""The highlight page: whole, safe, complete."""

import ast
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from html_reader import Reader
from taizhang import Reading, extracting, read_text
from taizhang.extracting.frame import Facts
from taizhang.model import Fact, Span
from taizhang.model.rows import FACT_KEYS
from taizhang.writing import highlight
from taizhang.writing.highlight.page import LABELS
from taizhang.writing.words import LANGUAGES, vocabulary
from tests_data import REPORT


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_text(REPORT, "report.txt")


@pytest.fixture(scope="module")
def page(reading) -> str:
    return highlight.page(reading)


def test_the_whole_text_is_there(reading, page):
    assert squeezed(Reader(page).main) == squeezed(reading.document.text)


def test_every_fact_is_marked_once_and_carried_as_data(reading, page):
    marks = re.findall(r'<mark id="f(\d+)"', page)
    facts = json.loads(re.search(r'id="facts">(.*?)</script>', page)[1])
    assert sorted(map(int, marks)) == list(range(len(reading.facts)))
    assert [(fact["start"], fact["end"]) for fact in facts] == [tuple(fact.span) for fact in reading.facts]


def test_what_is_left_for_review_is_listed_with_a_link(reading, page):
    review = {f"#f{i}" for i, fact in enumerate(reading.facts) if fact.certainty == "review"}
    assert {link for link in Reader(page).links if link.startswith("#f")} == review


def test_the_outline_links_to_anchors_that_exist(page):
    seen = Reader(page)
    wanted = [link for link in seen.links if link.startswith("#s")]
    assert len(wanted) == len([s for s in read_text(REPORT).document.outline if 0 < s.level <= 3])
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(set(seen.ids)) == len(seen.ids)


def test_nothing_is_loaded_from_anywhere(page):
    seen = Reader(page)
    assert seen.loads == []
    assert all(link.startswith("#") for link in seen.links)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|@import|url\(", page)


def test_only_the_script_of_the_page_may_run(page):
    script = page[page.rindex("<script>") + len("<script>") : page.rindex("</script>")]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page


ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{facts}}\"'&amp;增长5%，"


def test_text_that_looks_like_html_stays_text():
    reading = read_text(f"一、{ATTACK}\n{ATTACK}", f"{ATTACK}.txt")
    page = highlight.page(reading)
    assert page.count("<script") == 3
    assert "<img" not in page
    assert squeezed(Reader(page).main) == squeezed(reading.document.text)


def test_broken_lines_are_whole_again_and_their_numbers_marked():
    lines = (
        "一、上年情况",
        "全市地区生产总值完成52",
        "4.1亿元，增长5.5%，经济运行总体平稳，结构持续优化，",
        "质量提升。",
    )
    text = "\n".join(lines)
    reading = read_text(text)
    page = highlight.page(reading)
    assert "结构持续优化，质量提升" in page
    assert page.count('<mark id="f') == len(reading.facts)


def test_the_name_of_the_indicator_stands_beside_its_id(page):
    facts = json.loads(re.search(r'id="facts">(.*?)</script>', page)[1])
    named = next(fact for fact in facts if fact["text"].startswith("524.1"))
    assert named["named"][0] == "地区生产总值"


def test_facts_that_overlap_are_marked_once_and_no_text_is_doubled():
    document = read_text("增长近七成半以上").document
    facts = Facts([Fact(Span(2, 5), "近七成", "measure"), Fact(Span(3, 6), "七成半", "measure")])
    page = highlight.page(Reading(document, facts))
    assert squeezed(Reader(page).main) == document.text
    assert 'id="f1"' not in page


def test_a_text_without_a_number_makes_a_page_too():
    assert "没有数字" in highlight.page(read_text("没有数字的文字。"))


def test_the_page_speaks_the_language_asked_for(reading):
    assert '<html lang="zh-CN">' in highlight.page(reading, "zh")
    english = highlight.page(reading, "en")
    assert '<html lang="en">' in english
    assert ">Outline</span>" in english


def test_every_word_of_the_page_is_in_both_languages(page):
    words = vocabulary()
    used = re.findall(r'data-w(?:-\w+)?="([^"]+)"', page) + list(LABELS)
    assert used
    assert [word for word in used if word not in words and word.rpartition(".")[2] not in words] == []


def test_tables_stand_as_tables():
    rows = ("指标 | 2024年 | 2025年", "--- | --- | ---", "生产总值 | 524 | 560", "投资 | 120 | 130")
    text = "附表\n单位：亿元\n" + "".join(f"| {row} |\n" for row in rows)
    reading = read_text(text)
    assert reading.document.tables
    page = highlight.page(reading)
    assert page.count("<tr>") == 3
    assert page.count(">560<") == 1
    assert "附表" in Reader(page).main


def doubts_in(tree: ast.AST) -> set[str]:
    """The reasons written in a module: what `doubt` is called with, and what `_suspect` returns."""
    said: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "doubt":
            said |= {each.value for each in node.args if isinstance(each, ast.Constant)}
        if isinstance(node, ast.FunctionDef) and node.name == "_suspect":
            returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
            values = [each.body if isinstance(each, ast.IfExp) else each for each in returned]
            said |= {each.value for each in values if isinstance(each, ast.Constant) and each.value}
    return said


def test_every_reason_for_review_has_words():
    modules = Path(extracting.__file__).parent.rglob("*.py")
    said = set().union(*(doubts_in(ast.parse(module.read_text(encoding="utf-8"))) for module in modules))
    assert len(said) > 10
    assert [reason for reason in sorted(said) if f"doubt.{reason}" not in vocabulary()] == []


def test_the_reasons_for_review_stand_in_the_list_and_in_the_panel():
    reading = read_text("全年新增若干，完成5.5亿元。")
    doubted = [fact for fact in reading.facts if fact.doubts]
    assert doubted
    assert all(fact.certainty == "review" for fact in doubted)
    reason = f"doubt.{doubted[0].doubts[0]}"
    for lang in LANGUAGES:
        page = highlight.page(reading, lang)
        assert f'<span data-w="{reason}">{vocabulary()[reason][lang]}</span>' in page
        facts = json.loads(re.search(r'id="facts">(.*?)</script>', page)[1])
        assert [fact["doubts"] for fact in facts if "doubts" in fact] == [
            [f"doubt.{why}" for why in dict.fromkeys(fact.doubts)] for fact in doubted
        ]


def test_doubts_are_no_key_of_the_rows():
    assert "doubts" not in FACT_KEYS
