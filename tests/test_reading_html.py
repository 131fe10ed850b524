"""Saved web pages: small ones built here, with the structures of many sites, and real ones beside the repository."""

import pytest

from taizhang.errors import EncodingUnknown, FileEmpty, NothingReadable
from taizhang.reading.html import convert, handles, laid
from taizhang.reading.layout import Grid, Layout, Part, Passage, words_of

FIRST = "2030年，全市地区生产总值完成1524亿元，增长5.5%，固定资产投资增长8.1%，社会消费品零售总额增长6.2%。"
SECOND = "2031年主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%，城镇新增就业3.2万人以上。"
THIRD = "做好今年的工作，要坚持稳中求进，着力扩大内需，加快建设现代化产业体系，切实保障和改善民生。"
TITLE = "青阳市2030年国民经济和社会发展计划执行情况报告"


def read(page: str | bytes) -> Layout:
    return laid(page.encode() if isinstance(page, str) else page, "页.html")


def body_of(layout: Layout) -> list[Part]:
    return [part for part in layout.parts if not (isinstance(part, Passage) and part.kind == "furniture")]


def body(page: str | bytes) -> list[str]:
    return words_of(body_of(read(page))).split("\n")


def furniture(page: str) -> list[str]:
    return [part.text for part in read(page).parts if isinstance(part, Passage) and part.kind == "furniture"]


def grids(page: str) -> list[Grid]:
    return [part for part in read(page).parts if isinstance(part, Grid)]


def rows(page: str) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in grids(page) for row in grid.rows()]


def inside(markup: str) -> str:
    return f"<html><body>{markup}</body></html>"


class TestHandles:
    @pytest.mark.parametrize(
        "page",
        [
            "<!DOCTYPE html><html><body>报告",
            "\n\n<HTML xmlns:o='urn:schemas-microsoft-com:office:office'><body>报告",
            '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html PUBLIC "x"><html>',
            "<!-- saved from url=(0014)about:internet -->\n<html><p>报告",
            "<meta charset=gb2312><p>报告</p>",
            "<table border=1><tr><td>投资</td><td>524</td></tr><tr><td>出口</td><td>12</td></tr></table>",
        ],
    )
    def test_a_page_is_known_by_how_it_begins(self, page: str) -> None:
        assert handles(page.encode())

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le", "gb18030"])
    def test_a_page_is_known_in_any_encoding(self, encoding: str) -> None:
        assert handles("<html><body>报告".encode(encoding))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "全市完成投资524亿元，<b>增长</b>5.5%。",
            "<2030年计划>\n全市完成投资524亿元。",
            "<p>报告</p>",
            '<div align="center">\n\n# 青阳市计划\n\n</div>\n| 指标 | 值 |\n<p></p></p></p></p></p>',
            '<?xml version="1.0"?><w:document/>',
            "%PDF-1.7",
        ],
    )
    def test_a_text_with_a_stray_tag_stays_a_text(self, text: str) -> None:
        assert not handles(text.encode())

    def test_noise_is_no_page(self) -> None:
        assert not handles(bytes(range(256)) * 40)


class TestEncoding:
    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [
            ("utf-8", "utf-8"),
            ("gb2312", "gb18030"),
            ("gbk", "gb18030"),
            ("gb2312", "utf-8"),  # saved anew by a browser, which left the old name
            ("utf-8", "gb18030"),
            ("utf-16", "utf-8"),
            ("no-such-thing", "gb18030"),
            ("hex", "utf-8"),
            ("big5", "big5"),
        ],
    )
    def test_the_bytes_decide_not_the_name(self, declared: str, encoding: str) -> None:
        words = "全市完成投資524億元，增長5.5%，人民生活水平不斷提高，各項工作取得新的成績。"
        page = f'<html><meta http-equiv=Content-Type content="text/html; charset={declared}"><p>{words}</p></html>'
        assert words in body(page.encode(encoding))

    def test_marks_of_byte_order_are_believed(self) -> None:
        assert body(inside(f"<p>{FIRST}</p>").encode("utf-16")) == [FIRST]

    def test_a_few_broken_bytes_are_told_and_cost_nothing_else(self) -> None:
        data = inside(f"<p>{FIRST}</p>" * 40).encode() + b"\xff"
        layout = read(data)
        assert layout.cautions[0].zh.startswith("网页有 1 处字节无法解码")
        assert len(body_of(layout)) == 41

    def test_what_no_encoding_fits_is_refused(self) -> None:
        with pytest.raises(EncodingUnknown):
            read(b"<html><p>" + bytes([0xFF, 0x80, 0xC3, 0x28]) * 200)

    def test_nothing_is_refused_as_empty(self) -> None:
        with pytest.raises(FileEmpty):
            read(" \n ")


