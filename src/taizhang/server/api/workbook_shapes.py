"""How imports of workbooks are told by the API."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any

from ninja import Field, Schema

from taizhang.server.api.body import Body
from taizhang.server.api.names import Named
from taizhang.server.api.return_shapes import AskOut
from taizhang.server.api.scalars import RowId, Short, Text
from taizhang.server.ledger.models import Observation
from taizhang.server.returns.models import IMPORT, Import, ImportPart, Return
from taizhang.server.returns.workbooks.batch import StillMissing, Taken
from taizhang.server.returns.workbooks.queries import Missing, parts_of

FILE = {"schema": {"type": "string", "format": "binary"}}
FILE_KINDS = (
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
)
FILE_CONTENT = {200: {"content": dict.fromkeys(FILE_KINDS, FILE)}}
ImportState = Enum("ImportState", {state: state for state in IMPORT.states}, type=str)  # type: ignore[misc]
PLAIN = ("id", "revision", "name", "sha256", "channel", "kind", "state", "all_rows", "by", "at", "done_at")
UNDONE = ("undone_by", "undone_at", "cautions")


class Spoken(Schema):
    """Words in both languages."""

    zh: str
    en: str


class DropBody(Schema):
    """Where a workbook is dropped, and of which return it is said to be; both may be left to the file to tell."""

    unit: RowId | None = None
    filed: RowId | None = Field(None, alias="return", description="填报编号 · the id of the return")


class FiguresWanted(Schema):
    """Which figures a list asks for: by codes of indicators and periods; of the unit alone, or of all below it too."""

    indicator: Annotated[list[Short], Field(min_length=1, max_length=200)]
    period: Annotated[list[Short], Field(min_length=1, max_length=120)]
    below: bool = False
    vintage: Observation.Vintage = Observation.Vintage.FLASH


class BatchBody(Schema):
    """Where many workbooks are dropped; `put_in` puts in at once what has its ids."""

    unit: RowId | None = None
    put_in: bool = False


class Reason(Body):
    """Why."""

    why: Text = ""


class PutOld(Schema):
    """A comment or reason before and after."""

    old: str
    new: str


class PartCell(Schema):
    """A cell that does not stay the same: where it stands, old and new value, what is asked, why it is refused."""

    at: str
    column: str
    column_name: str
    what: str
    old: str | None = None
    new: str | None = None
    comment: PutOld | None = None
    reason: PutOld | None = None
    asks: list[AskOut] = Field(default_factory=list)
    reason_wanted: bool = False
    why: Spoken | None = None


class PartRow(Schema):
    """A row of the sheet, by its number in Excel: new, changed, same or refused and why."""

    row: int
    line: int | None
    name: str
    what: str
    why: Spoken | None = None
    cells: list[PartCell]


class Counts(Schema):
    """Cells by what happens to them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0


class Left(Spoken):
    """What undoing left as it is."""

    name: str


class FiledOut(Schema):
    """A return that a sheet is of."""

    id: int
    form: Named
    unit: Named
    period: str
    period_name: str

    @classmethod
    def of(cls, filed: Return) -> "FiledOut":
        """How it is told."""
        form, unit = Named(id=filed.form_id, name=filed.form.name), Named(id=filed.unit_id, name=filed.unit.name)
        return cls(id=filed.pk, form=form, unit=unit, period=filed.period, period_name=filed.period_words.zh)


class PartOut(Schema):
    """What one sheet does: to which return, in which state, why it does not as a whole."""

    number: int
    sheet: str
    filed: FiledOut | None
    by_names: bool
    state: ImportPart.State
    counts: Counts
    cautions: list[Spoken]
    trouble: Spoken | None
    rows: list[PartRow]
    left: list[Left]

    @classmethod
    def of(cls, part: ImportPart) -> "PartOut":
        """How a part is told."""
        return cls(
            number=part.number,
            sheet=part.sheet,
            filed=FiledOut.of(part.filed) if part.filed is not None else None,
            by_names=part.by_names,
            state=ImportPart.State(part.state),
            counts=Counts(**part.counts),
            cautions=part.cautions,
            trouble=part.trouble or None,
            rows=part.rows,
            left=part.left,
        )


