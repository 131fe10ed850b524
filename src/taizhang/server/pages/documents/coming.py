"""Files that come in: each taken or refused in words, and how far the reading of those that were taken is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from taizhang.errors import TaizhangError, Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import units_for
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import documents_for
from taizhang.server.documents.uploading import upload
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act, page, told
from taizhang.server.pages.asked import whole
from taizhang.server.pages.documents import words
from taizhang.server.pages.language import said
from taizhang.server.review.queries import Counted, counted_in

Secrecy, Openness, State = Document.Secrecy, Document.Openness, Document.State
UNIT = Words("单位", "unit")
NEW = Words("已收到，正在后台读取", "taken in; it is being read")
THERE = Words("此前已上传过同一文件", "the same file is there already")
UNDER_WAY = (State.QUEUED, State.READING)
MOST = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: the document that it is, or why it was refused."""

    name: str
    document: Document | None = None
    new: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """Documents under way, and those that were when the page last asked and are done now."""

    waiting: tuple[tuple[Document, words.Tag], ...] = ()
    done: tuple[tuple[Document, words.Tag, Counted], ...] = ()
    more: int = 0


@act
def upload_documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in files; asked from a script one file, answered by its line, else all of them, told above the library."""
    try:
        unit = get_for(actor, "unit.read", units_for(actor), whole(request.POST.get("unit", "")) or 0, UNIT)
        grade, openness = Secrecy(request.POST.get("secrecy", "none")), Openness(request.POST.get("openness", "unset"))
    except ValueError:
        raise Invalid({"secrecy": Words("请选择密级和公开属性", "choose grade and openness")}) from None
    files = request.FILES.getlist("files")
    if not files:
        raise Invalid({"file": Words("请先选择文件", "choose a file first")})
    taken = [_taken(actor, unit, file, grade, openness) for file in files]
    if request.headers.get("HX-Request"):
        return render(request, "documents/taken.html", {"taken": taken})
    _tell(request, taken)
    return redirect("documents")


def _taken(
    actor: Actor, unit: Unit, file: "UploadedFile[bytes]", grade: Document.Secrecy, openness: Document.Openness
) -> Taken:
    try:
        document, new = upload(actor, unit, file, secrecy=grade, openness=openness)
    except TaizhangError as error:
        return Taken(file.name or "", refused=told(error))
    return Taken(file.name or "", document, new)


def _tell(request: HttpRequest, taken: Iterable[Taken]) -> None:
    for one in taken:
        if one.refused:
            messages.error(request, f"{one.name}：{one.refused}")
        elif one.new:
            messages.success(request, f"{one.name}：{said(NEW)}")
        else:
            messages.info(request, f"{one.name}：{said(THERE)}")


@page
def documents_under_way(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part of the library that tells how far reading is.

    `was` names what came in or was under way when the page last asked, `told` what it told of as done. A small file is
    often read before the page asks the first time: what was sent is asked after by name, not only what still waits.
    """
    told_of = _keys(request, "told")
    coming = coming_in(actor, _done(actor, _keys(request, "was") | told_of))
    answer = render(request, "documents/under_way.html", {"coming": coming})
    if any(document.pk not in told_of for document, *_ in coming.done):
        answer["HX-Trigger"] = "documents-read"
    return answer


def _keys(request: HttpRequest, name: str) -> set[int]:
    """The latest keys of those that are asked after."""
    return set(sorted(key for each in request.GET.getlist(name) if (key := whole(each)))[-2 * MOST :])


def coming_in(actor: Actor, done: Coming) -> Coming:
    """What is under way now, beside what is done since."""
    rows = documents_for(actor).filter(state__in=UNDER_WAY).order_by("-pk")
    shown = list(rows[: MOST + 1])
    waiting = tuple((each, words.state_of(each)) for each in shown[:MOST])
    return Coming(waiting, done.done, max(0, rows.order_by().count() - MOST) if len(shown) > MOST else 0)


def _done(actor: Actor, was: set[int]) -> Coming:
    if not was:
        return Coming()
    rows = list(documents_for(actor).filter(pk__in=was).exclude(state__in=UNDER_WAY).order_by("-pk"))
    counted = counted_in(rows)
    return Coming(done=tuple((each, words.state_of(each), counted.get(each.pk, Counted())) for each in rows))
