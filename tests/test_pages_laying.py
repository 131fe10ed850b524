"""Signs on pages laid out: lines, blanks, columns, paragraphs, titles, furniture and notes, on pages made of signs."""

import time

import pytest

from taizhang.reading.layout import Layout, Passage
from taizhang.reading.pages.columns import in_columns
from taizhang.reading.pages.laying import lay_out
from taizhang.reading.pages.lines import line_of, lines_of
from taizhang.reading.pages.notes import marks_in
from taizhang.reading.pages.page import Box, Glyph, Page, Rule


def line(left: float, top: float, text: str, size: float = 16, *, font: int = 1, gap: float = 0) -> list[Glyph]:
    """The signs of a line; narrow ones take half their size, a blank leaves a gap of a quarter."""
    signs: list[Glyph] = []
    x = left
    for sign in text:
        if sign == " ":
            x += size / 4
            continue
        width = size / 2 if sign.isascii() else size
        if sign != "　":
            signs.append(Glyph(sign, x, top, x + width, top + size, size, font))
        x += width + gap
    return signs


def page(number: int, *lines: list[Glyph], rules: list[Rule] | None = None, recognised: bool = False) -> Page:
    return Page(number, 595, 842, [sign for signs in lines for sign in signs], rules or [], recognised=recognised)


def told(layout: Layout) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in layout.parts if isinstance(part, Passage)]


def laid(*pages: Page) -> list[tuple[str, str]]:
    return told(lay_out(pages, "pdf"))


FULL = "全市上下坚持稳中求进工作总基调，经济运行总体平稳向好发展态"  # 28 signs
FIRST = FULL[2:]


def text_lines(top: float = 100, count: int = 3) -> list[list[Glyph]]:
    """A paragraph of full lines and a short last one."""
    lines = [line(110, top, FIRST)]
    lines += [line(78, top + 29 * place, FULL) for place in range(1, count)]
    return [*lines, line(78, top + 29 * count, "势不断巩固。")]


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        (line(0, 0, "全年完成524.3亿元"), "全年完成524.3亿元"),
        (line(0, 0, "全年完成524.3亿元", gap=4), "全年完成524.3亿元"),  # justified
        (line(0, 0, "12345", gap=6), "12345"),  # set wide
        (line(0, 0, "2.5") + line(29, 0, "2030年"), "2.5 2030年"),  # two numbers
        (line(0, 0, "GDP growth rate"), "GDP growth rate"),
        (line(0, 0, "完成 524 亿元"), "完成524亿元"),  # as programs set digits apart
        (line(0, 0, "市长") + line(64, 0, "王某某"), "市长　　王某某"),
        (line(0, 0, "５.５％"), "５.５％"),
    ],
)
def test_gaps_are_blanks_only_where_words_stand_apart(signs: list[Glyph], text: str) -> None:
    assert line_of(signs).text == text


def test_signs_are_ordered_by_where_they_stand_not_by_when_they_were_drawn() -> None:
    signs = line(78, 129, "第二行") + line(78, 100, "第一行")
    assert [found.text for found in lines_of([*reversed(signs)])] == ["第一行", "第二行"]


def test_a_line_that_climbs_is_one_line() -> None:
    signs = [
        sign._replace(top=sign.top + i * 0.3, bottom=sign.bottom + i * 0.3)
        for i, sign in enumerate(line(78, 100, FULL))
    ]
    assert [found.text for found in lines_of(signs)] == [FULL]


