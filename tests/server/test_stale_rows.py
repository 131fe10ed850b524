"""A row that was read before another person saved it: what is done with it then is refused, however close they came."""

from decimal import Decimal

import pytest

from server.cast import made
from server.returns_cast import form_of, indicator, shell_of
from server.task_cast import plan_of
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import close_unit, create_unit
from taizhang.server.accounts.models import Grant, Unit
from taizhang.server.hooks.actions import create_hook, remove_hook
from taizhang.server.hooks.models import Hook
from taizhang.server.ledger.models import Observation, Target
from taizhang.server.ledger.observations.actions import accept, correct, enter_one
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.plans.targets import add_target, change_target, remove_target
from taizhang.server.lib.refusals import ChangedMeanwhile, WrongState
from taizhang.server.log.verifying import verify
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.deciding import accept_return, send_back
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.models import Return
from taizhang.server.returns.submitting import submit


@pytest.fixture
def output(db):
    return indicator()


@pytest.fixture
def filed(city, output, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [output], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def both(city, person):
    """Two who report and review."""
    people = [person("reporter", city.root, name) for name in ("one", "two", "three")]
    for user in people:
        made(Grant(user=user, unit=city.root, role="reviewer"))
    return [Actor(user) for user in people]


def fetched(filed):
    return Return.objects.select_related("form", "unit").get(pk=filed.pk)


def fill(actor, filed, value):
    return fill_cells(actor, fetched(filed), cells=[CellIn("value", position=1, value=value, seen=None)]).filed


def test_a_return_that_another_filled_in_meanwhile_is_not_submitted(filed, both):
    one, two, _ = both
    fill(one, filed, "40")
    stale = fetched(filed)
    fill(two, filed, "400000万元")
    with pytest.raises(ChangedMeanwhile):
        submit(one, stale, expected=stale.revision)
    assert fetched(filed).state == "due"


@pytest.mark.parametrize("decide", [accept_return, send_back])
def test_a_return_that_was_reported_anew_meanwhile_is_not_decided(filed, both, decide):
    one, two, three = both
    fill(one, filed, "40")
    stale = submit(one, fetched(filed), expected=fetched(filed).revision)
    stale = fetched(stale)
    send_back(two, fetched(filed), expected=stale.revision, note="请核对")
    fill(one, filed, "50")
    submit(one, fetched(filed), expected=fetched(filed).revision)
    more = {"note": "请核对"} if decide is send_back else {}
    with pytest.raises(ChangedMeanwhile):
        decide(three, stale, expected=stale.revision, **more)
    assert fetched(filed).state == "submitted"


def test_what_was_corrected_meanwhile_is_not_corrected_by_who_saw_the_old_value(city, output, both):
    one, two, three = both
    figure = {"unit": city.east, "indicator": output, "period": "2025-01"}
    row = enter_one(one, city.east, figure=Figure(**figure, value=Decimal(40)))
    accept(two, row, expected=row.revision)
    stale = Observation.objects.get(pk=row.pk)
    newer = correct(
        one, stale, expected=stale.revision, figure=Figure(**figure, value=Decimal(41), reason="核实"), why="核实"
    )
    accept(two, newer, expected=newer.revision)
    with pytest.raises(ChangedMeanwhile):
        correct(
            three, stale, expected=stale.revision, figure=Figure(**figure, value=Decimal(42), reason="核实"), why="核实"
        )
    assert Observation.objects.count() == 2


def test_a_unit_below_which_another_was_made_meanwhile_is_not_closed(city, actor, monkeypatch):
    administrator = actor("administrator", city.root)
    create_unit(administrator, city.planning, code="N1", name="信息中心", kind="bureau")
    with pytest.raises(WrongState):
        close_unit(administrator, city.planning, why="机构改革")
    assert Unit.objects.get(pk=city.planning.pk).closed_on is None


def test_what_another_removed_meanwhile_is_not_removed_again(city, actor):
    administrator = actor("administrator", city.root)
    hook = create_hook(administrator, city.root, name="推送", url="http://127.0.0.1:9/", actions=["return.*"])
    stale = Hook.objects.get(pk=hook.pk)
    remove_hook(administrator, hook)
    with pytest.raises(ChangedMeanwhile):
        remove_hook(administrator, stale)
    assert verify().sound


def test_a_target_that_another_changed_or_removed_meanwhile_is_not_removed(city, actor):
    planner = actor("planner", city.root)
    version = plan_of(city.root)
    wanted = {"indicator_id": indicator().pk, "measure": "level", "comparator": "=", "value": Decimal(5)}
    target = add_target(planner, version, **wanted)
    first, second = (Target.objects.get(pk=target.pk) for _ in range(2))
    change_target(planner, target, expected=target.revision, value=Decimal(6))
    with pytest.raises(ChangedMeanwhile):
        remove_target(planner, first, expected=first.revision)
    remove_target(planner, Target.objects.get(pk=target.pk), expected=target.revision)
    with pytest.raises(ChangedMeanwhile):
        remove_target(planner, second, expected=second.revision)
    assert verify().sound
