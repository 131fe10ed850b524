"""What people do with documents: have them read again, settle their grade, publish them, compare them."""

from collections.abc import Iterable

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.documents import jobs
from taizhang.server.documents.models import Document, Publication
from taizhang.server.documents.public import end_publication, not_for_the_public, publication_of
from taizhang.server.documents.reading import State, fresh, is_read
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import enqueue_for
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

DOCUMENT = Words("文档", "document")
STATES = {
    "published": Words("已公开", "published"),
    "not_published": Words("未公开", "not published"),
    "current": Words("已由当前版本读取", "read by this version"),
    "refused": Words("已拒收，原件未保存", "refused, its bytes were not kept"),
}


@action("document.reread")
def reread(act: Act, document: Document, *, why: str = "") -> Document:
    """Have a document read again: where reading failed, or where the reader is newer than the one that read it."""
    again = Words("重新读取", "reading it again")
    if document.state == State.REFUSED:
        raise WrongState(thing=DOCUMENT, state=STATES["refused"], step=again)
    if is_read(document):
        raise WrongState(thing=DOCUMENT, state=STATES["current"], step=again)
    act.update(document, state=State.QUEUED, trouble="")
    enqueue_for(act.actor, document.unit, jobs.read, document=document.pk)
    return document


@action("document.grade")
def grade(
    act: Act,
    document: Document,
    *,
    expected: int,
    secrecy: str | None = None,
    openness: str | None = None,
    why: str = "",
) -> Document:
    """Settle secrecy and openness. What may not be public any more is withdrawn from the public at once."""
    values = {"secrecy": secrecy or document.secrecy, "openness": openness or document.openness}
    act.update(document, expected=expected, **values)
    end_publication(act, document)
    return document


@action("document.publish")
def publish(act: Act, document: Document, *, published: bool, note: str, why: str = "") -> Publication:
    """Record the review by which a document is opened to the public, or by which it is not."""
    act.not_by(document.uploaded_by, document)
    document = fresh(document.pk, locked=True)
    if publication_of(document) is not None:
        raise WrongState(thing=DOCUMENT, state=STATES["published"], step=Words("公开", "publishing it"))
    reason = not_for_the_public(document)
    if published and reason is not None:
        raise Invalid({"published": reason})
    return act.create(
        Publication(
            document=document,
            published=published,
            note=note,
            by=act.user.pk if act.user else None,
            at=clock.now(),
        )
    )


@action("document.withdraw")
def withdraw(act: Act, document: Document, *, why: str) -> Publication:
    """Take a document back from the public."""
    published = publication_of(document)
    if published is None:
        raise WrongState(thing=DOCUMENT, state=STATES["not_published"], step=Words("撤回公开", "withdrawing it"))
    return act.update(published, withdrawn_at=clock.now())


@action("document.compare")
def compare(act: Act, unit: Unit, *, documents: Iterable[int], why: str = "") -> Job:
    """Have documents linked and checked with each other, on behalf of a unit."""
    keys = sorted(documents)
    if not keys:
        none = Words("没有已读取的文档可供核查", "there is no document that has been read")
        raise Invalid({"documents": none})
    return enqueue_for(act.actor, unit, jobs.compare, at=unit.pk, documents=keys)
