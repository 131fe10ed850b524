"""A newer reading of a document keeps the verdicts on what it reads the same, visibly repeated from the earlier one."""

from collections.abc import Iterable

from taizhang.server.accounts.acting import Act
from taizhang.server.documents.models import Fact, Reading, Statement
from taizhang.server.lib.rows import canonical
from taizhang.server.review.models import Verdict

ROUTE = frozenset({"rule", "doc"})  # by which way it was read; no part of what was read
Thing = Fact | Statement


def carry_over(act: Act, reading: Reading, earlier: Reading) -> None:
    """Repeat the verdicts that hold on `earlier` on the same facts and statements of `reading`."""
    act.create_many([*_facts(reading, earlier), *_statements(reading, earlier)])


def _facts(reading: Reading, earlier: Reading) -> Iterable[Verdict]:
    held = Verdict.objects.filter(current=True, fact__reading=earlier).select_related("fact")
    now = {_what(fact): fact for fact in reading.facts.all()} if held else {}
    for verdict in held:
        same = now.get(_what(verdict.fact)) if verdict.fact else None
        if same is not None:
            yield _repeated(verdict, fact=same)


def _statements(reading: Reading, earlier: Reading) -> Iterable[Verdict]:
    held = Verdict.objects.filter(current=True, statement__reading=earlier).select_related("statement")
    now = {_what(statement): statement for statement in reading.statements.all()} if held else {}
    for verdict in held:
        same = now.get(_what(verdict.statement)) if verdict.statement else None
        if same is not None:
            yield _repeated(verdict, statement=same)


def _what(thing: Thing) -> str:
    """What was read and where, in one spelling."""
    row = {key: value for key, value in thing.row.items() if key not in ROUTE}
    return canonical([getattr(thing, "kind", ""), thing.start, thing.end, row])


def _repeated(verdict: Verdict, *, fact: Fact | None = None, statement: Statement | None = None) -> Verdict:
    return Verdict(
        fact=fact,
        statement=statement,
        kind=verdict.kind,
        original=verdict.original,
        reviewed=verdict.reviewed,
        reader=verdict.reader,
        note=verdict.note,
        in_bulk=verdict.in_bulk,
        by=verdict.by,
        at=verdict.at,
        carried_from=verdict,
    )
