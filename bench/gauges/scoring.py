"""What score.py and score_structure.py of the shared folder say of the reader, beside the least that is wanted."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from gauges.corpus import DOCUMENTS, SHARED
from gauges.figures import Figure

GOLD = SHARED / "gold"
LEAST = {
    "coverage": 1.0,
    "label": 0.985,
    "f1": 0.99,
    "value": 0.99,
    "unit": 0.985,
    "role": 0.98,
    "cmp": 0.98,
    "status": 0.98,
    "period": 0.96,
    "subject": 0.93,
    "region": 0.90,
    "fact": 0.90,
    "sure": 0.80,
    "sure_right": 0.98,
}
BELOW = 0.06  # no single document may be more than this below
CLASSES = {("label", "qualifier"), ("label", "name"), ("label", "ordinal"), ("role", "rank"), ("role", "change")}
CLASSES |= {("cmp", "<="), ("cmp", "~"), ("role", "base"), ("role", "times")}
CLASS_LEAST = 0.90
STRUCTURES = {
    "outline": ("outline.tsv", 0.97),
    "metadata": ("metadata.json", 0.97),
    "tables": ("tables.json", 0.97),
    "commitments": ("commitments.tsv", 0.85),
}
DOCS_OF = {"tables": ("003",), "commitments": ("001", "003")}


def gold_documents() -> dict[str, Path]:
    """Key of each gold file of facts, and the document that it annotates."""
    found = {}
    for gold in sorted(GOLD.glob("[0-9d]*.tsv")):
        for folder in ("zibo", "others"):
            path = DOCUMENTS / folder / f"{gold.stem}.txt"
            if path.is_file():
                found[gold.stem] = path
    return found


def write_listings(documents: Iterable[Path], folder: Path) -> None:
    """The lines that `taizhang read` and its siblings print of each document, as KEY.COMMAND.jsonl."""
    from taizhang.reading import open_document
    from taizhang.writing import jsonl
    from taizhang.writing.listings import LISTINGS

    for path in documents:
        document = open_document(path)
        for name, listing in LISTINGS.items():
            with (folder / f"{path.stem}.{name}.jsonl").open("w", encoding="utf-8") as stream:
                jsonl.write([listing.rows(document)], listing.keys, stream)


def _output(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, str(SHARED / script), *arguments]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    if not outcome.stdout:
        raise RuntimeError(outcome.stderr)
    return [line for line in outcome.stdout.splitlines() if line.strip()]


def fact_scores(folder: Path, *options: str) -> list[str]:
    """The lines of score.py over all gold files."""
    pairs = [word for key in gold_documents() for word in (str(GOLD / f"{key}.tsv"), str(folder / f"{key}.read.jsonl"))]
    return _output("score.py", *pairs, *options)


def parsed(line: str) -> tuple[str, dict[str, float]]:
    """Name and scores of one line of score.py.

    >>> parsed("ALL     coverage 1.000  label 0.985   beyond 3")
    ('ALL', {'coverage': 1.0, 'label': 0.985, 'beyond': 3.0})
    """
    name, *words = line.split()
    return name, {key: float(value) for key, value in zip(words[::2], words[1::2], strict=False)}


def score_figures(lines: list[str]) -> list[Figure]:
    """Every field over all documents, then the worst document of each field that falls too far below."""
    keys = {*gold_documents(), "ALL"}
    scores = dict(parsed(line) for line in lines if line.split()[0] in keys)
    whole = scores.pop("ALL")
    figures = [Figure(name, whole[name], least=least) for name, least in LEAST.items()]
    for name, least in LEAST.items():
        worst, score = min(((key, one[name]) for key, one in scores.items()), key=lambda found: found[1])
        if not score >= least - BELOW:
            figures.append(Figure(f"{name} of {worst}", score, least=round(least - BELOW, 3)))
    return figures


def class_figures(lines: list[str]) -> list[Figure]:
    """F1 of each class that is asked for, from the lines of score.py --classes."""
    figures = []
    for line in lines:
        words = line.split()
        if len(words) > 8 and words[2] == "wanted" and (words[0], words[1]) in CLASSES:
            figures.append(Figure(f"{words[0]} {words[1]}", float(words[9]), least=CLASS_LEAST, note=f"of {words[3]}"))
    return figures


def structure_figures(folder: Path, *options: str) -> list[Figure]:
    """F1 of outline, metadata, tables and commitments."""
    documents, figures = gold_documents(), []
    for what, (gold, least) in STRUCTURES.items():
        keys = DOCS_OF.get(what) or keys_of_gold(GOLD / gold, documents)
        found = folder / f"all.{what}.jsonl"
        found.write_text("".join((folder / f"{key}.{what}.jsonl").read_text("utf-8") for key in keys), "utf-8")
        docs = [word for key in keys for word in ("--doc", f"{key}={documents[key]}")]
        lines = _output("score_structure.py", what, str(GOLD / gold), str(found), *docs, *options)
        for line in lines[:-1]:
            print("   ", line)
        figures.append(Figure(what, float(lines[-1].split()[-1]), least=least))
    return figures


def keys_of_gold(path: Path, documents: dict[str, Path]) -> list[str]:
    """The keys that a gold file of structures speaks of."""
    text = path.read_text("utf-8")
    if path.suffix == ".tsv":
        return sorted({line.split("\t")[0] for line in text.splitlines()[1:]} & set(documents))
    return [key for key in documents if f'"{key}"' in text]
