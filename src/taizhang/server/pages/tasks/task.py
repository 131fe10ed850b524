"""The page of one task: where it was promised, who answers for it, how it stands, and what may be done with it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.sentences import Parted
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.tasks.queries import Wanted, as_listed, line_for, task_for, tasks_for
from taizhang.server.ledger.tracing import Said, trace
from taizhang.server.lib import clock
from taizhang.server.pages.answers import page
from taizhang.server.pages.documents.leading import leads_to
from taizhang.server.pages.forms.typed import Form
from taizhang.server.pages.tasks.forms import forms_of
from taizhang.server.pages.tasks.history import changes_of
from taizhang.server.pages.tasks.rows import Row, row_of
from taizhang.server.pages.tasks.timeline import extensions_of, reports_of
from taizhang.server.pages.tasks.words import KINDS, version_words


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a document, with the words of the task marked in it, and where it is read."""

    source: str
    address: str
    parted: Parted


@page
def task(request: HttpRequest, actor: Actor, task: int) -> HttpResponse:
    """One task."""
    return task_page(request, actor, task)


def task_page(request: HttpRequest, actor: Actor, key: int, refused: Form | None = None) -> HttpResponse:
    """The page; with the form that was refused as it was typed."""
    row = as_listed([task_for(actor, key)])[0]
    rows = list(line_for(actor, row))
    forms = forms_of(actor, row, rows)
    if refused is not None:
        forms[refused.key] = refused
    context: dict[str, Any] = {
        "row": row_of(row, clock.today()),
        "task": row,
        "kind": KINDS[Task.Kind(row.kind)],
        "quotes": _quotes(actor, row),
        "parent": _parent(actor, row),
        "parts": _parts(actor, row),
        "reports": reports_of(actor, row),
        "extensions": extensions_of(actor, row),
        "forms": forms,
        "changes": changes_of(actor, row),
        "opened": refused.key if refused else request.GET.get("do", ""),
        "removable": _removable(actor, row),
    }
    status = 422 if refused is not None else 200
    return render(request, "tasks/task.html", context | _versions(row, rows), status=status)


def _quotes(actor: Actor, row: Task) -> list[Quote]:
    """The sentences in which the task was read, as far as the person may read them."""
    return [_quote(said, row.statement_id) for said in trace(actor, row).said]


def _quote(said: Said, statement: int | None) -> Quote:
    room = leads_to("document", said.document)
    return Quote(said.document_title, f"{room}?statement={statement}" if room else "", said.parted)


def _parent(actor: Actor, row: Task) -> Task | None:
    return tasks_for(actor, Wanted(version=row.version_id)).filter(pk=row.parent_id).first() if row.parent_id else None


def _parts(actor: Actor, row: Task) -> list[Row]:
    """The parts into which it was broken: those in its own version, and those made after it was issued."""
    found = [*tasks_for(actor, Wanted(parent=row.pk))]
    if row.version is not None and row.version.state in {"draft", "proposed"}:
        found = [*tasks_for(actor, Wanted(parent=row.pk, version=row.version_id))]
    today = clock.today()
    return [row_of(part, today) for part in as_listed(sorted(found, key=lambda part: part.line))]


def _removable(actor: Actor, row: Task) -> bool:
    """Whether it is a part of which nothing was said, and the person may take it away."""
    if row.version_id is not None or row.parent is None or not actor.may("plan.draft", row.parent.unit):
        return False
    return not (row.reports.exists() or row.extensions.exists() or row.parts.exists())


def _versions(row: Task, rows: list[Task]) -> dict[str, Any]:
    """The versions of the task: which holds, and in which it is being adjusted."""
    issued = [each for each in rows if each.version is None or each.version.state in {"issued", "superseded"}]
    holding = issued[-1] if issued else row
    drafts = [each for each in rows if each.version is not None and each.version.state in {"draft", "proposed"}]
    return {
        "version": version_words(row.version) if row.version else None,
        "is_draft": row in drafts,
        "holding": holding if holding != row and row not in drafts else None,
        "adjusting": next((each for each in drafts if each != row), None),
        "issued": [(each, version_words(each.version)) for each in issued if each.version] if len(issued) > 1 else [],
    }