NEIGHBOURS = {
    "the editor of a well-known system, with menus as lists": f"""
        <div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/x">政务公开</a></li></ul></div>
        <div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/b">规划计划</a></div>
        <h2>{TITLE}</h2><div class="info">发布时间：2031-02-03 来源：市发展改革委 浏览次数：<span>12</span></div>
        <div class="TRS_Editor"><p>　　{FIRST}</p><p>　　{SECOND}</p><p>　　{THIRD}</p></div>
        <div class="share">分享到：</div><div>上一篇：<a href="/a">某项工作取得进展</a></div>
        <div id="footer"><p>主办：青阳市人民政府办公室 地址：青阳市人民路1号。</p><p>备案号：某ICP备123号</p></div>""",
    "a page of tables": f"""
        <table width=1000><tr><td colspan=2><a href=/>首页</a> | <a href=/b>机构</a> | <a href=/c>公开</a></td></tr>
        <tr><td width=200><a href=/d>通知公告</a><br><a href=/e>政策文件</a></td>
        <td><table><tr><td align=center><b>{TITLE}</b></td></tr>
        <tr><td>发布时间：2031-02-03</td></tr>
        <tr><td id=zoom><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table></td></tr>
        <tr><td colspan=2>版权所有：青阳市人民政府 技术支持：某公司</td></tr></table>""",
    "one block with breaks": f"""
        <div id=top><a href=/>网站首页</a></div><div class=bt>{TITLE}</div>
        <div id=zoom>　　{FIRST}<br>　　{SECOND}<br><br>　　{THIRD}<br></div>
        <div class=foot><a href=/a>网站地图</a> <a href=/b>联系我们</a></div>""",
    "elements of today": f"""
        <header><nav><a href=/>首页</a><a href=/b>数据</a></nav></header>
        <main><article><header><h1>{TITLE}</h1><time>2031-02-03</time></header>
        <section><p>{FIRST}</p><p>{SECOND}</p></section><section><p>{THIRD}</p></section></article>
        <aside><h3>热点</h3><ul><li><a href=/x>某地召开会议，部署工作。</a></li></ul></aside></main>
        <footer><p>版权所有 青阳市人民政府</p></footer>""",
    "a blog's theme": f"""
        <body class="single m-sidebar-on"><div class=header><a href=/>公报库</a></div>
        <section class=container><div class=content-wrap><div class=content><header class=article-header>
        <h1><a href="/1">{TITLE}</a></h1></header><article class=article-content>
        <p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
        <div class=article-tags>标签：<a href=/t>青阳</a></div><div class=relates><h3>相关统计公报</h3>
        <ul><li><a href=/2>青阳市2029年计划</a></li></ul></div></div></div></section>""",
    "paragraphs without any box": f"""
        <h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><hr><a href=/>返回首页</a>""",
    "a form around all, paragraphs in divs": f"""
        <form action=/a.aspx><div><select><option>国务院部门网站</option><option>省政府</option></select></div>
        <div class=w><div class=t>{TITLE}</div><div class=c><div>{FIRST}</div><div>{SECOND}</div>
        <div>{THIRD}</div></div><div><button>打印</button> <button>关闭</button></div></div></form>""",
    "words cut into spans": f"""
        <div class=menu><a href=/>首页</a></div><h1>{TITLE}</h1><div id=vsb_content>
        {
        "".join(
            f"<p><span style='font-size:16pt'>{t[:9]}</span><span lang=EN-US>{t[9:14]}</span><font>{t[14:]}</font></p>"
            for t in (FIRST, SECOND, THIRD)
        )
    }</div>
        <p>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:close()">关闭</a>】</p>""",
    "a second copy for telephones": f"""
        <div class=pc><h1>{TITLE}</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></div>
        <div class=m><div>{TITLE}</div><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></div>""",
    "a copy for print that is hidden": f"""
        <h1>{TITLE}</h1><div class=view><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>
        <div id=printbox style="DISPLAY: none">{FIRST}<br>{SECOND}<br>{THIRD}</div>""",
    "Word saved as a page": f"""
        <div class=WordSection1 style='layout-grid:15.6pt'>
        <p class=MsoNormal align=center><b><span>{TITLE}<o:p></o:p></span></b></p>
        <p class=MsoNormal style='text-indent:32pt'><span>{FIRST}<o:p></o:p></span></p>
        <p class=MsoNormal><![if !supportLists]><span>&nbsp;</span><![endif]>{SECOND}</p>
        <p class=MsoNormal><span
        lang=EN-US><!--[if gte vml 1]><v:shape>不显示</v:shape><![endif]--></span>{THIRD}</p></div>""",
}


