"""Rows of every kind, made from the fields of the models alone, so that a kind added later is among them.

`fill(count)` makes so many of each. They hang on the first row of what they must point to, so that lists below one
thing grow with them; where a constraint wants them apart they point to one row each.
"""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from django.core.management.color import no_style
from django.db import connection, models

from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.placing import order_of, path_of
from taizhang.server.ledger.cycle.procedure import usual_rules
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.lib import clock
from taizhang.server.lib.periods import next_period, period_of
from taizhang.server.lib.rows import recorded_models

WORDS = {"zh": "云澜市第 {n} 条 “引号” 😀\n换行", "en": "line {n}"}


def month(n):
    period = period_of("2021-01")
    for _ in range(n):
        period = next_period(period)
    return period


SPECIAL = {
    "accounts.region.code": lambda n: f"66{n:04d}",
    "accounts.unit.code": lambda n: f"ANY-{n:04d}",
    "accounts.user.username": lambda n: f"any{n:04d}",
    "accounts.user.is_superuser": False,
    "accounts.token.hash": lambda n: sha256(f"token{n}".encode()).hexdigest(),
    "documents.document.sha256": lambda n: sha256(f"document{n}".encode()).hexdigest(),
    "documents.document.openness": "proactive",
    "documents.document.state": "read",
    "documents.publication.published": True,
    "documents.reading.current": lambda n: n == 0,
    "documents.fact.label": "measure",
    "documents.fact.row": lambda n: {"text": f"增长{n}%", "value": "5.50", "ratio": 0.1, "whole": 5.0},
    "documents.reading.metadata": {"secrecy": None, "openness": None, "title": "云澜市 2025 年计划"},
    "documents.reading.outline": [],
    "documents.reading.tables": [],
    "documents.finding.row": {"message": "两处不一致", "facts": []},
    "documents.finding.key": lambda n: sha256(f"finding{n}".encode()).hexdigest(),
    "hooks.hook.url": "https://oa.example/taizhang",
    "hooks.hook.actions": ["return.*"],
    "hooks.hook.active": False,
    "ledger.plan.year": lambda n: 2025 - n,
    "ledger.firm.code": lambda n: f"91990102MA{n:08d}",
    "ledger.procedure.steps": {step: asdict(rule) for step, rule in usual_rules().items()},
    "ledger.observation.period": lambda n: month(n).code,
    "ledger.observation.period_type": "month",
    "ledger.observation.period_end": lambda n: month(n).end,
    "ledger.observation.state": "accepted",
    "ledger.observation.accepted_at": datetime(2025, 2, 3, 4, 5, 6, 7, UTC),
    "ledger.target.due": "2025",
    "ledger.target.comparator": ">=",
    "ledger.planversion.kind": lambda n: "task" if n else "original",
    "ledger.planversion.state": lambda n: "draft" if n else "issued",
    "ledger.task.kind": lambda n: "livelihood" if n % 2 else "task",
    "ledger.task.deadline": date(2025, 6, 30),
    "ledger.roster.valid_years": 1,
    "ledger.indicator.code": lambda n: f"any_indicator_{n}",
    "ledger.scorecard.rules": {"items": [], "grades": [], "adjustments": []},
    "ledger.scorecardrun.period": "2025",
    "ledger.scorecardrun.results": {"subjects": []},
    "ledger.opinion.state": "given",
    "ledger.breakdown.state": "draft",
    "ledger.breakdown.number": lambda n: n + 1,
    "returns.form.columns": ["value"],
    "returns.form.period_type": "month",
    "returns.return.period": lambda n: month(n).code,
    "returns.return.period_end": lambda n: month(n).end,
    "returns.return.opens_on": lambda n: month(n).end,
    "returns.return.due_on": lambda n: month(n).end + timedelta(days=10),
    "returns.return.state": lambda n: "overdue" if n % 2 else "submitted",
    "returns.exemption.until": date(2199, 1, 1),
    "returns.cell.column": "value",
    "returns.import.sha256": sha256(b"import").hexdigest(),
    "returns.notice.words": {"zh": "请填报", "en": "report"},
    "review.verdict.statement": None,
    "review.verdict.current": lambda n: n == 0,
    "review.verdict.original": {"value": "5.5"},
}
# Relations that lead to the first row, though they may lead nowhere or a constraint with a condition is on them.
FIRST = {
    "documents.link.a",
    "documents.reading.document",
    "ledger.breakdown.target",
    "ledger.planversion.plan",
    "ledger.task.version",
    "review.verdict.fact",
}
EACH = {"documents.publication.document", "documents.link.b"}  # relations that lead to a row each
SETTLED = {"value", "cumulative", "growth", "cumulative_growth", "proposed", "balanced", "approved", "estimate"}


