"""The reader of old Word files: on files written here byte by byte, on one of LibreOffice, and on real ones."""

import re
import struct
from pathlib import Path

import pytest

from doc_writer import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    SPECIAL,
    P,
    Word,
    cell,
    p,
    row,
    row_end,
    sprm,
)
from taizhang.reading.doc import convert, laid
from taizhang.reading.layout import Grid, Layout, Passage, words_of

SPECIMEN = Path(__file__).parent / "specimens" / "plan.doc"
REAL = "documents/originals/doc/city-xinjiang_hetian-2025-finalaccount.doc"


def read(word: Word) -> Layout:
    return laid(word.bytes(), "计划.doc")


def words(word: Word) -> list[str]:
    return words_of(read(word).parts).split("\n")


def grid(word: Word) -> list[tuple[int, int, int, int, str]]:
    found = next(part for part in read(word).parts if isinstance(part, Grid))
    return [(one.row, one.column, one.rows, one.columns, one.text) for one in found.cells]


def test_paragraphs_come_in_order_with_the_way_back() -> None:
    layout = read(Word([p("云岭县2031年计划"), P([("完成", b""), ("52.4亿元", sprm(0x0835, 1))])]))
    assert [part.text for part in layout.parts] == ["云岭县2031年计划", "完成52.4亿元"]
    assert [(run.source.paragraph, run.source.run) for run in layout.parts[1].runs] == [(1, 0), (1, 1)]
    assert (layout.format, layout.wrapped) == ("doc", False)


def test_a_document_is_made_of_it() -> None:
    document = convert(Word([p("云岭县2031年计划"), p("完成投资52.4亿元。")]).bytes(), "计划.doc")
    assert document.text == "云岭县2031年计划\n完成投资52.4亿元。\n"
    assert document.sources.at(document.text.index("完成")).paragraph == 1


def test_compressed_pieces_are_read_as_western_letters() -> None:
    assert words(Word([p("GDP 524.1 – 6.5%")], compressed=True)) == ["GDP 524.1 – 6.5%"]


def test_pieces_are_read_in_their_own_order() -> None:
    word = Word([p("乙乙"), p("甲")])
    word.pieces = b"\x02" + struct.pack("<IIIIHIHHIH", 28, 0, 2, 5, 0, 2048 + 6, 0, 0, 2048, 0)
    assert words(word) == ["甲", "乙乙"]


def test_rare_characters_of_two_halves_are_whole_and_count_as_two() -> None:
    layout = read(Word([P([("𠀀村", b""), ("不印", HIDDEN), ("5户", b"")]), p("后")]))
    assert [part.text for part in layout.parts] == ["𠀀村5户", "后"]


def test_hidden_and_deleted_words_are_left_out_and_told() -> None:
    layout = read(Word([P([("增长", b""), ("草稿", HIDDEN), ("旧", DELETED), ("5%", b"")])]))
    assert layout.parts[0].text == "增长5%"
    assert [caution.zh for caution in layout.cautions] == [
        "修订中已删除的文字没有读入（1 处）",
        "隐藏的文字没有读入（1 处）",
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert words(Word([P([("前半", b""), ("\r", DELETED), ("后半", b"")])])) == ["前半后半"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("见\x13 REF 表 \x14表3\x15。", "见表3。"),
        ("共\x13 IF \x13 PAGE \x141\x15 \x14\x13 NUM \x147\x15\x15项", "共7项"),
        ("编号\x13 eq \\o\\ac(○,3)\x15", "编号③"),
        ("占\x13 EQ \\F(1,4)\x15", "占1/4"),
        ("没有结果\x13 PAGE \x15的域", "没有结果的域"),
        ("没有结束\x13的域", "没有结束的域"),
        ("多出的\x14\x15记号", "多出的记号"),
        ("不断\x1e行\x1f的\xa0字", "不断-行的 字"),
        ("图\x01和\x05注", "图和注"),
    ],
)
def test_fields_and_signs_print_what_word_prints(written: str, read_as: str) -> None:
    assert words(Word([p(written)])) == [read_as]


