"""Returns: filled in, submitted, accepted by another, sent back with a note, corrected; two people at one cell."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from server.cast import made
from server.returns_cast import cell, form_of, indicator, observed, shell_of
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Observation, Plan, Proposal
from taizhang.server.log.models import Entry
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.models import Cell, Return


@pytest.fixture
def output(db):
    return indicator()


@pytest.fixture
def filed(city, output, on_day):
    """The return of 青汀区 for January 2025, on 3 February."""
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [output], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def reviewer(city, person, caller):
    return caller(person("reviewer", city.root))


def submitted(east, filed, value="128.50"):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, value)])
    assert answer.status == 200, answer.body
    answer = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert answer.status == 200, answer.body
    return answer


def accepted(reviewer, filed):
    seen = reviewer.get(f"/returns/{filed.pk}")["revision"]
    return reviewer.post(f"/returns/{filed.pk}/accept", revision=seen)


def test_a_return_goes_from_its_shell_into_the_ledger(city, east, reviewer, filed, output):
    answer = submitted(east, filed)
    assert (answer["state"], answer["complete"], answer["on_time"], answer["approved"]) == (
        "submitted",
        True,
        True,
        False,
    )
    done = accepted(reviewer, filed)
    assert done.status == 200, done.body
    told = done["filed"]
    assert (told["state"], told["approved"], told["locked"], told["lock"]) == ("accepted", True, True, "approval")
    assert [row["result"] for row in done["rows"]] == ["new"]
    row = Observation.objects.get()
    assert (row.unit, row.indicator, row.period, row.value) == (city.east, output, "2025-01", Decimal("128.5"))
    assert (row.places, row.vintage, row.state) == (2, "flash", "accepted")
    assert row.origin == {"return": filed.pk, "row": filed.form.rows.get().pk}
    assert row.entered_by != row.accepted_by
    assert Entry.objects.latest("id").action == "return.accept"


def test_who_submits_late_is_told_so_for_good(east, filed, on_day):
    on_day(2025, 2, 11)
    assert submitted(east, filed)["on_time"] is False


def test_blank_is_not_zero(east, filed):
    zero = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "0")])
    assert zero["filed"]["complete"] is True
    blank = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "", revision=1)])
    assert (blank["filed"]["complete"], blank["cells"][0]["value"]) == (False, None)
    answer = east.post(f"/returns/{filed.pk}/submit", revision=blank["filed"]["revision"])
    assert answer.status == 422
    assert answer["errors"] == {"规上工业总产值·本期值": "必填，未填也未说明原因"}


def test_a_blank_with_its_reason_is_submitted_incomplete(east, reviewer, filed):
    blank = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, None, reason="企业尚未上报")])
    answer = east.post(f"/returns/{filed.pk}/submit", revision=blank["filed"]["revision"])
    assert (answer.status, answer["complete"], answer["state"]) == (200, False, "submitted")
    assert accepted(reviewer, filed).status == 200
    assert not Observation.objects.exists()


def test_two_people_who_save_one_cell_do_not_overwrite_each_other(city, person, caller, east, filed):
    farm = indicator("test.grain", "粮食产量")
    colleague = caller(person("reporter", city.east, "同事"))
    assert colleague.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")]).status == 200
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "131")])
    assert (answer.status, answer["code"]) == (409, "changed_meanwhile")
    assert "同事" in answer["detail"]
    assert "规上工业总产值·本期值" in answer["detail"]
    assert Cell.objects.get().value == 128
    assert farm.pk


def test_the_same_value_saved_twice_is_no_conflict(city, person, caller, east, filed):
    caller(person("reporter", city.east, "同事")).post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    assert (answer.status, answer["cells"][0]["what"]) == (200, "same")


def test_of_a_batch_with_a_conflict_nothing_is_written(city, person, caller, on_day):
    on_day(2025, 1, 5)
    both = [indicator(), indicator("test.grain", "粮食产量")]
    shell = shell_of(form_of(city.root, both, [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    one, two = (caller(person("reporter", city.east, name)) for name in ("张三", "李四"))
    one.post(f"/returns/{shell.pk}/cells", cells=[cell(2, "7")])
    answer = two.post(f"/returns/{shell.pk}/cells", cells=[cell(1, "128"), cell(2, "8")])
    assert answer.status == 409
    assert list(Cell.objects.values_list("row__position", "value")) == [(2, Decimal(7))]


def test_what_happened_to_each_cell_is_told(east, filed):
    first = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128.50", comment="含两家新建企业")])
    assert [(each["what"], each["value"], each["revision"]) for each in first["cells"]] == [("new", "128.50", 1)]
    again = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "129", revision=1)])
    assert [(each["what"], each["value"], each["revision"]) for each in again["cells"]] == [("changed", "129", 2)]
    assert Cell.objects.get().comment == "含两家新建企业"


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        (cell(1, "约一百二"), "1.value", "不是数字"),
        (cell(1, "12.123456789"), "1.value", "位数过多"),
        (cell(1, "128吨"), "1.value", "与本表单位“亿元”不符"),
        (cell(9, "1"), "9.value", "没有这一行"),
        (cell(1, "1", "price"), "1.price", "没有“price”这一列"),
        (cell(1, "1", "cumulative"), "1.cumulative", "没有“cumulative”这一列"),
        (cell(1, "1", comment="字" * 5000), "1.value", "超过"),
    ],
)
def test_what_is_no_number_row_or_column_is_refused(east, filed, sent, field, words):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[sent])
    assert answer.status == 422, answer.body
    assert words in answer["errors"][field]
    assert not Cell.objects.exists()


def test_a_cell_given_twice_is_refused(east, filed):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1"), cell(1, "2")])
    assert answer["errors"] == {"1.value": "同一单元格重复填写"}


def test_a_trial_tells_what_would_be_and_writes_nothing(east, filed):
    answer = east.post(f"/returns/{filed.pk}/cells/try", cells=[cell(1, "128"), cell(9, "1")])
    assert [(each["what"], each["refused"]) for each in answer.body] == [
        ("new", None),
        (None, "本单位的这张表没有这一行"),
    ]
    assert not Cell.objects.exists()


def test_nobody_accepts_their_own_entry(city, person, caller, filed):
    both = person("reviewer", city.root, "两职")
    made(Grant(user=both, unit=city.east, role="reporter"))
    one = caller(both)
    submitted(one, filed)
    answer = accepted(one, filed)
    assert (answer.status, answer["code"]) == (403, "own_entry")
    assert not Observation.objects.exists()


def test_who_entered_one_cell_does_not_accept_what_another_submitted(city, person, caller, filed, east):
    both = person("reviewer", city.root, "两职")
    made(Grant(user=both, unit=city.east, role="reporter"))
    one = caller(both)
    one.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    assert east.post(f"/returns/{filed.pk}/submit", revision=east.get(f"/returns/{filed.pk}")["revision"]).status == 200
    assert accepted(one, filed)["code"] == "own_entry"


def test_a_reporter_accepts_nothing(east, filed):
    submitted(east, filed)
    assert accepted(east, filed).status == 403


def test_what_is_submitted_is_not_filled_in_until_it_is_sent_back(east, reviewer, filed):
    answer = submitted(east, filed)
    refused = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "130", revision=1)])
    assert (refused.status, refused["code"]) == (409, "wrong_state")
    assert "请审核人先退回" in refused["detail"]
    back = reviewer.post(f"/returns/{filed.pk}/send-back", revision=answer["revision"], note="与快报不符，请核实")
    assert (back.status, back["state"], back["note"]) == (200, "returned", "与快报不符，请核实")
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "130", revision=1)]).status == 200


def test_sending_back_wants_a_note(east, reviewer, filed):
    answer = submitted(east, filed)
    refused = reviewer.post(f"/returns/{filed.pk}/send-back", revision=answer["revision"], note=" ")
    assert (refused.status, list(refused["errors"])) == (422, ["note"])


def test_what_was_accepted_is_corrected_by_a_row_in_its_place(east, reviewer, filed):
    submitted(east, filed)
    seen = accepted(reviewer, filed)["filed"]["revision"]
    reviewer.post(f"/returns/{filed.pk}/send-back", revision=seen, note="漏报一家企业")
    first = Observation.objects.get()
    assert (first.current, first.value) == (True, Decimal("128.5"))
    east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "131.2", revision=1)])
    east.post(f"/returns/{filed.pk}/submit", revision=east.get(f"/returns/{filed.pk}")["revision"])
    done = accepted(reviewer, filed)
    assert done.status == 200, done.body
    first.refresh_from_db()
    second = Observation.objects.get(current=True)
    assert (first.current, first.value, second.value) == (False, Decimal("128.5"), Decimal("131.2"))
    assert (second.replaces, second.reason, second.state) == (first, "漏报一家企业", "accepted")


def test_what_was_accepted_is_not_made_blank(east, reviewer, filed):
    submitted(east, filed)
    seen = accepted(reviewer, filed)["filed"]["revision"]
    reviewer.post(f"/returns/{filed.pk}/send-back", revision=seen, note="请核实")
    east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "", revision=1, reason="数据有误")])
    answer = east.post(f"/returns/{filed.pk}/submit", revision=east.get(f"/returns/{filed.pk}")["revision"])
    assert answer.status == 422
    assert "不能改为空" in answer["detail"]


def test_a_value_accepted_from_elsewhere_is_corrected_with_a_reason_only(city, east, reviewer, filed, output):
    observed(city.east, output, "2025-01", value="125")
    submitted(east, filed)
    refused = accepted(reviewer, filed)
    assert refused.status == 422
    assert "规上工业总产值" in refused["errors"]
    assert reviewer.get(f"/returns/{filed.pk}")["state"] == "submitted"
    seen = reviewer.get(f"/returns/{filed.pk}")["revision"]
    done = reviewer.post(f"/returns/{filed.pk}/accept", revision=seen, why="以本次填报为准")
    assert done.status == 200, done.body
    assert Observation.objects.get(current=True).value == Decimal("128.5")


def test_a_figure_of_another_authority_waits_for_its_release(city, person, caller, on_day, east):
    on_day(2025, 1, 5)
    owned = indicator(authority=city.statistics)
    shell = shell_of(form_of(city.root, [owned], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    submitted(east, shell)
    done = accepted(caller(person("reviewer", city.root)), shell)
    assert done.status == 200, done.body
    assert "统计局" in done["rows"][0]["why"]
    assert Observation.objects.get().state == "entered"


def test_what_the_authority_reports_itself_it_releases(city, person, caller, on_day):
    on_day(2025, 1, 5)
    owned = indicator(authority=city.statistics)
    shell = shell_of(form_of(city.root, [owned], [city.statistics]), city.statistics, "2025-01")
    on_day(2025, 2, 3)
    submitted(caller(person("reporter", city.statistics)), shell)
    assert accepted(caller(person("reviewer", city.root)), shell)["rows"][0]["why"] is None
    row = Observation.objects.get()
    assert (row.state, row.authority, row.released_on) == ("accepted", city.statistics, date(2025, 2, 3))


def test_cumulative_and_growth_have_columns_of_their_own(city, person, caller, on_day, east):
    on_day(2025, 2, 5)
    columns = ["value", "cumulative", "growth", "cumulative_growth"]
    shell = shell_of(form_of(city.root, [indicator()], [city.east], columns=columns), city.east, "2025-02")
    on_day(2025, 3, 3)
    sent = [cell(1, value, column) for column, value in zip(columns, ("61.5", "128.5", "6.1", "5.8"), strict=True)]
    answer = east.post(f"/returns/{shell.pk}/cells", cells=sent)
    east.post(f"/returns/{shell.pk}/submit", revision=answer["filed"]["revision"])
    assert accepted(caller(person("reviewer", city.root)), shell).status == 200
    row = Observation.objects.get()
    assert (row.value, row.cumulative) == (Decimal("61.5"), Decimal("128.5"))
    assert (row.growth, row.cumulative_growth) == (Decimal("6.1"), Decimal("5.8"))


def test_the_autumn_form_becomes_proposals(city, person, caller, on_day, east):
    on_day(2025, 10, 8)
    plan = made(Plan(region=city.region, unit=city.root, year=2026, title="云澜市2026年计划"))
    columns = ["so_far", "estimate", "proposed", "reason", "basis"]
    form = form_of(
        city.root,
        [indicator()],
        [city.east],
        kind="autumn",
        plan_id=plan.pk,
        columns=columns,
        starts_on=date(2025, 9, 1),
    )
    shell = shell_of(form, city.east, "2025-09")
    assert Return.objects.count() == 1
    values = ("1105.2", "1490.0", "1580.0", "新增两个项目投产", "前三季度走势")
    answer = east.post(
        f"/returns/{shell.pk}/cells", cells=[cell(1, v, column) for column, v in zip(columns, values, strict=True)]
    )
    assert answer.status == 200, answer.body
    sent = east.post(f"/returns/{shell.pk}/submit", revision=answer["filed"]["revision"])
    assert sent.status == 200, sent.body
    done = accepted(caller(person("reviewer", city.root)), shell)
    assert done.status == 200, done.body
    row = Proposal.objects.get()
    assert (row.plan, row.unit, row.so_far_to) == (plan, city.east, "2025-01/2025-09")
    assert (row.so_far, row.estimate, row.proposed) == (Decimal("1105.2"), Decimal(1490), Decimal(1580))
    assert (row.reason, row.basis, row.proposed_by) == ("新增两个项目投产", "前三季度走势", sent["submitted_by"])
    assert not Observation.objects.exists()


def test_a_proposal_without_its_reason_is_not_submitted(city, on_day, east):
    on_day(2025, 10, 8)
    plan = made(Plan(region=city.region, unit=city.root, year=2026, title="云澜市2026年计划"))
    form = form_of(
        city.root, [indicator()], [city.east], kind="autumn", plan_id=plan.pk, columns=["proposed", "reason"]
    )
    shell = shell_of(form, city.east, "2025-10")
    answer = east.post(f"/returns/{shell.pk}/cells", cells=[cell(1, "1580", "proposed")])
    refused = east.post(f"/returns/{shell.pk}/submit", revision=answer["filed"]["revision"])
    assert list(refused["errors"]) == ["规上工业总产值·理由"]


def test_a_period_ahead_is_not_filled_in(city, east, filed):
    ahead = Return.objects.get(period="2025-06")
    answer = east.post(f"/returns/{ahead.pk}/cells", cells=[cell(1, "1")])
    assert answer.status == 409
    assert "2025年6月尚未开始" in answer["detail"]


def test_a_return_may_be_submitted_before_it_is_due(city, east, filed, on_day):
    on_day(2025, 2, 26)
    early = Return.objects.select_related("form", "unit").get(period="2025-02")
    assert submitted(east, early)["on_time"] is True


def test_another_district_fills_in_nothing(city, person, caller, filed):
    west = caller(person("reporter", city.west))
    assert west.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 404


def test_a_token_that_only_reads_fills_in_nothing(city, person, caller, filed):
    reads = caller(person("reporter", city.east), scopes=["read"])
    assert reads.get(f"/returns/{filed.pk}").status == 200
    assert reads.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 403


def test_a_workbook_without_revisions_overwrites_and_says_where_it_came_from(city, person, filed):
    user = Actor(person("reporter", city.east), "import")
    fill_cells(user, filed, cells=[CellIn("value", position=1, value="128")])
    done = fill_cells(
        user, filed, cells=[CellIn("value", position=1, value="129", seen=None, origin={"import": 4, "row": 7})]
    )
    assert [each.what for each in done.cells] == ["changed"]
    assert Cell.objects.get().origin == {"import": 4, "row": 7}


def test_the_server_fills_in_what_an_example_brings(city, filed, reviewer):
    fill_cells(SERVER, filed, cells=[CellIn("value", position=1, value="128")])
    assert Cell.objects.get().entered_by is None


def test_a_file_is_attached_to_a_value_and_comes_back_as_it_was(east, filed, person, caller, city):
    written = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["cells"][0]
    answer = east.upload(
        f"/cells/{written['id']}/attachment", SimpleUploadedFile("说明.pdf", b"%PDF-1.7 x"), revision=1
    )
    assert answer.status == 200, answer.body
    assert answer["attachment"].endswith("/说明.pdf")
    back = east.get(f"/cells/{written['id']}/attachment")
    assert (back.status, back.body) == (200, b"%PDF-1.7 x")
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert caller(person("reporter", city.west)).get(f"/cells/{written['id']}/attachment").status == 404
    assert east.delete(f"/cells/{written['id']}/attachment?revision=2").status == 200
    assert east.get(f"/cells/{written['id']}/attachment").status == 404


def test_a_file_too_large_is_refused(east, filed):
    written = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["cells"][0]
    answer = east.upload(
        f"/cells/{written['id']}/attachment", SimpleUploadedFile("大.bin", b"\0" * (10 * 1024 * 1024 + 1)), revision=1
    )
    assert answer.status == 413
    assert Cell.objects.get().attachment == ""


def test_a_graded_file_is_not_attached(east, filed):
    written = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["cells"][0]
    graded = SimpleUploadedFile("说明.txt", "机密★1年\n情况说明".encode())
    answer = east.upload(f"/cells/{written['id']}/attachment", graded, revision=1)
    assert (answer.status, answer["code"]) == (422, "graded")
    assert Cell.objects.get().attachment == ""


def test_a_return_that_fell_overdue_is_filled_in_after_the_clock_of_a_trial_was_set_back(east, filed, on_day):
    on_day(2025, 2, 20)
    assert age_returns() == 1
    on_day(2025, 2, 3)
    assert submitted(east, filed)["state"] == "submitted"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("400万吨", "规上工业总产值·本期值：“400万吨”的单位“万吨”与本表单位“亿元”不符"),
        ("1e400", "规上工业总产值·本期值：“1e400”不是数字"),
        ("12.3.4", "规上工业总产值·本期值：“12.3.4”不是数字"),
    ],
)
def test_a_value_that_cannot_be_is_told_by_the_name_of_its_cell(east, filed, typed, says):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, typed)])
    assert (answer.status, answer["errors"].keys()) == (422, {"1.value"})
    assert says in answer["detail"]


def test_signs_that_nobody_sees_come_along_unharmed_where_a_number_is_pasted(east, filed):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "\u200b40.5\ufeff亿元")])
    assert (answer.status, answer["cells"][0]["value"]) == (200, "40.5")
