"""How values are shown: `{% light "red" %}`, `{{ number|digits }}`, `{{ words|said }}`, `{% address year=2025 %}`."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from taizhang.errors import Words
from taizhang.server.pages.language import language
from taizhang.server.pages.language import said as in_language
from taizhang.writing.words import called

register = template.Library()
SHAPES = {
    "green": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM7 11.2L3.9 8.1l1.2-1.2L7 8.8l4-4l1.2 1.2z",
    "amber": "M8 1L15.5 14.5H.5zM7.1 6v4h1.8V6zM7.1 11.2V13h1.8v-1.8z",
    "red": "M8 .6L15.4 8L8 15.4L.6 8zM7.1 4.4v4.4h1.8V4.4zM7.1 10v1.7h1.8V10z",
    "blue": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM7.2 4.2h1.6v3.5l2.4 1.5l-.8 1.3l-3.2-2z",
    "grey": "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM8 3a5 5 0 1 1 0 10a5 5 0 0 1 0-10zM5 7.2h6v1.6H5z",
}


@register.simple_tag
def light(colour: str, words: str = "") -> SafeString:
    """A light as shape, colour and word; `words` say more than its name."""
    if colour not in SHAPES:
        return format_html('<span class="light">{}</span>', words or "—")
    return format_html(
        '<span class="light light-{}"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<path fill-rule="evenodd" d="{}"/></svg>{}</span>',
        *(colour, SHAPES[colour], words or called(f"light.{colour}", language())),
    )


@register.filter
def digits(value: Decimal | int | str | None) -> str:
    """A number with its thousands set off and no idle noughts; blank is a dash, never nought.

    >>> digits(Decimal("12345.600")), digits(Decimal("1E+3")), digits(Decimal("-0.50")), digits(None)
    ('12,345.6', '1,000', '-0.5', '—')
    """
    if value is None or value == "":
        return "—"
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def shown(value: Decimal | int | str | None) -> str:
    """What a cell of a table holds: a number by `digits`, words as they are."""
    return value if isinstance(value, str) and value else digits(value)


@register.filter
def said(words: Words | None) -> str:
    """Words in the language of the page."""
    return in_language(words) if words else ""


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changed: object) -> str:
    """The query of this page with some of it changed; "" takes one out. Which page of a list is at hand falls away."""
    query = context["request"].GET.copy()
    for name in ("after", "page", "figure", "as"):
        query.pop(name, None)
    for name, value in changed.items():
        query.pop(name, None)
        if value not in {"", None}:
            query[name] = str(value)
    return f"?{query.urlencode()}"