def test_raised_marks_belong_to_their_line() -> None:
    signs = line(78, 100, "生产总值") + line(142, 98, "[2]", 9) + line(156, 100, "达到524亿元")
    (found,) = lines_of(signs)
    assert found.text == "生产总值[2]达到524亿元"
    assert [mark.text for mark in marks_in(found).values()] == ["[2]"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "左栏文字排得满满当当没有空处可言", "右栏文字也是排得满满当当没有空处"
    rows = [line(60, 100 + 24 * row, left) + line(340, 100 + 24 * row, right) for row in range(8)]
    lines = lines_of([sign for row in rows for sign in row])
    blocks = in_columns(lines, line_of)
    assert ["".join(found.text for found in block) for block in blocks] == [left * 8, right * 8]


def test_lines_become_paragraphs_by_first_line_and_full_line() -> None:
    whole = FIRST + FULL * 2 + "势不断巩固。"
    assert laid(page(1, *text_lines(), *text_lines(216))) == [("paragraph", whole)] * 2


def test_a_paragraph_goes_on_over_pages_with_furniture_behind_it() -> None:
    first = page(1, *text_lines(), line(110, 700, FIRST), line(270, 770, "- 1 -"))
    second = page(2, line(78, 100, "势不断巩固。"), *text_lines(129), line(270, 770, "- 2 -"))
    kinds = [kind for kind, _ in laid(first, second)]
    assert kinds == ["paragraph", "paragraph", "furniture", "paragraph", "furniture"]
    assert laid(first, second)[1][1] == FIRST + "势不断巩固。"


def test_numbers_and_words_broken_by_a_line_are_whole_and_latin_words_stay_apart() -> None:
    body = text_lines()
    rows = [line(110, 400, FIRST[:-2]), line(78, 429, "12,345,678亿元。")]
    assert laid(page(1, *body, *rows))[1][1].endswith(FIRST[:-2] + "12,345,678亿元。")
    latin = [line(78, 400, "the annual development programme of the district and its"), line(78, 429, "counties.")]
    assert "its counties" in laid(page(1, *latin))[0][1]


def test_lines_of_a_title_are_joined_and_date_and_author_are_not() -> None:
    title = [line(200, 60, "青川市二〇三〇年预算", 22), line(222, 95, "执行情况的报告", 22)]
    below = [line(230, 140, "青川市财政局"), line(230, 170, "（2030年1月5日）")]
    found = [text for _, text in laid(page(1, *title, *below, *text_lines(230)))]
    assert found[:3] == ["青川市二〇三〇年预算执行情况的报告", "青川市财政局", "（2030年1月5日）"]


def test_headings_are_told_by_mark_and_font() -> None:
    heading = line(110, 60, "一、主要指标完成情况", font=2)
    assert laid(page(1, heading, *text_lines()))[0] == ("heading", "一、主要指标完成情况")


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    entries = [line(78, 100 + 29 * i, f"表{n}　收入表" + "·" * 20 + f"（{i}）") for i, n in enumerate("一二三四", 1)]
    found = laid(page(1, *entries))
    assert len(found) == 4
    assert all(kind == "paragraph" for kind, _ in found)


@pytest.mark.parametrize("form", ["- {} -", "— {} —", "{}", "第{}页", "{}/9", "·{}·"])
def test_page_numbers_are_furniture_in_every_dress(form: str) -> None:
    pages = [page(n, *text_lines(), line(280, 780, form.format(n))) for n in (3, 4, 5)]
    assert [kind for kind, _ in laid(*pages)] == ["paragraph", "furniture"] * 3


def test_running_heads_are_furniture_and_a_title_is_not() -> None:
    title = line(200, 60, "青川市国民经济和社会发展计划", 22)
    first = page(1, title, *text_lines())
    others = [page(n, line(380, 40, "青川市发展计划", 9), *text_lines()) for n in (2, 3, 4)]
    kinds = [kind for kind, _ in laid(first, *others)]
    assert kinds == ["paragraph", "paragraph", *["furniture", "paragraph"] * 3]


def test_a_number_alone_at_the_end_of_text_is_no_page_number() -> None:
    assert ("paragraph", "2030") in laid(page(1, line(78, 100, "全年"), line(78, 400, "2030")))


def test_labels_and_units_over_tables_are_kept_page_by_page() -> None:
    pages = [page(n, line(450, 80, "单位：万元", 10), *text_lines()) for n in (1, 2, 3)]
    assert [kind for kind, text in laid(*pages) if text == "单位：万元"] == ["paragraph"] * 3


def test_footnotes_are_tied_to_their_marks() -> None:
    body = text_lines()
    marked = line(110, 300, "粮食产量") + line(174, 298, "①", 9) + line(183, 300, "稳定。")
    foot = line(78, 740, "①为初步统计数。", 10)
    layout = lay_out([page(1, *body, marked, foot, rules=[Rule(78, 734, 220, 734.5)])], "pdf")
    passages = [part for part in layout.parts if isinstance(part, Passage)]
    (note,) = [passage for passage in passages if passage.kind == "note"]
    assert note.text == "①为初步统计数。"
    assert [run.text for passage in passages for run in passage.runs if run.note == note.note] == ["①"]


def test_a_raised_mark_without_a_note_is_none() -> None:
    marked = line(110, 300, "面积") + line(142, 296, "2", 8) + line(146, 300, "平方公里")
    layout = lay_out([page(1, *text_lines(), marked)], "pdf")
    assert not [run for part in layout.parts if isinstance(part, Passage) for run in part.runs if run.note]


def test_recognised_sizes_and_gaps_do_not_part_paragraphs_and_numbers() -> None:
    rows = text_lines()
    uneven = [[s._replace(size=s.size + (i % 3) * 1.2) for s in row] for i, row in enumerate(rows)]
    number = line(110, 300, "增长2") + line(160, 300, "7.8%。")
    found = laid(page(1, *uneven, number, recognised=True))
    assert found == [("paragraph", FIRST + FULL * 2 + "势不断巩固。"), ("paragraph", "增长27.8%。")]


def test_every_sign_is_laid_out_once() -> None:
    signs = [sign for row in text_lines() for sign in row] + line(300, 500, "歪") + line(20, 820, "角")
    layout = lay_out([Page(1, 595, 842, signs, pictures=[Box(0, 0, 10, 10)])], "pdf")
    assert sorted("".join(text for _, text in told(layout))) == sorted(sign.text for sign in signs)


def test_a_page_of_very_many_signs_takes_linear_time() -> None:
    def seconds(rows: int) -> float:
        signs = [sign for row in range(rows) for sign in line(10, 2 * row, FULL, 1.5)]
        began = time.process_time()
        lay_out([Page(1, 595, 8_000, signs)], "pdf")
        return time.process_time() - began

    seconds(100)
    assert seconds(1_200) < 30 * max(seconds(100), 0.02)
