"""The OpenAPI document: every operation has a stable name and tells its problems; the page of it asks no other host."""

import json
import re

import pytest
from django.test import Client
from django.urls import resolve

from taizhang.server.api.core import PARTS, api

OPEN = "/api/v1/public/"  # answered without signing in, once an administrator has turned it on
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document():
    return api.get_openapi_schema()


def operations(document):
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def test_every_operation_has_a_name_of_its_own(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    assert "units_list_units" in names
    assert not [name for name in names if not re.fullmatch(r"[a-z_]+", name)]


def test_every_operation_tells_its_problems_and_who_may_call(document):
    for _, path, operation in operations(document):
        assert {400, 401, 403, 404, 409, 413, 422, 423} <= set(operation["responses"]), path
        assert ("security" in operation) is not path.startswith(OPEN), path
        assert operation["description"], path
    assert set(document["components"]["securitySchemes"]) == {"TokenAuth", "Session"}


def test_every_operation_is_the_one_that_answers_at_its_address(document, db):
    hidden = []
    for method, path, _ in operations(document):
        address = re.sub(r"\{[^}]+\}", "1", path)
        route = re.sub(r"<(?:[a-z]+:)?([^>]+)>", r"{\1}", resolve(address).route)
        answer = getattr(Client(), method)(address)
        if f"/{route}" != path or answer.status_code != (404 if path.startswith(OPEN) else 401):
            hidden.append((method, path, route, answer.status_code))
    assert hidden == []


def resolved(document, schema):
    """A shape of the document, followed to where it stands."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].removeprefix("#/components/schemas/")]
    return schema


def test_two_shapes_of_one_name_do_not_hide_each_other(document):
    by_name = {operation["operationId"]: operation for _, _, operation in operations(document)}
    tried = 0
    for part in PARTS:
        for view in part.router.path_operations.values():
            for operation in view.operations:
                said = by_name[api.get_openapi_operation_id(operation)]["responses"]
                for status, model in operation.response_models.items():
                    fields = model.model_fields["response"].annotation if hasattr(model, "model_fields") else None
                    if isinstance(fields, type) and hasattr(fields, "model_fields"):
                        shape = resolved(document, said[status]["content"]["application/json"]["schema"])
                        names = {*fields.model_fields, *fields.model_computed_fields}
                        assert set(shape["properties"]) == names, operation.path
                        tried += 1
    assert tried > 50


def test_every_shape_that_is_pointed_to_is_there(document):
    pointed = set(re.findall(r"#/components/schemas/([A-Za-z0-9_.]+)", json.dumps(document)))
    assert pointed <= set(document["components"]["schemas"])


def test_the_page_of_the_interface_asks_no_other_host(db):
    page = Client().get("/api/v1/docs").content.decode()
    asked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert asked
    assert all(address.startswith("/static/") for address in asked)
    assert '"validatorUrl": null' in page
    for address in asked:
        answer = Client().get(address)
        assert answer.status_code == 200
        answer.close()


def test_the_document_is_served(db):
    answer = Client().get("/api/v1/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
