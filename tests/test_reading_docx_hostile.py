"""Word files that are broken, or made to harm whoever opens them: refused with the true reason, and soon."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from docx_files import W, docx, field, level, listed, lists, p, packed, r, relations, root, style, tbl, tc, tr
from taizhang.errors import FileDamaged, FileHostile, FileLocked, NothingReadable, ReadingError
from taizhang.reading.docx import book, convert, handles, laid, markup
from taizhang.reading.docx.stream import pieces
from taizhang.reading.layout import words_of

PATH = "计划.docx"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
DTD = f'<!DOCTYPE w:document [<!ENTITY l0 "哈">{LAUGHS}<!ENTITY out SYSTEM "file:///etc/hostname">]>'


def with_main(xml: str | bytes) -> bytes:
    return packed({"word/document.xml": xml})


def document(inner: str) -> str:
    return root("document", f"<w:body>{inner}</w:body>")


@pytest.mark.parametrize("entity", ["&l9;", "&out;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_in_any_encoding(entity: str, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{DTD}'
    body = document(p(entity)).partition("?>")[2]
    with pytest.raises(FileHostile, match="DTD"):
        laid(with_main((declared + body).encode(encoding)), PATH)


def test_a_dtd_in_any_other_part_is_refused_too() -> None:
    data = packed({"word/document.xml": document(p("甲")), "[Content_Types].xml": "<!DOCTYPE a><a/>"})
    with pytest.raises(FileHostile, match="DTD"):
        laid(data, PATH)


def test_an_entity_that_is_not_declared_is_damage() -> None:
    with pytest.raises(FileDamaged):
        laid(with_main(document(p("&nothing;"))), PATH)


def test_elements_without_end_within_one_another_are_refused() -> None:
    with pytest.raises(FileHostile, match="deep"):
        laid(with_main(document("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)), PATH)


def nested_tables(depth: int) -> str:
    inner = p("底")
    for _ in range(depth):
        inner = tbl(tr(tc(inner + p("层")), "乙"))
    return inner


def test_tables_within_tables_are_read_to_a_depth_and_refused_below() -> None:
    assert "底" in words_of(laid(docx(nested_tables(10)), PATH).parts)
    with pytest.raises(FileHostile, match="nested"):
        laid(docx(nested_tables(60)), PATH)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = with_main(document("<w:p/>" * 5_000_000))
    assert len(data) < 200_000
    assert handles(data)
    with pytest.raises(FileHostile, match="200"):
        laid(data, PATH)


def test_one_paragraph_that_never_ends_is_refused_and_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_AT_ONCE", 1_000_000)
    with pytest.raises(FileHostile, match="above 1 MB"):
        laid(docx("<w:p>" + r("甲") * 50_000 + "</w:p>"), PATH)


def test_a_style_sheet_far_beyond_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_AT_ONCE", 100_000)
    with pytest.raises(FileHostile):
        laid(docx(p("甲"), styles=style("a", "b") * 2_000), PATH)


def test_no_more_than_one_piece_of_the_body_is_held_at_a_time() -> None:
    sdt = f"<w:sdt><w:sdtContent>{p('丁') * 9_000}</w:sdtContent></w:sdt>"
    body = document(p("甲") * 9_000 + tbl(*[tr("乙", "丙")] * 9_000) + sdt)
    held = 0
    for piece in pieces(body.encode(), PATH, "word/document.xml"):
        parent = piece.node.getparent()
        held = max(held, len(list(parent)) if parent is not None else 0)
    assert held < 2_000  # what one step of the parser brings at once


@pytest.mark.parametrize("at", [30, 400, 900])
def test_a_file_that_was_cut_off_is_damaged(at: int) -> None:
    data = packed({"word/document.xml": document(p("甲乙丙丁" * 300)), "word/styles.xml": root("styles", "")})
    cut = data[: at * len(data) // 1000]
    assert at < 50 or handles(cut)
    with pytest.raises(FileDamaged):
        laid(cut, PATH)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", ""),
        ("word/document.xml", "not xml"),
        ("word/document.xml", document(p("甲"))[:-20]),
        ("word/document.xml", b"\xff\xfe\x00"),
        ("[Content_Types].xml", "<"),
        ("_rels/.rels", "<a"),
        ("word/_rels/document.xml.rels", "\x00"),
    ],
)
def test_a_part_that_is_no_xml_is_damage(name: str, content: str | bytes) -> None:
    with pytest.raises(FileDamaged):
        laid(packed({"word/document.xml": document(p("甲")), name: content}), PATH)


def test_a_package_without_a_body_is_damaged_and_one_without_words_has_nothing_to_read() -> None:
    with pytest.raises(FileDamaged):
        laid(packed({"word/styles.xml": "<a/>"}), PATH)
    with pytest.raises(NothingReadable):
        convert(docx(p("")), PATH)
    with pytest.raises(NothingReadable):
        convert(with_main("<other/>"), PATH)


def test_parts_that_are_named_but_missing_are_done_without() -> None:
    rels = relations(
        ("r1", "styles", "styles.xml"), ("r2", "footnotes", "../../../etc/passwd"), ("r3", "header", "h.xml")
    )
    body = document(p(r("甲") + r('<w:footnoteReference w:id="9"/>'), listed(0) + '<w:pStyle w:val="none"/>'))
    data = packed({"word/document.xml": body, "word/_rels/document.xml.rels": rels})
    assert words_of(laid(data, PATH).parts) == "甲1"


def test_what_stands_outside_of_the_package_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", forbidden)
    rels = relations(
        ("r1", "attachedTemplate", "http://example.invalid/a.dotm"), ("r2", "hyperlink", "file://example.invalid/x"),
        ("r3", "oleObject", "http://example.invalid/o"), ("r4", "styles", "http://example.invalid/styles.xml"),
    )  # fmt: skip
    body = document(
        p(f'<w:hyperlink r:id="r2">{r("链接")}</w:hyperlink>' + field("INCLUDETEXT file:///etc/passwd", r("旧")))
    )
    data = packed({"word/document.xml": body, "word/_rels/document.xml.rels": rels})
    assert words_of(laid(data, PATH).parts) == "链接旧"


def test_of_two_parts_with_one_name_the_last_is_read() -> None:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document(p("甲")))
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("word/document.xml", document(p("乙")))
    assert words_of(laid(held.getvalue(), PATH).parts) == "乙"


def test_a_part_with_a_password_is_locked() -> None:
    data = bytearray(with_main(document(p("甲"))))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(FileLocked):
        laid(bytes(data), PATH)


@pytest.mark.parametrize(
    "body",
    [
        tbl(tr(tc("甲", '<w:gridSpan w:val="999999999999"/>'), tc("乙", '<w:gridSpan w:val="-5"/>'))),
        tbl(tr("甲", properties='<w:gridBefore w:val="99999999999999999999"/>')),
        tbl(tr(tc("甲", '<w:gridSpan w:val="x"/>'))),
        p("甲", '<w:ind w:left="1e400" w:firstLineChars="nan"/>'),
        p("甲", '<w:outlineLvl w:val="-3"/>'),
        p("甲", '<w:outlineLvl w:val="99999"/>'),
        p(r("甲") + r('<w:sym w:char="zz"/><w:sym w:char="FFFFFFFF"/><w:sym/><w:sym w:char="D800"/>')),
        p(
            r("甲")
            + r('<w:fldChar w:fldCharType="end"/>')
            + r('<w:fldChar w:fldCharType="separate"/>')
            + r("<w:fldChar/>")
        ),
        p("甲", '<w:numPr><w:ilvl w:val="77"/><w:numId w:val="1"/></w:numPr>'),
        "<w:p><w:p>" + r("甲") + "</w:p></w:p>",
        "<w:tbl/><w:tbl><w:tr/></w:tbl>" + tbl("<w:tr><w:tc/></w:tr>") + p("甲"),
        "<w:tc>" + p("甲") + "</w:tc>",
        p('<w:fldSimple w:instr="X"/>' + r("甲")),
    ],
)
def test_values_beyond_all_reason_harm_nothing(body: str) -> None:
    held = lists(level(0, "decimal", "%9%1、"), level(99, "x", "y"), level(-1, "decimal", "%1"))
    assert "甲" in words_of(laid(docx(body, numbering=held), PATH).parts)


def test_styles_and_lists_that_go_round_in_circles_end() -> None:
    styles = style("a", "甲", base="b") + style("b", "乙", listed(0, 2), base="a")
    link = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="b"/></w:abstractNum>'
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    assert "文" in words_of(
        laid(docx(p("文", '<w:pStyle w:val="a"/>'), styles=styles, numbering=link + nums), PATH).parts
    )


@pytest.mark.parametrize(
    "body",
    [
        lambda n: p(r('<w:fldChar w:fldCharType="begin"/>') * n + r("甲") * n),
        lambda n: p(r("甲") * n + r("<w:br/>") * n),
        lambda n: tbl(tr(*["甲"] * n)),
        lambda n: tbl(*[tr(tc("甲", "<w:vMerge/>"))] * n),
        lambda n: p(r('<w:footnoteReference w:id="1"/>') * n),
        lambda n: p("甲", listed(0)) * n,
        lambda n: p("甲", "<w:rPr><w:del/></w:rPr>") * n,
    ],
)
def test_time_grows_no_faster_than_the_file(body: Callable[[int], str]) -> None:
    from time import process_time

    def spent(count: int) -> float:
        data = docx(body(count), numbering=lists(level(0, "decimal", "%1、")))
        began = process_time()
        laid(data, PATH)
        return process_time() - began

    spent(100)
    assert spent(16_000) < 12 * max(spent(4_000), 0.05)


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_at_random_raise_nothing_but_reading_errors(seed: int) -> None:
    import random

    chance = random.Random(seed)
    xml = document(p("甲", listed(0)) + tbl(tr("乙", tc("丙", '<w:gridSpan w:val="2"/>'))) + p(field("TOC", r("丁"))))
    held = BytesIO()
    with ZipFile(held, "w") as package:  # stored, so that changes reach the XML
        package.writestr("word/document.xml", xml)
        package.writestr("[Content_Types].xml", "<Types/>")
    data = bytearray(held.getvalue())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    handles(bytes(data))
    with suppress(ReadingError):
        laid(bytes(data), PATH)


def test_words_of_a_file_in_another_encoding_are_read() -> None:
    xml = (
        f'<?xml version="1.0" encoding="gb18030"?><w:document xmlns:w="{W}"><w:body>{p("桃源市")}</w:body></w:document>'
    )
    assert words_of(laid(with_main(xml.encode("gb18030")), PATH).parts) == "桃源市"


@pytest.mark.parametrize(
    ("rows", "limit"),
    [
        ([tr(*[tc("甲", '<w:gridSpan w:val="1000"/>')] * 21)], "columns"),
        ([tr(*["甲"] * 20_001)], "columns"),
        ([tr(*[tc("甲", '<w:gridSpan w:val="1000"/>')] * 10)] * 201, "places"),
        ([tr(*[tc("甲", '<w:gridSpan w:val="1000"/>')] * 10), *[tr("甲")] * 200], "places"),
    ],
)
def test_a_table_of_far_too_many_columns_or_places_is_refused(rows: list[str], limit: str) -> None:
    with pytest.raises(FileHostile, match=limit):
        laid(docx(tbl(*rows)), PATH)


@pytest.mark.parametrize(
    "body", [p("甲") * 11, p() * 11, tbl(tr("甲", "乙") * 6), p("甲") * 6 + tbl(tr("甲", "乙")) * 3]
)
def test_far_too_many_paragraphs_and_cells_are_refused(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_PARTS", 10)
    with pytest.raises(FileHostile, match="more than 10 paragraphs and cells"):
        laid(docx(body), PATH)
