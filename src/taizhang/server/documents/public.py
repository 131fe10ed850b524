"""What may be public, and what ceases to be: by the grade that a person settles, or that a newer reading finds."""

from django.conf import settings

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.documents.grades import GRADES, printed_in
from taizhang.server.documents.models import Document, Publication
from taizhang.server.documents.queries import public_documents
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere
from taizhang.server.lib.rows import row_at


def must_be_turned_on() -> None:
    """NotThere unless an administrator turned the published pages on."""
    if not settings.CONFIG.flag("PUBLIC_PAGES"):
        raise NotThere(thing=Words("公开页面（未开启）", "published page: they are off"))


def public_document(key: int) -> Document:
    """A published document; NotThere where it is none."""
    return row_at(public_documents(), key, Words("文档", "document"))


def publication_of(document: Document) -> Publication | None:
    """The review by which the document is public now."""
    return document.publications.filter(published=True, withdrawn_at=None).first()


def not_for_the_public(document: Document) -> Words | None:
    """Why a document may not be published; None where it may."""
    secrecy = document.secrecy
    if secrecy in GRADES:
        return Words("标有密级的文档不得公开", "a graded document is never published")
    reading = document.readings.filter(current=True).only("metadata").first()
    if secrecy == Document.Secrecy.INTERNAL or (reading and printed_in(reading.metadata.get("secrecy")) != "none"):
        return Words("内部文档不得公开", "an internal document is never published")
    if document.state != Document.State.READ:
        return Words("文档尚未读取，无法核对内容", "the document has not been read yet")
    if document.openness != Document.Openness.PROACTIVE:
        return Words("公开属性不是“主动公开”；请先核定", "its openness is not proactive; settle that first")
    return None


def end_publication(act: Act, document: Document) -> None:
    """Take a document back from the public at once, where it may not be public any more."""
    published = publication_of(document)
    if published is not None and not_for_the_public(document):
        act.update(published, withdrawn_at=clock.now())
