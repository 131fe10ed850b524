"""How much of a scan is recognised: signs and numbers beside the truth, seconds a page, judged numbers again."""

import re
import statistics
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2

from gauges.corpus import DOCUMENTS, ROOT
from gauges.figures import Figure
from gauges.scans import HEIGHT, WIDTH, Manner, Scan, scans
from taizhang.grammar.tokens import tokens
from taizhang.reading.decode import decoded
from taizhang.reading.ocr import DPI, PageImage
from taizhang.reading.ocr.engine import Engine
from taizhang.reading.ocr.page import Recognised, recognise
from taizhang.reading.pages.page import Glyph, Page

PDFS = DOCUMENTS / "originals" / "pdf"
REAL = ("city-hunan_zhangjiajie-2025-communique.pdf", "city-jiangsu_huaian-2025-budget.pdf")
JUDGED = ROOT / "tests" / "judged" / "ocr_numbers.tsv"
SAME = str.maketrans({"。": ".", "、": ",", "〔": "(", "〕": ")", "【": "(", "】": ")", "“": '"', "”": '"', "∶": ":"})
BROKEN = re.compile(r"(?<=[0-9])\. (?=[0-9])")
PAGE_MARK = re.compile(r"^[-—–一]+\s?([0-9]+)\s?[-—–一]*$", re.MULTILINE)
DASHES = re.compile("[—–―ー-]+")
LEAST_SIGNS, LEAST_DIGITS, MOST_SECONDS = 0.97, 0.99, 10.0


@dataclass
class Outcome:
    """What was counted over pages whose truth is known."""

    signs: int = 0
    edits: int = 0
    numbers: int = 0
    found: int = 0
    extra: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def compared(text: str) -> str:
    """Words without blanks, signs that look alike as one: what is counted as right or wrong."""
    text = unicodedata.normalize("NFKC", "".join(text.split())).translate(SAME)
    return DASHES.sub("-", text)


def edits(truth: str, read: str) -> int:
    """The edit distance of two short lines of text, a row at a time."""
    row = np.arange(len(read) + 1)
    letters = np.array([ord(sign) for sign in read])
    for at, sign in enumerate(truth, 1):
        change = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(sign)))
        steps = np.concatenate(([at], change)) - np.arange(len(read) + 1)
        row = np.minimum.accumulate(steps) + np.arange(len(read) + 1)
    return int(row[-1])


