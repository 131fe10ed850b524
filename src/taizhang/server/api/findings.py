"""Findings (核查发现): what does not add up in the documents, and what was said to it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from taizhang.catalogue.checks import standard_rules
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Revision, RowId, Short, Text
from taizhang.server.documents import findings
from taizhang.server.documents.finding_lists import Chosen
from taizhang.server.documents.models import Finding
from taizhang.server.documents.queries import findings_for

router = Router(tags=["findings"])
FINDING_WORDS = Words("核查发现", "finding")


class State(StrEnum):
    """How far a finding is."""

    OPEN = "open"
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    CLOSED = "closed"


class Severity(StrEnum):
    """How grave a finding is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Preset(StrEnum):
    """The checks that matter to one who reads for a purpose."""

    THREE_REPORTS = "three_reports"
    PROOFREAD = "proofread"
    EXAMINE = "examine"
    YEARS = "years"


class AnswerStep(StrEnum):
    """What an answer does."""

    EXPLAIN = "explain"
    CORRECT = "correct"


class AnswerOut(Schema):
    """One step in the trail of a finding."""

    step: str
    words: str
    by: int | None
    at: datetime


class FindingOut(Schema):
    """A finding, its row as `taizhang check` gives it, and its trail."""

    id: int
    revision: int
    unit_id: int
    document_id: int | None
    check: str = Field(alias="check_id")
    title: str
    severity: str
    state: str
    found_at: datetime
    row: dict[str, Any]
    trail: list[AnswerOut]

    @staticmethod
    def resolve_title(finding: Finding) -> str:
        """What the check is called."""
        rule = standard_rules().checks.get(finding.check_id)
        return rule.title.zh if rule else finding.check_id


class Filters(Schema):
    """Which findings."""

    unit: RowId | None = None
    document: RowId | None = None
    severity: Severity | None = None
    state: State | None = None
    check: Short | None = None
    preset: Preset | None = None


class AnswerIn(Body):
    """An explanation, or where it was corrected."""

    revision: Revision
    step: AnswerStep
    words: Annotated[Text, Field(min_length=1)]


class WordsIn(Body):
    """What is said to a step."""

    revision: Revision
    words: Annotated[Text, Field(min_length=1)]


@router.get("/findings", response=Page[FindingOut])
def list_findings(request: HttpRequest, filters: Query[Filters], limit: Limit = 100, after: After = 0) -> object:
    """核查发现列表，可按严重程度、状态、规则、用途筛选。Findings, filtered."""
    chosen = Chosen(check_id=filters.check, **filters.dict(exclude={"check"}))
    return page(chosen.within(actor_of(request)), limit, after)


@router.get("/findings/{int:finding}", response=FindingOut)
def get_finding(request: HttpRequest, finding: Key) -> object:
    """一条核查发现及其办理过程。One finding with its trail."""
    return _finding(actor_of(request), finding)


@router.post("/findings/{int:finding}/answer", response=FindingOut)
def post_answer(request: HttpRequest, finding: Key, body: AnswerIn) -> object:
    """说明，或写明何处已更正。Explain it, or say where it was corrected."""
    actor = actor_of(request)
    findings.answer(actor, _finding(actor, finding), step=body.step, words=body.words, expected=body.revision)
    return _finding(actor, finding)


@router.post("/findings/{int:finding}/close", response=FindingOut)
def post_close(request: HttpRequest, finding: Key, body: WordsIn) -> object:
    """办结；作出说明的人不能自己办结。Close it; who answered it may not."""
    actor = actor_of(request)
    findings.close(actor, _finding(actor, finding), words=body.words, expected=body.revision)
    return _finding(actor, finding)


@router.post("/findings/{int:finding}/reopen", response=FindingOut)
def post_reopen(request: HttpRequest, finding: Key, body: WordsIn) -> object:
    """重新打开。Open it again."""
    actor = actor_of(request)
    findings.reopen(actor, _finding(actor, finding), words=body.words, expected=body.revision)
    return _finding(actor, finding)


def _finding(actor: Actor, key: int) -> Finding:
    return get_for(actor, "document.read", findings_for(actor), key, FINDING_WORDS)
