"""`{% figure f %}`: a chart with its table and its downloads; `{% sparkline values %}`: a line as small as a word."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from taizhang.server.pages.figures import Figure
from taizhang.server.pages.language import said

register = template.Library()
WIDE, HIGH, EDGE = 88, 22, 2


@register.inclusion_tag("parts/figure.html", takes_context=True)
def figure(context: template.Context, shown: Figure, size: str = "m") -> dict[str, Any]:
    """A chart; `size` is s, m or l. The rest of the address is kept in those of the downloads."""
    asked = context["request"].GET.copy()
    asked["figure"] = shown.key
    return {
        "figure": shown,
        "size": size,
        "title": said(shown.title),
        "note": said(shown.note) if shown.note else "",
        "headings": shown.headings(),
        "drawn": shown.for_drawing(),
        "address": asked.urlencode(),
    }


@register.simple_tag
def sparkline(values: Sequence[Decimal | None], words: str = "") -> SafeString:
    """A line through the values that are known, with a dot at the last; `words` say it to those who do not see it."""
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return format_html('<span class="sparkline-none">{}</span>', "—")
    points = _points(known, len(values))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2"/></svg>',
        *(WIDE, HIGH, WIDE, HIGH, words or "—", line, f"{x:.1f}", f"{y:.1f}"),
    )


def _points(known: list[tuple[int, Decimal]], count: int) -> list[tuple[float, float]]:
    low, high = min(value for _, value in known), max(value for _, value in known)
    over = float(high - low) or 1.0
    inner_wide, inner_high = WIDE - 2 * EDGE, HIGH - 2 * EDGE
    return [
        (EDGE + inner_wide * at / (count - 1), EDGE + inner_high * (1 - float(value - low) / over))
        for at, value in known
    ]
