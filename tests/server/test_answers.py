"""What is told by the shapes alone is what ninja tells after it looked at every value, of every GET."""

import json
from datetime import UTC, datetime

import pytest

from server.any_rows import begin_ids, fill
from server.cast import made
from server.test_query_counts import ASKED, UNTRIED, address, gets
from taizhang.server.accounts.models import Grant, Role
from taizhang.server.api import answers
from taizhang.server.api.core import api


@pytest.fixture
def reader(db, request):
    """One who holds every role at the root."""
    begin_ids()
    root = request.getfixturevalue("city").root
    user = request.getfixturevalue("person")("administrator", root)
    for role in Role.values:
        if role != "administrator":
            made(Grant(user=user, unit=root, role=role))
    return user


def as_ninja(field, given):
    """What ninja makes of a result: looked at, then written."""
    model = field_models[id(field)]
    looked_at = model.model_validate(Holding(given.value), context={"request": None, "response_status": 200})
    return json.loads(api.renderer.render(None, looked_at.model_dump()["response"], response_status=200))


class Holding:
    """What ninja looks at: an object that holds the result."""

    def __init__(self, response):
        self.response = response


field_models = {}


def plain(value):
    """JSON in which a time is a time, however many digits its second has."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    try:
        return datetime.fromisoformat(value).replace(microsecond=0) if "T" in value else value
    except (TypeError, ValueError):
        return value


@pytest.fixture
def both(monkeypatch):
    """Every answer in both ways, held against each other."""
    ours, seen = answers.answer, []

    def answer(field, given):
        told = ours(field, given)
        seen.append(told)
        assert plain(json.loads(told.content)) == plain(as_ninja(field, given))
        return told

    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                for model in operation.response_models.values():
                    if hasattr(model, "model_fields") and model.model_fields:
                        field_models[id(model.model_fields["response"])] = model
    monkeypatch.setattr(answers, "answer", answer)
    return seen


def test_what_is_told_by_shape_is_what_ninja_tells(reader, caller, both):
    fill(3, owner=reader)
    one = caller(reader)
    untold = [
        path for path in gets() if path not in UNTRIED and one.get(address(path), **ASKED.get(path, {})).status >= 500
    ]
    assert untold == []
    assert len(both) > 60


def test_every_answer_has_a_shape_that_can_be_told():
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                for model in operation.response_models.values():
                    if hasattr(model, "model_fields") and model.model_fields:
                        answers.teller_of(model.model_fields["response"])


def test_a_time_is_told_with_the_day_of_the_office():
    late_in_the_evening_of_utc = datetime(2025, 1, 19, 17, 5, tzinfo=UTC)
    for kind in (datetime, datetime | None):
        assert answers.teller(kind)(late_in_the_evening_of_utc).isoformat() == "2025-01-20T01:05:00+08:00"
    assert answers.teller(datetime | None)(None) is None
