"""The reader of pictures: photographs and scans of pages as PNG, JPEG, TIFF (of many pages), BMP, WEBP or GIF."""

import math
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from taizhang.errors import FileDamaged, NothingReadable, ReaderMissing, Words
from taizhang.model import Document
from taizhang.reading.assembling import assembled
from taizhang.reading.layout import Layout
from taizhang.reading.limits import MOST_PAGES, beyond, within
from taizhang.reading.ocr import PageImage, recognised, wanted
from taizhang.reading.pages.laying import lay_out

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0")
GIF = (b"GIF87a", b"GIF89a")
MOVING = (*GIF, SIGNATURES[0], b"RIFF")
HEADERS_OF_BMP = (12, 40, 52, 56, 64, 108, 124)  # bytes, by kind
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "MPO")
FAULTS = (OSError, ValueError, SyntaxError, struct.error, TypeError, KeyError, IndexError, OverflowError)
MOST_PIXELS = 150_000_000  # of one page: A2 at 600 dpi has 139 million
MOST_BYTES = 600_000_000  # that such a page takes as it is kept, of four colours
MOST_SIDE = 100_000  # pixels: a page of the web taken from top to bottom may have 50,000
SLIMMEST, SLIM = 200, 10_000  # times as long as wide; pixels from which on that is asked
MOST_SHOWN = 36_000_000  # pixels that are handed on: A3 at 300 dpi has 17 million
BAND = 4_000_000  # pixels that are looked at in one go
MOST_DPI = 300  # more is not recognised better
LIKELY = (100.0, 1300.0)  # dots per inch that scanners give; 72 and 96 are made up by cameras and programs
PAPER = (842.0, 595.0)  # points: the longer and the shorter side of A4
LARGEST = 2_400.0  # points: the longer side of A1
SMALL = 600  # pixels: what is narrower is a piece of a screen
MADE_UP = 0.75  # points to a pixel of a screen
BITS = 258  # the tag of TIFF for bits, by colour
ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)  # the tag by which cameras tell how they were held


def handles(data: bytes) -> bool:
    """Whether the content is a picture, by its first bytes."""
    return data.startswith((*SIGNATURES, *GIF)) or _is_webp(data) or _is_bmp(data)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_bmp(data: bytes) -> bool:
    """Two letters begin many texts: the size of the header behind them must be one that there is."""
    return data[:2] == b"BM" and len(data) >= 18 and struct.unpack_from("<I", data, 14)[0] in HEADERS_OF_BMP


def convert(data: bytes, path: str) -> Document:
    """The document of a picture."""
    return assembled(laid(data, path), data, path)


def laid(data: bytes, path: str) -> Layout:
    """The pages of a picture recognised and laid out.

    Raises `ReaderMissing` without the extra `ocr`, `FileDamaged` where the picture cannot be decoded, `FileHostile`
    where it has more pixels or pages than any scan, `NothingReadable` where no word is seen in it.
    """
    wanted(path)
    cautions: list[Words] = []
    with _opened(data, path) as image:
        count, more = _pages_of(image, data, path)
        numbers = range(1, count + 1)
        pages = recognised(_picture(image, path), numbers, sha256(data).hexdigest(), path, cautions)
        layout = lay_out(pages, "image")
    if not layout.parts:
        nothing = Words("图片里没有认出文字", "no words were recognised in the picture")
        raise NothingReadable(path=path, detail=cautions[0] if cautions else nothing)
    if more:
        cautions.append(Words("动图只读了第一帧", "of a moving picture only the first frame was read"))
    layout.cautions += [Words("文字由图片识别得来", "the words were recognised from a picture"), *cautions]
    return layout


@contextmanager
def _opened(data: bytes, path: str) -> "Iterator[Image]":
    """The picture, its pixels not yet decoded; what goes wrong with it within the block is told of the file."""
    try:
        from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only wanted for pictures
    except ImportError:
        raise ReaderMissing(path=path, kind=Words("图片", "pictures"), package="pillow", extra="ocr") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures and odd metadata: measured and bounded here
            image = Image.open(BytesIO(data), formats=FORMATS)
        _bounded(image, path)
    except Image.DecompressionBombError:
        beyond(path, f"一页多于 {MOST_PIXELS:,} 个像素", f"a page of more than {MOST_PIXELS:,} pixels")
    except (UnidentifiedImageError, *FAULTS) as error:
        raise _damaged(path, error) from None
    with image:
        yield image


