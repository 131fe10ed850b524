"""Our own texts as scanned pages: printed as offices print, stamped in red over the date, askew, with noise."""

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")
FONT_THERE = (FONTS / "NotoSerifCJK-Regular.ttc").is_file()
WIDTH, HEIGHT = 595, 842  # A4 in points
SIZE, COLUMNS, ROWS = 16, 28, 22  # what the standard of official documents prescribes
LEFT, TOP = 79, 105
PITCH = 29
STAMP = 59  # points: the radius of a municipal stamp of 42 mm
RED = (214, 38, 42)
DATE = re.compile(r"\s*(?:20\d\d|二[〇○零]二.)年.{1,2}月.{1,3}日\s*")
WHOLE = re.compile(r"[0-9A-Za-z.,%]+|.", re.DOTALL)
CLOSING = re.compile("[，。；：、）”》]")
SIMPLIFIED = 2  # which face of the collection


@dataclass(frozen=True)
class Scan:
    """One page as a picture, and the lines that are printed on it."""

    picture: Image.Image
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Manner:
    """How a page was scanned. Noise is the spread of its grey values; 0 is none."""

    dpi: int = 150
    skew: float = 1.0
    noise: float = 6.0
    stamped: bool = True
    grey: bool = False
    seed: int = 1


def scans(text: str, manner: Manner | None = None, most: int | None = None) -> Iterator[Scan]:
    """The pages of a text, or the first so many of them."""
    manner = manner or Manner()
    lines = [line for paragraph in text.splitlines() for line in wrapped(paragraph)]
    title = next((line for line in lines if line.strip()), "")
    pages = [lines[at : at + ROWS] for at in range(0, len(lines), ROWS)]
    for number, page in enumerate(pages[:most], 1):
        yield _scan(page, title, number, manner)


def wrapped(paragraph: str) -> list[str]:
    """The lines of a paragraph, set in by two characters, at most 28 characters wide; dates stand at the right.

    A number or a Latin word is not broken, as no word processor breaks it, and no line begins with a closing mark.
    """
    words = paragraph.strip()
    if not words:
        return []
    if DATE.fullmatch(words):
        return ["\u3000" * (COLUMNS - 12) + words]
    lines, line, width = [], "\u3000\u3000", 2.0
    for piece in WHOLE.findall(words.replace("\t", "\u3000")):
        wide = sum(map(_width, piece)) / SIZE
        if width + wide > COLUMNS and not CLOSING.match(piece):
            lines.append(line)
            line, width = "", 0.0
        line, width = line + piece, width + wide
    return [*lines, line]


@cache
def _width(sign: str) -> float:
    """Points that a sign takes: Chinese ones a square, others what their font gives them."""
    return _font(SIZE * 10).getlength(sign) / 10 if sign.isascii() else float(SIZE)


@cache
def _font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"NotoSerifCJK-{'Bold' if bold else 'Regular'}.ttc", size, index=SIMPLIFIED)


def _scan(lines: list[str], title: str, number: int, manner: Manner) -> Scan:
    scale = manner.dpi / 72
    page = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    draw = ImageDraw.Draw(page)
    printed = []
    for row, line in enumerate(lines):
        heading = line.strip() == title.strip() and number == 1 and row == 0
        _print_line(draw, line, TOP + row * PITCH, scale, bold=heading)
        printed.append(line.strip())
    mark = f"— {number} —"
    draw.text((WIDTH * scale / 2, 775 * scale), mark, "black", _font(14 * scale), anchor="mm")
    if manner.stamped:
        for row in _dated(lines):
            page = ImageChops.multiply(page, _stamp(page.size, TOP + row * PITCH, scale))
    return Scan(_worn(page, manner), (*printed, mark))


def _print_line(draw: ImageDraw.ImageDraw, line: str, top: float, scale: float, *, bold: bool) -> None:
    """Chinese signs each in its own square, as official documents are set."""
    left, font = float(LEFT), _font(SIZE * scale, bold=bold)
    for sign in line:
        wide = _width(sign)
        draw.text(((left + wide / 2) * scale, (top + SIZE) * scale), sign, (25, 25, 25), font, anchor="ms")
        left += wide


def _dated(lines: list[str]) -> list[int]:
    """The rows that a stamp lies over: those of a date, else the last."""
    return [row for row, line in enumerate(lines) if DATE.fullmatch(line)] or [len(lines) - 1]


def _stamp(size: tuple[int, int], top: float, scale: float) -> Image.Image:
    """A round stamp with a star, its words along the upper arc; white where there is no ink."""
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    x, y, radius = (LEFT + (COLUMNS - 9) * SIZE) * scale, (top + SIZE * 0.3) * scale, STAMP * scale
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=round(3.4 * scale))
    star = [(x + radius * r * math.sin(a), y - radius * r * math.cos(a)) for a, r in _star()]
    draw.polygon(star, fill=RED)
    words = "示例市人民政府专用"
    for at, sign in enumerate(words):
        angle = math.radians(-108 + 216 * at / (len(words) - 1))
        tile = Image.new("RGB", (round(15 * scale),) * 2, "white")
        ImageDraw.Draw(tile).text((tile.width / 2,) * 2, sign, RED, _font(13 * scale, bold=True), anchor="mm")
        tile = tile.rotate(-math.degrees(angle), fillcolor="white", resample=Image.Resampling.BICUBIC)
        place = (round(x + radius * 0.78 * math.sin(angle)), round(y - radius * 0.78 * math.cos(angle)))
        sheet.paste(tile, (place[0] - tile.width // 2, place[1] - tile.height // 2))
    return sheet


def _star() -> list[tuple[float, float]]:
    return [(math.pi / 5 * corner, 0.32 if corner % 2 == 0 else 0.13) for corner in range(10)]


def _worn(page: Image.Image, manner: Manner) -> Image.Image:
    """Turned a little, with the noise of a scanner, through JPEG's loss of colour last, as scanners store pages."""
    import io

    import numpy as np

    page = page.rotate(-manner.skew, Image.Resampling.BICUBIC, fillcolor="white")
    if manner.noise:
        chance = np.random.default_rng(random.Random(manner.seed).randrange(2**32))
        grain = chance.normal(-4, manner.noise, (page.height, page.width, 1))
        page = Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))
    stored = io.BytesIO()
    (page.convert("L") if manner.grey else page).save(stored, "JPEG", quality=80)
    return Image.open(stored).convert("RGB")
