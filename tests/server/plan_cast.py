"""The people of a planning office at their callers, indicators, documents, and a plan brought to any state."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

import pytest

from server.cast import City, made
from taizhang.server.accounts.models import Grant
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import PLAN, Indicator, Plan
from taizhang.server.lib import clock

DOCUMENTS = count(1)


@dataclass
class Office:
    """A planning office: callers by role, indicators by code, and the way to a plan in any state."""

    city: City
    planner: object
    second: object
    leader: object
    administrator: object
    gdp: Indicator
    firms: Indicator
    jobless: Indicator
    at: Callable  # at("reporter", unit) is one who calls with that role there
    both: object  # one who is planner and leader of the government

    def document(self, unit=None, title="文件"):
        number = next(DOCUMENTS)
        unit = unit or self.city.root
        digest = sha256(str(number).encode()).hexdigest()
        row = Document(
            unit=unit, region=unit.region, name=f"{number}.txt", title=title, sha256=digest, size=1, state="read"
        )
        row.uploaded_at = clock.now()
        return made(row).pk

    def open(self, year=2025, unit=None):
        answer = self.planner.post("/plans", unit_id=(unit or self.city.root).pk, year=year)
        assert answer.status == 201, answer.body
        return Plan.objects.get(pk=answer["id"])

    def version(self, plan):
        rows = self.planner.get(f"/plans/{plan.pk}/versions")["rows"]
        return next((row for row in rows if row["state"] == "issued"), rows[0])

    def target(self, plan, indicator=None, **values):
        usual = {"measure": "level", "comparator": "=", "value": "500", "indicator_id": (indicator or self.gdp).pk}
        return self.planner.post(f"/plan-versions/{self.version(plan)['id']}/targets", **(usual | values))

    def step(self, plan, step, by=None, **values):
        plan.refresh_from_db()
        return (by or self.planner).post(f"/plans/{plan.pk}/steps", step=step, revision=plan.revision, **values)

    def walk(self, plan, until):
        """Take the plan through its steps, with what each wants, until it stands in that state."""
        said = {
            "draft": {},
            "consult": {},
            "meet": {"note": "市政府第1次常务会议"},
            "examine": {"document_id": self.document()},
            "approve": {"note": "市人大决议"},
            "issue": {"document_id": self.document(), "document_number": "云政发〔2025〕3号"},
            "report_half_year": {"document_id": self.document()},
            "close": {},
        }
        for step, values in said.items():
            plan.refresh_from_db()
            if plan.state == until:
                return plan
            if not PLAN.allows(plan.state, step):
                continue
            answer = self.step(plan, step, **values)
            assert answer.status == 200, answer.body
        plan.refresh_from_db()
        assert plan.state == until
        return plan

    def issued(self, year=2025, **target):
        plan = self.open(year)
        answer = self.target(plan, **target)
        assert answer.status == 201, answer.body
        return self.walk(plan, "issued")

    def adjust(self, plan, kind="plan", reason="外部环境变化"):
        return self.planner.post(f"/plans/{plan.pk}/adjustments", kind=kind, reason=reason)

    def adjustment(self, version, step, by=None, **values):
        seen = self.planner.get(f"/plan-versions/{version}")["revision"]
        return (by or self.planner).post(f"/adjustments/{version}/{step}", revision=seen, **values)


def indicator(code, name, unit, nature, **values):
    return made(Indicator(code=code, name=name, unit_of_measure=unit, nature=nature, **values))


@pytest.fixture
def office(city, person, caller):
    gdp = indicator("gdp", "地区生产总值", "亿元", "flow", adds_up=True, real_growth=True)
    user = person("planner", city.root, "planner-and-leader")
    made(Grant(user=user, unit=city.root, role="leader"))
    return Office(
        city,
        at=lambda role, unit: caller(person(role, unit)),
        both=caller(user),
        planner=caller(person("planner", city.root)),
        second=caller(person("planner", city.root, "second-planner")),
        leader=caller(person("leader", city.root)),
        administrator=caller(person("administrator", city.root)),
        gdp=gdp,
        firms=indicator("firms.high_tech", "高新技术企业数", "家", "stock", adds_up=True),
        jobless=indicator("unemployment", "城镇调查失业率", "%", "rate", better="down"),
    )
