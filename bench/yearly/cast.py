"""The city as its people find it: units by code, people at their tokens, indicators by code; and what day it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from yearly.calling import Caller, Line
from yearly.signing import signed_in

DEMO_PASSWORD = "yunlan-2025-demo"
FIRST, OWN = "初次-见面-2025", "云澜-岁末-盘点-2025"
# Who is there already by `taizhang admin load --demo`.
REPORTING = ("reporter", "shipi", "gaoxin", "shangwu", "gongxin")
THERE = ("admin", "planner", "reviewer", "leader", "auditor", "qingting", "shibei", *REPORTING)
BUREAUS = ("YL-KJ", "YL-ZJ", "YL-NY", "YL-ST", "YL-RS", "YL-JY")
# user name, what the person is called, unit of work, roles as role@unit: made by the administrator.
MORE = (
    ("second", "吴复核", "YL", "reviewer@YL"),
    ("tongji", "统计填报", "YL-TJ", "reporter@YL-TJ reviewer@YL-TJ reporter@YL"),
    ("tonghao", "同号填报", "YL-QT", "reporter@YL-QT"),
    ("fagai", "发改填报", "YL-FG", "reporter@YL-FG"),
    ("bumen", "部门联络", "YL-FG", " ".join(f"reporter@{unit}" for unit in BUREAUS)),
)
SPEAKERS = {
    "YL-QT": "reporter",
    "YL-SP": "shipi",
    "YL-GXQ": "gaoxin",
    "YL-SW": "shangwu",
    "YL-GX": "gongxin",
    "YL-FG": "fagai",
    **dict.fromkeys(BUREAUS, "bumen"),
}


@dataclass
class Year:
    """The year under way: who calls, what stands where, what was done."""

    line: Line
    people: dict[str, Caller] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    plan: int = 0
    form: int = 0
    day: date | None = None
    told: list[str] = field(default_factory=list)
    rows: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Caller:
        return self.people[name]

    @cached_property
    def units(self) -> dict[str, int]:
        """The ids of the units by their codes."""
        return {row["code"]: row["id"] for row in self["admin"].rows("/units")}

    @cached_property
    def unit_codes(self) -> dict[int, str]:
        """The codes of the units by their ids."""
        return {key: code for code, key in self.units.items()}

    @cached_property
    def indicators(self) -> dict[str, int]:
        """The ids of the indicators by their codes."""
        return {row["code"]: row["id"] for row in self["planner"].rows("/indicators")}

    @property
    def draft(self) -> dict[str, Any]:
        """The version of the plan that is drafted."""
        return self.version("draft")

    def version(self, state: str) -> dict[str, Any]:
        """The version of the plan in a state."""
        rows = self["planner"].rows(f"/plans/{self.plan}/versions")
        return next(row for row in rows if row["state"] == state)

    def speaker(self, unit: str) -> Caller:
        """Who reports for a unit."""
        return self[SPEAKERS[unit]]

    def on(self, day: str) -> None:
        """Let it be that day for the ledger."""
        self["admin"].put("/trial/day", day=day)
        self.day = date.fromisoformat(day)

    def tell(self, what: str) -> None:
        """Say what was done."""
        line = f"{self.day.isoformat() if self.day else '':10}  {what}"
        self.told.append(line)
        print(line, flush=True)


def gather(line: Line, keys: dict[str, str]) -> Year:
    """The people at their tokens: those named in `keys`, others by signing in; who is not there yet is made."""
    year = Year(line)
    for name in THERE:
        year.people[name] = known(line, name, keys[name]) if name in keys else signed_in(line, name, DEMO_PASSWORD)
    admin = year["admin"]
    there = {row["username"]: row["id"] for row in admin.rows("/people")}
    for name, called, unit, roles in MORE:
        if name in keys:
            year.people[name] = known(line, name, keys[name])
        elif name not in there:
            make(year, name, called, unit, roles.split())
            year.people[name] = signed_in(line, name, FIRST, new_password=OWN)
        else:
            year.people[name] = signed_in(line, name, OWN)
    return year


def make(year: Year, name: str, called: str, unit: str, roles: Iterable[str]) -> None:
    """Somebody new, with roles at units."""
    admin = year["admin"]
    who = admin.post(f"/units/{year.units[unit]}/people", username=name, display_name=called, password=FIRST)
    for role in roles:
        kind, _, at = role.partition("@")
        admin.post(f"/people/{who['id']}/grants", unit_id=year.units[at], role=kind)


def known(line: Line, name: str, key: str) -> Caller:
    """Somebody whose token is given."""
    caller = Caller(name, line, key)
    caller.id = caller.get("/me")["id"]
    return caller
