"""Review (复核): what was read of a document, with its sentence, and what people judged of it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api import adopting, public
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.documents import DOCUMENT
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, RowId, Short, Text
from taizhang.server.documents.models import Document, Fact, Statement
from taizhang.server.documents.queries import documents_for
from taizhang.server.review import queries
from taizhang.server.review.judging import accept_sure, judge
from taizhang.server.review.models import Verdict

router = Router(tags=["review"])
router.add_router("", adopting.router)
router.add_router("", public.router)
FACT = Words("数据", "fact")
STATEMENT = Words("语句", "statement")


class LabelName(StrEnum):
    """What a number is."""

    MEASURE = "measure"
    QUALIFIER = "qualifier"
    NAME = "name"
    DATE = "date"
    ORDINAL = "ordinal"
    OTHER = "other"


class CertaintyName(StrEnum):
    """Whether a person should look."""

    SURE = "sure"
    REVIEW = "review"


class StatusName(StrEnum):
    """What a number speaks of."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"


class VerdictOut(Schema):
    """One judgement; `carried_from` is the one on an earlier reading that it repeats."""

    id: int
    kind: Verdict.Kind
    original: dict[str, Any]
    reviewed: dict[str, Any] | None
    reader: str
    note: str
    in_bulk: bool
    by: int | None
    by_name: str | None = None
    at: datetime
    current: bool
    carried_from: int | None = Field(None, alias="carried_from_id")


class SentenceOut(Schema):
    """The sentence around it, from `start` to `end` of the text; it stands at `from` to `to` of the sentence."""

    text: str
    start: int
    end: int
    begins: int = Field(alias="from")
    ends: int = Field(alias="to")


class ThingOut(Schema):
    """Something that was read: the row as read, the row that holds, the verdict that holds, the sentence around it."""

    id: int
    document_id: int
    reading_id: int
    start: int
    end: int
    read: dict[str, Any]
    holds: dict[str, Any]
    verdict: VerdictOut | None
    sentence: SentenceOut


class FactOut(ThingOut):
    """A number; `doubts` say why a person should look."""

    label: str
    certainty: str
    doubts: list[str]


class StatementOut(ThingOut):
    """A promise or a claim."""

    kind: Statement.Kind


class Things(Schema):
    """Numbers in the order of the queue, and the key after which the next page starts."""

    rows: list[FactOut]
    next: int | None


class FactFilters(Schema):
    """Which numbers; measures unless said otherwise."""

    label: LabelName | None = LabelName.MEASURE
    certainty: CertaintyName | None = None
    judged: bool | None = None
    verdict: Verdict.Kind | None = None
    indicator: Short | None = None
    status: StatusName | None = None


class StatementFilters(Schema):
    """Which statements."""

    kind: Statement.Kind | None = None
    judged: bool | None = None


class JudgeIn(Body):
    """A judgement. `seen` is the verdict that was seen on it, null where there was none; `values` those corrected."""

    kind: Verdict.Kind
    seen: RowId | None = None
    values: dict[Short, str | None] | None = None
    note: Text = ""


class BulkIn(Body):
    """Whether statements of which no number is in doubt are accepted too."""

    statements: bool = False


class BulkOut(Schema):
    """How many were accepted."""

    accepted: int


@router.get("/documents/{int:document}/facts", response=Things)
def list_facts(
    request: HttpRequest, document: Key, filters: Query[FactFilters], limit: Limit = 100, after: After = 0
) -> object:
    """复核队列：有疑问的在前，每条附所在句子和现行结果。The queue of review, doubtful ones first."""
    row = _document(actor_of(request), document)
    found, more = queries.queue(row, queries.Chosen(**filters.dict()), limit, after)
    return {"rows": shown(found), "next": more}


@router.get("/documents/{int:document}/statements", response=Page[StatementOut])
def list_statements(
    request: HttpRequest, document: Key, filters: Query[StatementFilters], limit: Limit = 100, after: After = 0
) -> object:
    """任务、定性目标和完成情况语句。Promises and claims."""
    row = _document(actor_of(request), document)
    found = page(queries.statements_in(row, **filters.dict()), limit, after)
    return found | {"rows": shown(cast("list[Statement]", found["rows"]))}


