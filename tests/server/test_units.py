"""Units: made below others, changed, closed; what each person may do with them."""

from taizhang.server.accounts.models import Unit
from taizhang.server.log.models import Change, Entry
from taizhang.server.log.verifying import verify


def test_an_administrator_makes_a_unit_below_their_own(city, person, caller):
    answer = caller(person("administrator", city.root)).post(
        f"/units/{city.root.pk}/below", code="YL-CZ", name="财政局", kind="bureau"
    )
    assert answer.status == 201
    assert answer["path"] == f"{city.root.path}{answer['id']}/"
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.actor_name, entry.channel) == ("unit.create", "administrator-yl", "api")
    assert Change.objects.filter(entry=entry, model="accounts.unit", before__isnull=True).count() == 1


def test_a_reporter_makes_none(city, person, caller):
    answer = caller(person("reporter", city.root)).post(
        f"/units/{city.root.pk}/below", code="YL-CZ", name="财政局", kind="bureau"
    )
    assert answer.status == 403
    assert answer["detail"] == "没有权限：设立单位（云澜市人民政府）；请联系本单位管理员授权"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_two_people_who_change_one_unit_do_not_overwrite_each_other(city, person, caller):
    one = caller(person("administrator", city.root))
    path = f"/units/{city.east.pk}"
    seen = city.east.revision
    assert one.patch(path, revision=seen, name="青汀新区").status == 200
    second = one.patch(path, revision=seen, name="青汀示范区")
    assert second.status == 409
    assert second["code"] == "changed_meanwhile"
    assert "administrator-yl" in second["detail"]


def test_who_is_not_signed_in_is_told_so_in_their_language(city, caller):
    assert caller().get("/units").status == 401
    assert caller(lang="en").get("/units")["title"] == "not signed in"


def test_a_code_is_taken_once(city, person, caller):
    administrator = caller(person("administrator", city.root))
    answer = administrator.post(f"/units/{city.root.pk}/below", code="YL-FG", name="又一个", kind="bureau")
    assert (answer.status, answer["errors"]) == (422, {"code": "编号 YL-FG 已被使用"})


def test_a_unit_is_closed_after_those_below_it(city, person, caller):
    administrator = caller(person("administrator", city.root))
    refused = administrator.post(f"/units/{city.east.pk}/close?why=撤县设区")
    assert (refused.status, refused["code"]) == (409, "wrong_state")
    assert "临砚镇" in refused["detail"]
    assert administrator.post(f"/units/{city.town.pk}/close?why=并镇").status == 200
    closed = administrator.post(f"/units/{city.east.pk}/close?why=撤县设区")
    assert closed["closed_on"] is not None
    assert Entry.objects.latest("id").why == "撤县设区"
    again = administrator.post(f"/units/{city.east.pk}/close?why=再次")
    assert again.status == 409


def test_nothing_is_made_below_a_closed_unit(city, person, caller):
    administrator = caller(person("administrator", city.root))
    administrator.post(f"/units/{city.town.pk}/close?why=并镇")
    answer = administrator.post(f"/units/{city.town.pk}/below", code="X", name="村", kind="town")
    assert answer.status == 409
    assert "已撤销" in answer["detail"]


def test_a_unit_moves_with_all_below_it(city, person, caller):
    administrator = caller(person("administrator", city.root))
    answer = administrator.post(
        f"/units/{city.east.pk}/move", revision=city.east.revision, parent_id=city.west.pk, why="区划调整"
    )
    path = f"{city.west.path}{city.east.pk}/"
    assert (answer.status, answer["path"], answer["parent_id"]) == (200, path, city.west.pk)
    assert Unit.objects.get(pk=city.town.pk).path == f"{path}{city.town.pk}/"
    assert caller(person("reporter", city.west)).get(f"/units/{city.town.pk}").status == 200


def listed(program, above):
    """The names of the units right below one, in their order."""
    rows = sorted(program.get("/units", below=above.pk)["rows"], key=lambda row: row["rank"])
    return [row["name"] for row in rows if row["parent_id"] == above.pk]


def test_units_stand_in_the_order_in_which_they_were_made_however_many_they_are(city, person, caller):
    administrator = caller(person("administrator", city.root))
    made = [f"第{number}局" for number in range(12)]
    for number, name in enumerate(made):
        administrator.post(f"/units/{city.root.pk}/below", code=f"N{number}", name=name, kind="bureau")
    stand = list(Unit.objects.values_list("name", flat=True))
    assert stand == ["云澜市人民政府", "青汀区", "临砚镇", "发展和改革委员会", "统计局", "石陂县", *made]


