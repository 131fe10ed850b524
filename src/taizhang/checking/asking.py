"""What a deputy would ask of a finding."""

from collections import Counter
from collections.abc import Sequence

from taizhang.catalogue.checks import Rules, standard_rules
from taizhang.checking.run import filled
from taizhang.errors import Words
from taizhang.model import Finding

MOST_OF_A_CHECK = 3  # questions of one kind, while others wait


def question(finding: Finding, lang: str, rules: Rules | None = None) -> str | None:
    """The question of a finding in one language; None where its check asks nothing."""
    asked = (rules or standard_rules()).checks[finding.check].question
    return None if asked is None else filled(asked, finding, lang)


def questions(findings: Sequence[Finding], most: int, rules: Rules | None = None) -> tuple[tuple[Finding, Words], ...]:
    """What to ask, the gravest first: of one check no more than a few while others wait, of one statement only once."""
    chosen: list[tuple[Finding, Words]] = []
    later: list[tuple[Finding, Words]] = []
    asked: set[object] = set()
    counts: Counter[str] = Counter()
    for finding in findings:
        zh, en = (question(finding, lang, rules) for lang in ("zh", "en"))
        about = finding.facts[0].key if finding.facts else id(finding)
        if zh and en and about not in asked:
            (later if counts[finding.check] >= MOST_OF_A_CHECK else chosen).append((finding, Words(zh, en)))
            counts[finding.check] += 1
            asked.add(about)
    return tuple((chosen + later)[:most])
