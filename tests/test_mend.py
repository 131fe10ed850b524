"""The mended view: what reads as one stands as one, and every character kept leads back to its own place."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.model import Span, View
from taizhang.reading.blocks import blocked
from taizhang.reading.mend import mended, uniform
from taizhang.reading.wraps import joints

LINES = Path(__file__).with_name("cases").joinpath("mend.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]
WORDS = (
    "增长 完成 亿元 。 ， 、 ； ： ５２ 4.5 8． ％ % &nbsp; &#183; &lt; ** # | <br> <b> > - — 3 ( ) , : ; ? ?? ???? "
    "一、 （一） 1. 一是 年 2024 ＧＤＰ GDP kg ① [1] ` ![a](b) 附件 阅读： 首页 登录 各位代表： "
    "全年粮食播种面积稳定在一百二十万亩以上并且总产量达到五十八万吨，"
)
BLANKS = [" ", "  ", "\n", "\n\n", "\f", "\u3000", "\xa0", "\u200b", "\t", "\u2028", "\xad", '"', "\\"]
PIECES = st.sampled_from([*WORDS.split(" "), *BLANKS])
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def view_of(text: str) -> View:
    return mended(text, blocked(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_reads_as_its_case_says(case: dict[str, str]) -> None:
    assert view_of(case["text"]).text.strip("\n") == case["view"].strip("\n")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_character_kept_leads_back_to_its_own_place(text: str) -> None:
    view = view_of(text)
    plain = uniform(text)
    own = [view.origin(at) for at in range(len(view.text))]
    assert all(a < b for a, b in pairwise(own))
    for shown, at in zip(view.text, own, strict=True):
        # besides the characters themselves a view shows the end of a paragraph, a blank, or what an entity stands for
        assert shown in (plain[at], "\n", " ") or text[at] in "&?"


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_way_there_and_back_is_one(text: str) -> None:
    view = view_of(text)
    assert list(view.starts) == sorted(set(view.starts))
    assert all(view.index(view.origin(at)) == at for at in range(len(view.text)))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_digits_are_lost_with_furniture_and_marks_only(text: str) -> None:
    without = "".join(text[block.span.start : block.span.end] for block in blocked(text) if block.kind == "furniture")
    kept = [character for character in view_of(text).text if character.isdigit()]
    gone = sum(map(str.isdigit, without)) + 3 * text.count("&#183;") + text.count("![a](b)")
    assert len(kept) + gone >= sum(map(str.isdigit, text))


def test_a_broken_number_spans_all_its_parts() -> None:
    first = "全市地方财政总收入在克服各种减收因素之后预计可完成17\n"
    text = f"{first}3.6亿元，比上年同期增长幅度提高了好几个百分点并且达到\n5%。"
    view = view_of(text)
    at = view.text.index("173.6")
    assert view.span(at, at + 5).of(text) == "17\n3.6"


def test_the_lines_of_a_table_are_never_joined_nor_closed_up() -> None:
    text = "地区生产总值  524.3   5.5\n粮食产量  36.2   1.1\n"
    assert mended(text, blocked(text), (Span(0, len(text)),)).text == text.rstrip()


def test_an_empty_text_has_an_empty_view() -> None:
    assert view_of("").text == view_of(" \n\f\n").text == ""


def test_no_lines_have_no_joints() -> None:
    assert joints([]) == []
