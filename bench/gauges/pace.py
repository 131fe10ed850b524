"""How fast formats are read, and whether memory stays flat in the number of pages. Each in a process of its own."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from gauges.child import in_child
from gauges.figures import Figure
from gauges.originals import FOLDER

LEAST_MB, LEAST_PROSE, LEAST_TABLES = 2.0, 30.0, 3.0  # MB of text a minute, pages a second
MOST_A_PAGE = 25.0  # kB that a page more may take beside its text: far less than its signs with their places
FEW, MANY = 50, 1_000  # pages
PROSE_OF = ("city-anhui_huainan*", "city-hunan_yueyang*", "city-shaanxi_xian*", "city-guangdong_yunfu*")
TABLES_OF = ("province-heilongjiang-2025*", "province-jiangsu-2018*", "province-ningxia-2018*")
Page = tuple[Path, int]


def pace_figures(*, short: bool) -> list[Figure]:
    """The figures of .docx, of PDF pages with and without tables, and of memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [
            docx_figure(short=short),
            *pdf_figures(folder, short=short),
            *([] if short else memory_figures(folder)),
        ]


def docx_figure(*, short: bool) -> Figure:
    """Megabytes of text a minute, facts included."""
    paths = sorted((FOLDER / "docx").glob("*.docx"))
    outcomes = [in_child("summary", path) for path in (paths[:2] if short else paths)]
    read = [outcome for outcome in outcomes if "seconds" in outcome]
    seconds = sum(outcome["seconds"] for outcome in read)
    opening = sum(outcome["opening"] for outcome in read)
    size = sum(outcome["bytes"] for outcome in read) / 1e6
    note = f"{len(read)} files; opening alone {60 * size / max(opening, 1e-9):.1f}"
    rate = 60 * size / max(seconds, 1e-9)
    return Figure("docx, MB of text a minute", rate, least=None if short else LEAST_MB, note=note)


def prose_pages(patterns: Iterable[str] = PROSE_OF) -> list[Page]:
    """The pages without a table of some PDFs that are mostly prose."""
    found: list[Page] = []
    for pattern in patterns:
        for path in (FOLDER / "pdf").glob(pattern):
            found += [(path, number) for number in in_child("summary", path).get("prose", [])]
    return found


def bound(pages: Iterable[Page], into: Path) -> Path:
    """These pages as one PDF, file by file: pages imported together share their fonts, as those of a real file do."""
    import pypdfium2

    numbers: dict[Path, list[int]] = {}
    for path, number in pages:
        numbers.setdefault(path, []).append(number - 1)
    with pypdfium2.PdfDocument.new() as book:
        for path, taken in numbers.items():
            with pypdfium2.PdfDocument(path) as source:
                book.import_pages(source, pages=taken)
        book.save(into)
    return into


def repeated(pages: list[Page], count: int) -> list[Page]:
    """So many pages, from the first again and again.

    >>> len(repeated([(Path("a.pdf"), 1), (Path("a.pdf"), 2)], 5))
    5
    """
    return (pages * -(-count // len(pages)))[:count]


def pdf_figures(folder: Path, *, short: bool) -> list[Figure]:
    """Pages a second, opened as a document; with facts in the note."""
    prose = prose_pages(PROSE_OF[:1] if short else PROSE_OF)
    book = bound(prose[:5] if short else prose, folder / "prose.pdf")
    tabled = [path for pattern in TABLES_OF for path in (FOLDER / "pdf").glob(pattern)]
    return [
        _rate("PDF pages a second, prose", [book], LEAST_PROSE, short=short),
        *([] if short else [_rate("PDF pages a second, tables", tabled, LEAST_TABLES, short=False)]),
    ]


def _rate(name: str, paths: list[Path], least: float, *, short: bool) -> Figure:
    """The best of three, for other work on the machine only ever slows it."""
    opening = facts = float("inf")
    pages = 0
    for _ in range(1 if short else 3):
        outcomes = [one for one in (in_child("summary", path) for path in paths) if "opening" in one]
        pages = sum(one["pages"] for one in outcomes)
        opening = min(opening, sum(one["opening"] for one in outcomes))
        facts = min(facts, sum(one["seconds"] for one in outcomes))
    note = f"{pages} pages; with facts {pages / facts:.1f}"
    return Figure(name, pages / opening, least=None if short else least, note=note)


def memory_figures(folder: Path) -> list[Figure]:
    """Memory that a page more takes, above what the same text takes read as plain text and the file's own bytes."""
    pages = prose_pages()
    peaks = []
    for count in (FEW, MANY):
        book = bound(repeated(pages, count), folder / f"{count}.pdf")
        said = in_child("words", book)
        text = folder / f"{count}.txt"
        text.write_text(said.get("text", ""), "utf-8")
        outcomes = [in_child("summary", path) for path in (book, text)]
        if not all("peak" in outcome for outcome in outcomes):
            return [Figure("kB that a page more takes", float("nan"), most=MOST_A_PAGE, note=str(outcomes))]
        peaks.append((outcomes[0]["peak"], outcomes[1]["peak"], book.stat().st_size))
    grown, text_grown, file_grown = ((many - few) / 1e3 / (MANY - FEW) for few, many in zip(*peaks, strict=True))
    note = f"{grown:.0f} less {text_grown:.0f} for its text and {file_grown:.0f} of the file"
    return [
        Figure("kB that a page more takes", grown - text_grown - file_grown, most=MOST_A_PAGE, unit="kB", note=note),
        Figure(f"peak of {FEW} pages", peaks[0][0] / 1e6, unit="MB"),
        Figure(f"peak of {MANY} pages", peaks[1][0] / 1e6, unit="MB"),
    ]


def recognition_figures() -> list[Figure]:
    """Seconds a page of recognition, as bench/ocr measures them, on a few pages."""
    from gauges import recognition

    return recognition.of_real_scans(3)
