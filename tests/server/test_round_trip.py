"""Out and in again changes nothing, whatever stands in a return; and what is typed comes in as it was typed."""

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from server.cast import made
from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import dropped, filled, imported, opened, saved, template, told
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.models import Plan
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import Cell
from taizhang.server.returns.workbooks.exporting import return_workbook
from taizhang.server.returns.workbooks.finding import found_in
from taizhang.server.returns.workbooks.opening import opened as pages_of
from taizhang.server.returns.workbooks.weighing import weighed_part

MONTHLY = ["value", "cumulative", "growth", "cumulative_growth"]
AUTUMN = ["so_far", "estimate", "proposed", "reason", "basis"]


@pytest.fixture
def monthly(city, on_day):
    """The return of 青汀区 for January: a flow, a part of it, a stock, in four columns."""
    on_day(2025, 1, 5)
    rows = [indicator(), indicator("test.part", "高技术制造业产值"), indicator("test.loan", "贷款余额", nature="stock")]
    given = [RowIn(rows[0].pk, 1), RowIn(rows[1].pk, 2, part_of=1), RowIn(rows[2].pk, 3)]
    form = form_of(city.root, rows, [city.east], columns=MONTHLY, rows=given)
    shell = shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def autumn(city, on_day):
    on_day(2025, 9, 1)
    plan = made(Plan(region=city.region, unit=city.root, year=2026, title="2026年计划"))
    output = indicator()
    given = [RowIn(output.pk, 1), RowIn(output.pk, 2, measure="growth")]
    form = form_of(
        city.root, [output], [city.east], name="征集", kind="autumn", plan_id=plan.pk, period_type="cumulative",
        columns=AUTUMN, rows=given,
    )  # fmt: skip
    return shell_of(form, city.east, "2025-01/2025-09")


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


def numbers():
    return st.one_of(
        st.sampled_from(
            ["", "0", "0.00", "-0.5", "100", "128.50", "0.00000001", "999999999999999", "-1234567.12345678"]
        ),
        st.decimals(-(10**6), 10**6, places=8).map(lambda n: format(n, "f")),
        st.decimals(-100, 1000, places=2).map(lambda n: format(n, "f")),
        st.just("12000万元"),
    )


words = st.one_of(st.just(""), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30))


def cell_inputs(filed):
    lines = {
        row: MONTHLY if position < 3 else ["value", "growth"]
        for row, position in filed.form.rows.values_list("pk", "position")
    }
    return st.lists(
        st.tuples(
            st.sampled_from([(row, column) for row, columns in lines.items() for column in columns]),
            numbers(),
            words,
            words,
        ),
        unique_by=lambda each: each[0],
    )


def weighed(filed, content):
    found = found_in(SERVER, pages_of(content, "a.xlsx"))
    return weighed_part(SERVER, filed.unit, 1, found[0])


def saved_anew(content):
    """As a program that reads the whole workbook and writes it again would."""
    book = load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_and_in_again_changes_nothing(monthly, data):
    Cell.objects.all().delete()
    cells = data.draw(cell_inputs(monthly))
    put = [
        CellIn(
            column,
            row=row,
            value=None if "万元" in value and "growth" in column else value,
            comment=comment,
            reason=reason,
            seen=None,
        )
        for (row, column), value, comment, reason in cells
    ]
    fill_cells(SERVER, monthly, cells=put)
    _, content = return_workbook(monthly)
    for each in (content, saved_anew(content)):
        part = weighed(monthly, each)
        assert (part.counts["new"], part.counts["changed"], part.counts["refused"]) == (0, 0, 0), part.rows
        assert part.counts["same"] == 10


@given(
    value=st.one_of(
        st.decimals(-(10**6), 10**6, places=8), st.decimals(0, 10**13, places=2), st.integers(-(10**14), 10**14)
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_number_typed_into_excel_comes_in_to_the_last_digit(monthly, value):
    Cell.objects.all().delete()
    value = Decimal(value)
    content = return_workbook(monthly)[1]
    part = weighed(monthly, filled(content, {("规上工业总产值", "value"): float(value)}))
    told = next(cell for row in part.rows for cell in row["cells"])
    assert Decimal(told["new"]) == value
    assert part.counts["new"] == 1


def test_the_autumn_form_goes_out_and_in(east, autumn):
    rows = dict(autumn.form.rows.values_list("position", "pk"))
    given = {
        "so_far": "812.40",
        "estimate": "1 100",
        "proposed": "1200",
        "reason": "=新增产能\r\n投产",
        "basis": " 5.5%左右 ",
    }
    fill_cells(SERVER, autumn, cells=[CellIn(column, row=rows[1], value=value) for column, value in given.items()])
    fill_cells(SERVER, autumn, cells=[CellIn("proposed", row=rows[2], value="-5.50", reason="承压")])
    content = template(east, autumn)
    assert told(dropped(east, content)) == (0, 0, 10, 0)
    done = imported(
        east, filled(content, {("规上工业总产值", "basis"): "企业自报", ("规上工业总产值（增速）", "proposed"): -4})
    )
    assert told(done) == (0, 2, 8, 0)
    kept = Cell.objects.get(row=rows[1], column="basis")
    assert (kept.text, kept.value) == ("企业自报", None)
    assert Cell.objects.get(row=rows[1], column="reason").text == "=新增产能\r\n投产"


def test_the_return_after_an_import_goes_out_and_in(east, monthly):
    values = {("规上工业总产值", "value"): "12000万元", ("贷款余额", "growth"): 0, ("高技术制造业产值", "value"): 0.5}
    imported(east, filled(template(east, monthly), values))
    assert told(dropped(east, template(east, monthly))) == (0, 0, 10, 0)
    marked = east.get(f"/workbooks/{east.get('/workbooks')['rows'][0]['id']}/marked").body
    assert told(dropped(east, marked))[:2] == (0, 0)


def test_many_sheets_of_one_workbook_go_out_and_in(city, person, caller, on_day):
    on_day(2025, 1, 5)
    form = form_of(city.root, [indicator()], [city.east, city.west])
    shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    planner = caller(person("planner", city.root))
    book = opened(planner.get(f"/forms/{form.pk}/workbook", period="2025-01").body)
    for sheet, value in zip(book.worksheets[:2], (1, 2), strict=True):
        sheet["E5"] = value
    done = imported(planner, saved(book))
    assert (told(done), done["unit"]["name"]) == ((2, 0, 0, 0), "云澜市人民政府")
    assert [part["filed"]["unit"]["name"] for part in done["parts"]] == ["青汀区", "石陂县"]
    assert sorted(Cell.objects.values_list("filed__unit__name", "value")) == [("石陂县", 2), ("青汀区", 1)]