def test_a_field_may_hold_paragraphs() -> None:
    assert words(Word([p("\x13 TOC \x14一、成绩\t1"), p("二、任务\t2"), p("\x15"), p("正文")])) == [
        "一、成绩\t1",
        "二、任务\t2",
        "正文",
    ]


def test_line_and_page_breaks_end_paragraphs_but_wrapped_lines_are_joined() -> None:
    assert words(Word([p("第一段结束。\x0b第二段"), p("新页前\x0c新页后")])) == [
        "第一段结束。",
        "第二段",
        "新页前",
        "新页后",
    ]
    assert words(Word([p("全县全年完成固定资产投资五十二亿元以上，\x0b增长百分之六。")])) == [
        "全县全年完成固定资产投资五十二亿元以上，增长百分之六。"
    ]


def test_symbols_are_read_in_their_font() -> None:
    symbol = SPECIAL + sprm(0x6A09, struct.pack("<HH", 0, 0xF0B3))
    font = b"\0" * 39 + "Symbol".encode("utf-16-le") + b"\0\0"
    parts = {15: struct.pack("<HHB", 1, 0, len(font)) + font}
    assert words(Word([P([("增速", b""), ("(", symbol), ("6%", b"")])], parts=parts)) == ["增速≥6%"]


def test_pictures_are_told() -> None:
    layout = read(Word([P([("图", b""), ("\x01", SPECIAL), ("\x01", SPECIAL + sprm(0x0806, 1))])]))
    assert [caution.zh for caution in layout.cautions] == ["图片里的文字没有读（1 张）"]


def style(built_in: int, base: int = 0xFFF, form: bytes = b"", look: bytes = b"") -> bytes:
    data = struct.pack("<HHHHHH", built_in, 1 | base << 4, 2, 0, 0, 1) + "正".encode("utf-16-le") + b"\0\0"
    for part in (b"\0\0" + form, look):
        data += b"\0" * (len(data) % 2) + struct.pack("<H", len(part)) + part
    return struct.pack("<H", len(data)) + data


def styles(*made: bytes) -> dict[int, bytes]:
    return {1: struct.pack("<HHH", 4, len(made), 10) + b"".join(made)}


def test_headings_are_told_by_style_and_outline_level() -> None:
    parts = styles(style(0), style(2), style(4094, base=1), style(4094, form=sprm(0x2640, 0)))
    layout = read(
        Word(
            [
                p("正文"),
                p("任务", style=1),
                p("投资", style=2),
                p("题", style=3),
                p("级", sprm(0x2640, 2)),
                p("长" * 81, style=1),
            ],
            parts=parts,
        )
    )
    assert [(part.kind, part.level) for part in layout.parts] == [
        ("paragraph", None), ("heading", 2), ("heading", 2), ("heading", 1), ("heading", 3), ("paragraph", None),
    ]  # fmt: skip


def test_a_hidden_style_hides_unless_the_characters_say_otherwise() -> None:
    parts = styles(style(0), style(4094, look=HIDDEN))
    said = [("隐", sprm(0x083C, 0x80)), ("显", sprm(0x083C, 0)), ("反", sprm(0x083C, 0x81))]
    assert words(Word([P(said, style=1)], parts=parts)) == ["显反"]


def test_styles_that_are_based_on_each_other_do_not_turn_forever() -> None:
    assert words(Word([p("字", style=1)], parts=styles(style(4094, base=1), style(4094, base=0)))) == ["字"]


def level(form: int, mark: str, *, start: int = 1, follow: int = 2, flags: int = 0) -> bytes:
    return (
        struct.pack("<iBB9xB8xBBBB", start, form, flags, follow, 0, 0, 0, 0)
        + struct.pack("<H", len(mark))
        + mark.encode("utf-16-le")
    )


def lists(levels: list[bytes], uses: list[bytes], own: bytes = b"") -> dict[int, bytes]:
    levels = levels + [level(255, "")] * (9 - len(levels))
    start = struct.pack("<H", 1) + struct.pack("<i22xBB", 7, 0, 0)
    return {73: start + b"".join(levels), 74: struct.pack("<I", len(uses)) + b"".join(uses) + own}


