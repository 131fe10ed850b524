"""Archives of documents, and everything that can be wrong with one."""

import io
import zipfile

import pytest

import taizhang
from taizhang.errors import FileDamaged, FileHostile, FileLocked, NothingReadable, ReadingError, SeveralDocuments
from taizhang.reading.archive import contents, is_archive
from taizhang.reading.limits import MOST_RATIO, RATIO_FREE
from taizhang.reading.packages import Package

PLAN = "全年地区生产总值完成524亿元，同比增长5.5%。".encode()


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def listed(data: bytes) -> dict[str, bytes | ReadingError]:
    return dict(contents(data, "包.zip"))


def test_members_are_called_by_the_archive_and_their_own_names():
    assert listed(archive({"甲/计划.txt": PLAN, "乙.txt": PLAN})) == {"包.zip/甲/计划.txt": PLAN, "包.zip/乙.txt": PLAN}


def test_names_that_chinese_programs_write_are_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        info = zipfile.ZipInfo("x.txt")
        package.writestr(info, PLAN)
    raw = stream.getvalue().replace(b"x.txt", "计.txt".encode("gb18030")[:5].ljust(5, b"t"))
    name = next(iter(dict(contents(raw, "包.zip"))))
    assert name.startswith("包.zip/计")


def test_archives_within_archives_are_opened_to_a_depth():
    inner = archive({"计划.txt": PLAN})
    assert list(listed(archive({"内.zip": inner}))) == ["包.zip/内.zip/计划.txt"]
    deep = archive({"三.zip": archive({"二.zip": archive({"一.zip": inner})})})
    (refused,) = listed(deep).values()
    assert isinstance(refused, FileHostile)


@pytest.mark.parametrize("name", ["../../etc/plan.txt", "/etc/plan.txt", "C:\\plan.txt", "..\\..\\plan.txt"])
def test_paths_in_an_archive_lead_nowhere(name, tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(archive({name: PLAN}))
    reading = taizhang.read(path)
    assert reading.document.path.startswith(f"{path}/")
    assert ".." not in reading.document.path
    assert [entry.name for entry in tmp_path.iterdir()] == ["包.zip"]


def test_a_bomb_is_refused_before_it_goes_off():
    bomb = archive({"大.txt": b"0" * (RATIO_FREE * 2), "计划.txt": PLAN})
    assert len(bomb) * MOST_RATIO < RATIO_FREE * 2
    found = listed(bomb)
    assert isinstance(found["包.zip/大.txt"], FileHostile)
    assert found["包.zip/计划.txt"] == PLAN


def test_a_directory_that_lies_about_sizes_is_not_believed():
    data = bytearray(archive({"大.txt": b"0" * (RATIO_FREE * 2)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises((FileHostile, FileDamaged)):
        Package(bytes(data), "包.zip").read("大.txt")


def test_a_locked_member_is_told_and_the_others_are_read():
    data = bytearray(archive({"密.txt": PLAN, "明.txt": PLAN}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    found = listed(bytes(data))
    assert isinstance(found["包.zip/密.txt"], FileLocked)
    assert found["包.zip/明.txt"] == PLAN


def test_a_cut_archive_is_damaged():
    (refused,) = listed(archive({"计划.txt": PLAN * 50})[:-30]).values()
    assert isinstance(refused, FileDamaged)


def test_what_programs_leave_behind_is_no_document():
    assert list(listed(archive({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "~$计划.docx": b"x", "a.txt": PLAN}))) == [
        "包.zip/a.txt"
    ]


def test_one_document_in_an_archive_is_read_as_itself(tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(archive({"计划.txt": PLAN}))
    assert taizhang.read(path).document.text == PLAN.decode()


def test_several_documents_want_read_all(tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(archive({"甲.txt": PLAN, "乙.txt": PLAN, "坏.bin": bytes(range(256)) * 9}))
    with pytest.raises(SeveralDocuments, match="read_all"):
        taizhang.read(path)
    refused = []
    readings = list(taizhang.read_all(path, refused.append))
    assert [reading.document.path for reading in readings] == [f"{path}/甲.txt", f"{path}/乙.txt"]
    assert [str(error.fields["path"]) for error in refused] == [f"{path}/坏.bin"]


def test_without_anybody_to_hear_of_it_the_first_error_is_raised(tmp_path):
    (tmp_path / "坏.bin").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(ReadingError):
        list(taizhang.read_all(tmp_path))


def test_a_folder_is_read_file_by_file(tmp_path):
    for name in ("甲.txt", "下/乙.txt", ".暗.txt", "~$甲.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PLAN)
    names = [reading.document.path for reading in taizhang.read_all(tmp_path)]
    assert sorted(names) == sorted([str(tmp_path / "甲.txt"), str(tmp_path / "下" / "乙.txt")])


def test_an_empty_archive_says_so(tmp_path):
    path = tmp_path / "空.zip"
    path.write_bytes(archive({}))
    with pytest.raises(NothingReadable):
        taizhang.read(path)


def test_office_files_are_no_archives():
    assert not is_archive(archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    assert is_archive(archive({"计划.txt": PLAN}))
