"""Pictures that take far more memory or time than they seem to, and pages that are too many for one run."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest

np = pytest.importorskip("numpy")
for package in ("rapidocr", "onnxruntime", "cv2", "PIL"):
    pytest.importorskip(package)

from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from taizhang.errors import FileHostile  # noqa: E402
from taizhang.reading import image, ocr  # noqa: E402
from taizhang.reading.ocr import page, pictures  # noqa: E402
from taizhang.reading.ocr.pictures import PageImage  # noqa: E402

DIGEST = "0" * 64
SCALE = 150 / 72


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Each test has a cache of its own."""
    monkeypatch.setenv("TAIZHANG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


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


def text_of_page(one):
    return "".join(glyph.text for glyph in one.glyphs)


def encoded(picture, form="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_after_the_whole_time_the_pages_left_out_are_named_and_the_next_run_goes_on(monkeypatch):
    def run():
        cautions = []
        pages = ocr.recognised(
            lambda number: as_page(sheet(f"Page {number}")), [1, 2, 3, 7], DIGEST, "scan.pdf", cautions
        )
        return [text_of_page(one) for one in pages], cautions

    monkeypatch.setattr(ocr, "MOST_SECONDS", 0.0)
    words, cautions = run()
    assert words == [""] * 4
    assert "第 1–3、7 页" in cautions[0].zh
    assert "pages 1–3, 7 " in cautions[0].en
    monkeypatch.setattr(ocr, "MOST_SECONDS", 600.0)
    whole = run()
    assert whole == (["Page1", "Page2", "Page3", "Page7"], [])
    monkeypatch.setattr(ocr, "MOST_SECONDS", 0.0)
    assert run() == whole  # what is kept costs no time


def test_a_strip_is_made_smaller_before_it_is_laid_on_a_sheet():
    for shape in ((1, 60_000), (60_000, 2), (3, 20_000)):
        ready = pictures.prepared(PageImage(np.zeros((*shape, 3), np.uint8), shape[1] / 2, shape[0] / 2))
        assert ready.grey.size <= 1.1 * pictures.MOST_PIXELS
        assert ready.scale == pytest.approx(2 * max(ready.grey.shape) / max(shape), rel=0.01)


def test_pages_of_one_colour_are_not_asked_of_the_engine():
    for colour in ("white", "black", (200, 30, 30)):
        read = page.recognise(as_page(Image.new("RGB", (3000, 2000), colour)), 3, None)
        assert (read.page.number, read.page.glyphs) == (3, [])
    assert not page.recognise(as_page(Image.effect_noise((8, 8), 90)), 1, None).page.glyphs


@pytest.mark.parametrize("size", [(60_000, 1), (1, 60_000), (200_000, 600), (20, 12_000)])
def test_a_picture_of_a_shape_that_no_page_has_is_refused(size):
    with pytest.raises(FileHostile):
        image.laid(encoded(Image.new("1", size)), "长条.png")


def drawn(data):
    with image._opened(data, "图") as picture:
        return image._picture(picture, "图")(1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "RGB", "CMYK", "I;16", "F"])
def test_a_large_picture_is_made_smaller_band_by_band_as_it_is_whole(monkeypatch, mode):
    grey = np.linspace(0, 255, 2_400 * 3_000).reshape(3_000, 2_400)
    grey[1_000:1_040] = 0
    whole = Image.fromarray(grey.astype(np.uint8))
    if mode in {"RGBA", "LA"}:
        whole = whole.convert(mode)
        whole.putalpha(Image.fromarray(grey.T.copy().astype(np.uint8)).resize(whole.size))
    elif mode in {"I;16", "F"}:
        whole = Image.fromarray(grey.astype(np.uint16) * 200 if mode == "I;16" else grey.astype(np.float32))
    else:
        whole = whole.convert(mode)
    data = encoded(whole, "TIFF")
    monkeypatch.setattr(image, "MOST_SHOWN", 1_800_000)
    once = drawn(data)
    monkeypatch.setattr(image, "BAND", 100_000)
    parts = drawn(data)
    assert once.pixels.shape == parts.pixels.shape == (1500, 1200, 3)
    assert np.abs(once.pixels.astype(int) - parts.pixels).max() <= 1


def test_a_large_clear_picture_takes_little_room():
    if sys.platform != "linux":
        pytest.skip("the memory of a process is told otherwise")
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 9_000, 9_000, 16, 6, 0, 0, 0))
    packer = zlib.compressobj(1)
    rows = b"".join([*(packer.compress(bytes(1 + 9_000 * 8)) for _ in range(9_000)), packer.flush()])
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    program = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from taizhang.reading import image\n"
        "with image._opened(sys.stdin.buffer.read(), '图') as picture:\n"
        "    one = image._picture(picture, '图')(1)\n"
        "room = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
        "print(one.pixels.size <= 3 * image.MOST_SHOWN, room)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    outcome = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=True, env=environment
    )
    small, room = outcome.stdout.split()
    assert small == b"True"
    assert int(room) < 800_000
