"""Rules (规则): those of lights with their sources, and scorecards. Looked at here; set by files and the API."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from taizhang.catalogue.lights import Condition, LightRule, LightRules, light_presets
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.scoring.queries import scorecards_for
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.answers import page
from taizhang.server.pages.language import said

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
MEASURES = {
    "pace": Words("进度比", "pace"),
    "behind": Words("落后（百分点）", "points behind"),
    "was_behind": Words("此前最多落后", "most behind before"),
    "growth": Words("增速", "growth"),
    "plan": Words("计划增速", "planned growth"),
    "mean": Words("平均增速", "growth of the peers"),
    "left": Words("剩余时间（%）", "time left (%)"),
    "met": Words("已达到", "met"),
    "months_missed": Words("连续未完成月数", "months missed"),
    "months_since_start": Words("开工后月数", "months since the start"),
    "entered": Words("已入库", "entered"),
    "paid": Words("已支付（%）", "paid (%)"),
    "short": Words("差额", "short"),
}
SIGNS = {">=": "≥", "<=": "≤", "=": "＝", ">": "＞", "<": "＜"}
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
    cards = list(scorecards_for(actor).order_by("unit__path", "name")[:MOST_CARDS])
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
    joint = said(Words("，且", " and "))
    return [Step(step.light, joint.join(map(_condition, step.when)), step.note) for step in rule.steps]


def _condition(condition: Condition) -> str:
    other = condition.other
    value = said(MEASURES[other]) if isinstance(other, str) else f"{float(other):g}"
    return f"{said(MEASURES[condition.measure])} {SIGNS[condition.sign]} {value}"
