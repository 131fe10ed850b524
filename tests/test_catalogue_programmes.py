"""Names that hold a number, and words that fix a series: each entry works on its own example and no further."""

import re
from time import process_time

import pytest

from taizhang.catalogue.basis import bases, basis_in, series_of
from taizhang.catalogue.programmes import programme_at, programmes


@pytest.mark.parametrize("programme", programmes(), ids=lambda programme: programme.example)
def test_each_name_is_found_in_its_own_example(programme):
    starts = [found.start() for found in re.finditer(r"[0-9]+(?:\.[0-9]+)?", programme.example)]
    assert any(programme_at(programme.example, start) for start in starts)
    assert programme.source


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("建成5G基站20个", "5", "technology"),
        ("PM2.5平均浓度下降", "2.5", "pollutant"),
        ("聚焦“4720”发展目标", "4720", "programme"),
        ("构建“1+6+N”体系", "+6", "programme"),
        ("开展5A级景区创建", "5", "grade"),
        ("推进G233改线", "233", "road"),
        ("完成207国道大修", "207", "road"),
        ("拨打12345热线", "12345", "hotline"),
        ("地铁3号线开工", "3", "numbered"),
        ("世界500强企业", "500", "list"),
        ("“稳经济22条措施”", "22", "policy"),
        ("建市30周年", "30", "anniversary"),
        ("推出2.0版方案", "2.0", "version"),
    ],
)
def test_a_name_is_told_with_its_kind(text, number, kind):
    found = programme_at(text, text.index(number))
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("新建5个基站", "5"),
        ("地区生产总值增长5.5%", "5.5"),
        ("“净增3000户”", "3000"),
        ("平均浓度为10微克/立方米", "10"),
        ("存款余额500亿元", "500"),
        ("贷款增加100+200亿元", "200"),
        ("建成110千伏变电站", "110"),
        ("GDP5000亿元", "5000"),
        ("实施12345个项目", "12345"),
        ("新增5GW光伏", "5"),
        ("出台15条措施", "15"),
        ("完成工程5.0亿元", "5.0"),
        ("没有数字", ""),
    ],
)
def test_a_measure_is_no_name(text, number):
    assert programme_at(text, text.index(number)) is None


@pytest.mark.parametrize("basis", bases(), ids=lambda basis: basis.example)
def test_each_basis_is_found_in_its_own_example(basis):
    assert basis.source
    found = basis_in(basis.example)
    assert found is not None
    assert basis.form == "pattern" or basis.basis in found
    assert series_of(found) is not None


@pytest.mark.parametrize(
    "clause", ["落实研发费用加计扣除政策", "消费价格上涨2%", "提升因素保障能力", "大口径管道5公里", ""]
)
def test_other_words_fix_no_series(clause):
    assert basis_in(clause) is None


def test_matching_is_linear():
    began = process_time()
    basis_in("剔除" * 100_000 + "扣除价" * 100_000)
    text = "“1" + "+1" * 200_000
    programme_at(text, 1)
    programme_at("1" * 200_000, 0)
    assert process_time() - began < 2