USE = struct.pack("<i8xB3x", 7, 0)


def item(text: str, of: int, number: int = 1) -> P:
    return p(text, sprm(0x260A, of) + sprm(0x460B, number, 2))


def test_numbers_that_word_prints_are_runs_of_their_own() -> None:
    parts = lists([level(37, "\0、"), level(37, "（\x01）"), level(0, "\x02.", follow=0)], [USE], b"\xff" * 4)
    texts = [
        item("成绩", 0),
        item("工业", 1),
        item("钢", 2),
        item("煤", 2),
        item("农业", 1),
        item("任务", 0),
        item("投资", 1),
    ]
    word = Word([*texts, item("", 1), item("外贸", 1)], parts=parts)
    assert words(word) == [
        "一、成绩",
        "（一）工业",
        "1. 钢",
        "2. 煤",
        "（二）农业",
        "二、任务",
        "（一）投资",
        "（三）外贸",
    ]
    assert [run.text for run in read(word).parts[0].runs] == ["一、", "成绩"]


def test_a_use_of_a_list_may_start_anew_and_have_its_own_format() -> None:
    own = struct.pack("<I", 0) + struct.pack("<I", 0) + struct.pack("<iI", 5, 0x10) + struct.pack("<I", 0)
    own += struct.pack("<iI", 0, 0x20) + level(18, "\0")
    uses = [USE, struct.pack("<i8xB3x", 7, 1), struct.pack("<i8xB3x", 7, 1)]
    parts = lists([level(0, "第\0条")], uses, own)
    assert words(Word([item("甲", 0), item("乙", 0, 2), item("丙", 0, 1), item("丁", 0, 3)], parts=parts)) == [
        "第1条甲", "第5条乙", "第6条丙", "⑦丁",
    ]  # fmt: skip


def test_legal_numbers_name_the_levels_above() -> None:
    parts = lists([level(37, "\0、"), level(37, "\0.\x01", flags=4, follow=1)], [USE], b"\xff" * 4)
    assert words(Word([item("甲", 0), item("乙", 1)], parts=parts)) == ["一、甲", "1.1 乙"]


def test_rows_and_columns_of_a_table() -> None:
    word = Word(
        [
            cell("指标"),
            cell("值"),
            row_end([0, 1000, 2000]),
            cell("税收"),
            cell("11"),
            row_end([0, 1000, 2000]),
            p("后"),
        ]
    )
    assert grid(word) == [(0, 0, 1, 1, "指标"), (0, 1, 1, 1, "值"), (1, 0, 1, 1, "税收"), (1, 1, 1, 1, "11")]
    assert words(word)[-1] == "后"


def test_borders_that_differ_between_rows_make_the_columns() -> None:
    word = Word(
        [
            cell("合计"), cell("2031年"), row_end([0, 1000, 3000]),
            cell("11"), cell("12"), cell("13"), row_end([0, 1010, 2000, 3005]),
            cell("右"), row_end([2000, 3000]),
        ]
    )  # fmt: skip
    assert grid(word) == [
        (0, 0, 1, 1, "合计"), (0, 1, 1, 2, "2031年"),
        (1, 0, 1, 1, "11"), (1, 1, 1, 1, "12"), (1, 2, 1, 1, "13"), (2, 2, 1, 1, "右"),
    ]  # fmt: skip


