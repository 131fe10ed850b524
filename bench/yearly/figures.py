"""The city's own figures: who owns them, those of last year, editions of one figure, a correction, the year's end."""

from typing import Any

from yearly.autumn import BUDGET, INDUSTRY, JOBS, RETAIL
from yearly.cast import Year
from yearly.dealing import INVESTMENT
from yearly.months import PLACES, so_far

GDP = "gdp"
OWNED = {GDP: "YL-TJ", INDUSTRY: "YL-TJ"}
# Results of 2025 as they are known in January: indicator, value (of investment from abroad 万美元), growth in per cent.
RESULTS = (
    (GDP, "1749.6", "5.4"),
    (INDUSTRY, "", "8.6"),
    (INVESTMENT, "", "6.2"),
    (RETAIL, "664.0", "6.3"),
    ("trade.total", "215.6", "3.4"),
    ("fdi.actual", "36000", "5.9"),
    (BUDGET, "124.5", "5.3"),
    ("income.per_capita", "38920", "5.6"),
    ("income.urban_per_capita", "53105", "5.0"),
    ("income.rural_per_capita", "29219", "6.7"),
    (JOBS, "4.28", ""),
    ("unemployment.surveyed", "5.1", ""),
    ("prices.consumer", "", "0.2"),
    ("air.pm25", "35.5", ""),
    ("air.good_days_rate", "76.2", ""),
    ("grain.output", "119.9", "0.5"),
)


def own(year: Year) -> None:
    """Say who releases what: only what that unit released may be quoted."""
    planner = year["planner"]
    for code, unit in OWNED.items():
        row = planner.get(f"/indicators/{year.indicators[code]}")
        planner.patch(f"/indicators/{row['id']}", revision=row["revision"], authority_id=year.units[unit])
    year.tell(f"{len(OWNED)} indicators have their authority")


def last_year(year: Year) -> None:
    """The revenue of the three places in 2024, month by month, entered in bulk; accepted by another person."""
    for unit in PLACES:
        figures = [
            {
                "unit_id": year.units[unit],
                "indicator": BUDGET,
                "period": f"2024-01/2024-{month:02d}",
                "value": str(so_far(unit, BUDGET, 2024, month)),
                "vintage": "final",
            }
            for month in range(1, 13)
        ]
        _bulk(year, unit, figures)
    rows = [
        row for unit in PLACES for row in year["reviewer"].rows("/observations", state="entered", unit=year.units[unit])
    ]
    accept(year, rows)
    year.tell(f"revenue of 2024 entered in bulk for {len(PLACES)} places: {len(rows)} figures accepted")


def _bulk(year: Year, unit: str, figures: list[dict[str, Any]]) -> None:
    done = year.speaker(unit).post("/observations/bulk", figures=figures)
    if {each["result"] for each in done} != {"new"}:
        raise AssertionError(f"all should be new: {done}")


def accept(year: Year, rows: list[dict[str, Any]]) -> None:
    """Accept many figures; each has to be accepted."""
    body = {"rows": [{"id": row["id"], "revision": row["revision"]} for row in rows]}
    told = year["reviewer"].post("/observations/accept", **body)
    if {each["result"] for each in told} != {"accepted"}:
        raise AssertionError(f"all should be accepted: {told}")


def edition(year: Year, vintage: str, value: str, growth: str) -> None:
    """A later edition of the city's product of 2024, entered by the bureau that owns it, beside the earlier one."""
    body = {"unit_id": year.units["YL"], "indicator": GDP, "period": "2024", "vintage": vintage}
    row = year["tongji"].post("/observations", **body, value=value, growth=growth)
    year["tongji"].refused(403, "POST", f"/observations/{row['id']}/accept", revision=row["revision"])
    year["reviewer"].post(f"/observations/{row['id']}/accept", revision=row["revision"])
    history = year["planner"].get(f"/observations/{row['id']}/history")
    said = " → ".join(f"{each['vintage']} {each['value']}" for each in history)
    year.tell(f"product of 2024, edition by edition: {said}")


def correct(year: Year) -> None:
    """A figure that was accepted is corrected by one and accepted by another; the old one stays."""
    body = {"unit": year.units["YL"], "indicator": RETAIL, "period": "2025-06", "current": True}
    row = year["reviewer"].one("/observations", **body)
    made = year["reviewer"].post(
        f"/observations/{row['id']}/correct",
        revision=row["revision"],
        cumulative="317.9",
        cumulative_growth="6.5",
        why="上半年数据按统计局核定数更正",
    )
    year["reviewer"].refused(403, "POST", f"/observations/{made['id']}/accept", revision=made["revision"])
    year["second"].post(f"/observations/{made['id']}/accept", revision=made["revision"])
    year.tell(f"retail sales to June corrected: {row['cumulative']} → {made['cumulative']}, the old figure stays")


def end_of_year(year: Year) -> None:
    """What was reached in 2025, as it is known in January: entered in bulk by the bureau, accepted by the reviewer."""
    figures = [
        {"unit_id": year.units["YL"], "indicator": code, "period": "2025"}
        | ({"value": value} if value else {})
        | ({"growth": growth} if growth else {})
        for code, value, growth in RESULTS
    ]
    done = year["tongji"].post("/observations/bulk", figures=figures)
    accept(year, done)
    year.tell(f"{len(done)} results of the year entered in bulk and accepted")
