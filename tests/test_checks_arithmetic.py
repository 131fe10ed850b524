"""The checks of arithmetic: one runner over cases/checks_arithmetic.jsonl.

Each row is a check, a text, its findings, and where the check looks over years the `earlier` text of the same place.
"""

import json
from pathlib import Path

import pytest

from taizhang import read_text
from taizhang.catalogue.checks import only, standard_rules
from taizhang.checking import check, message
from taizhang.linking import link

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "checks_arithmetic.jsonl").read_text(encoding="utf-8").splitlines()
]
CHECKS = sorted({case["check"] for case in CASES})


def findings(name: str, *texts: str):
    """What one check finds in documents of these texts."""
    readings = [read_text(text, f"{number}.txt") for number, text in enumerate(texts)]
    return check(link(readings), only(standard_rules(), frozenset({name})))


def found_in(case):
    """What the check of a case finds in its texts."""
    return findings(case["check"], *(case[key] for key in ("earlier", "text") if key in case))


def told(finding):
    """A finding as a case tells it."""
    return {"severity": finding.severity, "facts": [said.record.text for said in finding.facts]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['check']}: {case['text'][-24:]}")
def test_a_check_finds_what_the_case_says(case):
    by_facts = {"key": lambda found: found["facts"]}
    assert sorted(map(told, found_in(case)), **by_facts) == sorted(case["found"], **by_facts)


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_cases_for_and_against(name):
    of_check = [case for case in CASES if case["check"] == name]
    assert any(case["found"] for case in of_check)
    assert any(not case["found"] for case in of_check)


@pytest.mark.parametrize("case", [case for case in CASES if case["found"]], ids=lambda case: case["text"][-24:])
def test_a_message_is_filled_in_both_languages(case):
    for finding in found_in(case):
        for lang in ("zh", "en"):
            assert "{" not in message(finding, lang)
            assert "None" not in message(finding, lang)
