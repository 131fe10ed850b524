"""What a document reports of a main indicator: its figures, those of its kin, its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from taizhang.catalogue.kin import Kin, kin_of
from taizhang.linking import Entry, sentence_of
from taizhang.linking.words.promises import reported
from taizhang.model import Claim, Fact, Said

REACH = 60  # characters around a figure or behind a name that belong to it
LEVEL = re.compile("国|省|市|州|区(?=平均)|周边")
TELLING = ("growth", "level", "change", "times")


@dataclass(frozen=True, eq=False)
class Reported:
    """The results of one document, by indicator."""

    entry: Entry

    def figures(self, indicators: Sequence[Kin]) -> list[Said]:
        """The results of one of these indicators, of the document's own region, those that name nothing else first."""
        named = [fact for fact in self._facts if set(kin_of(fact.subject or "")) & set(indicators)]
        return self._said(sorted(named, key=lambda fact: (fact.role == "rank", len(fact.subject or ""))))

    def instead(self, indicators: Sequence[Kin]) -> list[Said]:
        """The results that stand in the stead of these indicators: their rank, or another indicator."""
        near = [fact for fact in self._facts if any(one.near.search(fact.subject or "") for one in indicators)]
        return [said for said in self.figures(indicators) if _is_rank(said)] + self._said(near)

    def words(self, indicators: Sequence[Kin]) -> list[Said]:
        """The statements without a figure that name one of the indicators."""
        return [
            Said(self.entry.reading.document, one) for one in self._claims if set(kin_of(one.text)) & set(indicators)
        ]

    @cached_property
    def _facts(self) -> list[Fact]:
        place = self.entry.place
        return [
            fact
            for fact in self.entry.reading.facts
            if fact.label == "measure" and fact.status != "target" and fact.region in (None, place) and fact.subject
        ]

    @cached_property
    def _claims(self) -> list[Claim]:
        return [claim for claim in reported(self.entry) if not claim.quantities]

    def _said(self, facts: Sequence[Fact]) -> list[Said]:
        return [Said(self.entry.reading.document, fact) for fact in facts]


def _is_rank(said: Said) -> bool:
    return isinstance(said.record, Fact) and said.record.role == "rank"


def telling(said: Sequence[Said]) -> list[Said]:
    """The figures that tell how much; a rank tells it not."""
    return [one for one in said if isinstance(one.record, Fact) and one.record.role in TELLING]


def compares(said: Said, target: str) -> bool:
    """Whether the sentence of a figure names whom the target compares with: 不低于全省平均 wants 全省 there."""
    sentence = sentence_of(said).of(said.document.text)
    levels = set(LEVEL.findall(target)) & set(LEVEL.findall(sentence))
    return bool(levels) or "平均" in sentence


def counted(entry: Entry, indicators: Sequence[Kin]) -> bool:
    """Whether a number stands close behind words that name one of the indicators, however it was read."""
    text = entry.reading.document.view.text
    for one in indicators:
        for match in one.names.finditer(text):
            clause = re.split("[。；，！？\n]", text[match.end() : match.end() + REACH])[:2]
            if re.search(r"\d", "".join(clause)):
                return True
    return False