class TestArticle:
    @pytest.mark.parametrize("page", NEIGHBOURS.values(), ids=NEIGHBOURS.keys())
    def test_every_paragraph_is_kept_and_no_menu(self, page: str) -> None:
        found = body(f"<html><head><title>{TITLE}_青阳市人民政府</title></head><body>{page}</body></html>")
        assert [line for line in found if line in (TITLE, FIRST, SECOND, THIRD)] == [TITLE, FIRST, SECOND, THIRD]
        rest = set(found) - {TITLE, FIRST, SECOND, THIRD}
        assert not {line for line in rest if not line.startswith(("发布时间", "2031-02-03"))}

    def test_furniture_is_not_lost(self) -> None:
        page = NEIGHBOURS["the editor of a well-known system, with menus as lists"]
        found = furniture(inside(page))
        assert found[:3] == ["首页", "政务公开", "当前位置：首页 > 规划计划"]
        assert "备案号：某ICP备123号" in found

    def test_the_title_of_the_window_stands_in_where_the_page_prints_none(self) -> None:
        page = f"<html><title>{TITLE} - 青阳市人民政府</title><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
        first = read(page).parts[0]
        assert isinstance(first, Passage)
        assert (first.text, first.kind, first.level) == (TITLE, "heading", 1)

    def test_a_title_in_two_lines_is_kept_whole(self) -> None:
        page = f"<title>{TITLE}</title><div class=top>{TITLE[:9]}<br>{TITLE[9:]}</div><p>{FIRST}</p><p>{SECOND}</p>"
        assert body(inside(page))[:2] == [TITLE[:9], TITLE[9:]]

    def test_the_signature_beside_the_article_is_kept(self) -> None:
        page = (
            f"<div><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div><p>青阳市财政局</p><p>2031年1月20日</p></div>"
        )
        assert body(inside(page))[-2:] == ["青阳市财政局", "2031年1月20日"]

    @pytest.mark.parametrize(
        "trail", ["当前位置：首页 > 规划计划 > 正文", "您的位置： 首页 / 政务公开 / 规划计划 / 年度计划"]
    )
    def test_a_crumb_trail_without_links_is_furniture(self, trail: str) -> None:
        assert furniture(inside(f"<div>{trail}</div><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>")) == [trail]

    def test_annexes_and_contents_that_are_links_are_kept(self) -> None:
        page = f"""<p><a href="#a">一、工作回顾</a></p><p>{FIRST}</p><p>{SECOND}</p>
            <p><a href="/1.xlsx">青阳市2031年预算表.xlsx</a></p>"""
        assert {"一、工作回顾", "青阳市2031年预算表.xlsx"} <= set(body(inside(page)))

    def test_an_article_in_two_boxes_is_read_whole(self) -> None:
        page = f"""<div class=a><p>{FIRST}</p></div><div class=share><a href=/s>分享</a></div>
            <div class=b><p>{SECOND}</p></div>"""
        assert body(inside(page)) == [FIRST, SECOND]

    def test_a_page_of_few_words_is_read(self) -> None:
        assert body("<html><body><p>完成5亿元</p></body></html>") == ["完成5亿元"]


