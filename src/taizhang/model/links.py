"""What was said twice: two mentions of one thing, and how they belong together."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from taizhang.model.document import Document
from taizhang.model.facts import Certainty, Claim, Commitment, Fact
from taizhang.model.span import Span

LinkKind = Literal["next_target", "progress", "outcome", "restates", "cascade", "same_series"]
Record: TypeAlias = Fact | Commitment | Claim


class Said(NamedTuple):
    """A fact, a commitment or a claim, with the document that it stands in."""

    document: Document
    record: Record

    @property
    def doc(self) -> str:
        """The path of the document."""
        return self.document.path

    @property
    def span(self) -> Span:
        """Where it stands in `document.text`."""
        return self.record.span

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Tells one mention from every other of a run."""
        return (self.document.path, *self.record.span, type(self.record).__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions of one thing, directed.

    kind       next_target result → target of the next year; progress target → later figure or claim within its period;
               outcome target → result of its period; restates the same quantity twice, as the documents stand; cascade
               upper → lower level of government; same_series an earlier year → the next
    agrees     restates: whether value, comparator and basis can both be true; of other kinds None
    reason     what ties the two, in words of the vocabulary parted by `;`: same_indicator, same_words, like_words,
               converted, level_to_growth, part_of_joint, scope_differs, renamed, redefined, …
    certainty  sure, or review: a person should look
    """

    kind: LinkKind
    a: Said
    b: Said
    agrees: bool | None
    reason: str
    certainty: Certainty
