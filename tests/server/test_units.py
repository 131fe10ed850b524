"""Units: made below others, changed, closed; what each person may do with them."""

from taizhang.server.log.models import Change, Entry


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
