"""A document with what was read out of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from taizhang.errors import ReadingError
from taizhang.extracting.claims import claims_of
from taizhang.extracting.commitments import commitments_of
from taizhang.extracting.facts import facts_of
from taizhang.extracting.frame import Facts
from taizhang.model import Claim, Commitment, Document
from taizhang.reading import contents_of, document_of, document_of_content, open_document
from taizhang.reading.folders import files_in


@dataclass(frozen=True, repr=False)
class Reading:
    """A document, its facts, and on demand its commitments and claims."""

    document: Document
    facts: Facts

    def __repr__(self) -> str:
        """In short: what the document is called, and how many numbers it has; never the whole of it."""
        name = self.document.metadata.title or self.document.path
        review = sum(fact.certainty == "review" for fact in self.facts)
        return f"<Reading {name!r}: {len(self.facts)} facts, {review} for review>"

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """What the task sections promise, in order."""
        return commitments_of(self.document, self.facts)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the review sections say was done, in order."""
        return claims_of(self.document, self.facts)


def extract(document: Document) -> Reading:
    """The facts of a document that is already open."""
    return Reading(document, Facts(facts_of(document)))


def read(path: str | Path) -> Reading:
    """Read the file at `path`. Raises `ReadingError` naming file, place and remedy."""
    return extract(open_document(path))


def read_all(path: str | Path, onerror: Callable[[ReadingError], None] | None = None) -> Iterator[Reading]:
    """Read one after the other every document at `path`: a file, an archive of files, or a folder and all below it.

    What cannot be read is passed over and its error given to `onerror`; without one the first error is raised.
    """

    def refused(error: ReadingError) -> None:
        if onerror is None:
            raise error
        onerror(error)

    folder = Path(path)
    for file in files_in(folder, refused) if folder.is_dir() else [path]:
        try:
            held = list(contents_of(file))
        except ReadingError as error:
            refused(error)
            continue
        for name, content in held:
            try:
                yield extract(document_of_content(name, content))
            except ReadingError as error:
                refused(error)


def read_text(text: str, path: str = "") -> Reading:
    """Read a text that is already in memory.

    >>> [str(fact.value) for fact in read_text("全年地区生产总值完成524亿元，同比增长5.5%。").facts]
    ['524', '5.5']
    """
    return extract(document_of(text, path))
