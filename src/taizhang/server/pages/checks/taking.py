"""The findings that were chosen as a table to take away: CSV, Excel."""

from collections.abc import Iterable

from taizhang.catalogue.checks import standard_rules
from taizhang.errors import Words
from taizhang.server.documents.models import FINDING, Finding
from taizhang.server.pages.checks.cards import message_of, trail_of
from taizhang.server.pages.figures import Column, Figure
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

COLUMNS = (
    Words("轻重", "severity"),
    Words("核对项", "check"),
    Words("状态", "state"),
    Words("说明", "message"),
    Words("算式", "formula"),
    Words("文档", "documents"),
    Words("原文", "sentences"),
    Words("单位", "unit"),
    Words("发现日期", "found on"),
    Words("办理", "what was said to it"),
)


def table_of(findings: Iterable[Finding]) -> Figure:
    """A table with a row a finding."""
    columns = tuple(Column(words, drawn="told") for words in COLUMNS)
    rows = [_row(finding) for finding in findings]
    return Figure("findings", Words("核查发现", "Findings"), Words("编号", "number"), columns, rows)


def _row(finding: Finding) -> list[str | int]:
    rule, facts = standard_rules().checks.get(finding.check_id), finding.row.get("facts", [])
    return [
        finding.pk,
        called(f"severity.{finding.severity}", language()),
        said(rule.title) if rule else finding.check_id,
        said(FINDING.states[finding.state]),
        message_of(finding),
        str(finding.row.get("fields", {}).get("formula", "")),
        "\n".join(dict.fromkeys(str(fact.get("doc", "")) for fact in facts)),
        "\n".join(dict.fromkeys(str(fact.get("sentence", "")) for fact in facts)),
        finding.unit.name,
        f"{finding.found_at:%Y-%m-%d}",
        "\n".join(answer.words for answer in trail_of(finding)),
    ]
