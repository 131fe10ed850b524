"""Whether a commitment is definite enough to be held against what was done."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from taizhang.catalogue.concrete import concrete_pattern
from taizhang.extracting import Reading
from taizhang.linking.words.index import Vocabulary
from taizhang.linking.words.phrases import Phrase
from taizhang.linking.words.things import DIGIT, core_of, listed, listed_in, telling
from taizhang.model import Commitment, Fact, Span

Ground = Literal["quantity", "project", "paper", "scheme", "programme", "deadline"]
NAMED: tuple[Ground, ...] = ("project", "paper", "scheme")
ASIDE = re.compile(r"[（(][^）)]*[）)]|[\[［【〔][^\]］】〕]*[\]］】〕]|\s+")
SIZED = re.compile(r"(?:总?投资额?|占地|面积|总长|全长|总规模|装机)\s*[约近超]?$")
SIZE = re.compile(r"\S{0,4}[的级]")  # 9亿元的, 500千伏的
MANY_YEARS = re.compile(r"\d{4}-\d{4}")
OPENING, BEFORE = (
    100,
    60,
)  # characters of a paragraph's opening, and ahead of a commitment, that tell of which years it is


@dataclass(frozen=True, eq=False)
class Plan:
    """The commitments of one document, with what tells how definite each is."""

    reading: Reading

    def things(self, commitment: Commitment, vocabulary: Vocabulary) -> list[dict[str, float]]:
        """The terms, weighed, of each thing that a commitment names."""
        if commitment not in self._listed:
            self._listed[commitment] = listed_in(commitment)
        return telling(self._listed[commitment], commitment, vocabulary)

    def ground(self, commitment: Commitment) -> Ground | None:
        """On what ground the commitment can be checked: the first that holds; None where nobody could call it broken.

        quantity   a figure to be reached
        project    a work by its name, with a deed that can be seen (建成青汀大桥)
        paper      a document, list or rule that will be there or not (出台停车管理办法)
        scheme     a pilot, title, system or event that will be won or held or not (创建国家园林县城)
        programme  a named programme (“归雁”工程)
        deadline   a date, and a deed
        """
        if commitment not in self._grounds:
            self._grounds[commitment] = self._ground(commitment)
        return self._grounds[commitment]

    def _ground(self, commitment: Commitment) -> Ground | None:
        core = ASIDE.sub("", core_of(commitment))
        counted = bool(DIGIT.search(core)) and any(map(is_amount, self.figures(commitment)))
        if not counted and (concrete_pattern("vague").search(core) or not concrete_pattern("deed").search(core)):
            return None
        if concrete_pattern("empty").search(core) or not self.of_the_year(commitment):
            return None
        if counted:
            return "quantity"
        if "等" not in core and "“" not in core and concrete_pattern("indefinite").search(core):
            return None
        named = _named([*listed(core), *listed(ASIDE.sub("", commitment.object or ""))])
        return named or ("programme" if commitment.programme else "deadline" if commitment.deadline else None)

    def figures(self, commitment: Commitment) -> Iterator[Fact]:
        """The figures of a commitment."""
        facts = self.reading.facts
        for start in commitment.quantities:
            at = bisect_left(self._starts, start)
            if at < len(facts) and self._starts[at] == start:
                yield facts[at]

    def due(self, commitment: Commitment) -> list[Fact]:
        """The figures to be reached: none that only counts a list (等5个项目) or sizes a thing (投资9亿元的)."""
        text = self.reading.document.text
        return [
            fact
            for fact in self.figures(commitment)
            if is_amount(fact)
            and not text.startswith("等", fact.span.start - 1)
            and not SIZED.search(text[fact.span.start - 8 : fact.span.start])
            and not SIZE.match(text[fact.span.end : fact.span.end + 8])
        ]

    def of_the_year(self, commitment: Commitment) -> bool:
        """Whether it is for the year that the document plans, and not for five years or a later one."""
        year = (self.reading.document.metadata.planned_period or "")[:4]
        if commitment.deadline and commitment.deadline[:4].isdigit() and commitment.deadline[:4] != year:
            return False
        periods = [fact.period for fact in self.figures(commitment) if fact.period]
        if periods and all(MANY_YEARS.fullmatch(period) or period[:4] != year for period in periods):
            return False
        if any(span.start <= commitment.span.start < span.end for span in self._many_years):
            return False
        return not concrete_pattern("horizon").search(self._ahead(commitment))

    def _ahead(self, commitment: Commitment) -> str:
        """How the paragraph opens, and the words ahead of the commitment and its own."""
        text = self.reading.document.text
        start, end = commitment.span
        begin = text.rfind("\n", 0, start) + 1
        return f"{text[begin : min(begin + OPENING, start)]}\n{text[max(begin, start - BEFORE) : end]}"

    @cached_property
    def _listed(self) -> dict[Commitment, tuple[Phrase, ...]]:
        """What was asked for: linking and the checks ask for the same."""
        return {}

    @cached_property
    def _grounds(self) -> dict[Commitment, Ground | None]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [fact.span.start for fact in self.reading.facts]

    @cached_property
    def _many_years(self) -> list[Span]:
        """The sections that speak of more years than one."""
        outline = self.reading.document.outline
        return [section.span for section in outline if concrete_pattern("horizon").search(section.title)]


def _named(parts: list[str]) -> Ground | None:
    """The ground that the name of a thing gives."""
    patterns = (concrete_pattern("work"), concrete_pattern("paper"), concrete_pattern("scheme"))
    found = (g for g, pattern in zip(NAMED, patterns, strict=True) if any(map(pattern.search, parts)))
    return next(found, None)


def is_amount(fact: Fact) -> bool:
    """Whether the figure says how much, in a unit: the mark of a footnote is none."""
    measured = fact.label == "measure" and fact.role in ("level", "growth", "change", "times", "rank")
    return measured and fact.unit not in (None, "1")
