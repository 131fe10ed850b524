"""One document in every format gives one reading: the same numbers with the same meaning."""

import email.message
import io
import zipfile
from collections.abc import Callable
from html import escape

import pytest

import doc_writer
import docx_files
import pdf_files
from folders import EXAMPLES
from taizhang.extracting import extract, read, read_text
from taizhang.model import Fact
from taizhang.reading import READERS, document_from

MEANING = ("value", "unit", "role", "comparator", "subject", "period", "status", "region", "section")
LINES_A_PAGE = 22
ANNEX = (
    ("序号", "指标", "单位", "2025年完成", "2026年目标"),
    ("1", "地区生产总值", "亿元", "524.3", "555以上"),
    ("2", "粮食产量", "万吨", "51.2", "52左右"),
    ("3", "城镇登记失业率", "%", "3.1", "4以内"),
)
TITLE = "2026年云澜市主要预期目标"


def paragraphs() -> list[str]:
    """The paragraphs of an example, whole."""
    view = read(EXAMPLES / "qingting-2024-report.txt").document.view.text
    return [line for line in view.split("\n") if line.strip()]


def as_docx(lines: list[str]) -> bytes:
    return docx_files.docx("".join(docx_files.p(escape(line)) for line in lines))


def as_doc(lines: list[str]) -> bytes:
    return doc_writer.Word([doc_writer.p(line) for line in lines]).bytes()


def as_html(lines: list[str]) -> bytes:
    body = "".join(f"<p>　　{escape(line)}</p>" for line in lines)
    menu = "<div class='nav'><a href='/'>首页</a><a href='/a'>政务公开</a><a href='/b'>互动交流</a></div>"
    page = f"<html><head><meta charset='gb2312'></head><body>{menu}<div class='content'>{body}</div></body></html>"
    return page.encode("gb18030")


def as_mht(lines: list[str]) -> bytes:
    letter = email.message.EmailMessage()
    letter["Subject"] = "计划"
    letter.set_content(as_html(lines), maintype="text", subtype="html", cte="base64")
    return b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n" + (
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        + letter.as_bytes()
        + b"\r\n--b--\r\n"
    )


def as_pdf(lines: list[str]) -> bytes:
    rows = [row for line in lines for row in pdf_files.wrapped("　　" + line, 28)]
    sheets = []
    for start in range(0, len(rows), LINES_A_PAGE):
        sheet = pdf_files.Sheet()
        for place, row in enumerate(rows[start : start + LINES_A_PAGE]):
            sheet.words(78, 105 + 29 * place, row)
        sheets.append(sheet.words(270, 770, f"- {len(sheets) + 1} -", 14))
    return pdf_files.pdf(sheets)


def as_markdown(lines: list[str]) -> bytes:
    return "\n\n".join(lines).encode()


def as_text_of_another_encoding(lines: list[str]) -> bytes:
    return "\r\n".join(lines).encode("utf-16")


WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": as_docx,
    "doc": as_doc,
    "html": as_html,
    "mht": as_mht,
    "pdf": as_pdf,
    "markdown": as_markdown,
    "utf-16": as_text_of_another_encoding,
}


def meaning(fact: Fact) -> tuple[object, ...]:
    return tuple(getattr(fact, field) for field in MEANING)


@pytest.fixture(scope="module")
def truth() -> list[tuple[object, ...]]:
    facts = read_text("\n".join(paragraphs())).facts
    return [meaning(fact) for fact in facts if fact.label == "measure"]


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_words_give_the_same_facts(form, truth):
    reading = extract(document_from(WRITERS[form](paragraphs()), f"报告.{form}"))
    assert [meaning(fact) for fact in reading.facts if fact.label == "measure"] == truth


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_words_tell_the_same_of_themselves(form):
    metadata = document_from(WRITERS[form](paragraphs()), f"报告.{form}").metadata
    assert metadata == read_text("\n".join(paragraphs())).document.metadata


