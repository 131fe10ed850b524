"""Whose account a budget's sums are of: 收入总计40亿元 in a paragraph on 市级政府性基金 is that account's.

A budget report names level and account once, in a heading or at the head of a paragraph (市级政府性基金收入30亿元), and
then lists what joins it: 加上年结转8亿元、调入资金2亿元，收入总计40亿元. The accounts are those of the Budget Law
(预算法 第五条), the items those of 政府收支分类科目, 230 转移性支出 and 110 转移性收入.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from taizhang.catalogue.words import alternatives
from taizhang.extracting.clauses import Clause
from taizhang.extracting.items import Item
from taizhang.model import Document

KINDS = ("budget_report", "final_account")
WHOLE = frozenset(["全国", "全省", "全市", "全区", "全县", "全州", "全盟", "全旗", "全自治区"])
BLANK = re.compile(r"[\s\x00]+")
LED = re.compile(r"^[\s\x00，、和及与]*(?:其中|再|并|另|加上(?![级年解])|加|减去|减|扣除|以及|预计|安排)*")
CLOSED = re.compile(r"(?:预算数?|等|为|是|达到|达|约|共|[:：\s\x00])*$")
YUAN = "元"


@cache
def _holder() -> re.Pattern[str]:
    """An account at the head of a heading or a clause, with its level where that is said."""
    return re.compile(
        rf"(?:^|[\n。；，、：:）)．.年\s\x00])(?P<level>{alternatives('account_level')})?的?(?P<account>{alternatives('account')})"
    )


@cache
def _own_name() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:[0-9]{{4}}年)?(?:{alternatives('account_level')})?(?:{alternatives('account')})(?=.*(?:总计|合计)$)"
    )


@cache
def _flow() -> re.Pattern[str]:
    return re.compile(
        r"(?:收入|支出)(?:总计|合计|总量)|总收入|总支出|剩余(?:资金)?"
        r"|(?:动用)?(?:上年|以前年度|历年|年初|年末|年终|累计|本年|当年|滚存|收支相抵后?)*(?:结转|结余)(?:结余|下年)?(?:收入|资金|支出|使用)?"
        r"|(?:中央|上级|省级?|市级?|下级|县区|区县)?(?:税收返还)?[和及、]?(?:转移支付|补助|返还|上解)(?:补助)?(?:收入|支出|资金)?"
        r"|转移性(?:收入|支出)|(?:补助|对)(?:下级?|县区|区县|乡镇|市县)(?:的)?(?:转移支付|补助)?(?:支出)?"
        r"|上解(?:上级|中央|省级?|市级?)?(?:支出)?|调[入出](?:资金|一般公共预算|预算稳定调节基金)?"
        r"|(?:动用|安排|补充|设置)预算(?:稳定调节|周转)基金"
        r"|(?:地方)?(?:政府)?(?:新增|再融资|一般|专项)*债[务券](?:转贷)?(?:还本|付息)?(?:收入|支出)?"
    )


def set_accounts(document: Document, clauses: Iterable[Clause]) -> None:
    """Put level and account before the subjects that leave them to the paragraph, in place."""
    if document.metadata.kind not in KINDS:
        return
    holders = _Holders(document)
    for clause in clauses:
        for item in clause.items:
            _own(item, clause, holders)


class _Holders:
    """Where the text names an account, and which level and account hold from there on.

    A section that is not of accounts ends what was held: 专项债券 under （四）地方政府债务情况 belongs to none.
    """

    def __init__(self, document: Document) -> None:
        named = {match.start(): (match["level"], match["account"]) for match in _holder().finditer(document.view.text)}
        changes = sorted([*dict.fromkeys(_ends(document), ("", "")).items(), *named.items()])
        self.starts = [start for start, _ in changes]
        self.named: list[tuple[str, str]] = []
        level = ""
        for _, (new, account) in changes:
            level = new or (level if account else "")
            self.named.append((level, account))

    def at(self, offset: int) -> tuple[str, str]:
        """Level and account that hold at the offset; empty where none was named."""
        i = bisect_right(self.starts, offset)
        return self.named[i - 1] if i else ("", "")


def _ends(document: Document) -> Iterator[int]:
    """Where sections begin that are neither of an account nor inside one that is."""
    inside: int | None = None
    for section in document.outline:
        if re.search(alternatives("account"), section.title):
            inside = section.level
        elif inside is None or section.level <= inside:
            inside = None
            yield document.view.index(section.span.start)


def _own(item: Item, clause: Clause, holders: _Holders) -> None:
    level, account = holders.at(item.head)
    if not account:
        return
    level = "" if level in WHOLE else level
    flow = _flow_of(item, clause) if item.role == "level" and item.unit.endswith(YUAN) else ""
    if flow:
        item.subject = level + account.removesuffix("预算" if "一般" not in account else "") + flow
        item.settle()
    elif item.subject.startswith(account):
        item.subject = level + item.subject
    elif not (level and item.subject.startswith(level + account)):
        return
    item.region = item.region or level or None


def _flow_of(item: Item, clause: Clause) -> str:
    """The words before the number, where they are the name of an item that every account has."""
    before = max((other.stop for other in clause.items if other.stop <= item.head), default=clause.start)
    words = LED.sub("", BLANK.sub("", clause.text[before - clause.start : item.head - clause.start]))
    words = _own_name().sub("", words)
    return next((plain for plain in (words, CLOSED.sub("", words)) if _flow().fullmatch(plain)), "")