class ImportOut(Schema):
    """An import: the file, who dropped it, by which way, how far it is."""

    id: int
    revision: int
    unit: Named
    name: str
    sha256: str
    channel: str
    kind: Import.Kind
    state: str
    state_name: str
    done_rows: int
    all_rows: int
    by: int | None
    at: datetime
    done_at: datetime | None
    undone_by: int | None
    undone_at: datetime | None
    cautions: list[Spoken]
    trouble: Spoken | None

    @classmethod
    def of(cls, drop: Import) -> "ImportOut":
        """How an import is told."""
        return cls(**_plain(drop), done_rows=int(getattr(drop, "through", 0)))


class ImportPage(Schema):
    """Imports, and where the next page starts."""

    rows: list[ImportOut]
    next: int | None


class ImportWhole(ImportOut):
    """An import with what became of each sheet."""

    counts: Counts
    parts: list[PartOut]

    @classmethod
    def with_parts(cls, drop: Import, parts: Sequence[ImportPart]) -> "ImportWhole":
        """How an import with its parts is told."""
        through = sum(part.all_rows for part in parts if is_through(drop, part))
        counts = {what: sum(part.counts.get(what, 0) for part in parts) for what in Counts.model_fields}
        return cls(
            **_plain(drop), done_rows=through, counts=Counts(**counts), parts=[PartOut.of(part) for part in parts]
        )


class MissingOut(Schema):
    """Who has not sent a form in: by how many days late, how many cells are filled in, the last import."""

    filed: int
    unit: Named
    state: str
    due_on: date
    days_late: int
    cells: int
    complete: bool
    last_import: datetime | None

    @classmethod
    def of(cls, row: Missing) -> "MissingOut":
        """How it is told."""
        filed = row.filed
        return cls(
            filed=filed.pk,
            unit=Named(id=filed.unit_id, name=filed.unit.name),
            state=row.state,
            due_on=filed.due_on,
            days_late=row.days_late,
            cells=row.cells,
            complete=filed.complete,
            last_import=row.last_import,
        )


class TakenOut(Schema):
    """What became of a file: its import, or why it was refused."""

    name: str
    drop: ImportWhole | None
    refused: Spoken | None


class StillMissingOut(Schema):
    """Who has not sent a form in for a period."""

    form: Named
    period: str
    rows: list[MissingOut]


class BatchOut(Schema):
    """What became of each file, and who is still missing."""

    files: list[TakenOut]
    missing: list[StillMissingOut]

    @classmethod
    def of(cls, taken: Sequence[Taken], missing: Sequence[StillMissing]) -> "BatchOut":
        """How it is told."""
        return cls(
            files=[_taken(one) for one in taken],
            missing=[
                StillMissingOut(
                    form=Named(id=one.form.pk, name=one.form.name),
                    period=one.period,
                    rows=[MissingOut.of(row) for row in one.rows],
                )
                for one in missing
            ],
        )


def _taken(one: Taken) -> TakenOut:
    drop = ImportWhole.with_parts(one.drop, list(parts_of(one.drop))) if one.drop is not None else None
    refused = Spoken(zh=one.refused.zh, en=one.refused.en) if one.refused is not None else None
    return TakenOut(name=one.name, drop=drop, refused=refused)


def is_through(drop: Import, part: ImportPart) -> bool:
    """Whether a part is done with: read, while the file is being read, else put in or refused."""
    return drop.state == "reading" or part.state != ImportPart.State.WAITING


def _plain(drop: Import) -> dict[str, Any]:
    return {
        **{name: getattr(drop, name) for name in (*PLAIN, *UNDONE)},
        "unit": Named(id=drop.unit_id, name=drop.unit.name),
        "state_name": IMPORT.states[drop.state].zh,
        "trouble": drop.trouble or None,
    }
