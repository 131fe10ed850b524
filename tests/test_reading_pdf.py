"""PDFs with a text of their own, with none, with rubbish for text, and PDFs made to harm."""

import time
from collections import Counter
from pathlib import Path

import pytest

from pdf_files import FIRST, FORM, GROWTH, HEAD, Sheet, bodies, page_text, pdf, picture_page, refused, written
from taizhang.errors import FileDamaged, FileHostile, FileLocked, NothingReadable, ReaderMissing
from taizhang.grammar.tokens import tokens
from taizhang.reading.layout import Layout, Passage, words_of
from taizhang.reading.pages.page import Box, Glyph, Page
from taizhang.reading.pdf import convert, handles, laid
from taizhang.reading.pdf.layer import opened
from taizhang.reading.pdf.rubbish import is_rubbish, verdict

pytest.importorskip("pypdfium2")

PROJECTS = "推进重点项目建设，全年安排项目36个，完成投资180亿元，居民人均可支配收入达到45,678元，增长6.2%。"


def furniture(layout: Layout) -> list[str]:
    return [part.text for part in layout.parts if isinstance(part, Passage) and part.kind == "furniture"]


def read(*sheets: Sheet, **more: object) -> Layout:
    return laid(pdf(sheets, **more), "计划.pdf")


def test_a_pdf_is_told_by_its_content() -> None:
    assert handles(pdf([Sheet()]))
    assert handles(b"\xef\xbb\xbf\n%PDF-1.7")
    assert not handles("计划.pdf".encode())
    assert not handles(b"")


def test_lines_are_joined_into_paragraphs_and_page_numbers_are_furniture() -> None:
    layout = read(page_text([GROWTH, PROJECTS], 1))
    assert bodies(layout) == [GROWTH, PROJECTS]
    assert [text.replace(" ", "") for text in furniture(layout)] == ["-1-"]
    assert not layout.wrapped


def test_a_paragraph_goes_on_over_the_page_and_the_page_number_comes_behind_it() -> None:
    first, second = Sheet(), Sheet()
    first.words(110, 600, "全市坚持稳中求进工作总基调，经济运行总体平稳，粮食产量")
    first.words(78, 629, "达到128.4万吨，比上年增长1.2%，新增城镇就业3.6万人，城镇")
    first.words(270, 770, "- 1 -", 14)
    second.words(78, 105, "调查失业率控制在5.5%以内。")
    second.words(110, 134, "固定资产投资增长7%。").words(270, 770, "- 2 -", 14)
    layout = read(first, second)
    assert len(bodies(layout)) == 2
    assert "城镇调查失业率控制在5.5%以内。" in bodies(layout)[0]
    kinds = [part.kind for part in layout.parts if isinstance(part, Passage)]
    assert kinds == ["paragraph", "furniture", "paragraph", "furniture"]


def test_each_line_keeps_its_page_and_box() -> None:
    layout = read(page_text([GROWTH]), page_text([PROJECTS]))
    runs = [run for part in layout.parts if isinstance(part, Passage) for run in part.runs]
    assert {run.source.page for run in runs} == {1, 2}
    for run in runs:
        assert run.source.box is not None
        left, top, right, bottom = run.source.box
        assert 78 <= left < right <= 560
        assert 100 <= top < bottom <= 842
    assert runs[0].source.box[0] == pytest.approx(110, abs=0.5)  # type: ignore[index]


def test_a_document_comes_out_with_its_way_back_to_the_page() -> None:
    document = convert(pdf([page_text([GROWTH], 1)]), "计划.pdf")
    at = document.text.index("524.3")
    source = document.sources.at(at)
    assert source is not None
    assert source.page == 1
    assert document.format == "pdf"


