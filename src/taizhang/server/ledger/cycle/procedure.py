"""Which steps a region takes, by what day, and on what they rest: the usual procedure or the region's own."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from taizhang.errors import Words
from taizhang.server.ledger.models import Opinion, Procedure
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json

STEPS: Mapping[str, Words] = {
    "draft": Words("转入起草", "drafting"),
    "consult": Words("征求意见", "consulting"),
    "meet": Words("提交会议审议", "taking it to the meetings"),
    "examine": Words("送初步审查", "first examination"),
    "approve": Words("登记人大批准", "recording the approval"),
    "issue": Words("印发", "issuing"),
    "report_half_year": Words("报告上半年执行情况", "reporting the half-year"),
    "close": Words("办结", "closing"),
}
BACK = Words("退回修改", "going back to the draft")
NEVER_PASSED_OVER = frozenset({"issue", "close"})
RESTS_ON = ("nothing", "note", "document")


def name_of(step: str) -> Words:
    """What a step is called."""
    return BACK if step == "redraft" else STEPS[step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What holds for one step; ledger/data/procedure.toml explains each field."""

    required: bool = True
    rests_on: str = "nothing"
    opinions: str = ""
    silence_agrees: bool = False
    answer_days: int = 10
    year: int = 0
    before: str = ""
    ahead_of: str = ""
    days_ahead: int = 0
    source: str = ""


Rules = Mapping[str, Rule]


@cache
def usual_rules() -> Rules:
    """The procedure of regions that set none of their own."""
    text = files("taizhang.server.ledger.data").joinpath("procedure.toml").read_text(encoding="utf-8")
    return rules_of(tomllib.loads(text))


def rules_for(region_id: int) -> Rules:
    """The procedure of a region: its own, or the usual one."""
    own = Procedure.objects.filter(region_id=region_id).first()
    return usual_rules() if own is None else rules_of(own.steps)


def rules_of(steps: Mapping[str, Any]) -> Rules:
    """Rules from data; Invalid names each field that does not hold. All eight steps are told, in their order."""
    errors: dict[str, Words] = {}
    for step in sorted(set(steps) ^ set(STEPS)):
        unknown = Words("没有这个步骤", "there is no such step")
        errors[step] = unknown if step not in STEPS else Words("缺少这个步骤", "this step is missing")
    for step in steps.keys() & STEPS.keys():
        errors |= {f"{step}.{name}": words for name, words in _wrong(step, steps[step]).items()}
    if errors:
        raise Invalid(errors)
    return {step: Rule(**steps[step]) for step in STEPS}


def json_of(rules: Rules) -> Json:
    """Rules as they are kept and shown."""
    return {step: asdict(rule) for step, rule in rules.items()}


def due_days(rules: Rules, year: int) -> dict[str, date | None]:
    """By which day each step of the plan of a year is due; None where the procedure names no day.

    >>> days = due_days(usual_rules(), 2025)
    >>> days["draft"].isoformat(), days["examine"].isoformat(), days["close"].isoformat()
    ('2024-11-30', '2025-01-16', '2026-01-31')
    """
    named = {step: _named_day(rule, year) for step, rule in rules.items()}
    return {step: _ahead(rule, named) if rule.ahead_of else named[step] for step, rule in rules.items()}


def _named_day(rule: Rule, year: int) -> date | None:
    if not rule.before:
        return None
    month, day = map(int, rule.before.split("-"))
    return date(year + rule.year, month, day)


def _ahead(rule: Rule, named: Mapping[str, date | None]) -> date | None:
    day = named[rule.ahead_of]
    return None if day is None else day - timedelta(days=rule.days_ahead)


def _wrong(step: str, said: object) -> dict[str, Words]:
    """What does not hold in the data of one step, by field."""
    if not isinstance(said, Mapping):
        return {"": Words("应为一组设置", "is a group of settings")}
    kinds = {field.name: type(field.default) for field in fields(Rule)}
    errors = {name: Words("没有这项设置", "there is no such setting") for name in said if name not in kinds}
    errors |= {
        name: Words("类型不对", f"is of type {kinds[name].__name__}")
        for name, value in said.items()
        if name in kinds and type(value) is not kinds[name]
    }
    return errors or _wrong_values(step, Rule(**said))


def _wrong_values(step: str, rule: Rule) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if rule.rests_on not in RESTS_ON:
        errors["rests_on"] = Words(f"只能是 {'、'.join(RESTS_ON)}", f"is one of {', '.join(RESTS_ON)}")
    if rule.opinions not in {"", *Opinion.Stage.values}:
        errors["opinions"] = Words("没有这个征求意见阶段", "there is no such stage of opinions")
    if not rule.required and step in NEVER_PASSED_OVER:
        errors["required"] = Words("这一步不能省略", "this step is never passed over")
    if rule.before and not _is_day(rule.before):
        errors["before"] = Words("格式为“月-日”，如 11-30", "is month and day, as in 11-30")
    if rule.year not in {-1, 0, 1}:
        errors["year"] = Words("只能是 -1、0、1", "is -1, 0 or 1")
    if rule.ahead_of and (rule.ahead_of not in STEPS or rule.ahead_of == step):
        errors["ahead_of"] = Words("应为另一个步骤", "is another step")
    if not 0 <= rule.days_ahead <= 366 or not 0 <= rule.answer_days <= 366:
        errors["days"] = Words("天数应在 0 至 366 之间", "days are from 0 to 366")
    return errors


def _is_day(text: str) -> bool:
    """Whether this is a month and day of every year."""
    try:
        date.fromisoformat(f"2023-{text}")
    except ValueError:
        return False
    return len(text) == 5
