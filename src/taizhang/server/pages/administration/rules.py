"""Rules (规则): those of lights with their sources, and scorecards. Looked at here; set by files and the API."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from taizhang.catalogue.lights import LightRule, LightRules, light_presets
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.scoring.queries import scorecards_for
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.answers import page
from taizhang.server.pages.language import said
from taizhang.server.pages.lights import MEASURES, OF_RATES, conditions

PAGE = "admin_rules"
MOST_CARDS = 200
NATURES = {
    "flow": Words("时期数", "flow"),
    "count": Words("件数", "count"),
    "stock": Words("时点数", "stock"),
    "rate": Words("比率", "rate"),
    "growth": Words("增速", "growth"),
    "milestone": Words("节点", "milestone"),
    "qualitative": Words("定性", "in words"),
}
SUBJECTS = {"units": Words("单位或区县", "units"), "firms": Words("企业", "firms")}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a rule in words."""

    light: str
    conditions: str
    note: Words | None


@page
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The sets of rules that ship, and the scorecards of the ledger."""
    cards = list(scorecards_for(actor).order_by("unit__order", "name")[:MOST_CARDS])
    told = {
        "presets": [(preset, _rules(preset)) for preset in light_presets().values()],
        "cards": [(card, SUBJECTS[card.subjects], len(card.rules.get("items", []))) for card in cards],
    }
    return drawn(request, "rules", opened(actor, PAGE), told)


def _rules(preset: LightRules) -> list[tuple[LightRule, str, list[Step]]]:
    return [(rule, _natures(rule), _steps(rule)) for rule in preset.rules]


def _natures(rule: LightRule) -> str:
    return "、".join(said(NATURES[name]) if name in NATURES else name for name in rule.of)


def _steps(rule: LightRule) -> list[Step]:
    measures = {**MEASURES, "behind": OF_RATES} if "rate" in rule.of else MEASURES
    return [Step(step.light, conditions(step.when, measures), step.note) for step in rule.steps]
