"""The page of one task: where it was promised, who answers for it, how it stands, and what may be done with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.tasks.queries import as_listed, task_for
from taizhang.server.ledger.tracing import trace
from taizhang.server.lib import clock
from taizhang.server.pages.answers import page
from taizhang.server.pages.tasks.rows import row_of


@page
def task(request: HttpRequest, actor: Actor, task: int) -> HttpResponse:
    """One task."""
    row = as_listed([task_for(actor, task)])[0]
    context = {"row": row_of(row, clock.today()), "task": row, "trace": trace(actor, row)}
    return render(request, "tasks/task.html", context)
