"""Why a light is what it is: the rule by which it was given, in words that stand beside it.

Of a ceiling it is told what is used of what may be used by now, in place of a pace that grows where less is used; of a
rate that is not in per cent, how far behind it is in per cent of the target, for points there are none.
"""

from collections.abc import Mapping
from itertools import groupby

from taizhang.catalogue.lights import Condition, Step, light_presets
from taizhang.errors import Words
from taizhang.following.pace import used_of_due
from taizhang.following.verdict import PER_CENT
from taizhang.server.ledger.plans.wording import unit_of
from taizhang.server.ledger.standings.queries import TargetStanding
from taizhang.server.pages.indicators.wording import per_cent
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

POINTS, SHARE = Words("个百分点", " points"), Words("%", "%")
BARE = Words("", "")
Measures = Mapping[str, tuple[Words, Words]]
MEASURES: Measures = {
    "pace": (Words("达序时进度", "pace"), SHARE),
    "behind": (Words("落后", "behind"), POINTS),
    "was_behind": (Words("此前最多落后", "most behind before"), POINTS),
    "growth": (Words("增速", "growth"), SHARE),
    "plan": (Words("计划增速", "planned growth"), SHARE),
    "mean": (Words("平均增速", "growth of the peers"), SHARE),
    "left": (Words("剩余时间", "time left"), SHARE),
    "met": (Words("已达到", "met"), BARE),
    "months_missed": (Words("连续未完成月数", "months missed"), BARE),
    "months_since_start": (Words("开工后月数", "months since the start"), BARE),
    "entered": (Words("已入库", "entered"), BARE),
    "paid": (Words("已支付", "paid"), SHARE),
    "short": (Words("差额", "short"), BARE),
}
USED = Words("用量与序时之比", "used of what may be by now")
OF_RATES = (
    Words("落后", "behind"),
    Words(
        "个百分点（不以百分比计的，按目标值的百分比）", " points (of what is not in per cent, per cent of the target)"
    ),
)
OF_TARGET = (Words("落后目标值", "behind, of the target"), SHARE)
TURNED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
WHETHER = {"met", "entered"}  # either so or not: nothing but the name is said
SIGNS = {">=": "≥", "<=": "≤", "=": "＝", ">": "＞", "<": "＜"}
ON_TIME = Words("不落后", "not behind")
JOINT, STOP = Words("，且", " and "), Words("；", "; ")


def why(standing: TargetStanding) -> str:
    """What a target was held against, and the rule that gives its light."""
    told = [said(standing.method), said(standing.note) if standing.note else "", rule_of(standing)]
    return said(Words("。", ". ")).join(part for part in told if part)


def rule_of(standing: TargetStanding) -> str:
    """The rule for targets of its nature: what it judges, and each light with what gives it."""
    rule = light_presets()["default"].rule_for(standing.nature)
    if rule is None:
        return ""
    told = said(Words("亮灯规则（{of}）：{steps}", "rule of its light ({of}): {steps}"))
    of = _measures(standing)
    steps = (_step(light, list(run), of) for light, run in groupby(rule.steps, lambda step: step.light))
    return told.format(of=said(rule.object), steps=said(STOP).join(steps))


def pace_told(standing: TargetStanding) -> str:
    """The pace in per cent; of a ceiling what is used of what may be used by now, and that it is use."""
    if not standing.is_ceiling or standing.pace is None:
        return per_cent(standing.pace)
    return said(Words("用量{used}", "{used} used")).format(used=per_cent(2 - standing.pace))


def _measures(standing: TargetStanding) -> Measures:
    """What the measures of a rule are called for a target."""
    measures = dict(MEASURES)
    if standing.is_ceiling:
        measures["pace"] = (USED, SHARE)
    if standing.nature == "rate" and unit_of(standing.target) not in PER_CENT:
        measures["behind"] = OF_TARGET
    return measures


def _step(light: str, steps: list[Step], measures: Measures) -> str:
    """A light with what gives it."""
    found = said(Words("，或", " or ")).join(conditions(step.when, measures) for step in steps)
    return said(Words("{light}：{found}", "{light}: {found}")).format(
        light=called(f"light.{light}", language()), found=found
    )


def conditions(found: tuple[Condition, ...], measures: Measures = MEASURES) -> str:
    """Conditions that hold together, by what their measures are called."""
    return said(JOINT).join(_condition(each, measures) for each in found)


def _condition(condition: Condition, measures: Measures) -> str:
    words, unit = measures[condition.measure]
    if condition.measure in WHETHER and condition.sign == "=" and condition.other == 1:
        return said(words)
    if condition.measure == "behind" and condition.sign == "<=" and condition.other == 0:
        return said(ON_TIME)
    if isinstance(condition.other, str):
        return f"{said(words)} {SIGNS[condition.sign]} {said(measures[condition.other][0])}"
    sign, value = condition.sign, condition.other
    if words == USED:
        sign, value = TURNED.get(sign, sign), used_of_due(value)
    value = value * 100 if condition.measure == "pace" else value
    return f"{said(words)} {SIGNS[sign]} {float(value):g}{said(unit)}"
