"""Bad input ends in a clear error or a correct empty answer, in bounded time and memory; never in a traceback."""

import os
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from taizhang import read
from taizhang.errors import (
    EncodingUnknown,
    FileEmpty,
    FileForbidden,
    FileMissing,
    FileTooLarge,
    FormatUnknown,
    ReadingError,
)
from taizhang.extracting import read_text
from taizhang.reading import document_of

PLAIN = "全年地区生产总值完成524亿元，同比增长5.5%。\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        path = tmp_path / "计划.txt"
        path.write_bytes(data)
        return path

    return write


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"没有\.txt"):
        read(tmp_path / "没有.txt")


@pytest.mark.parametrize("path", ["\0", "长" * 5000, ""])
def test_a_path_that_cannot_be_is_missing(path: str) -> None:
    with pytest.raises(FileMissing):
        read(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_says_so(written: Callable[[bytes], Path]) -> None:
    path = written(PLAIN.encode())
    path.chmod(0)
    with pytest.raises(FileForbidden, match="permission"):
        read(path)


def test_a_refused_permission_is_told_from_a_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> bytes:
        raise PermissionError(self, mode)

    path = tmp_path / "密.txt"
    path.write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileForbidden):
        read(path)


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(written: Callable[[bytes], Path], data: bytes) -> None:
    with pytest.raises(FileEmpty):
        read(written(data))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [40, 4_000, 400_000])
def test_noise_is_no_text(written: Callable[[bytes], Path], seed: int, size: int) -> None:
    with pytest.raises((FormatUnknown, EncodingUnknown)) as caught:
        read(written(random.Random(seed).randbytes(size)))
    assert "另存为" in caught.value.message("zh")
    assert "计划.txt" in caught.value.message("zh")


def test_a_file_of_300_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    tracemalloc.start()
    with pytest.raises(FileTooLarge) as caught:
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert "上限 200 MB" in caught.value.message("zh")


def test_a_text_of_60_mb_is_refused(written: Callable[[bytes], Path]) -> None:
    with pytest.raises(FileTooLarge) as caught:
        read(written("全年完成。".encode() * 4_000_000))
    assert "上限 50 MB" in caught.value.message("zh")


def test_two_encodings_in_one_file_name_the_seam(written: Callable[[bytes], Path]) -> None:
    head = PLAIN.encode() * 50
    with pytest.raises(EncodingUnknown) as caught:
        read(written(head + PLAIN.encode("gb18030") * 50))
    # the first bytes behind the seam may be a character of the wrong encoding by chance
    assert len(head) <= int(str(caught.value.fields["offset"])) < len(head) + 9


@pytest.mark.parametrize("text", ["各位代表，现在报告工作。", "？", "一、", "Hello, world.", "。" * 1000, "🌊🌊"])
def test_a_text_without_a_number_has_no_facts(text: str) -> None:
    assert read_text(text).facts == ()


def test_a_number_of_400_digits_is_one_number(written: Callable[[bytes], Path]) -> None:
    digits = "7" * 400
    reading = read(written(f"全年完成投资{digits}亿元，增长5.5%。".encode()))
    assert [fact.text.startswith(digits) for fact in reading.facts] == [True, False]


ADVERSARIAL = {
    "digits": "7",
    "open brackets": "（",
    "closed brackets": "）",
    "quotation marks": "“",
    "straight quotation marks": '"',
    "square brackets": "[",
    "images": "![",
    "tags": "<a ",
    "ampersands": "&amp;",
    "entities without an end": "&#1",
    "stars": "*",
    "stars apart": "* ",
    "backticks": "` ",
    "hashes": "# ",
    "bars": "|",
    "dashes": "—",
    "blanks": " ",
    "wide blanks": "字　",
    "question marks": "?",
    "spaced digits": "7 ",
    "groups": "1，234，",
    "thousands": "777 ",
    "stops": "1.",
    "colons": "1：",
    "list marks": "一、",
    "commas": "增长，",
    "pages": "3\f",
    "returns": "\n",
    "lines": "1\n",
    "short lines": "完成\n",
    "open lines": "全年粮食播种面积稳定在一百二十万亩以上并且总产\n",
    "pieces": "增长\n5\n%，\n",
    "menus": "首页\n>\n",
    "titles": "云川市2024年工作报告\n首页\n",
}


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_opening_a_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = PLAIN + piece * (size // len(piece)) + PLAIN
        start = time.process_time()
        document_of(text)
        return time.process_time() - start

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(200_000) < 20 * small + 0.4


@pytest.mark.parametrize("piece", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_reading_a_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = PLAIN + piece * (size // len(piece)) + PLAIN
        start = time.process_time()
        read_text(text)
        return time.process_time() - start

    small = min(seconds(2_000) for _ in range(3))
    assert seconds(20_000) < 20 * small + 0.4


@pytest.mark.parametrize("piece", ["增长5.5%，", "（", "7", "字"], ids=["clauses", "brackets", "digits", "characters"])
def test_a_line_of_ten_million_characters_is_read(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    start = time.process_time()
    document = document_of(text)
    assert len(document.view.text) == len(text)
    assert time.process_time() - start < 60


@pytest.mark.parametrize(
    "text", ["（（（增长5%", "增长5%）））", "“计划增长5%", "《规划增长5%", "[1[2[3", "<b<c<增长5%", "{(【增长5%"]
)
def test_brackets_without_a_partner_lose_no_number(text: str) -> None:
    reading = read_text(text)
    assert all(fact.span.of(text) == fact.text for fact in reading.facts)
    assert {fact.text.rstrip("%") for fact in reading.facts} == {word for word in text if word.isdigit()}


def test_every_reading_error_is_one_of_the_tree() -> None:
    assert all(issubclass(kind, ReadingError) for kind in (FileMissing, FileForbidden, FileEmpty, FileTooLarge))
