"""Each number belongs to the place that its clause or sentence speaks of, or to the document's own region."""

from pathlib import Path

import pytest

from taizhang import read_text
from taizhang.catalogue.table import parse_table

CASES = Path(__file__).parent / "cases/places.tsv"


@pytest.mark.parametrize("row", parse_table(CASES.name, CASES.read_text("utf-8")), ids=lambda row: row["note"])
def test_a_number_belongs_to(row):
    facts = read_text(row["text"]).facts
    assert [fact.region or "-" for fact in facts if fact.label == "measure"] == row["regions"].split("|")