class TestHead:
    def test_a_table_of_properties_becomes_lines(self) -> None:
        page = f"""<table><tr><td>索 引 号</td><td>A01-2031-1</td><td>发文机关：</td><td>青阳市人民政府</td></tr>
            <tr><td>文　　号</td><td>青政〔2031〕5号</td><td>发布日期</td><td></td></tr></table>
            <p>{FIRST}</p><p>{SECOND}</p>"""
        found = body(inside(page))
        assert found[:4] == [
            "索 引 号：A01-2031-1",
            "发文机关：青阳市人民政府",
            "文　　号：青政〔2031〕5号",
            "发布日期：",
        ]

    def test_labels_and_values_in_boxes_become_lines(self) -> None:
        page = f"""<dl><dt>索引号：</dt><dd>A01-2031-1</dd><dt>发布日期</dt><dd>2031-02-03</dd></dl>
            <div><p>{FIRST}</p><p>{SECOND}</p></div>"""
        assert body(inside(page))[:2] == ["索引号：A01-2031-1", "发布日期：2031-02-03"]

    def test_metadata_is_found(self) -> None:
        page = f"""<title>{TITLE}</title><div>索引号：A01-2031-1</div><h1>{TITLE}</h1><div>发布日期：2031-02-03</div>
            <p>{FIRST}</p><p>{SECOND}</p>"""
        found = convert(inside(page).encode(), "页.html").metadata
        assert (found.title, found.index_number, found.date_published) == (TITLE, "A01-2031-1", "2031-02-03")


class TestParagraphs:
    def test_a_break_in_a_sentence_is_a_wrap(self) -> None:
        page = "<p>2030年，全市完成固定资产投资524亿元，<br>增长5.5%。<br>　　全市财政收入完成50亿元。</p>"
        assert body(inside(page)) == ["2030年，全市完成固定资产投资524亿元，增长5.5%。", "全市财政收入完成50亿元。"]

    def test_line_ends_of_the_source_are_none(self) -> None:
        assert body(inside("<p>全市完成\n    固定资产投资\n524亿元。 GDP\n growth</p>")) == [
            "全市完成固定资产投资 524亿元。 GDP growth"
        ]

    def test_line_ends_count_where_the_page_says_so(self) -> None:
        assert body(inside("<pre>一、回顾\n全市增长。\n二、目标</pre>")) == ["一、回顾", "全市增长。", "二、目标"]
        assert body(inside("<p style='white-space: pre-wrap'>一、回顾\n二、目标</p>")) == ["一、回顾", "二、目标"]

    def test_blanks_that_set_in_are_left_away(self) -> None:
        assert body(inside("<p>&nbsp;&nbsp;　　全市&nbsp;增长5.5%。&nbsp;</p>")) == ["全市 增长5.5%。"]

    def test_words_are_resolved(self) -> None:
        assert body(inside("<p>&ldquo;十五五&#8221;&lt;5&amp;amp;&#x6bd4;&hellip;&#99999999999;</p>")) == [
            "“十五五”<5&amp;比…�"
        ]

    def test_raised_digits_do_not_join_the_number(self) -> None:
        assert body(
            inside(
                "<p>面积5km<sup>2</sup>，10<sup>8</sup>千瓦，CO<sub>2</sub>，5%<sup>1</sup>，<ruby>勠<rt>lù</rt></ruby>力</p>"
            )
        ) == ["面积5km²，10⁸千瓦，CO2，5%¹，勠（lù）力"]

    def test_numbers_of_lists_belong_to_the_text(self) -> None:
        page = """<ol start=3><li>扩大内需。<li value=7>稳定就业。<li>（九）保障民生。</ol>
            <ol type=a><li>甲</ol><ul><li>乙</ul>"""
        assert body(inside(page)) == ["3. 扩大内需。", "7. 稳定就业。", "（九）保障民生。", "a. 甲", "乙"]

    def test_headings_have_their_level(self) -> None:
        parts = read(inside(f"<h2>一、工作<br>回顾</h2><p>{FIRST}</p><h3>（一）投资</h3><p>{SECOND}</p>")).parts
        found = [(part.kind, part.level) for part in parts if isinstance(part, Passage)]
        assert found == [("heading", 2), ("heading", 2), ("paragraph", None), ("heading", 3), ("paragraph", None)]

    def test_lines_of_the_source_lead_back(self) -> None:
        parts = read("<html>\n<body>\n<p>一、回顾\n<p>二、\n<b>目标</b></body>").parts
        assert [[run.source.line for run in part.runs] for part in parts if isinstance(part, Passage)] == [[3], [4, 5]]

    def test_unclosed_and_crossed_tags_cost_no_word(self) -> None:
        page = "<div><p><b>一、回顾<p>全市</b>增长</div></td></span><font>二、目标</table><p>增长<i>5.5%</p></i>。"
        assert "".join(body(inside(page))) == "一、回顾全市增长二、目标增长5.5%。"

    def test_signs_that_begin_no_tag_are_words(self) -> None:
        assert body(inside("<p>a<5，b < c，<2030年>，<!--注--><!-- 全市增长。</p>")) == [
            "a<5，b < c，<2030年>， 全市增长。"
        ]

    def test_lines_of_a_printed_page_are_told_as_wrapped(self) -> None:
        lines = "".join(f"<p>全市完成固定资产投资{n}亿元而且增长很快并且结构不断</p>" for n in range(12))
        assert read(inside(lines)).wrapped
        assert not read(inside(f"<p>{FIRST}</p>" * 3)).wrapped


