"""Errors of the API: each a problem that says what is wrong, in Chinese or English."""

import json

import pytest
from django.test import Client


def sent(caller, path, content, kind="application/json", method="post", **headers):
    call = getattr(caller.client, method)
    answer = call(f"/api/v1{path}", content, content_type=kind, headers={**caller.headers, **headers})
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer, json.loads(answer.content)


@pytest.fixture
def admin(city, person, caller):
    return caller(person("administrator", city.root))


def test_a_field_that_does_not_hold_is_named_in_chinese(city, admin):
    answer = admin.post(f"/units/{city.root.pk}/below", name="财政局", kind="palace")
    assert answer.status == 422
    assert answer["errors"]["code"] == "必填"
    assert answer["errors"]["kind"].startswith("只能是 ")
    assert answer["code"] == "invalid"
    assert answer.headers["Content-Language"] == "zh"


def test_and_in_english_where_it_is_asked_for(city, person, caller):
    answer = caller(person("administrator", city.root), lang="en-GB,en;q=0.9").post(
        f"/units/{city.root.pk}/below", name="财政局", kind="bureau"
    )
    assert answer["errors"] == {"code": "Field required"}
    assert answer["title"] == "not valid"


@pytest.mark.parametrize("content", ["{", "不是 JSON", '{"a": NaN}', "[" * 100_000])
def test_what_is_no_json_is_told_so(city, admin, content):
    answer, body = sent(admin, f"/units/{city.root.pk}/below", content)
    assert (answer.status_code, body["code"]) == (400, "not_json")


def test_json_in_another_encoding_is_told_so(city, admin):
    answer, body = sent(admin, f"/units/{city.root.pk}/below", '{"name": "财政局"}'.encode("gb18030"))
    assert answer.status_code == 400
    assert "UTF-8" in body["detail"]


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_that_no_database_keeps_are_refused_by_field(city, admin, sign):
    content = f'{{"code": "X", "name": "财政{sign}局", "kind": "bureau"}}'
    answer, body = sent(admin, f"/units/{city.root.pk}/below", content)
    assert answer.status_code == 422
    assert body["errors"] == {"name": "含有不能保存的字符"}


def test_a_body_above_the_limit_is_refused(city, admin, settings):
    answer, body = sent(admin, f"/units/{city.root.pk}/below", '"' + "x" * (21 * 1024 * 1024) + '"')
    assert (answer.status_code, body["code"]) == (413, "too_large")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer, body = sent(admin, f"/units/{city.root.pk}/below", '"' + "x" * 2000 + '"')
    assert (answer.status_code, body["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/nothing", "/units/1/nothing", "/units/"])
def test_an_address_that_there_is_not(admin, path):
    answer = admin.get(path)
    assert answer.status == 404
    assert answer["detail"].startswith("没有找到这个地址")


def test_a_method_that_an_address_does_not_answer(admin):
    answer = admin.delete("/units")
    assert answer.status == 405
    assert answer["detail"] == "这个地址只接受 GET"
    assert answer.headers["Allow"] == "GET"


def test_who_is_not_signed_in_is_told_how_to(city, caller):
    answer = caller().get("/units")
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_page_without_its_csrf_token_changes_nothing(city, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("administrator", city.root), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/api/v1/units/{city.east.pk}/close?why=x")
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999999", "x"])
def test_an_id_that_cannot_be_is_no_error_of_the_server(admin, number):
    assert admin.get(f"/jobs/{number}").status in {404, 422}


def test_the_document_of_the_interface_is_named_by_each_problem(admin):
    assert admin.get("/nothing").headers["Link"] == '</api/v1/openapi.json>; rel="describedby"'


def test_a_field_that_the_operation_does_not_know_is_refused_not_passed_over(city, person, caller):
    chief = person("administrator", city.root)
    body = {"revision": city.east.revision, "name": "青汀新区", "shortname": "青汀"}
    answer = caller(chief).patch(f"/units/{city.east.pk}", **body)
    assert (answer.status, answer["errors"]) == (422, {"shortname": "没有这个字段，请检查拼写"})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"code": "X",\n "name" "财政局"}', "第 2 行第 9 个字符处写法不对"),
        ('{"code": "X", "code": "Y"}', "字段“code”出现两次"),
        ('{"code": NaN}', "“NaN”不是数字"),
        ('{"code": 1' + "0" * 5000 + "}", "有的数字过长"),
    ],
)
def test_what_is_no_json_is_told_in_chinese_and_where(city, admin, content, says):
    answer, body = sent(admin, f"/units/{city.root.pk}/below", content)
    assert (answer.status_code, body["code"], says in body["detail"]) == (400, "not_json", True)


def test_a_number_with_a_stroke_in_it_is_refused(city, person, caller):
    body = {"unit_id": city.root.pk, "code": "x", "name": "甲", "unit_of_measure": "个", "nature": "stock"}
    answer = caller(person("planner", city.root)).post("/indicators", highest="12_5", **body)
    assert (answer.status, answer["errors"]) == (422, {"highest": '应为数，如 "12.5"'})
