"""Many files in one run: nothing stops at a bad one, and at the end it is told what became of each."""

import io
import json
import zipfile
from pathlib import Path

import pytest

PLAN = "全市地区生产总值完成524.1亿元，同比增长5.5%。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, an archive of two more, a picture of nothing and a file that is cut off."""
    (tmp_path / "甲.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "乙.html").write_text(f"<html><body><h1>计划</h1><p>{PLAN}</p></body></html>", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        package.writestr("丙.txt", PLAN)
        package.writestr("坏.bin", bytes(range(256)) * 9)
    (tmp_path / "断.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    return tmp_path


def docs(out: str) -> set[str]:
    return {json.loads(line)["doc"] for line in out.splitlines()}


def test_a_bad_file_stops_nothing(folder, taizhang):
    ended = taizhang("read", folder, "-f", "jsonl")
    assert ended.code == 1
    assert docs(ended.out) == {str(folder / "甲.txt"), str(folder / "乙.html"), str(folder / "包.zip" / "丙.txt")}


def test_the_account_names_what_was_read_and_what_was_refused_and_why(folder, taizhang):
    account = taizhang("read", folder, "-f", "jsonl").err
    assert "读了 3 份，2 份没有读成" in account
    for name in ("甲.txt", "乙.html", "丙.txt", "断.pdf", "坏.bin"):
        assert name in account
    assert "text" in account
    assert "html" in account
    assert "二进制数据" in account


def test_the_account_is_in_the_language_chosen(folder, taizhang):
    account = taizhang("read", folder, "-f", "jsonl", "--lang", "en").err
    assert "3 read, 2 refused" in account
    assert "Refused" in account


def test_of_many_files_the_formats_are_counted(tmp_path, taizhang):
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(PLAN, encoding="utf-8")
    account = taizhang("metadata", tmp_path, "-f", "jsonl").err
    assert "读了 60 份" in account
    assert "59.txt" not in account


def test_one_file_has_no_account(folder, taizhang):
    assert taizhang("read", folder / "甲.txt", "-f", "jsonl").err == ""


def test_an_archive_by_standard_input_is_opened(folder, taizhang):
    ended = taizhang("read", "-", "-f", "jsonl", stdin=(folder / "包.zip").read_bytes())
    assert docs(ended.out) == {"-/丙.txt"}
    assert ended.code == 1


def test_pages_of_an_archive_go_into_a_folder(folder, tmp_path, taizhang):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("上/丙.txt", PLAN)
        package.writestr("下/丙.txt", PLAN)
    (folder / "包.zip").write_bytes(stream.getvalue())
    target = tmp_path / "pages"
    target.mkdir()
    assert taizhang("read", folder / "包.zip", "-f", "html", "-o", target).code == 0
    assert sorted(path.name for path in target.iterdir()) == ["丙-2.html", "丙.html"]


def test_pages_of_an_archive_want_a_folder(folder, taizhang):
    ended = taizhang("read", folder / "包.zip", folder / "甲.txt", "-f", "html", "-o", folder / "甲.txt")
    assert ended.code == 2
    assert "--output" in ended.err


def test_a_summary_takes_every_format(folder, taizhang):
    ended = taizhang("summary", folder)
    assert "乙.html" in ended.out + ended.err
