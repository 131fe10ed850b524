"""One thing of every kind that an action is done to, all at one district: what the table of rights is tried on.

The rows are made as the server itself, past the actions, so that each is in the state in which its action is asked for.
"""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Grant, Region, Role, Token, Unit, User
from taizhang.server.documents.jobs import read
from taizhang.server.documents.models import Document, Fact, Finding, Reading, Statement
from taizhang.server.hooks.models import Hook
from taizhang.server.jobs.queue import enqueue_for
from taizhang.server.ledger.models import (
    Breakdown,
    Extension,
    Firm,
    Indicator,
    Observation,
    Opinion,
    Plan,
    PlanVersion,
    Programme,
    Proposal,
    Roster,
    Scorecard,
    ScorecardRun,
    Target,
    Task,
    TaskReport,
)
from taizhang.server.lib import clock
from taizhang.server.returns.models import Form, FormRow, FormUnit, Import, Return


@dataclass(frozen=True)
class World:
    """The tree (root, the district and one beside it, a town below it) and the things, each by its kind."""

    root: Unit
    east: Unit
    west: Unit
    town: Unit
    things: SimpleNamespace


def build(made):
    """Make the world; `made` saves a row."""
    city = made(Region(code="990100", name="云澜市", level="prefecture"))
    place = made(Region(code="990102", name="青汀区", level="county", parent=city))

    def unit(code, name, kind, parent=None):
        return made(Unit(region=place if parent else city, parent=parent, code=code, name=name, kind=kind))

    root = unit("YL", "云澜市人民政府", "government")
    east = unit("YL-QT", "青汀区", "district", root)
    west = unit("YL-SP", "石陂县", "district", root)
    town = unit("YL-QT-LY", "临砚镇", "town", east)
    author = made(User(username="author", display_name="作者", unit=east))
    things = SimpleNamespace(author=author, region=place)
    add_papers(made, things, east, place)
    add_plan(made, things, east, place)
    add_work(made, things, east, place)
    add_returns(made, things, east, place)
    return World(root, east, west, town, things)


def add_papers(made, things, east, place):
    now = clock.now()
    things.document = made(
        Document(
            unit=east,
            region=place,
            name="计划.txt",
            sha256="0" * 64,
            size=9,
            uploaded_at=now,
            state="read",
            openness="proactive",
        )
    )
    things.reading = made(
        Reading(
            document=things.document,
            reader="0",
            read_at=now,
            format="txt",
            text="增长5.5%。",
            metadata={},
            outline=[],
            tables=[],
        )
    )
    row = {"start": 2, "end": 6, "text": "5.5%", "label": "measure", "value": "5.5", "unit": "%", "status": "target"}
    sentence = {"sentence_start": 0, "sentence_end": 7}
    clause = {"clause_start": 0, "clause_end": 6}
    things.fact = made(
        Fact(reading=things.reading, start=2, end=6, label="measure", certainty="sure", row=row, **sentence, **clause)
    )
    things.statement = made(
        Statement(reading=things.reading, kind="task", start=0, end=7, text="增长5.5%。", row={}, **sentence)
    )
    things.finding = made(Finding(unit=east, check_id="target_missed", severity="high", key="k", row={}, found_at=now))
    things.closing = made(
        Finding(unit=east, check_id="target_missed", severity="high", key="l", row={}, found_at=now, state="explained")
    )