class TestNotes:
    def test_a_mark_that_leads_to_a_note_is_tied_to_it(self) -> None:
        page = f"""<p>{FIRST}<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>{SECOND}</p>
            <div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> 地区生产总值按现价计算。</p></div>"""
        text, note = read(inside(page)).parts
        assert isinstance(text, Passage)
        assert isinstance(note, Passage)
        assert [run.text for run in text.runs if run.note == "_ftn1"] == ["[1]"]
        assert (note.kind, note.note, note.text) == ("note", "_ftn1", "[1] 地区生产总值按现价计算。")
        assert all(run.note is None for run in note.runs)

    def test_a_mark_that_leads_nowhere_is_a_word(self) -> None:
        (text,) = read(inside(f'<p>{FIRST}<a href="#x">[1]</a></p>')).parts
        assert isinstance(text, Passage)
        assert text.text == f"{FIRST}[1]"
        assert all(run.note is None for run in text.runs)

    def test_notes_become_notes_of_the_document(self) -> None:
        page = f'<p>{FIRST}<a href="#n1">①</a></p><p>{SECOND}</p><p id=n1>①地区生产总值按现价计算。</p>'
        assert [note.mark for note in convert(inside(page).encode(), "页.html").notes] == ["①"]


class TestTables:
    def test_merged_cells_stand_where_they_are_printed(self) -> None:
        page = """<table><caption>表1 主要指标</caption><thead><tr><th rowspan=2>指标<th colspan=2>2030年</tr>
            <tr><th>实绩<th>增长%</thead><tbody><tr><td>　　其中：工业<td>524<td>5.5</table>"""
        parts = read(inside(page)).parts
        assert isinstance(parts[0], Passage)
        assert parts[0].text == "表1 主要指标"
        (grid,) = grids(inside(page))
        assert [(c.row, c.column, c.rows, c.columns, c.header, c.text) for c in grid.cells] == [
            *((0, 0, 2, 1, True, "指标"), (0, 1, 1, 2, True, "2030年"), (1, 1, 1, 1, True, "实绩")),
            *((1, 2, 1, 1, True, "增长%"), (2, 0, 1, 1, False, "其中：工业"), (2, 1, 1, 1, False, "524")),
            (2, 2, 1, 1, False, "5.5"),
        ]
        assert grid.exact
        assert grid.cells[4].indent == 2.0

    def test_wrong_spans_are_mended(self) -> None:
        page = "<table><tr><td rowspan=0>甲<td colspan=999999999>乙<tr><td rowspan=9>1<td>2<tr><td>3<td>4</table>"
        (grid,) = grids(inside(page))
        assert [(c.row, c.column, c.rows, c.columns) for c in grid.cells[:3]] == [
            (0, 0, 3, 1),
            (0, 1, 1, 3),
            (1, 1, 2, 1),
        ]

    def test_paragraphs_in_a_cell_are_one_line(self) -> None:
        page = "<table><tr><td><p>一般公共</p><p>预算收入</p><td>5<br>6<tr><td>税收<td>4</table>"
        assert rows(inside(page)) == [["一般公共预算收入", "5 6"], ["税收", "4"]]

    def test_styles_set_in(self) -> None:
        page = """<table><tr><td style="padding-left:24pt">税收<td>4<tr><td><p style="text-indent:2em">收费</p><td>5
            <tr><td style="mso-char-indent-count:3.0">罚没<td>6</table>"""
        (grid,) = grids(inside(page))
        assert [cell.indent for cell in grid.cells if cell.column == 0] == [2.0, 2.0, 3.0]

    def test_hidden_rows_are_left_out(self) -> None:
        page = "<table><tr><td>税收<td>4<tr style='display:none'><td>密<td>9<tr><td>收费<td>5</table>"
        assert rows(inside(page)) == [["税收", "4"], ["收费", "5"]]

    def test_frames_are_looked_through_and_data_kept(self) -> None:
        data = "<table><tr><td>税收<td>4<tr><td>收费<td>5</table>"
        page = f"<table><tr><td><p>{FIRST}</p>{data}<p>{SECOND}</p></td></tr></table>"
        assert body(inside(page)) == [FIRST, "税收\t4", "收费\t5", SECOND]

    def test_a_table_inside_a_cell_is_words_of_the_cell(self) -> None:
        page = "<table><tr><td>项目<td>投资额和完成比例<tr><td>甲工程项目名称<td><table><tr><td>4<td>5</table></table>"
        assert rows(inside(page)) == [["项目", "投资额和完成比例"], ["甲工程项目名称", "4 5"]]

    def test_words_between_rows_are_not_lost(self) -> None:
        page = "<table>单位：亿元<tr><td>税收<td>4</tr><p>注：快报数</p><tr><td>收费<td>5</table>"
        assert body(inside(page)) == ["单位：亿元", "注：快报数", "税收\t4", "收费\t5"]

    def test_long_tasks_stay_in_their_table(self) -> None:
        page = (
            "<table>"
            + "".join(f"<tr><td>{n}<td><p>{FIRST}</p><p>{SECOND}</p><td>市财政局" for n in range(9))
            + "</table>"
        )
        assert len(rows(inside(page))) == 9

    def test_a_menu_in_a_table_is_furniture(self) -> None:
        menu = """<table><tr><td><a href=/a>通知公告</a><td><a href=/b>政策文件</a>
            <tr><td><a href=/c>统计</a><td><a href=/d>信箱</a></table>"""
        page = f"{menu}<p>{FIRST}</p><p>{SECOND}</p>"
        assert body(inside(page)) == [FIRST, SECOND]
        assert furniture(inside(page)) == ["通知公告 政策文件", "统计 信箱"]


