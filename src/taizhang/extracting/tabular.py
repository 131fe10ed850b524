"""Facts from table cells: subject from row and column headings, unit, period and status from the headers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from taizhang.catalogue.basis import basis_in
from taizhang.catalogue.indicators import Indicator, indicator_for
from taizhang.catalogue.units import base
from taizhang.extracting.labels import around, label_of
from taizhang.extracting.links import PER_CENT
from taizhang.extracting.tabular_names import column_words, growing, is_whole, level_of, own_time, subject_of, topic_of
from taizhang.extracting.tabular_sheet import Sheet, SheetRow, role_of
from taizhang.grammar.comparators import TURNED
from taizhang.grammar.measures import Measure, measure
from taizhang.grammar.tokens import Token, tokens
from taizhang.model import (
    Cell,
    Comparator,
    Document,
    Fact,
    Firmness,
    Label,
    Nature,
    Place,
    Role,
    Span,
    Status,
    Table,
)
from taizhang.reading.tables.columns import Column, unit_in
from taizhang.reading.tables.names import is_growth_row, named
from taizhang.reading.tables.pieces import squeezed
from taizhang.reading.tables.targets import is_growth

_RANGE = re.compile(r"[^\d+\-−]*[0-9.,]+[%％]?[-—~～－–至]+[0-9.,]+[%％]?.*")
_BROKEN_YEAR = re.compile(r"(?<![0-9])(?:[0-9]\s?){3}[0-9](?=\s?年)")
# Words before a number in a cell, but for those of falling and of rank.
_TOLD = re.compile(r"(?!(?:下降|降低|减少|增长|提高|同比|全[省市国])[^\u4e00-\u9fff]*$)[\u4e00-\u9fff]{2,12}$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FALL = re.compile(r"^(?:下降|降低|减少|降|减|-|−|–|—)(?=[0-9])")
_RANK = re.compile(r"第|前|位$|名$")
# Full-width points, commas and signs inside numbers: 1，402．1.
_WIDE = re.compile(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))|(?<=[0-9])．(?=[0-9])|[－＋％]")
_NARROW = {"，": ",", "．": ".", "－": "-", "＋": "+", "％": "%"}
_EXPECTED = re.compile("预计|预测|快报")
_PLAN = re.compile("五(?:年)?(?:计划|规划)")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)(?:[ T]?[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
_SENTENCE = re.compile("[，。；]")
SENTENCE = 16  # characters from which on a cell with a comma is a sentence, not a name
_STOCK = re.compile(r"余额|年末|期末|保有|常住|户籍|人口|总数|累计|存栏|里程|床位|在校|在册")
_ADDED = re.compile(r"^新增|^净增|^新建|^新")


class _Number(NamedTuple):
    """A number of a cell as read in the cell's words; `end` is 1 or 2 for the ends of a range, else 0."""

    read: Measure
    words: str
    end: int


def table_facts(document: Document) -> tuple[Fact, ...]:
    """One fact for each number token inside the document's tables, ascending."""
    if not document.tables:
        return ()
    sections = _Sections(document)
    facts = [fact for table in document.tables for fact in _of_table(table, document, sections)]
    return tuple(sorted(facts, key=lambda fact: fact.span))


def told_in_words(table: Table) -> list[Span]:
    """The cells that hold sentences (建设内容, 备注), ascending: their numbers are read as those of any sentence."""
    if not table.exact:
        return []
    return sorted(
        cell.span
        for cell in table.cells
        if cell.role not in ("data", "ordinal", "unit") and len(cell.text) >= SENTENCE and _SENTENCE.search(cell.text)
    )


class _Sections:
    """The outline looked up by offset: of the sections that hold it, the one that begins last."""

    def __init__(self, document: Document) -> None:
        self.sections = sorted(document.outline, key=lambda section: section.span.start)
        self.starts = [section.span.start for section in self.sections]

    def path(self, offset: int) -> str | None:
        at = bisect_right(self.starts, offset) - 1
        return self.sections[at].path or None if at >= 0 else None