def _bounded(image: "Image", path: str) -> None:
    """Raises `FileHostile` where the page that is open is larger than any scan; nothing is decoded for that."""
    longer, shorter = max(image.size), min(image.size)
    within(path, image.width * image.height, MOST_PIXELS, "一页里的像素", "pixels on a page")
    within(path, longer, MOST_SIDE, "图片一边的像素", "pixels along a side of the picture")
    if longer > SLIM and longer > SLIMMEST * shorter:
        beyond(path, f"图片的长是宽的 {SLIMMEST} 倍以上", f"a picture more than {SLIMMEST} times as long as wide")
    bits = getattr(image, "tag_v2", {}).get(BITS, 8)  # TIFF may keep more than 8 for each colour
    deep = sum(bits) if isinstance(bits, tuple) else bits
    within(path, image.width * image.height * deep // 8, MOST_BYTES, "一页图片的字节", "bytes in the picture of a page")


def _pages_of(image: "Image", data: bytes, path: str) -> tuple[int, bool]:
    """How many pages are read, and whether frames of a moving picture are left out."""
    if image.format != "TIFF":
        return 1, data.startswith(MOVING) and _has(image, 1)
    count = 1
    while count <= MOST_PAGES and _has(image, count):  # counted here: a chain of pages may be endless
        count += 1
    within(path, count, MOST_PAGES, "图片页", "pages")
    return count, False


def _has(image: "Image", number: int) -> bool:
    try:
        image.seek(number)
    except EOFError:
        return False
    except FAULTS:
        return False
    return True


def _picture(image: "Image", path: str) -> Callable[[int], PageImage]:
    """The function that gives the picture of a page."""

    def picture(number: int) -> PageImage:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.seek(number - 1)
                _bounded(image, path)
                return _drawn(image)
        except (*FAULTS, EOFError, MemoryError) as error:
            raise _damaged(path, error, number) from None

    return picture


def _drawn(image: "Image") -> PageImage:
    """The page that is open as a picture on white paper, held as its camera was, and its size in points."""
    import numpy as np  # noqa: PLC0415 - heavy, and only wanted for pictures
    from PIL import ImageOps  # noqa: PLC0415

    width, height = size_in_points(image.size, image.info.get("dpi"))
    shrink = min(MOST_DPI / 72 * width / image.width, math.sqrt(MOST_SHOWN / (image.width * image.height)), 1.0)
    size = max(1, round(image.width * shrink)), max(1, round(image.height * shrink))
    if shrink < 1:
        image.draft("RGB", size)  # JPEG: decoded smaller
    plain = _on_paper(image, size)
    if image.getexif().get(ORIENTATION, 1) in SIDEWAYS:
        width, height = height, width
    plain.info["exif"] = image.info.get("exif", b"")
    pixels = np.asarray(ImageOps.exif_transpose(plain).convert("RGB"), np.uint8)
    return PageImage(pixels, width, height)


def _on_paper(image: "Image", size: tuple[int, int]) -> "Image":
    """In grey or in red, green and blue, without what shows through, made as small as `size`.

    Band by band, for what lies between takes several times as much room as the picture.
    """
    from PIL import Image  # noqa: PLC0415

    image.load()
    lightest = _lightest(image) if image.mode.startswith(("I", "F")) else 0.0
    width, height = image.size
    rows = max(1, BAND // width)
    if rows >= height:
        whole = _plain(image, lightest)
        return whole if whole.size == size else whole.resize(size, Image.Resampling.BOX)
    sheet: Image.Image | None = None
    step, times = max(1, rows * size[1] // height), height / size[1]
    for top in range(0, size[1], step):
        bottom = min(top + step, size[1])
        first, last = top * times, min(bottom * times, height)
        upper, lower = int(first), min(math.ceil(last), height)
        band = _plain(image.crop((0, upper, width, lower)), lightest)
        box = (0, first - upper, width, min(last - upper, band.height))
        band = band.resize((size[0], bottom - top), Image.Resampling.BOX, box)
        sheet = sheet or Image.new(band.mode, size)
        sheet.paste(band, (0, top))
    return sheet or _plain(image, lightest)


def _lightest(image: "Image") -> float:
    """The greatest value of a picture of 16 bits and more."""
    import numpy as np  # noqa: PLC0415

    rows = max(1, BAND // image.width)
    bands = (image.crop((0, top, image.width, min(top + rows, image.height))) for top in range(0, image.height, rows))
    return max(float(np.nanmax(np.asarray(band, np.float64), initial=1.0)) for band in bands) or 1.0


def _plain(image: "Image", lightest: float) -> "Image":
    """In grey or in red, green and blue; of 16 bits and more the lightest is white."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float64)
        return Image.fromarray(np.nan_to_num(values / lightest * 255).clip(0, 255).astype(np.uint8))
    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def size_in_points(pixels: tuple[int, int], dpi: object) -> tuple[float, float]:
    """The size of a page by its pixels and its resolution; where that is none that scanners give, the page is A4.

    >>> size_in_points((1240, 1754), (150, 150))
    (595.2, 841.92)
    >>> size_in_points((3000, 4000), (72, 72)) == size_in_points((3000, 4000), None)
    True
    >>> [round(side) for side in size_in_points((3000, 4000), None)]
    [595, 793]
    """
    width, height = pixels
    match dpi:
        case (float() | int() as across, float() | int() as down) if _likely(across) and _likely(down):
            size = width * 72 / across, height * 72 / down
            if max(size) <= LARGEST:
                return size
    shorter = min(width, height)
    scale = MADE_UP if shorter < SMALL else min(PAPER[1] / shorter, LARGEST / max(width, height))
    return width * scale, height * scale


def _likely(dpi: float) -> bool:
    return LIKELY[0] <= dpi <= LIKELY[1]


def _damaged(path: str, error: Exception, number: int | None = None) -> FileDamaged:
    zh = "图片打不开" if number is None else f"第 {number} 页的图片不完整"
    en = "the picture cannot be opened" if number is None else f"the picture of page {number} is incomplete"
    return FileDamaged(path=path, detail=Words(zh, f"{en}: {error}"))