@pytest.mark.parametrize("form", ["docx", "doc", "html", "pdf"])
def test_every_number_leads_back_to_its_place_in_the_file(form):
    document = document_from(WRITERS[form](paragraphs()), f"报告.{form}")
    places = [document.sources.at(fact.span.start) for fact in extract(document).facts]
    assert None not in places
    if form == "pdf":
        assert all(place.page and place.box for place in places)
    if form in ("docx", "doc"):
        assert all(place.paragraph is not None and place.run is not None for place in places)


def annex_as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ANNEX)
    return f"<html><body><p>{TITLE}</p><table>{rows}</table></body></html>".encode()


def annex_as_docx() -> bytes:
    return docx_files.docx(docx_files.p(TITLE) + docx_files.tbl(*(docx_files.tr(*row) for row in ANNEX)))


def annex_as_xlsx() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append([TITLE])
    book.active.merge_cells("A1:E1")
    for row in ANNEX:
        book.active.append([float(cell) if cell.replace(".", "").isdigit() and "." in cell else cell for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def annex_as_csv() -> bytes:
    return "\n".join([TITLE, *(",".join(row) for row in ANNEX)]).encode("gb18030")


def annex_as_pdf() -> bytes:
    sheet = pdf_files.Sheet()
    sheet.words(180, 90, TITLE)
    lefts, tops = [60, 110, 250, 320, 420, 530], [120, 150, 180, 210, 240]
    for r, row in enumerate(ANNEX):
        for c, words in enumerate(row):
            sheet.words(lefts[c] + 4, tops[r] + 6, words, 12)
    for top in tops:
        sheet.rule(lefts[0], top, lefts[-1], top)
    for left in lefts:
        sheet.rule(left, tops[0], left, tops[-1])
    return pdf_files.pdf([sheet])


def annex_as_markdown() -> bytes:
    head, *body = ["|" + "|".join(row) + "|" for row in ANNEX]
    return "\n".join([TITLE, "", head, "|---|---|---|---|---|", *body]).encode()


ANNEXES = {
    "html": annex_as_html,
    "docx": annex_as_docx,
    "xlsx": annex_as_xlsx,
    "csv": annex_as_csv,
    "pdf": annex_as_pdf,
    "markdown": annex_as_markdown,
}


@pytest.mark.parametrize("form", ANNEXES)
def test_the_same_annex_gives_the_same_targets(form):
    (table,) = document_from(ANNEXES[form](), f"附表.{form}").tables
    assert [(row.name, row.unit, row.actual_value, row.planned_value) for row in table.targets] == [
        ("地区生产总值", "亿元", "524.3", "555以上"),
        ("粮食产量", "万吨", "51.2", "52左右"),
        ("城镇登记失业率", "%", "3.1", "4以内"),
    ]


@pytest.mark.parametrize("form", ANNEXES)
def test_the_same_annex_gives_the_same_facts(form):
    facts = extract(document_from(ANNEXES[form](), f"附表.{form}")).facts
    told = [
        (str(fact.value), fact.unit, fact.comparator, fact.subject, fact.period, fact.status, fact.certainty)
        for fact in facts
        if fact.label == "measure"
    ]
    assert told == [
        ("524.3", "亿元", "=", "地区生产总值", "2025", "actual", "sure"),
        ("555", "亿元", ">=", "地区生产总值", "2026", "target", "sure"),
        ("51.2", "万吨", "=", "粮食产量", "2025", "actual", "sure"),
        ("52", "万吨", "~", "粮食产量", "2026", "target", "sure"),
        ("3.1", "%", "=", "城镇登记失业率", "2025", "actual", "sure"),
        ("4", "%", "<=", "城镇登记失业率", "2026", "target", "sure"),
    ]


def test_all_formats_go_into_one_archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for form, write in WRITERS.items():
            package.writestr(f"{form}.bin", write(paragraphs()))
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as package:
        formats = [document_from(package.read(name), name).format for name in package.namelist()]
    assert formats == ["docx", "doc", "html", "mht", "pdf", "text", "text"]


@pytest.mark.parametrize("name", ["计划.docx", "计划.pdf", "计划.xls", "计划"])
def test_the_content_tells_the_format_whatever_the_name_says(name):
    assert document_from(as_html(paragraphs()), name).format == "html"


def test_readers_are_asked_in_order_and_text_takes_what_is_left():
    assert READERS[-1].handles(b"anything")
