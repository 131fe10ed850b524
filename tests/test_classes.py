"""Each class of numbers is told from the others, over cases of our own that the rules were not fitted to.

tests/cases/CLASS_dev.tsv may be looked at while rules are written; CLASS_held.tsv is only measured. A row is one
number of a text; the columns are those of Fact, `cmp` its comparator, and `token_start` the number's offset.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from taizhang import read_text
from taizhang.model import Fact

CASES = Path(__file__).parent / "cases"
FILES = ("base", "times", "rank", "change", "comparators", "names", "ordinals", "qualifiers")
CLASSES = ("base", "times", "rank", "change", "<=", ">=", "~", "name", "ordinal", "qualifier")
SAME_UNIT = {"": "1", "％": "%"}


class Case(NamedTuple):
    """A number as annotated, beside the fact that was read at its place."""

    text: str
    row: dict[str, str]
    fact: Fact | None


def rows_of(part: str) -> Iterator[dict[str, str]]:
    for name in FILES:
        with (CASES / f"{name}_{part}.tsv").open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def facts_of(text: str) -> tuple[Fact, ...]:
    return read_text(text).facts


@cache
def cases_of(part: str) -> tuple[Case, ...]:
    parts = ("dev", "held") if part == "all" else (part,)
    return tuple(case_of(row) for name in parts for row in rows_of(name))


def case_of(row: dict[str, str]) -> Case:
    text, start = row["text"], int(row["token_start"])
    fact = next((f for f in facts_of(text) if f.span.start <= start < f.span.end), None)
    return Case(text, row, fact)


def wanted_classes(row: dict[str, str]) -> set[str]:
    return {row["role"], row["cmp"]} if row["label"] == "measure" else {row["label"]}


def found_classes(fact: Fact | None) -> set[str]:
    if fact is None:
        return set()
    if fact.label != "measure":
        return {fact.label}
    return {str(fact.role), str(fact.comparator)}


def shown(case: Case) -> str:
    row, fact = case.row, case.fact
    wanted = (row["label"], row["value"], row["unit"], row["role"], row["cmp"], row["subject"])
    found = fact and (fact.label, str(fact.value), fact.unit, fact.role, fact.comparator, fact.subject)
    return f"{case.text} @{row['token_start']}: want {wanted}, got {found}"


def likeness(found: str, wanted: str) -> float:
    shared = sum((Counter(found) & Counter(wanted)).values())
    return 2 * shared / max(len(found) + len(wanted), 1)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("part", ["all", "held"])
def test_a_class_of_numbers_is_found_and_nothing_else_is_taken_for_it(name: str, part: str) -> None:
    pairs = [(name in wanted_classes(c.row), name in found_classes(c.fact), c) for c in cases_of(part)]
    right = sum(wanted and found for wanted, found, _ in pairs)
    wanted, found = sum(w for w, _, _ in pairs), sum(f for _, f, _ in pairs)
    misses = "\n".join(shown(c) for w, f, c in pairs if w != f)
    assert wanted >= (40 if part == "all" and name != ">=" else 10)
    assert 2 * right / (wanted + found) >= 0.90, f"{name}: {right} right of {wanted}, {found} found\n{misses}"


def matches(case: Case, field: str) -> bool:
    row, fact = case.row, case.fact
    if fact is None or fact.label != "measure":
        return False
    if field == "value":
        return fact.value is not None and float(fact.value) == float(row["value"])
    if field == "unit":
        return SAME_UNIT.get(fact.unit or "", fact.unit) == row["unit"]
    return max(likeness(fact.subject or "", wording) for wording in row["subject"].split("|")) >= 0.75


@pytest.mark.parametrize(("field", "share"), [("value", 0.96), ("unit", 0.95), ("subject", 0.85)])
def test_the_measures_of_the_classes_are_read_right(field: str, share: float) -> None:
    measures = [c for c in cases_of("all") if c.row["label"] == "measure"]
    misses = [shown(c) for c in measures if not matches(c, field)]
    assert 1 - len(misses) / len(measures) >= share, "\n".join(misses)


def test_every_case_points_at_its_number() -> None:
    for part in ("dev", "held"):
        for row in rows_of(part):
            assert row["text"][int(row["token_start"])] in "+-−0123456789一二两三四五六七八九十百翻"
            assert row["label"] != "measure" or (row["value"] and row["unit"] and row["role"] and row["subject"])
