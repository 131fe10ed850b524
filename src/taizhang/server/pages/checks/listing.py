"""The page of findings: chips that count, filters, cards in pages of thirty, and all that was chosen as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.catalogue.checks import standard_rules
from taizhang.model import SEVERITIES
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.queries import units_for
from taizhang.server.documents.finding_lists import Chosen, behind, documents_found_in, gravest_first, place_of
from taizhang.server.documents.models import FINDING, Finding
from taizhang.server.documents.queries import findings_for
from taizhang.server.pages.answers import page
from taizhang.server.pages.checks.cards import LIGHTS, cards
from taizhang.server.pages.checks.choosing import chosen_in, place_in
from taizhang.server.pages.checks.comparing import comparable
from taizhang.server.pages.checks.taking import table_of
from taizhang.server.pages.figures import taken
from taizhang.server.pages.language import language, said
from taizhang.server.pages.saved_views import saved_views
from taizhang.writing.words import called

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Chip:
    """A value to filter by, with how many there are; the empty value is all of them."""

    value: str
    words: str
    count: int
    on: bool
    light: str = ""


@page
def checks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What does not add up in the documents."""
    chosen = chosen_in(request)
    found = gravest_first(chosen.within(actor), chosen.preset)
    if "figure" in request.GET and (file := taken(request, [table_of(found)])):
        return file
    rows, following = _page(found, chosen, *place_in(request))
    told = {
        "cards": cards(actor, rows),
        "next": following,
        "later": "after" in request.GET,
        "asked": {name: value for name, value in request.GET.items() if name not in ("after", "figure", "as")},
        "chosen": chosen,
        "comparable": comparable(actor),
        "views": saved_views(request, actor, "checks"),
        **_chips(actor, chosen),
        **_choices(actor, chosen),
    }
    return render(request, "checks/list.html", told)


def _page(found: Any, chosen: Chosen, rank: int, key: int) -> tuple[list[Finding], str]:
    """The findings of a page, and where the next one begins; a preset that is short shows only its first."""
    most = _most(chosen)
    if most:
        return list(found[:most]), ""
    rows = list(behind(found, rank, key)[: ON_A_PAGE + 1])
    last = rows[ON_A_PAGE - 1] if len(rows) > ON_A_PAGE else None
    return rows[:ON_A_PAGE], f"{place_of(last)}.{last.pk}" if last else ""


def _most(chosen: Chosen) -> int:
    return standard_rules().presets[chosen.preset].most if chosen.preset else 0


def _chips(actor: Actor, chosen: Chosen) -> dict[str, object]:
    severities, states, checks = (chosen.counts(actor, column) for column in ("severity", "state", "check_id"))
    grades: dict[str, str] = {name: called(f"severity.{name}", language()) for name in SEVERITIES}
    titles = {name: said(rule.title) for name, rule in standard_rules().checks.items() if name in checks}
    often = dict(sorted(titles.items(), key=lambda item: -checks[item[0]]))
    return {
        "total": sum(severities.values()),
        "severities": _row(grades, severities, chosen.severity),
        "states": _row({name: said(words) for name, words in FINDING.states.items()}, states, chosen.state),
        "checks": _row(often, checks, chosen.check_id),
    }


def _row(words: Mapping[str, str], counts: Mapping[str, int], chosen: str | None) -> list[Chip]:
    return [Chip(name, word, counts.get(name, 0), name == chosen, LIGHTS.get(name, "")) for name, word in words.items()]


def _choices(actor: Actor, chosen: Chosen) -> dict[str, object]:
    units = units_for(actor).filter(pk__in=findings_for(actor).values("unit")).order_by("order")
    return {
        "presets": [
            Chip(name, said(preset.title), len(preset.checks), name == chosen.preset)
            for name, preset in standard_rules().presets.items()
        ],
        "units": list(units),
        "documents": list(documents_found_in(actor)),
    }
