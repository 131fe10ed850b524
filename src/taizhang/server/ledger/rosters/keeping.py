"""Rosters, set up and changed by the unit that keeps them."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Roster
from taizhang.server.lib.refusals import Invalid

FED = {"stock_id": Indicator.Nature.STOCK, "added_id": Indicator.Nature.FLOW}
SAYS = {
    "stock_id": Words("在库数要由时点类指标承接", "who stands there is counted by an indicator of a stock"),
    "added_id": Words("新增数要由时期类指标承接", "who came is counted by an indicator of a flow"),
}


@action("roster.keep")
def create_roster(act: Act, unit: Unit, /, *, name: str, why: str = "", **values: object) -> Roster:
    """Set up a roster: its ladder and rank, how long a stay holds, and the indicators that it feeds."""
    _check(Roster(unit=unit), {"name": name, **values})
    return act.create(Roster(unit=unit, name=name.strip(), **values))


@action("roster.keep")
def change_roster(act: Act, roster: Roster, /, *, expected: int, why: str = "", **values: object) -> Roster:
    """Change a roster. Who stands on it stays."""
    _check(roster, values)
    return act.update(roster, expected=expected, **values)


def _check(roster: Roster, values: dict[str, object]) -> None:
    errors: dict[str, Words] = {}
    if "name" in values and not str(values["name"]).strip():
        errors["name"] = Words("名单名称不能为空", "a roster needs a name")
    named = Roster.objects.filter(unit=roster.unit, name=str(values.get("name", "")))
    if named.exclude(pk=roster.pk).exists():
        errors["name"] = Words("本单位已有同名名单", "the unit has a roster of that name")
    fed = {name: values[name] for name in FED if values.get(name) is not None}
    natures = dict(Indicator.objects.filter(pk__in=[str(key) for key in fed.values()]).values_list("pk", "nature"))
    for name, key in fed.items():
        if natures.get(int(str(key))) != FED[name]:
            errors[name] = SAYS[name]
    if errors:
        raise Invalid(errors)