def begin_ids():
    """Let ids begin at 1 again, in a database that is empty."""
    statements = connection.ops.sequence_reset_by_name_sql(no_style(), connection.introspection.sequence_list())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def special(name, number):
    """What is set by hand."""
    told = SPECIAL[name]
    return told(number) if callable(told) else told


def fill(count, *, owner=None, start=0):
    """Make rows of every recorded kind, `count` of each, numbered from `start`.

    `owner` is the person to whom notices and tokens belong.
    """
    act = Act(SERVER, "unit.create")
    for model in recorded_models():
        for number in range(start, start + count):
            row = one(model, number, owner)
            act.create(row)
            if isinstance(row, Unit):
                act.update(row, path=path_of(row, row.parent), order=order_of(row, row.parent, row.rank))
    for plan in Plan.objects.filter(versions=None):
        act.create(PlanVersion(plan=plan, number=1))
    log(act, None)


def one(model, number, owner=None):
    """A row, not yet saved."""
    row = model()
    apart = keeping_apart(model)
    for field in model._meta.concrete_fields:
        name = f"{model._meta.label_lower}.{field.name}"
        if field.primary_key or field.name == "revision":
            continue
        if name in SPECIAL and not field.is_relation:
            setattr(row, field.name, special(name, number))
        elif field.is_relation:
            setattr(row, field.name, pointed(model, field, number, apart, owner))
        elif field.null:
            setattr(row, field.name, Decimal("1234567.12345678") if field.name in SETTLED else None)
        elif not field.has_default():
            setattr(row, field.name, value_of(field, number))
    return row


def keeping_apart(model):
    """The relations that must point to a row each: one of each constraint that nothing else tells apart."""
    apart = set()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            fields = [model._meta.get_field(name) for name in constraint.fields]
            plain = [f for f in fields if not f.is_relation and not f.choices and f.name not in {"measure", "vintage"}]
            if not [f for f in plain if f.name != "column"]:
                apart.add([f for f in fields if f.is_relation][-1].name if any(f.is_relation for f in fields) else "")
    return apart


def pointed(model, field, number, apart, owner):
    """The row to which a relation leads."""
    name = f"{model._meta.label_lower}.{field.name}"
    if name in SPECIAL and special(name, number) is None:
        return None
    if field.related_model is model:
        return Unit.objects.filter(parent=None).first() if model is Unit else None
    rows = field.related_model._default_manager.order_by("pk")
    if name == "accounts.grant.user":
        return rows.last()
    if owner is not None and field.related_model is type(owner):
        return owner
    if name not in FIRST and (field.one_to_one or field.name in apart or field.null or name in EACH):
        return rows[number] if number < rows.count() else rows.first()
    return rows.first()


def value_of(field, number):
    """A value of a field's kind."""
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DecimalField):
        return Decimal(number) + Decimal("0.5")
    if isinstance(field, models.IntegerField):
        return number + 1
    if isinstance(field, models.BooleanField):
        return bool(number % 2)
    if isinstance(field, models.DateTimeField):
        return clock.now()
    if isinstance(field, models.DateField):
        return date(2025, 1, 1) + timedelta(days=number)
    if isinstance(field, models.JSONField):
        return {"n": number, "part": 0.25, "zh": "云澜"}
    text = WORDS["zh"].format(n=number) if field.max_length is None else f"云澜{number}"
    return text[: field.max_length] if field.max_length else text