def _of_table(table: Table, document: Document, sections: _Sections) -> Iterator[Fact]:
    sheet = Sheet(table, document)
    section = sections.path(table.span.start)
    cells = sorted(table.cells, key=lambda cell: cell.span)
    starts = [cell.span.start for cell in cells]
    years = list(_broken_years(document.text, table.span.start, starts[0]))
    yield from (replace(year, section=section) for year in years)
    inside = {offset for year in years for offset in range(*year.span)}
    inside |= {offset for span in told_in_words(table) for offset in range(*span)}
    done = table.span.start
    for token in _tokens(document.text, table.span):
        if token.start < done or token.start in inside or token.form == "chinese":
            continue
        at = bisect_right(starts, token.start) - 1
        cell = cells[at] if at >= 0 and cells[at].span.end > token.start else None
        if cell is not None and _is_data(cell, sheet):
            done = cell.span.end
            yield from (replace(fact, section=section) for fact in _of_cell(cell, sheet))
        else:
            yield replace(_named(token, cell, sheet), section=section)


def _broken_years(text: str, start: int, end: int) -> Iterator[Fact]:
    """The years of a title whose digits stand on several lines, each one number."""
    for match in _BROKEN_YEAR.finditer(text, start, end):
        if "\n" in match[0] and _YEAR.fullmatch("".join(match[0].split())):
            yield Fact(Span(*match.span()), match[0], "date", reason="year", rule="table.date")


def _tokens(text: str, span: Span) -> Iterator[Token]:
    for token in tokens(text[span.start : span.end]):
        yield Token(token.start + span.start, token.end + span.start, token.text, token.form)


def _is_data(cell: Cell, sheet: Sheet) -> bool:
    return not cell.header and role_of(cell) == "data" and (cell.column in sheet.columns or cell.columns > 1)


def _named(token: Token, cell: Cell | None, sheet: Sheet) -> Fact:
    """A number of a title, heading, name, note or page mark: no measure, and why."""
    span = Span(token.start, token.end)
    if cell is not None and role_of(cell) == "ordinal":
        return Fact(span, token.text, "ordinal", reason="row number", rule="table.ordinal")
    if cell is None and not sheet.table.title:
        return Fact(span, token.text, "other", reason="page furniture", rule="table.furniture")
    label, reason = _told(token, cell, sheet.document.text)
    return Fact(span, token.text, label, reason=reason, rule=f"table.{label}")


def _told(token: Token, cell: Cell | None, text: str) -> tuple[Label, str]:
    told = label_of(around(text, token, has_unit=False))
    if told is not None:
        return told
    if _YEAR.fullmatch(token.text.strip("+-−%％‰")):
        return "date", "year"
    if cell is None and _furnished(text, token):
        return "other", "page furniture"
    if _numbers_table(text, token):
        return "ordinal", "table number"
    return "qualifier", "part of a heading"


def _furnished(text: str, token: Token) -> bool:
    line = text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()
    return bool(re.fullmatch(r"[\x0c—─\-－–·]*", line)) and bool(
        re.match(r"\s*[—─\-－–·]*\s*(?:\n|$)", text[token.end : token.end + 8])
    )


def _numbers_table(text: str, token: Token) -> bool:
    return bool(re.search(r"(?:表|附件|图)\s*[0-9\-－]*$", text[max(0, token.start - 6) : token.start]))


def _of_cell(cell: Cell, sheet: Sheet) -> Iterator[Fact]:
    """The measures of a data cell; a number broken by a line end is one over all its parts."""
    raw = list(_tokens(sheet.document.text, cell.span))
    if _DATE.fullmatch(squeezed(cell.text)):
        for token in raw:
            yield Fact(Span(token.start, token.end), token.text, "date", reason="date", rule="table.date")
        return
    words = _WIDE.sub(lambda match: _NARROW[match[0]], squeezed(cell.text))
    whole = list(tokens(words))
    if not whole:
        return
    one = len(whole) < len(raw) or (len(whole) == 1 and whole[0].text != raw[0].text)
    spans = [Span(raw[0].start, raw[-1].end)] if one else [Span(token.start, token.end) for token in raw]
    if one and words.startswith(("-", "−")):
        spans = [Span(cell.span.start, raw[-1].end)]
    ranged = len(whole) == 2 and bool(_RANGE.fullmatch(words))
    for i, (span, token) in enumerate(zip(spans, whole, strict=False)):
        digits = token.text.strip("%％")
        if _YEAR.fullmatch(digits) and words[token.end : token.end + 1] == "年":
            yield Fact(span, span.of(sheet.document.text), "date", reason="year", rule="table.date")
            continue
        yield _measured(sheet, cell, span, _Number(measure(words, token), words, (i + 1) if ranged else 0))


