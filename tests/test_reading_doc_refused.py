"""Files that the reader of old Word files must refuse with a reason, or bear: locked, cut off, broken, made to harm."""

import random
import struct
import time
from pathlib import Path

import pytest

from doc_writer import Word, compound, p
from taizhang.errors import FileDamaged, FileHostile, FileLocked, FormatUnknown, ReadingError
from taizhang.reading.doc import handles, laid
from taizhang.reading.layout import Layout, words_of

SPECIMEN = Path(__file__).parent / "specimens" / "plan.doc"


def read(word: Word) -> Layout:
    return laid(word.bytes(), "计划.doc")


def outcome(data: bytes) -> str | ReadingError:
    """The words, or why there are none."""
    try:
        return words_of(laid(data, "计划.doc").parts)
    except ReadingError as error:
        return error


@pytest.mark.parametrize("names", [("EncryptedPackage", "EncryptionInfo"), ("EncryptionInfo",)])
def test_a_locked_package_is_told(names: tuple[str, ...]) -> None:
    with pytest.raises(FileLocked):
        laid(compound(dict.fromkeys(names, b"x")), "计划.docx")


def test_a_locked_word_file_is_told() -> None:
    with pytest.raises(FileLocked):
        read(Word([p("密")], flags=0x0300))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("PowerPoint Document", "PowerPoint"), ("__properties_version1.0", "Outlook"), ("Workbook", "Excel"),
        ("HwpSummaryInformation", "HWP"), ("CONTENTS", "Works"), ("Unheard", "OLE"),
    ],
)  # fmt: skip
def test_other_compound_files_are_refused_by_name(name: str, told: str) -> None:
    with pytest.raises(FormatUnknown, match=told):
        laid(compound({name: b"x"}), "文件.doc")


def test_word_95_is_refused_by_name() -> None:
    with pytest.raises(FormatUnknown, match="95"):
        read(Word([p("旧")], version=0x68))


def test_only_compound_files_are_taken() -> None:
    assert handles(Word([p("字")]).bytes())
    assert not any(map(handles, (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "正文".encode())))


def test_a_file_cut_off_anywhere_is_damaged_or_whole() -> None:
    data = SPECIMEN.read_bytes()
    whole = words_of(laid(data, "计划.doc").parts)
    for at in range(0, len(data), 701):
        told = outcome(data[:at])
        assert isinstance(told, ReadingError) or told == whole


@pytest.mark.parametrize(
    "pieces",
    [
        b"", b"\x07", b"\x02\xff\xff\xff\xff", b"\x01\xff\xff",
        b"\x02" + struct.pack("<IIIHIH", 16, 0, 3, 0, 0x3FFFFFFF, 0),
        b"\x02" + struct.pack("<IIIHIH", 16, 0, 0x7FFFFFFF, 0, 2048, 0),
        b"\x02" + struct.pack("<IIIHIH", 16, 9, 3, 0, 2048, 0),
    ],
)  # fmt: skip
def test_pieces_that_lead_outside_are_damage(pieces: bytes) -> None:
    word = Word([p("正文")], pieces=pieces or b"\0")
    with pytest.raises(FileDamaged):
        read(word)


def test_pieces_that_repeat_the_same_characters_without_end_are_damage() -> None:
    count = 50_000
    positions = struct.pack(f"<{count + 1}I", *range(0, 3 * count + 1, 3))
    records = struct.pack("<HIH", 0, 2048, 0) * count
    clx = b"\x02" + struct.pack("<I", len(positions + records)) + positions + records
    with pytest.raises(FileDamaged):
        read(Word([p("正文")], pieces=clx))


def test_a_count_of_characters_beyond_all_documents_is_hostile() -> None:
    streams = Word([p("正文")]).streams()
    head = bytearray(streams["WordDocument"])
    head[76:80] = struct.pack("<i", 1 << 30)
    with pytest.raises(FileHostile):
        laid(compound({**streams, "WordDocument": bytes(head)}), "计划.doc")


def test_tables_of_sectors_larger_than_the_file_are_damage() -> None:
    data = bytearray(Word([p("正文")]).bytes())
    for at in (44, 64, 72):
        broken = bytearray(data)
        broken[at : at + 4] = b"\xff\xff\xff\x7f"
        with pytest.raises(FileDamaged):
            laid(bytes(broken), "计划.doc")


def test_chains_of_sectors_that_turn_in_a_circle_come_to_an_end() -> None:
    data = Word([p("正文")]).bytes()
    first = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    for sector in range(40):
        broken = bytearray(data)
        broken[first + 4 * sector : first + 4 * sector + 4] = struct.pack("<I", sector)
        assert outcome(bytes(broken)) is not None


@pytest.mark.parametrize(
    "text", ["\x13" * 100_000, "\x13" * 50_000 + "\x15" * 50_000, "\x13a\x14" * 30_000 + "字" + "\x15" * 30_000]
)
def test_a_hundred_thousand_nested_fields_take_no_time(text: str) -> None:
    started = time.process_time()
    layout = read(Word([p(text), p("正文")]))
    assert layout.parts[-1].text == "正文"
    assert time.process_time() - started < 10


def test_flipped_bytes_never_raise_but_what_is_told() -> None:
    data = SPECIMEN.read_bytes()
    rolled = random.Random(2031)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(rolled.randrange(1, 20)):
            broken[rolled.randrange(len(data))] = rolled.randrange(256)
        told = outcome(bytes(broken))
        assert isinstance(told, str) or told.message("zh")
