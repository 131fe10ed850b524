"""Metadata: what head, tail and headings of a document say of it, and what they do not."""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.catalogue.fronts import property_names
from taizhang.catalogue.kinds import kind_patterns
from taizhang.model import Metadata
from taizhang.model.document import DocumentKind
from taizhang.reading import document_of

LINES = Path(__file__).with_name("cases").joinpath("metadata.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
FIELDS = [(case, field) for case in CASES for field in case["want"]]
WORDS = (
    "关于 博山区 2030年 二〇三一年 国民经济和社会发展计划 执行情况 草案 的报告 的通知 政府工作报告 统计公报 "
    "各位代表： 索引号: 发布日期：2031-02-30 淄政字〔2031〕13号 市长 人民政府 附件：1. —— 2031年1月9日 在 "
    "第十届人民代表大会 会议上 \n \n\n （ ） 、 ，"
)
TEXTS = st.lists(st.sampled_from([*WORDS.split(" "), " "]), max_size=60).map("".join)
GOLD = ("000", "001", "002", "003", "004")
UNSCORED = ("notes", "notice_title")


def metadata_of(text: str) -> dict[str, Any]:
    return asdict(document_of(text).metadata)


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("case", "field"), FIELDS, ids=lambda each: each["name"] if isinstance(each, dict) else each)
def test_a_text_says_of_itself_what_its_case_says(case: dict[str, Any], field: str) -> None:
    assert plain(metadata_of(case["text"])[field]) == case["want"][field]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_described_with_real_days(text: str) -> None:
    found = document_of(text).metadata
    assert isinstance(found, Metadata)
    for day in (found.date_issued, found.date_published, found.date_written):
        assert day is None or time.strptime(day, "%Y-%m-%d")


@pytest.mark.parametrize(
    "unit",
    ["关于\n", "的报告", "（", "2031年1月9日", "各位代表", "附件：1.", "索引号:", "我区鼓楼区", "第人民代表大会"],
)
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        document_of(text)
        return time.process_time() - start

    spent(2_000)
    short, long = min(spent(20_000) for _ in range(2)), spent(200_000)
    assert long < 40 * short + 0.5


def test_every_kind_and_property_of_the_catalogue_is_one_that_the_model_knows() -> None:
    fields = set(Metadata.__dataclass_fields__)
    names = {"issued": "date_issued", "published": "date_published"}
    assert all(names.get(use, use) in fields for use in property_names().values())
    assert {kind for kind, _ in kind_patterns()} <= set(get_args(DocumentKind))


@pytest.mark.parametrize("key", GOLD)
def test_the_metadata_agree_with_the_gold(shared: Path, key: str) -> None:
    wanted = json.loads((shared / "gold" / "metadata.json").read_text(encoding="utf-8"))[key]
    found = metadata_of((shared / "documents" / "zibo" / f"{key}.txt").read_text(encoding="utf-8-sig"))
    filled = {name: value for name, value in wanted.items() if name not in UNSCORED and value not in (None, [])}
    assert {name: plain(found[name]) for name in filled} == filled
