"""Pictures that take far more memory or time than they seem to, and pages that are too many for one run."""

import os
import struct
import subprocess
import sys
import zlib

import pytest

np = pytest.importorskip("numpy")
for package in ("rapidocr", "onnxruntime", "cv2", "PIL"):
    pytest.importorskip(package)

from PIL import Image  # noqa: E402

from picture_files import as_page, encoded, sheet, text_of  # noqa: E402
from taizhang.errors import FileDamaged, FileHostile  # noqa: E402
from taizhang.reading import image, ocr  # noqa: E402
from taizhang.reading.layout import words_of  # noqa: E402
from taizhang.reading.ocr import page, pictures  # noqa: E402
from taizhang.reading.ocr.pictures import PageImage  # noqa: E402

pytestmark = pytest.mark.usefixtures("cache")
DIGEST = "0" * 64


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def test_after_the_whole_time_the_pages_left_out_are_named_and_the_next_run_goes_on(monkeypatch):
    def run():
        cautions = []
        pages = ocr.recognised(
            lambda number: as_page(sheet(f"Page {number}")), [1, 2, 3, 7], DIGEST, "scan.pdf", cautions
        )
        return [text_of(one) for one in pages], cautions

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


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_broken_bytes_give_a_picture_or_a_reading_error(form):
    chance = np.random.default_rng(5)
    data = encoded(sheet("1", width=60, height=40), form)
    outcomes = []
    for _ in range(15):
        broken = bytearray(data)
        for place in chance.integers(0, len(broken), 8):
            broken[place] = chance.integers(0, 256)
        if image.handles(bytes(broken)):
            outcomes.append(decoded(bytes(broken), form))
    assert len(outcomes) >= 5
    assert all(outcome is None or outcome.pixels.ndim == 3 for outcome in outcomes)


def decoded(data, form):
    """The last page of the picture; None where it is refused."""
    try:
        with image._opened(data, form) as picture:
            count, _ = image._pages_of(picture, data, form)
            return image._picture(picture, form)(count)
    except (FileDamaged, FileHostile):
        return None


def test_a_chain_of_pages_that_bites_its_tail_ends():
    data = bytearray(encoded(sheet("GDP 5.5%").convert("L"), "TIFF"))
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + entries * 12, first)
    assert "5.5%" in words_of(image.laid(bytes(data), "环.tif").parts)
