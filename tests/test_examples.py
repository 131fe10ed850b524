"""The example documents are read right, and what they say hangs together as their README promises.

tests/cases/examples_truth.tsv holds figures of the eight files by file and offset, annotated by hand while the
files were written; an empty field is not judged. tests/cases/examples_headlines.tsv holds cells of the summary.
"""

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from taizhang.extracting import Reading, read
from taizhang.model import Fact
from taizhang.writing.headlines import sheets_of
from taizhang.writing.summary import cell_shown, summary_of

ROOT = Path(__file__).parent.parent / "examples"
CASES = Path(__file__).parent / "cases"
FILES = sorted(path.name for path in ROOT.glob("*.txt"))
KINDS = {"plan": "issued_plan", "report": "execution_and_draft_plan", "halfyear": "progress_report"}
REGIONS = {"yunlan": "云澜市", "qingting": "青汀区", "shipi": "石陂县"}


class Judged(NamedTuple):
    row: dict[str, str]
    fact: Fact | None


def rows_of(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def reading_of(name: str) -> Reading:
    return read(ROOT / name)


@cache
def judged() -> tuple[Judged, ...]:
    return tuple(
        Judged(row, fact_at(reading_of(row["file"]), int(row["start"]))) for row in rows_of("examples_truth.tsv")
    )


def fact_at(reading: Reading, start: int) -> Fact | None:
    return next((fact for fact in reading.facts if fact.span.start <= start < fact.span.end), None)


def likeness(found: str, wanted: str) -> float:
    return 2 * sum((Counter(found) & Counter(wanted)).values()) / max(len(found) + len(wanted), 1)


def agrees(field: str, case: Judged) -> bool:
    wanted, found = case.row[field], case.fact
    if found is None or found.label != "measure":
        return False
    if field == "value":
        return found.value == Decimal(wanted)
    if field == "subject":
        return max(likeness(found.subject or "", wording) for wording in wanted.split("|")) >= 0.75
    if field == "status":
        return ("actual" if found.status == "estimate" else found.status) == wanted
    return str(getattr(found, "comparator" if field == "cmp" else field)) == wanted


@pytest.mark.parametrize(
    ("field", "share"),
    [
        ("value", 0.99),
        ("unit", 0.985),
        ("role", 0.98),
        ("cmp", 0.98),
        ("status", 0.98),
        ("period", 0.96),
        ("subject", 0.93),
    ],
)
def test_the_figures_of_the_examples_are_read_right(field: str, share: float) -> None:
    cases = [case for case in judged() if case.row[field]]
    misses = [(*case.row.values(), case.fact) for case in cases if not agrees(field, case)]
    assert 1 - len(misses) / len(cases) >= share, "\n".join(map(str, misses))


def test_the_truth_points_at_the_words_it_names() -> None:
    for row in rows_of("examples_truth.tsv"):
        start, words = int(row["start"]), row["text"].replace("⏎", "\n")
        assert reading_of(row["file"]).document.text[start : start + len(words)] == words


@pytest.mark.parametrize("name", FILES)
def test_an_example_holds_many_numbers_and_each_fact_stands_on_its_words(name: str) -> None:
    reading = reading_of(name)
    assert len(reading.facts) >= 150
    for fact in reading.facts:
        assert reading.document.text[fact.span.start : fact.span.end] == fact.text


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_known_by_its_head(name: str) -> None:
    region, year, kind = name.removesuffix(".txt").split("-")
    metadata = reading_of(name).document.metadata
    assert (metadata.kind, metadata.region) == (KINDS[kind], REGIONS[region])
    reviewed = f"{year}H1" if kind == "halfyear" else str(int(year) - 1)
    assert (metadata.reviewed_period, metadata.planned_period) == (reviewed, None if kind == "halfyear" else year)


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_annexes_are_read_cell_by_cell(year: str) -> None:
    rows = {row.name: row for table in reading_of(f"yunlan-{year}-plan.txt").document.tables for row in table.targets}
    gdp = next(row for name, row in rows.items() if "地区生产总值" in name)
    foreign = next(row for name, row in rows.items() if "实际使用外资" in name)
    values = {"2024": ("1572.4", "5.8", "1667", "6以上"), "2025": ("1655.8", "5.6", "1747", "5.5左右")}
    assert (gdp.actual_value, gdp.actual_growth, gdp.planned_value, gdp.planned_growth) == values[year]
    assert foreign.planned_value == {"2024": "稳中有升", "2025": "量稳质升"}[year]
    assert len(rows) >= 15


def test_the_summary_puts_results_and_targets_side_by_side() -> None:
    sheets = sheets_of(map(reading_of, FILES))
    shown = {
        (sheet.region, f"{column.period} {column.kind}", headline.name): cell_shown(cell, "zh").plain
        for sheet in sheets
        for headline, cells in sheet.rows
        for column, cell in zip(sheet.columns, cells, strict=True)
    }
    rows = rows_of("examples_headlines.tsv")
    misses = [row for row in rows if shown.get((row["region"], row["column"], row["headline"])) != row["shown"]]
    assert not misses, [(row, shown.get((row["region"], row["column"], row["headline"]))) for row in misses]


def test_the_one_contradiction_between_prose_and_annex_is_found_and_no_other() -> None:
    reviews = [review for review in summary_of(map(reading_of, FILES)).reviews if review.why == "differs"]
    assert [(Path(review.path).name, review.number) for review in reviews] == [("yunlan-2024-plan.txt", "7.9")]


def truth(name: str, subject: str, role: str, period: str, status: str = "actual") -> Decimal:
    """The first figure of the truth that fits."""
    wanted = {"file": name, "role": role, "period": period, "status": status}
    rows = (row for row in rows_of("examples_truth.tsv") if all(row[key] == value for key, value in wanted.items()))
    return next(Decimal(row["value"]) for row in rows if subject in row["subject"].split("|"))


@pytest.mark.parametrize("subject", ["一般公共预算收入"])
@pytest.mark.parametrize("region", list(REGIONS))
def test_two_years_of_an_example_divide_to_the_growth_it_prints(region: str, subject: str) -> None:
    kind = "plan" if region == "yunlan" else "report"
    before = truth(f"{region}-2024-{kind}.txt", subject, "level", "2023")
    after = truth(f"{region}-2025-{kind}.txt", subject, "level", "2024")
    growth = truth(f"{region}-2025-{kind}.txt", subject, "growth", "2024")
    tolerance = Decimal("0.05") * (2 + growth / 100) + before * Decimal("0.05") / 100
    assert abs(after - before * (1 + growth / 100)) <= tolerance


@pytest.mark.parametrize("subject", ["地区生产总值", "一般公共预算收入", "社会消费品零售总额"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_the_districts_of_the_examples_stay_below_the_city(subject: str, year: int) -> None:
    parts = [truth(f"{name}-{year + 1}-report.txt", subject, "level", str(year)) for name in ("qingting", "shipi")]
    assert sum(parts) < truth(f"yunlan-{year + 1}-plan.txt", subject, "level", str(year))
