"""Pages that are pictures: what is recognised of them, how it is kept, and what goes wrong without harm."""

import itertools
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
for package in ("rapidocr", "onnxruntime", "cv2", "PIL"):
    pytest.importorskip(package)

from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from picture_files import SCALE, as_page, encoded, sheet, text_of  # noqa: E402
from taizhang.errors import FileDamaged, FileHostile, NothingReadable, ReaderMissing  # noqa: E402
from taizhang.reading import image, ocr  # noqa: E402
from taizhang.reading.layout import words_of  # noqa: E402
from taizhang.reading.ocr import (  # noqa: E402
    background,
    confusions,
    engine,
    page,
    pictures,
    ruling,
    signs,
    store,
    straightening,
)
from taizhang.reading.pages.page import Box, Glyph, Page, Rule  # noqa: E402
from taizhang.reading.progress import watched  # noqa: E402

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from gauges import scans  # noqa: E402

pytestmark = pytest.mark.usefixtures("cache")
DIGEST = "0" * 64
needs_fonts = pytest.mark.skipif(not scans.FONT_THERE, reason="the fonts of fonts-noto-cjk are not installed")


@pytest.fixture(scope="module")
def ocr_engine():
    return engine.Engine()


# ------------------------------------------------------------------------------------------------- what is recognised


def test_numbers_are_read_and_each_sign_has_its_place(ocr_engine):
    read = page.recognise(as_page(sheet("GDP 12,345.6", "5.5% 104")), 7, ocr_engine)
    assert read.page.number == 7
    assert read.page.recognised
    assert text_of(read.page) == "GDP12,345.65.5%104"
    first, last = read.page.glyphs[0], read.page.glyphs[-1]
    assert abs(first.left - 30) < 5
    assert 28 < first.top < 50
    assert 60 < last.top < 85
    assert 10 < first.size < 24
    assert all(glyph.left <= glyph.right and glyph.top < glyph.bottom for glyph in read.page.glyphs)
    assert read.page.width == pytest.approx(400, abs=1)


@needs_fonts
def test_a_stamped_page_askew_with_noise_is_read(ocr_engine):
    text = "青禾市计划报告\n全年地区生产总值完成1655.8亿元，同比增长5.6%。\n青禾市发展和改革委员会\n2025年3月5日"
    [scan] = scans.scans(text)
    read = page.recognise(as_page(scan.picture), 1, ocr_engine)
    words = text_of(read.page)
    assert "全年地区生产总值完成1655.8亿元，同比增长5.6%。" in words
    assert "2025年3月5日" in words
    assert len(read.page.pictures) == 1  # the stamp is told, though its words are not
    sizes = {glyph.size for glyph in read.page.glyphs if glyph.text != "-" and not glyph.text.isascii()}
    assert all(abs(size - scans.SIZE) <= 1 for size in sizes)


@needs_fonts
@pytest.mark.parametrize("turn", [3, -5, 90, 180, 270])
def test_a_page_however_it_lies_is_read(ocr_engine, turn):
    [scan] = scans.scans(
        "全年完成投资804.1亿元。\n新增就业12345人，增长6.7%。\n" * 4, scans.Manner(skew=0, stamped=False)
    )
    picture = scan.picture.rotate(turn, expand=turn % 90 == 0, fillcolor="white", resample=Image.Resampling.BICUBIC)
    read = page.recognise(as_page(picture), 1, ocr_engine)
    assert text_of(read.page).count("全年完成投资804.1亿元。") == 4
    assert text_of(read.page).count("新增就业12345人，增长6.7%。") == 4


