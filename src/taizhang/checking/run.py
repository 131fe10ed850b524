"""Run the checks that are on, and put what they find in the order in which a person should read it."""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from taizhang.catalogue.checks import Rules, standard_rules
from taizhang.checking.case import Case
from taizhang.errors import Words, in_language
from taizhang.linking import Linked
from taizhang.linking.collecting import uncollected
from taizhang.model import SEVERITIES, Finding

A_TURN = 2  # findings of one check in a row, before those of others of the same severity
SINGLE = str.maketrans("“”", "‘’")


class Check(Protocol):
    """A module of `taizhang.checking.checks`, named as its check."""

    def find(self, case: Case) -> Iterator[Finding]:
        """What does not add up, in any order."""


def check_named(name: str) -> Check:
    """The check of that name."""
    return cast(Check, import_module(f"taizhang.checking.checks.{name}"))


@uncollected
def check(linked: Linked, rules: Rules | None = None) -> tuple[Finding, ...]:
    """What the checks that are on find, ranked: the gravest first, and among these what deserves a minute first."""
    found: list[Finding] = []
    for rule in (rules or standard_rules()).checks.values():
        if rule.on:
            found += check_named(rule.name).find(Case(linked, rule))
    return ranked(found)


def ranked(found: list[Finding]) -> tuple[Finding, ...]:
    """Findings by severity; of one severity the checks in turn, each with its weightiest, so that none hides the rest.

    In a turn by weight, then as the documents stand.
    """
    turns: Counter[tuple[str, str]] = Counter()
    placed: list[tuple[int, int, Finding]] = []
    for finding in sorted(found, key=_weightiest):
        key = (finding.severity, finding.check)
        placed.append((SEVERITIES.index(finding.severity), turns[key] // A_TURN, finding))
        turns[key] += 1
    placed.sort(key=lambda one: one[:2])
    return tuple(finding for _, _, finding in placed)


def _weightiest(finding: Finding) -> tuple[float, str, tuple[str, int]]:
    first = finding.facts[0] if finding.facts else None
    return -finding.weight, finding.check, (first.doc, first.span.start) if first else ("", 0)


def message(finding: Finding, lang: str, rules: Rules | None = None) -> str:
    """What a finding says, in Chinese (`zh`) or English (`en`)."""
    return filled((rules or standard_rules()).checks[finding.check].message, finding, lang)


def filled(template: Words, finding: Finding, lang: str) -> str:
    """A template in one language, filled with the fields of a finding. Quotation marks within others are single ones.

    >>> found = Finding("a", "low", (), {"promise": "打造“美好街巷”"})
    >>> filled(Words("提出“{promise}”。", "promised “{promise}”."), found, "zh")
    '提出“打造‘美好街巷’”。'
    """
    fields = {name: str(in_language(value, lang)) for name, value in finding.fields.items()}
    within = {f"“{{{name}}}”": f"“{value.translate(SINGLE)}”" for name, value in fields.items()}
    words = str(in_language(template, lang))
    for quoted, value in within.items():
        words = words.replace(quoted, value.replace("{", "{{").replace("}", "}}"))
    return words.format_map(fields).strip()