class TestLeftOut:
    def test_nothing_of_scripts_and_comments_is_read(self) -> None:
        page = f"""<script>document.write("密")</script><style>p{{}}</style><!-- 密 --><noscript>密</noscript>
            <template><p>密</p></template><iframe src=x>密</iframe><p>{FIRST}<span style="display:none">密</span></p>
            <script type="application/json">{{"a": "密</p>"}}</script>"""
        assert words_of(read(inside(page)).parts) == FIRST

    def test_what_a_script_unfolds_is_read_with_a_caution(self) -> None:
        layout = read(inside(f"<h1>{TITLE}</h1><div style='display:none'><p>{FIRST}</p><p>{SECOND}</p></div>"))
        assert "由脚本展开" in layout.cautions[0].zh
        assert [part.kind for part in layout.parts if isinstance(part, Passage)] == [
            "heading",
            "paragraph",
            "paragraph",
        ]

    @pytest.mark.parametrize(
        ("markup", "reason"),
        [
            ("<frameset cols=1,2><frame src=a.html><frame src=b.html></frameset>", "框架"),
            ("<div id=app></div><script>var d=" + '"' + FIRST + '"</script>', "脚本"),
            ('<img src="data:image/png;base64,AAAA">', "图片"),
            ("<div id=root></div>", "脚本"),
        ],
    )
    def test_a_page_without_words_says_where_they_may_be(self, markup: str, reason: str) -> None:
        with pytest.raises(NothingReadable) as caught:
            read(f"<html><head><title>{TITLE}</title></head>{markup}</html>")
        assert reason in caught.value.message("zh")

    @pytest.mark.parametrize(
        ("markup", "reason"),
        [
            ("<iframe src=a.pdf></iframe>", "框架"),
            ("<a href=/a.pdf>青阳市计划.pdf</a>", "附件"),
            ("<img src=1.jpg>", "图片"),
        ],
    )
    def test_a_page_that_only_leads_to_its_document_bears_a_caution(self, markup: str, reason: str) -> None:
        assert any(reason in caution.zh for caution in read(inside(f"<h1>{TITLE}</h1>{markup}")).cautions)
