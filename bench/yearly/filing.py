"""The monthly form and its twelve months: in time, late, returned, locked, excepted, mistyped, saved by two at once."""

from collections.abc import Callable
from functools import partial

from yearly.cast import Year
from yearly.months import PLACES, ROWS, Cells, Filing, cells, release

DUE, LOCKS = 10, 20  # days after the month
WRONG: Cells = {(1, "value"): "2.77", (1, "cumulative"): "27.25", (1, "cumulative_growth"): "5.9"}
Day = tuple[str, Callable[[Year], None]]


def define(year: Year) -> None:
    """Define the form and make the shells of the year; none is made by hand."""
    planner = year["planner"]
    rows = [
        {"indicator": year.indicators[code], "position": place, "columns": columns, "part_of": whole}
        for place, code, columns, whole in ROWS
    ]
    form = planner.post(
        f"/units/{year.units['YL']}/forms",
        name="主要经济指标月报",
        period_type="month",
        columns=["value", "cumulative", "cumulative_growth"],
        starts_on="2025-01-01",
        due_days=DUE,
        lock_days=LOCKS - DUE,
        rows=rows,
        units=[{"unit": year.units[code]} for code in PLACES],
        instructions="当月数和年初累计数，亿元、万人保留两位小数；次月10日前报送，20日后锁定。",
    )
    year.form = form["id"]
    made = planner.post(f"/forms/{year.form}/schedule", year=2025)
    again = planner.post(f"/forms/{year.form}/schedule", year=2025)
    if (made["count"], again["count"]) != (12 * len(PLACES), 0):
        raise AssertionError(f"36 shells are wanted, once: {made['count']}, {again['count']}")
    year.tell(f"monthly form defined; {made['count']} shells made, none of them twice")


def usual(year: Year, month: int, *units: str) -> None:
    """Units of which nothing is to be told."""
    for unit in units:
        Filing(year, unit, month).usual()


def january(year: Year) -> None:
    """A value of the wrong unit is refused; one ten times off asks for a reason before it can be sent."""
    usual(year, 1, "YL-QT", "YL-GXQ")
    county = Filing(year, "YL-SP", 1)
    wrong = county.body({(1, "value"): "1.42万人", (1, "cumulative"): "1.42"})
    county.who.refused(422, "POST", f"/returns/{county.row['id']}/cells", cells=wrong)
    asked = county.fill(cells("YL-SP", 1) | {(1, "value"): "14.2"})
    codes = sorted({warning["code"] for cell in asked for warning in cell["warnings"]})
    row = county.row
    county.who.refused(422, "POST", f"/returns/{row['id']}/submit", revision=row["revision"])
    county.fill({(1, "value"): "1.42"})
    county.submit()
    county.accept()
    year.tell(f"January: 3 in time; 1.42万人 was refused, 14.2 for 1.42 asked about ({', '.join(codes)}) and put right")


def february(year: Year) -> None:
    """Two in time."""
    usual(year, 2, "YL-SP", "YL-GXQ")
    year.tell("February: 2 in time")


def february_late(year: Year) -> None:
    """One overdue, told by the page of who has not reported, then sent in late."""
    district = Filing(year, "YL-QT", 2)
    district.state("overdue")
    late = year["planner"].get("/returns/late", form=year.form)
    told = [(row["filed"]["unit"]["name"], row["days_late"]) for row in late["rows"]]
    sent = year["planner"].post(f"/forms/{year.form}/remind", period="2025-02", note="请尽快报送")
    unread = district.who.rows("/notices", unread=True)
    district.usual()
    year.tell(f"February: overdue {told}, {sent['notices']} reminded, {len(unread)} notices unread; sent in late")


def march(year: Year) -> None:
    """One types another unit, which is converted and asked about; one is sent back and mended."""
    usual(year, 3, "YL-SP")
    district = Filing(year, "YL-QT", 3)
    asked = district.fill(cells("YL-QT", 3) | {(3, "value"): "1100人"}, value="按人数填报，已核对")
    district.submit()
    district.accept()
    zone = Filing(year, "YL-GXQ", 3)
    zone.fill(cells("YL-GXQ", 3) | {(5, "cumulative_growth"): "7.9"})
    zone.submit()
    zone.send_back("固定资产投资增速与统计部门反馈不一致，请核实")
    zone.state("returned")
    zone.fill({(5, "cumulative_growth"): "9.7"})
    zone.submit()
    zone.accept()
    codes = sorted({warning["code"] for cell in asked for warning in cell["warnings"]})
    year.tell(f"March: 3 in time; 1100人 taken for 0.11 万人 and asked about ({', '.join(codes)}); 1 sent back, mended")


