"""The city that every sequence sets out from: plans in every state, forms with shells, a document that was read, firms.

All of it is made by the actions themselves, so that its history is a real one.
"""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from server.cast import City, made
from server.sequences.stage import Stage
from server.sequences.waiting import set_waiting
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.models import Grant, Region, Role, Unit, User
from taizhang.server.documents.models import Document, Finding
from taizhang.server.documents.uploading import take_in
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.ledger.adjusting.actions import open_adjustment
from taizhang.server.ledger.breakdown.actions import draft_breakdown, issue_breakdown, put_shares
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.cycle.actions import approve_plan, issue_plan, take_step
from taizhang.server.ledger.cycle.opinions import ask_opinions
from taizhang.server.ledger.cycle.proposing import propose_value
from taizhang.server.ledger.models import Firm, Indicator, Plan, Programme, Roster
from taizhang.server.ledger.observations.actions import enter
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.plans.actions import open_plan
from taizhang.server.ledger.plans.targets import add_target, change_target
from taizhang.server.ledger.rosters.codes import check_sign
from taizhang.server.ledger.rosters.staying import enter as take_on
from taizhang.server.ledger.tasks.drafting import TaskDraft, create_tasks
from taizhang.server.lib import clock
from taizhang.server.returns.forms import RowIn, UnitIn, define_form, schedule_form

DAY = date(2025, 6, 16)
TEXT = """云澜市2026年国民经济和社会发展计划

一、2025年计划执行情况

全市规模以上工业总产值完成820.5亿元，同比增长6.1%。地区生产总值完成1572.4亿元，同比增长5.8%。

二、2026年主要预期目标

主要预期目标是：地区生产总值增长6%以上，规模以上工业总产值增长7%左右。

三、2026年主要任务

（一）抓好项目建设。新建5G基站800个以上。（责任单位：发展和改革委员会）加快推进临砚镇供水工程建设。
"""
ALL_ROLES = (Role.REPORTER, Role.REVIEWER, Role.PLANNER, Role.LEADER)


def set_up():
    """The stage."""
    clock.set_day(DAY)
    city = units()
    people(city)
    things = SimpleNamespace(planner=Actor(User.objects.get(username="all-1")))
    things.indicators = indicators(city)
    things.document = document(city)
    plans(city, things)
    returns(city, things)
    figures(city, things)
    rosters(city, things)
    set_waiting(city, things)
    things.last_grant = Grant.objects.latest("pk").pk
    return Stage(city, DAY, things)


def units():
    """The units of the city."""
    region = made(Region(code="990100", name="云澜市", level="prefecture"))
    east_region = made(Region(code="990102", name="青汀区", level="county", parent=region))
    west_region = made(Region(code="990103", name="石陂县", level="county", parent=region))
    town_region = made(Region(code="990102001", name="临砚镇", level="town", parent=east_region))

    def unit(code, name, kind, parent=None, place=region):
        return made(Unit(region=place, parent=parent, code=code, name=name, kind=kind))

    root = unit("YL", "云澜市人民政府", "government")
    east = unit("YL-QT", "青汀区", "district", root, east_region)
    west = unit("YL-SP", "石陂县", "district", root, west_region)
    town = unit("YL-QT-LY", "临砚镇", "town", east, town_region)
    planning, statistics = (
        unit(*each, "bureau", root) for each in (("YL-FG", "发展和改革委员会"), ("YL-TJ", "统计局"))
    )
    return City(region, root, planning, statistics, east, west, town)


def people(city):
    """Two who hold every role of the office, one for each role of its own, reporters and reviewers of three units."""
    held = [("all-1", city.root, ALL_ROLES), ("all-2", city.root, ALL_ROLES)]
    held += [(role, city.root, (Role(role),)) for role in ("planner", "leader", "reviewer", "auditor", "administrator")]
    for name, unit in (("planning", city.planning), ("east", city.east), ("west", city.west)):
        held += [(f"{name}-reporter", unit, (Role.REPORTER,)), (f"{name}-both", unit, (Role.REPORTER, Role.REVIEWER))]
    held += [("statistics", city.statistics, (Role.REPORTER, Role.REVIEWER)), ("east-planner", city.east, ALL_ROLES)]
    for name, unit, roles in held:
        user = made(User(username=name, display_name=name, unit=unit, password="!"))
        for role in roles:
            made(Grant(user=user, unit=unit, role=role))


