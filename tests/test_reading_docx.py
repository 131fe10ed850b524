"""Word files: words, marks, headings, notes, furniture and tables, on files built here and on real ones."""

import re
import time
from pathlib import Path

import pytest

from docx_files import (
    STRICT,
    W,
    docx,
    field,
    level,
    listed,
    lists,
    p,
    packed,
    r,
    root,
    style,
    t,
    tbl,
    tc,
    tr,
    types,
)
from taizhang.reading.docx import convert, handles, laid
from taizhang.reading.layout import Grid, Layout, Passage, words_of

PATH = "计划.docx"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def read(body: str, **parts: str) -> Layout:
    return laid(docx(body, **parts), PATH)


def lines(body: str, **parts: str) -> list[str]:
    return words_of(read(body, **parts).parts).split("\n")


def passages(layout: Layout, kind: str = "paragraph") -> list[Passage]:
    return [part for part in layout.parts if isinstance(part, Passage) and part.kind == kind]


def grids(layout: Layout) -> list[Grid]:
    return [part for part in layout.parts if isinstance(part, Grid)]


def cautions(layout: Layout) -> str:
    return "".join(words.zh for words in layout.cautions)


# The package


@pytest.mark.parametrize("kind", [None, DOCM, DOTX])
def test_a_word_file_is_known_by_its_type_whatever_its_main_part_is_called(kind: str | None) -> None:
    data = docx(p("桃源市"), "word/document2.xml", kind) if kind else docx(p("桃源市"), "text/body.xml")
    assert handles(data)
    assert words_of(laid(data, PATH).parts) == "桃源市"


def test_a_strict_file_is_read_like_any_other() -> None:
    data = docx(p("完成5.3亿元") + tbl(tr("甲", "乙")))
    strict = packed({"word/document.xml": root("document", f"<w:body>{p('完成5.3亿元')}</w:body>").replace(W, STRICT)})
    assert words_of(laid(strict, PATH).parts) == "完成5.3亿元"
    assert words_of(laid(data, PATH).parts) == "完成5.3亿元\n甲\t乙"


def test_names_of_parts_are_compared_without_case_and_with_either_slash() -> None:
    body = root("document", f"<w:body>{p('桃源市')}</w:body>")
    data = packed({"[content_types].XML": types("Word/Document.xml"), "word\\document.xml": body})
    assert handles(data)
    assert words_of(laid(data, PATH).parts) == "桃源市"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\x03\x04",
        "计划".encode(),
        packed({"xl/workbook.xml": "<a/>"}),
        packed({"a/word/document.xml": "<a/>"}),
    ],
)
def test_what_is_no_word_file_is_left_to_other_readers(data: bytes) -> None:
    assert not handles(data)


def test_convert_gives_a_document_whose_words_lead_back_to_paragraph_and_run() -> None:
    document = convert(docx(p("甲") + tbl(tr("乙", "丙")) + p(r("全年完成") + r("524亿元"))), PATH)
    source = document.sources.at(document.text.index("524亿元"))
    assert document.format == "docx"
    assert source is not None
    assert (source.paragraph, source.run) == (3, 1)


# The words of a paragraph


def test_signs_that_are_elements_are_words() -> None:
    inner = (
        t("甲")
        + "<w:tab/>"
        + t("乙")
        + "<w:noBreakHyphen/>"
        + t("丙")
        + '<w:softHyphen/><w:sym w:font="Symbol" w:char="F0B3"/>'
    )
    assert lines(p(r(inner))) == ["甲\t乙-丙≥"]


def test_blanks_count_only_where_the_file_preserves_them() -> None:
    assert lines(p(r("<w:t> 甲 </w:t>") + r(" 乙"))) == ["甲 乙"]


