"""The documents of one run, one after the other: a bad one is told and passed over; at the end stands an account."""

import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from taizhang.cli.failures import Failures, harmless
from taizhang.cli.language import say
from taizhang.cli.sources import contents_at, paths_in
from taizhang.cli.watching import Watch
from taizhang.errors import ReadingError
from taizhang.model import Document
from taizhang.reading import document_of_content
from taizhang.reading.archive import Content
from taizhang.writing.table import screen
from taizhang.writing.words import Lang

T = TypeVar("T")
MOST_LISTED = 40  # documents read that are listed one by one; of more only the formats are counted


@dataclass(frozen=True)
class Entry:
    """What became of one file: its format, how many entries it gave and in what time, or why it was refused."""

    name: str
    format: str = ""
    found: int | None = None
    seconds: float = 0.0
    refused: str | None = None


@dataclass
class Account:
    """What became of every file of a run."""

    entries: list[Entry] = field(default_factory=list)

    def write(self, lang: Lang) -> None:
        """Write the account to standard error: what was read, what was refused and why."""
        console = screen(sys.stderr)
        read = [entry for entry in self.entries if entry.refused is None]
        refused = [entry for entry in self.entries if entry.refused is not None]
        if len(read) > MOST_LISTED:
            console.print(self._counted(read, lang))
        elif read:
            console.print(self._listed(read, lang))
        if refused:
            console.print(self._refusals(refused, lang))
        console.print(say("account", lang, read=len(read), refused=len(refused)))

    def _listed(self, read: Sequence[Entry], lang: Lang) -> Table:
        table = _table(lang, "account_file", "account_format", "account_found", "account_seconds")
        for entry in read:
            found = "" if entry.found is None else f"{entry.found:,}"
            table.add_row(Text(entry.name), entry.format, found, f"{entry.seconds:.1f}")
        return table

    def _counted(self, read: Sequence[Entry], lang: Lang) -> Table:
        table = _table(lang, "account_format", "account_files", "account_found", "account_seconds")
        for form, files in Counter(entry.format for entry in read).most_common():
            own = [entry for entry in read if entry.format == form]
            found = sum(entry.found or 0 for entry in own)
            table.add_row(form, f"{files:,}", f"{found:,}", f"{sum(entry.seconds for entry in own):.1f}")
        return table

    def _refusals(self, refused: Sequence[Entry], lang: Lang) -> Table:
        table = _table(lang, "account_refused", "account_reason")
        for entry in refused:
            table.add_row(Text(entry.name), Text(entry.refused or ""))
        return table


def _table(lang: Lang, *heads: str) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for key in heads:
        numeric = key in ("account_files", "account_found", "account_seconds")
        table.add_column(say(key, lang), justify="right" if numeric else "left", overflow="fold")
    return table


class Batch:
    """The files that a command was given, folders and archives opened."""

    def __init__(self, files: Sequence[str], output: str | None, lang: Lang) -> None:
        self.lang = lang
        self.failures = Failures(lang)
        self.paths = paths_in(files, self.failures)
        self._watch = Watch(self.paths, output, lang)
        self._account = Account()
        self._several = any(map(_is_folder, files))

    def results(self, work: Callable[[Document], T]) -> Iterator[tuple[str, T]]:
        """What `work` makes of each document, with the document's name; those that cannot be read are told."""
        for path in self._watch.files():
            for name, data in self._contents(path):
                found: list[T] = []
                with self.failures.noted(name), self._watch.busy(path):
                    found.append(self._read(name, data, work))
                if found:
                    yield name, found[0]
                else:
                    self._account.entries.append(Entry(harmless(name), refused=self._reason(name)))
        if self._several:
            self._account.write(self.lang)

    def _contents(self, path: str) -> Iterator[Content]:
        """The documents in one file; more than one, where it is an archive."""
        held: Iterator[Content] = iter(())
        told = self.failures.count
        with self.failures.noted(path):
            held = contents_at(path)
        if self.failures.count > told:
            self._account.entries.append(Entry(harmless(path), refused=self._reason(path)))
        for count in itertools.count():
            content: Content | None = None
            told = self.failures.count
            with self.failures.noted(path):  # a defect in opening one archive must not cost the other files
                content = next(held, None)
            if self.failures.count > told:
                self._account.entries.append(Entry(harmless(path), refused=self._reason(path)))
            if content is None:
                return
            self._several = self._several or count > 0 or content[0].startswith(f"{path}/")
            yield content

    def _read(self, name: str, data: bytes | ReadingError, work: Callable[[Document], T]) -> T:
        begun = time.perf_counter()
        document = document_of_content(name, data)
        result = work(document)
        found = len(result) if isinstance(result, Sized) else None
        self._account.entries.append(Entry(harmless(name), document.format, found, time.perf_counter() - begun))
        return result

    def _reason(self, name: str) -> str:
        name = harmless(name)
        return self.failures.last.removeprefix(f"{name}：").removeprefix(f"{name}: ")


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False
