"""The measurements of formats run in their short forms, and count what they say they count."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from gauges import cells, drawing, originals, peer, tools, twins  # noqa: E402
from gauges.child import in_child, spoken  # noqa: E402
from gauges.corpus import SHARED  # noqa: E402

with_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` is not beside the repository")
PLAIN = "一、主要目标\n全县粮食产量达到12.5万吨，增长3%。\n"
TABLE = '指标,单位,2031年\n粮食产量,万吨,12.5\n造林面积,万亩,"1,003"\n'


def run(*arguments):
    command = [sys.executable, "bench/formats", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def measure(value, **fields):
    return dict.fromkeys(twins.COMPARED) | {"value": value, "about": "", "tabled": False} | fields


def a_cell(**fields):
    cell = {"page": 2, "table": 1, "row": 3, "column": 4, "value": "5", "unit": "亿元", "text": "5"}
    return cell | {"row_headings": ["某县"], "column_headings": ["决算数"]} | fields


@with_shared
def test_the_short_form_opens_files_of_every_format_and_compares_a_twin():
    outcome = run("--only", "originals", "twins", "cells", "--short")
    assert outcome.returncode == 0, outcome.stderr
    figures = dict(re.findall(r"^  (\S.*?)  +(-?[\d.]+)", outcome.stdout, re.MULTILINE))
    assert float(figures["files"]) == 5
    assert float(figures["raised, hung or crashed"]) == 0
    assert re.search(r" agree +1\.0000 +>= 0\.995 +ok", outcome.stdout)


@with_shared
def test_the_short_form_of_pace_measures_word_files_and_pages_of_prose():
    outcome = run("--only", "pace", "--short", "--check")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "docx, MB of text a minute" in outcome.stdout
    assert "PDF pages a second, prose" in outcome.stdout


def test_a_child_says_what_a_file_holds_or_why_it_is_refused(tmp_path):
    plain, broken = tmp_path / "计划.txt", tmp_path / "截断.pdf"
    plain.write_text(PLAIN, "utf-8")
    broken.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    said = in_child("summary", plain)
    assert (said["format"], said["pages"], said["facts"] >= 2) == ("text", 0, True)
    values = [(row["value"], row["unit"], row["tabled"]) for row in in_child("measures", plain)["measures"]]
    assert values == [("12.5", "万吨", False), ("3", "%", False)]
    assert in_child("summary", broken)["refused"] == "FileDamaged"


def test_a_child_lists_the_numbers_in_tables_with_what_heads_them(tmp_path):
    path = tmp_path / "目标.csv"
    path.write_text(TABLE, "utf-8")
    found = in_child("cells", path)["cells"]
    assert [(cell["text"], cell["value"], cell["unit"]) for cell in found] == [
        ("12.5", "12.5", "万吨"),
        ("1,003", "1003", "万亩"),
    ]
    assert found[1]["row_headings"][-1] == "造林面积"


def test_a_child_that_hangs_or_crashes_is_a_figure_and_no_end():
    assert spoken([sys.executable, "-c", "import time; time.sleep(60)"], 0.5) == {"failed": "not done after 0 s"}
    assert spoken([sys.executable, "-c", "raise SystemExit('坏了')"], 60) == {"failed": "坏了"}
    assert spoken([sys.executable, "-c", "import os; os._exit(3)"], 60) == {"failed": "exit code 3"}
    assert originals.verdict({"failed": "坏了"}) == "failed"


def test_only_a_file_whose_pages_are_pictures_is_left_to_recognition():
    refused = {"refused": "NothingReadable", "why": "甲.pdf: 没有文字", "recognised": 3}
    assert originals.verdict(refused) == "pictures"
    assert originals.verdict(refused | {"recognised": 0}) == "refused"
    assert originals.verdict(refused | {"refused": "FileDamaged"}) == "refused"


def test_twins_agree_in_value_and_order_whatever_the_sign():
    twin = [measure("5"), measure("-6.5"), measure("7"), measure("8")]
    found = twins.compared(twin, [measure("5"), measure("6.5", unit="%"), measure("8")])
    assert (found.twin, found.original, found.agreeing, found.whole) == (4, 3, 3, 2)
    assert dict(found.fields) == {"value": 1, "unit": 1}


def test_what_only_one_side_has_at_its_end_is_counted_apart():
    shared = [measure(str(value)) for value in range(6)]
    found = twins.compared([*shared, measure("99"), measure("98")], shared, annexed=True)
    assert (found.twin, found.agreeing, found.after) == (6, 6, (2, 0))


def test_a_judged_cell_counts_as_long_as_it_reads_the_same_on_its_page():
    row = cells.as_judged("甲.pdf", a_cell(), "1111")
    assert row.right
    assert cells.Readings([a_cell(table=2, row=9)]).same(row)
    for change in ({"value": "6"}, {"unit": "%"}, {"row_headings": ["另县"]}, {"page": 3}):
        assert not cells.Readings([a_cell(**change)]).same(row)
    assert cells.Readings([a_cell(value="6")]).instead(row).startswith("6 亿元")
    assert not cells.as_judged("甲.pdf", a_cell(), "1011").right


def test_the_share_of_judged_cells_counts_what_is_wrong_and_what_reads_otherwise(tmp_path, monkeypatch):
    rows = [cells.as_judged("甲.pdf", a_cell(), "1111"), cells.as_judged("甲.pdf", a_cell(value="7"), "1111")]
    judged = tmp_path / "cells.tsv"
    judged.write_text("\n".join(["# 说明", "\t".join(cells.COLUMNS), *map("\t".join, rows)]), "utf-8")
    kept = cells.judged_rows(judged)
    monkeypatch.setattr(cells, "judged_rows", lambda path=None: kept if path is None else [])
    monkeypatch.setattr(cells, "FOLDER", tmp_path)
    monkeypatch.setattr(cells, "in_child", lambda *_: {"cells": [a_cell()]})
    (tmp_path / "甲.pdf").touch()
    figures = {figure.name: figure.value for figure in cells.cell_figures()}
    assert figures["cells right"] == figures["read as they were judged"] == 0.5


def test_the_draw_is_seeded_and_takes_from_each_file_its_share(monkeypatch):
    held = {"少": 2, "多": 50, "更多": 80}
    monkeypatch.setattr(drawing, "in_child", lambda _, path: {"cells": [a_cell(row=n) for n in range(held[path.name])]})
    paths = [Path(name) for name in held]
    first, again = ([*drawing.draw(paths, 22, random.Random(4))] for _ in range(2))
    assert first == again
    assert [sum(path.name == name for path, _ in first) for name in held] == [2, 10, 10]


def test_the_work_list_holds_what_is_judged_and_the_rows_hold_no_text(tmp_path, monkeypatch):
    cell = a_cell(title="某县决算表", box=None, sheet="表1", cell="E4")
    monkeypatch.setattr(drawing, "in_child", lambda *_: {"cells": [cell]})
    monkeypatch.setattr(drawing, "FOLDER", tmp_path)
    drawing.write_work([tmp_path / "甲.xlsx"], 1, 1, tmp_path / "work")
    assert "row: 某县\n    column: 决算数" in (tmp_path / "work/work.txt").read_text("utf-8")
    heading, row = (tmp_path / "work/cells.tsv").read_text("utf-8").splitlines()
    assert heading.split("\t") == list(cells.COLUMNS)
    assert "某县" not in row
    assert len(row.split("\t")) == len(cells.COLUMNS)


def test_a_strip_of_headings_and_one_of_the_row_are_shown():
    cell = a_cell(box=[400, 500, 440, 512], heads=[(1, [390, 80, 450, 95]), (2, [390, 60, 450, 75])])
    assert [page for page, *_ in drawing.strips(cell)] == [2, 2]
    near = a_cell(box=[400, 90, 440, 102], heads=[(2, [390, 60, 450, 75])])
    assert len(drawing.strips(near)) == 1


def test_a_cell_is_in_its_place_by_the_name_of_its_row_and_the_heading_of_its_column():
    grid = [["地区", "预算数", "决算数"], ["某县", "4", "5"], ["邻县", "5", "6"]]
    assert tools.is_there(a_cell(), [grid])
    assert not tools.is_there(a_cell(column_headings=["预算数"]), [grid])
    assert not tools.is_there(a_cell(row_headings=["邻县"]), [grid])
    assert not tools.is_there(a_cell(), [])


def test_a_peer_is_measured_by_what_it_recovers():
    outcome = tools.Outcome("pdf", "某工具")
    read = {"text": "某县决算数5亿元", "grids": [], "seconds": 2.0}
    tools._count(outcome, read, {"seconds": 1.0}, "某县决算数5亿元，增长6%", [a_cell()])
    tools._count(outcome, {"why": "ValueError: 读不了"}, {"seconds": 1.0}, "", [])
    [line] = tools.table_of([outcome])[2:]
    assert line == "| pdf | 某工具 | 1 | 72.73 % | 50.00 % | 0.00 % | 2.00 | ValueError |"


def test_the_tables_of_markdown_are_rows_of_words():
    text = "前言\n\n| 地区 | 数 |\n| --- | --: |\n| 某县 | 5 |\n\n后记\n| 甲\\|乙 |"
    assert peer.markdown_tables(text) == [[["地区", "数"], ["某县", "5"]], [["甲\\|乙"]]]


def test_a_peer_says_why_it_cannot_read(tmp_path, capsys):
    peer.main("pypdf", str(tmp_path / "没有.pdf"))
    assert "why" in json.loads(capsys.readouterr().out)