@router.get("/facts/{int:fact}", response=FactOut)
def get_fact(request: HttpRequest, fact: Key) -> object:
    """一个数据及其句子。One number with its sentence."""
    return shown([_fact(actor_of(request), fact)])[0]


@router.get("/statements/{int:statement}", response=StatementOut)
def get_statement(request: HttpRequest, statement: Key) -> object:
    """一条语句。One statement."""
    return shown([_statement(actor_of(request), statement)])[0]


@router.get("/facts/{int:fact}/verdicts", response=Page[VerdictOut])
def list_fact_verdicts(request: HttpRequest, fact: Key, limit: Limit = 100, after: After = 0) -> object:
    """一个数据的全部复核记录，只增不改。All verdicts on a number."""
    return _trail(_fact(actor_of(request), fact), limit, after)


@router.get("/statements/{int:statement}/verdicts", response=Page[VerdictOut])
def list_statement_verdicts(request: HttpRequest, statement: Key, limit: Limit = 100, after: After = 0) -> object:
    """一条语句的全部复核记录。All verdicts on a statement."""
    return _trail(_statement(actor_of(request), statement), limit, after)


@router.post("/facts/{int:fact}/verdicts", response={201: VerdictOut})
def post_fact_verdict(request: HttpRequest, fact: Key, body: JudgeIn) -> object:
    """认可、更正或否定一个数据；以最后一次为准。Accept, correct or reject a number."""
    actor = actor_of(request)
    return Status(201, _named([judge(actor, _fact(actor, fact), **body.dict())])[0])


@router.post("/statements/{int:statement}/verdicts", response={201: VerdictOut})
def post_statement_verdict(request: HttpRequest, statement: Key, body: JudgeIn) -> object:
    """认可、更正或否定一条语句。Accept, correct or reject a statement."""
    actor = actor_of(request)
    return Status(201, _named([judge(actor, _statement(actor, statement), **body.dict())])[0])


@router.post("/documents/{int:document}/accept-sure", response=BulkOut)
def post_accept_sure(request: HttpRequest, document: Key, body: BulkIn) -> object:
    """一次认可全部读取有把握且尚未复核的数据。Accept all that the reader is sure of and nobody has judged."""
    actor = actor_of(request)
    return {"accepted": len(accept_sure(actor, _document(actor, document), statements=body.statements))}


def _document(actor: Actor, key: int) -> Document:
    return get_for(actor, "document.read", documents_for(actor), key, DOCUMENT)


def _fact(actor: Actor, key: int) -> Fact:
    return get_for(actor, "document.read", queries.things_for(actor, Fact.objects.all()), key, FACT)


def _statement(actor: Actor, key: int) -> Statement:
    return get_for(actor, "document.read", queries.things_for(actor, Statement.objects.all()), key, STATEMENT)


def _trail(thing: Fact | Statement, limit: int, after: int) -> object:
    found = page(queries.verdicts_on(thing), limit, after)
    return found | {"rows": _named(cast("list[Verdict]", found["rows"]))}


def _named(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Verdicts with the names of those who gave them."""
    rows = list(verdicts)
    names = queries.names_of(rows)
    for row in rows:
        row.by_name = names.get(row.by or 0)  # type: ignore[attr-defined]  # shown, not kept
    return rows


def shown(things: Iterable[Fact | Statement]) -> list[dict[str, Any]]:
    """Facts or statements as they are shown."""
    rows = list(things)
    texts = queries.texts_of(rows)
    _named(verdict for row in rows if (verdict := queries.verdict_on(row)))
    return [_shown(row, texts[row.reading_id]) for row in rows]


def _shown(thing: Fact | Statement, text: str) -> dict[str, Any]:
    own = ("label", "certainty", "doubts") if isinstance(thing, Fact) else ("kind",)
    return {name: getattr(thing, name) for name in own} | {
        "id": thing.pk,
        "document_id": thing.reading.document_id,
        "reading_id": thing.reading_id,
        "start": thing.start,
        "end": thing.end,
        "read": thing.row,
        "holds": queries.effective(thing),
        "verdict": queries.verdict_on(thing),
        "sentence": queries.sentence_in(text, thing),
    }