@needs_fonts
def test_red_letterheads_are_read(ocr_engine):
    picture = Image.new("RGB", (1240, 500), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(scans.FONTS / "NotoSerifCJK-Bold.ttc", 100, index=scans.SIMPLIFIED)
    draw.text((140, 80), "青禾市人民政府文件", scans.RED, font)
    draw.line((100, 300, 1140, 300), scans.RED, 6)
    read = page.recognise(as_page(picture), 1, ocr_engine)
    assert text_of(read.page) == "青禾市人民政府文件"
    assert not read.page.pictures
    assert any(rule.horizontal and rule.right - rule.left > 400 for rule in read.page.rules)


@pytest.mark.parametrize(
    ("ink", "paper"), [("white", "black"), ((150, 150, 150), (200, 200, 200)), ((60, 60, 60), (240, 220, 170))]
)
def test_inverted_faint_and_yellowed_pages_are_read(ocr_engine, ink, paper):
    read = page.recognise(as_page(sheet("Rate 5.5%", "12,345.6", ink=ink, paper=paper)), 1, ocr_engine)
    assert text_of(read.page) == "Rate5.5%12,345.6"


def test_words_on_a_red_ground_are_read(ocr_engine):
    picture = sheet("Share 11.8", "Total 74.0", width=300, height=120, ink=(40, 40, 40), paper=(192, 80, 77))
    assert text_of(page.recognise(as_page(picture), 1, ocr_engine).page) == "Share11.8Total74.0"


def test_cells_between_rules_are_kept_apart(ocr_engine):
    picture = Image.new("RGB", (900, 300), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(30)
    for row in range(4):
        draw.line((50, 50 + row * 60, 850, 50 + row * 60), "black", 2)
        if row < 3:
            draw.text((60, 62 + row * 60), f"Row{row}", "black", font)
            draw.text((262, 62 + row * 60), f"1{row}.5", "black", font)
            draw.text((402, 62 + row * 60), "1", "black", font)
    for side in (50, 255, 395, 850):
        draw.line((side, 50, side, 230), "black", 2)
    read = page.recognise(as_page(picture), 1, ocr_engine)
    across = [rule for rule in read.page.rules if rule.horizontal]
    down = [rule for rule in read.page.rules if not rule.horizontal]
    assert (len(across), len(down)) == (4, 4)
    assert [round(rule.left * SCALE / 5) * 5 for rule in sorted(down, key=lambda rule: rule.left)] == [
        50,
        255,
        395,
        850,
    ]
    lines = "".join(
        glyph.text for glyph in sorted(read.page.glyphs, key=lambda glyph: (round(glyph.top / 12), glyph.left))
    )
    assert lines == "Row010.51Row111.51Row212.51"


def test_an_empty_page_has_no_words(ocr_engine):
    for picture in (Image.new("RGB", (600, 800), "white"), Image.new("RGB", (1, 1)), Image.new("RGB", (4000, 3))):
        read = page.recognise(as_page(picture), 1, ocr_engine)
        assert text_of(read.page) == ""


def test_nothing_is_fetched(monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    read = page.recognise(as_page(sheet("GDP 5.5%")), 1, engine.Engine())
    assert text_of(read.page) == "GDP5.5%"


def test_a_stamp_is_taken_off_the_words_under_it():
    picture = Image.new("RGB", (600, 600), "white")
    ImageDraw.Draw(picture).rectangle((290, 100, 296, 500), fill="black")
    before = np.asarray(picture.convert("L"))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 200, 400, 400), outline=(200, 30, 30), width=8)
    draw.rectangle((290, 100, 296, 500), fill=(30, 5, 5))  # ink over black stays dark
    grey, stamps = pictures.without_stamps(np.asarray(picture), SCALE)
    assert len(stamps) == 1
    assert (np.abs(grey.astype(int) - before) > 80).mean() < 0.001


def test_red_words_and_red_surfaces_are_no_stamps():
    picture = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((50, 50, 250, 250), fill=(200, 30, 30))
    draw.rectangle((300, 50, 340, 250), outline=(200, 30, 30), width=8)
    draw.line((50, 400, 700, 400), (200, 30, 30), 5)
    assert pictures.without_stamps(np.asarray(picture), SCALE)[1] == []


@pytest.mark.parametrize("angle", [-7.5, -1.0, 0.3, 2.25, 6.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(angle):
    grey = np.asarray(sheet(*["Lines of words 1234567890"] * 6, height=250).convert("L"))
    assert straightening.skew(straightening.turned(grey, -angle)) == pytest.approx(angle, abs=0.12)


def test_strokes_of_signs_are_no_rules():
    grey = np.asarray(sheet("HHH TTT EEE 1111", "LLL 7777", size=24).convert("L"))
    assert ruling.ruling(grey, SCALE).rules == []


def test_permille_is_one_sign_and_dates_stay_as_they_are():
    line = engine.Spotted(signs.spread("控制在2.5%0以下，7·20", 0, 160), 0, 0, 160, 22, 1.0)
    assert confusions.mended(line).text == "控制在2.5‰以下，7·20"


def test_full_width_digits_leave_no_gap():
    places = [engine.Sign(sign, 8 + 16 * at) for at, sign in enumerate("完成421亿元，同比")]
    glyphs = signs.glyphs_of([engine.Spotted(tuple(places), 0, 0, 160, 18, 1.0, (1.0, 16.0))], 1.0)
    assert all(after.left - before.right < 1 for before, after in itertools.pairwise(glyphs[:7]))


def test_signs_of_unequal_lines_of_one_type_have_one_size():
    line = engine.Spotted(signs.spread("增长5.5%", 0, 100), 0, 0, 100, 22, 1.0)
    other = engine.Spotted(signs.spread("下降12%", 0, 95), 0, 40, 95, 63, 1.0)
    sizes = {glyph.size for glyph in signs.glyphs_of([line, other], 1.0)}
    assert len(sizes) == 1


# ------------------------------------------------------------------------------------------- beside, kept and resumed


def test_pages_come_in_order_with_progress_and_are_not_asked_for_twice(cache):
    asked, told = [], []

    def picture(number):
        asked.append(number)
        return as_page(sheet(f"Page {number} 10{number}"))

    def run():
        return [text_of_page(one) for one in ocr.recognised(picture, [1, 2, 5], DIGEST, "scan.pdf")]

    with watched(lambda *progress: told.append(progress)):
        first = run()
    assert first == ["Page1101", "Page2102", "Page5105"]
    assert told == [("scan.pdf", 1, 3), ("scan.pdf", 2, 3), ("scan.pdf", 3, 3)]
    assert run() == first
    assert asked == [1, 2, 5]
    [kept] = (cache / "ocr").iterdir()
    (kept / "2.json").write_text("{", "utf-8")
    assert run() == first
    assert asked == [1, 2, 5, 2]


def text_of_page(one):
    return "".join(glyph.text for glyph in one.glyphs)


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    processes = []
    original = subprocess.Popen

    class Popen(original):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            processes.append(self)

    monkeypatch.setattr(background.subprocess, "Popen", Popen)
    return processes


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_is_killed_is_started_again_and_no_page_is_lost(started):
    def picture(number):
        if number == 2:
            os.kill(started[-1].pid, signal.SIGKILL)
        return as_page(sheet(f"Page {number}"))

    pages = list(ocr.recognised(picture, [1, 2, 3], DIGEST, "scan.pdf"))
    assert [text_of_page(one) for one in pages] == ["Page1", "Page2", "Page3"]
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_a_page_that_takes_too_long_is_left_out_and_named(monkeypatch, started):
    monkeypatch.setattr(background, "PAGE_SECONDS", (0.001, 0.001))
    cautions = []
    [one] = ocr.recognised([as_page(sheet("Page"))], [4], DIGEST, "scan.pdf", cautions)
    assert one.glyphs == []
    assert one.pictures == [Box(0, 0, one.width, one.height)]
    assert one.width == pytest.approx(400, abs=1)
    assert "4" in cautions[0].zh
    assert "4" in cautions[0].en
    assert all(process.poll() is not None for process in started)


def test_what_is_done_stays_when_the_reader_stops(started, cache):
    pages = ocr.recognised(lambda number: as_page(sheet(f"Page {number}")), [1, 2, 3], DIGEST, "scan.pdf")
    next(pages)
    pages.close()
    assert all(process.poll() is not None for process in started)
    assert len(list(cache.rglob("1.json"))) == 1
    assert not list(cache.rglob("*.part"))


def test_an_interruption_ends_the_process(started):
    def picture(number):
        if number == 2:
            raise KeyboardInterrupt
        return as_page(sheet("Page"))

    with pytest.raises(KeyboardInterrupt):
        list(ocr.recognised(picture, [1, 2], DIGEST, "scan.pdf"))
    assert all(process.poll() is not None for process in started)


def test_without_a_place_to_write_all_goes_on_in_memory(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("TAIZHANG_CACHE", str(tmp_path / "file"))
    [one] = ocr.recognised([as_page(sheet("GDP 5.5%"))], [1], DIGEST, "scan.pdf")
    assert text_of_page(one) == "GDP5.5%"


def test_where_no_process_can_be_started_this_one_recognises(monkeypatch):
    monkeypatch.setattr(background.sys, "executable", "")
    [one] = ocr.recognised([as_page(sheet("GDP 5.5%"))], [1], DIGEST, "scan.pdf")
    assert text_of_page(one) == "GDP5.5%"


def test_where_the_process_cannot_work_this_one_recognises(monkeypatch, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(background.sys, "executable", str(broken))
    [one] = ocr.recognised([as_page(sheet("GDP 5.5%"))], [1], DIGEST, "scan.pdf")
    assert text_of_page(one) == "GDP5.5%"


def test_without_the_packages_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(engine, "PACKAGES", ("no_such_package",))
    with pytest.raises(ReaderMissing) as refused:
        next(ocr.recognised([], [], DIGEST, "扫描件.pdf"))
    assert "taizhang[ocr]" in refused.value.message("zh")


def test_a_page_is_kept_as_it_was(tmp_path):
    one = Page(3, 595.0, 842.0, [Glyph("增", 1, 2, 3, 4, 16.0)], [Rule(0, 5, 9, 5)], [Box(1, 1, 2, 2)], recognised=True)
    held = store.Store(DIGEST, tmp_path)
    assert held.page(3) is None
    assert held.keep(page.Recognised(one, 0.98, 1.5))
    assert held.page(3).page == one
    assert held.page(3).sure == 0.98


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"number": 1}', b"\xff\xfe", b"[" * 100_000, b'{"number": 2}'],
)
def test_what_was_not_written_whole_counts_as_not_there(tmp_path, content):
    (tmp_path / "1.json").write_bytes(content)
    assert store.Store(DIGEST, tmp_path).page(1) is None


def test_what_is_no_page_counts_as_not_there(tmp_path):
    one = page.Recognised(Page(1, 10.0, 10.0, [Glyph("1", 1, 2, 3, 4, 16.0)], recognised=True), 1.0, 1.0)
    for key, value in [("glyphs", [["1", 1, 2, 3]]), ("glyphs", [[1, 1, 2, 3, 4, 5]]), ("size", [1]), ("rules", 5)]:
        record = {**store.to_record(one), key: value}
        (tmp_path / "1.json").write_text(json.dumps(record), "utf-8")
        assert store.Store(DIGEST, tmp_path).page(1) is None
    (tmp_path / "1.json").write_text(json.dumps({**store.to_record(one), "size": [float("nan"), 1]}), "utf-8")
    assert store.Store(DIGEST, tmp_path).page(1) is None


def test_the_cache_is_where_the_system_has_it(monkeypatch, tmp_path):
    assert store.cache_folder() == Path(os.environ["TAIZHANG_CACHE"])
    monkeypatch.delenv("TAIZHANG_CACHE")
    monkeypatch.setattr(store.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.cache_folder() == tmp_path / "taizhang"
    monkeypatch.setattr(store.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert store.cache_folder() == tmp_path / "local" / "taizhang"


# ------------------------------------------------------------------------------------------------------------ pictures


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_is_told_by_its_content(form):
    assert image.handles(encoded(sheet("1"), form))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"B",
        b"BM",
        "BM计划全年完成524亿元，增长5.5%。".encode(),
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"RIFF1234WAVE",
        b"II",
    ],
)
def test_what_is_no_picture_is_not_taken(content):
    assert not image.handles(content)


def test_the_words_of_a_picture_are_laid_out_with_their_places():
    layout = image.laid(encoded(sheet("GDP 5.5%"), dpi=(150, 150)), "扫描件.png")
    assert "5.5%" in words_of(layout.parts)
    source = layout.parts[0].runs[0].source
    assert source.page == 1
    assert source.box[0] == pytest.approx(30, abs=6)
    assert layout.cautions


def test_every_page_of_a_tiff_is_read():
    pages = [sheet(f"Page 10{number}").convert("L") for number in range(3)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", dpi=(150, 150))
    words = words_of(image.laid(data, "扫描件.tif").parts)
    assert [words.count(f"10{number}") for number in range(3)] == [1, 1, 1]


def test_of_a_moving_picture_the_first_frame_is_read_and_that_is_said():
    frames = [sheet(f"Page 10{number}") for number in range(2)]
    layout = image.laid(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "动图.gif")
    assert "101" not in words_of(layout.parts)
    assert any("第一帧" in caution.zh for caution in layout.cautions)


def test_pictures_of_every_mode_are_read(monkeypatch):
    seen = []

    def without_engine(picture, numbers, *_):
        seen.extend(picture(number) for number in numbers)
        return iter(())

    monkeypatch.setattr(image, "recognised", without_engine)
    grey = sheet("1").convert("L")
    deep = Image.fromarray(np.asarray(grey, np.uint16) * 257)
    clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    samples = [encoded(grey.convert(mode), "TIFF") for mode in ("1", "L", "P", "RGB", "RGBA", "CMYK", "LAB")]
    samples += [encoded(deep), encoded(clear), encoded(grey.convert("F"), "TIFF"), encoded(grey.convert("P"), "GIF")]
    for data in samples:
        with pytest.raises(NothingReadable):
            image.laid(data, "图")
    assert {one.pixels.dtype for one in seen} == {np.dtype(np.uint8)}
    assert all(one.pixels.shape[2] == 3 and one.pixels.mean() > 200 for one in seen)


def test_a_photograph_is_turned_as_its_camera_was_held(monkeypatch):
    seen = []
    monkeypatch.setattr(
        image, "recognised", lambda picture, numbers, *_: iter(seen.extend(map(picture, numbers)) or ())
    )
    exif = Image.Exif()
    exif[0x0112] = 6
    with pytest.raises(NothingReadable):
        image.laid(encoded(Image.new("RGB", (4000, 3000), "white"), "JPEG", exif=exif), "照片.jpg")
    [one] = seen
    assert one.width < one.height
    assert one.pixels.shape[1] < one.pixels.shape[0]
    assert one.pixels.shape[1] <= one.width * 301 / 72


def test_a_picture_cut_off_is_refused():
    for form in ("PNG", "JPEG", "TIFF", "WEBP"):
        data = encoded(sheet("GDP 5.5%"), form)
        with pytest.raises(FileDamaged):
            image.laid(data[: len(data) // 2], f"坏图.{form}")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize("side", [13_000, 60_000, 2**31 - 1])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    began = time.process_time()
    with pytest.raises((FileHostile, FileDamaged)):
        image.laid(data, "炸弹.png")
    assert time.process_time() - began < 5


# ------------------------------------------------------------------------------------------- how well it is recognised


@needs_fonts
def test_the_short_form_of_the_benchmark_holds():
    command = [sys.executable, "bench/ocr", "--short"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    short = [line for line in outcome.stdout.splitlines() if "SHORT" in line]
    assert [line for line in short if "seconds" not in line] == []  # how soon is no matter beside other tests


def test_the_numbers_judged_by_eye_are_right():
    path = ROOT / "tests" / "judged" / "ocr_numbers.tsv"
    head, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert head == ["file", "page", "left", "top", "right", "bottom", "value", "verdict"]
    assert len(rows) >= 200
    assert {row[-1] for row in rows} <= {"right", "wrong", "missed"}
    for _, number, left, top, right, bottom, value, _ in rows:
        assert int(number) >= 1
        assert 0 <= int(left) < int(right) <= 600
        assert 0 <= int(top) < int(bottom) <= 850
        assert all(sign.isdigit() or sign in "+-.,%‰:：" for sign in value)
    assert sum(row[-1] == "right" for row in rows) >= 0.99 * len(rows)
