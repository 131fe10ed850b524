"""What was said: facts (numbers), commitments (what will be done), claims (what was done)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from taizhang.model.span import Span

Label = Literal["measure", "qualifier", "name", "date", "ordinal", "other"]
Role = Literal["level", "growth", "change", "base", "rank", "times"]
Comparator = Literal["=", ">=", "<=", "~"]
Status = Literal["actual", "estimate", "target"]
Firmness = Literal["must", "at_least", "expected", "about", "strive"]
Nature = Literal["stock", "added", "done", "rate"]
Certainty = Literal["sure", "review"]


class Place(NamedTuple):
    """Where a number stands in a table: page from 1 (None in plain text), table from 1, row and column from 0."""

    page: int | None
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a document with what it says. `span` is that of the number in `Document.text`.

    label        measure, qualifier, name, date, ordinal, other; what is no measure says why in `reason`
    value        as written, in `unit`, sign added (下降6.5% is -6.5); None unless a measure
    unit         as written, 万 and 亿 included; "1" where none is written
    base_value   value in `base_unit`, the normalised unit of the catalogue (元, 人, %, …)
    role         level; growth (per cent); change (absolute); base (由45种); rank; times (翻番, 增长2倍)
    comparator   = >= <= ~, of the signed value
    subject      what is measured, in the document's words, distributed lists rebuilt
    indicator    id in the catalogue, or None
    period       2023, 2024H1, 2024Q1, 2023-05, 2021-2025, 2024-01/2024-05, 2024-03b, 2024W07
    status       actual, estimate (预计 of the year reported), target
    firmness     must (确保, binding), at_least (以上), expected, about (左右), strive (力争); targets only
    basis        the words that fix the series (可比价, 同口径, 扣除留抵退税因素)
    nature       stock, added (new in the period), done (in the period), rate
    region       the place or organisation it belongs to as written; None for the document's own region
    section      path of marks, 一、（一）一是
    clause       span of the clause that it was read from
    certainty    sure or review (a person should look)
    rule         the rule that read it
    doubts       why a person should look, in the words of the rules; no key of a row
    """

    span: Span
    text: str
    label: Label
    reason: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    base_value: Decimal | None = None
    base_unit: str | None = None
    role: Role | None = None
    comparator: Comparator | None = None
    subject: str | None = None
    indicator: str | None = None
    period: str | None = None
    status: Status | None = None
    firmness: Firmness | None = None
    basis: str | None = None
    nature: Nature | None = None
    region: str | None = None
    section: str | None = None
    place: Place | None = None
    clause: Span | None = None
    certainty: Certainty = "sure"
    rule: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """One action of a task section (kind task), or a target in words (kind target).

    `quantities` are starts of facts in `Document.text`; `verb` is the words that rule the action, `object` what
    it is done to; `deadline` a period as in Fact.period, or the words where it is no date.
    """

    span: Span
    text: str
    section: str | None
    kind: Literal["task", "target"]
    verb: str | None
    object: str | None
    quantities: tuple[int, ...] = ()
    firmness: Firmness | None = None
    unit_responsible: str | None = None
    deadline: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a review or progress section; `state` is its state word (完成, 获批, 开工, 按序时推进)."""

    span: Span
    text: str
    section: str | None
    object: str | None
    state: str | None
    quantities: tuple[int, ...] = ()
