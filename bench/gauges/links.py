"""What score_links.py says of links and findings, what eyes said of links, and how long linking and checking take."""

import re
import tempfile
import time
from collections import Counter
from pathlib import Path

import taizhang
from gauges.corpus import DOCUMENTS
from gauges.figures import Figure
from gauges.scoring import GOLD, _output
from taizhang.catalogue.table import parse_table
from taizhang.checking import check
from taizhang.cli.main import main as command
from taizhang.extracting import Reading
from taizhang.linking import link

KEYS = ("000", "001", "002", "003", "004")
YEARS = 20
CITY = "city-sichuan_ganzi-*.txt"
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")


def zibo_documents() -> dict[str, Path]:
    """Key and path of the five documents that the gold of links speaks of."""
    return {key: DOCUMENTS / "zibo" / f"{key}.txt" for key in KEYS}


def score_lines(what: str, *options: str) -> list[str]:
    """What score_links.py says of `taizhang link` or `taizhang check` over the five documents."""
    documents = zibo_documents()
    with tempfile.TemporaryDirectory() as name:
        found = Path(name) / "found.jsonl"
        run = "link" if what == "links" else "check"
        command([run, "--format", "jsonl", "-o", str(found), *map(str, documents.values())])
        docs = [word for key, path in documents.items() for word in ("--doc", f"{key}={path}")]
        return _output("score_links.py", what, str(GOLD / f"{what}.tsv"), str(found), *docs, *options)


def link_figures(lines: list[str]) -> list[Figure]:
    """F1 over all and of each kind."""
    figures = []
    for line in lines:
        match = re.match(r"(\w+) +wanted .* precision (\S+) +recall (\S+) +f1 (\S+)", line)
        if match:
            kind, precision, recall, score = match.groups()
            least = 0.90 if kind == "ALL" else 0.80
            note = f"precision {precision} recall {recall}"
            figures.append(Figure(f"links: {kind} f1", float(score), least=least, note=note))
    return figures


def finding_figures(lines: list[str]) -> list[Figure]:
    """Precision and recall over the closed kinds."""
    match = next(re.search(r"precision (\S+) +recall (\S+)", line) for line in lines if line.startswith("ALL"))
    if match is None:
        raise RuntimeError("score_links.py printed no sum")
    return [
        Figure("findings: precision", float(match[1]), least=0.80),
        Figure("findings: recall", float(match[2]), least=0.90),
    ]


def judged_figures(path: Path) -> list[Figure]:
    """Precision of the links drawn that are still made, and recall by the figures drawn that are still without one.

    Recall weighs the two draws by how many links and how many figures without one there are today.
    """
    from gauges.years import year_gaps, year_links

    made = {(one.kind, *_place(one.a)): _place(one.b) for one in year_links()}
    gaps = {(gap.kind, *_place(gap.said)) for gap in year_gaps()}
    kept: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for row in parse_table(path.name, path.read_text(encoding="utf-8")):
        key = (row["kind"], row["a_file"], int(row["a_start"]), int(row["a_end"]))
        verdict = row.one_of("verdict", ("right", "wrong", "none", "missed"))
        if verdict in ("right", "wrong"):
            kept[verdict] += made.get(key) == (row["b_file"], int(row["b_start"]), int(row["b_end"]))
        left[verdict] += key in gaps
    precision = kept["right"] / max(kept.total(), 1)
    rows = left["none"] + left["missed"] + left["right"]
    lost = left["missed"] + left["right"]
    true, missing = len(made) * precision, len(gaps) * lost / max(rows, 1)
    drawn = f"of {kept.total()} drawn and still made"
    open_ones = f"{lost} of {rows} drawn and still open have a counterpart"
    return [
        Figure("judged links: precision", precision, least=0.95, note=drawn),
        Figure("judged links: recall", true / (true + missing), least=0.85, note=open_ones),
    ]


def _place(said: object) -> tuple[str, int, int]:
    return Path(said.doc).name, *said.span  # type: ignore[attr-defined]


def city(years: int = YEARS) -> list[str]:
    """The texts of `years` reports of one city: those that are there, and the same with their years moved back."""
    texts = [path.read_text("utf-8") for path in sorted((DOCUMENTS / "sample").glob(CITY))][::-1]
    found = []
    for back in range(-(-years // len(texts))):
        for text in texts:
            moved = YEAR.sub(lambda match, back=back: str(int(match[1]) - back * len(texts)), text)
            found.append(moved)
    return found[:years][::-1]


def read_city(texts: list[str]) -> tuple[list[Reading], float]:
    """The readings with their commitments and claims, and how long that took."""
    begun = time.perf_counter()
    readings = [taizhang.read_text(text, f"{number}.txt") for number, text in enumerate(texts)]
    for reading in readings:
        _ = reading.commitments, reading.claims
    return readings, time.perf_counter() - begun


def speed_figures(years: int = YEARS) -> list[Figure]:
    """Linking and checking 20 years against reading them; and ten times as many years of the same city against a few.

    Each year is linked with the next, so that n documents have n-1 neighbours; from 5 to 50 that alone is 12.3 times.
    """
    check(link(read_city(city(2))[0]))  # loads the catalogue
    readings, reading = read_city(city(years))
    whole = _seconds(readings)
    facts = sum(len(one.facts) for one in readings)
    few, many = read_city(city(years // 4))[0], read_city(city(years // 4 * 10))[0]
    growth = _seconds(many) / min(_seconds(few) for _ in range(3))
    return [
        Figure(
            "link and check / read", whole / reading, most=1.0, note=f"{years} years, {facts:,} facts, {whole:.1f} s"
        ),
        Figure("10 x documents", growth, most=12.0, unit="x", note=f"{len(few)} documents and {len(many)}"),
    ]


def _seconds(readings: list[Reading]) -> float:
    begun = time.perf_counter()
    check(link(readings))
    return time.perf_counter() - begun