def april(year: Year) -> None:
    """Two people save one cell: the second is told, and overwrites nothing."""
    usual(year, 4, "YL-SP", "YL-GXQ")
    district, other = Filing(year, "YL-QT", 4), year["tonghao"]
    typed = cells("YL-QT", 4)
    place: Cells = {(1, "value"): typed[1, "value"]}
    wrong: Cells = {(1, "value"): "2.39"}
    both_saw = district.body(wrong, other)
    district.fill(place)
    told = other.refused(409, "POST", f"/returns/{district.row['id']}/cells", cells=both_saw)
    district.fill(typed)
    district.submit()
    district.accept()
    year.tell(f"April: 3 in time; two saved one cell: {told['detail'][:40]}…")


def may(year: Year) -> None:
    """Two in time, one nothing."""
    usual(year, 5, "YL-QT", "YL-GXQ")
    year.tell("May: 2 in time")


def may_excepted(year: Year) -> None:
    """Locked and refused, then excepted until a day for a reason."""
    county = Filing(year, "YL-SP", 5)
    row = county.row
    county.who.refused(423, "POST", f"/returns/{row['id']}/cells", cells=county.body(cells("YL-SP", 5)))
    county.who.refused(403, "POST", f"/returns/{row['id']}/exemptions", reason="请开放", until="2025-06-28")
    reason = "财税系统切换，数据推迟"
    year["planner"].post(f"/returns/{row['id']}/exemptions", reason=reason, until="2025-06-28")
    county.usual()
    locked = len(year["planner"].rows("/returns", form=year.form, locked=True))
    year.tell(f"May: 1 locked and refused, excepted until 28 June, sent in; {locked} locked by now")


def june(year: Year) -> None:
    """Two in time for the half-year."""
    usual(year, 6, "YL-QT", "YL-SP")
    year.tell("June: 2 in time")


def june_excepted(year: Year) -> None:
    """Locked; excepted until the 23rd."""
    zone = Filing(year, "YL-GXQ", 6)
    row = zone.row
    zone.who.refused(423, "POST", f"/returns/{row['id']}/cells", cells=zone.body(cells("YL-GXQ", 6)))
    year["planner"].post(f"/returns/{row['id']}/exemptions", reason="统计人员交接", until="2025-07-23")
    zone.fill({(1, "value"): cells("YL-GXQ", 6)[1, "value"]})
    year.tell("June: 1 locked, excepted until 23 July, begun and not finished")


def june_expired(year: Year) -> None:
    """The exception expired by itself; another one was wanted."""
    zone = Filing(year, "YL-GXQ", 6)
    row = zone.row
    zone.who.refused(423, "POST", f"/returns/{row['id']}/cells", cells=zone.body(cells("YL-GXQ", 6)))
    year["planner"].post(f"/returns/{row['id']}/exemptions", reason="统计人员交接，二次开放", until="2025-07-28")
    zone.usual()
    year.tell("June: the exception had expired by itself; excepted again until 28 July, sent in")


def july(year: Year) -> None:
    """Nobody accepts their own entry: who filled in for the county may not accept it."""
    usual(year, 7, "YL-QT", "YL-GXQ")
    county, planner = Filing(year, "YL-SP", 7), year["planner"]
    county.fill(cells("YL-SP", 7), planner)
    county.submit(planner)
    row = county.row
    told = planner.refused(403, "POST", f"/returns/{row['id']}/accept", revision=row["revision"])
    county.accept()
    year.tell(f"July: 3 in time; the planner filled in for the county and may not accept it ({told['code']})")


