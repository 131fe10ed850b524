"""Links between the years of six regions against verdicts by eye, in tests/judged/links.tsv."""

import sys
from pathlib import Path

import pytest

from taizhang.catalogue.table import parse_table

ROOT = Path(__file__).parents[1]
JUDGED = ROOT / "tests" / "judged" / "links.tsv"
sys.path.insert(0, str(ROOT / "bench"))

from gauges.corpus import SHARED  # noqa: E402
from gauges.links import judged_figures  # noqa: E402


def test_the_judged_rows_are_enough():
    rows = parse_table(JUDGED.name, JUDGED.read_text(encoding="utf-8"))
    verdicts = [row.one_of("verdict", ("right", "wrong", "none", "missed")) for row in rows]
    assert sum(verdict in ("right", "wrong") for verdict in verdicts) >= 150
    assert sum(verdict in ("none", "missed") for verdict in verdicts) >= 150
    assert all(bool(row["b_start"]) == (row["verdict"] != "none") for row in rows)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the judged documents are not here: ../shared is absent")
def test_links_are_as_right_and_as_complete_as_when_they_were_judged():
    precision, recall = judged_figures(JUDGED)
    assert precision.value >= 0.95, precision.line()
    assert recall.value >= 0.82, recall.line()
