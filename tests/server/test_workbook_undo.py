"""Undoing an import: what was before comes back, what was changed since stays, what was accepted refuses."""

from decimal import Decimal

import pytest

from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import dropped, filled, imported, template, told
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify
from taizhang.server.returns.models import Cell

OUTPUT, TECH = "规上工业总产值", "技改投资"


@pytest.fixture
def filed(city, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator(), indicator("test.tech", TECH)], [city.east])
    shell = shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


def cell_of(name):
    return Cell.objects.get(row__indicator__name=name)


def test_what_was_before_comes_back(east, filed):
    row = filed.form.rows.get(position=1).pk
    cells = [{"row": row, "column": "value", "value": "100.50", "comment": "初值"}]
    east.post(f"/returns/{filed.pk}/cells", cells=cells)
    before = cell_of(OUTPUT)
    values = {(OUTPUT, "value"): 128, (OUTPUT, "value:comment"): "改", (TECH, "value"): 5}
    done = imported(east, filled(template(east, filed), values))
    undone = east.post(f"/workbooks/{done['id']}/undo", why="报错了")
    assert (undone.status, undone["state"], undone["parts"][0]["state"]) == (200, "undone", "undone")
    after = cell_of(OUTPUT)
    assert (after.value, after.places, after.comment, after.origin) == (Decimal("100.5"), 2, "初值", {})
    assert (after.entered_by, after.entered_at) == (before.entered_by, before.entered_at)
    assert (cell_of(TECH).value, cell_of(TECH).text) == (None, "")
    entry = Entry.objects.filter(action="workbook.undo", changes__model="returns.cell").first()
    assert entry.changes.filter(model="returns.cell").count() == 2
    assert undone["undone_by"] == before.entered_by
    assert Entry.objects.filter(action="workbook.undo", why="报错了").exists()
    assert verify().broken is None


def test_what_was_changed_since_is_left_and_told(city, person, caller, east, filed):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 5}))
    colleague = caller(person("reporter", city.east, "张三"))
    row = filed.form.rows.get(position=1).pk
    change = {"row": row, "column": "value", "value": "131", "revision": 1}
    assert colleague.post(f"/returns/{filed.pk}/cells", cells=[change]).status == 200
    undone = east.post(f"/workbooks/{done['id']}/undo")
    left = undone["parts"][0]["left"]
    assert [(each["name"], each["zh"]) for each in left] == [(f"{OUTPUT}·本期值", "导入后已改为 131（张三），保留不动")]
    assert (cell_of(OUTPUT).value, cell_of(TECH).value) == (131, None)


def test_an_accepted_return_refuses(city, person, caller, east, filed):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 5}))
    seen = east.get(f"/returns/{filed.pk}")["revision"]
    sent = east.post(f"/returns/{filed.pk}/submit", revision=seen)
    reviewer = caller(person("reviewer", city.root))
    reviewer.post(f"/returns/{filed.pk}/accept", revision=sent["revision"])
    answer = east.post(f"/workbooks/{done['id']}/undo")
    assert (answer.status, answer["code"]) == (409, "wrong_state")
    assert "已审" in answer["detail"]
    assert cell_of(OUTPUT).value == 128
    assert east.get(f"/workbooks/{done['id']}")["state"] == "done"


def test_an_import_is_undone_once_and_only_when_it_is_done(east, filed):
    seen = dropped(east, filled(template(east, filed), {(OUTPUT, "value"): 128}))
    assert east.post(f"/workbooks/{seen['id']}/undo").status == 409
    east.post(f"/workbooks/{seen['id']}/commit")
    assert east.post(f"/workbooks/{seen['id']}/undo").status == 200
    assert east.post(f"/workbooks/{seen['id']}/undo").status == 409


def test_after_undoing_the_same_file_may_come_again(east, filed):
    content = filled(template(east, filed), {(OUTPUT, "value"): 128})
    done = imported(east, content)
    east.post(f"/workbooks/{done['id']}/undo")
    again = imported(east, content)
    assert told(again) == (0, 1, 1, 0)
    assert cell_of(OUTPUT).value == 128


def test_another_unit_undoes_nothing_here(city, person, caller, east, filed):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 128}))
    assert caller(person("reporter", city.west)).post(f"/workbooks/{done['id']}/undo").status == 404
    assert caller(person("leader", city.root)).post(f"/workbooks/{done['id']}/undo").status == 403


def test_completeness_follows(east, filed):
    done = imported(east, filled(template(east, filed), {(OUTPUT, "value"): 128, (TECH, "value"): 0}))
    assert east.get(f"/returns/{filed.pk}")["complete"] is True
    east.post(f"/workbooks/{done['id']}/undo")
    assert east.get(f"/returns/{filed.pk}")["complete"] is False
