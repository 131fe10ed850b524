"""The OpenAPI document: every operation has a stable name and tells its problems; the page of it asks no other host."""

import re
from collections import defaultdict

import pytest
from django.test import Client
from django.urls import resolve

from taizhang.server.api.core import PARTS, api

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
        assert operation["security"], path
        assert operation["description"], path
    assert set(document["components"]["securitySchemes"]) == {"TokenAuth", "Session"}


def test_every_operation_is_the_one_that_answers_at_its_address(document, db):
    hidden = []
    for method, path, _ in operations(document):
        address = re.sub(r"\{[^}]+\}", "1", path)
        route = re.sub(r"<(?:[a-z]+:)?([^>]+)>", r"{\1}", resolve(address).route)
        answer = getattr(Client(), method)(address)
        if f"/{route}" != path or answer.status_code != 401:
            hidden.append((method, path, route, answer.status_code))
    assert hidden == []


def test_no_two_shapes_share_a_name():
    found = defaultdict(set)
    for part in PARTS:
        for view in part.router.path_operations.values():
            for operation in view.operations:
                for model in shapes(operation):
                    found[model.__name__].add(f"{model.__module__}.{model.__qualname__}")
    doubled = {name: sorted(where) for name, where in found.items() if len(where) > 1}
    assert doubled == {}


def shapes(operation):
    """The classes of Schema that an operation takes and gives, nested ones too."""
    from ninja import Schema
    from pydantic import BaseModel

    bodies = [model for model in operation.models if model.__ninja_param_source__ == "body"]
    left = [*bodies, *[m for m in operation.response_models.values() if isinstance(m, type)]]
    seen = set()
    while left:
        model = left.pop()
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or model in seen:
            continue
        seen.add(model)
        left += [part for field in model.model_fields.values() for part in parts_of(field.annotation)]
    own = [model for model in seen if issubclass(model, Schema) and model.__module__.startswith("taizhang")]
    return [model for model in own if "[" not in model.__name__]


def parts_of(annotation):
    """An annotation and all within it."""
    from typing import get_args

    return [annotation, *[part for arg in get_args(annotation) for part in parts_of(arg)]]


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
