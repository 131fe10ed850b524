"""A target that nobody will be able to hold a result against: no number, no date, no measure, no standard."""

import re
from collections.abc import Iterator

from taizhang.catalogue.firmness import binding_of
from taizhang.catalogue.kin import reading_of
from taizhang.checking.case import Case
from taizhang.checking.promised import Promised, promised
from taizhang.following.main import is_main, main_stretches
from taizhang.linking.words.things import core_of
from taizhang.model import Commitment, Finding, Span

STANDARD = re.compile(
    r"全[国省市区州]|平均|同步|上级|下达|不低于|高于|快于|[省市州]定|合理区间|Ⅲ类|国家标准|约束性指标"
)
PUSHED = 3  # rank of verbs that only push a thing on
DEED = re.compile(r"[\d一二三四五六七八九十百千万]+\s*[个项家处座条所公亩户人名万亿件次场套辆张%]|全部|全覆盖|清零")


def find(case: Case) -> Iterator[Finding]:
    """Main targets in words without a standard, and livelihood promises without a deliverable."""
    titled = re.compile(case.setting("livelihood"))
    for plan in promised(case.linked, case.setting("kinds")):
        document = plan.entry.reading.document
        stretches = main_stretches(document)
        open_ended = [one for one in plan.entry.reading.commitments if not one.quantities and not one.deadline]
        for one in open_ended:
            if one.kind == "target" and is_main(document, one, stretches) and _is_bare(one):
                yield _finding(case, plan, one, 2.0)
        spans = [section.span for section in document.outline if titled.search(section.title)]
        residents = [one for one in open_ended if _stands_in(spans, one) and _is_vague(plan, one)]
        for one in residents[: case.setting("most")]:
            yield _finding(case, plan, one, 1.0)


def _is_vague(plan: Promised, commitment: Commitment) -> bool:
    """Whether nothing will be there that can be seen: no ground, no count, no deed."""
    bound = binding_of(core_of(commitment), "deed")
    seen = DEED.search(commitment.text) or (bound is not None and bound.rank > PUSHED)
    return plan.plan.ground(commitment) is None and not seen


def _is_bare(commitment: Commitment) -> bool:
    words = re.sub(r"\s+", "", commitment.text)
    return reading_of(words) in ("holds", "rises", "improves") and not STANDARD.search(words)


def _stands_in(spans: list[Span], commitment: Commitment) -> bool:
    return any(span.start <= commitment.span.start < span.end for span in spans)


def _finding(case: Case, plan: Promised, commitment: Commitment, weight: float) -> Finding:
    words = re.sub(r"\s+", "", commitment.text)
    return case.finding([plan.said(commitment)], weight=weight, year=plan.year, target=words)
