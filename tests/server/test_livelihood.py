"""Livelihood commitments at the levels of city, district, town and village, with the share that is done."""

from datetime import date

from server.cast import made
from server.task_cast import plan_of, task_of
from taizhang.server.accounts.models import Region, Unit


def test_commitments_are_told_level_by_level_with_the_share_done(city, person, caller, on_day):
    on_day(2025, 7, 1)
    village_region = made(Region(code="990102001001", name="柳湾村", level="village", parent=city.town.region))
    village = made(Unit(region=village_region, parent=city.town, code="YL-LW", name="柳湾村村委会", kind="government"))
    cities, east = plan_of(city.root, issued=True), plan_of(city.east, issued=True)

    def promise(unit, **values):
        version = east if unit in {city.east, city.town, village} else cities
        return task_of(version, unit, kind="livelihood", **values)

    promise(city.planning, state="done")
    for state in ("done", "done", "under_way", "ended"):
        promise(city.east, state=state)
    promise(city.town, deadline=date(2025, 6, 1))
    promise(village)
    task_of(east, city.east, "普通任务", state="done")
    leader = caller(person("leader", city.root))
    levels = {row["level"]: row for row in leader.get("/livelihood", year=2025).body}
    assert list(levels) == ["prefecture", "county", "town", "village"]
    assert (levels["prefecture"]["share_done"], levels["county"]["share_done"]) == ("100", "66.67")
    assert (levels["county"]["promised"], levels["county"]["done"]) == (3, 2)
    assert (levels["town"]["late"], levels["village"]["silent"]) == (1, 1)
    titles = leader.get("/tasks", kind="livelihood", level="village")["rows"]
    assert [row["unit"]["name"] for row in titles] == ["柳湾村村委会"]
    below = {row["level"] for row in leader.get("/livelihood", unit=city.town.pk).body}
    assert below == {"town", "village"}


def test_where_nothing_is_promised_there_is_no_share(city, person, caller):
    assert caller(person("leader", city.root)).get("/livelihood").body == []
