"""Breakdowns: shares that add up or have a reason, issued, superseded by the next, kept where a target stays."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from taizhang.catalogue.table import parse_table
from taizhang.server.ledger.breakdown.adding import Part, Whole, added, method_for
from taizhang.server.ledger.models import Breakdown, Share, Target
from taizhang.server.lib.refusals import Invalid

SUMS = Path(__file__).parent / "breakdown_sums.tsv"
CASES = parse_table(SUMS.name, SUMS.read_text(encoding="utf-8"))


def bound(text):
    """Comparator, value and upper value as the table writes them."""
    if ".." in text:
        low, high = text.split("..")
        return {"comparator": "range", "value": Decimal(low), "value_to": Decimal(high)}
    sign = next(sign for sign in (">=", "<=", "~", "=") if text.startswith(sign))
    return {"comparator": sign, "value": Decimal(text.removeprefix(sign))}


def part(number, text):
    said, _, weight = text.removeprefix("!").partition(" × ")
    return Part(
        name=f"{number}区", weight=Decimal(weight) if weight else None, counted=not text.startswith("!"), **bound(said)
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_shares_add_up_or_not(case):
    whole = Whole(places=int(case["places"]), **bound(case["whole"]))
    parts = [part(number, text) for number, text in enumerate(case["shares"].split("|"), start=1)]
    if case["fits"] == "refused":
        with pytest.raises(Invalid, match=case["why"]):
            added(whole, parts, case["method"])
        return
    found = added(whole, parts, case["method"])
    assert found.fits == (case["fits"] == "yes"), found.formula
    assert (found.why is None) == found.fits
    assert case["why"] in (found.why.en if found.why else "")


def test_what_is_added_and_what_is_weighed():
    assert [method_for(measure, adds_up=True) for measure in ("level", "change", "growth")] == ["sum", "sum", "mean"]
    assert method_for("level", adds_up=False) == "mean"


AMOUNTS = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=8)


@given(AMOUNTS)
def test_any_shares_fit_the_sum_that_they_come_to(values):
    parts = [Part(name=str(n), comparator="=", value=value) for n, value in enumerate(values)]
    assert added(Whole(comparator="=", value=sum(values), places=2), parts, "sum").fits
    assert not added(Whole(comparator="=", value=sum(values) + Decimal("0.01"), places=2), parts, "sum").fits


@given(AMOUNTS, st.integers(1, 50))
def test_a_mean_of_equal_shares_is_that_share_whatever_the_weights(weights, value):
    parts = [Part(name=str(n), comparator="=", value=Decimal(value), weight=abs(w) + 1) for n, w in enumerate(weights)]
    assert added(Whole(comparator="=", value=Decimal(value), places=8), parts, "mean").fits


@pytest.fixture
def target(office):
    office.issued(value="500")
    return Target.objects.get()


def drafted(office, target):
    answer = office.planner.post(f"/targets/{target.pk}/breakdowns")
    assert answer.status == 201, answer.body
    return answer.body


def deal(office, row, *shares, by=None):
    said = [{"assignee_id": unit.pk, "comparator": "=", "value": value, **more} for unit, value, more in shares]
    return (by or office.planner).put(f"/breakdowns/{row['id']}/shares", revision=row["revision"], shares=said)


def issue(office, row, reason="", by=None):
    seen = office.planner.get(f"/breakdowns/{row['id']}")["revision"]
    path = f"/breakdowns/{row['id']}/issue"
    return (by or office.planner).post(path, revision=seen, residue_reason=reason)


def test_a_target_is_dealt_to_districts_and_issued_when_it_adds_up(office, target, city):
    row = drafted(office, target)
    assert (row["number"], row["state"], row["target"]["value"]) == (1, "draft", "500")
    dealt = deal(office, row, (city.east, "290", {}), (city.west, "210.0", {}))
    assert [(share["assignee"]["name"], share["value"], share["places"]) for share in dealt["shares"]] == [
        ("青汀区", "290", 0),
        ("石陂县", "210", 1),
    ]
    assert office.planner.get(f"/breakdowns/{row['id']}/check")["formula"] == "290 + 210 = 500"
    answer = issue(office, row)
    assert (answer.status, answer["state"], answer["check_result"]["fits"]) == (200, "issued", True)


def test_a_difference_is_refused_unless_it_has_a_reason(office, target, city):
    row = drafted(office, target)
    deal(office, row, (city.east, "290", {}), (city.west, "205", {}))
    refused = issue(office, row)
    assert refused.status == 422
    assert refused["errors"] == {"residue_reason": "合计 495 比目标少 5；请修改分解值，或说明留有差额的理由"}
    answer = issue(office, row, "市本级预留 5 亿元")
    assert (answer["state"], answer["residue_reason"]) == ("issued", "市本级预留 5 亿元")
    assert (answer["check_result"]["fits"], answer["check_result"]["low"]) == (False, "495")


def test_growth_without_weights_is_not_issued_even_with_a_reason(office, city):
    office.issued(measure="growth", comparator=">=", value="6.0")
    row = drafted(office, Target.objects.get())
    deal(office, row, (city.east, "5.8", {"weight": "300"}), (city.west, "6.3", {}))
    answer = issue(office, row, "差不多")
    assert answer.status == 422
    assert answer["errors"] == {"weight": "比率和增速按权重加权，石陂县 没有权重（如上年基数）"}


def test_an_issued_breakdown_does_not_change_and_a_new_number_supersedes_it(office, target, city):
    first = drafted(office, target)
    deal(office, first, (city.east, "290", {}), (city.west, "210", {}))
    issue(office, first)
    again = office.planner.get(f"/breakdowns/{first['id']}").body
    assert deal(office, again, (city.east, "500", {})).status == 409
    assert issue(office, first).status == 409
    second = drafted(office, target)
    assert second["number"] == 2
    deal(office, second, (city.east, "300", {}), (city.west, "200", {}))
    issue(office, second)
    rows = office.planner.get(f"/targets/{target.pk}/breakdowns")["rows"]
    assert [(row["number"], row["state"]) for row in rows] == [(1, "superseded"), (2, "issued")]
    assert [share["value"] for share in rows[0]["shares"]] == ["290", "210"]


def test_one_draft_at_a_time(office, target):
    drafted(office, target)
    assert office.planner.post(f"/targets/{target.pk}/breakdowns").status == 422


def test_a_draft_is_dropped(office, target, city):
    row = deal(office, drafted(office, target), (city.east, "1", {}))
    assert office.planner.post(f"/breakdowns/{row['id']}/drop", revision=row["revision"]).status == 204
    assert (Breakdown.objects.count(), Share.objects.count()) == (0, 0)


def test_shares_that_are_not_named_go_and_those_that_stay_are_left_alone(office, target, city):
    row = deal(office, drafted(office, target), (city.east, "290", {}), (city.west, "210", {}))
    kept = row["shares"][0]["id"]
    again = deal(office, row.body, (city.east, "290", {}), (city.planning, "210", {}))
    assert [share["assignee"]["name"] for share in again["shares"]] == ["青汀区", "发展和改革委员会"]
    assert again["shares"][0]["id"] == kept
    assert Share.objects.get(pk=kept).revision == 1


def test_two_who_deal_do_not_overwrite_each_other(office, target, city):
    row = drafted(office, target)
    issue_path = f"/breakdowns/{row['id']}/issue"
    deal(office, row, (city.east, "500", {}))
    second = office.second.post(issue_path, revision=99)
    assert (second.status, second["code"]) == (409, "changed_meanwhile")


@pytest.mark.parametrize(
    ("unit", "more", "field"),
    [
        ("root", {}, "assignee_id"),
        ("east", {"comparator": "range"}, "value_to"),
        ("east", {"value_to": "600"}, "value_to"),
        ("east", {"comparator": "range", "value_to": "400"}, "value_to"),
        ("east", {"weight": "-1"}, "weight"),
        ("east", {"counted": False}, "note"),
        ("east", {"places": 0, "value": "500.5"}, "places"),
        ("east", {"comparator": ">"}, "comparator"),
    ],
)
def test_a_share_that_does_not_hold_is_refused_by_its_field(office, target, unit, more, field):
    answer = deal(office, drafted(office, target), (getattr(office.city, unit), more.pop("value", "500"), more))
    assert answer.status == 422
    assert any(f"shares.0.{field}" in name for name in answer["errors"]), answer.body
    assert Share.objects.count() == 0


def test_a_unit_is_named_once(office, target, city):
    answer = deal(office, drafted(office, target), (city.east, "1", {}), (city.east, "499", {}))
    assert answer["errors"]["shares.0.assignee_id"] == "青汀区 重复"


def test_words_are_not_dealt_out(office):
    office.issued(measure="words", comparator="", value=None, words="保持稳定增长")
    assert office.planner.post(f"/targets/{Target.objects.get().pk}/breakdowns").status == 422


def test_a_breakdown_is_prepared_with_the_draft_but_issued_only_after_it(office, city):
    plan = office.open()
    office.target(plan)
    row = drafted(office, Target.objects.get())
    deal(office, row, (city.east, "500", {}))
    assert issue(office, row).status == 409
    assert office.planner.delete(f"/targets/{Target.objects.get().pk}?revision=1").status == 422
    office.walk(plan, "issued")
    assert issue(office, row).status == 200


def test_only_planners_deal_out(office, target, city):
    assert office.leader.post(f"/targets/{target.pk}/breakdowns").status == 403
    row = drafted(office, target)
    assert issue(office, row, by=office.leader).status == 403


def test_an_adjustment_leaves_the_shares_of_unchanged_targets_and_asks_anew_for_the_others(office, target, city):
    plan = target.version.plan
    kept = drafted(office, target)
    deal(office, kept, (city.east, "300", {}), (city.west, "200", {}))
    issue(office, kept)
    version = office.adjust(plan)["id"]
    growth = {"indicator_id": office.gdp.pk, "measure": "growth", "comparator": "=", "value": "6"}
    assert office.planner.post(f"/plan-versions/{version}/targets", **growth).status == 201
    office.adjustment(version, "propose")
    decided = office.adjustment(
        version, "decide", by=office.leader, agreed=True, document_id=office.document(), document_number="1号"
    )
    assert decided.status == 200, decided.body
    same = Target.objects.get(version_id=version, measure="level")
    rows = office.planner.get(f"/targets/{same.pk}/breakdowns")["rows"]
    assert [(row["id"], row["state"]) for row in rows] == [(kept["id"], "issued")]
    assert office.planner.get(f"/plans/{plan.pk}/overview")["to_deal_out"] == []

    version = office.adjust(plan)["id"]
    row = Target.objects.get(version_id=version, measure="level")
    office.planner.patch(f"/targets/{row.pk}", revision=row.revision, value="480")
    office.adjustment(version, "propose")
    office.adjustment(version, "decide", by=office.leader, agreed=True, document_id=office.document())
    assert [each["id"] for each in office.planner.get(f"/plans/{plan.pk}/overview")["to_deal_out"]] == [row.pk]
    assert office.planner.post(f"/targets/{target.pk}/breakdowns").status == 409
    assert drafted(office, row)["number"] == 1


def test_a_list_of_breakdowns_takes_the_same_queries_however_long(office, city):
    plan = office.open()
    for value in range(2, 6):
        assert office.target(plan, due=f"202{5 + value - 2}", value=str(value)).status == 201

    def queries():
        with CaptureQueriesContext(connection) as seen:
            office.planner.get(f"/plans/{plan.pk}/breakdowns")
        return len(seen)

    targets = list(Target.objects.all())
    deal(office, drafted(office, targets[0]), (city.east, "1", {}))
    few = queries()
    for target in targets[1:]:
        deal(office, drafted(office, target), (city.east, "1", {}), (city.west, "1", {}))
    assert queries() == few