@pytest.mark.parametrize("quarters", [90, 180, 270])
def test_a_page_shown_turned_is_read_as_it_is_shown(quarters: int) -> None:
    sheet = Sheet(rotate=quarters)
    turns = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
    sheet.draw(f"q {turns[quarters]} cm")
    sheet.words(78, 300, "增长5.5%").draw("Q")
    layout = read(sheet)
    assert bodies(layout) == ["增长5.5%"]


@pytest.mark.parametrize("turn", ["0 1 -1 0 595 0", "0 -1 1 0 0 842"])
def test_a_page_set_sideways_is_read_and_its_places_are_those_that_are_shown(turn: str) -> None:
    sheet = Sheet().draw(f"q {turn} cm")
    sheet.words(78, 300, "全年增长5.5%").words(78, 340, "其中工业增长6.1%").draw("Q")
    layout = read(sheet)
    assert bodies(layout) == ["全年增长5.5%", "其中工业增长6.1%"]
    box = layout.parts[0].runs[0].source.box  # type: ignore[union-attr]
    assert box is not None
    assert box[3] - box[1] > box[2] - box[0]  # it stands upright on the page as shown
    assert 0 <= box[0] < box[2] <= 595


def test_signs_drawn_twice_for_bold_are_read_once() -> None:
    sheet = Sheet().words(78, 100, "一般公共预算11亿元").words(78.4, 100.2, "一般公共预算11亿元")
    assert bodies(read(sheet)) == ["一般公共预算11亿元"]


def test_signs_beside_the_page_are_left_away_and_unseen_ones_over_a_scan_are_read() -> None:
    sheet = Sheet().words(78, 100, "增长5.5%", mode=3).words(700, 100, "裁掉的字")
    assert bodies(read(sheet)) == ["增长5.5%"]


def test_radicals_become_the_characters_they_look_like() -> None:
    with opened(pdf([Sheet().words(78, 100, "计划")]), "计划.pdf") as book:
        assert [glyph.text for glyph in book.layer(1).page.glyphs] == ["计", "划"]


def test_words_set_aslant_are_kept_as_furniture() -> None:
    sheet = page_text([PROJECTS]).draw("q 0.7 0.7 -0.7 0.7 200 300 cm BT /F2 40 Tf (DRAFT) Tj ET Q")
    layout = read(sheet)
    assert bodies(layout) == [PROJECTS]
    assert furniture(layout) == ["DRAFT"]


def test_rules_are_strokes_thin_boxes_and_sides_of_boxes_cut_to_what_is_seen() -> None:
    sheet = Sheet().draw("100 700 300 0.6 re f")  # a thin box
    sheet.draw("q 100 600 50 50 re W n 0.5 w 60 620 m 400 620 l S Q")  # a stroke cut by a clip
    sheet.draw("0.5 w 100 400 80 40 re S").draw("1 1 1 rg 100 300 200 0.6 re f")  # a box; a rule that is white
    sheet.draw("0.5 w 100 100 m 300 300 l S")  # slanting
    with opened(pdf([sheet]), "计划.pdf") as book:
        rules = book.layer(1).page.rules
    across = sorted((round(rule.left), round(rule.right), round(rule.top)) for rule in rules if rule.horizontal)
    assert across == [(100, 150, 222), (100, 180, 402), (100, 180, 442), (100, 400, 141)]
    assert sum(not rule.horizontal for rule in rules) == 2


def test_what_forms_draw_is_seen_where_they_put_it() -> None:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [2 0 0 2 0 0] /Length 24 >>\nstream\n"
    form += b"0.5 w 10 10 m 110 10 l S\nendstream"
    sheet = Sheet(named=b"/X %d 0 R" % FIRST).words(78, 100, "计划").draw("q 1 0 0 1 50 100 cm /X Do Q")
    with opened(pdf([sheet], objects=[form]), "计划.pdf") as book:
        (rule,) = book.layer(1).page.rules
    assert (round(rule.left), round(rule.right), round(rule.top)) == (70, 270, 722)


# Pages that cannot be read by their text


