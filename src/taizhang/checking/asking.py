"""What a deputy would ask of a finding."""

from collections import Counter
from collections.abc import Sequence

from taizhang.catalogue.checks import Rules, standard_rules
from taizhang.checking.run import message
from taizhang.errors import Words, in_language
from taizhang.model import Finding

MOST_OF_A_CHECK = 3  # questions of one kind, while others wait


def question(finding: Finding, lang: str, rules: Rules | None = None) -> str:
    """The question of a finding in one language: that of its check, else its message with the request to explain it."""
    asked = (rules or standard_rules()).checks[finding.check].question
    if asked is None:
        plea = "请说明情况。" if lang == "zh" else "Please explain."
        return f"{message(finding, lang, rules)}{'' if lang == 'zh' else ' '}{plea}"
    fields = {name: in_language(value, lang) for name, value in finding.fields.items()}
    return str(in_language(asked, lang)).format_map(fields)


def questions(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """The findings to ask about, the first first: of one check no more than a few while others wait, and of one
    statement one only.
    """
    chosen: list[Finding] = []
    later: list[Finding] = []
    asked: set[object] = set()
    counts: Counter[str] = Counter()
    for finding in findings:
        about = finding.facts[0].key if finding.facts else id(finding)
        if about not in asked:
            full = counts[finding.check] >= MOST_OF_A_CHECK
            (later if full else chosen).append(finding)
            counts[finding.check] += 1
            asked.add(about)
    return tuple((chosen + later)[:most])


def asked_of(finding: Finding, rules: Rules | None = None) -> Words:
    """The question of a finding in both languages."""
    return Words(question(finding, "zh", rules), question(finding, "en", rules))
