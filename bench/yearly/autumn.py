"""The autumn before: units say by a form what they reached and propose; the values are balanced, then approved."""

from decimal import Decimal
from typing import Any

from yearly.cast import Year

BUDGET, JOBS = "budget_revenue.general_public", "employment.urban_new"
INDUSTRY, RETAIL = "value_added.industry.above_threshold", "retail_sales"
# unit, then of each row: months 1 to 9, the estimate of the year, the proposal for next year.
ASKED = {
    "YL-QT": (("23.17", "30.1", "31.8"), ("0.83", "1.13", "1.1"), ("9.1", "9.3", "9.0")),
    "YL-SP": (("10.82", "14.3", "14.7"), ("0.41", "0.56", "0.55"), ("6.1", "6.2", "7.0")),
    "YL-GXQ": (("11.73", "15.4", "16.4"), ("0.51", "0.69", "0.7"), ("10.6", "10.5", "10.5")),
}
COLUMNS = ("so_far", "estimate", "proposed")
REASON, BASIS = "按近三年平均增速安排", "区县统计、财政部门测算"
# The city's own: indicator, measure, comparator, months 1 to 9, estimate, proposal, balanced, why another.
CITY = (
    (BUDGET, "level", "=", "90.3", "118.0", "124.1", "124.1", ""),
    (JOBS, "level", ">=", "3.31", "4.3", "4.2", "4.2", ""),
    (INDUSTRY, "growth", "~", "8.7", "8.8", "8.6", "8.5", "与全省预期目标衔接"),
    (RETAIL, "growth", ">=", "6.2", "6.5", "6.0", "6.0", ""),
)
SHIPI = "14.9"  # what the bureau balances the county's 14.7 to


def collect(year: Year) -> None:
    """Open the plan, ask by the autumn form, take the returns in, propose for the city itself."""
    planner = year["planner"]
    year.plan = planner.post("/plans", unit_id=year.units["YL"], year=2025)["id"]
    form = planner.post(f"/units/{year.units['YL']}/forms", **_form(year))
    made = planner.post(f"/forms/{form['id']}/schedule", year=2024)
    year.tell(f"plan of 2025 opened; the autumn form asks {made['count']} units")
    for unit, rows in ASKED.items():
        _answer(year, form["id"], unit, rows)
    year.tell(f"{len(ASKED)} autumn forms came in and were accepted; the proposals stand beside the plan")
    for indicator, measure, comparator, so_far, estimate, proposed, *_ in CITY:
        planner.post(
            f"/plans/{year.plan}/proposals",
            unit_id=year.units["YL"],
            indicator_id=year.indicators[indicator],
            measure=measure,
            comparator=comparator,
            so_far=so_far,
            so_far_to="2024-01/2024-09",
            estimate=estimate,
            proposed=proposed,
            reason=REASON,
            basis="市级部门测算",
        )
    year.tell(f"{len(CITY)} values proposed for the city itself")


def _form(year: Year) -> dict[str, Any]:
    rows = ((BUDGET, "level"), (JOBS, "level"), (INDUSTRY, "growth"))
    return {
        "name": "2025年计划指标建议表",
        "kind": "autumn",
        "plan_id": year.plan,
        "period_type": "quarter",
        "columns": [*COLUMNS, "reason", "basis"],
        "starts_on": "2024-07-01",
        "due_days": 31,
        "rows": [
            {"indicator": year.indicators[code], "position": place, "measure": measure}
            for place, (code, measure) in enumerate(rows, 1)
        ],
        "units": [{"unit": year.units[code]} for code in ASKED],
    }


def _answer(year: Year, form: int, unit: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """One unit fills its form in and submits it; the reviewer accepts it."""
    who, reviewer = year.speaker(unit), year["reviewer"]
    filed = who.one("/returns", form=form, unit=year.units[unit])
    cells = [
        {"position": place, "column": column, "value": value, "revision": 0}
        for place, numbers in enumerate(rows, 1)
        for column, value in zip((*COLUMNS, "reason", "basis"), (*numbers, REASON, BASIS), strict=True)
    ]
    filled = who.post(f"/returns/{filed['id']}/cells", cells=cells)["filed"]
    sent = who.post(f"/returns/{filed['id']}/submit", revision=filled["revision"])
    reviewer.post(f"/returns/{filed['id']}/accept", revision=sent["revision"])


def balance(year: Year) -> None:
    """The bureau balances each value beside the unit's; a leader approves them; the city's become targets."""
    planner, leader = year["planner"], year["leader"]
    table = planner.get(f"/plans/{year.plan}/proposals/table")
    rows = planner.rows(f"/plans/{year.plan}/proposals")
    seen = []
    for row in rows:
        value, reason = _balanced(year, row)
        if reason:
            planner.refused(422, "POST", f"/proposals/{row['id']}/balance", revision=row["revision"], value=value)
        body = {"revision": row["revision"], "value": value, "reason": reason}
        done = planner.post(f"/proposals/{row['id']}/balance", **body)
        seen.append({"id": done["id"], "revision": done["revision"]})
    stale = [*seen[1:], {"id": rows[0]["id"], "revision": rows[0]["revision"]}]
    planner.refused(403, "POST", f"/plans/{year.plan}/proposals/approve", rows=seen)
    leader.refused(409, "POST", f"/plans/{year.plan}/proposals/approve", rows=stale)
    approved = leader.post(f"/plans/{year.plan}/proposals/approve", rows=seen)
    made = planner.post(f"/plan-versions/{year.draft['id']}/targets/from-proposals")
    fits = [row["indicator"]["code"] for row in table if (row["proposed"]["sum"] or {}).get("fits")]
    year.tell(
        f"{len(rows)} values balanced, {len(approved)} approved by the leader, {len(made)} of the city made targets; "
        f"what the units proposed adds up for {', '.join(fits) or 'none'} of {len(table)}"
    )


def _balanced(year: Year, row: dict[str, Any]) -> tuple[str, str]:
    """The bureau's value, and why it is another."""
    code, unit = row["indicator"]["code"], year.unit_codes[row["unit"]["id"]]
    if unit == "YL":
        return next((balanced, why) for name, *_, balanced, why in CITY if name == code)
    if (unit, code) == ("YL-SP", BUDGET):
        return SHIPI, "与全市收入目标衔接，增速按4%左右安排"
    return str(Decimal(row["proposed"])), ""
