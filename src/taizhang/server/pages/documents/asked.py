"""What the address of a page of documents asks for; what is no value of its kind is Invalid, never an error."""

from collections.abc import Collection

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.documents.models import Document, Fact, Statement
from taizhang.server.documents.queries import described
from taizhang.server.lib.refusals import Invalid
from taizhang.server.review.queries import things_for

DOCUMENT = Words("文档", "document")
FACT, STATEMENT = Words("数据", "number"), Words("语句", "statement")
MOST = 2**63 - 1


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the query; None where none is asked for."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and int(asked[:20]) <= MOST):
        raise Invalid({name: Words(f"“{asked[:20]}”不是编号", f"{asked[:20]!r} is no number")})
    return int(asked)


def words_in(request: HttpRequest, name: str) -> str:
    """Words of the query, without signs that no database holds."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:200]


def choice_in(request: HttpRequest, name: str, choices: Collection[str]) -> str | None:
    """One of the choices; None where none is asked for."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if asked not in choices:
        raise Invalid({name: Words(f"没有“{asked[:20]}”这一项", f"there is no {asked[:20]!r}")})
    return asked


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
