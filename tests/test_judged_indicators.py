"""Indicators against verdicts by eye: measures of main targets and communiqués, in tests/judged/indicators.tsv."""

from collections import defaultdict
from pathlib import Path

import pytest

import taizhang
from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.table import parse_table

JUDGED = Path(__file__).parent / "judged" / "indicators.tsv"
DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
ROWS = parse_table(JUDGED.name, JUDGED.read_text(encoding="utf-8"))


def test_the_judged_rows_are_enough_and_name_indicators_that_exist():
    assert len(ROWS) >= 200
    assert len({row["file"] for row in ROWS}) >= 12
    for row in ROWS:
        row.one_of("verdict", ("right", "none", "wrong", "missed"))
        assert row["id"] in indicators_by_id() or (not row["id"] and row["verdict"] == "none"), row.line


def test_the_id_is_right_or_rightly_none_in_95_of_100():
    if not DOCUMENTS.is_dir():
        pytest.skip(f"the judged documents are not here: {DOCUMENTS}")
    wanted = defaultdict(dict)
    for row in ROWS:
        wanted[row["file"]][int(row["start"]), int(row["end"])] = row["id"] or None
    right, misses = 0, []
    for file, measures in wanted.items():
        named = {(fact.span.start, fact.span.end): fact.indicator for fact in taizhang.read(DOCUMENTS / file).facts}
        for span, wanted_id in measures.items():
            found = named.get(span, "no such fact")
            right += found == wanted_id
            if found != wanted_id:
                misses.append((file, span, wanted_id, found))
    assert right / len(ROWS) >= 0.95, "\n".join(map(str, misses))