def _measured(sheet: Sheet, cell: Cell, span: Span, number: _Number) -> Fact:
    read, words, row, column = number.read, number.words, sheet.row(cell), sheet.column(cell)
    title = sheet.table.title
    name = squeezed(row.name.text) if row.name else None
    regional = sheet.regional and not sheet.timed and cell.row_headings and not is_whole(cell.row_headings[-1])
    region = _region(cell.row_headings) if regional else sheet.regions.get(cell.column)
    region = region or level_of(cell.row_headings, column, title)
    role = _role(read, row, column, name, words)
    told = _TOLD.search(words[: read.head])
    own, cell = _timed(cell, column) if sheet.table.exact else (None, cell)
    subject = _subject(cell, sheet, column, role, told[0] if told else None)
    unit = read.unit or _unit(row, column, name, (sheet.table.unit or "").split("、")[0], role)
    value, comparator = _signed(read, words, number.end)
    period = own or sheet.period(column, cell.row_headings[-1] if cell.row_headings else None)
    status = _status(cell, sheet, column, period, own)
    scaled = base(value, unit) if value is not None and unit != "1" else None
    indicator = indicator_for(subject, unit, role) if subject else None
    # a value that stands for several rows is of none of them alone
    merged = sheet.table.exact and cell.rows > 1
    sure = bool(
        not merged
        and sheet.sound(cell)
        and row.whole
        and column
        and column.headings
        and subject
        and value is not None
        and not told
    )
    return Fact(
        span=span,
        text=span.of(sheet.document.text),
        label="measure",
        value=value,
        unit=unit,
        base_value=scaled[0] if scaled else value,
        base_unit=scaled[1] if scaled else unit,
        role=role,
        comparator=comparator,
        subject=subject,
        indicator=indicator.id if indicator else None,
        period=period,
        status=status,
        region=region,
        firmness=_firmness(row.binding, comparator) if status == "target" else None,
        basis=_basis(name, column, title),
        nature=_nature(role, unit, subject or "", column, indicator),
        place=Place(cell.page, sheet.table.number, cell.row, cell.column),
        clause=sheet.row_span(cell.row),
        certainty="sure" if sure else "review",
        rule="table.cell" if sure else "table.cell.unsure",
    )


def _region(heads: tuple[str, ...]) -> str:
    """The region that a row is named by: 市本级 under 云澜市合计 is 云澜市本级.

    >>> _region(("云澜市合计", "市本级")), _region(("青亭县",))
    ('云澜市本级', '青亭县')
    """
    if len(heads) > 1 and heads[-1] in ("市本级", "本级", "州本级", "地本级") and heads[-2].endswith(("合计", "小计")):
        return heads[-2][:-2] + "本级"
    return heads[-1]


def _status(cell: Cell, sheet: Sheet, column: Column | None, period: str | None, own: str | None) -> Status:
    """As the row says where it names its own year or a plan, else as the column and the document say."""
    if own and _EXPECTED.search(sheet.name(cell) or ""):
        return "estimate"
    if sheet.timed and (column is None or column.status is None) and any(map(_PLAN.search, cell.row_headings[:-1])):
        return "target"
    return sheet.status(column, period)