def indicators(city):
    """Levels, a rate that is weighed, one of which another bureau owns the figures, two that a roster feeds."""

    def indicator(code, name, unit, nature, **values):
        return made(Indicator(code=code, name=name, unit_of_measure=unit, nature=nature, **values))

    workers = indicator("workers", "劳动力人数", "万人", "stock", adds_up=True)
    return SimpleNamespace(
        output=indicator(
            "industry.output_value.above_threshold",
            "规模以上工业总产值",
            "亿元",
            "flow",
            adds_up=True,
            lowest=Decimal(0),
            highest=Decimal(1000),
            jump=Decimal(50),
        ),
        gdp=indicator("gdp", "地区生产总值", "亿元", "flow", adds_up=True, authority=city.statistics),
        jobless=indicator("unemployment", "城镇调查失业率", "%", "rate", better="down", weight=workers),
        workers=workers,
        stock=indicator("firms.stock", "高新技术企业数", "家", "stock", adds_up=True),
        added=indicator("firms.added", "新增高新技术企业数", "家", "flow", adds_up=True),
    )


def document(city):
    """A plan in words, read, and findings to be answered."""
    row, _ = take_in(SERVER, city.root, [TEXT.encode()], name="云澜市2026年计划.txt")
    run_waiting_jobs()
    for unit in (city.root, city.east):
        for key in ("a", "b"):
            said = {"message": "两处不一致", "facts": []}
            made(Finding(unit=unit, check_id="sum", severity="high", key=key, row=said, found_at=clock.now()))
    return Document.objects.get(pk=row.pk)


def plans(city, things):
    """Plans of the city and its districts, each in another state of the cycle."""
    things.programme = made(Programme(unit=city.root, name="千项技改"))
    issued = plan(city.root, 2024, things, "report_half_year")
    this_year = plan(city.root, 2025, things, "issue")
    next_year = plan(city.root, 2026, things, None)
    plan(city.root, 2027, things, "consult")
    in_consultation = plan(city.east, 2025, things, "consult")
    for year in (2025, 2026):
        plan(city.west, year, things, "examine")
    plan(city.east, 2024, things, "report_half_year")
    plan(city.town, 2025, things, "approve")
    ask_opinions(SERVER, in_consultation, unit_ids=[city.town.pk])
    for each in (issued, this_year):
        target = each.versions.get().targets.order_by("line").first()
        drafted = draft_breakdown(things.planner, target)
        shares = [ShareWanted(assignee_id=u.pk, comparator="=", value=Decimal(250)) for u in (city.east, city.west)]
        drafted = put_shares(things.planner, drafted, expected=drafted.revision, shares=shares)
        if each is issued:
            issue_breakdown(things.planner, drafted, expected=drafted.revision)
    version = open_adjustment(things.planner, this_year, kind="plan", reason="外部环境变化")
    target = version.targets.get(measure="growth")
    change_target(things.planner, target, expected=target.revision, value=Decimal(5))
    for unit in (city.east, city.planning, city.root):
        said = {"proposed": Decimal(260), "estimate": Decimal(250), "reason": "新项目投产"}
        propose_value(SERVER, unit, plan=next_year, indicator_id=things.indicators.output.pk, **said)


