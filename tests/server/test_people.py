"""People: their accounts, first passwords, roles given until a day and withdrawn, and what nobody gets by them."""

import pytest
from django.test import Client

from taizhang.server.accounts.models import Grant, User
from taizhang.server.log.models import Change, Entry

PASSWORD = "砚台2025-qingting"


@pytest.fixture
def administrator(city, person, caller):
    return caller(person("administrator", city.root))


@pytest.fixture
def of_the_district(city, person, caller):
    return caller(person("administrator", city.east))


def make(program, unit, **body):
    body = {"username": "wang.min", "display_name": "王敏", "password": PASSWORD} | body
    return program.post(f"/units/{unit.pk}/people", **body)


def test_an_administrator_makes_an_account_with_a_first_password(administrator, city):
    answer = make(administrator, city.statistics)
    assert (answer.status, answer["must_change_password"], answer["unit_name"]) == (201, True, "统计局")
    user = User.objects.get(username="wang.min")
    assert user.check_password(PASSWORD)
    assert PASSWORD not in str(list(Change.objects.values_list("after", flat=True)))
    client = Client()
    client.post("/accounts/login/", {"login": "wang.min", "password": PASSWORD})
    assert client.get("/")["Location"] == "/accounts/password/change/"


def test_without_a_password_only_single_sign_on_leads_in(administrator, city):
    assert make(administrator, city.statistics, password=None).status == 201
    assert not User.objects.get(username="wang.min").has_usable_password()


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({"password": "短"}, "password", "至少 10 个字符"),
        ({"password": "123456789012"}, "password", "数字"),
        ({"password": "wang.min-25"}, "password", "相似"),
        ({"password": "王敏敏敏敏敏敏敏敏敏", "display_name": "王敏敏敏敏敏敏敏敏"}, "password", "相似"),
        ({"username": "a b"}, "username", "用户名"),
        ({"username": "ADMINISTRATOR-YL"}, "username", "已被使用"),
    ],
)
def test_what_is_wrong_with_an_account_is_told_by_field(administrator, city, body, field, said):
    answer = make(administrator, city.statistics, **body)
    assert answer.status == 422
    assert said in answer["errors"][field]
    assert not User.objects.filter(unit=city.statistics).exists()


def test_what_is_wrong_is_told_in_english_too(city, person, caller):
    answer = make(caller(person("administrator", city.root), lang="en"), city.statistics, password="short")
    assert "too short" in answer["errors"]["password"]


def test_a_district_makes_accounts_in_the_district_only(of_the_district, city):
    assert make(of_the_district, city.town).status == 201
    assert make(of_the_district, city.west, username="li.lei").status == 403


def test_people_are_seen_as_far_as_the_role_reaches(city, person, caller, administrator):
    person("reporter", city.town)
    person("reporter", city.west)
    assert [row["username"] for row in caller(person("reviewer", city.east)).get("/people")["rows"]] == [
        "reporter-yl-qt-ly",
        "reviewer-yl-qt",
    ]
    assert len(administrator.get("/people")["rows"]) == User.objects.count()
    assert administrator.get("/people", words="LY")["rows"][0]["grants"][0]["unit_name"] == "临砚镇"
    assert administrator.get("/people", unit=city.west.pk)["rows"][0]["username"] == "reporter-yl-sp"


def test_a_list_of_people_costs_the_same_for_many_as_for_few(administrator, city, person, django_assert_num_queries):
    for number in range(20):
        person("reporter", city.town, f"reporter{number}")
    administrator.get("/people")
    with django_assert_num_queries(4):  # the token, the grants, the people, their roles
        administrator.get("/people")


def test_a_person_is_changed_and_two_who_change_do_not_overwrite_each_other(administrator, city, person):
    wang = person("reporter", city.statistics, "wang.min")
    first = administrator.patch(f"/people/{wang.pk}", revision=1, display_name="王敏敏", why="更名")
    assert (first.status, first["display_name"], first["revision"]) == (200, "王敏敏", 2)
    assert administrator.patch(f"/people/{wang.pk}", revision=1, email="w@example.org").status == 409


def test_an_account_is_ended_and_its_tokens_with_it(administrator, city, person, caller):
    wang = person("reporter", city.statistics, "wang.min")
    program = caller(wang)
    assert program.get("/me").status == 200
    assert administrator.patch(f"/people/{wang.pk}", revision=1, is_active=False, why="离职").status == 200
    assert program.get("/me").status == 401
    assert administrator.patch(f"/people/{wang.pk}", revision=2, is_active=True, why="返聘").status == 200
    assert program.get("/me").status == 200


def test_nobody_ends_their_own_account(administrator):
    me = User.objects.get(username="administrator-yl")
    assert administrator.patch(f"/people/{me.pk}", revision=1, is_active=False).status == 422


