"""What a cell of a workbook comes to as something typed: numbers without the noise of floats, per cents, words."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.lib.fields import DIGITS, PLACES
from taizhang.server.lib.rows import digits
from taizhang.server.returns.columns import Column
from taizhang.server.returns.typed import Typing
from taizhang.server.returns.workbooks.base import plain
from taizhang.server.returns.workbooks.opening import Held

FIXED_PLACES = re.compile(r"[0#?]\.(0+)")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
MOMENTS = (date, datetime, time, timedelta)


class NotTyped(Exception):
    """A cell holds what cannot be typed into a return; `words` say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def typed(held: Held, column: Column) -> Typing:
    """What stands in a cell, as it would be typed into a column."""
    _must_be_sound(held)
    if column.kind == "text":
        return words_of(held)
    value = held.value
    if isinstance(value, bool):
        raise NotTyped(Words(f"“{value}”不是数字".upper(), f"{value} is no number"))
    if isinstance(value, MOMENTS):
        raise NotTyped(
            Words(
                f"“{words_of(held)}”是日期，不是数字；请把单元格格式改为“常规”再填",
                f"{words_of(held)} is a date, no number: set the format of the cell to General and type it anew",
            )
        )
    if isinstance(value, int | float):
        return number(value, held.shown_as)
    return words_of(held)


def _must_be_sound(held: Held) -> None:
    if held.wanting:
        raise NotTyped(
            Words(
                "公式没有算好的结果；请在 Excel 或 WPS 中打开文件，保存后再导入",
                "a formula without a saved result: open the file in Excel or WPS, save it, and import it again",
            )
        )
    if held.error:
        raise NotTyped(Words(f"公式出错（{held.error}）", f"an error of a formula ({held.error})"))


def words_in(held: Held) -> str:
    """What stands in a cell that wants words; NotTyped where it is a formula without a result."""
    _must_be_sound(held)
    return words_of(held)


def words_of(held: Held) -> str:
    """What stands in a cell as words; a day as 2025-03-01, a number in its shortest form."""
    value = held.value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, MOMENTS):
        return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return digits(exact(value))
    return plain("" if value is None else str(value))


def number(value: float, shown_as: str) -> Typing:
    """A number without the noise of floats; what is shown as a per cent is one, as a text with its sign.

    >>> number(0.1 + 0.2, "General"), number(0.065, "0.0%"), number(128.5, "0.00")
    (Decimal('0.3'), '6.5%', Decimal('128.50'))
    """
    code = QUOTED.sub("", shown_as.split(";", maxsplit=1)[0])
    places = len(match[1]) if (match := FIXED_PLACES.search(code)) else 0
    if "%" in code:
        return f"{_with_places(exact(value).scaleb(2), places)}%"
    return _with_places(exact(value), places)


def exact(value: float) -> Decimal:
    """What a float of a workbook stands for: fifteen digits, as Excel shows them, of which eight after the point.

    >>> exact(1e-08), exact(12.333333333333334)
    (Decimal('1E-8'), Decimal('12.33333333'))
    """
    found = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
    if found.adjusted() >= DIGITS:
        return found
    return Decimal(digits(round(found, PLACES))) if found != round(found, PLACES) else found


def _with_places(value: Decimal, places: int) -> Decimal:
    """With as many digits after the point as the cell shows, where there is room for them."""
    exponent = value.normalize().as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    room = DIGITS - max(value.adjusted() + 1, 1)
    wanted = min(max(places, own), PLACES, max(room, 0))
    return value.quantize(Decimal(1).scaleb(-wanted)) if wanted >= own and value.adjusted() < DIGITS else value


def day_of(words: str) -> date | None:
    """The day that some words name; None where there are none.

    >>> day_of("2025年3月1日"), day_of("2025/03/01"), day_of("")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1), None)
    """
    if not words:
        return None
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"):
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
        if 1949 <= found.year <= 2199:
            return found
    raise NotTyped(Words(f"“{words[:20]}”不是日期；写作 2025-11-30", f"{words[:20]!r} is no day; write 2025-11-30"))
