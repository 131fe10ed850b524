"""Which return a sheet is of: by its hidden ids, checked against what the ledger calls it, or by the names in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.returns.models import Form, Return
from taizhang.server.returns.queries import returns_for
from taizhang.server.returns.standing import TO_FILL
from taizhang.server.returns.workbooks.identity import Identity, identity_in
from taizhang.server.returns.workbooks.layout import MARK, META
from taizhang.server.returns.workbooks.opening import Page
from taizhang.server.returns.workbooks.tables import Table, folded, table_in

HEAD = 8
DASHES = re.compile(r"[-—–~～至到]+")


@dataclass
class Found:
    """A sheet with a table: the return that it is of, or why none can be told. `by_names`: it brought no ids."""

    table: Table
    filed: Return | None = None
    trouble: Words | None = None
    by_names: bool = False


def found_in(actor: Actor, pages: Sequence[Page], wanted: Return | None = None) -> list[Found]:
    """The sheets of returns in a workbook; `wanted` is the return that the file is said to be of."""
    tables = [table for page in pages if page.name != META and (table := table_in(page)) is not None]
    identities = _identities(tables, pages)
    known = _known(identities.values())
    found = [_found(actor, table, identities.get(table.page.number), known, wanted) for table in tables]
    if any(one.table.marked for one in found):
        found = [one for one in found if one.table.marked]  # other tables in a template are notes of its user
    _once(found)
    return found


def _identities(tables: Sequence[Table], pages: Sequence[Page]) -> dict[int, Identity]:
    """Of which return each sheet says to be, by its number; where its own cell is gone, by the hidden sheet."""
    found = {table.page.number: table.identity for table in tables if table.identity is not None}
    listed = [
        identity
        for page in pages
        if page.name == META
        for row in page.rows.values()
        for held in row.values()
        if held.words.startswith(f"{MARK}{{") and (identity := identity_in(held.words)) is not None
    ]
    if len(tables) == len(listed) == 1 and not found:
        found[tables[0].page.number] = listed[0]
    return found


def _known(identities: Iterable[Identity]) -> dict[int, Return]:
    rows = Return.objects.select_related("form__plan", "unit__region")
    return rows.in_bulk([identity.filed for identity in identities])


def _found(
    actor: Actor, table: Table, identity: Identity | None, known: dict[int, Return], wanted: Return | None
) -> Found:
    if identity is None:
        return _named(actor, table, wanted)
    table.identity = identity
    filed = known.get(identity.filed)
    said = f"{identity.unit_name}《{identity.form_name}》{_period(identity.period)}"
    if filed is None or not identity.is_of(filed):
        return Found(
            table,
            trouble=Words(
                f"文件是{said}的，不是本台账发出的，或那份填报已不在；请重新下载模板",
                f"the file is of {said}, which this ledger did not send out or has no more; get a new template",
            ),
        )
    if not actor.may("return.read", filed.unit):
        trouble = Words(f"文件是{said}的，不在您的权限范围内", f"the file is of {said}, which is out of your reach")
        return Found(table, trouble=trouble)
    if wanted is not None and wanted.pk != filed.pk:
        trouble = Words(f"文件是{said}的，不是{wanted}的；没有导入", f"the file is of {said}, not of {wanted}")
        return Found(table, trouble=trouble)
    return Found(table, filed, by_names=not table.keyed)


def _period(code: str) -> str:
    try:
        return period_of(str(code)).words.zh
    except Invalid:
        return str(code)


def _named(actor: Actor, table: Table, wanted: Return | None) -> Found:
    """By the names above the table: unit, form and period; or the return that the file is said to be of."""
    if wanted is not None:
        return Found(table, wanted, by_names=True)
    head = _head(table)
    named = [filed for filed in _candidates(actor, head) if _is_named(filed, head)]
    longest = max((len(filed.unit.name) for filed in named), default=0)
    named = [filed for filed in named if len(filed.unit.name) == longest]
    if len(named) == 1:
        return Found(table, named[0], by_names=True)
    if not named:
        trouble = Words(
            "文件没有编号，按表名、单位和期次也没有找到对应的填报；请在表头写明单位、报表和期次，或使用下载的模板",
            "the file has no ids, and no return answers to the unit, form and period above its table; write these"
            " there, or use the template",
        )
    else:
        told = "、".join(map(str, named[:5]))
        trouble = Words(f"文件没有编号，可能是：{told}；请使用下载的模板", f"no ids; it may be one of: {told}")
    return Found(table, trouble=trouble)


def _head(table: Table) -> str:
    """All words above the table and in its name, as they are compared."""
    rows = [row for row in sorted(table.page.rows) if row < table.header][-HEAD:]
    words = [held.words for row in rows for held in table.page.rows[row].values()]
    return _compared(" ".join([table.page.name, *words]))


def _compared(words: str) -> str:
    return DASHES.sub("-", folded(words))


def _candidates(actor: Actor, head: str) -> list[Return]:
    """The returns to be filled in of the forms that are named."""
    forms = [pk for pk, name in Form.objects.values_list("pk", "name") if folded(name) in head]
    rows = returns_for(actor).filter(form__in=forms, state__in=TO_FILL)
    return list(rows.select_related("form__plan", "unit__region"))


def _is_named(filed: Return, head: str) -> bool:
    unit = any(name and folded(name) in head for name in (filed.unit.name, filed.unit.short_name))
    return unit and any(_compared(said) in head for said in (filed.period_words.zh, filed.period))


def _once(found: list[Found]) -> None:
    """A return comes once in a file; a copy of its sheet is refused."""
    first: dict[int, Found] = {}
    for one in found:
        if one.filed is None:
            continue
        there = first.setdefault(one.filed.pk, one)
        if there is not one:
            name = there.table.page.name
            one.filed = None
            one.trouble = Words(
                f"与工作表“{name}”是同一份填报，只读取第一张", f"sheet {name} is of the same return; the first is taken"
            )
