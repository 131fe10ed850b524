"""Adopting what was read into a plan (采用), and tracing a value back to its sentence (溯源)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.documents import DOCUMENT
from taizhang.server.api.scalars import Key, RowId, Text
from taizhang.server.api.seen import plan_for
from taizhang.server.documents.queries import documents_for
from taizhang.server.ledger.adopting.actions import ALL, adopt, preview
from taizhang.server.ledger.adopting.outcomes import Outcome, counted
from taizhang.server.ledger.models import Observation, Target, Task
from taizhang.server.ledger.tracing import trace

router = Router(tags=["adopting"])


class What(StrEnum):
    """What is adopted."""

    TARGET = "target"
    OBSERVATION = "observation"
    TASK = "task"


class AdoptIn(Body):
    """From which document, what, and whether only to show what would come of it."""

    document: RowId
    what: list[What] = Field([What(each) for each in ALL], min_length=1, max_length=3)
    preview: bool = False
    why: Text = ""


class PlaceOut(Schema):
    """Where in the text of the reading a thing stands."""

    id: int
    start: int
    end: int


class OutcomeOut(Schema):
    """What became of one thing: adopted, in the ledger already (there), or left; `row` is that of the ledger."""

    what: What
    result: str
    says: str
    indicator: str
    why: str | None
    row: int | None
    things: list[PlaceOut]

    @staticmethod
    def resolve_why(outcome: Outcome) -> str | None:
        """The reason, in Chinese."""
        return outcome.why.zh if outcome.why else None

    @staticmethod
    def resolve_things(outcome: Outcome) -> list[dict[str, int]]:
        """Facts, or one statement."""
        return [{"id": thing.pk, "start": thing.start, "end": thing.end} for thing in outcome.things]


class AdoptOut(Schema):
    """What became of each, and how many came to what."""

    preview: bool
    adopted: int
    there: int
    left: int
    outcomes: list[OutcomeOut]


class TracedKind(StrEnum):
    """What can be traced."""

    OBSERVATION = "observation"
    TARGET = "target"
    TASK = "task"


class PersonOut(Schema):
    """Who, and when."""

    id: int
    name: str
    at: datetime | None


class SaidOut(Schema):
    """The sentence, where it stands, and the verdict on what was read in it."""

    document: int
    document_name: str
    document_title: str
    reading: int
    reader: str
    start: int
    end: int
    text: str
    sentence: str
    begins: int
    ends: int
    verdict: str | None
    judged: PersonOut | None


class TraceOut(Schema):
    """Where a value came from: a document, a return, an imported file, a roster, or somebody who typed it."""

    kind: TracedKind
    id: int
    name: str
    origin: str
    detail: dict[str, Any]
    said: list[SaidOut]
    hidden: bool
    entered: PersonOut | None
    accepted: PersonOut | None


@router.post("/plans/{int:plan}/adopt", response=AdoptOut)
def post_adopt(request: HttpRequest, plan: Key, body: AdoptIn) -> object:
    """把已复核的数据采用为目标、任务和数据；重复采用不会增加；可先预览。Adopt what was reviewed; or show it first."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    document = get_for(actor, "document.read", documents_for(actor), body.document, DOCUMENT)
    what = [each.value for each in body.what]
    if body.preview:
        outcomes = preview(actor, row, document=document, what=what)
    else:
        outcomes = adopt(actor, row, document=document, what=what, why=body.why)
    return {"preview": body.preview, "outcomes": outcomes, **counted(outcomes)}


TRACED: dict[TracedKind, tuple[str, Words]] = {
    TracedKind.OBSERVATION: ("observation.read", Words("数据", "observation")),
    TracedKind.TARGET: ("plan.read", Words("目标", "target")),
    TracedKind.TASK: ("task.read", Words("任务", "task")),
}


@router.get("/trace/{kind}/{int:key}", response=TraceOut)
def get_trace(request: HttpRequest, kind: TracedKind, key: Key) -> object:
    """一个数值的来历：文档、句子、复核人，或填报、导入、录入。Where a value came from, down to its sentence."""
    actor = actor_of(request)
    return trace(actor, _traced(actor, kind, key))


def _traced(actor: Actor, kind: TracedKind, key: int) -> Observation | Target | Task:
    name, called = TRACED[kind]
    if kind is TracedKind.OBSERVATION:
        return get_for(actor, name, Observation.objects.select_related("unit", "indicator"), key, called)
    if kind is TracedKind.TARGET:
        return get_for(actor, name, Target.objects.select_related("version__plan__unit", "indicator"), key, called)
    return get_for(actor, name, Task.objects.select_related("unit"), key, called)
