"""Pages made to harm, and real pages beside the repository: what a page may cost, and what must come of it."""

import contextlib
import difflib
import random
import time
from pathlib import Path

import pytest

from taizhang.errors import FileHostile, TaizhangError
from taizhang.grammar.tokens import tokens
from taizhang.reading.html import convert, flow, handles, laid
from taizhang.reading.layout import Layout, Part, Passage, words_of

FIRST = "2030年，全市地区生产总值完成1524亿元，增长5.5%，固定资产投资增长8.1%，社会消费品零售总额增长6.2%。"


def read(page: str) -> Layout:
    return laid(page.encode(), "页.html")


def body_of(layout: Layout) -> list[Part]:
    return [part for part in layout.parts if not (isinstance(part, Passage) and part.kind == "furniture")]


HOSTILE = {
    "nested divs": "<div>" * 100_000 + FIRST,
    "unclosed formatting": "<font color=1><b><i><a href=x>" * 20_000 + FIRST,
    "nested tables": "<table><tr><td>" * 20_000 + FIRST,
    "nested lists": "<ul><li>" * 20_000 + FIRST,
    "unclosed comments": "<!--" * 100_000 + FIRST,
    "unclosed titles": "<title>" * 30_000 + FIRST,
    "tags without an end": FIRST + "<a " * 200_000,
    "quotation marks that never close": FIRST + '<a x="" ' * 50_000 + 'y=">',
    "ends of nothing": "</p></div></td>" * 30_000 + FIRST,
    "a number of a million digits": "&#" + "9" * 1_000_000 + ";" + FIRST,
    "breaks": "<br>" * 100_000 + FIRST,
    "wraps": f"<p>{FIRST}" + "全年完成投资524亿元，<br>" * 20_000,
    "blanks": "<p>" + " \n" * 500_000 + FIRST,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + FIRST,
    "a refresh": '<meta http-equiv=refresh content="0;url=//example.invalid/">' + FIRST,
    "deep and many": "<div>" * 190 + f"<p>{FIRST}" * 3_000,
}


class TestHostile:
    @pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
    def test_it_is_read_in_little_time(self, markup: str) -> None:
        begun = time.process_time()
        layout = read(f"<html><body>{markup}")
        assert FIRST[:40] in words_of(layout.parts)
        assert time.process_time() - begun < 20

    def test_a_large_picture_in_the_page_costs_little(self) -> None:
        picture = b"A" * 48_000_000
        page = b'<html><body><img src="data:image/png;base64,' + picture + b'"><p>' + FIRST.encode() + b"</p>"
        begun = time.process_time()
        assert words_of(laid(page, "页.html").parts) == FIRST
        assert time.process_time() - begun < 5

    @pytest.mark.parametrize(
        "markup",
        [
            "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>1<td>2</tr>" * 10_000,
            "<p>" * 7_000_000,
        ],
        ids=["spans", "characters"],
    )
    def test_beyond_the_limits_it_is_refused(self, markup: str) -> None:
        with pytest.raises(FileHostile):
            read(f"<html><body>{markup}")

    @pytest.mark.parametrize("seed", range(40))
    def test_no_page_cut_or_shuffled_raises_anything_else(self, seed: int) -> None:
        chance = random.Random(seed)
        signs = [
            "<p>",
            "</p>",
            "<table>",
            "<tr>",
            "<td rowspan=2>",
            "<th>",
            "</table>",
            "<li>",
            "<ol>",
            "<a href='#n'>",
            "[1]",
        ]
        signs += [
            "<sup>",
            "</sup>",
            "<h2>",
            "</h1>",
            "<br>",
            "<!--",
            "-->",
            "<span style='display:none'>",
            "</span>",
            FIRST,
            "5",
        ]
        signs += [
            "<script>",
            "</script>",
            "<small>",
            "<caption>",
            "<pre>",
            "\n",
            "<p id=n>",
            "</td>",
            "<tfoot>",
            "&#0;",
            "<rt>",
            "<",
        ]
        page = "<html>" + "".join(chance.choice(signs) for _ in range(chance.randrange(200)))
        with contextlib.suppress(TaizhangError):
            convert(page.encode()[: chance.randrange(20, 4_000)], "页.html")


PAGES = "documents/originals/html"
TWINS = ("guangdong_zhanjiang-2025-budget", "hunan_changsha-2025-communique", "xinjiang_bayinguoleng-2025-communique")
TWINS += ("henan_anyang-2025-communique",)


class TestRealPages:
    @pytest.mark.parametrize("name", TWINS)
    def test_the_numbers_of_the_body_agree_with_those_collected_another_way(self, shared: Path, name: str) -> None:
        found = words_of(body_of(laid((shared / PAGES / f"city-{name}.html").read_bytes(), name)))
        twin = (shared / "documents/sample" / f"city-{name}.txt").read_text(encoding="utf-8")
        if name.startswith("henan"):  # there each run of one font stands on its own line
            twin = joined_like(twin, found)
        mine, other = [t.text for t in tokens(found)], [t.text for t in tokens(twin)]
        same = sum(
            match.size for match in difflib.SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
        )
        assert same >= 0.995 * len(mine)

    def test_every_page_has_its_article_and_no_script(self, shared: Path) -> None:
        pages = sorted((shared / PAGES).glob("*.html"))
        assert pages
        for page in pages:
            data = page.read_bytes()
            assert handles(data)
            text = words_of(body_of(laid(data, page.name)))
            assert len(text) > 2_000, page.name
            assert not any(sign in text for sign in ("function", "首页 >", "网站地图", "备案号", "上一篇")), page.name


def joined_like(text: str, model: str) -> str:
    """The words of a text in the lines of another that holds the same ones."""
    bare = "".join(text.split())
    lines = []
    for line in model.split("\n"):
        words = "".join(line.split())
        lines.append(line if words in bare else "")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("rows", "limit"),
    [
        ("<tr>" + "<td>甲" * 20_001, "columns"),
        ("<tr>" + "<td>甲" * 2_000 + "<tr><td>甲<td>乙" * 1_001, "places"),
    ],
)
def test_a_table_of_far_too_many_columns_or_places_is_refused(rows: str, limit: str) -> None:
    with pytest.raises(FileHostile, match=limit):
        laid(f"<html><body><table>{rows}</table></body></html>".encode(), "页.html")


@pytest.mark.parametrize("inside", ["<p>甲" * 11, "<p>甲" * 6 + "<table>" + "<tr><td>甲<td>乙" * 3 + "</table>"])
def test_far_too_many_paragraphs_and_cells_are_refused(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MOST_PARTS", 10)
    with pytest.raises(FileHostile, match="more than 10 paragraphs and cells"):
        laid(f"<html><body>{inside}</body></html>".encode(), "页.html")


@pytest.mark.parametrize("name", ["utf-7", "UTF7", "punycode"])
def test_an_encoding_that_disguises_words_is_told_and_not_followed(name: str) -> None:
    layout = laid(f'<html><head><meta charset="{name}"></head><body><p>+MgA- 2030年'.encode(), "页.html")
    assert words_of(layout.parts) == "+MgA- 2030年"
    assert "没有按它解码" in layout.cautions[0].zh
