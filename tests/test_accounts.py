"""Budget reports name level and account once; what follows belongs to them until another section begins."""

import pytest

from taizhang.extracting.facts import facts_of
from taizhang.model import Document
from taizhang.reading import document_of

REPORT = """关于云台市2025年预算执行情况和2026年预算草案的报告

一、2025年预算执行情况

（一）一般公共预算

2025年全市一般公共预算收入52亿元，为调整预算的101%，比上年执行数增长4.5%。加上级补助收入11亿元、上年结转3亿元，一般公共预算收入总计66亿元。

（二）市级政府性基金预算执行情况

2025年市级政府性基金收入30亿元，完成预算的98%。收入总计41亿元。

政府性基金支出28亿元，调入一般公共预算5亿元，结余8亿元。

（三）地方政府债务情况

2025年发行专项债券12亿元，用于交通和水利。
"""


@pytest.fixture(scope="module")
def report() -> Document:
    return document_of(REPORT)


@pytest.mark.parametrize(
    ("text", "subject", "region", "period"),
    [
        ("52", "一般公共预算收入", None, "2025"),
        ("101%", "一般公共预算收入完成调整预算", None, "2025"),
        ("4.5%", "一般公共预算收入", None, "2025"),
        ("11", "一般公共预算上级补助收入", None, "2025"),
        ("3", "一般公共预算上年结转", None, "2025"),
        ("66", "一般公共预算收入总计", None, "2025"),
        ("98%", "市级政府性基金收入完成预算", "市级", "2025"),
        ("41", "市级政府性基金收入总计", "市级", "2025"),
        ("28", "市级政府性基金支出", "市级", "2025"),
        ("5", "市级政府性基金调入一般公共预算", "市级", "2025"),
        ("8", "市级政府性基金结余", "市级", "2025"),
        ("12", "发行专项债券", None, "2025"),
    ],
)
def test_sums_belong_to_the_account_told(
    report: Document, text: str, subject: str, region: str | None, period: str
) -> None:
    found = [fact for fact in facts_of(report) if fact.text == text and fact.label == "measure"]
    assert [(fact.subject, fact.region, fact.period) for fact in found] == [(subject, region, period)]


def test_other_documents_are_left_alone() -> None:
    work = document_of("云台市2026年政府工作报告\n\n2025年一般公共预算收入52亿元，调入资金3亿元。\n")
    assert [fact.subject for fact in facts_of(work) if fact.text == "3"] == ["调入资金"]