def test_a_person_moves_to_another_unit_where_one_administers_both(administrator, of_the_district, city, person):
    wang = person(None, city.east, "wang.min")
    assert of_the_district.patch(f"/people/{wang.pk}", revision=1, unit_id=city.west.pk).status == 403
    assert administrator.patch(f"/people/{wang.pk}", revision=1, unit_id=city.west.pk)["unit_name"] == "石陂县"


def test_a_new_first_password_is_given_and_ends_the_sessions(administrator, city, person):
    wang = person("reporter", city.statistics, "wang.min", PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "wang.min", "password": PASSWORD})
    answer = administrator.post(f"/people/{wang.pk}/password", password="临时-mima-2025", why="忘记密码")
    assert (answer.status, answer["must_change_password"]) == (200, True)
    assert client.get("/").status_code == 302
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.why) == ("user.change", "忘记密码")
    assert set(Change.objects.get(entry=entry).after) == {"must_change_password", "revision"}


@pytest.mark.parametrize("active", [True, False])
def test_a_district_does_not_come_in_by_the_account_of_somebody_with_a_role_above(
    of_the_district, city, person, active
):
    boss = person("administrator", city.root, "boss")
    User.objects.filter(pk=boss.pk).update(unit=city.east, is_active=active)
    for path, body in [("password", {"password": "临时-mima-2025"}), ("unlock", {"second_factor": True})]:
        assert of_the_district.post(f"/people/{boss.pk}/{path}", **body).status == 403
    assert of_the_district.patch(f"/people/{boss.pk}", revision=1, is_active=True).status == 403


# Roles


def test_a_role_is_given_until_a_day_and_ends_by_itself(administrator, city, person, caller, on_day):
    on_day(2025, 3, 1)
    wang = person(None, city.statistics, "wang.min")
    body = {"unit_id": city.root.pk, "role": "auditor", "until": "2025-03-31", "why": "专项审计"}
    answer = administrator.post(f"/people/{wang.pk}/grants", **body)
    assert (answer.status, answer["until"]) == (201, "2025-03-31")
    on_day(2025, 3, 31)
    assert caller(User.objects.get(pk=wang.pk)).get("/log")["rows"] != []
    on_day(2025, 4, 1)
    assert caller(User.objects.get(pk=wang.pk)).get("/log")["rows"] == []
    assert administrator.post(f"/people/{wang.pk}/grants", **body).status == 422
    later = administrator.post(f"/people/{wang.pk}/grants", **body | {"until": "2025-06-30"})
    assert later.status == 201
    assert Grant.objects.get(pk=answer["id"]).withdrawn_at is not None


def test_one_role_is_held_once_at_a_unit(administrator, city, person):
    wang = person("reporter", city.statistics, "wang.min")
    answer = administrator.post(f"/people/{wang.pk}/grants", unit_id=city.statistics.pk, role="reporter")
    assert (answer.status, "已有该角色" in answer["detail"]) == (422, True)


def test_a_role_is_withdrawn_and_ends_at_once(administrator, city, person, caller):
    wang = person("planner", city.root, "wang.min")
    program = caller(wang)
    assert program.get("/me")["grants"] != []
    grant = Grant.objects.get(user=wang)
    assert administrator.post(f"/grants/{grant.pk}/withdraw", why="调离")["withdrawn_at"] is not None
    assert program.get("/me")["grants"] == []
    assert administrator.post(f"/grants/{grant.pk}/withdraw", why="再次").status == 409
    assert administrator.post(f"/grants/{grant.pk}/withdraw").status == 422


def test_a_district_gives_no_role_above_itself(of_the_district, city, person):
    wang = person(None, city.town, "wang.min")
    assert of_the_district.post(f"/people/{wang.pk}/grants", unit_id=city.root.pk, role="reporter").status == 403
    assert of_the_district.post(f"/people/{wang.pk}/grants", unit_id=city.town.pk, role="reporter").status == 201


def test_a_role_that_there_is_not_is_refused(administrator, city, person):
    wang = person(None, city.town, "wang.min")
    assert administrator.post(f"/people/{wang.pk}/grants", unit_id=city.town.pk, role="emperor").status == 422


def test_who_may_not_be_seen_looks_as_if_not_there(of_the_district, city, person):
    wang = person("reporter", city.west, "wang.min")
    assert of_the_district.get(f"/people/{wang.pk}").status == 404
    assert of_the_district.post(f"/grants/{Grant.objects.get(user=wang).pk}/withdraw", why="x").status == 404


def test_nobody_gives_themselves_a_role(city, person, caller):
    chief = person("administrator", city.root)
    answer = caller(chief).post(f"/people/{chief.pk}/grants", unit_id=city.root.pk, role="planner")
    assert (answer.status, answer["code"]) == (403, "own_entry")
    assert answer["detail"].startswith("不能审核自己填报或提出的内容：本人的角色；")
    other = caller(person("administrator", city.root, "second"))
    assert other.post(f"/people/{chief.pk}/grants", unit_id=city.root.pk, role="planner").status == 201
