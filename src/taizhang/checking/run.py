"""Run the checks that are on, and put what they find in the order in which a person should read it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from taizhang.catalogue.checks import Rules, standard_rules
from taizhang.checking.case import Case
from taizhang.errors import Words, in_language
from taizhang.linking import Linked
from taizhang.linking.collecting import uncollected
from taizhang.model import SEVERITIES, Finding

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
    """Findings by severity, then by weight, then as the documents stand."""
    return tuple(sorted(found, key=rank))


def rank(finding: Finding) -> tuple[int, float, str, tuple[str, int]]:
    """Sorts findings for the reader."""
    first = finding.facts[0] if finding.facts else None
    at = (first.doc, first.span.start) if first else ("", 0)
    return SEVERITIES.index(finding.severity), -finding.weight, finding.check, at


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
