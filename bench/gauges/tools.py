"""The same originals through other tools: characters, numbers and cells recovered, and seconds beside ours."""

import re
import subprocess
import sys
import tempfile
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gauges.cells import as_judged, judged_rows
from gauges.child import in_child, spoken
from gauges.corpus import ROOT
from gauges.originals import FOLDER as ORIGINALS
from gauges.twins import pairs

FOLDER = Path(tempfile.gettempdir()) / "peers-formats"
REQUIREMENTS = ROOT / "bench" / "peers-formats.txt"
PEER = Path(__file__).with_name("peer.py")
OURS = "taizhang"
TAKES = {
    "pdf": ("pdfplumber", "pypdf", "markitdown", "docling"),
    "docx": ("python-docx", "markitdown", "docling"),
    "html": ("markitdown", "docling"),
    "xlsx": ("markitdown", "docling"),
    "xls": ("markitdown", "docling"),
    "doc": ("markitdown", "docling"),
}
FILES = ("pdf/*shanxi*", "pdf/*xian-*", "pdf/*yueyang*", "pdf/*jiangsu-2024*", "docx/*zhongshan*", "docx/*deyang*")
FILES += ("docx/*chengde*", "html/*changsha*", "html/*bayinguoleng*", "html/*zhanjiang*", "xlsx/*", "doc/*")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
INSTALL_SECONDS, READ_SECONDS = 1_800, 600
DRAWN = 40  # cells of a file of which none was judged
HEADING = "# 读各种格式：与其他工具的比较"


@dataclass
class Outcome:
    """What a tool makes of the files of one format: counts, and why it has none of some."""

    format: str
    tool: str
    files: int = 0
    signs: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    ours: float = 0.0
    why: list[str] = field(default_factory=list)


def measured(folder: Path, of: str = "", *, short: bool = False) -> list[Outcome]:
    """Each tool on the files of each format that it takes; ours first."""
    tools = interpreters(folder) if not short else {}
    outcomes: dict[tuple[str, str], Outcome] = {}
    paths = [path for pattern in FILES for path in sorted(ORIGINALS.glob(pattern)) if of in path.name]
    for path in paths[:1] if short else paths:
        kind = path.suffix[1:]
        reference, cells = reference_of(path), wanted_cells(path)
        ours = in_child("words", path)
        for tool in (OURS, *TAKES[kind]):
            outcome = outcomes.setdefault((kind, tool), Outcome(kind, tool))
            python = tools.get(tool)
            if tool == OURS:
                _count(outcome, ours, ours, reference, cells)
            elif python is None:
                outcome.why = ["not installed"]
            else:
                read = spoken([python, str(PEER), tool, str(path)], READ_SECONDS)
                _count(outcome, read, ours, reference, cells)
    return list(outcomes.values())


