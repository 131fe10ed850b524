"""Many files at once, or a ZIP of them: each told apart, and who is still missing of the forms that they are of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from taizhang.errors import ReadingError, TaizhangError, Words
from taizhang.reading.archive import contents
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.lib.refusals import TooLarge
from taizhang.server.returns.models import Form, Import, ImportPart
from taizhang.server.returns.workbooks.committing import carry_out, commit, start
from taizhang.server.returns.workbooks.dropping import drop_workbook, read_on
from taizhang.server.returns.workbooks.queries import Missing, missing
from taizhang.server.returns.workbooks.said import words_of_error

MOST_FILES = 400
Content = tuple[str, bytes | ReadingError]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: the import that it made, or why it was refused."""

    name: str
    drop: Import | None = None
    refused: Words | None = None


@dataclass(frozen=True, slots=True)
class StillMissing:
    """Who has not sent a form in for a period."""

    form: Form
    period: str
    rows: list[Missing]


def files_in(files: Iterable[tuple[str, bytes]]) -> Iterator[Content]:
    """The workbooks among some files, those within archives too; TooLarge before the first where they are too many."""
    held = list(files)
    found = (content for name, data in held for content in contents(data, name))
    if sum(1 for _ in islice(found, MOST_FILES + 1)) > MOST_FILES:
        raise TooLarge(thing=Words("一次导入的文件数", "the number of files at once"), limit=MOST_FILES)
    for name, data in held:
        yield from contents(data, name)


@dataclass(frozen=True, slots=True)
class How:
    """How files are taken in: at which unit; put in without a look, where they have their ids; to the end at once."""

    unit: Unit | None = None
    put_in: bool = False
    at_once: bool = False


def take_many(actor: Actor, files: Iterable[Content], how: How) -> list[Taken]:
    """Take in many files. One that is refused keeps no other back."""
    return [_take(actor, name, content, how) for name, content in files]


def _take(actor: Actor, name: str, content: bytes | ReadingError, how: How) -> Taken:
    if isinstance(content, ReadingError):
        return Taken(name, refused=words_of_error(content))
    try:
        drop = drop_workbook(actor, [content], name=name, unit=how.unit)
        if how.at_once:
            read_on(drop)
        if how.put_in and may_be_put_in(drop):
            drop = start(actor, drop) if how.at_once else commit(actor, drop)
        if how.at_once:
            carry_out(drop)
            drop.refresh_from_db()
    except TaizhangError as error:
        return Taken(name, refused=words_of_error(error))
    return Taken(name, drop)


def may_be_put_in(drop: Import) -> bool:
    """Whether an import may be put in without anybody looking at it: not where rows were matched by their names."""
    return drop.state == "previewed" and not drop.parts.filter(by_names=True).exists()


def still_missing(actor: Actor, taken: Sequence[Taken]) -> list[StillMissing]:
    """Who is still missing of the forms and periods that some files are of."""
    drops = [one.drop for one in taken if one.drop is not None]
    parts = ImportPart.objects.filter(drop__in=drops, filed__isnull=False)
    of = sorted(set(parts.values_list("filed__form", "filed__period")))
    forms = Form.objects.select_related("unit").in_bulk([form for form, _ in of])
    return [StillMissing(forms[form], period, missing(actor, forms[form], period)) for form, period in of]
