"""Views of lists that a person keeps: one's own, shared with the unit or not, and nobody else's."""

from taizhang.server.log.models import Entry

KEPT = {"page": "indicators", "name": "红灯", "query": "light=red&sort=-pace"}


def kept(one, **changed):
    answer = one.post("/me/views", **{**KEPT, **changed})
    assert answer.status == 201, answer.body
    return answer.body


def names(one, **query):
    return [row["name"] for row in one.get("/me/views", **query).body["rows"]]


def test_a_person_keeps_a_view_and_finds_it_at_its_list(city, person, caller):
    one = caller(person("planner", city.root))
    row = kept(one)
    assert (row["query"], row["shared"]) == (KEPT["query"], False)
    assert names(one, of="indicators") == ["红灯"]
    assert names(one, of="tasks") == []
    assert Entry.objects.latest("pk").action == "own.view"


def test_a_view_is_seen_by_nobody_else_until_it_is_shared_and_then_at_the_unit_only(city, person, caller):
    owner, mate = caller(person("planner", city.root)), caller(person("auditor", city.root))
    elsewhere = caller(person("reviewer", city.east))
    row = kept(owner)
    assert names(mate) == []
    changed = owner.patch(f"/me/views/{row['id']}", revision=row["revision"], shared=True)
    assert changed.status == 200
    assert names(mate) == ["红灯"]
    assert names(elsewhere) == []


def test_only_the_owner_changes_and_removes_a_view(city, person, caller):
    owner, mate = caller(person("planner", city.root)), caller(person("auditor", city.root))
    row = kept(owner, shared=True)
    address = f"/me/views/{row['id']}"
    assert mate.patch(address, revision=1, name="我的").status == 403
    assert mate.delete(f"{address}?revision=1").status == 403
    assert owner.patch(address, revision=1, name="滞后的").body["name"] == "滞后的"
    assert owner.delete(f"{address}?revision=1").status == 409
    assert owner.delete(f"{address}?revision=2").status == 204
    assert names(owner) == []


def test_a_name_stands_once_in_a_list_of_a_person(city, person, caller):
    owner = caller(person("planner", city.root))
    kept(owner)
    again = owner.post("/me/views", **KEPT)
    assert again.status == 422
    assert "同名" in str(again.body)
    kept(owner, page="tasks")


def test_a_name_of_blanks_and_a_list_that_is_none_are_refused(city, person, caller):
    owner = caller(person("planner", city.root))
    assert owner.post("/me/views", **{**KEPT, "name": "  "}).status == 422
    assert owner.post("/me/views", **{**KEPT, "page": "../x"}).status == 422


def test_a_view_of_all_that_a_list_holds_chooses_nothing(city, person, caller):
    row = caller(person("planner", city.root)).post("/me/views", page=KEPT["page"], name="全部")
    assert (row.status, row["query"]) == (201, "")
