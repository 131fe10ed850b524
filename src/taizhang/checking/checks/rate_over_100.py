"""A rate above 100%: of a task or plan, so that the plan should be looked at; of a share of things, which cannot be."""

import re
from collections.abc import Iterator
from fractions import Fraction

from taizhang.checking.arithmetic import allowance, counter_or_base, figure, number, said, within
from taizhang.checking.case import Case
from taizhang.checking.lists import is_amount
from taizhang.checking.sentences import Figure, Sentence, sentences_of
from taizhang.checking.sums import middle
from taizhang.errors import Words
from taizhang.grammar.intervals import HUNDRED, exactly, scale_of
from taizhang.model import Finding, Severity

OF_PLAN = re.compile(
    r"(?:任务|计划|目标|要求)(?:投资|进度)?数?(?:量|值|总量)?的?(?:比例|比重|进度)?(?:分别|均)?(?:达到?|为)?$"
)
OF_BUDGET = re.compile(r"预\s*算\s*数?\s*的?\s*$|占预算比重$")
DONE = re.compile(r"(?:完成|投资完成|累计完成)(?:率|比例|进度)?(?:均|分别)?(?:达到?|为)?$")

TOTAL = re.compile("总投资|(?:任务|计划|目标)$")
COMMON = {"项目", "完成", "年度", "任务", "计划", "实施"}  # words that any two rates and amounts may share

PLANNED = Words(
    "请核对计划数是否偏低、计划或项目范围是否调整", "ask whether the plan was low, revised, or of another scope"
)
DEFINED = Words("此类比率按定义不应超过100%，请核对原始数据", "such a rate cannot exceed 100%; look at its source")


def find(case: Case) -> Iterator[Finding]:
    """Rates above 100% that were reached, each once; those of one list and one name together."""
    for entry in case.linked.shelf:
        for sentence in sentences_of(entry):
            over = [at for at, rate in enumerate(sentence) if _is_over(rate)]
            for at in over:
                yield from _raised(case, sentence, at)


def _is_over(rate: Figure) -> bool:
    fact = rate.fact
    level = fact.unit == "%" and fact.role == "level" and fact.status != "target"
    return level and fact.value is not None and fact.value > 100


def _raised(case: Case, sentence: Sentence, at: int) -> Iterator[Finding]:
    rate = sentence[at]
    subject, value = rate.fact.subject or "", float(rate.fact.value or 0)
    if re.search("|".join(case.setting("may_exceed")), subject):
        return
    if _of_budget(rate):
        if value > case.setting("budget"):
            yield _finding(case, rate, _done(sentence, at), "low")
    elif _of_plan(rate):
        if _plan_told(sentence, at) and value <= case.setting("plain"):
            return
        yield _finding(case, rate, _done(sentence, at), "medium" if value > case.setting("medium") else "low")
    elif re.search(f"(?:{'|'.join(case.setting('shares'))})$", subject):
        yield _finding(case, rate, None, "high" if value > case.setting("slip") else "medium")


def _of_budget(rate: Figure) -> bool:
    return bool(OF_BUDGET.search(rate.before) or OF_BUDGET.search(rate.fact.subject or ""))


def _of_plan(rate: Figure) -> bool:
    """Whether the words before a rate, or its name, say that it is one of what was planned."""
    subject = rate.fact.subject or ""
    named = re.search("完成率|开工率|开复工率|投产率|竣工率|履约率|到位率|完成.*(?:任务|计划|目标)", subject)
    return bool(named or OF_PLAN.search(rate.before) or DONE.search(rate.before))


def _plan_told(sentence: Sentence, at: int) -> bool:
    """Whether the plan stands beside its rate, so that none need be computed back: 占年度计划312亿元的104.6%."""
    return at > 0 and sentence[at - 1].fact.rule == "planned"


def _done(sentence: Sentence, at: int) -> Figure | None:
    """What was done, of which the rate is: of several rates side by side the amount at the same place of the list."""
    first = at
    while first and sentence[first - 1].fact.unit == "%" and "、" in sentence[first].before:
        first -= 1
    last = at
    while last + 1 < len(sentence) and sentence[last + 1].fact.unit == "%" and "、" in sentence[last + 1].before:
        last += 1
    count = last - first + 1
    amounts = sentence[max(first - count, 0) : first]
    if len(amounts) < count or not all(map(is_amount, amounts)):
        return None
    done, rate = amounts[at - first], sentence[at]
    return done if _same_thing(done.fact.subject or "", rate, counter_or_base(done.fact)) else None


def _same_thing(done: str, rate: Figure, unit: str) -> bool:
    """Whether a rate can be of that amount: they share a word, and of investment the amount is money."""
    subject = rate.fact.subject or ""
    if unit != "元" and ("投资" in subject + rate.before or done.endswith(("项目", "工程"))) and "开工" not in subject:
        return False
    shared = {done[i : i + 2] for i in range(len(done) - 1)} - COMMON
    return not TOTAL.search(done) and any(pair in subject for pair in shared)


def _finding(case: Case, rate: Figure, done: Figure | None, severity: Severity) -> Finding:
    value = rate.fact.value
    implied = tolerance = Words("", "")
    formula = ""
    if done is not None and (plan := figure(done.fact).times(HUNDRED).over(within(rate.fact))):
        unit = done.fact.unit or ""
        plan = plan.over(exactly(scale_of(unit))) or plan
        implied = Words(f"，倒算计划数约为{middle(plan)}{unit}", f"; the plan was then about {middle(plan)}{unit}")
        formula = f"{said(done.fact)} ÷ {said(rate.fact)} = {middle(plan)}{unit}"
        tolerance = allowance(plan, unit)
    over = number(Fraction(value or 100) - 100)
    return case.finding(
        [figure.said for figure in (done, rate) if figure is not None],
        severity=severity,
        formula=formula,
        tolerance=tolerance,
        weight=float(value or 0) / 100,
        subject=rate.fact.subject or "",
        rate=said(rate.fact),
        ask=PLANNED if _of_budget(rate) or _of_plan(rate) else DEFINED,
        over=over,
        implied=implied,
    )