def glyphs(text: str, width: float = 16.0) -> list[Glyph]:
    return [Glyph(sign, 20.0 * i, 20, 20.0 * i + width, 36, 16) for i, sign in enumerate(text)]


@pytest.mark.parametrize(
    "text",
    [
        "全市地区生产总值增长5.5%，达到804.1亿元，一般公共预算收入完成年初预算的101.2%。",
        "GDP growth reached 5.5 per cent in 2030, with investment up by 7.1 per cent over the year",
        "12,345 6,789 98.7 100.0 3,456 12,345 6,789 98.7",
        "①②③√△→℃㎡",
        "合计",
    ],
)
def test_what_people_write_is_no_rubbish(text: str) -> None:
    signs = [glyph._replace(right=glyph.left + (8 if glyph.text.isascii() else 16)) for glyph in glyphs(text)]
    assert not is_rubbish(signs, 0)


@pytest.mark.parametrize(
    "text",
    [
        "".join(map(chr, range(0xE000, 0xE020))) + "万元",
        "¸ß¶ÈÖØÊÓÔ¤Ëã¹¤×÷£¬È«Ãæ¼ÓÇ¿",
        "鎴戝競鍦板尯鐢熶骇鎬诲€煎闀夸簲涓偣浜斾釜鐧惧垎鐐规瘮涓婂勾澧為暱锛屽叏骞村畬鎴愬浐瀹氳祫浜ф姇璧勫闀縶" * 2,
        "１\ue010２亿元，３\ue010４亿元，５\ue010６亿元",
        "亿元，增长%；亿元，增长%；万元，增长%；亿元，增长%；百分点，万元",
        "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪ",
    ],
)
def test_characters_that_are_not_those_seen_are_rubbish(text: str) -> None:
    assert is_rubbish(glyphs(text), 0)


def test_unmapped_signs_are_rubbish_when_there_are_many() -> None:
    assert is_rubbish(glyphs("全市增长"), 40)
    assert not is_rubbish(glyphs("全市地区生产总值增长5.5%，达到804.1亿元" * 3), 2)


def test_a_page_is_a_picture_an_empty_one_or_text() -> None:
    whole = Box(0, 0, 595, 842)
    strips = [Box(0, top, 595, top + 100) for top in range(0, 800, 100)]
    assert verdict(Page(1, 595, 842, pictures=[whole]), 0, 0) == "picture"
    assert verdict(Page(1, 595, 842, pictures=strips), 0, 0) == "picture"
    assert verdict(Page(1, 595, 842, glyphs("第3页"), pictures=[whole]), 0, 0) == "picture"
    assert verdict(Page(1, 595, 842), 0, 500) == "picture"  # letters drawn as outlines
    assert verdict(Page(1, 595, 842), 0, 0) == "empty"
    assert verdict(Page(1, 595, 842, glyphs("增长5.5%")), 0, 0) == "text"


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_wants_the_extra_for_recognition() -> None:
    sheet, image = picture_page()
    with pytest.raises(ReaderMissing) as told:
        laid(pdf([sheet, sheet], objects=[image]), "扫描.pdf")
    assert "taizhang[ocr]" in told.value.message("zh")


@pytest.mark.usefixtures("without_ocr")
def test_scanned_pages_among_others_are_named_and_the_others_read() -> None:
    sheet, image = picture_page()
    layout = laid(pdf([page_text([GROWTH], 1), sheet, page_text([PROJECTS], 3)], objects=[image]), "计划.pdf")
    assert bodies(layout) == [GROWTH, PROJECTS]
    assert "第 2 页" in layout.cautions[0].zh
    assert "taizhang[ocr]" in layout.cautions[0].en


def test_charts_on_pages_of_text_are_named() -> None:
    _, image = picture_page()
    sheet = page_text([PROJECTS])
    sheet.named = b"/I %d 0 R" % FIRST
    sheet.draw("q 400 0 0 200 80 300 cm /I Do Q")
    layout = laid(pdf([sheet], objects=[image]), "计划.pdf")
    assert [caution.zh for caution in layout.cautions] == ["第 1 页有图表或照片，图里的文字没有读"]


