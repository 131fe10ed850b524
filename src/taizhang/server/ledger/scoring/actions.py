"""What is done with scorecards: rules set as a new number, computed for a period and kept as they came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Max

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Scorecard, ScorecardRun
from taizhang.server.ledger.scoring.computing import Grant, Struck, computed
from taizhang.server.ledger.scoring.figures import indicators_in
from taizhang.server.ledger.scoring.queries import previous_run
from taizhang.server.ledger.scoring.reading import rules_of
from taizhang.server.ledger.scoring.results import told
from taizhang.server.ledger.scoring.rules import Rules
from taizhang.server.ledger.scoring.subjects import Subject, subjects_of
from taizhang.server.ledger.scoring.values import known_of, sources_of, struck_by_value, values_of
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Entry:
    """A bonus, a deduction or a veto that a person enters for a subject, by its code, with the reason."""

    subject: str
    key: str
    reason: str
    points: Fraction = Fraction(0)


@action("scorecard.define")
def define_scorecard(
    act: Act, unit: Unit, *, name: str, subjects: str, rules: dict[str, Any], source: str = "", why: str = ""
) -> Scorecard:
    """Set the rules of a scorecard; of one that is there already as its next number, so that old runs keep theirs."""
    if not name.strip():
        raise Invalid({"name": Words("考核名称不能为空", "a scorecard needs a name")})
    read = rules_of(rules, subjects)
    _known_indicators(read)
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = Scorecard.objects.filter(unit=unit, name=name.strip()).aggregate(last=Max("number"))["last"] or 0
    return act.create(
        Scorecard(unit=unit, name=name.strip(), number=last + 1, subjects=subjects, rules=rules, source=source)
    )


@action("scorecard.run")
def run_scorecard(
    act: Act,
    scorecard: Scorecard,
    *,
    period: str,
    adjustments: Sequence[Entry] = (),
    vetoes: Sequence[Entry] = (),
    why: str = "",
) -> ScorecardRun:
    """Compute a scorecard for a period from what is accepted now; the results stay as they are."""
    span = period_of(period)
    rules = rules_of(scorecard.rules, scorecard.subjects)
    subjects = subjects_of(scorecard, rules)
    if not subjects:
        raise Invalid({"subjects": Words("没有可考核的对象", "there is nobody to be ranked")})
    grants = [Grant(key, e.key, e.points, e.reason) for key, e in _entered(adjustments, subjects, rules.adjustments)]
    struck = [Struck(key, e.key, e.reason) for key, e in _entered(vetoes, subjects, rules.vetoes)]
    known = known_of(scorecard, rules, subjects, span)
    struck += struck_by_value(rules, subjects, known)
    results = computed(rules, values_of(scorecard, rules, subjects, known, span), grants, struck)
    return act.create(
        ScorecardRun(
            scorecard=scorecard,
            period=span.code,
            at=clock.now(),
            by=act.user.pk if act.user else None,
            results=told(rules, subjects, results, previous_run(scorecard, span)),
        )
    )


def _known_indicators(rules: Rules) -> None:
    """Refuse rules that name an indicator which is not there."""
    codes = indicators_in(sources_of(rules))
    missing = codes - set(Indicator.objects.filter(code__in=codes).values_list("code", flat=True))
    if missing:
        listed = "、".join(sorted(missing))
        raise Invalid({"rules": Words(f"没有指标 {listed}", f"there is no indicator {listed}")})


def _entered(entries: Sequence[Entry], subjects: Sequence[Subject], rules: Sequence[Any]) -> list[tuple[int, Entry]]:
    """What was entered, by the key of the subject; Invalid where a subject or a rule is not there, or no reason."""
    keys, known = {subject.code: subject.key for subject in subjects}, {rule.key for rule in rules}
    errors: dict[str, Words] = {}
    for number, entry in enumerate(entries, 1):
        if entry.subject not in keys:
            errors[f"[{number}].subject"] = Words("不在考核对象之列", "is not ranked here")
        if entry.key not in known:
            errors[f"[{number}].key"] = Words("规则中没有这一项", "is none of the rules")
        if not entry.reason.strip():
            errors[f"[{number}].reason"] = Words("请写明理由", "give the reason")
    if errors:
        raise Invalid(errors)
    return [(keys[entry.subject], entry) for entry in entries]