def test_a_line_broken_by_hand_begins_a_passage_and_a_heading_keeps_its_lines() -> None:
    body = p(r(t("桃源市计划") + "<w:br/>" + t("执行情况")))
    head = p(r(t("第一章") + "<w:br/>" + t("总则")), '<w:outlineLvl w:val="0"/>')
    assert lines(body + head) == ["桃源市计划", "执行情况", "第一章总则"]


@pytest.mark.parametrize(
    "wrapped",
    [
        '<w:ins w:id="1">{}</w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:hyperlink r:id="x">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        '<w:fldSimple w:instr="REF a">{}</w:fldSimple>',
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        '<w:dir w:val="ltr">{}</w:dir>',
        '<new:wrapper xmlns:new="urn:new">{}</new:wrapper>',
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_words_in_any_wrapper_are_kept_once(wrapped: str) -> None:
    assert lines(p(r("甲") + wrapped.replace("{}", r("乙")) + r("丙"))) == ["甲乙丙"]


def test_deleted_and_moved_words_are_left_out_and_a_person_is_told() -> None:
    gone = f'<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom w:id="2">{r("旧")}</w:moveFrom>'
    layout = read(p(r("甲") + gone + r("乙")))
    assert words_of(layout.parts) == "甲乙"
    assert "已删除" in cautions(layout)
    assert layout.parts[0].runs[1].source.run == 3  # the runs that are gone count in the file


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert lines(p("完成投资", gone) + p("5亿元")) == ["完成投资5亿元"]
    assert lines(p("前", gone) + tbl(tr(tc(p("甲", gone)), "乙")) + p("后", gone)) == ["前", "甲\t乙", "后"]


def test_a_capital_set_by_itself_goes_on_with_its_paragraph() -> None:
    assert lines(p("全", '<w:framePr w:dropCap="drop"/>') + p("年完成")) == ["全年完成"]


@pytest.mark.parametrize("vanish", ["<w:vanish/>", '<w:vanish w:val="1"/>', '<w:rStyle w:val="h"/>'])
def test_hidden_words_are_left_out_and_a_person_is_told(vanish: str) -> None:
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    layout = read(p(r("甲") + r("隐", vanish) + r("乙", '<w:vanish w:val="0"/>')), styles=styles)
    assert words_of(layout.parts) == "甲乙"
    assert "隐藏" in cautions(layout)


def test_of_two_ways_to_show_one_thing_one_is_read() -> None:
    box = "<w:txbxContent>" + p("框内") + "</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    sign = f'<mc:Choice Requires="x"><x xmlns=""/></mc:Choice><mc:Fallback>{t("☺")}</mc:Fallback>'
    sign = f"<mc:AlternateContent>{sign}</mc:AlternateContent>"
    assert lines(p(r("文字") + r(both) + r(sign))) == ["文字☺", "框内"]


def test_boxes_and_artful_lettering_are_passages_of_their_own_behind_their_anchor() -> None:
    pict = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('框内')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    art = '<w:pict><v:shape><v:textpath string="桃源市人民政府文件"/></v:shape></w:pict>'
    assert lines(p(r("文字") + r(pict)) + p(r(art)) + p("完")) == ["文字", "框内", "桃源市人民政府文件", "完"]


def test_formulas_stand_on_one_line() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    enclosed = "<m:d><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:d>"
    assert lines(p(r("比重") + f"<m:oMath>{half}{enclosed}</m:oMath>")) == ["比重1/2(a+b)"]


# Fields


def test_a_field_is_its_result_and_never_its_instruction() -> None:
    nested = field(f"IF {field('PAGE', r('9'))} = 1", r("结果"))
    assert lines(p(field("REF a", r("甲")) + nested + field('XE "词"', None) + r("乙"))) == ["甲结果乙"]


def test_a_field_may_end_in_another_paragraph_or_never() -> None:
    begin = r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>REF a</w:instrText>")
    assert lines(p(begin) + p("第一段") + p(r("第二段") + r('<w:fldChar w:fldCharType="end"/>'))) == [
        "第一段",
        "第二段",
    ]


def test_signs_put_together_by_a_field_and_boxes_of_forms_are_words() -> None:
    data = '<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    box = r(f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>')
    ended = r('<w:fldChar w:fldCharType="end"/>')
    assert lines(p(field(r"eq \o\ac(○,2)", None) + r("完成") + box + ended)) == ["②完成☑"]


def test_the_table_of_contents_is_furniture() -> None:
    begin = r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>TOC \\o</w:instrText>")
    entry = p(begin + r('<w:fldChar w:fldCharType="separate"/>') + r("一、总体要求") + r("<w:tab/>") + r("1"))
    last = p(r("二、任务") + r("<w:tab/>") + r("3") + r('<w:fldChar w:fldCharType="end"/>'))
    styled = p("三、保障\t5", '<w:pStyle w:val="a"/>')
    layout = read(entry + last + styled + p("一、总体要求"), styles=style("a", "toc 1"))
    assert [part.kind for part in passages(layout, "furniture")] == ["furniture"] * 3
    assert [part.text for part in passages(layout)] == ["一、总体要求"]


# Numbering and headings


def test_marks_that_word_prints_by_itself_are_in_the_text() -> None:
    body = "".join(p(word, listed(at)) for word, at in zip("甲乙丙丁戊己", (0, 1, 1, 2, 0, 1), strict=True))
    held = lists(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"), level(2, "decimal", "%3.")
    )
    assert lines(body, numbering=held) == ["一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己"]


def test_levels_print_the_numbers_above_them_in_decimal_where_asked() -> None:
    held = lists(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert lines(p("甲", listed(0)) + p("乙", listed(1)) + p("丙", listed(1)), numbering=held) == [
        "I 甲",
        "1.1 乙",
        "1.2 丙",
    ]


def test_a_level_restarts_only_where_it_is_told_to() -> None:
    never = lists(level(0, "decimal", "%1、"), level(1, "decimal", "%2）", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(p("文", listed(at)) for at in (0, 1, 0, 1))
    assert lines(body, numbering=never) == ["1、文", "1）文", "2、文", "2）文"]


def test_a_level_that_was_left_out_counts_as_begun() -> None:
    held = lists(level(0, "decimal", "%1、"), level(1, "decimal", "%1.%2、"))
    body = p("甲", listed(1)) + p("乙", listed(0)) + p("丙", listed(1))
    assert lines(body, numbering=held) == ["1.1、甲", "2、乙", "2.1、丙"]


def test_lists_that_share_a_definition_count_on_unless_they_start_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for key, more in ((1, ""), (2, ""), (3, override))
    )
    held = lists(level(0, "decimal", "%1、"), nums=nums)
    assert lines("".join(p("文", listed(0, num)) for num in (1, 2, 3, 3, 1)), numbering=held) == [
        "1、文", "2、文", "5、文", "6、文", "7、文",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs_at_the_level_made_for_it() -> None:
    held = lists(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", more='<w:pStyle w:val="b"/>'))
    styles = style("b", "条", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("c", "款", base="b")
    body = p("甲", '<w:pStyle w:val="b"/>') + p("乙", '<w:pStyle w:val="c"/>')
    none = p("丙", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + none, numbering=held, styles=styles) == ["（1）甲", "（2）乙", "丙"]


def test_a_list_may_be_defined_by_the_style_of_another() -> None:
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    held = lists(level(0, "decimalEnclosedCircle", "%1")).replace("</w:abstractNum>", "</w:abstractNum>" + link, 1)
    held = held[: held.index("<w:num ")] + nums
    styles = style("s", "列表", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert lines(p("甲", listed(0, 2)), numbering=held, styles=styles) == ["① 甲"]


def test_bullets_are_signs_and_never_a_minus_before_a_number() -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    held = lists(
        level(0, "bullet", "\uf06e").replace("</w:lvl>", font + "</w:lvl>"),
        level(1, "bullet", "\ue123"),
        level(2, "bullet", "-"),
    )
    assert lines("".join(p("5%", listed(at)) for at in (0, 1, 2)), numbering=held) == ["■ 5%", "• 5%", "- 5%"]


def test_old_numbering_under_a_change_of_format_does_not_count() -> None:
    changed = f'<w:pPrChange w:id="1"><w:pPr>{listed(0)}</w:pPr></w:pPrChange>'
    assert lines(p("甲", changed), numbering=lists(level(0, "decimal", "%1、"))) == ["甲"]


@pytest.mark.parametrize(
    ("name", "paragraph", "base", "expected"),
    [
        ("heading 2", "", "", 2),
        ("标题 3", "", "", 3),
        ("公文标题", '<w:outlineLvl w:val="0"/>', "", 1),
        ("自定", "", "top", 1),
        ("正文", "", "", None),
        ("Title", "", "", None),
        ("不算", '<w:outlineLvl w:val="9"/>', "top", None),
    ],
)
def test_a_heading_is_told_by_its_style(name: str, paragraph: str, base: str, expected: int | None) -> None:
    styles = style("top", "heading 1") + style("own", name, paragraph, base=base)
    part = read(p("总体要求", '<w:pStyle w:val="own"/>'), styles=styles).parts[0]
    assert isinstance(part, Passage)
    assert (part.kind, part.level) == (("heading", expected) if expected else ("paragraph", None))


def test_a_whole_paragraph_in_the_style_of_a_heading_is_no_heading() -> None:
    layout = read(p("全年完成投资5亿元，增长3%。" * 10, '<w:outlineLvl w:val="1"/>'))
    assert [part.kind for part in layout.parts if isinstance(part, Passage)] == ["paragraph"]


# Notes, furniture, what is left out


def note(ident: int, words: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{ident}">{p(r(f"<w:{kind}Ref/>") + r(words)) if words else p()}</w:{kind}>'


def test_notes_are_tied_to_their_marks_and_stand_behind_the_body() -> None:
    body = p(r("增长5%") + r('<w:footnoteReference w:id="7"/>') + r("，") + r('<w:endnoteReference w:id="3"/>')) + p(
        "完"
    )
    feet = '<w:footnote w:type="separator" w:id="0"/>' + note(7, "按可比价格") + note(8, "没有叫到")
    layout = read(body, footnotes=feet, endnotes=note(3, "初步数", "endnote"))
    assert [(part.text, part.note) for part in passages(layout, "note")] == [
        ("1按可比价格", "footnote 7"), ("i初步数", "endnote 3"),
    ]  # fmt: skip
    marks = [(run.text, run.note) for run in layout.parts[0].runs if run.note]
    assert marks == [("1", "footnote 7"), ("i", "endnote 3")]
    assert layout.parts[1].text == "完"


def test_a_mark_of_ones_own_takes_no_number_and_several_paragraphs_are_one_note() -> None:
    own = r('<w:footnoteReference w:customMarkFollows="1" w:id="1"/>' + t("*"))
    feet = f'<w:footnote w:id="1">{p("* 口径调整")}{p("按新口径")}</w:footnote>' + note(2, "乙注")
    layout = read(p(r("甲") + own + r('<w:footnoteReference w:id="2"/>')), footnotes=feet)
    assert [(run.text, run.note) for run in layout.parts[0].runs[1:]] == [("*", "footnote 1"), ("1", "footnote 2")]
    assert [part.text for part in passages(layout, "note")] == ["* 口径调整按新口径", "1乙注"]


@pytest.mark.parametrize(
    ("before", "mark", "is_note"), [("增长5%", "1", True), ("口径", "[2]", True), ("km", "2", False)]
)
def test_a_number_raised_by_hand_is_a_mark_unless_it_is_a_power(before: str, mark: str, is_note: bool) -> None:
    layout = read(p(r(before) + r(mark, '<w:vertAlign w:val="superscript"/>')))
    assert (layout.parts[0].runs[1].note is not None) == is_note


def test_notes_made_by_hand_are_tied_to_their_marks() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    called = p(r("增长5%") + r("[1]", raised) + r("，口径") + r("[2]", raised))
    held = lists(level(0, "decimal", "[%1]", start=2, more='<w:suff w:val="space"/>'))
    body = p("[1] 前面的不是") + called + p("注释：") + p("[1] 按可比价格。") + p("价格", listed(0))
    layout = read(body, numbering=held)
    assert [(part.text, part.note) for part in passages(layout, "note")] == [
        ("[1] 按可比价格。", "mark [1]"), ("[2] 价格", "mark [2]"),
    ]  # fmt: skip


def test_a_paragraph_that_is_hidden_whole_takes_no_number() -> None:
    hidden = p(r("隐", "<w:vanish/>"), listed(0) + "<w:rPr><w:vanish/></w:rPr>")
    held = lists(level(0, "decimal", "%1、"))
    assert lines(hidden + p("甲", listed(0)), numbering=held) == ["1、甲"]


def test_headers_and_footers_are_furniture_once_each() -> None:
    layout = read(
        p("正文"),
        header1=p("桃源市计划"),
        header2=p("桃源市计划"),
        footer1=p(r("— ") + field("PAGE", r("1")) + r(" —")),
    )
    assert [part.text for part in passages(layout, "furniture")] == ["桃源市计划", "— 1 —"]


def test_what_is_left_out_is_told() -> None:
    inner = (
        r('<w:commentReference w:id="1"/>')
        + r("<w:drawing><a:blip/></w:drawing>")
        + r("<w:object><v:imagedata/></w:object>")
    )
    layout = read(p(r("甲") + inner + r("<w:drawing><c:chart/></w:drawing>")) + '<w:altChunk r:id="x"/>')
    said = cautions(layout)
    assert all(word in said for word in ("批注", "图片", "对象", "图表", "其他文档"))
    assert all(words.en for words in layout.cautions)


# Real files


def originals(shared: Path) -> list[Path]:
    return sorted((shared / "documents" / "originals" / "docx").glob("*.docx"))


def squeezed(text: str) -> list[str]:
    return [line for line in (re.sub(r"\s", "", each) for each in text.split("\n")) if line]


@pytest.mark.parametrize("city", ["guangdong_zhongshan", "hubei_tianmen", "sichuan_deyang", "zhejiang_zhoushan"])
def test_a_real_file_says_what_its_twin_in_plain_text_says(shared: Path, city: str) -> None:
    path = shared / "documents" / "originals" / "docx" / f"city-{city}-2024-work.docx"
    twin = shared / "documents" / "sample" / f"city-{city}-2024-work.txt"
    assert squeezed(words_of(laid(path.read_bytes(), str(path)).parts)) == squeezed(twin.read_text(encoding="utf-8"))


def test_real_files_are_read_far_faster_than_two_megabytes_of_text_a_minute(shared: Path) -> None:
    began = time.process_time()
    words = "".join(words_of(laid(path.read_bytes(), str(path)).parts) for path in originals(shared))
    assert len(words.encode()) / (time.process_time() - began) > 2_000_000 / 60


def test_the_tables_of_a_real_budget_are_grids_with_all_their_cells(shared: Path) -> None:
    path = next(path for path in originals(shared) if "chengde" in path.name)
    found = grids(laid(path.read_bytes(), str(path)))
    assert sum(len(grid.cells) for grid in found) == 1135
    assert all(cell.column + cell.columns <= 20 for grid in found for cell in grid.cells)


def test_the_marks_of_a_real_communique_are_there(shared: Path) -> None:
    path = next(path for path in originals(shared) if "hetian" in path.name)
    starts = [part.text[:2] for part in passages(laid(path.read_bytes(), str(path)))]
    assert [mark for mark in starts if mark in {"三、", "四、", "五、"}] == ["三、", "四、", "五、"]
