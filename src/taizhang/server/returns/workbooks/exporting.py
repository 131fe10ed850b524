"""Workbooks out: of one return, of all units of a form, each in a file of its own or all in one."""

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, NotThere
from taizhang.server.returns.models import Form, Return
from taizhang.server.returns.queries import returns_for
from taizhang.server.returns.workbooks import styles
from taizhang.server.returns.workbooks.cells import put
from taizhang.server.returns.workbooks.identity import Identity, identity_of
from taizhang.server.returns.workbooks.instructions import add_instructions
from taizhang.server.returns.workbooks.layout import META
from taizhang.server.returns.workbooks.loading import Loaded, loaded
from taizhang.server.returns.workbooks.names import file_name, file_of
from taizhang.server.returns.workbooks.writing import add_sheet

MOST_RETURNS = 1000
MOST_TOGETHER = 200
RETURNS = Words("这一期次的填报", "return for that period")


def return_workbook(filed: Return) -> tuple[str, bytes]:
    """The workbook of one return, and what it is called. `filed` brings form, unit and region along."""
    return file_of(filed), workbook_of(loaded([filed]))


def unit_workbooks(actor: Actor, form: Form, period: str) -> tuple[str, bytes]:
    """A ZIP with a workbook for each unit whose return for a period the actor may see."""
    returns = _returns(actor, form, period, MOST_RETURNS)
    packed = BytesIO()
    taken: set[str] = set()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zip_:
        for each in loaded(returns):
            name = file_of(each.sheet.filed)
            if name in taken:
                name = file_name(each.sheet.filed.unit.code, form.name, each.sheet.filed.period_words.zh)
            taken.add(name)
            zip_.writestr(name, workbook_of([each]))
    return file_name(form.name, period_of(period).words.zh, ending="zip"), packed.getvalue()


def form_workbook(actor: Actor, form: Form, period: str) -> tuple[str, bytes]:
    """One workbook with a sheet for each unit whose return for a period the actor may see."""
    returns = _returns(actor, form, period, MOST_TOGETHER)
    return file_name(form.name, period_of(period).words.zh), workbook_of(loaded(returns))


def workbook_of(sheets: Sequence[Loaded]) -> bytes:
    """The workbook of some returns, all known by one mark of the template."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles.add_styles(book)
    identities: list[Identity] = []
    for each in sheets:
        copy = identities[0].copy if identities else ""
        identities.append(identity_of(each.sheet.filed, copy))
        add_sheet(book, each, identities[-1])
    add_instructions(book, sheets[0].sheet.form.instructions)
    _add_meta(book, identities)
    book.active = 0
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _add_meta(book: Workbook, identities: Sequence[Identity]) -> None:
    """The hidden sheet: of which returns the others are, each line with its sum."""
    sheet = book.create_sheet(META)
    for row, identity in enumerate(identities, 2):
        said = {**asdict(identity), "sum": identity.sum, "mark": identity.mark()}
        for column, (name, value) in enumerate(said.items(), 1):
            put(sheet, 1, column, name, styles.PLAIN)
            put(sheet, row, column, value, styles.PLAIN)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _returns(actor: Actor, form: Form, period: str, most: int) -> list[Return]:
    period_of(period)
    rows = returns_for(actor, form=form.pk, period=period).select_related("form__plan", "unit__region")
    found = list(rows.order_by("unit__order")[: most + 1])
    if not found:
        raise NotThere(thing=RETURNS)
    if len(found) > most:
        wrong = Words(f"超过 {most} 个单位，请分单位下载", f"more than {most} units: ask for them apart")
        raise Invalid({"period": wrong})
    return found
