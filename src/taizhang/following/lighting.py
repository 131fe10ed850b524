"""The light of a target, by the rules of a set and what was measured."""

from collections.abc import Mapping
from fractions import Fraction

from taizhang.catalogue.lights import LightRule, LightRules, LightWord, light_presets
from taizhang.errors import Words
from taizhang.following.progress import Progress
from taizhang.model import TargetNature


def light_of(
    progress: Progress, rules: LightRules, was_behind: Fraction = Fraction(0)
) -> tuple[LightWord, Words | None]:
    """The light of what was measured, with the rule's own note."""
    return lit(progress.nature, measures_of(progress, was_behind), rules)


def lit(nature: TargetNature, measures: Mapping[str, Fraction], rules: LightRules) -> tuple[LightWord, Words | None]:
    """The light that a set of rules gives; natures that it leaves out go by the default set."""
    rule = rule_of(nature, rules)
    return rule.light(measures) if rule else ("grey", None)


def rule_of(nature: TargetNature, rules: LightRules) -> LightRule | None:
    """The rule of a set for targets of a nature, or that of the default set."""
    return rules.rule_for(nature) or light_presets()["default"].rule_for(nature)


def measures_of(progress: Progress, was_behind: Fraction) -> dict[str, Fraction]:
    """What the conditions of a rule may ask for. What rounding explains is not behind."""
    measures = {
        "met": Fraction(progress.met),
        "left": (1 - progress.share) * 100,
        "was_behind": was_behind,
    }
    if progress.pace is not None:
        measures["pace"] = progress.pace
    if progress.behind is not None:
        measures["behind"] = _beyond_rounding(progress.behind, progress.rounding)
    return measures


def _beyond_rounding(behind: Fraction, rounding: Fraction) -> Fraction:
    return Fraction(0) if 0 < behind <= rounding else behind
