"""Why a light is what it is: the rule by which it was given, in words that stand beside it."""

from itertools import groupby

from taizhang.catalogue.lights import Condition, Step, light_presets
from taizhang.errors import Words
from taizhang.server.ledger.standings.queries import TargetStanding
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

POINTS, SHARE = Words("个百分点", " points"), Words("%", "%")
BARE = Words("", "")
MEASURES = {
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
    steps = (_step(light, list(run)) for light, run in groupby(rule.steps, lambda step: step.light))
    return told.format(of=said(rule.object), steps=said(STOP).join(steps))


def _step(light: str, steps: list[Step]) -> str:
    """A light with what gives it."""
    found = said(Words("，或", " or ")).join(conditions(step.when) for step in steps)
    return said(Words("{light}：{found}", "{light}: {found}")).format(
        light=called(f"light.{light}", language()), found=found
    )


def conditions(found: tuple[Condition, ...]) -> str:
    """Conditions that hold together."""
    return said(JOINT).join(_condition(each) for each in found)


def _condition(condition: Condition) -> str:
    words, unit = MEASURES[condition.measure]
    if condition.measure in WHETHER and condition.sign == "=" and condition.other == 1:
        return said(words)
    if condition.measure == "behind" and condition.sign == "<=" and condition.other == 0:
        return said(ON_TIME)
    if isinstance(condition.other, str):
        return f"{said(words)} {SIGNS[condition.sign]} {said(MEASURES[condition.other][0])}"
    value = condition.other * 100 if condition.measure == "pace" else condition.other
    return f"{said(words)} {SIGNS[condition.sign]} {float(value):g}{said(unit)}"
