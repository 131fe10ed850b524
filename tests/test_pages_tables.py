"""Tables of printed pages: pages drawn in the test, hostile ones, and real ones checked by their own sums."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.reading.layout import Grid
from taizhang.reading.pages.celled import PageTable
from taizhang.reading.pages.page import Glyph, Page, Rule
from taizhang.reading.pages.spanning import Joiner, joined_over_pages
from taizhang.reading.pages.tables import tables_on

SIZE = 10.0


def wide(sign: str) -> float:
    return SIZE / 2 if sign.isascii() else SIZE


def set_words(x: float, y: float, words: str, gap: float = 0.0, size: float = SIZE) -> list[Glyph]:
    """Signs from left to right; a blank is room, no sign, as readers of PDFs give them."""
    glyphs: list[Glyph] = []
    for sign in words:
        width = wide(sign) * size / SIZE
        if sign != " ":
            glyphs.append(Glyph(sign, x, y, x + width, y + size, size))
        x += width + gap
    return glyphs


def right(x: float, y: float, words: str) -> list[Glyph]:
    return set_words(x - sum(map(wide, words)), y, words)


def middle(x: float, y: float, words: str) -> list[Glyph]:
    return set_words(x - sum(map(wide, words)) / 2, y, words)


def across(y: float, left: float, end: float) -> Rule:
    return Rule(left, y - 0.25, end, y + 0.25)


def down(x: float, top: float, end: float) -> Rule:
    return Rule(x - 0.25, top, x + 0.25, end)


def lattice(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]


def page_of(glyphs: Sequence[Glyph], rules: Sequence[Rule] = (), number: int = 1) -> Page:
    return Page(number, 595, 842, list(glyphs), list(rules))


def rows_of(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows()]


def only(page: Page) -> Grid:
    tables = tables_on(page)
    assert len(tables) == 1
    return tables[0].grid


def places(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells}


def two_columns(rows: Sequence[tuple[str, str]], top: float = 100, pitch: float = 20) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for place, (name, value) in enumerate(rows):
        y = top + pitch * place + 5
        glyphs += set_words(55, y, name) + right(295, y, value)
    return glyphs


BODY = [("项目", "数额"), ("青石县", "12.5"), ("白水县", "7.25")]
WORDS = [["项目", "数额"], ["青石县", "12.5"], ["白水县", "7.25"]]


def test_a_ruled_table_is_read_row_by_row() -> None:
    grid = only(page_of(two_columns(BODY), lattice([50, 200, 300], [100, 120, 140, 160])))
    assert rows_of(grid) == WORDS
    assert grid.exact


def test_rules_drawn_cell_by_cell_dashed_or_double_are_the_same_table() -> None:
    boxes = [
        rule
        for left, end in ((50, 199), (201, 300))
        for top in (100, 120.8, 140)
        for rule in lattice([left, end], [top, top + 19.5])
    ]
    dashed = [across(y, x, x + 3) for y in (100, 120, 140, 160) for x in range(50, 300, 5)]
    dashed += [down(x, y, y + 3) for x in (50, 200, 300) for y in range(100, 160, 5)]
    double = lattice([50, 200, 300], [100, 120, 140, 160]) + lattice([48.4, 301.6], [98.4, 161.6])
    for rules in (boxes, dashed, double):
        assert rows_of(only(page_of(two_columns(BODY), rules))) == WORDS


def test_rules_a_little_aslant_are_straight() -> None:
    rules = [
        Rule(x, y + (x - 50) / 150, x + 50, y + (x - 50) / 150 + 0.4)
        for y in (100, 120, 140, 160)
        for x in range(50, 300, 50)
    ]
    rules += [down(x, 100, 161) for x in (50, 200, 300)]
    assert rows_of(only(page_of(two_columns(BODY), rules))) == WORDS


def test_signs_of_a_recognised_page_need_not_stand_exactly() -> None:
    off = [(0, 0), (1.5, -2), (-1, 1.5), (0.5, 2), (-1.5, -1)]
    glyphs = [
        glyph._replace(left=glyph.left + x, right=glyph.right + x, top=glyph.top + y, bottom=glyph.bottom + y)
        for place, glyph in enumerate(two_columns(BODY))
        for x, y in [off[place % len(off)]]
    ]
    for ys in ([100, 120, 140, 160], [100, 120, 160]):
        page = Page(1, 595, 842, glyphs, lattice([50, 200, 300], ys), recognised=True)
        assert rows_of(only(page)) == WORDS


def headed() -> tuple[list[Glyph], list[Rule]]:
    """A heading over two columns, and a name beside it over two rows."""
    glyphs = (
        middle(100, 115, "地区") + middle(250, 105, "上年完成") + middle(200, 125, "数额") + middle(300, 125, "增长")
    )
    glyphs += set_words(55, 145, "青石县") + right(245, 145, "12.5") + right(345, 145, "6.1%")
    rules = [across(y, 50, 350) for y in (100, 140, 160)] + [across(120, 150, 350)]
    return glyphs, [*rules, down(50, 100, 160), down(150, 100, 160), down(250, 120, 160), down(350, 100, 160)]


def test_missing_rules_merge_cells() -> None:
    found = places(only(page_of(*headed())))
    assert found["地区"] == (0, 0, 2, 1)
    assert found["上年完成"] == (0, 1, 1, 2)
    assert found["增长"] == (1, 2, 1, 1)
    assert found["6.1%"] == (2, 2, 1, 1)


def test_a_table_may_be_open_at_its_sides() -> None:
    glyphs, rules = headed()
    inner = [rule for rule in rules if rule.horizontal or 60 < rule.left < 340]
    assert places(only(page_of(glyphs, inner))) == places(only(page_of(glyphs, rules)))


def test_a_table_may_be_open_at_the_foot_of_its_page() -> None:
    rules = [across(y, 50, 300) for y in (100, 120, 140)] + [down(x, 100, 160) for x in (50, 200, 300)]
    assert rows_of(only(page_of(two_columns(BODY), rules))) == WORDS


def test_rows_that_no_rule_parts_are_told_by_their_numbers() -> None:
    rows = [("项目", "数额"), ("青石县", "12.5"), ("白水县", "7.25"), ("其中：城关", ""), ("合计", "19.75")]
    rules = lattice([50, 200, 300], [100, 120, 200])
    assert rows_of(only(page_of(two_columns(rows), rules))) == [[word for word in row if word] for row in rows]


def test_values_in_different_columns_may_stand_in_different_rows() -> None:
    glyphs = (
        set_words(55, 125, "上年实际")
        + right(295, 126, "12.5")
        + set_words(55, 150, "本年限额")
        + right(195, 151, "9.5")
    )
    glyphs += middle(75, 105, "项目") + middle(160, 105, "预算") + middle(250, 105, "执行")
    grid = only(page_of(glyphs, lattice([50, 120, 200, 300], [100, 120, 170])))
    assert {text: at[:2] for text, at in places(grid).items()} == {
        "项目": (0, 0), "预算": (0, 1), "执行": (0, 2),
        "上年实际": (1, 0), "12.5": (1, 2), "本年限额": (2, 0), "9.5": (2, 1),
    }  # fmt: skip


def test_a_name_on_two_lines_belongs_to_the_number_at_its_middle() -> None:
    glyphs = middle(90, 105, "项目") + middle(200, 105, "数额")
    glyphs += set_words(55, 125, "城乡居民基本") + set_words(55, 137, "医疗保险") + right(245, 131, "12.5")
    glyphs += set_words(55, 155, "其他") + right(245, 155, "3.5") + set_words(55, 175, "合计") + right(245, 175, "16.0")
    grid = only(page_of(glyphs, lattice([50, 118, 250], [100, 120, 195])))
    assert rows_of(grid)[1:] == [["城乡居民基本医疗保险", "12.5"], ["其他", "3.5"], ["合计", "16.0"]]


def test_names_alone_are_rows_where_rows_are_spaced_so() -> None:
    rows = [
        ("项目", "数额"),
        ("青石", "1"),
        ("白水", "2"),
        ("红岩", "3"),
        ("结余", ""),
        ("减：结转", ""),
        ("净结余", ""),
    ]
    rules = lattice([50, 200, 300], [100, 120, 180, 240])
    assert rows_of(only(page_of(two_columns(rows), rules)))[4:] == [["结余"], ["减：结转"], ["净结余"]]


def test_a_ruled_cell_with_several_lines_stays_one_row() -> None:
    glyphs = middle(120, 105, "内容") + middle(270, 105, "数额")
    glyphs += set_words(55, 125, "一是修路；") + set_words(55, 140, "二是架桥。") + right(295, 132, "12.5")
    assert rows_of(only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 160])))) == [
        ["内容", "数额"],
        ["一是修路；二是架桥。", "12.5"],
    ]


def test_a_number_broken_in_a_narrow_cell_is_one() -> None:
    glyphs = set_words(55, 130, "合计") + set_words(101, 125, "1,234,5") + set_words(101, 137, "67")
    glyphs += set_words(55, 105, "项目") + set_words(105, 105, "数额")
    assert rows_of(only(page_of(glyphs, lattice([50, 100, 138], [100, 120, 150]))))[1] == ["合计", "1,234,567"]


def test_a_name_printed_over_its_neighbour_stays_whole() -> None:
    glyphs = two_columns(BODY[:1]) + set_words(55, 125, "所属州市县区本级收入总额小计共") + right(295, 125, "12.5")
    glyphs += set_words(202, 145, "7.25") + set_words(55, 145, "白水县")
    grid = only(page_of(glyphs, lattice([50, 190, 300], [100, 120, 140, 160])))
    assert rows_of(grid)[1:] == [["所属州市县区本级收入总额小计共", "12.5"], ["白水县", "7.25"]]


def test_a_number_too_wide_for_its_column_stays_whole() -> None:
    glyphs = two_columns(BODY) + right(398, 105, "累计") + right(398, 125, "123,456,789,012,345,678")
    found = places(only(page_of(glyphs, lattice([50, 200, 300, 400], [100, 120, 140, 160]))))
    assert found["123,456,789,012,345,678"][:2] == (1, 2)


def test_words_of_neighbours_that_nearly_touch_are_cut_at_the_rule() -> None:
    glyphs = set_words(52, 105, "收入科目") + set_words(94, 105, "支出科目")
    glyphs += set_words(52, 125, "税收") + set_words(94, 125, "教育")
    assert rows_of(only(page_of(glyphs, lattice([50, 93, 140], [100, 120, 140])))) == [
        ["收入科目", "支出科目"],
        ["税收", "教育"],
    ]


@pytest.mark.parametrize(
    "rules",
    [
        lattice([40, 555], [40, 800]),
        [across(118, 55, 100)],
        [across(60, 50, 550), across(780, 50, 550)],
        lattice([50, 300], [100, 120, 140, 160]),
    ],
    ids=["a frame round the page", "an underline", "lines at head and foot", "boxes one under another"],
)
def test_rules_that_make_no_table(rules: list[Rule]) -> None:
    prose = [sign for line in range(3) for sign in set_words(55, 105 + 20 * line, "全年完成投资十二亿元，比上年增长")]
    assert tables_on(page_of(prose, rules)) == []


def test_a_drawing_with_hardly_a_word_is_no_table() -> None:
    glyphs = set_words(105, 105, "甲") + set_words(405, 505, "乙")
    assert tables_on(page_of(glyphs, lattice(range(100, 500, 20), range(100, 600, 20)))) == []


def test_two_tables_on_a_page_come_in_order() -> None:
    lower = [glyph._replace(top=glyph.top + 300, bottom=glyph.bottom + 300) for glyph in two_columns(BODY)]
    rules = lattice([50, 200, 300], [100, 120, 140, 160])
    low_rules = [Rule(rule.left, rule.top + 300, rule.right, rule.bottom + 300) for rule in rules]
    tables = tables_on(page_of(lower + two_columns(BODY), low_rules + rules))
    assert [round(table.box.top) for table in tables] == [100, 400]


def test_a_table_inside_a_frame_round_the_page_is_found() -> None:
    rules = lattice([50, 200, 300], [100, 120, 140, 160]) + lattice([20, 575], [20, 820])
    assert rows_of(only(page_of([*two_columns(BODY), *set_words(55, 40, "收支情况表")], rules))) == WORDS


def test_how_far_names_are_set_in_is_kept_and_the_middle_is_not_set_in() -> None:
    glyphs = two_columns([("项目", "数额"), ("一、税收", "9"), ("", "5"), ("", "4"), ("", "9")])
    glyphs += set_words(75, 145, "增值税") + set_words(95, 165, "留抵") + middle(125, 185, "总计")
    grid = only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 140, 160, 180, 200])))
    assert {cell.text: cell.indent for cell in grid.cells if cell.column == 0} == {
        "项目": 0.0, "一、税收": 0.0, "增值税": 2.0, "留抵": 4.0, "总计": 0.0,
    }  # fmt: skip


def test_signs_that_are_only_spread_out_stay_one_word() -> None:
    glyphs = set_words(55, 105, "项    目") + set_words(205, 105, "2031 年 数") + set_words(55, 125, "合 计")
    glyphs += set_words(205, 125, "- 1,234.5", gap=2.5)
    assert rows_of(only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 140])))) == [
        ["项目", "2031年数"],
        ["合计", "-1,234.5"],
    ]


def test_latin_words_keep_their_blanks() -> None:
    glyphs = (
        set_words(55, 105, "Item name")
        + set_words(205, 105, "GDP")
        + set_words(55, 125, "Net tax")
        + right(290, 125, "3")
    )
    glyphs += set_words(55, 145, "of all") + set_words(55, 157, "goods") + right(290, 150, "4")
    assert rows_of(only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 140, 170])))) == [
        ["Item name", "GDP"],
        ["Net tax", "3"],
        ["of all goods", "4"],
    ]


def test_marks_of_notes_stand_behind_their_number_in_runs_of_their_own() -> None:
    glyphs = two_columns(BODY) + set_words(292, 120, "①", size=5)
    cell = next(
        cell for cell in only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 140, 160]))).cells if "①" in cell.text
    )
    assert [run.text for run in cell.runs] == ["12.5", "①"]


def test_a_small_raised_digit_is_no_digit_of_the_number() -> None:
    glyphs = set_words(55, 105, "项目") + set_words(205, 105, "数额") + set_words(55, 125, "合计")
    glyphs += set_words(205, 125, "12.5") + set_words(225, 123, "2", size=5)
    assert rows_of(only(page_of(glyphs, lattice([50, 200, 300], [100, 120, 140]))))[1] == ["合计", "12.5²"]


def test_each_line_of_a_cell_leads_back_to_its_place() -> None:
    grid = only(page_of(two_columns(BODY), lattice([50, 200, 300], [100, 120, 140, 160]), number=7))
    cell = next(cell for cell in grid.cells if cell.text == "12.5")
    assert cell.page == grid.page == cell.runs[0].source.page == 7
    assert cell.runs[0].source.box == (275.0, 125.0, 295.0, 135.0)


def bare() -> list[Glyph]:
    """A table without rules: two headings over two columns each, names, a name alone, numbers at their right ends."""
    glyphs = middle(235, 100, "上年") + middle(375, 100, "本年")
    glyphs += [
        sign
        for x, words in zip((200, 270, 340, 410), ("预算", "决算") * 2, strict=True)
        for sign in middle(x, 116, words)
    ]
    rows = [
        ("一、青石县", "1,200.5", "1,100.0", "1,300.0", "1,250.5"),
        ("城关", "800.0", "750.5", "", "900.5"),
        ("二、白水县", "", "", "", ""),
        ("东乡", "40.5", "41.0", "45.0", "44.0"),
        ("合计", "1,241.0", "1,141.0", "1,345.0", "1,294.5"),
    ]
    for place, (name, *values) in enumerate(rows):
        y = 135 + 18 * place
        glyphs += set_words(55 if "、" in name else 75, y, name)
        glyphs += [sign for x, value in zip((220, 290, 360, 430), values, strict=True) for sign in right(x, y, value)]
    return glyphs


def test_columns_of_numbers_are_a_table_without_any_rule() -> None:
    grid = only(page_of([*bare(), *right(430, 80, "单位：万元"), *middle(250, 50, "收支情况表")]))
    assert not grid.exact
    assert places(grid)["上年"] == (0, 1, 1, 2)
    assert places(grid)["本年"] == (0, 3, 1, 2)
    assert rows_of(grid)[2:] == [
        ["一、青石县", "1,200.5", "1,100.0", "1,300.0", "1,250.5"],
        ["城关", "800.0", "750.5", "900.5"],
        ["二、白水县"],
        ["东乡", "40.5", "41.0", "45.0", "44.0"],
        ["合计", "1,241.0", "1,141.0", "1,345.0", "1,294.5"],
    ]
    assert next(cell for cell in grid.cells if cell.text == "900.5").column == 4


def test_a_table_between_three_lines_is_read_the_same() -> None:
    found = places(only(page_of(bare(), [across(y, 50, 440) for y in (96, 131, 225)])))
    assert found == places(only(page_of(bare())))


def test_columns_inside_a_frame_may_be_told_by_alignment_alone() -> None:
    frame = [across(y, 50, 440) for y in (96, 131, 225)] + [down(x, 96, 225) for x in (50, 440)]
    expected = places(only(page_of(bare(), [across(y, 50, 440) for y in (96, 131, 225)])))
    found = places(only(page_of(bare(), frame)))
    assert {text: at[1] for text, at in found.items()} == {text: at[1] for text, at in expected.items()}


def test_columns_beside_a_rule_may_be_told_by_alignment_alone() -> None:
    rows = [("青石县", "12.5", "3.5"), ("白水县", "7.25", "110.0"), ("红岩县", "8", "4.5")]
    glyphs = set_words(55, 105, "地区") + right(245, 105, "预算") + right(345, 105, "决算")
    for place, (name, first, second) in enumerate(rows):
        y = 125 + 20 * place
        glyphs += set_words(55, y, name) + right(245, y, first) + right(345, y, second)
    grid = only(page_of(glyphs, lattice([50, 150, 350], [100, 120, 140, 160, 180])))
    assert rows_of(grid) == [["地区", "预算", "决算"], *map(list, rows)]


def test_a_name_is_set_in_by_its_first_line() -> None:
    glyphs = (
        two_columns([("项目", "数额"), ("合计", "9"), ("", "5")])
        + set_words(75, 143, "城乡居民")
        + set_words(55, 155, "补助")
    )
    grid = only(page_of(glyphs, lattice([50, 120, 300], [100, 120, 140, 168])))
    assert next(cell for cell in grid.cells if cell.text == "城乡居民补助").indent == 2.0


def test_prose_and_contents_are_no_tables() -> None:
    prose = [
        sign
        for line in range(12)
        for sign in set_words(55, 100 + 20 * line, "全年完成 12.5 亿元，增长 6.1%，其中城关 3 亿元")
    ]
    assert tables_on(page_of(prose)) == []
    contents = [
        sign
        for line in range(12)
        for sign in set_words(55, 100 + 20 * line, f"第{line}章总体要求")
        + right(500, 100 + 20 * line, str(3 * line + 1))
    ]
    assert tables_on(page_of(contents)) == []
    coded = [*contents, *(sign for line in range(12) for sign in set_words(20, 100 + 20 * line, f"2.{line}"))]
    assert tables_on(page_of(coded)) == []


def test_a_list_with_numbered_items_is_no_table() -> None:
    items = [sign for line in range(8) for sign in set_words(55, 100 + 20 * line, f"{line}. 修路 3 里")]
    assert tables_on(page_of(items)) == []


@given(
    st.lists(st.tuples(st.floats(0, 590), st.floats(0, 840), st.sampled_from("一二年12,.%-()a ①")), max_size=80),
    st.lists(st.tuples(st.floats(0, 590), st.floats(0, 840), st.floats(-5, 400), st.booleans()), max_size=25),
)
@settings(max_examples=150, deadline=None)
def test_any_page_can_be_read_and_nothing_on_it_is_lost(
    signs: list[tuple[float, float, str]], lines: list[tuple[float, float, float, bool]]
) -> None:
    glyphs = [Glyph(sign, x, y, x + wide(sign), y + SIZE, SIZE) for x, y, sign in signs]
    rules = [across(y, x, x + long) if level else down(x, y, y + long) for x, y, long, level in lines]
    check_whole(page_of(glyphs, rules))


def check_whole(page: Page) -> None:
    tables = tables_on(page)
    boxes = [table.box for table in tables]
    inside = [
        glyph.text
        for glyph in page.glyphs
        if any(
            box.left <= (glyph.left + glyph.right) / 2 <= box.right
            and box.top <= (glyph.top + glyph.bottom) / 2 <= box.bottom
            for box in boxes
        )
    ]
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    told = "".join(cell.text for table in tables for cell in table.grid.cells).translate(plain)
    assert Counter("".join(inside).replace(" ", "")) == Counter(told.replace(" ", ""))


def crowded() -> dict[str, Page]:
    few = two_columns(BODY)
    close = lattice(range(10, 590, 9), range(10, 830, 9))
    digits = [
        Glyph("12"[place % 2], place % 100 * 5.9, place // 100 * 8, place % 100 * 5.9 + 3, place // 100 * 8 + 6, 6)
        for place in range(10_000)
    ]
    column = [Glyph("中", 100, 8 * place, 110, 8 * place + 10, 10) for place in range(10_000)]
    return {
        "dashes": page_of(few, [across(i // 71 * 11, i % 71 * 8, i % 71 * 8 + 7) for i in range(5000)]),
        "uprights": page_of(few, [down(i % 90 * 6.3, i // 90 * 15, i // 90 * 15 + 30) for i in range(5000)]),
        "a close lattice": page_of(few, [*close, *(across(i / 7, 5, 500) for i in range(5000))]),
        "columns of digits": page_of(digits),
        "digits in a lattice": page_of(digits, close),
        "one sign over and over": page_of([Glyph("1", 100, 100, 105, 110, 10)] * 10_000, lattice([50, 300], [90, 140])),
        "one column of lines": page_of(column, lattice([50, 200, 300], [0, 40, 80_000])),
    }


@pytest.mark.parametrize("page", crowded().values(), ids=crowded())
def test_a_crowded_page_takes_no_long_time(page: Page) -> None:
    begun = time.process_time()
    tables_on(page)
    assert time.process_time() - begun < 4


def part(number: int, rows: Sequence[tuple[str, str]], left: float = 0.0) -> PageTable:
    glyphs = [glyph._replace(left=glyph.left + left, right=glyph.right + left) for glyph in two_columns(rows)]
    ys = [100 + 20 * place for place in range(len(rows) + 1)]
    return tables_on(page_of(glyphs, lattice([50 + left, 200 + left, 300 + left], ys), number))[0]


def test_a_table_that_runs_over_pages_is_one_grid() -> None:
    joiner = Joiner()
    first = part(1, BODY)
    assert joiner.add(first, ["收支情况表", "单位：万元"]) is None
    again = joiner.add(
        part(2, [("项目", "数额"), ("红岩县", "3.5")], left=20), ["— 1 —", "收支情况表（续）", "单位：万元"]
    )
    assert again is not None
    assert [(passage.text, passage.kind) for passage in again] == [("项目 数额", "furniture")]
    assert joiner.add(part(3, [("黑山县", "4")]), ["— 2 —"]) == []
    assert rows_of(first.grid) == [*WORDS, ["红岩县", "3.5"], ["黑山县", "4"]]
    assert [cell.page for cell in first.grid.cells if cell.column == 0] == [1, 1, 1, 2, 3]
    assert [cell.header for cell in first.grid.cells if cell.row < 2] == [True, True, False, False]


@pytest.mark.parametrize(
    ("below", "between"),
    [
        (part(2, [("项目", "数额"), ("红岩县", "3.5")]), ["支出情况表"]),
        (part(2, [("名称", "比重"), ("红岩县", "3.5")]), []),
        (part(3, [("红岩县", "3.5")]), []),
        (part(2, [("红岩县", "3.5")]), ["注：数额为快报数。"]),
    ],
    ids=["another title", "other headings", "a page between", "a note after the first"],
)
def test_tables_that_do_not_go_on_stay_apart(below: PageTable, between: list[str]) -> None:
    assert len(joined_over_pages([(part(1, BODY), ["收入情况表"]), (below, between)])) == 2


def test_a_name_that_the_page_broke_is_whole_again() -> None:
    name = "城乡居民基本医疗保险基金收"
    grids = joined_over_pages(
        [(part(1, [*BODY, (name, "9")]), []), (part(2, [("入补助", ""), ("其他", "1")]), [])],
    )
    assert rows_of(grids[0])[3:] == [[name + "入补助", "9"], ["其他", "1"]]


def test_a_heading_at_the_top_of_a_page_is_no_rest_of_a_name() -> None:
    grids = joined_over_pages([(part(1, BODY), []), (part(2, [("二、支出", ""), ("教育", "1")]), [])])
    assert rows_of(grids[0])[3:] == [["二、支出"], ["教育", "1"]]


# --- real pages


def pages(shared: Path, stem: str) -> Iterator[Page]:
    pytest.importorskip("pypdfium2")
    from taizhang.reading.pdf.layer import opened

    path = shared / "documents" / "originals" / "pdf" / f"{stem}.pdf"
    with opened(path.read_bytes(), path.name) as book:
        for number in range(1, book.count + 1):
            yield book.layer(number).page


def value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    ("stem", "number", "sums"),
    [
        ("province-hunan-2020-finalaccount", 0, [(1, (2, 3)), (4, (5, 6))]),
        ("city-anhui_suzhou-2024-finalaccount", 1, [(1, (2, 3)), (4, (5, 6))]),
        (
            "city-anhui_suzhou-2024-finalaccount",
            2,
            [(1, (2, 5)), (2, (3, 4)), (5, (6, 7)), (8, (9, 10)), (11, (12, 13))],
        ),
        ("province-xinjiang-2023-finalaccount", 1, [(1, (2, 3)), (4, (5, 6)), (7, (8, 9))]),
        ("province-jiangsu-2024-budget", 108, [(1, (2, 3)), (4, (5, 6))]),
    ],
)
def test_real_tables_add_up_row_by_row(
    shared: Path, stem: str, number: int, sums: list[tuple[int, tuple[int, int]]]
) -> None:
    checked = 0
    for page in pages(shared, stem):
        if number not in {0, page.number}:
            continue
        for row in only(page).rows():
            by_column = {cell.column: cell.text for cell in row}
            for total, parts in sums:
                held = [by_column.get(at, "") for at in (total, *parts)]
                if all(text and text.replace(",", "").replace(".", "").isdigit() for text in held):
                    rounding = Decimal("0.02") if "." in "".join(held) else 1
                    assert abs(value(held[0]) - value(held[1]) - value(held[2])) <= rounding
                    checked += 1
    assert checked >= 14


@pytest.mark.parametrize(
    "stem",
    ["city-anhui_huainan-2025-budget", "city-hunan_yueyang-2025-budget", "city-jiangsu_huaian-2025-budget"],
)
def test_reports_without_tables_have_none(shared: Path, stem: str) -> None:
    assert [page.number for page in pages(shared, stem) if tables_on(page)] == []


@pytest.mark.parametrize(
    ("stem", "columns"),
    [
        ("province-shanxi-2025-budget", {1: 3, 2: 3}),
        ("city-shaanxi_xian-2025-communique", {3: 2, 5: 4, 7: 4}),
        ("city-jiangxi_nanchang-2025-finalaccount2", dict.fromkeys(range(1, 28), 4)),
    ],
)
def test_real_tables_have_the_columns_that_are_printed(shared: Path, stem: str, columns: dict[int, int]) -> None:
    found = {}
    for page in pages(shared, stem):
        check_whole(page)
        for table in tables_on(page):
            found[page.number] = len(table.columns) - 1
    assert found == columns


def test_a_real_table_over_all_its_pages_is_one(shared: Path) -> None:
    found = [
        (table, []) for page in pages(shared, "city-jiangxi_nanchang-2025-finalaccount2") for table in tables_on(page)
    ]
    grids = joined_over_pages(found)
    assert len(grids) == 1
    assert max(cell.row for cell in grids[0].cells) == 888
    assert {cell.page for cell in grids[0].cells} == set(range(1, 28))
