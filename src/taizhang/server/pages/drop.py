"""The pages of workbooks: drop files, look at the preview, put in, get the marked file back, undo; the history."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.callers import actor_at
from taizhang.server.returns.models import IMPORT, Import, ImportPart
from taizhang.server.returns.queries import returns_for, to_fill
from taizhang.server.returns.workbooks.batch import How, Taken, files_in, take_many
from taizhang.server.returns.workbooks.committing import commit
from taizhang.server.returns.workbooks.marking import WHAT, row_words
from taizhang.server.returns.workbooks.queries import imports_for, parts_of
from taizhang.server.returns.workbooks.undoing import undo

MOST_SHOWN, MOST_ROWS = 50, 500
DROP = Words("导入", "import")


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest) -> HttpResponse:
    """Drop workbooks; below, the templates of what is to be filled in, and the history."""
    actor = actor_at(request)
    if request.method == "POST":
        return _taken(request, actor)
    waiting = to_fill(actor, returns_for(actor)).order_by("due_on", "pk")[:MOST_SHOWN]
    history = imports_for(actor).order_by("-pk")[:MOST_SHOWN]
    rows = [{"drop": row, "state": IMPORT.states[row.state]} for row in history]
    return render(request, "workbooks/drop.html", {"waiting": waiting, "rows": rows})


def _taken(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in what was dropped; of one file its preview is shown, of many the history."""
    read = ((file.name or "", file.read()) for file in request.FILES.getlist("files"))
    try:
        taken = take_many(actor, files_in(read), How())
    except TaizhangError as error:
        taken = [Taken("", refused=Words(error.message("zh"), error.message("en")))]
    for one in taken:
        if one.refused is not None:
            messages.error(request, one.refused.zh)
    if not taken:
        messages.error(request, "请先选择文件")
    drops = [one.drop for one in taken if one.drop is not None]
    if len(taken) == len(drops) == 1:
        return redirect("workbook", drops[0].pk)
    return redirect("drop_workbooks")


@login_required
@require_GET
def workbook(request: HttpRequest, drop: int) -> HttpResponse:
    """The preview of an import, or what became of it."""
    actor = actor_at(request)
    try:
        row = _import(actor, drop)
    except NotThere:
        raise Http404 from None
    parts = [_part(row, part) for part in parts_of(row)]
    may = {
        "commit": row.state == "previewed" and actor.may("workbook.import", row.unit),
        "undo": row.state == "done" and actor.may("workbook.undo", row.unit),
    }
    return render(
        request, "workbooks/one.html", {"drop": row, "state": IMPORT.states[row.state], "parts": parts, "may": may}
    )


@login_required
@require_POST
def put_in(request: HttpRequest, drop: int) -> HttpResponse:
    """Put in what was previewed."""
    return _done(request, drop, commit, "已导入")


@login_required
@require_POST
def take_back(request: HttpRequest, drop: int) -> HttpResponse:
    """Undo an import."""
    return _done(request, drop, undo, "已撤销；导入后又改过的已保留，见下表")


def _done(request: HttpRequest, drop: int, act: Callable[[Actor, Import], Import], said: str) -> HttpResponse:
    actor = actor_at(request)
    try:
        row = act(actor, _import(actor, drop))
    except NotThere:
        raise Http404 from None
    except TaizhangError as error:
        messages.error(request, error.message())
    else:
        later = row.state in {"running", "undoing"}
        messages.success(request, "正在后台进行，请稍后刷新" if later else said)
    return redirect("workbook", drop)


def _import(actor: Actor, key: int) -> Import:
    return get_for(actor, "return.read", Import.objects.select_related("unit"), key, DROP)


def _part(drop: Import, part: ImportPart) -> dict[str, object]:
    """A sheet as it is shown: its counts, and its rows that do not stay the same."""
    rows = [row for row in part.rows if row["what"] != "same"]
    return {
        "part": part,
        "filed": part.filed,
        "counts": [(words, part.counts.get(what, 0)) for what, words in WHAT.items()],
        "rows": [{**row, "said": row_words(drop, part, row), "name_of": WHAT[row["what"]]} for row in rows[:MOST_ROWS]],
        "more": max(0, len(rows) - MOST_ROWS),
    }
