"""The reader of CSV: told by how regular the rows are, and never taking prose for a table."""

from pathlib import Path
from time import process_time

import pytest

from taizhang.errors import FileDamaged, FileHostile
from taizhang.model import Source
from taizhang.reading import csv
from taizhang.reading.layout import Grid, Passage, words_of

PLAIN = "指标,单位,2025年计划\n地区生产总值,亿元,1260.5\n工业投资,亿元,52.4\n开工项目,个,12\n"
READ = PLAIN.replace(",", "\t").rstrip("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_in_any_encoding(encoding: str, end: str) -> None:
    data = PLAIN.replace("\n", end).encode(encoding)
    assert csv.handles(data)
    assert words_of(csv.laid(data, "表.csv").parts) == READ


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_told_by_the_content(delimiter: str) -> None:
    data = PLAIN.replace(",", delimiter).encode()
    assert csv.handles(data)
    assert words_of(csv.laid(data, "表.csv").parts) == READ


def test_title_unit_and_note_of_fewer_fields_belong_to_the_table() -> None:
    data = f"云澜市2025年主要指标\n单位：亿元\n{PLAIN}注：按现价计算。\n".encode()
    assert csv.handles(data)
    (grid,) = csv.laid(data, "表.csv").parts
    assert isinstance(grid, Grid)
    assert grid.cells[0].text == "云澜市2025年主要指标"
    assert [cell.row for cell in grid.cells if cell.column == 0] == list(range(7))


def test_quotes_hold_commas_and_line_breaks_and_the_way_back_is_the_line() -> None:
    data = '项目,投资,备注\n"云澜\n大桥","1,234.5",新开工\n体育馆,20,"续建, 二期"\n'.encode()
    assert csv.handles(data)
    (grid,) = csv.laid(data, "表.csv").parts
    assert isinstance(grid, Grid)
    assert words_of([grid]) == "项目\t投资\t备注\n云澜大桥\t1,234.5\t新开工\n体育馆\t20\t续建, 二期"
    assert [row[0].runs[0].source for row in grid.rows()] == [Source(line=1), Source(line=2), Source(line=4)]


def test_what_excel_writes_for_itself_is_no_word() -> None:
    data = 'sep=;\n代码;名称;值\n="007";甲;1\n="008";乙;2\n'.encode()
    assert csv.handles(data)
    assert words_of(csv.laid(data, "表.csv").parts) == "代码\t名称\t值\n007\t甲\t1\n008\t乙\t2"


def test_a_quote_without_its_pair_swallows_nothing() -> None:
    data = '品名,规格,数量\n"管材,5寸,12\n"板材",3寸,7\n阀门,2寸,9\n'.encode()
    layout = csv.laid(data, "表.csv")
    assert [len(row) for part in layout.parts if isinstance(part, Grid) for row in part.rows()] == [3, 3, 3, 3]
    assert "引号不成对" in layout.cautions[0].zh


def test_tables_under_one_another_are_parted() -> None:
    data = f"{PLAIN},,\n,,\n项目,地点,年限\n大桥,云澜,3\n".encode()
    assert [type(part) for part in csv.laid(data, "表.csv").parts] == [Grid, Grid]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "只有一行,两格\n",
        "今年完成投资52.4亿元,增长5.5%。\n其中工业投资12亿元,增长6%。\n",
        "一是扩大投资,抓好项目,补齐短板。\n二是提振消费,办好节会,促进汽车消费。\n三是稳住外贸,开拓市场。\n",
        "全市生产总值1,234亿元\n工业增加值2,345亿元\n财政收入1,100亿元\n",
        "关于印发计划的通知\n\n各县区人民政府:\n现将计划印发给你们,请认真执行。\n",
        '{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n',
        "| 指标 | 值 |\n| --- | --- |\n| 甲 | 1 |\n",
        "<html><body>a,b,c</body></html>",
        "# 标题\n正文,一\n正文,二\n",
    ],
)
def test_prose_and_other_formats_are_not_taken(text: str) -> None:
    assert not csv.handles(text.encode())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1,2\n3,4\n", b"PK\x03\x04,\n,\n", bytes(range(256)) * 4, b"\0" * 100])
def test_binary_content_is_not_taken(data: bytes) -> None:
    assert not csv.handles(data)


def test_long_files_are_told_by_their_head() -> None:
    data = (PLAIN * 20_000).encode("utf-16")
    began = process_time()
    assert csv.handles(data)
    assert process_time() - began < 1


def test_a_field_without_end_is_refused() -> None:
    data = ('甲,1,2\n"' + "字" * 200_000 + '",1,2\n').encode()
    with pytest.raises(FileDamaged) as caught:
        csv.laid(data, "表.csv")
    assert "第 2 行" in caught.value.message()


def test_more_words_than_any_table_has_are_refused() -> None:
    with pytest.raises(FileHostile):
        csv.laid(("字" * 30_000 + ",1\n").encode() * 700, "表.csv")


def test_no_document_of_the_samples_is_taken_for_a_table(shared: Path) -> None:
    texts = [path for path in (shared / "documents").rglob("*.txt") if "originals" not in path.parts]
    taken = [path.name for path in texts if csv.handles(path.read_bytes())]
    assert texts
    assert not taken


def test_the_layout_of_lone_words_is_passages() -> None:
    assert all(isinstance(part, Passage) for part in csv.laid("甲\n乙\n".encode(), "表.csv").parts)


@pytest.mark.parametrize("rows", [1, 2])
def test_more_columns_than_any_table_has_are_refused(rows: int) -> None:
    data = ((",".join(map(str, range(30_000))) + "\n") * rows).encode()
    assert csv.handles(data)
    with pytest.raises(FileHostile, match="columns"):
        csv.laid(data, "表.csv")


def test_one_long_line_of_prose_is_no_row() -> None:
    assert not csv.handles(("今年完成投资52.4亿元,增长5.5%,项目落地。" * 30_000).encode())


def test_more_cells_than_any_table_has_are_refused() -> None:
    with pytest.raises(FileHostile, match="cells"):
        csv.laid(("1,2,3,4,5,6,7,8,9,10\n" * 50_001).encode(), "表.csv")
