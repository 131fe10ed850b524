"""Pages that are pictures, recognised beside the reading, page by page, and kept so that no page is done twice."""

import time
from collections.abc import Callable, Iterator, Sequence

from taizhang.errors import Words
from taizhang.reading.ocr.background import Asked, Background
from taizhang.reading.ocr.engine import wanted
from taizhang.reading.ocr.pictures import PageImage
from taizhang.reading.ocr.store import Store
from taizhang.reading.pages.page import Box, Page
from taizhang.reading.progress import tell

DPI = 200  # at which pages are best drawn for recognition
UNSURE = 0.9  # pages of which the engine is less sure are named

MOST_SECONDS = 1_800.0  # that the pages of one file are recognised in one go: some 500; the next run goes on from there

Pictures = Sequence[PageImage] | Callable[[int], PageImage]

__all__ = ["DPI", "PageImage", "Pictures", "recognised", "wanted"]


def recognised(
    pictures: Pictures, numbers: Sequence[int], digest: str, path: str, cautions: list[Words] | None = None
) -> Iterator[Page]:
    """The pages of these numbers, each as it is done.

    `pictures` gives the picture of a page by its number, or holds them in the order of `numbers`; pages that are kept
    from an earlier run are not asked for. `digest` is the SHA-256 of the file. A page that cannot be recognised is one
    picture without a word; it is named in `cautions`, and so are those of which the engine is not sure. The progress
    is told after each page. After `MOST_SECONDS` no further page is begun: those left out are named, and come with the
    next run. Raises `ReaderMissing` where the packages of the extra `ocr` are not installed.
    """
    wanted(path)
    picture = pictures if callable(pictures) else dict(zip(numbers, pictures, strict=True)).__getitem__
    store = Store(digest)
    failed: list[int] = []
    unsure: list[int] = []
    late: list[int] = []
    until = time.monotonic() + MOST_SECONDS
    missing = (number for number in numbers if time.monotonic() < until and store.page(number) is None)
    with Background(store) as background:
        _ask_next(background, missing, picture)
        for done, number in enumerate(numbers, 1):
            asked = background.asked
            if asked and asked.number == number:
                result = background.answer()
                _ask_next(background, missing, picture)
            else:
                result = store.page(number)
            if result is None:
                (failed if asked and asked.number == number else late).append(number)
            elif result.page.glyphs and result.sure < UNSURE:
                unsure.append(number)
            tell(path, done, len(numbers))
            yield result.page if result else _blank(number, asked)
    if cautions is not None:
        cautions += _told(failed, unsure, late)


def _ask_next(background: Background, missing: Iterator[int], picture: Callable[[int], PageImage]) -> None:
    """Begin with the next page that is wanted, so that it is under way while this one is laid out."""
    number = next(missing, None)
    if number is not None:
        background.ask(picture(number), number)


def _blank(number: int, asked: Asked | None) -> Page:
    """A page that could not be recognised: a picture all over."""
    width, height = (asked.image.width, asked.image.height) if asked else (0.0, 0.0)
    return Page(number, width, height, pictures=[Box(0.0, 0.0, width, height)], recognised=True)


def _told(failed: Sequence[int], unsure: Sequence[int], late: Sequence[int]) -> Iterator[Words]:
    if late:
        yield Words(
            f"识别了 {MOST_SECONDS / 60:.0f} 分钟，第 {_listed(late, '、')} 页还没有识别，没有读入；再读一次会接着识别",
            f"after {MOST_SECONDS / 60:.0f} minutes pages {_listed(late, ', ')} are not recognised and are left out;"
            " read the file again to go on",
        )
    if failed:
        yield Words(
            f"第 {_listed(failed, '、')} 页是图片，识别失败，没有读入",
            f"pages {_listed(failed, ', ')} are pictures that could not be recognised, and are left out",
        )
    if unsure:
        yield Words(
            f"第 {_listed(unsure, '、')} 页字迹不清，识别结果请对照原件核对",
            f"pages {_listed(unsure, ', ')} are hard to make out: check what was recognised against the original",
        )


def _listed(numbers: Sequence[int], comma: str) -> str:
    """The numbers; of what follows each other the first and the last.

    >>> _listed([2, 5, 6, 7, 8, 11, 12], "、")
    '2、5–8、11、12'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return comma.join(f"{run[0]}–{run[-1]}" if len(run) > 2 else comma.join(map(str, run)) for run in runs)
