"""A layout becomes a document: offsets, the way back to the file, notes, furniture, the view."""

import pytest

from taizhang.errors import NothingReadable
from taizhang.extracting import extract
from taizhang.model import Source
from taizhang.reading.assembling import assembled
from taizhang.reading.layout import Layout, Passage, Run, plain, words_of

PARAGRAPH = Passage(
    [
        Run("全年地区生产总值完成52", Source(page=1, box=(80, 700, 520, 716))),
        Run("4.3亿元，同比增长5.5%。", Source(page=2, box=(80, 100, 300, 116))),
    ]
)


def document(*parts, wrapped=False, form="pdf"):
    return assembled(Layout(form, list(parts), wrapped=wrapped), b"bytes", "报告.pdf")


def test_a_number_broken_by_a_page_is_one_fact():
    reading = extract(document(PARAGRAPH, plain("— 1 —", kind="furniture")))
    assert [(fact.text, str(fact.value)) for fact in reading.facts if fact.label == "measure"] == [
        ("524.3", "524.3"),
        ("5.5%", "5.5"),
    ]


def test_every_offset_leads_back_to_page_and_box():
    found = document(PARAGRAPH, plain("下一段。", Source(page=2)))
    text = found.text
    assert found.sources.at(text.index("全年")).page == 1
    assert found.sources.at(text.index("4.3")).box == (80, 100, 300, 116)
    assert found.sources.at(text.index("下一段")) == Source(page=2)


def test_furniture_is_kept_in_the_text_and_out_of_the_view():
    found = document(PARAGRAPH, plain("— 1 —", kind="furniture"), plain("固定资产投资增长7%。"))
    assert "— 1 —" in found.text
    assert "— 1 —" not in found.view.text
    assert [block.kind for block in found.blocks] == ["paragraph", "furniture", "paragraph"]
    page_number = next(fact for fact in extract(found).facts if fact.text == "1")
    assert (page_number.label, page_number.reason) == ("other", "page furniture")


def test_a_note_is_tied_to_its_mark():
    called = Passage([Run("新增专精特新企业"), Run("[1]", note="n1"), Run("30家。")])
    note = Passage([Run("[1]专精特新：专业化、精细化。")], "note", note="n1")
    found = document(called, note)
    (tied,) = found.notes
    assert (tied.mark, tied.at.of(found.text), tied.body.of(found.text)[:7]) == ("[1]", "[1]", "[1]专精特新")
    assert "新增专精特新企业30家" in found.view.text
    mark = next(fact for fact in extract(found).facts if fact.span.start == tied.at.start + 1)
    assert (mark.label, mark.reason) == ("other", "footnote mark")


def test_paragraphs_that_a_reader_has_seen_whole_are_not_joined():
    lines = [plain("一是推进项目建设，"), plain("二是扩大消费。")]
    assert "，\n二是" in document(*lines).view.text
    assert "，二是" in document(*lines, wrapped=True, form="docx").view.text.replace("\n", "")


def test_line_ends_and_tabs_inside_a_passage_are_blanks():
    assert document(plain("全年\n完成\t5.5\f亿元")).text == "全年 完成 5.5 亿元\n"


@pytest.mark.parametrize("parts", [[], [plain("  \n ")]])
def test_a_layout_without_a_word_is_refused(parts):
    with pytest.raises(NothingReadable):
        document(*parts)


def test_the_title_is_taken_from_what_is_no_furniture():
    parts = [
        plain("云澜市2021年政府工作报告", kind="furniture"),
        plain("云澜市2026年政府工作报告"),
        plain("各位代表："),
        plain("现在，我代表市人民政府作工作报告，请予审议。"),
    ]
    assert document(*parts).metadata.title == "云澜市2026年政府工作报告"


def test_what_was_laid_out_can_be_seen_as_words():
    assert words_of([plain("一、回顾"), PARAGRAPH]) == "一、回顾\n全年地区生产总值完成524.3亿元，同比增长5.5%。"