def plan(unit, year, things, until):
    """A plan with targets and tasks, taken through the steps of its cycle up to one."""
    row = open_plan(things.planner, unit, year=year)
    version = row.versions.get()
    for measure, value in (("level", Decimal(500)), ("growth", Decimal(6))):
        add_target(
            SERVER, version, indicator_id=things.indicators.output.pk, measure=measure, comparator="=", value=value
        )
    below = things_below(unit)
    drafts = [
        TaskDraft("改造老旧小区", below[0].pk, supporting=(below[-1].pk,), deadline=date(year, 11, 30)),
        TaskDraft("新建公办园", below[-1].pk, kind="livelihood", deadline=date(year, 7, 10)),
    ]
    create_tasks(SERVER, version, drafts=drafts)
    return walked(row, things.document.pk, until)


def things_below(unit):
    """Units to which tasks are given."""
    return list(Unit.objects.filter(path__startswith=unit.path).order_by("-pk")[:4])


def walked(row, document_id, until):
    """The plan after its steps up to one."""
    for step in ("draft", "consult", "meet", "examine", "approve", "issue", "report_half_year") if until else ():
        row = Plan.objects.select_related("unit", "region").get(pk=row.pk)
        rests = {"expected": row.revision, "document_id": document_id}
        if step == "approve":
            approve_plan(SERVER, row, **rests)
        elif step == "issue":
            issue_plan(SERVER, row, document_number="云政发〔2025〕3号", **rests)
        else:
            take_step(SERVER, row, step=step, **rests)
        if step == until:
            break
    return Plan.objects.select_related("unit", "region").get(pk=row.pk)


def returns(city, things):
    """A monthly form of three units and the autumn form for the plan of next year, with their shells."""
    asked = [UnitIn(unit.pk) for unit in (city.planning, city.east, city.west)]
    rows = [RowIn(things.indicators.output.pk, 1), RowIn(things.indicators.gdp.pk, 2, required=False)]
    given = {"columns": ["value", "growth"], "due_days": 10, "lock_days": 20, "rows": rows, "units": asked}
    monthly = define_form(SERVER, city.root, name="工业月报", period_type="month", starts_on=date(2025, 3, 1), **given)
    schedule_form(SERVER, monthly, until=date(2025, 7, 1))
    given |= {"columns": ["estimate", "proposed", "reason", "basis"], "rows": rows[:1], "lock_days": None}
    plan_id = Plan.objects.get(unit=city.root, year=2026).pk
    autumn = define_form(
        SERVER, city.root, name="秋季表", kind="autumn", plan_id=plan_id, period_type="year",
        starts_on=date(2025, 1, 1), open_days=240, **given,
    )  # fmt: skip
    schedule_form(SERVER, autumn, year=2025)
    things.monthly, things.autumn = monthly, autumn


def figures(city, things):
    """Figures that were accepted, and some that wait."""
    accepted = [
        Figure(unit, things.indicators.output, period, value=Decimal(40))
        for unit in (city.east, city.west)
        for period in ("2024-03", "2024-04", "2025-01")
    ]
    enter(SERVER, city.root, figures=accepted)
    for name, unit in (("east-reporter", city.east), ("west-both", city.west), ("planner", city.root)):
        by = Actor(User.objects.get(username=name))
        enter(by, unit, figures=[Figure(unit, things.indicators.output, "2025-02", value=Decimal(41))])


def rosters(city, things):
    """A ladder of two rungs that feeds two indicators, firms and who stands there."""
    feeding = {"stock": things.indicators.stock, "added": things.indicators.added}
    lower = made(Roster(unit=city.root, name="科技型中小企业", ladder="科技", rank=1, valid_years=3))
    upper = made(Roster(unit=city.root, name="高新技术企业", ladder="科技", rank=2, valid_years=3, **feeding))
    for number, unit in enumerate((city.east, city.west, city.town, city.east)):
        row = made(Firm(code=code(number), name=f"云澜{number}厂", region=unit.region, unit=unit))
        take_on(SERVER, upper if number == 0 else lower, firm=row, on=date(2025, 1, 10 + number))


def code(number):
    """A unified social credit code."""
    first = f"91990100{number:09d}"
    return first + check_sign(first)
