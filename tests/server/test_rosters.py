"""Rosters that firms climb: codes that check, stays, examinations, lists taken at once, counts that feed indicators."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cast import made
from taizhang.server.ledger.models import Firm, Indicator, Observation, Roster, Standing
from taizhang.server.ledger.rosters.codes import SIGNS, check_sign, is_code
from taizhang.server.ledger.rosters.counting import Stay, added_in, came, standing_at, stock_at
from taizhang.server.ledger.rosters.feeding import count_all
from taizhang.server.lib.periods import period_of
from taizhang.server.log.models import Entry


def code(number):
    first = f"91990100{number:09d}"
    return first + check_sign(first)


@pytest.fixture
def today(on_day):
    on_day(2025, 7, 1)


@pytest.fixture
def indicators(db):
    stock = Indicator(code="yl.hightech", name="高新技术企业数", unit_of_measure="家", nature="stock", adds_up=True)
    added = Indicator(
        code="yl.hightech_new", name="新增高新技术企业", unit_of_measure="家", nature="flow", adds_up=True
    )
    return made(stock), made(added)


@pytest.fixture
def roster(city, indicators):
    stock, added = indicators
    return made(
        Roster(unit=city.planning, name="高新技术企业", ladder="科技", rank=2, valid_years=3, stock=stock, added=added)
    )


@pytest.fixture
def keeper(city, person, caller, today):
    return caller(person("planner", city.planning))


def firm_at(unit, number):
    return made(Firm(code=code(number), name=f"云澜第{number}厂", region=unit.region, unit=unit))


def stay(roster, firm, entered, left=None, examined=None):
    return made(Standing(roster=roster, firm=firm, entered_on=entered, left_on=left, examined_on=examined))


@given(st.text(alphabet=SIGNS, min_size=9, max_size=9), st.integers(0, 999_999), st.integers(0, 16), st.data())
def test_one_wrong_sign_is_always_noticed(body, place, where, data):
    first = f"91{place:06d}{body}"
    whole = first + check_sign(first)
    assert is_code(whole)
    others = [sign for sign in (SIGNS if where < 2 or where > 7 else "0123456789") if sign != whole[where]]
    wrong = data.draw(st.sampled_from(others))
    assert not is_code(whole[:where] + wrong + whole[where + 1 :])


def test_a_firm_is_taken_up_once_by_a_code_that_checks(city, person, caller):
    reporter = caller(person("reporter", city.east))
    taken = reporter.post(f"/units/{city.east.pk}/firms", code=f" {code(1).lower()} ", name="云澜泵业")
    assert (taken.status, taken["code"]) == (201, code(1))
    again = reporter.post(f"/units/{city.east.pk}/firms", code=code(1), name="云澜泵业")
    wrong = reporter.post(f"/units/{city.east.pk}/firms", code=code(1)[:-1] + "U", name="云澜泵业")
    assert (again.status, wrong.status, list(wrong["errors"])) == (422, 422, ["code"])
    assert "末位为校验码" in wrong["detail"]
    assert reporter.post(f"/units/{city.west.pk}/firms", code=code(2), name="外区企业").status == 403
    assert [row["code"] for row in reporter.get("/firms", words="泵")["rows"]] == [code(1)]


def test_a_firm_moves_only_where_the_right_reaches(city, person, caller):
    firm = firm_at(city.town, 1)
    east, whole = caller(person("planner", city.east)), caller(person("planner", city.root))
    assert east.patch(f"/firms/{firm.pk}", revision=1, unit_id=city.west.pk).status == 403
    assert east.patch(f"/firms/{firm.pk}", revision=1, name=" ").status == 422
    moved = whole.patch(f"/firms/{firm.pk}", revision=1, unit_id=city.west.pk)
    assert (moved.status, moved["unit_id"]) == (200, city.west.pk)


def test_figures_of_firms_are_entered_row_by_row(city, person, caller):
    firm_at(city.town, 1)
    firm_at(city.west, 2)
    reporter = caller(person("planner", city.east))

    def row(number, measure="税收", value="12.50"):
        return {"code": code(number), "year": 2024, "measure": measure, "value": value, "unit_of_measure": "万元"}

    told = reporter._send("post", f"/units/{city.east.pk}/firm-figures", [row(1), row(1), row(2), row(1, "亩 均")])
    assert [each["result"] for each in told.body] == ["new", "refused", "refused", "refused"]
    told = reporter._send("post", f"/units/{city.east.pk}/firm-figures", [row(1), row(1, "用地", "8")])
    assert [each["result"] for each in told.body] == ["same", "new"]
    told = reporter._send("post", f"/units/{city.east.pk}/firm-figures", [row(1, value="13")])
    assert told.body[0]["result"] == "changed"
    figures = reporter.get("/firm-figures", measure="税收")["rows"]
    assert [figure["value"] for figure in figures] == ["13"]


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("name", {"name": " "}),
        ("stock_id", {"name": "新名单", "stock": 1}),
        ("added_id", {"name": "新名单", "added": 0}),
    ],
)
def test_a_roster_feeds_a_stock_and_a_flow_and_has_a_name(city, keeper, indicators, field, body):
    values = {"name": body["name"]}
    values |= {f"{kind}_id": indicators[body[kind]].pk for kind in ("stock", "added") if kind in body}
    answer = keeper.post(f"/units/{city.planning.pk}/rosters", **values)
    assert (answer.status, list(answer["errors"])) == (422, [field])


def test_a_firm_enters_is_examined_again_and_leaves(city, keeper, roster):
    firm = firm_at(city.east, 1)
    path = f"/rosters/{roster.pk}/standings"
    entered = keeper.post(path, firm_id=firm.pk, on="2022-06-01", basis="云科发〔2022〕6号")
    assert (entered.status, entered["left_on"]) == (201, None)
    assert keeper.post(path, firm_id=firm.pk, on="2024-01-01").status == 422
    assert keeper.post(path, firm_id=firm.pk, on="2025-07-02").status == 422
    due = keeper.get("/roster-examinations", until="2025-06-01").body
    assert [(row["standing"]["id"], row["due_on"]) for row in due] == [(entered["id"], "2025-06-01")]
    assert keeper.get("/roster-examinations", until="2025-05-31").body == []
    examined = keeper.post(
        f"/standings/{entered['id']}/examine", revision=entered["revision"], on="2025-06-01", passed=True
    )
    assert (examined["examined_on"], examined["left_on"]) == ("2025-06-01", None)
    assert keeper.get("/roster-examinations", until="2028-05-31").body == []
    left = keeper.post(
        f"/standings/{entered['id']}/leave", revision=examined["revision"], on="2025-06-30", because="迁出本市"
    )
    assert (left["left_on"], left["left_because"]) == ("2025-06-30", "迁出本市")
    again = keeper.post(f"/standings/{entered['id']}/leave", revision=left["revision"], on="2025-07-01", because="再次")
    assert again.status == 409
    assert keeper.post(path, firm_id=firm.pk, on="2025-06-30").status == 201


def test_who_fails_the_examination_leaves(city, keeper, roster):
    row = stay(roster, firm_at(city.east, 1), date(2022, 6, 1))
    early = keeper.post(f"/standings/{row.pk}/examine", revision=1, on="2022-05-01", passed=False)
    assert early.status == 422
    failed = keeper.post(f"/standings/{row.pk}/examine", revision=1, on="2025-06-01", passed=False)
    assert (failed["left_on"], failed["left_because"]) == ("2025-06-01", "复核未通过")


def test_a_firm_climbs_to_a_higher_rung_of_the_same_ladder_only(city, keeper, roster):
    lower = made(Roster(unit=city.planning, name="科技型中小企业", ladder="科技", rank=1))
    other = made(Roster(unit=city.planning, name="上市后备企业", ladder="上市", rank=9))
    row = stay(lower, firm_at(city.east, 1), date(2024, 1, 1))
    assert keeper.post(f"/standings/{row.pk}/climb", revision=1, to=other.pk, on="2025-05-01").status == 422
    assert keeper.post(f"/standings/{row.pk}/climb", revision=1, to=lower.pk, on="2025-05-01").status == 422
    climbed = keeper.post(f"/standings/{row.pk}/climb", revision=1, to=roster.pk, on="2025-05-01")
    assert (climbed.status, climbed["roster_id"]) == (201, roster.pk)
    row.refresh_from_db()
    assert (row.left_on, row.left_because) == (date(2025, 5, 1), "晋级：高新技术企业")
    kept = stay(lower, firm_at(city.east, 2), date(2024, 1, 1))
    keeper.post(f"/standings/{kept.pk}/climb", revision=1, to=roster.pk, on="2025-05-01", stays=True)
    kept.refresh_from_db()
    assert kept.left_on is None
    assert {row["name"]: row["standing_now"] for row in keeper.get("/rosters", ladder="科技")["rows"]} == {
        "高新技术企业": 2,
        "科技型中小企业": 1,
    }


def test_a_list_is_taken_row_by_row_and_one_refused_stops_no_other(city, keeper, roster):
    known = firm_at(city.east, 1)
    stay(roster, known, date(2024, 1, 1))

    def row(number, on="2025-03-01", **more):
        return {"code": code(number), "entered_on": on, **more}

    rows = [
        row(1, on="2024-01-01"),
        row(2, name="云澜新材", unit_id=city.town.pk),
        row(2, name="云澜新材", unit_id=city.town.pk),
        row(3, name="无处企业"),
        row(4, unit_id=city.west.pk),
        row(5, name="未来企业", unit_id=city.west.pk, on="2026-01-01"),
        {"code": "91990100", "entered_on": "2025-03-01", "name": "错码企业", "unit_id": city.west.pk},
    ]
    told = keeper._send("post", f"/rosters/{roster.pk}/rows", rows).body
    assert [each["result"] for each in told] == ["same", "new", *["refused"] * 5]
    assert [each["row"] for each in told] == [1, 2, 3, 4, 5, 6, 7]
    assert Firm.objects.count() == 2
    assert Standing.objects.filter(roster=roster, left_on=None).count() == 2
    again = keeper._send("post", f"/rosters/{roster.pk}/rows", rows[:2]).body
    assert [each["result"] for each in again] == ["same", "same"]


def test_a_stranger_keeps_no_roster_of_others(city, roster, person, caller, today):
    west = caller(person("planner", city.west))
    assert west.post(f"/rosters/{roster.pk}/standings", firm_id=firm_at(city.west, 1).pk, on="2025-01-01").status == 403
    assert caller(person("reporter", city.west)).get(f"/rosters/{roster.pk}/counts", period="2025-06").status == 404


def test_newcomers_are_not_the_change_of_the_stock(city, roster, today):
    """Of four firms two came this year, one lapsed and one lapsed and came back: stock 3 → 3, newcomers 2."""
    stay(roster, firm_at(city.east, 1), date(2022, 5, 1))
    stay(roster, firm_at(city.east, 2), date(2022, 5, 1), left=date(2025, 5, 1))
    back = firm_at(city.west, 3)
    stay(roster, back, date(2022, 2, 1), left=date(2025, 2, 1))
    stay(roster, back, date(2025, 4, 1))
    stay(roster, firm_at(city.west, 4), date(2025, 3, 1))
    stay(roster, firm_at(city.town, 5), date(2025, 6, 30), left=date(2025, 7, 1))
    assert (stock_at(roster, date(2024, 12, 31)), stock_at(roster, date(2025, 6, 30))) == (3, 4)
    assert added_in(roster, period_of("2025H1")) == 2
    assert added_in(roster, period_of("2025Q2")) == 2  # by the quarter he who came back was away at its beginning
    assert stock_at(roster, date(2025, 7, 1)) == 3


def test_counts_are_told_by_district_town_and_in_total(city, keeper, roster):
    stay(roster, firm_at(city.east, 1), date(2024, 5, 1))
    stay(roster, firm_at(city.town, 2), date(2025, 6, 5))
    told = keeper.get(f"/rosters/{roster.pk}/counts", period="2025-06").body
    assert {row["unit"]["name"]: (row["stock"], row["added"], row["added_so_far"]) for row in told} == {
        "发展和改革委员会": (2, 1, 1),
        "青汀区": (2, 1, 1),
        "临砚镇": (1, 1, 1),
        "石陂县": (0, 0, 0),
    }
    assert keeper.get(f"/rosters/{roster.pk}/counts", period="2025-07").status == 422
    assert keeper.get(f"/rosters/{roster.pk}/counts", period="2025-01/2025-05").status == 422
    assert keeper.get(f"/rosters/{roster.pk}/counts", period="昨天").status == 422


def test_counts_become_observations_that_a_reviewer_has_to_accept(city, keeper, roster, indicators):
    stay(roster, firm_at(city.east, 1), date(2025, 6, 5))
    fed = keeper.post(f"/rosters/{roster.pk}/counts", period="2025-06")
    assert {row["result"] for row in fed.body} == {"new"}
    stock, added = (
        Observation.objects.get(unit=city.east, indicator=indicator, period="2025-06") for indicator in indicators
    )
    assert (stock.value, stock.cumulative, stock.state, stock.origin) == (1, None, "entered", {"roster": roster.pk})
    assert (added.value, added.cumulative) == (1, 1)
    again = keeper.post(f"/rosters/{roster.pk}/counts", period="2025-06")
    assert {row["result"] for row in again.body} == {"same"}


def test_a_count_that_changed_after_it_was_accepted_becomes_a_correction(city, keeper, roster, indicators):
    stay(roster, firm_at(city.east, 1), date(2025, 6, 5))
    keeper.post(f"/rosters/{roster.pk}/counts", period="2025-06")
    for row in Observation.objects.all():
        Observation.objects.filter(pk=row.pk).update(state="accepted", accepted_at=row.entered_at, accepted_by=1)
    stay(roster, firm_at(city.east, 2), date(2025, 6, 6))
    keeper.post(f"/rosters/{roster.pk}/counts", period="2025-06")
    old, new = Observation.objects.filter(unit=city.east, indicator=indicators[0]).order_by("pk")
    assert (old.value, old.state, old.current) == (1, "accepted", True)
    assert (new.value, new.state, new.replaces, new.reason) == (2, "entered", old, "名单变动后重新计数")


def test_the_clock_counts_the_months_of_the_year_and_only_what_changed(city, roster, today):
    stay(roster, firm_at(city.east, 1), date(2025, 6, 5))
    assert count_all() == 6
    assert count_all() == 0
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.actor) == ("roster.keep", 0)
    assert Observation.objects.get(unit=city.planning, indicator=roster.stock, period="2025-06").value == 1
    assert Observation.objects.filter(period="2025-07").count() == 0


days = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@st.composite
def histories(draw):
    """Stays of some firms, none of which overlap."""
    found = []
    for firm in range(draw(st.integers(0, 6))):
        marks = sorted(set(draw(st.lists(days, max_size=6))))
        pairs = [tuple(marks[i : i + 2]) for i in range(0, len(marks), 2)]
        found += [Stay(firm, "1/", pair[0], pair[1] if len(pair) == 2 else None) for pair in pairs]
    return found


@given(histories())
def test_the_stock_is_what_it_was_with_newcomers_and_without_leavers(stays):
    start, end = date(2024, 1, 1), date(2024, 12, 31)
    before = {stay.firm for stay in standing_at(stays, date(2023, 12, 31))}
    after = {stay.firm for stay in standing_at(stays, end)}
    newcomers = {stay.firm for stay in came(stays, start, end)}
    assert newcomers.isdisjoint(before)
    assert after - before <= newcomers
    assert len(newcomers) == len(came(stays, start, end))