def test_an_administrator_puts_units_in_the_order_of_the_office(city, person, caller):
    administrator = caller(person("administrator", city.root))
    wanted = [city.planning, city.statistics, city.west, city.east]
    keys = [unit.pk for unit in wanted]
    answer = administrator.post(f"/units/{city.root.pk}/order", units=keys, why="按机构文件排序")
    assert [row["rank"] for row in answer.body] == [1, 2, 3, 4]
    assert listed(administrator, city.root) == [unit.name for unit in wanted]
    assert list(Unit.objects.values_list("pk", flat=True)) == [city.root.pk, *keys, city.town.pk]  # the town goes along
    assert (Entry.objects.latest("pk").action, Entry.objects.latest("pk").why) == ("unit.change", "按机构文件排序")
    administrator.post(f"/units/{city.town.pk}/move", revision=3, parent_id=city.root.pk)
    administrator.post(f"/units/{city.root.pk}/below", code="YL-CZ", name="财政局", kind="bureau")
    assert listed(administrator, city.root) == [*(unit.name for unit in wanted), "临砚镇", "财政局"]
    assert verify().sound


def test_an_order_names_each_unit_in_use_once(city, person, caller):
    administrator = caller(person("administrator", city.root))
    path = f"/units/{city.root.pk}/order"
    keys = [city.planning.pk, city.statistics.pk, city.east.pk, city.west.pk]
    for wrong in (keys[:3], [*keys, city.town.pk], [*keys, keys[0]], [*keys[:3], 999_999]):
        answer = administrator.post(path, units=wrong)
        assert (answer.status, list(answer["errors"])) == (422, ["units"])
    administrator.post(f"/units/{city.planning.pk}/close?why=并入")
    assert administrator.post(path, units=keys).status == 422
    assert administrator.post(path, units=keys[1:]).status == 200
    assert Unit.objects.filter(parent=city.root).last().pk == city.planning.pk
    assert caller(person("reporter", city.root)).post(path, units=keys[1:]).status == 403


def test_a_unit_does_not_move_below_itself(city, person, caller):
    administrator = caller(person("administrator", city.root))
    answer = administrator.post(f"/units/{city.east.pk}/move", revision=city.east.revision, parent_id=city.town.pk)
    assert answer.status == 422


def test_a_unit_moves_only_to_where_one_may_make_units(city, person, caller):
    east = caller(person("administrator", city.east))
    answer = east.post(f"/units/{city.town.pk}/move", revision=city.town.revision, parent_id=city.west.pk)
    assert answer.status == 403


def test_a_unit_that_is_not_there_is_told_so(city, person, caller):
    administrator = caller(person("administrator", city.root))
    for key in (999_999, 2**63 - 1):
        assert administrator.get(f"/units/{key}").status == 404
    assert administrator.get(f"/units/{2**63}").status == 422


def test_a_list_of_units_costs_the_same_for_many_as_for_few(city, person, caller, django_assert_num_queries):
    program = caller(person("reporter", city.root))
    program.get("/units")
    with django_assert_num_queries(3):  # the token, the grants, the units
        program.get("/units")


def test_a_region_of_the_catalogue_is_set_up_by_its_code(city, person, caller):
    administrator = caller(person("administrator", city.root))
    above = administrator.post("/regions", code="370300")
    assert (above.status, above["name"], above["level"], above["parent_id"]) == (201, "淄博市", "prefecture", None)
    below = administrator.post("/regions", code="370303")
    assert (below["name"], below["level"], below["parent_id"]) == ("张店区", "county", above["id"])
    assert administrator.post("/regions", code="370303").status == 422


def test_a_town_that_the_catalogue_does_not_know_is_set_up_by_hand(city, person, caller):
    east = caller(person("administrator", city.east))
    below = city.east.region_id
    missing = east.post("/regions", code="990102100", parent_id=below)
    assert (missing.status, sorted(missing["errors"])) == (422, ["level", "name"])
    made = east.post("/regions", code="990102100", name="临砚镇", level="town", parent_id=below)
    assert (made.status, made["parent_id"]) == (201, below)
    higher = east.post("/regions", code="990102101", name="省", level="province", parent_id=below)
    assert higher.status == 422


def test_a_region_is_set_up_and_changed_only_where_one_administers(city, person, caller):
    west = caller(person("administrator", city.west))
    body = {"code": "990102100", "name": "临砚镇", "level": "town", "parent_id": city.east.region_id}
    assert west.post("/regions", **body).status == 403
    assert west.post("/regions", code="370300").status == 403
    assert west.patch(f"/regions/{city.east.region_id}", revision=1, name="新名").status == 403
    renamed = west.patch(f"/regions/{city.west.region_id}", revision=1, name="石陂市", why="撤县设市")
    assert (renamed.status, renamed["name"]) == (200, "石陂市")
    assert west.get("/regions", below=city.region.pk)["rows"][1]["name"] == "石陂市"