def lines_of(page: Page) -> Iterator[list[Glyph]]:
    """The signs of a recognised page by line, from top to bottom; its lines are straight."""
    line: list[Glyph] = []
    for glyph in sorted(page.glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        if line and glyph.top + glyph.bottom - line[0].top - line[0].bottom > line[0].size:
            yield sorted(line, key=lambda glyph: glyph.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda glyph: glyph.left)


def words_of(page: Page) -> str:
    """The words of a recognised page, a line a line."""
    return "\n".join(_spaced(line) for line in lines_of(page))


def _spaced(line: list[Glyph]) -> str:
    """The signs of a line with a blank where half a sign and more is free."""
    blanks = (after.left - before.right > after.size / 2 for before, after in pairwise(line))
    return line[0].text + "".join(" " * blank + glyph.text for blank, glyph in zip(blanks, line[1:], strict=True))


def numbers_in(text: str) -> list[str]:
    """The number tokens of a text, set as one where a blank stands behind their decimal point; — 3 — is a 3."""
    text = PAGE_MARK.sub(r"\1", BROKEN.sub(".", unicodedata.normalize("NFKC", text)))
    return [token.text for token in tokens(text)]


def of_examples(manner: Manner, most: int | None = None, texts: int | None = None) -> Outcome:
    """The examples of the repository printed, scanned and recognised."""
    engine, outcome = Engine(), Outcome()
    for path in sorted((ROOT / "examples").glob("*.txt"))[:texts]:
        for number, scan in enumerate(scans(decoded(path.read_bytes(), str(path)), manner, most), 1):
            image = PageImage(np.asarray(scan.picture), WIDTH, HEIGHT)
            _count(outcome, scan, recognise(image, number, engine), f"{path.stem} {number}")
    return outcome


def _count(outcome: Outcome, scan: Scan, read: Recognised, name: str) -> None:
    words = words_of(read.page)
    truth, found = compared("".join(scan.lines)), compared(words)
    outcome.signs += len(truth)
    outcome.edits += edits(truth, found)
    outcome.seconds.append(read.seconds)
    wanted, got = numbers_in("\n".join(scan.lines)), numbers_in(words)
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    outcome.numbers += len(wanted)
    outcome.found += right
    outcome.extra += len(got) - right
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            outcome.wrong.append(f"{name}: number {wanted[a:b]} read as {got[c:d]}")
    for kind, a, b, c, d in SequenceMatcher(None, truth, found, autojunk=False).get_opcodes():
        if kind != "equal":
            outcome.wrong.append(f"{name}: {truth[max(0, a - 4) : a]}[{truth[a:b]}|{found[c:d]}]{truth[b : b + 4]}")


def figures_of(outcome: Outcome) -> list[Figure]:
    return [
        Figure("signs right", 1 - outcome.edits / max(outcome.signs, 1), least=LEAST_SIGNS, note=f"of {outcome.signs}"),
        Figure(
            "numbers right", outcome.found / max(outcome.numbers, 1), least=LEAST_DIGITS, note=f"of {outcome.numbers}"
        ),
        Figure("numbers that are not there", outcome.extra),
        Figure("seconds a page", statistics.mean(outcome.seconds), most=MOST_SECONDS, unit="s"),
        Figure("seconds of the slowest page", max(outcome.seconds), unit="s", note=f"{len(outcome.seconds)} pages"),
    ]


def drawn(path: Path, number: int, dpi: int = DPI) -> PageImage:
    """A page of a PDF as a picture."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        pixels = np.asarray(page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB"))
        return PageImage(pixels, width, height)


def count_of(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def of_real_scans(most: int | None = None) -> list[Figure]:
    """Numbers and seconds of the scans among the shared documents."""
    engine, figures = Engine(), []
    for path in (PDFS / name for name in REAL if (PDFS / name).is_file()):
        began, numbers = time.perf_counter(), 0
        count = min(count_of(path), most or 10**6)
        for number in range(1, count + 1):
            numbers += len(numbers_in(words_of(recognise(drawn(path, number), number, engine).page)))
        taken = (time.perf_counter() - began) / count
        figures.append(Figure(f"numbers in {path.stem}"[:34], numbers, note=f"{count} pages"))
        figures.append(Figure("  seconds a page", taken, most=MOST_SECONDS, unit="s"))
    return figures


def rows_of_judged() -> list[list[str]]:
    """The rows of the judged numbers: file, page, left, top, right, bottom, value, verdict."""
    rows = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if not line.startswith("#")]
    return rows[1:]


def numbers_on(page: Page) -> list[tuple[tuple[int, int, int, int], str]]:
    """The numbers of a recognised page with their boxes in points."""
    found = []
    for line in lines_of(page):
        spaced = _spaced(line)
        places = [at for at, sign in enumerate(spaced) if sign != " "]
        for token in tokens(spaced):
            part = [glyph for glyph, at in zip(line, places, strict=True) if token.start <= at < token.end]
            box = (part[0].left, min(glyph.top for glyph in part), part[-1].right, max(glyph.bottom for glyph in part))
            left, top, right, bottom = map(round, box)
            found.append(((left, top, right, bottom), token.text))
    return found


def of_judged() -> list[Figure]:
    """The judged pages recognised again: how many of the numbers that are printed there are found at their place."""
    engine, right = Engine(), 0
    rows = rows_of_judged()
    pages: dict[tuple[str, int], list[tuple[tuple[int, int, int, int], str]]] = {}
    for name, number, *places, value, _ in rows:
        key = name, int(number)
        if key not in pages:
            pages[key] = numbers_on(recognise(drawn(PDFS / name, key[1]), key[1], engine).page)
        right += any(text == value and _overlap(box, [int(place) for place in places]) for box, text in pages[key])
    return [Figure("judged numbers found again", right / max(len(rows), 1), least=LEAST_DIGITS, note=f"of {len(rows)}")]


def _overlap(one: tuple[int, int, int, int], other: list[int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
