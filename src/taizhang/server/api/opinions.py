"""The routes of opinions (征求意见与会签): asked, given, decided; the table of what was adopted and what not."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.names import Named
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import Changing, given
from taizhang.server.api.scalars import Day, Key, Line, Revision, RowId, Short, Text
from taizhang.server.api.seen import plan_for
from taizhang.server.ledger.cycle.opinions import (
    ask_opinions,
    countersign,
    decide_opinion,
    give_opinions,
    record_opinion,
)
from taizhang.server.ledger.cycle.queries import opinions_for
from taizhang.server.ledger.models import Opinion
from taizhang.server.ledger.models.cycle import OPINION

router = Router(tags=["opinions"])
CALLED = Words("意见", "opinion")
OpinionState = Enum("OpinionState", {state: state for state in OPINION.states}, type=str)  # type: ignore[misc]
Article = Annotated[Line, Field(max_length=120)]


class OpinionOut(Schema):
    """An opinion with what became of it; `body` is the committee, where no unit said it."""

    id: int
    revision: int
    plan_id: int
    stage: str
    unit: Named
    body: str
    state: str
    article: str
    opinion: str
    decision: str
    decision_reason: str
    document_id: int | None
    asked_at: datetime
    due_on: date | None
    given_by: int | None
    given_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None


class OpinionFilters(Schema):
    """Which opinions are asked for."""

    stage: Opinion.Stage | None = None
    state: OpinionState | None = None


class AskIn(Body):
    """Units to be asked; without a day they have the days of the procedure."""

    unit_ids: Annotated[list[RowId], Field(min_length=1, max_length=1000)]
    due_on: Day | None = None
    document_id: RowId | None = None
    why: Text = ""


class RecordIn(Body):
    """An opinion of a body without account (the finance and economy committee, the standing committee)."""

    stage: Opinion.Stage
    body: Short
    opinion: Text
    article: Article = ""
    document_id: RowId | None = None
    due_on: Day | None = None
    why: Text = ""


class ArticleIn(Body):
    """An opinion on one article of the draft."""

    article: Article = ""
    opinion: Text


class GiveIn(Body):
    """The opinions of a unit, article by article."""

    revision: Revision
    articles: Annotated[list[ArticleIn], Field(min_length=1, max_length=500)]
    why: Text = ""


class DecideIn(Body):
    """What becomes of an opinion; a reason is wanted unless it is adopted whole."""

    revision: Revision
    decision: Opinion.Decision
    reason: Text = ""
    why: Text = ""


def opinion_for(actor: Actor, key: int) -> Opinion:
    """An opinion that the caller may see."""
    return get_for(actor, "plan.read", opinions_for(actor), key, CALLED)


@router.get("/plans/{int:plan}/opinions", response=Page[OpinionOut])
def list_opinions(
    request: HttpRequest, plan: Key, filters: Query[OpinionFilters], limit: Limit = 100, after: After = 0
) -> object:
    """意见采纳情况表。 The table of opinions, with what was adopted or not, and why."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return page(opinions_for(actor, plan=row.pk, **given(filters)), limit, after)


@router.post("/plans/{int:plan}/opinions/ask", response={201: list[OpinionOut]})
def post_ask(request: HttpRequest, plan: Key, body: AskIn) -> object:
    """向各单位征求意见。 Ask units for their opinions."""
    actor = actor_of(request)
    return Status(201, ask_opinions(actor, plan_for(actor, plan), **body.dict()))


@router.post("/plans/{int:plan}/opinions", response={201: OpinionOut})
def post_record(request: HttpRequest, plan: Key, body: RecordIn) -> object:
    """登记人大委员会的意见。 Record an opinion of a committee of the congress."""
    actor = actor_of(request)
    row = plan_for(actor, plan)
    return Status(201, record_opinion(actor, row, **(body.dict() | {"stage": body.stage.value})))


@router.get("/opinions/{int:opinion}", response=OpinionOut)
def get_opinion(request: HttpRequest, opinion: Key) -> object:
    """一条意见。 One opinion."""
    return opinion_for(actor_of(request), opinion)


@router.post("/opinions/{int:opinion}/countersign", response=OpinionOut)
def post_countersign(request: HttpRequest, opinion: Key, body: Changing) -> object:
    """会签，无意见。 Countersign without an opinion."""
    actor = actor_of(request)
    return countersign(actor, opinion_for(actor, opinion), expected=body.revision, why=body.why)


@router.post("/opinions/{int:opinion}/give", response=list[OpinionOut])
def post_give(request: HttpRequest, opinion: Key, body: GiveIn) -> object:
    """逐条提出意见。 Give opinions, article by article."""
    actor = actor_of(request)
    articles = [(each.article, each.opinion) for each in body.articles]
    row = opinion_for(actor, opinion)
    return give_opinions(actor, row, expected=body.revision, articles=articles, why=body.why)


@router.post("/opinions/{int:opinion}/decide", response=OpinionOut)
def post_decide(request: HttpRequest, opinion: Key, body: DecideIn) -> object:
    """采纳、部分采纳或不采纳一条意见。 Adopt an opinion, in part, or not."""
    actor = actor_of(request)
    row = opinion_for(actor, opinion)
    decision = body.decision.value
    return decide_opinion(actor, row, expected=body.revision, decision=decision, reason=body.reason, why=body.why)