def add_plan(made, things, east, place):
    indicator = made(
        Indicator(code="grain.output", name="粮食产量", unit_of_measure="万吨", nature="flow", adds_up=True)
    )
    things.indicator = indicator
    things.own_indicator = made(
        Indicator(code="990102.x", name="特色产量", unit=east, region=place, unit_of_measure="万吨", nature="flow")
    )
    plan = made(Plan(region=place, unit=east, year=2025, title="2025年计划", state="drafting"))
    version = made(PlanVersion(plan=plan, number=1))
    target = {
        "indicator": indicator,
        "measure": "level",
        "comparator": ">=",
        "value": 9,
        "unit_of_measure": "万吨",
        "due": "2025",
    }
    things.plan, things.version = plan, version
    things.target = made(Target(version=version, line=1, **target))
    things.issued_plan = made(Plan(region=place, unit=east, year=2024, title="2024年计划", state="issued"))
    issued = made(PlanVersion(plan=things.issued_plan, number=1, state="issued"))
    things.issued_version = issued
    things.issued_target = made(Target(version=issued, line=1, **target | {"due": "2024"}))
    things.adjustment = made(
        PlanVersion(plan=things.issued_plan, number=2, base=issued, kind="plan", state="proposed", reason="调整")
    )
    things.breakdown = made(Breakdown(target=things.issued_target))
    things.opinion = made(Opinion(plan=plan, stage="consultation", unit=east, asked_at=clock.now()))
    things.given = made(
        Opinion(
            plan=plan,
            stage="consultation",
            unit=east,
            asked_at=clock.now(),
            state="given",
            opinion="建议调低",
            article="二",
        )
    )
    things.proposal = made(Proposal(plan=plan, unit=east, indicator=indicator, measure="level", proposed=9))
    things.balanced = made(
        Proposal(plan=plan, unit=east, indicator=things.own_indicator, measure="level", proposed=9, balanced=8)
    )


def add_work(made, things, east, place):
    now = clock.now()
    things.task = made(
        Task(
            version=things.issued_version,
            plan=things.issued_plan,
            line=1,
            unit=east,
            title="建学校",
            deadline=date(2099, 1, 1),
        )
    )
    things.task_report = made(
        TaskReport(task=things.task, reporter=east, step="start", words="已启动", on=clock.today(), at=now)
    )
    things.other_task = made(
        Task(
            version=things.issued_version,
            plan=things.issued_plan,
            line=2,
            unit=east,
            title="建医院",
            deadline=date(2099, 1, 1),
        )
    )
    things.extension = made(Extension(task=things.task, to_day=date(2099, 6, 1), reason="征地", at=now))
    things.programme = made(Programme(unit=east, name="千项技改"))
    figure = {"region": place, "unit": east, "indicator": things.indicator, "period_type": "year", "entered_at": now}
    things.observation = made(Observation(period="2023", period_end=date(2023, 12, 31), value=8, **figure))
    things.accepted = made(
        Observation(period="2022", period_end=date(2022, 12, 31), value=7, state="accepted", accepted_at=now, **figure)
    )
    things.roster = made(Roster(unit=east, name="瞪羚企业"))
    things.firm = made(Firm(code="91990100MA00000000", name="云澜一厂", region=place, unit=east))
    things.scorecard = made(Scorecard(unit=east, name="考核", subjects="units", rules={"items": []}))
    things.scored = made(ScorecardRun(scorecard=things.scorecard, period="2024", at=now, results={}))
    things.job = enqueue_for(Actor(things.author), east, read, document=things.document.pk)


def add_returns(made, things, east, place):
    now, soon = clock.now(), date(2099, 1, 1)
    things.form = made(
        Form(
            unit=east,
            region=place,
            name="月报",
            period_type="month",
            columns=["value"],
            starts_on=date(2025, 1, 1),
            due_days=9,
        )
    )
    made(FormRow(form=things.form, indicator=things.indicator, position=1))
    made(FormUnit(form=things.form, reporter=east))
    shell = {"form": things.form, "unit": east, "opens_on": date(2025, 1, 1), "due_on": soon, "vintage": "flash"}
    things.filed = made(Return(period="2025-01", period_end=date(2025, 1, 31), state="due", **shell))
    things.submitted = made(
        Return(
            period="2025-02", period_end=date(2025, 2, 28), state="submitted", submitted_at=now, complete=True, **shell
        )
    )
    things.locked = made(
        Return(period="2025-03", period_end=date(2025, 3, 31), state="due", locked=True, lock="hand", **shell)
    )
    things.dropped = made(Import(unit=east, name="a.xlsx", sha256="1" * 64, channel="api", at=now, state="done"))
    things.hook = made(Hook(unit=east, name="推送", url="http://127.0.0.1:9/", secret="s", actions=["*"]))
    things.grant = made(Grant(user=things.author, unit=east, role=Role.REPORTER))
    things.token = made(Token(user=things.author, name="程序", prefix="tz_", hash="2" * 64, scopes=["read"]))
