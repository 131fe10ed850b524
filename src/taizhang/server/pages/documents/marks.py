"""The numbers and statements of a reading as they are marked in its text, and those that a person goes through."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Fact, Reading, Statement
from taizhang.server.ledger.adopting.queries import adopted_facts, adopted_statements
from taizhang.server.pages.documents.text import Mark
from taizhang.server.review.models import Verdict

SHOWS: Mapping[str, Words] = {
    "review": Words("待核：没有把握、还没判定的", "to review: doubtful, not judged"),
    "unjudged": Words("未判定的数据", "data not judged yet"),
    "all": Words("全部数字", "all numbers"),
    "left": Words("遗留：没有把握或未归类", "left over: doubtful or without a label"),
    "statements": Words("任务、目标和完成情况语句", "statements: promises and claims"),
    "free": Words("已认可、未入账", "accepted, not in the ledger"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A number or a statement, as much of it as its mark needs."""

    key: int
    start: int
    end: int
    label: str
    status: str = ""
    certainty: str = "sure"
    verdict: str = ""
    adopted: bool = False
    is_fact: bool = True

    @property
    def name(self) -> str:
        """Its anchor in the text."""
        return f"{'fact' if self.is_fact else 'statement'}-{self.key}"

    @property
    def mark(self) -> Mark:
        """Its mark in the text."""
        kind = "n" if self.is_fact else "s"
        doubt = "review" if self.certainty == "review" else ""
        words = (kind, self.label, self.status, doubt, self.verdict, "led" if self.adopted else "")
        return Mark(self.start, self.end, self.name, " ".join(filter(None, words)))

    @property
    def shows(self) -> Iterator[str]:
        """Those of SHOWS among which it is."""
        accepted = self.verdict in {"accept", "correct"} and not self.adopted
        if not self.is_fact:
            yield "statements"
            return
        yield "all"
        measure, doubtful = self.label == "measure", self.certainty == "review"
        if doubtful and not self.verdict:
            yield "review"
        if measure and not self.verdict:
            yield "unjudged"
        if doubtful or self.label == "other":
            yield "left"
        if measure and accepted:
            yield "free"


@dataclass(frozen=True, slots=True)
class Things:
    """All that is marked in the text of a reading, in its order."""

    facts: tuple[Thing, ...]
    statements: tuple[Thing, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, show: str) -> list[Thing]:
        """Those of one of SHOWS."""
        return [each for each in (*self.facts, *self.statements) if show in each.shows]

    def at(self, offset: int) -> Thing | None:
        """The number at a place of the text, else the statement around it."""
        both = (*self.facts, *self.statements)
        return next((each for each in both if each.start <= offset < each.end), None)


def things_in(actor: Actor, reading: Reading) -> Things:
    """What is marked in the text of a reading; in six queries, however long it is."""
    facts, statements = tuple(_facts(actor, reading)), tuple(_statements(actor, reading))
    return Things(facts, statements, Counter(show for each in (*facts, *statements) for show in each.shows))


def _facts(actor: Actor, reading: Reading) -> Iterator[Thing]:
    held = _held(Verdict.objects.filter(fact__reading=reading), "fact")
    adopted = adopted_facts(actor, reading)
    rows = Fact.objects.filter(reading=reading).order_by("start", "pk")
    columns = ("pk", "start", "end", "label", "status", "certainty")
    for key, start, end, label, status, certainty in rows.values_list(*columns):
        yield Thing(key, start, end, label, status, certainty, held.get(key, ""), adopted=key in adopted)


def _statements(actor: Actor, reading: Reading) -> Iterator[Thing]:
    held = _held(Verdict.objects.filter(statement__reading=reading), "statement")
    adopted = adopted_statements(actor, reading)
    rows = Statement.objects.filter(reading=reading).order_by("start", "pk")
    for key, start, end, kind in rows.values_list("pk", "start", "end", "kind"):
        yield Thing(key, start, end, kind, verdict=held.get(key, ""), adopted=key in adopted, is_fact=False)


def _held(verdicts: "QuerySet[Verdict]", of: str) -> dict[int, str]:
    return dict(verdicts.filter(current=True).order_by().values_list(of, "kind"))
