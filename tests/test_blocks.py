"""Blocks: every line that is no blank is in one, and furniture is told from the document."""

import json
from pathlib import Path

import pytest

from taizhang.reading.blocks import blocked

SHARED = Path(__file__).parents[2] / "shared" / "documents"
LINES = Path(__file__).with_name("cases").joinpath("mend.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
MARKED = [case for case in CASES if "furniture" in case]


def furniture(text: str) -> list[str]:
    return [block.span.of(text) for block in blocked(text) if block.kind == "furniture"]


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case["name"])
def test_furniture_is_what_the_case_says(case: dict[str, str]) -> None:
    assert furniture(case["text"]) == list(case["furniture"])


@pytest.mark.parametrize(
    "page", ["- 3 -", "— 12 —", "第3页", "第 3 页 共 20 页", "第3页/共20页", "Page 3 of 20", "3/20"]
)
def test_a_page_number_is_furniture(page: str) -> None:
    assert furniture(f"全年完成524亿元。\n{page}\n增长5%。\n") == [page]


@pytest.mark.parametrize("line", ["524.3", "-5.5", "2024", "—", "第3条", "3个", "1/3以上", "——培育企业3家"])
def test_what_only_looks_like_a_page_number_is_not(line: str) -> None:
    assert furniture(f"全年完成524亿元。\n{line}\n增长5%。\n") == []


def test_bare_page_numbers_and_running_headers_are_known_by_their_place() -> None:
    pages = [f"云川市预算报告\n第{page}部分的内容说明，共安排项目{page}个。\n{page}\n" for page in range(1, 6)]
    assert furniture("\f".join(pages)) == ["1", *(word for page in "2345" for word in ("云川市预算报告", page))]


def test_blocks_cover_every_character_that_is_no_blank() -> None:
    text = "  一、回顾\n\n全年完成524亿元。 \n- 1 -\n\f二、展望\n"
    covered = {at for block in blocked(text) for at in range(*block.span)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())


def test_blocks_name_their_page_where_the_text_has_pages() -> None:
    assert [block.page for block in blocked("甲。\n\f乙。")] == [1, 2]
    assert [block.page for block in blocked("甲。\n乙。")] == [None, None]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside the repository")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*/*.txt")), ids=lambda path: path.stem)
def test_no_paragraph_of_a_real_document_is_furniture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lost = [words for words in furniture(text) if len(words) > 60 and "。" in words]
    assert all("本站" in words or "网" in words for words in lost)
