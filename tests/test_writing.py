"""The forms: JSON lines, comma-separated values, tables and data frames hold the same rows."""

import csv as reader
import io
import json
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest

from taizhang import read_text
from taizhang.errors import ExtraMissing
from taizhang.extracting import frame
from taizhang.extracting.frame import Facts
from taizhang.model import Cell, Claim, Commitment, Fact, Place, Span, Table, TargetRow
from taizhang.model.rows import (
    CELL_KEYS,
    CLAIM_KEYS,
    COMMITMENT_KEYS,
    FACT_KEYS,
    METADATA_KEYS,
    SECTION_KEYS,
    TARGET_KEYS,
    cell_rows,
    claim_row,
    commitment_row,
    fact_row,
    metadata_row,
    section_rows,
    target_rows,
)
from taizhang.writing import csv, html, jsonl, table
from taizhang.writing.listings import LISTINGS
from taizhang.writing.words import LANGUAGES, vocabulary

FACT = Fact(
    Span(3, 7),
    "6.50%",
    "measure",
    value=Decimal("-6.50"),
    unit="%",
    base_value=Decimal("1E+3"),
    place=Place(None, 1, 2, 3),
)


def test_a_fact_has_exactly_the_keys_promised_in_their_order():
    assert tuple(fact_row(FACT, "plan.txt")) == FACT_KEYS


def test_values_are_strings_with_the_digits_as_printed():
    row = fact_row(FACT, "plan.txt")
    assert (row["value"], row["base_value"]) == ("-6.50", "1000")
    assert row["place"] == {"page": None, "table": 1, "row": 2, "column": 3}


def test_commitments_and_claims_have_exactly_the_keys_promised():
    promised = Commitment(Span(0, 4), "新建学校", "三、", "task", "新建", "学校", (2,))
    stated = Claim(Span(0, 4), "已经开工", None, None, "开工", (1, 2))
    assert tuple(commitment_row(promised, "a")) == COMMITMENT_KEYS
    assert tuple(claim_row(stated, "a")) == CLAIM_KEYS
    assert claim_row(stated, "a")["quantities"] == [1, 2]


def test_documents_have_exactly_the_keys_promised():
    document = read_text("一、上年情况\n增长5%。").document
    assert tuple(metadata_row(document)) == METADATA_KEYS
    assert {tuple(row) for row in section_rows(document)} == {SECTION_KEYS}


def test_tables_are_rows_of_targets_or_of_cells():
    target = TargetRow("生产总值", "亿元", "524", "5.5", None, "6", Span(0, 9))
    cell = Cell(1, 2, Span(4, 5), "5", row_headings=("收入",), column_headings=("2024年", "预计"))
    a_table = Table(1, None, None, Span(0, 9), (cell,), (target,))
    assert [tuple(row) for row in target_rows(a_table, "a")] == [TARGET_KEYS]
    (row,) = cell_rows(a_table, "a")
    assert tuple(row) == CELL_KEYS
    assert row["headings"] == ["收入", "2024年", "预计"]


def written(form, rows, keys, *rest):
    stream = io.StringIO()
    form(rows, keys, stream, *rest)
    return stream.getvalue()


def test_json_lines_come_back_as_they_were():
    row = fact_row(FACT, "计划.txt")
    out = written(jsonl.write, [[row], [row]], FACT_KEYS)
    assert [json.loads(line) for line in out.splitlines()] == [row, row]
    assert "计划" in out


def test_csv_has_one_heading_row_however_many_documents():
    row = fact_row(FACT, "a,b.txt")
    out = written(csv.write, [[row], [], [row]], FACT_KEYS)
    table = list(reader.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [line["doc"] for line in table] == ["a,b.txt", "a,b.txt"]
    assert table[0]["value"] == "-6.50"


@pytest.mark.parametrize("words", ["=HYPERLINK()", "+cmd", "-x", "@SUM(A1)", "\tx"])
def test_no_text_of_a_document_becomes_a_formula(words):
    assert csv.cell(words) == f"'{words}"


@pytest.mark.parametrize("words", ["-6.5", "+3", "5%", "-6.5%", ">=", "=", "~", "-", "地区生产总值"])
def test_numbers_and_comparators_stand_as_they_are(words):
    assert csv.cell(words) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_leaves_out_columns_that_are_empty_throughout(lang):
    out = written(table.write, [[fact_row(FACT, "a")]], LISTINGS["read"].shown, lang)
    assert "-6.50" in out
    assert vocabulary()["period"][lang] not in out


def test_no_text_of_a_document_becomes_html():
    row = fact_row(FACT, "<script>.txt") | {"subject": "<img src=x>"}
    out = written(html.write, [[row]], FACT_KEYS, "zh")
    assert "<script" not in out
    assert "<img" not in out
    assert "-6.50" in out


def test_no_text_of_a_document_steers_the_terminal():
    row = fact_row(FACT, "[bold]a[/bold]\x1b]0;x\x07.txt") | {"subject": "投资\x1b[2J[red]"}
    out = written(table.write, [[row]], ("subject",), "zh")
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]a[/bold]" in out
    assert "[red]" in out


def test_upright_tables_show_what_is_filled():
    row = metadata_row(read_text("增长5%。").document) | {"title": "云岚市计划"}
    out = written(table.write_upright, [[row]], METADATA_KEYS, "zh")
    assert "云岚市计划" in out
    assert "密级" not in out


@pytest.mark.parametrize("library", [None, "pandas", "polars"])
def test_facts_become_a_data_frame(library):
    facts = read_text("全年地区生产总值完成524亿元，同比增长5.5%。").facts
    table = facts.to_frame(library, doc="plan.txt")
    assert isinstance(table, pl.DataFrame if library == "polars" else pd.DataFrame)
    assert tuple(table.columns) == FACT_KEYS
    assert table["value"].to_list() == [524, 5.5]


def test_a_reading_shows_itself_in_short():
    reading = read_text("云岚市2024年计划\n" + "全年地区生产总值完成524亿元，同比增长5.5%。\n" * 500, "plan.txt")
    review = sum(fact.certainty == "review" for fact in reading.facts)
    assert repr(reading).endswith(f": {len(reading.facts)} facts, {review} for review>")
    assert len(repr(reading)) < 80
    assert "plan.txt" in repr(read_text("增长5%。", "plan.txt"))


def test_no_facts_make_an_empty_frame():
    assert tuple(Facts().to_frame().columns) == FACT_KEYS[1:]


def test_without_a_library_the_error_names_the_remedy(monkeypatch):
    monkeypatch.setattr(frame, "find_spec", lambda _: None)
    with pytest.raises(ExtraMissing, match=r"taizhang\[frames\]"):
        Facts().to_frame()


def test_every_key_and_every_coded_value_has_a_name_in_both_languages():
    words = vocabulary()
    for listing in LISTINGS.values():
        for key in listing.keys:
            assert key in words, key
    for word, names in words.items():
        assert all(names[lang] for lang in LANGUAGES), word
