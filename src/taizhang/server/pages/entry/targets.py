"""A target in few words, as it stands beside a cell: 增长6%左右, ≥ 420亿元."""

from taizhang.errors import Words
from taizhang.server.ledger.observations.beside import Wanted
from taizhang.server.pages.language import said
from taizhang.server.pages.templatetags.values import digits

MEASURES = {"growth": Words("增长 ", "growth "), "change": Words("变化 ", "change ")}
SIGNS = {">=": "≥ ", "<=": "≤ "}
ABOUT = Words(" 左右", " or so")


def target_words(wanted: Wanted) -> str:
    """What is wanted, as short as a cell."""
    if wanted.value is None:
        return wanted.words
    measure = said(MEASURES[wanted.measure]) if wanted.measure in MEASURES else ""
    to = f"—{digits(wanted.value_to)}" if wanted.value_to is not None else ""
    about = said(ABOUT) if wanted.comparator == "~" else ""
    return f"{measure}{SIGNS.get(wanted.comparator, '')}{digits(wanted.value)}{to}{wanted.unit_of_measure}{about}"