# Files that are broken, locked, or made to harm


def test_a_locked_file_is_refused_and_one_without_a_password_opens() -> None:
    assert "密码" in refused(pdf([page_text([GROWTH])], password=(b"geheim", b"owner")), FileLocked)
    assert bodies(read(page_text([GROWTH]), password=(b"", b"owner"))) == [GROWTH]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_file_cut_off_is_refused_with_that_reason(share: float) -> None:
    whole = pdf([page_text([GROWTH], 1), page_text([PROJECTS], 2)])
    assert "没有下载完" in refused(whole[: int(len(whole) * share)], FileDamaged)


def test_a_cut_off_file_whose_pages_are_whole_is_read_with_a_caution() -> None:
    whole = pdf([page_text([GROWTH], 1)])
    layout = laid(whole[: whole.rindex(b"%%EOF")], "计划.pdf")
    assert bodies(layout) == [GROWTH]
    assert "可能不完整" in layout.cautions[0].zh


def test_words_that_a_server_added_behind_the_end_are_no_damage() -> None:
    layout = laid(pdf([page_text([GROWTH])]) + b"<!-- served -->" * 300, "计划.pdf")
    assert bodies(layout) == [GROWTH]
    assert not layout.cautions


@pytest.mark.parametrize(
    "data",
    [b"%PDF-", b"%PDF-1.7\n" + bytes(range(256)) * 40, b"%PDF-1.4\n1 0 obj\n<<" * 500, b"%PDF-1.4\n%%EOF"],
)
def test_what_only_claims_to_be_a_pdf_is_refused(data: bytes) -> None:
    refused(data, FileDamaged)


def test_scripts_and_attachments_are_neither_run_nor_opened() -> None:
    script = b"/OpenAction << /S /JavaScript /JS (while(true){app.alert(1)}) >> /Names << /EmbeddedFiles << /Names ["
    script += b"(a.exe) << /Type /Filespec /F (a.exe) >>] >> >>"
    launch = b"/AA << /O << /S /Launch /F (/bin/sh) >> /C << /S /URI /URI (file:///etc/passwd) >> >>"
    sheet = page_text([GROWTH])
    sheet.more = launch
    assert bodies(read(sheet, catalog=script)) == [GROWTH]


def test_pages_that_hold_each_other_are_refused() -> None:
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    refused(written({1: catalog, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}), FileDamaged)
    refused(written({1: catalog, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), FileDamaged)


def test_a_table_of_places_that_leads_to_itself_ends() -> None:
    data = pdf([page_text([GROWTH])])
    looped = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % data.rindex(b"xref\n0"))
    assert bodies(laid(looped, "计划.pdf")) == [GROWTH]


def test_a_form_that_draws_itself_ends() -> None:
    sheet = Sheet(named=b"/X %d 0 R" % FIRST).words(78, 100, "计划").draw("/X Do")
    once = HEAD + b" /Length 5 >>\nstream\n/X Do\nendstream"
    assert bodies(read(sheet, objects=[once % FIRST])) == ["计划"]
    refused(pdf([sheet], objects=[FORM % FIRST]), FileHostile)


def test_forms_that_draw_each_other_over_and_over_are_refused() -> None:
    sheet = Sheet(named=b"/X %d 0 R" % FIRST).words(78, 100, "计划").draw("/X Do")
    forms = [FORM % (FIRST + place) for place in range(1, 25)]
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 13 >>\nstream\n0 0 m 9 0 l S\nendstream"
    assert "安全限度" in refused(pdf([sheet], objects=[*forms, last]), FileHostile)


