"""What is said of plans on their pages, in both languages: kinds, fields and their values, decisions."""

from collections.abc import Mapping

from taizhang.errors import Words
from taizhang.server.ledger.models import BREAKDOWN, Opinion, PlanVersion
from taizhang.server.ledger.wording import BINDING

MEASURES: Mapping[str, Words] = {
    "level": Words("绝对值", "level"),
    "growth": Words("增速", "growth"),
    "change": Words("增减量", "change"),
    "words": Words("定性", "in words"),
}
COMPARATORS: Mapping[str, Words] = {
    ">=": Words("不低于（以上）", "at least"),
    "<=": Words("不超过（以内）", "at most"),
    "~": Words("左右", "about"),
    "=": Words("等于", "exactly"),
    "range": Words("区间", "from … to"),
}
FIRMNESS: Mapping[str, Words] = {
    "must": Words("必达", "must"),
    "at_least": Words("至少", "at least"),
    "expected": Words("预期", "expected"),
    "about": Words("左右", "about"),
    "strive": Words("力争", "strive"),
}
KINDS: Mapping[str, Words] = {
    PlanVersion.Kind.ORIGINAL: Words("原计划", "original plan"),
    PlanVersion.Kind.PLAN: Words("计划调整", "change of the plan"),
    PlanVersion.Kind.PROJECTS: Words("项目清单调整", "change of the list of projects"),
    PlanVersion.Kind.TASK: Words("任务调整", "change of a task"),
}
STAGES: Mapping[str, Words] = {
    Opinion.Stage.CONSULTATION: Words("征求意见", "consultation"),
    Opinion.Stage.EXAMINATION: Words("初步审查", "first examination"),
    Opinion.Stage.HALF_YEAR: Words("审议意见", "on the half-year report"),
}
DECISIONS: Mapping[str, Words] = {
    Opinion.Decision.ADOPTED: Words("采纳", "adopted"),
    Opinion.Decision.PARTLY: Words("部分采纳", "partly adopted"),
    Opinion.Decision.NOT_ADOPTED: Words("不采纳", "not adopted"),
}
WHAT: Mapping[str, Words] = {
    "added": Words("新增", "added"),
    "removed": Words("删除", "removed"),
    "changed": Words("修改", "changed"),
}
FIELDS: Mapping[str, Words] = {
    "indicator": Words("指标", "indicator"),
    "measure": Words("计量", "measure"),
    "comparator": Words("比较方式", "comparator"),
    "value": Words("目标值", "value"),
    "value_to": Words("区间上限", "upper bound"),
    "places": Words("小数位数", "places"),
    "unit_of_measure": Words("计量单位", "unit of measure"),
    "words": Words("定性要求", "words"),
    "binding": Words("性质", "binding or expected"),
    "firmness": Words("力度", "firmness"),
    "due": Words("完成期限", "due"),
    "kind": Words("类别", "kind"),
    "title": Words("任务", "task"),
    "section": Words("章节", "section"),
    "deliverable": Words("成果形式", "deliverable"),
    "deadline": Words("完成时限", "deadline"),
    "sentence": Words("原文", "sentence"),
    "unit": Words("牵头单位", "lead unit"),
    "supporting": Words("配合单位", "supporting units"),
    "programme": Words("专项行动", "programme"),
}
VALUES: Mapping[str, Mapping[str, Words]] = {
    "measure": MEASURES,
    "comparator": COMPARATORS,
    "binding": BINDING,
    "firmness": FIRMNESS,
    "kind": {"task": Words("任务", "task"), "livelihood": Words("民生实事", "livelihood commitment")},
}
STATE_TAGS: Mapping[str, str] = {
    "draft": "tag-warn",
    "proposed": "tag-warn",
    "issued": "tag-good",
    "half_year": "tag-good",
    "rejected": "tag-bad",
    "closed": "",
    "superseded": "",
}
SHARED: Mapping[str, Words] = {
    **BREAKDOWN.states,
    "none": Words("未分解", "not broken down"),
    "anew": Words("须重新分解", "to be dealt out anew"),
}


def field_words(field: str, value: object) -> Words | None:
    """A value of a field of a difference, as it is shown; None where the field is blank."""
    if value in (None, "", []):
        return None
    if isinstance(value, list):
        joined = "、".join(map(str, value))
        return Words(joined, joined)
    return VALUES.get(field, {}).get(str(value), Words(str(value), str(value)))
