"""Each target of the plan documents beside the latest said of it, with pace, light and what is still needed."""

import re
from collections.abc import Iterator
from fractions import Fraction

from taizhang.catalogue.lights import LightRules, light_presets
from taizhang.errors import Words
from taizhang.following import methods
from taizhang.following.answers import answers_to, latest
from taizhang.following.evidence import Evidence, period_of
from taizhang.following.lighting import light_of, lit, rule_of
from taizhang.following.measuring import progress_of
from taizhang.following.nature import nature_of
from taizhang.following.progress import Progress
from taizhang.following.share import share_gone, stretch_of
from taizhang.following.targets import targets_of
from taizhang.following.told import in_words
from taizhang.following.wording import decimal_of, figures, filled, grown, listed, number
from taizhang.linking import Linked
from taizhang.model import Commitment, Fact, Light, Said, Standing


def follow(linked: Linked, rules: LightRules | None = None) -> tuple[Standing, ...]:
    """The standing of every target: main expected ones first, then as the documents stand.

    A target that its document says twice (text and annex) is one. `rules` gives the lights, else the default set.
    """
    return tuple(standings(Evidence(linked), rules or light_presets()["default"]))


def standings(evidence: Evidence, rules: LightRules) -> Iterator[Standing]:
    """The standings of the plans of which a document at hand tells; of all plans where none of them is told of.

    A report given as the progress of a plan sets targets of its own for the year after, which nobody can know of yet.
    """
    reports = [entry for entry in evidence.linked.shelf if entry.reviewed]
    told = {(entry.place, year) for entry in reports for year in re.findall(r"\d{4}", str(entry.reviewed))}
    followed = [entry for entry in evidence.linked.shelf if (entry.place, str(entry.planned)[:4]) in told]
    for entry in followed or evidence.linked.shelf:
        for target in targets_of(entry, evidence):
            yield standing_of(target, evidence, rules)


def standing_of(target: Said, evidence: Evidence, rules: LightRules) -> Standing:
    """One target beside the latest that answers it."""
    answers = answers_to(target, evidence)
    actual = latest(target, answers, evidence)
    if actual is None:
        return _unanswered(target, evidence)
    progress = progress_of(target, actual, evidence)
    if progress is None:
        return _uncounted(target, actual, evidence, rules)
    rule = rule_of(progress.nature, rules)
    others = (other for other in answers if other.key != actual.key) if rule and rule.looks_back else ()
    earlier = [progress_of(target, other, evidence) for other in others]
    light, said = light_of(progress, rules, _was_behind(progress, earlier))
    note = listed(said, progress.note, beyond(target, evidence), history(target, progress, evidence))
    return _counted(target, actual, progress, light, note)


def _was_behind(progress: Progress, earlier: list[Progress | None]) -> Fraction:
    """The most that an earlier report was behind."""
    before = [one.behind for one in earlier if one and one.behind is not None and one.share < progress.share]
    return max(before, default=Fraction(0))


def _counted(target: Said, actual: Said, progress: Progress, light: Light, note: Words | None) -> Standing:
    """The standing where pace could be computed, or at least figure and target compared."""
    low, high = progress.needed or (None, None)
    return Standing(
        target,
        actual,
        progress.nature,
        decimal_of(progress.share),
        None if progress.pace is None else decimal_of(progress.pace),
        light,
        None if low is None or high is None else (decimal_of(low, 2), decimal_of(high, 2)),
        progress.unit,
        progress.method,
        note,
    )


def beyond(target: Said, evidence: Evidence) -> Words | None:
    """That the target goes on to a higher number."""
    facts = evidence.beyond.get((target.doc, target.span.start), ())
    if not facts:
        return None
    said = [grown(fact) if fact.role == "growth" else figures(fact) for fact in facts]
    return filled(methods.BEYOND, more=Words("、".join(one.zh for one in said), ", ".join(one.en for one in said)))


def history(target: Said, progress: Progress, evidence: Evidence) -> Words | None:
    """How the growth needed compares with what the series did in the years that the documents tell."""
    growths = evidence.growths(target)
    if progress.needed is None or progress.unit != "%" or progress.nature != "growth" or len(growths) < 2:
        return None
    low, high = progress.needed
    best, worst = max(growth for _, growth in growths), min(growth for _, growth in growths)
    template = methods.HISTORY_WITHIN
    if low is not None and low > best:
        template = methods.HISTORY_ABOVE
    elif high is not None and high < worst:
        template = methods.HISTORY_BELOW
    years = f"{growths[0][0]}—{growths[-1][0]}"
    return filled(template, years=years, best=f"{number(best, 2)}%", worst=f"{number(worst, 2)}%")


def _unanswered(target: Said, evidence: Evidence) -> Standing:
    """The standing of a target of which nothing is said: blank is not nought."""
    gone = decimal_of(evidence.time_gone(evidence.linked.entry(target).place, due_of(target, evidence)))
    return Standing(target, None, nature_of(target.record), gone, None, "grey", None, None, methods.NOTHING)


def due_of(target: Said, evidence: Evidence) -> str | None:
    """The period by whose end a target is due: its own, the deadline that is said, else the year planned."""
    record = target.record
    own = record.period if isinstance(record, Fact) else record.deadline if isinstance(record, Commitment) else None
    return own if stretch_of(own) else evidence.linked.entry(target).planned


def _uncounted(target: Said, actual: Said, evidence: Evidence, rules: LightRules) -> Standing:
    """The standing where words answer, or a figure that does not compare, or the target itself is in words."""
    share = share_gone(due_of(target, evidence), period_of(actual, evidence.linked)) or Fraction(0)
    told = in_words(target, actual, evidence, share)
    light, said = lit("milestone", told.measures, rules)
    nature, note = nature_of(target.record), listed(said, told.note)
    return Standing(target, actual, nature, decimal_of(share), None, light, None, None, told.method, note)