def test_a_stream_that_unpacks_to_far_too_much_is_refused() -> None:
    assert "压缩炸弹" in refused(pdf([Sheet(content=[b" " * 70_000_000])]), FileHostile)
    assert "压缩炸弹" in refused(pdf([Sheet(content=[b"0 0 m 1 1 l S " * 5_000_000])]), FileHostile)


def test_thousands_of_pages_and_sheets_larger_than_any_paper_are_refused() -> None:
    assert "3,000" in refused(pdf([Sheet()] * 5_000), FileHostile)
    assert "20,000" in refused(pdf([Sheet(box=(0, 0, 1e9, 1e9)).words(78, 100, "计划")]), FileHostile)


def test_empty_pages_are_told() -> None:
    assert "空白" in refused(pdf([Sheet(), Sheet()]), NothingReadable)


# Real files


def specimen(shared: Path, name: str) -> bytes:
    return (shared / "documents" / "originals" / "pdf" / name).read_bytes()


def test_every_number_of_a_budget_is_that_of_its_text(shared: Path) -> None:
    twin = (shared / "documents" / "sample" / "province-jiangsu-2024-budget.txt").read_text(encoding="utf-8")
    twin = twin[: twin.rindex("四、草案说明")]  # the file ends there
    layout = laid(specimen(shared, "province-jiangsu-2024-budget.pdf"), "预算.pdf")
    numbers = Counter(token.text for token in tokens(words_of(layout.parts).replace("\t", " \t ")))
    known = Counter(token.text for token in tokens(twin))
    assert (numbers & known).total() >= 0.998 * known.total()
    assert Counter(filter(str.isalpha, words_of(layout.parts))) == Counter(filter(str.isalpha, twin))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("city-anhui_huainan-2025-budget.pdf", 1),
        ("city-hunan_yueyang-2025-budget.pdf", 1),
        ("city-shaanxi_xian-2025-communique.pdf", 1),
    ],
)
def test_paragraphs_of_real_files_end_with_a_stop(shared: Path, name: str, most: int) -> None:
    long = [text for text in bodies(laid(specimen(shared, name), name)) if len(text) > 45]
    assert len(long) > 30
    assert sum(text[-1] not in "。！：；）”" for text in long) <= most


def test_the_notes_of_a_communique_are_tied_to_their_marks(shared: Path) -> None:
    layout = laid(specimen(shared, "city-shaanxi_xian-2025-communique.pdf"), "公报.pdf")
    passages = [part for part in layout.parts if isinstance(part, Passage)]
    notes = {passage.note for passage in passages if passage.kind == "note"}
    called = {run.note for passage in passages for run in passage.runs if run.note}
    assert len(notes) == 10
    assert called <= notes


def test_a_file_that_was_not_loaded_whole_is_refused_with_that_reason(shared: Path) -> None:
    assert "没有下载完" in refused(specimen(shared, "province-fujian-2025-budget.pdf"), FileDamaged)


def test_a_text_of_rubbish_is_told_from_one_that_can_be_read(shared: Path) -> None:
    for name, kind in (
        ("city-jiangsu_huaian-2025-budget.pdf", "rubbish"),
        ("city-hunan_zhangjiajie-2025-communique.pdf", "picture"),
        ("city-hunan_yueyang-2025-budget.pdf", "text"),
        ("province-shanxi-2025-budget.pdf", "text"),
    ):
        with opened(specimen(shared, name), name) as book:
            layers = [book.layer(number) for number in range(1, min(book.count, 12) + 1)]
        kinds = Counter(verdict(layer.page, layer.unmapped, layer.shapes) for layer in layers)
        assert set(kinds) <= {kind, "empty"}, name


def test_pages_of_text_are_read_fast(shared: Path) -> None:
    data = specimen(shared, "city-anhui_huainan-2025-budget.pdf")
    laid(data, "预算.pdf")
    began = time.process_time()
    laid(data, "预算.pdf")
    assert 20 / (time.process_time() - began) > 30
