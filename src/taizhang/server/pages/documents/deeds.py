"""What is done with a whole document: read again, graded, published, withdrawn, accepted where sure."""

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents import actions
from taizhang.server.documents.models import Document
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act
from taizhang.server.pages.asked import whole
from taizhang.server.pages.documents.asked import document_for
from taizhang.server.review.judging import accept_sure

WANTED = Words("不能为空", "is wanted")


@act
def reread(request: HttpRequest, actor: Actor, document: int) -> Words:
    """Have it read again."""
    del request
    actions.reread(actor, document_for(actor, document))
    return Words("已排队重新读取", "it will be read again")


@act
def grade(request: HttpRequest, actor: Actor, document: int) -> Words:
    """Settle its grade and openness."""
    secrecy, openness = request.POST.get("secrecy", ""), request.POST.get("openness", "")
    if secrecy not in Document.Secrecy.values or openness not in Document.Openness.values:
        raise Invalid({"secrecy": Words("请选择密级和公开属性", "choose grade and openness")})
    actions.grade(
        actor,
        document_for(actor, document),
        expected=_revision(request),
        secrecy=secrecy,
        openness=openness,
        why=_words(request, "why"),
    )
    return Words("已核定密级和公开属性", "grade and openness are settled")


@act
def publish(request: HttpRequest, actor: Actor, document: int) -> Words:
    """Record the review by which it is opened to the public, or not."""
    note = _words(request, "note")
    if not note:
        raise Invalid({"note": WANTED})
    published = request.POST.get("published") == "yes"
    actions.publish(actor, document_for(actor, document), published=published, note=note)
    return Words("已公开", "it is published") if published else Words("已记录：不公开", "recorded: not published")


@act
def withdraw(request: HttpRequest, actor: Actor, document: int) -> Words:
    """Take it back from the public."""
    why = _words(request, "why")
    if not why:
        raise Invalid({"why": WANTED})
    actions.withdraw(actor, document_for(actor, document), why=why)
    return Words("已撤回公开", "it is withdrawn from the public")


@act
def accept_all_sure(request: HttpRequest, actor: Actor, document: int) -> Words:
    """Accept at once all that the reader is sure of."""
    statements = request.POST.get("statements") == "yes"
    count = len(accept_sure(actor, document_for(actor, document), statements=statements))
    return Words(f"已认可 {count} 项", f"{count} accepted")


def _words(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:2000]


def _revision(request: HttpRequest) -> int:
    return whole(request.POST.get("revision", "")) or 0
