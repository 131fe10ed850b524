"""The ledger at some size, by the bench in its short form: it loads, its answers cost what they should, it prints.

The whole of it is `bench/ledger`; here are statement counts, and what the speed rests on.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from server.any_rows import fill
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.actions import accept_many
from taizhang.server.ledger.observations.queries import to_accept
from taizhang.server.lib.rows import recorded_models
from taizhang.server.log.models import Change, Entry
from taizhang.server.log.verifying import verify

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from gauges.figures import printed
from ledgering import comparing, figures, loading
from ledgering.asking import EMPTY, Question, figure_of
from ledgering.cast import make_cast
from ledgering.questions import questions
from ledgering.scale import SHORT
from ledgering.scans import scans_of

STATEMENTS = 13  # that any answer may make, with those that ask who asks
GATHERED = 32  # that a page may make, which brings many answers together
TINY = replace(SHORT, city_bureaus=1, districts=1, district_bureaus=1, towns=1, indicators=6)
PAGES = ("/", "/returns", "/returns/late", "/workbooks/drop")
LISTS = ("/observations", "/tasks", "/returns", "/log", "/documents", "/units")


@pytest.fixture
def cast(db):
    """A few units, people who enter and accept, and indicators."""
    return make_cast(TINY)


@pytest.fixture
def kept():
    """A request does not close the connection, which is in the transaction of the test; so does Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def statements_of(do):
    with CaptureQueriesContext(connection) as captured:
        do()
    return [each["sql"] for each in captured.captured_queries]


def asked(asker, question):
    """The statements of an answer, and which of the two largest tables they go through from end to end."""
    statements = statements_of(lambda: asker.answer(question))
    tables = {table for table, _ in scans_of(each for each in statements if each.startswith("SELECT"))}
    return len(statements), tables & {"ledger_observation", "log_change"}


def test_the_short_ledger_loads_by_its_own_actions_and_no_answer_asks_much(db, kept, capsys):
    cast, stages = loading.load_stages(SHORT)
    assert len(cast.units) == SHORT.units == 30
    assert {stage.name: stage.rows for stage in stages}["observations accepted"] == SHORT.observations
    assert verify().sound

    asker = comparing.asker_of(cast)
    answers = {question.name: asked(asker, question) for question in questions(cast, SHORT)}
    assert {name: count for name, (count, _) in answers.items() if count > STATEMENTS} == {}
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of a few pages at once, as it should
        assert {name: tables for name, (_, tables) in answers.items() if tables} == {}
    for path in LISTS:
        short, long = (asked(asker, Question("", path, {"limit": limit}))[0] for limit in (3, 1000))
        assert (path, short) == (path, long)

    empty, page = asker.measure(Question("empty", EMPTY)), asker.measure(Question("page", "/observations"))
    assert page.rows == 100
    assert 0 < page.bare < page.whole
    printed("Load", loading.load_figures(stages))
    printed("Answers", [figure_of(page, empty)])
    out = capsys.readouterr().out
    assert "observations accepted" in out
    assert "× its SQL" in out

    client = Client()
    client.force_login(cast.people["planner"].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = {path: statements_of(lambda path=path: client.get(path)) for path in PAGES}
    assert {path: len(each) for path, each in shown.items() if len(each) > GATHERED} == {}
    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


def test_many_figures_are_entered_and_accepted_in_few_statements(cast):
    entering = statements_of(lambda: figures.enter_all(cast, TINY))
    accepting = statements_of(lambda: figures.accept_all(cast))
    assert Observation.objects.filter(state="accepted").count() == TINY.observations == 360
    assert len(entering) < 25
    assert len(accepting) < 35
    assert Change.objects.filter(model="ledger.observation").count() == 2 * TINY.observations


def test_of_many_to_be_accepted_what_may_not_be_is_told_apart(cast):
    planner, reviewer = cast.people["planner"], cast.people["reviewer"]
    figures.unaccepted(cast, TINY)
    first, second, third, *_ = to_accept(reviewer).filter(state="entered").order_by("pk")
    Observation.objects.filter(pk=third.pk).update(revision=third.revision + 1)  # as another process saved it
    rows = [(first, first.revision), (second, second.revision + 1), (third, third.revision), (first, first.revision)]
    outcomes = accept_many(reviewer, cast.city, rows=rows)
    assert [outcome.result for outcome in outcomes] == ["accepted", "refused", "refused", "refused"]
    own = accept_many(planner, cast.city, rows=[(second, second.revision)])
    assert [outcome.error.code for outcome in own] == ["own_entry"]
    accepted = Entry.objects.filter(action="observation.accept").order_by("pk")[0]
    assert [(each.object_id, each.after["state"]) for each in accepted.changes.all()] == [(first.pk, "accepted")]
    assert set(Observation.objects.filter(pk__in=[second.pk, third.pk]).values_list("state", flat=True)) == {"entered"}


def test_a_row_is_read_as_django_itself_would_read_it(city):
    fill(1)
    for model in recorded_models():
        row = model._default_manager.order_by("pk")[0]
        names = [field.attname for field in model._meta.concrete_fields]
        as_django = Model.from_db.__func__(model, "default", names, [row.__dict__[name] for name in names])
        assert {**vars(row), "_state": None} == {**vars(as_django), "_state": None}
        assert (row._state.adding, row._state.db) == (as_django._state.adding, as_django._state.db)
        part = model._default_manager.only("pk").order_by("pk")[0]
        assert part == row
        assert part.get_deferred_fields()