def interpreters(folder: Path) -> dict[str, str]:
    """The Python of each peer, installed into `folder` if need be; those that do not install are left out."""
    lines = [line for line in REQUIREMENTS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = {}
    for tool, wanted in (line.split(": ", 1) for line in lines):
        if _installed(folder / tool, wanted):
            found[tool] = str(folder / tool / "bin/python")
    return found


def _installed(environment: Path, wanted: str) -> bool:
    done = environment / "installed.txt"
    if done.is_file() and done.read_text("utf-8") == wanted:
        return True
    print(f"  installing {wanted} ...", file=sys.stderr)
    pip = [str(environment / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True, capture_output=True, timeout=120)
        subprocess.run([*pip, *wanted.split()], check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        print("  does not install; going on without it", file=sys.stderr)
        return False
    done.write_text(wanted, "utf-8")
    return True


def reference_of(path: Path) -> str:
    """The words of a file by another way: its text twin, pdftotext or LibreOffice; empty where there is none."""
    twins = dict(pairs())
    if path.suffix == ".pdf":
        return _printed(["pdftotext", "-layout", str(path), "-"])
    if path in twins:
        return twins[path].read_text("utf-8")
    form = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true,false,false,-1"  # every sheet, as shown
    form = form if path.suffix.startswith(".xls") else "txt:Text (encoded):UTF8"
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        _printed(["soffice", home, "--headless", "--convert-to", form, "--outdir", folder, str(path)])
        files = (file for file in Path(folder).iterdir() if file.is_file())
        written = sorted(files, key=lambda file: file.stat().st_mtime_ns)  # a file for each sheet, in their order
        return "\n".join(file.read_text("utf-8", "replace") for file in written)


def _printed(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=300).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""


def wanted_cells(path: Path) -> list[dict[str, Any]]:
    """The cells that were judged right and still read so; else an even spread of those that we read."""
    cells = in_child("cells", path).get("cells", [])
    right = [row for row in judged_rows() if ORIGINALS / row.file == path and row.right]
    if right:
        said = {row.said for row in right}
        return [cell for cell in cells if as_judged("", cell).said in said]
    return cells[:: max(1, len(cells) // DRAWN)]


def squeezed(words: str) -> str:
    """Words without blanks, in their plain forms.

    >>> squeezed("总　计\\n１２")
    '总计12'
    """
    return "".join(unicodedata.normalize("NFKC", words).split())


def signs_of(text: str) -> Counter[str]:
    """The letters, Chinese characters and digits of a text, counted.

    >>> sorted(signs_of("增长5%，增").items())
    [('5', 1), ('增', 2), ('长', 1)]
    """
    return Counter(sign for sign in squeezed(text) if sign.isalnum())


def numbers_of(text: str) -> list[str]:
    """The numbers of a text in order, without commas.

    >>> numbers_of("1,234.5亿元，增长6%")
    ['1234.5', '6']
    """
    return [match[0].replace(",", "") for match in NUMBER.finditer(unicodedata.normalize("NFKC", text))]


def is_there(cell: dict[str, Any], grids: list[list[list[str]]]) -> bool:
    """Whether a grid has the value in a row with the row's name and in a column under the column's heading.

    The words of the grids are squeezed.
    """
    value = squeezed(cell["text"]).replace(",", "")
    over, beside = (squeezed(cell[key][-1]) if cell[key] else "" for key in ("column_headings", "row_headings"))
    for rows in grids:
        for number, row in enumerate(rows):
            if not any(beside in words for words in row):
                continue
            for column, words in enumerate(row):
                above = (upper[column] for upper in rows[:number] if column < len(upper))
                if words.replace(",", "") == value and any(over in heading for heading in above):
                    return True
    return False


def _count(
    outcome: Outcome, read: dict[str, Any], ours: dict[str, Any], reference: str, cells: list[dict[str, Any]]
) -> None:
    """Add what was made of a file."""
    if "text" not in read:
        why = str(read.get("why") or read.get("failed"))
        wants_models = "LocalEntryNotFound" in why
        outcome.why.append("wants models that are not there" if wants_models else why.split(":", maxsplit=1)[0])
        return
    outcome.files += 1
    wanted, got = signs_of(reference), signs_of(read["text"])
    outcome.signs.update(wanted=wanted.total(), found=(wanted & got).total())
    matcher = SequenceMatcher(None, numbers_of(reference), numbers_of(read["text"]), autojunk=False)
    found = sum(block.size for block in matcher.get_matching_blocks())
    outcome.numbers.update(wanted=len(matcher.a), found=found)
    grids = [[[squeezed(words) for words in row] for row in grid] for grid in read["grids"]]
    outcome.cells.update(wanted=len(cells), found=sum(is_there(cell, grids) for cell in cells))
    outcome.seconds += read["seconds"]
    outcome.ours += ours.get("seconds", 0.0)


def table_of(outcomes: list[Outcome]) -> list[str]:
    """The lines of a Markdown table, a format after the other."""
    lines = ["| format | tool | files | characters | numbers in order | cells in their place | seconds / ours | |"]
    lines.append("| --- | --- | --: | --: | --: | --: | --: | --- |")
    lines += [f"| {' | '.join(_cells_of(outcome))} |" for outcome in outcomes]
    return lines


def _cells_of(outcome: Outcome) -> Iterator[str]:
    yield from (outcome.format, outcome.tool, str(outcome.files))
    for count in (outcome.signs, outcome.numbers, outcome.cells):
        yield f"{100 * count['found'] / count['wanted']:.2f} %" if count["wanted"] else "—"
    yield f"{outcome.seconds / outcome.ours:.2f}" if outcome.ours else "—"
    yield "; ".join(sorted(set(outcome.why)))


def write_table(path: Path, table: list[str]) -> None:
    """The page of docs with the table; all of it is written by this command."""
    versions = [line for line in REQUIREMENTS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    judged = sum(1 for row in judged_rows() if row.right)
    said = (
        f"{judged} cells were judged right by eye" if judged else "no cell was judged by eye yet: where a cell stands"
    ) + ("; files without any of them give an even spread of cells as we read them" if judged else " is our reading")
    about = f"""The same published files through each tool, alone, as its documentation says, without a network.
Characters (letters, Chinese characters, digits; in any order) and numbers (in their order) are those of another way to
the same words: the text twin, `pdftotext -layout` or LibreOffice, so that 100 % is agreement with that way and not
truth. A cell is in its place where the tool gives a table in which the value stands in a row with the row's name and
in a column under the column's heading ({said}). Seconds are processor time of reading alone, the tool loaded, beside
ours on the same files in the same run; those of small files tell little."""
    command = f"Written by `bench/formats --only peers --table {path.as_posix()}`; do not edit."
    words = f"{HEADING}\n\n{command}\n\n{textwrap.fill(' '.join(about.split()), 118)}\n\n"
    end = f"\n\nVersions: {', '.join(versions)}.\n"
    path.write_text(words + "\n".join(table) + end, "utf-8")
