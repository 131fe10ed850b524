"""The main expected targets of a plan: those of the paragraph, the section or the annex that is called so."""

import re
from collections.abc import Iterator

from taizhang.model import Document, Fact, Record, Section, Span

NAMED = re.compile("(?:预期|发展|奋斗|工作|指导性|核心|主要)(?:指导性)?(?:目标|指标)")
OPENED = re.compile(
    "(?:(?:主要|预期|发展|奋斗|总体|经济社会)[^。；\n]{0,12}(?:目标|指标)|目标任务)[^。；\n：:]{0,12}(?:[：:]|是(?=[^否]))"
)


def main_stretches(document: Document) -> tuple[Span, ...]:
    """Where a document sets its main expected targets, in order: sections called so, paragraphs that open so.

    A section of tasks that only has 目标 in its title (目标任务分解) is none: it must be a target section of the top
    level that sets the year's, and there the paragraph that opens with 主要预期目标 goes before the whole section.
    """
    text = document.text
    opened = [Span(found.start(), _end_of_paragraph(text, found.end())) for found in OPENED.finditer(text)]
    opened = [span for span in opened if _sets_targets(document, span.start)]
    if opened:
        return tuple(opened)
    return tuple(section.span for section in _target_sections(document))


def _target_sections(document: Document) -> Iterator[Section]:
    for section in document.outline:
        if section.status == "target" and 1 <= section.level <= 2 and NAMED.search(section.title):
            yield section


def _sets_targets(document: Document, offset: int) -> bool:
    """Whether an offset stands in a part that speaks of the year to come: the latest section that holds it decides."""
    holding = [section for section in document.outline if section.level and section.span.start <= offset]
    holding = [section for section in holding if offset < section.span.end]
    return not holding or holding[-1].status == "target"


def _end_of_paragraph(text: str, start: int) -> int:
    """Where the paragraph ends; a list that is announced with a colon goes on over the line that follows it."""
    end = text.find("\n", start)
    if end == start or (end > start and not text[start:end].strip()):
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def is_main(document: Document, record: Record, stretches: tuple[Span, ...] | None = None) -> bool:
    """Whether a target is a main expected one; a number of a target annex always is."""
    if isinstance(record, Fact) and record.place is not None:
        return any(table.targets and table.number == record.place.table for table in document.tables)
    spans = main_stretches(document) if stretches is None else stretches
    return any(span.start <= record.span.start < span.end for span in spans)