def test_cells_merged_downward_are_one() -> None:
    word = Word(
        [
            cell("税收"), cell("1"), row_end([0, 1000, 2000], [0x60, 0]),
            cell(""), cell("2"), row_end([0, 1000, 2000], [0x20, 0]),
            cell("其他"), cell("3"), row_end([0, 1000, 2000], [0x60, 0]),
        ]
    )  # fmt: skip
    assert grid(word) == [
        (0, 0, 2, 1, "税收"), (0, 1, 1, 1, "1"), (1, 1, 1, 1, "2"), (2, 0, 1, 1, "其他"), (2, 1, 1, 1, "3"),
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "other"), [(1, 2), (2, 1), (3, 1)])
def test_cells_merged_across_are_one_whichever_bit_begins(first: int, other: int) -> None:
    flags = [first, other, 0, first, other]
    cells = [cell("甲"), cell(""), cell("乙"), cell("丙"), cell("")]
    assert grid(Word([*cells, row_end([0, 500, 900, 1500, 2000, 2600], flags)])) == [
        (0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (0, 3, 1, 2, "丙"),
    ]  # fmt: skip


def test_merging_told_by_properties_of_its_own() -> None:
    ends = [row([0, 900, 1800, 2700]) + sprm(0x5624, b"\0\2"), row([0, 900, 1800, 2700]) + sprm(0xD62B, b"\2\2\3")]
    ends.append(row([0, 900, 1800, 2700]) + sprm(0xD62B, b"\2\2\1"))
    cells = [[cell("甲"), cell(""), cell("乙")], [cell("1"), cell("2"), cell("3")], [cell("4"), cell("5"), cell("")]]
    body = [one for part, end in zip(cells, ends, strict=True) for one in [*part, P([], "\x07", end)]]
    assert grid(Word(body)) == [
        (0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"), (1, 2, 2, 1, "3"),
        (2, 0, 1, 1, "4"), (2, 1, 1, 1, "5"),
    ]  # fmt: skip


def test_properties_of_long_rows_stand_in_the_data_stream() -> None:
    form = row([0, *range(100, 4100, 100)])
    word = Word([cell(str(i)) for i in range(40)], data=b"\0" * 16 + struct.pack("<H", len(form)) + form)
    word.body.append(P([], "\x07", sprm(0x6646, 16, 4)))
    assert [one[:2] for one in grid(word)] == [(0, i) for i in range(40)]


def test_heading_rows_and_indents_are_told() -> None:
    heads = P([], "\x07", row([0, 1000]) + sprm(0x3404, 1))
    word = Word(
        [
            cell("指标"),
            heads,
            cell("增值税", sprm(0x840F, 420, 2)),
            row_end([0, 1000]),
            cell("　其中", b""),
            row_end([0, 1000]),
        ]
    )
    found = next(part for part in read(word).parts if isinstance(part, Grid))
    assert [(one.header, one.indent) for one in found.cells] == [(True, 0.0), (False, 2.0), (False, 1.0)]


def test_a_table_inside_a_cell_of_words_belongs_to_the_cell_but_a_frame_is_opened() -> None:
    deep = sprm(0x6649, 2, 4) + IN_TABLE
    inner = [P([(text, b"")], "\r", deep + sprm(0x244B, 1)) for text in ("甲", "5")]
    inner.append(P([], "\r", deep + sprm(0x244C, 1) + sprm(0xD608, b"\x08\x00\x02\0\0\xf4\x01\xe8\x03")))
    frame = Word([P([("说明", b"")], "\r", IN_TABLE), *inner, cell("结尾"), row_end([0, 5000])])
    assert words(frame) == ["说明", "甲\t5", "结尾"]
    beside = Word([cell("左"), *inner, cell("右"), row_end([0, 3000, 5000])])
    assert grid(beside) == [(0, 0, 1, 1, "左"), (0, 1, 1, 1, "甲 5右")]


def test_a_table_without_the_ends_of_its_rows_keeps_its_words() -> None:
    assert words(Word([cell("甲"), cell("乙"), p("后")])) == ["甲\t乙", "后"]


def test_words_where_only_the_end_of_a_row_should_stand_are_kept() -> None:
    assert words(Word([cell("甲"), P([("乙", b"")], "\x07", row([0, 1000]))])) == ["甲\t乙"]


def test_footnotes_and_endnotes_are_tied_to_their_marks() -> None:
    parts = {
        2: struct.pack("<IIHH", 2, 6, 1, 0)[:10],
        3: struct.pack("<III", 0, 5, 6),
        46: struct.pack("<IIH", 3, 6, 1),
        47: struct.pack("<III", 0, 4, 5),
    }
    note = P([("\x02", SPECIAL), ("注甲 ", b"")])
    word = Word(
        [P([("增长", b""), ("\x02", SPECIAL), ("\x02", SPECIAL), ("6%", b"")])],
        footnotes=[note, p("")], endnotes=[P([("\x02", SPECIAL), ("尾注", b"")]), p("")], parts=parts,
    )  # fmt: skip
    found = read(word).parts
    assert [(run.text, run.note) for run in found[0].runs] == [
        ("增长", None), ("1", "footnote-1"), ("i", "endnote-1"), ("6%", None),
    ]  # fmt: skip
    assert [(part.kind, part.note, part.text) for part in found[1:]] == [
        ("note", "footnote-1", "1注甲 "), ("note", "endnote-1", "i尾注"),
    ]  # fmt: skip


def test_headers_and_footers_are_furniture_once_each() -> None:
    stories = [*[0] * 8, 5, 5, 11, 11, 11, 11, 16, 16, 22, 22, 22]
    texts = [p("县文件一"), p("— 1 —"), p("县文件一"), p("— 2 —")]
    word = Word([p("正文")], headers=texts, parts={11: struct.pack(f"<{len(stories)}I", *stories)})
    assert [(part.kind, part.text) for part in read(word).parts] == [
        ("paragraph", "正文"), ("furniture", "县文件一"), ("furniture", "— 1 —"),
    ]  # fmt: skip


def test_boxes_come_behind_the_paragraph_on_which_they_hang() -> None:
    parts = {
        40: struct.pack("<III22x", 1, 6, 1025),
        56: struct.pack("<IIII", 0, 4, 7, 8) + b"".join(struct.pack("<14xII", shape, 0) for shape in (1025, 1026, 0)),
    }
    word = Word([P([("有\x08框", b"")]), p("后")], boxes=[p("框里字"), p("孤框"), p("")], parts=parts)
    assert words(word) == ["有框", "框里字", "后", "孤框"]


def test_the_file_of_another_program_is_read_whole() -> None:
    layout = laid(SPECIMEN.read_bytes(), "plan.doc")
    texts = [(part.kind, part.text) for part in layout.parts if isinstance(part, Passage)]
    assert texts[:9] == [
        ("heading", "云岭县2031年计划执行情况"), ("paragraph", "一、主要成绩"), ("paragraph", "1.工业"),
        ("paragraph", "2.农业"), ("paragraph", "二、主要任务"), ("paragraph", "1.投资"),
        ("paragraph", "增长6.5%1，见表3。"), ("paragraph", "其中外贸≥20亿元，𠀀村完成-3.2%i"),
        ("paragraph", "第一行结束。"),
    ]  # fmt: skip
    assert texts[-5:] == [
        ("note", "1注的内容甲。"), ("note", "2注的内容乙。"), ("note", "i注的内容甲。"),
        ("furniture", "云岭县文件"), ("furniture", "— 2 —"),
    ]  # fmt: skip
    assert ("paragraph", "框里的字") in texts
    first, second = (part for part in layout.parts if isinstance(part, Grid))
    assert [(one.row, one.column, one.rows, one.columns, one.text) for one in first.cells][:5] == [
        (0, 0, 2, 1, "指标"), (0, 1, 1, 2, "2030年"), (0, 3, 2, 1, "2031年"), (1, 1, 1, 1, "预算"),
        (1, 2, 1, 1, "决算"),
    ]  # fmt: skip
    assert [one.text for one in second.cells] == ["甲", "乙", "5", "6"]
    assert len(layout.cautions) == 2


def test_a_final_account_of_ten_thousand_cells_is_read(shared: Path) -> None:
    layout = laid((shared / REAL).read_bytes(), "决算.doc")
    grids = [part for part in layout.parts if isinstance(part, Grid)]
    assert len(grids) == 30
    assert sum(len(part.cells) for part in grids) > 10_000
    assert len(re.findall(r"\d+(?:\.\d+)?", words_of(layout.parts))) > 7_600
    assert all(one.columns == 1 for part in grids[:1] for one in part.cells if one.row > 1)
