"""The numbers of a sentence as the parser sees them: labelled, with unit and comparator, waiting for a statement."""

import re
from dataclasses import dataclass
from decimal import Decimal

from taizhang.catalogue.programmes import programme_at
from taizhang.extracting.labels import around, label_of
from taizhang.grammar.comparators import TURNED
from taizhang.grammar.measures import Measure, measure
from taizhang.grammar.tokens import Token
from taizhang.model import Certainty, Comparator, Label, Role


@dataclass(slots=True)
class Item:
    """One number on its way to a fact. Offsets are in the view."""

    token: Token
    label: Label
    reason: str | None
    value: Decimal | None
    unit: str
    comparator: Comparator
    head: int
    unit_end: int
    stop: int
    role: Role = "level"
    subject: str = ""
    region: str | None = None
    rule: str = ""
    certainty: Certainty = "sure"
    doubts: tuple[str, ...] = ()

    def state(self, role: Role, sign: int, subject: str, rule: str) -> None:
        """Take role, sign and subject from a statement. A rank stays one unless it changes or is changed from."""
        if self.role != "rank" or role in ("base", "change"):
            self.role = role
        self.subject, self.rule = subject, rule
        if sign < 0 and self.value is not None and self.value > 0:
            self.value = -self.value
            self.comparator = TURNED[self.comparator]

    def doubt(self, why: str) -> None:
        """Mark for review."""
        self.certainty = "review"
        self.doubts += (why,)

    def settle(self) -> None:
        """Take back the doubts about a subject that was found after all."""
        self.certainty, self.doubts = "sure", ()


def item_of(text: str, token: Token) -> Item:
    """The item of a number token: its label where the characters around decide it, else a measure to be parsed."""
    read = measure(text, token)
    before = text[max(0, token.start - 8) : token.start]
    if token.form in ("arabic", "ratio") and not _plain(text, token, read.unit):
        named = label_of(around(text, token, bool(read.unit))) or _programme(text, token)
        if named:
            return _item(read, named[0], named[1])
    item = _item(read, "measure", None)
    if item.unit == "成" and item.value is not None:
        item.value, item.unit = item.value * 10, "%"
    _sign(item, before)
    if (
        before.rstrip().endswith("第")
        or (item.unit in ("位", "名") and RANKING.search(before))
        or (item.unit in ("位", "名", "强", "") and item.comparator == "<=" and before.endswith("前"))
    ):
        item.role = "rank"
    return item


RANKING = re.compile(r"(?:位列|位居|名列|排名|列|居|排在)(?:全[国省市区县州]|第)?$")
# Units that a name, a date or a circle may hold as well as a measure.
OPEN_UNITS = frozenset(
    (
        "",
        "年",
        "月",
        "日",
        "号",
        "时",
        "点",
        "分钟",
        "小时",
        "公里",
        "千米",
        "强",
        "佳",
        "届",
        "期",
        "版",
        "代",
        "级",
        "条",
        "大",
        "位",
        "名",
        "周",
        "线",
        "路",
        "段",
        "周年",
        "周岁",
        "届次",
    )
)
SUSPECT = re.compile(r"(?<=[^\u4e00-\u9fff，、])|(?<=[第每])")
QUOTED = re.compile("[“\"‘'《「『〔\\[][^”\"’'》」』]{0,14}$")


def _plain(text: str, token: Token, unit: str) -> bool:
    """Whether a number with a closed unit stands right after plain words, so that no rule for names can apply."""
    if unit in OPEN_UNITS or not token.text[0].isdigit():
        return False
    at = token.start
    return not SUSPECT.match(text, at) and not QUOTED.search(text, max(0, at - 16), at)


def _programme(text: str, token: Token) -> tuple[Label, str] | None:
    programme = programme_at(text, token.start)
    return ("name", programme.kind) if programme else None


DASHED = re.compile(r"[0-9%％‰A-Za-z年月日个元吨亩人家亿万]$")


def _sign(item: Item, before: str) -> None:
    """A sign right after another number is the dash of a range."""
    if item.token.text[0] in "+-−" and item.value is not None and DASHED.search(before):
        item.value = abs(item.value)


def _item(read: Measure, label: Label, reason: str | None) -> Item:
    return Item(read.token, label, reason, read.value, read.unit, read.comparator, read.head, read.unit_end, read.stop)
