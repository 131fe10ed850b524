"""What is done with programmes. To group a task under a programme changes nothing of what was promised."""

from collections.abc import Mapping, Sequence

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Programme, ProgrammeIndicator, Task
from taizhang.server.lib.refusals import Invalid, NotThere


@action("programme.keep")
def create_programme(
    act: Act,
    unit: Unit,
    *,
    name: str,
    parent_id: int | None = None,
    about: str = "",
    year_from: int | None = None,
    year_to: int | None = None,
    why: str = "",
) -> Programme:
    """Set up a programme of a unit, alone or below another."""
    _check(Programme(unit=unit), {"name": name, "parent_id": parent_id, "year_from": year_from, "year_to": year_to})
    return act.create(
        Programme(unit=unit, name=name.strip(), parent_id=parent_id, about=about, year_from=year_from, year_to=year_to)
    )


@action("programme.keep")
def change_programme(act: Act, programme: Programme, /, *, expected: int, why: str = "", **values: object) -> Programme:
    """Change the name, the place in the tree, the years or the words of a programme."""
    _check(programme, values)
    return act.update(programme, expected=expected, **values)


@action("programme.keep")
def attach_indicators(act: Act, programme: Programme, *, indicators: Sequence[int], why: str = "") -> Programme:
    """Follow a programme by more indicators; those that it has already stay as they are."""
    wanted = dict.fromkeys(indicators)
    if Indicator.objects.filter(pk__in=wanted).count() != len(wanted):
        raise Invalid({"indicators": Words("部分指标不存在", "some of the indicators are not there")})
    held = set(programme.indicators.values_list("indicator_id", flat=True))
    act.create_many(ProgrammeIndicator(programme=programme, indicator_id=each) for each in wanted if each not in held)
    return programme


@action("programme.keep")
def detach_indicator(act: Act, programme: Programme, *, indicator: int, why: str = "") -> None:
    """Follow a programme no longer by an indicator."""
    row = programme.indicators.filter(indicator_id=indicator).first()
    if row is None:
        raise NotThere(thing=Words("该专项的指标", "indicator of this programme"))
    act.delete(row)


@action("programme.keep")
def attach_tasks(act: Act, programme: Programme, *, tasks: Sequence[Task], why: str = "") -> Programme:
    """Group tasks under a programme, also such as were issued: what was promised stays as it was.

    The right is asked for at each task too, and at the programme that it is taken out of.
    """
    for task in sorted(tasks, key=lambda each: each.pk):  # two who group the same tasks come one after the other
        act.actor.wants("programme.keep", task.unit)
        if task.programme is not None:
            act.actor.wants("programme.keep", task.programme.unit)
        act.update(task, programme=programme)
    return programme


@action("programme.keep")
def detach_task(act: Act, programme: Programme, *, task: Task, why: str = "") -> None:
    """Take a task out of a programme."""
    if task.programme_id != programme.pk:
        raise NotThere(thing=Words("该专项的任务", "task of this programme"))
    act.update(task, programme=None)


def _check(programme: Programme, values: dict[str, object]) -> None:
    """Refuse an empty or doubled name, years the wrong way round, a parent that is not there or stands below."""
    errors: dict[str, Words] = {}
    if "name" in values and not str(values["name"]).strip():
        errors["name"] = Words("专项名称不能为空", "a programme needs a name")
    named = Programme.objects.filter(unit=programme.unit, name=str(values.get("name", ""))).exclude(pk=programme.pk)
    if named.exists():
        errors["name"] = Words("本单位已有同名专项", "the unit has a programme of that name")
    first, last = (values.get(name, getattr(programme, name)) for name in ("year_from", "year_to"))
    if isinstance(first, int) and isinstance(last, int) and first > last:
        errors["year_to"] = Words("结束年份早于起始年份", "it ends before it begins")
    if isinstance(parent := values.get("parent_id"), int) and parent not in _free_parents(programme):
        errors["parent_id"] = Words(
            "没有这个上级专项，或它在本专项之下", "no such programme, or it stands below this one"
        )
    if errors:
        raise Invalid(errors)


def _free_parents(programme: Programme) -> set[int]:
    """Programmes of which this one may be a part: all but itself and those below it."""
    above = dict(Programme.objects.values_list("pk", "parent_id"))
    return set(above) - below(programme.pk, above) if programme.pk else set(above)


def below(root: int, above: Mapping[int, int | None]) -> set[int]:
    """A programme and all below it, told from the parent of each.

    >>> sorted(below(1, {1: None, 2: 1, 3: 2, 4: None}))
    [1, 2, 3]
    """
    found = {root}
    while more := {pk for pk, parent in above.items() if parent in found} - found:
        found |= more
    return found