def _timed(cell: Cell, column: Column | None) -> tuple[str | None, Cell]:
    """The year that the name of a cell's row, or of one that it stands under, begins with; and the cell without it."""
    if not cell.row_headings:
        return None, cell
    own, words = own_time(cell.row_headings[-1], column)
    if own:
        return own, replace(cell, row_headings=(*cell.row_headings[:-1], words))
    above = (own_time(heading, column)[0] for heading in reversed(cell.row_headings[:-1]))
    return next((year for year in above if year), None), cell


def _subject(cell: Cell, sheet: Sheet, column: Column | None, role: Role, told: str | None) -> str | None:
    """What the cell measures; in a cell of words (全长2.3公里) what those before the number say, of the row's name."""
    name = sheet.row(cell).name
    if (sheet.regional or sheet.timed) and cell.row_headings:
        words, topic = column_words(column), topic_of(sheet.table.title)
        subject = topic if topic and (not words or is_whole(words)) else words
    elif name is None:
        return None
    elif told:
        return cell.row_headings[-1] + told if cell.row_headings else told
    else:
        subject = subject_of(cell.row_headings, squeezed(name.text), column, sheet.table.title) or ""
    return (growing(subject) if role == "growth" else subject) or None


def _role(read: Measure, row: SheetRow, column: Column | None, name: str | None, words: str) -> Role:
    if read.unit in ("倍", "番"):
        return "times"
    if _RANK.search(words[: read.token.start]) and read.unit in ("位", "名", ""):
        return "rank"
    if column is not None and column.measure in ("change", "rank"):
        return "rank" if column.measure == "rank" else "change"
    if name is not None and is_growth_row(named(name).words):
        return "growth"
    if column is not None and column.measure == "growth":
        return "level" if words.startswith(("[", "【", "〔")) else "change" if read.unit == "个百分点" else "growth"
    per_cent = row.unit in ("%", "％") or read.unit == "%"
    if column is not None and column.measure == "value" and per_cent and name and is_growth(named(name).words):
        return "growth" if unit_in("".join(column.headings)) is None and not column.words else "level"
    return "level"


def _unit(row: SheetRow, column: Column | None, name: str | None, above: str | None, role: Role) -> str:
    heading = column.unit.replace("％", "%") if column and column.unit else None
    if role == "rank":
        return "位"
    if role == "growth" or (column and column.measure == "share"):
        return heading if heading and "%" not in heading and column and column.measure == "share" else "%"
    if role == "change" and column and "百分点" in "".join(column.headings):
        return "个百分点"
    named_unit = (named(name).unit or unit_in(name)) if name else None
    unit = row.unit or named_unit or heading or above or "1"
    return unit.replace("％", "%").strip("（）()")


def _signed(read: Measure, words: str, end: int) -> tuple[Decimal | None, Comparator]:
    """The value with its sign; at the ends of a range the bounds are >= and <=."""
    value, comparator = read.value, read.comparator
    if value is None:
        return None, comparator
    if end:
        return (value if end == 1 else abs(value)), (">=" if end == 1 else "<=")
    if words.startswith(("≥", "≤", "＞", "＜", "<", ">")):
        comparator = ">=" if words[0] in "≥＞>" else "<="
    if value > 0 and _FALL.match(words):
        return -value, TURNED[comparator]
    return value, comparator


def _firmness(binding: bool, comparator: Comparator) -> Firmness:
    if binding:
        return "must"
    if comparator == ">=":
        return "at_least"
    return "about" if comparator == "~" else "expected"


def _basis(name: str | None, column: Column | None, title: str | None) -> str | None:
    """The words at row, column or title that fix the series, such as 可比价."""
    places = (name, "".join(column.headings) if column else None, title)
    return next((basis for words in places if words and (basis := basis_in(words))), None)


def _nature(role: Role, unit: str, subject: str, column: Column | None, indicator: Indicator | None) -> Nature:
    if role in ("growth", "rank") or unit in PER_CENT:
        return "rate"
    if _ADDED.search(subject):
        return "added"
    headings = "".join(column.headings) if column else ""
    if indicator is not None and indicator.nature == "stock":
        return "stock"
    return "stock" if _STOCK.search(subject) or _STOCK.search(headings) else "done"
