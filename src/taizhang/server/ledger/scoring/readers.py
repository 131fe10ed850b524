"""Reading of data that people wrote, with every error kept under the place where it stands."""

from collections.abc import Callable, Collection
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid

T = TypeVar("T")
MOST = Fraction(10**15)


class Reader:
    """Reads values of a JSON object; what is wrong with each is kept, so that all is told at once."""

    def __init__(self) -> None:
        self.errors: dict[str, Words] = {}

    def wrong(self, path: str, zh: str, en: str) -> None:
        """Keep what is wrong at a place; the first thing said of it counts."""
        self.errors.setdefault(path, Words(zh, en))

    def raise_if_wrong(self) -> None:
        """Invalid with all that was kept."""
        if self.errors:
            raise Invalid(self.errors)

    def record(self, raw: Any, path: str, known: Collection[str]) -> dict[str, Any]:
        """An object with none but known keys."""
        if not isinstance(raw, dict):
            self.wrong(path, "应为一个对象 {…}", "an object {…} is wanted")
            return {}
        for key in raw:
            if key not in known:
                allowed = "、".join(sorted(known))
                self.wrong(
                    f"{path}.{key}", f"没有这一项；可用：{allowed}", f"unknown; there are {', '.join(sorted(known))}"
                )
        return raw

    def rows(
        self, raw: Any, path: str, read: Callable[[Any, str], T], *, least: int = 0, most: int = 200
    ) -> tuple[T, ...]:
        """A list, each entry read with its place; entries that cannot be read are left out."""
        if not isinstance(raw, list) or not least <= len(raw) <= most:
            self.wrong(path, f"应为 {least} 至 {most} 项的列表", f"a list of {least} to {most} is wanted")
            return ()
        return tuple(read(entry, f"{path}[{number}]") for number, entry in enumerate(raw, 1))

    def text(self, raw: Any, path: str, *, empty: bool = False, most: int = 120) -> str:
        """A text."""
        if not isinstance(raw, str) or len(raw) > most or (not raw.strip() and not empty):
            self.wrong(path, f"应为不超过 {most} 字的文字", f"a text of at most {most} signs is wanted")
            return ""
        return raw.strip()

    def words(self, raw: dict[str, Any], path: str) -> Words:
        """The Chinese name `zh` and the English one `en`, which may be left out."""
        zh = self.text(raw.get("zh"), f"{path}.zh")
        return Words(zh, self.text(raw.get("en", zh), f"{path}.en", empty=True) or zh)

    def choice(self, raw: Any, path: str, allowed: Collection[str]) -> str:
        """One of some words."""
        if not isinstance(raw, str) or raw not in allowed:
            listed = sorted(allowed)
            self.wrong(path, f"只能是 {'、'.join(listed)}", f"is one of {', '.join(listed)}")
            return next(iter(allowed))
        return raw

    def number(
        self, raw: Any, path: str, *, least: Fraction = -MOST, most: Fraction = MOST, above: Fraction | None = None
    ) -> Fraction:
        """A number, as digits in a text or as a number of JSON."""
        value = _number(raw)
        low = least if above is None else above
        if value is None or not least <= value <= most or (above is not None and value <= above):
            zh = "应为数字" if value is None else f"应{'大于' if above is not None else '不小于'} {low}、不大于 {most}"
            en = (
                "a number is wanted"
                if value is None
                else f"{'above' if above is not None else 'at least'} {low}, at most {most}"
            )
            self.wrong(path, zh, en)
            return Fraction(1)
        return value

    def per_cent(self, raw: Any, path: str, *, most: int = 1000) -> Fraction:
        """A share, given in per cent."""
        return self.number(raw, path, least=Fraction(0), most=Fraction(most)) / 100

    def flag(self, raw: Any, path: str) -> bool:
        """True or false."""
        if not isinstance(raw, bool):
            self.wrong(path, "只能是 true 或 false", "is true or false")
        return raw is True


def _number(raw: Any) -> Fraction | None:
    """A number as it was written; None for what is none, or of more digits than any rule has.

    >>> _number("12.50"), _number(0.1), _number("1e9999"), _number(True), _number("１２")
    (Fraction(25, 2), Fraction(1, 10), None, None, None)
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    text = raw if isinstance(raw, str) else repr(raw)
    if len(text) > 30 or not text.isascii():
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) <= 18 else None
