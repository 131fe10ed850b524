"""Large workbooks are worked at in the background: how far they are is told, a killed worker doubles nothing."""

import pytest
from django_tasks_db.models import DBTaskResult

from server.cast import made
from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import dropped, opened, saved, told
from taizhang.server.accounts.models import Unit
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.jobs.reaper import put_back
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify
from taizhang.server.returns.models import Cell, Import, ImportPart
from taizhang.server.returns.workbooks import dropping, of_returns
from taizhang.server.returns.workbooks.files import original

UNITS = 4


class Killed(BaseException):
    """The worker was killed."""


@pytest.fixture
def form(city, on_day, monkeypatch):
    """A form that four units fill in, whose workbook counts as large."""
    monkeypatch.setattr(dropping, "MANY_ROWS", 2 * UNITS)
    on_day(2025, 1, 5)
    units = [
        made(Unit(region=city.region, parent=city.root, code=f"N{n}", name=f"第{n}局", kind="bureau"))
        for n in range(UNITS)
    ]
    form = form_of(city.root, [indicator(), indicator("test.tech", "技改投资")], units)
    shell_of(form, units[0], "2025-01")
    on_day(2025, 2, 3)
    return form


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def content(planner, form):
    book = opened(planner.get(f"/forms/{form.pk}/workbook", period="2025-01").body)
    for number, sheet in enumerate(book.worksheets[:UNITS], 1):
        sheet["E5"], sheet["E6"] = number, number * 10
    return saved(book)


def killed_at(monkeypatch, module, name, turn):
    """Let the worker be killed when something is done for the n-th time, that once."""
    real, turns = getattr(module, name), []

    def dying(*args, **kwargs):
        turns.append(1)
        if len(turns) == turn:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


def run_until_killed():
    """Run the jobs until the worker is killed; then, as the reaper does, let what it left wait again."""
    with pytest.raises(Killed):
        run_waiting_jobs()
    left = DBTaskResult.objects.get(status="RUNNING")
    put_back(left)


def test_a_large_workbook_is_read_and_put_in_by_a_worker(planner, content):
    seen = dropped(planner, content)
    assert (seen["state"], seen["parts"], seen["all_rows"], seen["done_rows"]) == ("reading", [], 8, 0)
    run_waiting_jobs()
    path = f"/workbooks/{seen['id']}"
    assert (planner.get(path)["state"], told(planner.get(path))) == ("previewed", (8, 0, 0, 0))
    started = planner.post(f"{path}/commit")
    assert (started["state"], started["done_rows"], started["all_rows"]) == ("running", 0, 8)
    run_waiting_jobs()
    done = planner.get(path)
    assert (done["state"], done["done_rows"], Cell.objects.count()) == ("done", 8, 8)
    job = planner.get("/jobs")["rows"][-1]
    assert (job["name"], job["done"], job["whole"]) == ("workbooks.commit", 8, 8)


def test_a_worker_killed_while_reading_leaves_what_it_read(planner, content, monkeypatch):
    seen = dropped(planner, content)
    killed_at(monkeypatch, of_returns, "weighed_part", 3)
    run_until_killed()
    path = f"/workbooks/{seen['id']}"
    assert (planner.get(path)["state"], planner.get(path)["done_rows"]) == ("reading", 4)
    run_waiting_jobs()
    whole = planner.get(path)
    assert (whole["state"], [part["number"] for part in whole["parts"]]) == ("previewed", [1, 2, 3, 4])


def test_a_worker_killed_while_putting_in_doubles_nothing(planner, content, monkeypatch):
    seen = dropped(planner, content)
    run_waiting_jobs()
    planner.post(f"/workbooks/{seen['id']}/commit")
    killed_at(monkeypatch, of_returns, "fill", 3)
    run_until_killed()
    half = planner.get(f"/workbooks/{seen['id']}")
    assert (half["state"], half["done_rows"], Cell.objects.count()) == ("running", 4, 4)
    run_waiting_jobs()
    done = planner.get(f"/workbooks/{seen['id']}")
    assert (done["state"], done["done_rows"], Cell.objects.count()) == ("done", 8, 8)
    assert set(Cell.objects.values_list("revision", flat=True)) == {1}
    entries = Entry.objects.filter(action="workbook.import", changes__model="returns.cell").distinct()
    assert entries.count() == UNITS
    assert verify().broken is None
    assert run_waiting_jobs() == 0


def test_a_request_that_dies_in_the_middle_is_taken_up_by_a_worker(planner, content, monkeypatch):
    monkeypatch.setattr(dropping, "MANY_ROWS", 1000)
    seen = dropped(planner, content)
    killed_at(monkeypatch, of_returns, "fill", 2)
    with pytest.raises(Killed):
        planner.post(f"/workbooks/{seen['id']}/commit")
    assert Import.objects.get().state == "running"
    run_waiting_jobs()
    assert (Import.objects.get().state, Cell.objects.count()) == ("done", 8)


def test_a_worker_killed_while_undoing_goes_on(planner, content, monkeypatch):
    seen = dropped(planner, content)
    run_waiting_jobs()
    planner.post(f"/workbooks/{seen['id']}/commit")
    run_waiting_jobs()
    assert planner.post(f"/workbooks/{seen['id']}/undo")["state"] == "undoing"
    killed_at(monkeypatch, of_returns, "_put_back", 3)
    run_until_killed()
    assert ImportPart.objects.filter(state="undone").count() == 2
    run_waiting_jobs()
    assert planner.get(f"/workbooks/{seen['id']}")["state"] == "undone"
    assert set(Cell.objects.values_list("revision", "value")) == {(2, None)}


def test_a_file_that_is_gone_fails_the_import_in_words(planner, content, settings):
    seen = dropped(planner, content)
    original(Import.objects.get()).unlink()
    run_waiting_jobs()
    failed = planner.get(f"/workbooks/{seen['id']}")
    assert (failed["state"], "没有找到工作簿" in failed["trouble"]["zh"]) == ("failed", True)
    assert planner.get(f"/workbooks/{seen['id']}/marked").status == 404
