"""The pages of workbooks: drop files, look at the preview, put in, get the marked file back, undo; the history."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.lib.refusals import NotThere
from taizhang.server.lib.rows import Json
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import part_of
from taizhang.server.pages.callers import actor_at
from taizhang.server.pages.entry.finding import named, standings
from taizhang.server.pages.language import said
from taizhang.server.returns.models import IMPORT, Import, ImportPart
from taizhang.server.returns.queries import returns_for, to_fill
from taizhang.server.returns.workbooks.batch import How, Taken, files_in, take_many
from taizhang.server.returns.workbooks.committing import commit
from taizhang.server.returns.workbooks.marking import WHAT, row_words
from taizhang.server.returns.workbooks.queries import imports_for, parts_of
from taizhang.server.returns.workbooks.undoing import undo

MOST_SHOWN, MOST_ROWS = 50, 500
DROP = Words("导入", "import")
UNDER_WAY = frozenset({"reading", "running", "undoing"})
PART_STATES = {
    "waiting": Words("待导入", "to be put in"),
    "done": Words("已导入", "put in"),
    "refused": Words("未导入", "not put in"),
    "undone": Words("已撤销", "undone"),
}
TONES = {"previewed": "tag-info", "done": "tag-good", "failed": "tag-bad", "undone": "tag-warn"}
ROW_TONES = {"new": "tag-good", "changed": "tag-info", "same": "", "refused": "tag-bad"}
CHANNELS = {
    "page": Words("网页", "page"),
    "api": Words("接口", "API"),
    "job": Words("文件夹", "folder"),
    "command": Words("命令行", "command line"),
}
NO_FILE = Words("请先选择文件", "choose a file first")
LATER = Words("正在后台进行，请稍后刷新", "it goes on in the background: look again in a while")
PUT_IN = Words("已导入", "put in")
TAKEN_BACK = Words(
    "已撤销；导入后又改过的已保留，见下表", "undone; what was changed since was left, see the table below"
)


@login_required
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest) -> HttpResponse:
    """Drop workbooks; below, the templates of what is to be filled in, and the history."""
    return _taken(request, actor_at(request)) if request.method == "POST" else _offered(request)


@page
def _offered(request: HttpRequest, actor: Actor) -> HttpResponse:
    waiting = to_fill(actor, returns_for(actor)).order_by("due_on", "pk")[:MOST_SHOWN]
    history = part_of(request, imports_for(actor), MOST_SHOWN, latest_first=True)
    people = named(row.by for row in history.rows)
    context = {
        "waiting": standings(waiting),
        "rows": [{**_state(row), "by": people.get(row.by or 0, ""), "channel": _channel(row)} for row in history.rows],
        "next": history.next,
    }
    return render(request, "entry/drop.html", context)


def _channel(drop: Import) -> Words:
    return CHANNELS.get(drop.channel, Words(drop.channel, drop.channel))


def _state(drop: Import) -> dict[str, object]:
    return {"drop": drop, "state": IMPORT.states[drop.state], "tone": TONES.get(drop.state, "")}


def _taken(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in what was dropped; of one file its preview is shown, of many the history."""
    read = ((file.name or "", file.read()) for file in request.FILES.getlist("files"))
    try:
        taken = take_many(actor, files_in(read), How())
    except TaizhangError as error:
        taken = [Taken("", refused=Words(error.message("zh"), error.message("en")))]
    for one in taken:
        if one.refused is not None:
            messages.error(request, said(one.refused))
    if not taken:
        messages.error(request, said(NO_FILE))
    drops = [one.drop for one in taken if one.drop is not None]
    if len(taken) == len(drops) == 1:
        return redirect("workbook", drops[0].pk)
    return redirect("drop_workbooks")


@page
def workbook(request: HttpRequest, actor: Actor, drop: int) -> HttpResponse:
    """The preview of an import, or what became of it."""
    row = _import(actor, drop)
    context = {
        **_state(row),
        "parts": [_part(row, part) for part in parts_of(row)],
        "by": named([row.by]).get(row.by or 0, ""),
        "under_way": row.state in UNDER_WAY,
        "may": {
            "commit": row.state == "previewed" and actor.may("workbook.import", row.unit),
            "undo": row.state == "done" and actor.may("workbook.undo", row.unit),
        },
    }
    return render(request, "entry/workbook.html", context)


@act
def put_in(request: HttpRequest, actor: Actor, drop: int) -> HttpResponse:
    """Put in what was previewed."""
    return _done(request, actor, drop, commit, PUT_IN)


@act
def take_back(request: HttpRequest, actor: Actor, drop: int) -> HttpResponse:
    """Undo an import."""
    return _done(request, actor, drop, undo, TAKEN_BACK)


def _done(
    request: HttpRequest, actor: Actor, drop: int, act_on: Callable[[Actor, Import], Import], words: Words
) -> HttpResponse:
    try:
        row = act_on(actor, _import(actor, drop))
    except NotThere:
        raise Http404 from None
    messages.success(request, said(LATER if row.state in UNDER_WAY else words))
    return redirect("workbook", drop)


def _import(actor: Actor, key: int) -> Import:
    return get_for(actor, "return.read", Import.objects.select_related("unit"), key, DROP)


def _part(drop: Import, part: ImportPart) -> dict[str, object]:
    """A sheet as it is shown: its counts, and its rows that do not stay the same."""
    rows = [row for row in part.rows if row["what"] != "same"]
    return {
        "part": part,
        "state": PART_STATES[part.state],
        "filed": part.filed,
        "counts": [(words, part.counts.get(what, 0)) for what, words in WHAT.items()],
        "rows": [_row(drop, part, row) for row in rows[:MOST_ROWS]],
        "more": max(0, len(rows) - MOST_ROWS),
    }


def _row(drop: Import, part: ImportPart, row: Json) -> Json:
    what = row["what"]
    return {**row, "said": row_words(drop, part, row), "name_of": WHAT[what], "tone": ROW_TONES[what]}