def august(year: Year) -> None:
    """Blank is not zero: one value is left out with a reason."""
    usual(year, 8, "YL-QT", "YL-SP")
    zone = Filing(year, "YL-GXQ", 8)
    typed = cells("YL-GXQ", 8) | {(5, "cumulative_growth"): ""}
    zone.fill(typed)
    row = zone.row
    zone.who.refused(422, "POST", f"/returns/{row['id']}/submit", revision=row["revision"])
    zone.fill({(5, "cumulative_growth"): ""}, cumulative_growth="统计方法制度调整，本月不发布")
    zone.submit()
    zone.accept()
    year.tell(f"August: 3 in time; 1 value blank with a reason (complete: {zone.row['complete']})")


def september(year: Year) -> None:
    """A period locked by hand, and opened again."""
    usual(year, 9, "YL-QT", "YL-GXQ")
    planner, county = year["planner"], Filing(year, "YL-SP", 9)
    planner.post(f"/forms/{year.form}/locks", period="2025-09", why="三季度数据汇总上报")
    row = county.row
    told = county.who.refused(423, "POST", f"/returns/{row['id']}/cells", cells=county.body(cells("YL-SP", 9)))
    planner.post(f"/forms/{year.form}/locks/release", period="2025-09", why="石陂县数据未报")
    county.usual()
    year.tell(f"September: 3 in time; locked by hand and refused ({told['status']}), released, sent in")


def october(year: Year) -> None:
    """Three in time, one of them wrong and accepted all the same."""
    usual(year, 10, "YL-SP", "YL-GXQ")
    district = Filing(year, "YL-QT", 10)
    district.fill(cells("YL-QT", 10) | WRONG)
    district.submit()
    district.accept()
    year.tell("October: 3 in time")


def october_sent_back(year: Year) -> None:
    """What was accepted is sent back and corrected: the old value stays, and gives way."""
    district = Filing(year, "YL-QT", 10)
    district.send_back("当月数与国库对账差0.05亿元，请更正", until="2025-11-20")
    right = cells("YL-QT", 10)
    district.fill({place: right[place] for place in WRONG})
    district.submit()
    row = district.state("submitted")
    done = year["reviewer"].post(f"/returns/{row['id']}/accept", revision=row["revision"])
    results = {each["name"]: each["result"] for each in done["rows"]}
    year.tell(f"October: 1 sent back after it was accepted, and corrected: {results}")


def whole(year: Year, month: int, name: str) -> None:
    """A month of which nothing is to be told."""
    usual(year, month, *PLACES)
    year.tell(f"{name}: 3 in time")


def released(year: Year, month: int, units: tuple[str, ...] = PLACES) -> None:
    """The authority released its figures of a month."""
    count = release(year, units, month)
    year.tell(f"growth of industry to 2025-{month:02d} released by its authority, {count} accepted")


DAYS: tuple[Day, ...] = (
    ("2025-01-02", define),
    ("2025-02-08", january),
    ("2025-02-18", partial(released, month=1)),
    ("2025-03-10", february),
    ("2025-03-12", february_late),
    ("2025-03-18", partial(released, month=2)),
    ("2025-04-09", march),
    ("2025-04-17", partial(released, month=3)),
    ("2025-05-09", april),
    ("2025-05-19", partial(released, month=4)),
    ("2025-06-10", may),
    ("2025-06-25", may_excepted),
    ("2025-06-27", partial(released, month=5)),
    ("2025-07-09", june),
    ("2025-07-17", partial(released, month=6, units=PLACES[:2])),
    ("2025-07-21", june_excepted),
    ("2025-07-24", june_expired),
    ("2025-07-28", partial(released, month=6, units=PLACES[2:])),
    ("2025-08-08", july),
    ("2025-08-15", partial(released, month=7)),
    ("2025-09-09", august),
    ("2025-09-15", partial(released, month=8)),
    ("2025-10-09", september),
    ("2025-10-20", partial(released, month=9)),
    ("2025-11-07", october),
    ("2025-11-12", october_sent_back),
    ("2025-11-14", partial(released, month=10)),
    ("2025-12-09", partial(whole, month=11, name="November")),
    ("2025-12-15", partial(released, month=11)),
    ("2026-01-09", partial(whole, month=12, name="December")),
    ("2026-01-19", partial(released, month=12)),
)
