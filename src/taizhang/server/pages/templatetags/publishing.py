"""How published templates lead on: `{% place "target" plan.pk 12 %}`, `{% data_place "csv" "plan" plan.pk %}`."""

from django import template

from taizhang.server.documents.models import Document
from taizhang.server.ledger.publishing.promises import Promise
from taizhang.server.ledger.publishing.quoted import Quoted
from taizhang.server.ledger.publishing.quoting import Quote

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context: template.Context, name: str, *keys: object) -> str:
    """Where a page is."""
    found: str = context["places"].to(name, *keys)
    return found


@register.simple_tag(takes_context=True)
def data_place(context: template.Context, form: str, name: str, *keys: object) -> str:
    """Where the data of a page is."""
    found: str = context["places"].data(form, name, *keys)
    return found


@register.simple_tag(takes_context=True)
def promise_place(context: template.Context, promise: Promise | Quoted) -> str:
    """Where the page of a promise is."""
    found: str = context["places"].to("target" if promise.kind == "target" else "task", promise.plan, promise.line)
    return found


@register.simple_tag(takes_context=True)
def quote_place(context: template.Context, quote: Quote) -> str:
    """Where a sentence stands in its document; the document where its text is another by now."""
    found: str = context["places"].to("document", quote.document)
    return f"{found}#at-{quote.start}" if quote.shown else found


@register.simple_tag(takes_context=True)
def file_place(context: template.Context, document: Document) -> str:
    """Where the file of a document is."""
    found: str = context["places"].file(document.pk, document.name)
    return found


@register.simple_tag(takes_context=True)
def asset(context: template.Context, path: str) -> str:
    """Where a style or a picture is."""
    found: str = context["places"].asset(path)
    return found


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> str:
    """The page at hand in the other language; empty where a button chooses it."""
    found: str = context["places"].other()
    return found
