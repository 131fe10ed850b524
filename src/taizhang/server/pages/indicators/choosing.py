"""What of the table of indicators is asked for: filtered, sorted, grouped."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from taizhang.errors import Words
from taizhang.server.ledger.defining import is_named
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.wording import NATURES
from taizhang.server.pages.asked import whole
from taizhang.server.pages.indicators.rows import Row
from taizhang.server.pages.indicators.wording import LIGHTS
from taizhang.server.pages.language import language, said
from taizhang.writing.words import called

TARGETS: Mapping[str, Words] = {
    "with": Words("有目标", "with a target"),
    "without": Words("无目标", "without a target"),
}
GROUPS: Mapping[str, Words] = {
    "light": Words("按亮灯", "by light"),
    "nature": Words("按性质", "by nature"),
    "authority": Words("按归口单位", "by authority"),
    "programme": Words("按专项行动", "by programme"),
}
SORTS: Mapping[str, Callable[[Row], Any]] = {
    "name": lambda row: row.name,
    "value": lambda row: row.result.value if row.result else None,
    "growth": lambda row: row.growth.value if row.growth else None,
    "pace": lambda row: row.pace,
    "light": lambda row: LIGHTS.index(row.light) if row.light else None,
    "released": lambda row: row.released_on,
}
NONE = Words("未归类", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; what no table knows is passed over, so that an old view still shows something."""

    words: str
    light: str
    nature: str
    targets: str
    programme: int | None
    group: str
    sort: str
    down: bool

    @classmethod
    def of(cls, asked: QueryDict) -> "Choice":
        """That of an address."""
        sort = asked.get("sort", "")
        return cls(
            words=asked.get("words", "").strip()[:80],
            light=_one(asked.get("light", ""), LIGHTS),
            nature=_one(asked.get("nature", ""), NATURES),
            targets=_one(asked.get("targets", ""), TARGETS),
            programme=whole(asked.get("programme", "")),
            group=_one(asked.get("group", ""), GROUPS),
            sort=_one(sort.removeprefix("-"), SORTS),
            down=sort.startswith("-"),
        )


def _one(value: str, known: Collection[str]) -> str:
    return value if value in known else ""


def chosen(rows: Iterable[Row], choice: Choice, followed: Mapping[int, Collection[int]]) -> list[Row]:
    """The rows that are asked for but for their light, in the order that is asked for; blank cells stand last.

    `followed` are the indicators of each programme.
    """
    named = is_named(choice.words) if choice.words else None
    found = [row for row in rows if _fits(row, choice, followed)]
    if named:
        found = [row for row in found if named(*_names(row.indicator))]
    if not choice.sort:
        return found
    key = SORTS[choice.sort]
    known = sorted((row for row in found if key(row) is not None), key=key, reverse=choice.down)
    return known + [row for row in found if key(row) is None]


def _fits(row: Row, choice: Choice, followed: Mapping[int, Collection[int]]) -> bool:
    return (
        (not choice.nature or row.indicator.nature == choice.nature)
        and (not choice.targets or (row.target is not None) == (choice.targets == "with"))
        and (choice.programme is None or row.indicator.pk in followed.get(choice.programme, ()))
    )


def _names(indicator: Indicator) -> tuple[str, str, str, list[str]]:
    return indicator.code, indicator.name, indicator.english, indicator.aliases


def lit(rows: Iterable[Row], light: str) -> list[Row]:
    """The rows of a light; all where none is named."""
    return [row for row in rows if not light or row.light == light]


def light_counts(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """How many rows have each light, the worst first."""
    counted = Counter(row.light for row in rows if row.light)
    return [(light, counted[light]) for light in LIGHTS if counted[light]]


def grouped(
    rows: list[Row], group: str, programmes: Mapping[int, str], followed: Mapping[int, Collection[int]]
) -> Iterator[tuple[str, list[Row]]]:
    """The rows under the headings of a group, each in its order; without a group all under none."""
    if not group:
        yield "", rows
        return
    found: dict[str, list[Row]] = {}
    for row in rows:
        for heading in _headings(row, group, programmes, followed):
            found.setdefault(heading, []).append(row)
    last = said(NONE)
    order = _order(group)
    for heading in sorted(found, key=lambda one: (one == last, order.get(one, len(order)), one)):
        yield heading, found[heading]


def _headings(
    row: Row, group: str, programmes: Mapping[int, str], followed: Mapping[int, Collection[int]]
) -> list[str]:
    match group:
        case "light":
            found = [called(f"light.{row.light}", language())] if row.light else []
        case "nature":
            found = [said(NATURES[row.indicator.nature])]
        case "authority":
            found = [row.authority] if row.authority else []
        case _:
            found = [name for key, name in programmes.items() if row.indicator.pk in followed.get(key, ())]
    return found or [said(NONE)]


def _order(group: str) -> dict[str, int]:
    words = {
        "light": [called(f"light.{light}", language()) for light in LIGHTS],
        "nature": [said(words) for words in NATURES.values()],
    }
    return {heading: at for at, heading in enumerate(words.get(group, []))}
