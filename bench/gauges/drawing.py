"""Cells of tables drawn for judging by eye: a work list, and for PDFs pictures of the page around each cell.

A picture shows two strips of the page, in full width: the one with the column's headings, then the one with the row.
The cell is framed red, its headings blue. What the reader makes of it stands in the work list, not in the picture.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from gauges.cells import COLUMNS, FOLDER, as_judged
from gauges.child import in_child

SCALE = 1.6  # pixels a point
ABOVE, BELOW = 30.0, 22.0  # points shown around headings and row
TALLEST = 260.0  # points of a strip of headings
PER_SHEET = 6
RED, BLUE = (220, 0, 0), (0, 70, 220)
Cell = dict[str, Any]
Strip = tuple[int, float, float]  # page, top, bottom in points


def write_work(paths: list[Path], count: int, seed: int, into: Path) -> None:
    """Draw `count` cells from the files and write `work.txt`, `cells.tsv` to fill in, and the pictures."""
    into.mkdir(parents=True, exist_ok=True)
    drawn = list(draw(paths, count, random.Random(seed)))
    rows = [as_judged(str(path.relative_to(FOLDER)), cell) for path, cell in drawn]
    heading = "\t".join(COLUMNS)
    (into / "cells.tsv").write_text("\n".join([heading, *map("\t".join, rows)]) + "\n", "utf-8")
    told = [told_of(number, path, cell) for number, (path, cell) in enumerate(drawn, 1)]
    (into / "work.txt").write_text("\n".join(told) + "\n", "utf-8")
    write_pictures(drawn, into)
    print(f"{len(drawn)} cells drawn into {into}: work.txt to read, cells.tsv to fill in")


def draw(paths: list[Path], count: int, chance: random.Random) -> Iterator[tuple[Path, Cell]]:
    """Cells of the files, from each as many as its share; what a short file cannot give the longer ones do."""
    held = {path: in_child("cells", path).get("cells", []) for path in paths}
    left = count
    by_size = sorted(held, key=lambda path: len(held[path]))
    for at, path in enumerate(by_size):
        share = min(len(held[path]), -(-left // (len(by_size) - at)))
        left -= share
        taken = sorted(chance.sample(range(len(held[path])), share))
        yield from ((path, held[path][place]) for place in taken)


def told_of(number: int, path: Path, cell: Cell) -> str:
    """What the reader makes of a cell, for whoever judges it."""
    where = f"{cell['sheet']} {cell['cell']}" if cell["cell"] else f"page {cell['page']}"
    return (
        f"{number:03} {path.name} {where}, table {cell['table']} row {cell['row']} column {cell['column']}"
        f" ({cell['title']})\n"
        f"    {cell['text']!r} -> {cell['value']} {cell['unit']}\n"
        f"    row: {' > '.join(cell['row_headings'])}\n    column: {' > '.join(cell['column_headings'])}"
    )


def write_pictures(drawn: list[tuple[Path, Cell]], into: Path) -> None:
    """A picture of each cell that has a box on a page, and sheets with several of them."""
    import pypdfium2
    from PIL import Image

    numbered = [(number, path, cell) for number, (path, cell) in enumerate(drawn, 1) if cell["box"]]
    pictures = []
    for number, path, cell in numbered:
        with pypdfium2.PdfDocument(path) as book:
            picture = picture_of(book, cell, number)
        picture.save(into / f"{number:03}.png")
        pictures.append(picture)
    for sheet, group in enumerate(batches(pictures), 1):
        width, height = max(one.width for one in group), sum(one.height + 12 for one in group)
        whole = Image.new("RGB", (width, height), (120, 120, 120))
        top = 0
        for one in group:
            whole.paste(one, (0, top))
            top += one.height + 12
        whole.save(into / f"sheet-{sheet:02}.png")


def batches(pictures: Iterable[Any]) -> Iterator[list[Any]]:
    """Lists of at most so many."""
    left = iter(pictures)
    while batch := list(islice(left, PER_SHEET)):
        yield batch


def picture_of(book: Any, cell: Cell, number: int) -> Any:
    """The strips of a cell one below the other, with its number."""
    from PIL import Image, ImageDraw

    shown = [strip_of(book, strip, cell) for strip in strips(cell)]
    whole = Image.new("RGB", (max(one.width for one in shown), sum(one.height + 3 for one in shown) + 16), "white")
    ImageDraw.Draw(whole).text((4, 2), f"{number:03}", fill=RED)
    top = 16
    for one in shown:
        whole.paste(one, (0, top))
        top += one.height + 3
    return whole


def strips(cell: Cell) -> list[Strip]:
    """The parts of pages to show: headings and row, in one strip where they meet."""
    row = (cell["page"], cell["box"][1] - BELOW, cell["box"][3] + BELOW)
    page = max((page for page, _ in cell["heads"] if page <= cell["page"]), default=None)
    if page is None:
        return [(row[0], row[1] - 60, row[2])]
    boxes = [box for at, box in cell["heads"] if at == page]
    top, bottom = min(box[1] for box in boxes) - ABOVE, max(box[3] for box in boxes) + ABOVE
    if page == row[0] and bottom >= row[1]:
        return [(page, min(top, row[1]), max(bottom, row[2]))]
    return [(page, top, min(bottom, top + TALLEST)), row]


def strip_of(book: Any, strip: Strip, cell: Cell) -> Any:
    """A part of a page as a picture, full width, with the boxes that stand on it."""
    from PIL import ImageDraw

    number, top, bottom = strip
    page = book[number - 1]
    picture = page.render(scale=SCALE, rev_byteorder=True).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    for colour, boxes in ((BLUE, cell["heads"]), (RED, [(cell["page"], cell["box"])])):
        for at, (left, high, right, low) in boxes:
            if at == number:
                pen.rectangle([side * SCALE for side in (left - 1, high - 1, right + 1, low + 1)], outline=colour)
    edges = max(0, round(top * SCALE)), min(picture.height, round(bottom * SCALE))
    return picture.crop((0, edges[0], picture.width, max(edges[1], edges[0] + 1)))
