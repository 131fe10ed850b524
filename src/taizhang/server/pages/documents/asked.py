"""What the address of a page of documents asks for; what is no value of its kind is Invalid, never an error."""

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.documents.models import Document, Fact, Statement
from taizhang.server.documents.queries import described
from taizhang.server.review.queries import things_for

DOCUMENT = Words("文档", "document")
FACT, STATEMENT = Words("数据", "number"), Words("语句", "statement")


def words_in(request: HttpRequest, name: str) -> str:
    """Words of the query, without signs that no database holds."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:200]


def document_for(actor: Actor, key: int) -> Document:
    """A document that the actor may see."""
    return get_for(actor, "document.read", described(Document.objects.all()), key, DOCUMENT)


def fact_for(actor: Actor, document: Document, key: int) -> Fact:
    """A number of a document, with the verdict that holds."""
    rows = things_for(actor, Fact.objects.filter(reading__document=document))
    return get_for(actor, "document.read", rows, key, FACT)


def statement_for(actor: Actor, document: Document, key: int) -> Statement:
    """A statement of a document, with the verdict that holds."""
    rows = things_for(actor, Statement.objects.filter(reading__document=document))
    return get_for(actor, "document.read", rows, key, STATEMENT)
