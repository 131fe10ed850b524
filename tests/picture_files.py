"""Pictures of lines for the tests of recognition: how they are drawn, wrapped as pages, and written as files."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from taizhang.reading.ocr.pictures import PageImage

SCALE = 150 / 72


def sheet(*lines, width=400, height=200, size=16, ink="black", paper="white"):
    """A picture of lines in Latin script, at 150 dpi; sizes in points."""
    picture = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), paper)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size * SCALE)
    for at, line in enumerate(lines):
        draw.text((30 * SCALE, (30 + at * size * 2) * SCALE), line, ink, font)
    return picture


def as_page(picture):
    picture = picture.convert("RGB")
    return PageImage(np.asarray(picture, np.uint8), picture.width / SCALE, picture.height / SCALE)


def encoded(picture, form="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def text_of(page):
    """What was recognised on the page, without blanks between its signs."""
    return "".join(glyph.text for glyph in page.glyphs)
