"""Rules of lights are data: bands with their ends as the rule in force has them, grey where nothing is known."""

import tomllib
from fractions import Fraction

import pytest

from taizhang.catalogue.lights import condition_of, light_presets, presets_of
from taizhang.errors import CatalogueError
from taizhang.model import TargetNature

PRESETS = light_presets()
NATURES: tuple[TargetNature, ...] = ("flow", "stock", "rate", "growth", "count", "milestone", "qualitative")


def light(preset: str, rule: str, **measures: float) -> str:
    return told(preset, rule, **measures)[0]


def told(preset: str, rule: str, **measures: float):
    found = next(one for one in PRESETS[preset].rules if one.name == rule)
    return found.light({name: Fraction(str(value)) for name, value in measures.items()})


@pytest.mark.parametrize(
    ("behind", "colour"),
    [(-5, "green"), (0, "green"), (9.99, "green"), (10, "amber"), (30, "amber"), (30.01, "red"), (100, "red")],
)
def test_yinchuan_counts_both_ends_of_ten_to_thirty_points_as_amber(behind, colour):
    assert light("yinchuan_2025", "progress", behind=behind) == colour


def test_yinchuan_leaves_less_than_ten_points_undefined_and_the_light_says_so():
    colour, note = told("yinchuan_2025", "progress", behind=4)
    assert colour == "green"
    assert "未作规定" in note.zh
    assert "undefined" in note.en
    assert told("yinchuan_2025", "progress", behind=0) == ("green", None)


@pytest.mark.parametrize(("months", "colour"), [(0, "green"), (1, "amber"), (2, "amber"), (3, "red"), (4, "red")])
def test_yinchuan_starts_are_red_after_three_months_running(months, colour):
    assert light("yinchuan_2025", "start", months_missed=months) == colour


@pytest.mark.parametrize(("months", "colour"), [(0.5, "green"), (1, "amber"), (1.9, "amber"), (2, "red")])
def test_yinchuan_entry_is_due_one_and_two_months_after_the_start(months, colour):
    assert light("yinchuan_2025", "entry", entered=0, months_since_start=months) == colour
    assert light("yinchuan_2025", "entry", entered=1, months_since_start=months) == "green"


def test_yinchuan_payment_has_no_amber():
    assert [light("yinchuan_2025", "payment", paid=paid) for paid in (100, 99.9)] == ["green", "red"]


@pytest.mark.parametrize(
    ("growth", "colour"), [(6, "green"), (5, "amber"), (4.9, "amber"), (0.1, "amber"), (0, "amber"), (-0.1, "red")]
)
def test_tianjin_wants_both_the_plan_and_the_citys_mean(growth, colour):
    assert light("tianjin_2022", "investment", growth=growth, plan=5, mean=5.5) == colour


def test_tianjin_is_grey_where_only_the_citys_mean_could_decide():
    assert light("tianjin_2022", "investment", growth=6, plan=5) == "grey"
    assert light("tianjin_2022", "investment", growth=4, plan=5) == "amber"
    assert light("tianjin_2022", "investment", growth=-1) == "red"


def test_an_incomplete_rule_is_off_and_says_why():
    rules = [rule for preset in PRESETS.values() for rule in preset.rules if not rule.on]
    assert [rule.name for rule in rules] == ["bonds"]
    assert "红灯界限" in rules[0].reason.zh


def test_ouhai_is_amber_once_what_was_late_has_caught_up():
    assert light("ouhai_2020", "tasks", behind=0, was_behind=0) == "green"
    assert light("ouhai_2020", "tasks", behind=-3, was_behind=8) == "amber"
    assert light("ouhai_2020", "tasks", behind=1, was_behind=0) == "red"


def test_suqian_is_blue_when_the_day_is_near_and_red_when_it_is_past():
    assert light("suqian_2025", "tasks", met=0, left=10, behind=0) == "blue"
    assert light("suqian_2025", "tasks", met=0, left=0, behind=0) == "red"
    assert light("suqian_2025", "tasks", met=0, left=40, behind=3) == "amber"
    assert light("suqian_2025", "tasks", met=0, left=40, behind=0) == "green"
    assert light("suqian_2025", "tasks", met=1, left=0, behind=0) == "green"


@pytest.mark.parametrize("nature", NATURES)
def test_the_default_set_has_a_rule_for_every_nature_and_is_grey_without_data(nature):
    rule = PRESETS["default"].rule_for(nature)
    assert rule is not None
    assert rule.light({}) == ("grey", None)


@pytest.mark.parametrize(
    ("pace", "colour"), [(1, "green"), (0.9, "green"), (0.89, "amber"), (0.7, "amber"), (0.69, "red")]
)
def test_what_the_check_of_pace_raises_is_never_green_by_default(pace, colour):
    assert light("default", "amounts", met=0, pace=pace) == colour


def test_every_set_says_where_it_is_from_in_both_languages():
    for preset in PRESETS.values():
        assert preset.source
        assert all(preset.title)
        assert all(all(rule.object) for rule in preset.rules)


WRONG = {
    "light 'pink'": 'steps = [{ light = "pink", when = [] }]',
    "condition": 'steps = [{ light = "red", when = ["behind is 3"] }]',
    "measure": 'steps = [{ light = "red", when = ["mood > 3"] }]',
    "reason": "on = false\nsteps = []",
    "steps": "",
}


@pytest.mark.parametrize("said", WRONG)
def test_a_malformed_rule_is_named(said):
    text = f'[own]\nzh = "己"\nen = "own"\nsource = "x"\n[own.rule]\nof = []\nzh = "规"\nen = "rule"\n{WRONG[said]}'
    with pytest.raises(CatalogueError, match=f"mine.toml: own.*{said}"):
        presets_of(tomllib.loads(text), "mine.toml")


def test_a_condition_may_compare_two_measures():
    condition = condition_of("growth >= plan")
    assert condition.holds({"growth": Fraction(5), "plan": Fraction(5)})
    assert condition.holds({"growth": Fraction(5)}) is None
